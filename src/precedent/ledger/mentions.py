"""Mentions out of the tables as merging compares them: as they were told, and as people judged that they are to be read."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from precedent.ledger import schema as s
from precedent.ledger.judging import judged
from precedent.ledger.many import in_parts
from precedent.ledger.versions import unpack_kept
from precedent.merge.mention import Mention

_HELD = 20_000  # mentions kept in memory while merging: those of some days of news


def load(connection: Connection, seqs: Collection[int]) -> dict[int, Mention]:
    """Mentions by their number in the ledger."""
    m, r = s.mentions.c, s.reports.c
    chosen = select(m.seq, m.key, m.kept, r.base, r.published).join_from(s.mentions, s.reports)
    rows = in_parts(connection, chosen, m.seq, seqs)
    corrections = judged(connection, [row.key for row in rows])
    return {
        seq: Mention(key, base, published, corrections.corrected(key, unpack_kept(kept)))
        for seq, key, kept, base, published in rows
    }


class Mentions:
    """The same, kept in memory from one step of merging to the next for as long as nobody else writes."""

    def __init__(self) -> None:
        self._held: dict[int, Mention] = {}
        self._written: int | None = None

    def begin(self, connection: Connection) -> None:
        """To be called in each transaction: forget everything if another process has written meanwhile."""
        (written,) = connection.exec_driver_sql("PRAGMA data_version").one()
        if written != self._written:
            self._held.clear()
        self._written = written

    def fresh(self, connection: Connection, seqs: Collection[int]) -> dict[int, Mention]:
        """Mentions that may have changed since."""
        found = load(connection, seqs)
        for seq in found:
            self._held.pop(seq, None)
        self._held.update(found)
        while len(self._held) > _HELD:
            del self._held[next(iter(self._held))]
        return found

    def get(self, connection: Connection, seqs: Collection[int]) -> dict[int, Mention]:
        held = self._held
        found = {seq: held[seq] for seq in seqs if seq in held}
        return found | self.fresh(connection, [seq for seq in seqs if seq not in found])
