"""What a person should look at next: events nobody has accepted as they are told today; and what may belong together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, String, cast, exists, func, select

from precedent.entries import EventRow
from precedent.ledger import schema as s
from precedent.ledger.comparing import partners
from precedent.ledger.many import in_parts
from precedent.ledger.mentions import load
from precedent.ledger.rows import decode
from precedent.merge.blocks import blocks
from precedent.merge.match import Match, match
from precedent.merge.places import PlaceIndex


class Beside(NamedTuple):
    """Another event that was compared with one, and how their nearest tellings compare."""

    event: EventRow
    match: Match


def unaccepted() -> ColumnElement[bool]:
    """Events with a telling that nobody has accepted: those never looked at, and those of which a report has told since."""
    j, undoing = s.judgements.c, s.judgements.alias()
    kind = func.json_extract(cast(j.said, String), "$.kind")
    standing = ~exists().where(undoing.c.undoes == j.number)
    accepted = select(s.judged.c.key).join(s.judgements, j.number == s.judged.c.number).where(kind == "accept", standing)
    m = s.mentions.c
    return exists().where(m.event == s.events.c.id, m.live, m.key.not_in(accepted))


def queue(connection: Connection, limit: int, offset: int = 0) -> Iterator[EventRow]:
    """Events to be reviewed, those first of which most is in doubt and on which most rests."""
    chosen = select(s.events.c.row).join(s.facets, s.facets.c.seq == s.events.c.seq).where(unaccepted())
    chosen = chosen.order_by(s.facets.c.rank.desc(), s.facets.c.event).offset(offset).limit(limit)
    return (decode(row) for (row,) in connection.execute(chosen))


def beside(connection: Connection, event: str, index: PlaceIndex, most: int) -> list[Beside]:
    """The events that share something sharp with *event*, the likeliest to be the same first; those barred come last."""
    m = s.mentions.c
    mine = load(connection, connection.scalars(select(m.seq).where(m.event == event, m.live)).all())
    pairs = partners(connection, s.mention_blocks, {seq: blocks(mention.features).looked for seq, mention in mine.items()})
    pairs |= {(b, a) for a, b in pairs}
    events = {r.seq: r.event for r in in_parts(connection, select(m.seq, m.event).where(m.live), m.seq, {b for _, b in pairs})}
    near = {(a, b) for a, b in pairs if a in mine and events.get(b, event) not in (event, None)}
    others = load(connection, {b for _, b in near})
    best: dict[str, Match] = {}
    for a, b in sorted(near):
        found = match(mine[a].features, others[b].features, index)
        if events[b] not in best or _likely(found) > _likely(best[events[b]]):
            best[events[b]] = found
    first = sorted(best, key=lambda id_: (*(-x for x in _likely(best[id_])), id_))[:most]
    rows = {r.id: decode(r.row) for r in in_parts(connection, select(s.events.c.id, s.events.c.row), s.events.c.id, first)}
    return [Beside(rows[id_], best[id_]) for id_ in first if id_ in rows]


def _likely(found: Match) -> tuple[bool, float]:
    return found.barred is None, found.score
