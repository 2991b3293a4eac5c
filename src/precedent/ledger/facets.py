"""What the explorer counts by: one narrow row an event, written whenever the event's own row is.

An event's types (the one it is read as first) and its participants are kept as sets, each once, and named by a number: a
hundred thousand events have a few dozen sets of types and some thousand casts. So "events by country" is one pass over
numbers, and only the sets are looked into.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log2
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Table, select

from precedent.entries import EventRow
from precedent.ledger import schema as s
from precedent.ledger.many import enter, in_parts
from precedent.ledger.spots import spot_json
from precedent.merge.windows import bounds
from precedent.records import Standing

STANDINGS: dict[Standing, int] = {"main": 1, "other": 2, "background": 4}
DISPUTE = 0.8  # what one contradiction leaves of the trust in an entry

_encode = msgspec.json.Encoder().encode


class Reading(NamedTuple):
    """A type that an event is read as."""

    codebook: str
    type: str
    mode: str | None


class Part(NamedTuple):
    """A participant as it is counted."""

    role: str
    country: str | None
    sector: str | None


_kind = lru_cache(4096)(msgspec.json.Decoder(tuple[Reading, ...]).decode)
_cast = lru_cache(65536)(msgspec.json.Decoder(tuple[Part, ...]).decode)


def all_kinds(connection: Connection) -> list[tuple[int, tuple[Reading, ...]]]:
    """Every set of types that an event was ever read as, the first one leading, with its number."""
    return [(seq, _kind(said)) for seq, said in connection.execute(select(s.kinds.c.seq, s.kinds.c.kind))]


def all_casts(connection: Connection) -> list[tuple[int, tuple[Part, ...]]]:
    """Every cast that an event ever had, with its number."""
    return [(seq, _cast(said)) for seq, said in connection.execute(select(s.casts.c.seq, s.casts.c.parts))]


def doubt(row: EventRow) -> float:
    """How likely it is that something is read wrongly, 0 to 1: low confidence, and reports that contradict each other."""
    return 1 - row.confidence * DISPUTE ** len(row.contradictions)


def weight(row: EventRow) -> float:
    """How much rests on an event, from 1: that it is news, sources that tell of it (by doublings), claims about it."""
    news = any(told.standing == "main" for told in row.reports)
    return 1 + news + log2(max(1, row.sources)) + len(row.claims)


def enter_facets(connection: Connection, rows: Sequence[EventRow]) -> None:
    """Write the facets of events that have just been written, and whose places are indexed."""
    if not rows:
        return
    said = [(row, _encode(_kind_of(row)).decode(), _encode(_cast_of(row)).decode()) for row in rows]
    kinds = _numbers(connection, s.kinds, "kind", {kind for _, kind, _ in said})
    casts = _numbers(connection, s.casts, "parts", {cast for _, _, cast in said})
    where = {row.id: spot_json(row.place) for row in rows if row.place is not None}
    e, p = s.events.c, s.spots.c
    spots = {r.spot: r.seq for r in in_parts(connection, select(p.spot, p.seq), p.spot, set(where.values()))}
    numbers = {r.id: r.seq for r in in_parts(connection, select(e.id, e.seq), e.id, [row.id for row in rows])}
    columns = tuple(column.name for column in s.facets.columns)
    values = (
        (numbers[row.id], row.id, kinds[kind], casts[cast], spots[where[row.id]] if row.id in where else None, *_facets(row))
        for row, kind, cast in said
    )
    enter(connection, s.facets, columns, values, "REPLACE")


def _numbers(connection: Connection, table: Table, column: str, said: set[str]) -> dict[str, int]:
    enter(connection, table, (column,), sorted((words,) for words in said))
    c = table.c[column]
    return {row[0]: row[1] for row in in_parts(connection, select(c, table.c.seq), c, said)}


def _kind_of(row: EventRow) -> tuple[Reading, ...]:
    return (Reading(row.codebook, row.type, row.mode), *(Reading(a.codebook, a.type, a.mode) for a in row.also))


def _cast_of(row: EventRow) -> list[Part]:
    return sorted({Part(a.role, a.country, a.sector) for a in row.actors}, key=lambda p: tuple(x or "" for x in p))


def _facets(row: EventRow) -> tuple[str, str, str, int, int, int, int, int | None, int | None, float]:
    standing = sum({STANDINGS[told.standing] for told in row.reports})
    first, last = bounds(row.from_, row.until) or (None, None)
    said = (row.polarity, row.modality, row.genericity, standing, row.sources, len(row.contradictions), len(row.claims))
    return (*said, first, last, round(doubt(row) * weight(row), 4))
