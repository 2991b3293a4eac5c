"""Mentions out of the tables as merging compares them: as they were told, and as people judged that they are to be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, select

from precedent.ledger import schema as s
from precedent.ledger.engine import written
from precedent.ledger.judging import judged
from precedent.ledger.many import in_parts
from precedent.ledger.versions import unpack_kept
from precedent.merge.features import Features
from precedent.merge.mention import Mention

T = TypeVar("T")

_HELD = 10_000  # mentions kept in memory while merging: what one step compares and the next puts together
_COMPARED = 100_000  # of so many more what they are compared by, a few hundred bytes each

_unpack_features = msgspec.msgpack.Decoder(Features).decode


def load(connection: Connection, seqs: Collection[int]) -> dict[int, Mention]:
    """Mentions by their number in the ledger."""
    m, r = s.mentions.c, s.reports.c
    chosen = select(m.seq, m.key, m.kept, m.stage, m.features, r.base, r.published).join_from(s.mentions, s.reports)
    rows = in_parts(connection, chosen, m.seq, seqs)
    corrections = judged(connection, [row.key for row in rows])
    return {
        seq: Mention(
            key,
            base,
            published,
            corrections.corrected(key, unpack_kept(kept)),
            _unpack_features(features) if features is not None and stage != s.NEW else None,
        )
        for seq, key, kept, stage, features, base, published in rows
    }


class Mentions:
    """The same, kept in memory from one step of merging to the next for as long as nobody else writes."""

    def __init__(self) -> None:
        self._held: dict[int, Mention] = {}
        self._features: dict[int, Features] = {}
        self._written: int | None = None

    def begin(self, connection: Connection) -> None:
        """To be called in each transaction: forget everything if another process has written meanwhile."""
        now = written(connection)
        if now != self._written:
            self._held.clear()
            self._features.clear()
        self._written = now

    def fresh(self, connection: Connection, seqs: Collection[int]) -> dict[int, Mention]:
        """Mentions that may have changed since."""
        found = load(connection, seqs)
        _keep(self._held, found, _HELD)
        _keep(self._features, {seq: mention.features for seq, mention in found.items()}, _COMPARED)
        return found

    def get(self, connection: Connection, seqs: Collection[int]) -> dict[int, Mention]:
        held = self._held
        found = {seq: held[seq] for seq in seqs if seq in held}
        return found | self.fresh(connection, [seq for seq in seqs if seq not in found])

    def features(self, connection: Connection, seqs: Collection[int]) -> dict[int, Features]:
        """What mentions that were compared before are compared by."""
        held = self._features
        found = {seq: held[seq] for seq in seqs if seq in held}
        chosen = select(s.mentions.c.seq, s.mentions.c.features)
        missing = in_parts(connection, chosen, s.mentions.c.seq, [seq for seq in seqs if seq not in found])
        read = {seq: _unpack_features(features) for seq, features in missing}
        _keep(held, read, _COMPARED)
        return found | read


def _keep(held: dict[int, T], found: Mapping[int, T], most: int) -> None:
    """Hold what was found; where that is more than *most*, what was found first goes first."""
    for seq in found:
        held.pop(seq, None)
    held.update(found)
    while len(held) > most:
        del held[next(iter(held))]
