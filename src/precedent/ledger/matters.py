"""The matters of reports out of the tables, and their index while merging runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec
from sqlalchemy import Connection, select

from precedent.ledger import schema as s
from precedent.ledger.engine import written
from precedent.ledger.many import in_parts
from precedent.merge.matters import Matters
from precedent.merge.stories import Subject, near, stretch

_HELD = 50_000  # reports in the index; of more, those far from what is compared are forgotten

_unpack_terms = msgspec.msgpack.Decoder(dict[str, float]).decode


def subjects(connection: Connection, seqs: Collection[int]) -> dict[int, Subject]:
    """What the matters of these reports are compared by."""
    c = s.reports.c
    rows = in_parts(connection, select(c.seq, c.base, c.published, c.terms), c.seq, seqs)
    return {r.seq: Subject(r.base, r.published, _unpack_terms(r.terms)) for r in rows}


class HeldMatters:
    """The index of the reports that were compared before, read from the tables one stretch of days after the other, and kept
    from one step of merging to the next for as long as nobody else writes."""

    def __init__(self) -> None:
        self._index = Matters()
        self._begun: Matters | None = None  # the index that has been read into
        self._written: int | None = None

    def begin(self, connection: Connection) -> None:
        """To be called in each transaction: forget everything if another process has written meanwhile."""
        now = written(connection)
        if now != self._written:
            self._index = Matters()
        self._written = now

    def meeting(self, connection: Connection, fresh: Mapping[int, Subject]) -> set[tuple[int, int]]:
        """Pairs of reports to be compared, the smaller number first: of the *fresh* ones, and of these with those before.

        From then on the fresh ones are in the index too.
        """
        at = {seq: stretch(subject.published) for seq, subject in fresh.items()}
        if self._index.size > _HELD:
            self._index.keep(at.values())
        self._read(connection, set(at.values()))
        pairs: set[tuple[int, int]] = set()
        for seq, subject in fresh.items():
            pairs.update((min(seq, other), max(seq, other)) for other in self._index.meeting(at[seq], subject.terms))
            self._index.add(at[seq], seq, subject.terms)
        return pairs

    def _read(self, connection: Connection, wanted: set[int]) -> None:
        """Index what was compared before: all of it by its heaviest terms, that of stretches near to those *wanted* by more."""
        c = s.reports.c
        compared = (c.current, c.stage > s.ADDED)
        if self._index is not self._begun:
            for seq, leading in connection.execute(select(c.seq, c.leading).where(*compared).order_by(c.seq)):
                self._index.add_ever(seq, _unpack_terms(leading))
            self._begun = self._index
        for at in sorted({x + n for x in wanted for n in (-1, 0, 1)}):
            if at not in self._index and any(near(at, other) for other in wanted):
                chosen = select(c.seq, c.terms).where(c.stretch == at, *compared).order_by(c.seq)
                self._index.add_to(at, ((seq, _unpack_terms(terms)) for seq, terms in connection.execute(chosen)))
