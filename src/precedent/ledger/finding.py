"""What an id stands for today: every id that was ever given out still leads somewhere."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Row, select

from precedent.entries import EventRow, Resolved
from precedent.errors import NotFound
from precedent.ledger import schema as s
from precedent.ledger.comparing import partners
from precedent.ledger.judging import judged
from precedent.ledger.mentions import load
from precedent.ledger.placing import reporters
from precedent.merge.blocks import blocks
from precedent.merge.entry import entry
from precedent.merge.match import match
from precedent.merge.places import PlaceIndex

_SHORT = re.compile(rf"([ES])-([0-9a-f]{{{s.DIGITS},32}})", re.ASCII)


def resolve(connection: Connection, id_: str, index: PlaceIndex) -> Resolved:
    """What *id_* stands for: an event or story, under its id of today, or a version of a report."""
    version = find_report(connection, id_)
    if version is not None:
        return Resolved(kind="report", id=version.id, current=version.current)
    parsed = _SHORT.fullmatch(id_)
    if parsed is not None and parsed[1] == "E":
        return _event(connection, id_, parsed[2], index)
    if parsed is not None:
        return _story(connection, id_, parsed[2])
    raise NotFound(f"nothing in the ledger has the id {id_}", "precedent events and precedent reports list what there is")


def resolved(connection: Connection, id_: str, kind: str, index: PlaceIndex) -> Resolved:
    """The same, of an id that has to stand for an event, a story or a report."""
    found = resolve(connection, id_, index)
    if found.kind != kind:
        raise NotFound(
            f"{id_} is the id of a {found.kind}", f"give that of an {kind}" if kind == "event" else f"give that of a {kind}"
        )
    return found


def report(connection: Connection, id_: str) -> Row[Any]:
    """The version of that id; raises ``NotFound``."""
    found = find_report(connection, id_)
    if found is None:
        raise NotFound(f"no report has the id {id_}", "precedent reports lists what there is")
    return found


def find_report(connection: Connection, id_: str) -> Row[Any] | None:
    """The version of that id. ``ID@HASH`` finds the first version too, whose own id is ``ID``."""
    c = s.reports.c
    found = connection.execute(select(s.reports).where(c.id == id_).order_by(c.current.desc(), c.seq)).first()
    base, at, content = id_.rpartition("@")
    if found is None and at and len(content) >= s.DIGITS:
        found = connection.execute(select(s.reports).where(c.base == base, c.content.startswith(content, autoescape=True))).first()
    return found


def _event(connection: Connection, id_: str, digits: str, index: PlaceIndex) -> Resolved:
    if connection.scalar(select(s.events.c.id).where(s.events.c.id == id_)) is not None:
        return Resolved(kind="event", id=id_)
    seq = _mention(connection, id_, digits)
    event = connection.scalar(select(s.mentions.c.event).where(s.mentions.c.seq == seq, s.mentions.c.live))
    event = event or _successor(connection, seq, index)
    return Resolved(kind="event", id=event or id_, current=event is not None)


def _mention(connection: Connection, id_: str, digits: str) -> int:
    """The mention that an event's id was made from, or would be: the one it was given out for, else the first."""
    m = s.mentions.c
    key = connection.scalar(select(s.issued.c.key).where(s.issued.c.id == id_))
    meant = m.key == key if key is not None else (m.short == digits[: s.DIGITS]) & m.key.startswith(digits)
    found = load(connection, connection.scalars(select(m.seq).where(meant)).all())
    if not found:
        raise NotFound(f"no event has the id {id_}", "precedent events lists what there is")
    return min(found, key=lambda seq: found[seq].order)


def head(connection: Connection, id_: str) -> str:
    """The key of the mention that an event's id was made from."""
    seq = _mention(connection, id_, id_.removeprefix("E-"))
    return load(connection, [seq])[seq].key


def _successor(connection: Connection, seq: int, index: PlaceIndex) -> str | None:
    """The event that tells what a withdrawn mention told: the best match, first in the newer version of its report."""
    mention = load(connection, [seq])[seq]
    if judged(connection, [mention.key]).dropped(mention.key):
        return None
    pairs = partners(connection, s.mention_blocks, {seq: blocks(mention.features).looked})
    near = load(connection, {x for pair in pairs for x in pair if x != seq})
    scored = []
    for other, candidate in near.items():
        how = match(mention.features, candidate.features, index)
        if how.barred is None and (how.linked or candidate.report == mention.report):
            scored.append((candidate.report != mention.report, -how.score, candidate.order, other))
    if not scored:
        return None
    return connection.scalar(select(s.mentions.c.event).where(s.mentions.c.seq == min(scored)[-1]))


def _story(connection: Connection, id_: str, digits: str) -> Resolved:
    c = s.reports.c
    if connection.scalar(select(c.seq).where(c.story == id_).limit(1)) is not None:
        return Resolved(kind="story", id=id_)
    meant = (c.story_short == digits[: s.DIGITS]) & c.story_key.startswith(digits)
    having = select(c.story).where(meant, c.current, c.story.is_not(None)).order_by(c.published, c.base)
    story = connection.scalar(having)
    if story is None:
        raise NotFound(f"no story has the id {id_}", "precedent reports lists what there is")
    return Resolved(kind="story", id=story)


def withdrawn(connection: Connection, id_: str, index: PlaceIndex) -> EventRow:
    """The row of an event that only a superseded version of a report told of, so that it stays citable."""
    seq = _mention(connection, id_, id_.removeprefix("E-"))
    return entry(id_, list(load(connection, [seq]).values()), reporters(connection, [seq]), None, index)
