"""Second half of merging: what is linked is put together, in copies, stories and events, one connected component a time.

A component holds all that any choice inside it looks at. So only components that a new link touches are worked out
again, and the result is what working out everything anew would give.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, func, select, true, update

from precedent.entries import EventRow
from precedent.ledger import schema as s
from precedent.ledger.facets import enter_facets
from precedent.ledger.ids import mention_keys, shortest, story_keys
from precedent.ledger.judging import judged
from precedent.ledger.many import change, enter, in_parts
from precedent.ledger.matters import subjects
from precedent.ledger.mentions import Mentions
from precedent.ledger.select import words_of
from precedent.ledger.spots import enter_spots
from precedent.merge.cluster import cluster, scorer
from precedent.merge.entry import entry
from precedent.merge.mention import UNDATED
from precedent.merge.places import PlaceIndex
from precedent.merge.stories import group
from precedent.merge.values import Teller

_encode = msgspec.json.Encoder().encode


class Component(NamedTuple):
    """Rows that links hold together, in order, and the links among them, each once."""

    members: list[int]
    links: list[tuple[int, int, float]]


def components(connection: Connection, links: Table, starts: Collection[int]) -> list[Component]:
    """The connected components that hold *starts*."""
    beside: dict[int, list[tuple[int, float]]] = {start: [] for start in starts}
    edge = set(starts)
    while edge:
        beyond: set[int] = set()
        for a, b, score in in_parts(connection, select(links.c.a, links.c.b, links.c.score), links.c.a, edge):
            beside[a].append((b, score))
            beyond.add(b)
        edge = beyond - beside.keys()
        beside.update((seq, []) for seq in edge)
    found: list[Component] = []
    seen: set[int] = set()
    for start in sorted(beside):
        if start not in seen:
            reached = [start]
            seen.add(start)
            for seq in reached:  # grows while it is walked
                fresh = [b for b, _ in beside[seq] if b not in seen]
                seen.update(fresh)
                reached += fresh
            found.append(Component(sorted(reached), [(a, b, score) for a in reached for b, score in beside[a] if a < b]))
    return found


def settle(connection: Connection, limit: int) -> int:
    """Work out copies and stories of *limit* reports that wait, and of all linked with these; returns how many waited."""
    c = s.reports.c
    waiting = connection.scalars(select(c.seq).where(c.stage == s.COMPARED).order_by(c.seq).limit(limit)).all()
    found = components(connection, s.story_links, waiting)
    members = {seq for component in found for seq in component.members}
    _copies(connection, [component.members for component in components(connection, s.copy_links, members)])
    _stories(connection, found)
    settled = update(s.reports).where(c.stage == s.COMPARED).values(stage=s.SETTLED)
    return change(connection, settled, c.seq, members)


def _copies(connection: Connection, found: Sequence[Sequence[int]]) -> None:
    c = s.reports.c
    chosen = select(c.seq, c.base, c.published, c.publisher, c.root, c.root_publisher)
    rows = {r.seq: r for r in in_parts(connection, chosen, c.seq, [seq for component in found for seq in component])}
    changed = []
    for component in found:
        first = min((rows[seq] for seq in component), key=lambda r: (r.published or UNDATED, r.base))
        root = {"root": first.base, "root_publisher": first.publisher}
        changed += [{"of": seq, **root} for seq in component if (rows[seq].root, rows[seq].root_publisher) != tuple(root.values())]
    _change(connection, changed, true())  # a copy adds no source to any event that it tells of


def _stories(connection: Connection, found: Sequence[Component]) -> None:
    c = s.reports.c
    members = [seq for component in found for seq in component.members]
    rows = {r.base: r for r in in_parts(connection, select(c.seq, c.base, c.story_key, c.story_short, c.story), c.seq, members)}
    known, keys = subjects(connection, members), story_keys(connection, {r.story_short for r in rows.values()})
    changed = []
    for component in found:
        linked = {(known[a].report, known[b].report): score for a, b, score in component.links}
        for story in group([known[seq] for seq in component.members], linked):
            id_ = f"S-{shortest(rows[story[0].report].story_key, keys)}"
            changed += [{"of": rows[m.report].seq, "story": id_} for m in story if rows[m.report].story != id_]
    key, event = s.mentions.c.key, s.mentions.c.event
    # An event is of the story of the report that tells of it first, from whose mention its id is made.
    _change(connection, changed, event == "E-" + func.substr(key, 1, func.length(event) - 2))


def _change(connection: Connection, changes: Sequence[dict[str, Any]], which: ColumnElement[bool]) -> None:
    """Change reports (``of`` says which), and have the events that *which* of their mentions tell of written again."""
    if changes:
        columns: dict[str, Any] = {name: bindparam(name) for name in changes[0] if name != "of"}
        connection.execute(update(s.reports).where(s.reports.c.seq == bindparam("of")).values(**columns), changes)
        m = s.mentions.c
        dirty = update(s.mentions).where(m.live, m.stage == s.PLACED, which).values(stage=s.DIRTY)
        change(connection, dirty, m.report, [x["of"] for x in changes])


def place(connection: Connection, held: Mentions, index: PlaceIndex, limit: int) -> int:
    """Work out the events of up to *limit* mentions; returns how many were waiting."""
    held.begin(connection)
    m = s.mentions.c
    waiting = connection.execute(select(m.seq, m.live).where(m.stage == s.DIRTY).order_by(m.seq).limit(limit)).all()
    if not waiting:
        return 0
    found = components(connection, s.mention_links, [seq for seq, live in waiting if live])
    gone = [seq for seq, live in waiting if not live]
    stood = _standing(connection, [*(seq for component in found for seq in component.members), *gone])
    told = [event for event in _events(connection, held, found, index) if not stood.still(event)]
    placed: list[tuple[str | None, int, int]] = [(event.id, s.PLACED, seq) for event in told for seq in event.members]
    placed += [(None, s.PLACED, seq) for seq in gone]
    connection.exec_driver_sql("UPDATE mentions SET event = ?, stage = ? WHERE seq = ?", placed)
    still = {row.event for row in in_parts(connection, select(m.event).distinct(), m.event, stood.sizes)}
    change(connection, delete(s.events), s.events.c.id, (stood.sizes.keys() - still) | {event.id for event in told})
    _write(connection, _entries(connection, held, told, index))
    enter(connection, s.issued, ("id", "key"), [(event.id, event.key) for event in told])
    return len(waiting)


class Event(NamedTuple):
    """An event's id, the key that it is made from, and the numbers of the mentions that tell of it, in order."""

    id: str
    key: str
    members: list[int]


class Standing(NamedTuple):
    """What mentions tell of as yet, where their event is known; and how many tell of each such event."""

    events: dict[int, str]
    sizes: dict[str, int]

    def still(self, event: Event) -> bool:
        """Whether an event is told by just those mentions that it was told by, and nothing of them has changed."""
        same = all(self.events.get(seq) == event.id for seq in event.members)
        return same and self.sizes.get(event.id) == len(event.members)


def _standing(connection: Connection, members: Collection[int]) -> Standing:
    m = s.mentions.c
    rows = in_parts(connection, select(m.seq, m.event, m.stage).where(m.event.is_not(None)), m.seq, members)
    told = {row.event for row in rows}
    sizes = in_parts(connection, select(m.event, func.count()).group_by(m.event), m.event, told)
    return Standing({row.seq: row.event for row in rows if row.stage == s.PLACED}, {row.event: row[1] for row in sizes})


def _events(connection: Connection, held: Mentions, found: Sequence[Component], index: PlaceIndex) -> Iterator[Event]:
    """The events of each component."""
    known = held.features(connection, [seq for component in found for seq in component.members])
    numbers = {features.key: seq for seq, features in known.items()}
    keys = mention_keys(connection, {key[: s.DIGITS] for key in numbers})
    told, score = judged(connection, numbers.keys()), scorer(index)
    for component in found:
        links = [(known[a].key, known[b].key, worth) for a, b, worth in component.links]
        for mentions in cluster([known[seq] for seq in component.members], links, score, told):
            yield Event(f"E-{shortest(mentions[0].key, keys)}", mentions[0].key, [numbers[x.key] for x in mentions])


def _entries(connection: Connection, held: Mentions, told: Sequence[Event], index: PlaceIndex) -> list[EventRow]:
    """The rows of events."""
    members = [seq for event in told for seq in event.members]
    known, tellers = held.get(connection, members), reporters(connection, members)
    return [
        entry(event.id, mentions, tellers, tellers[mentions[0].report].story, index)
        for event in told
        for mentions in [[known[seq] for seq in event.members]]
    ]


def reporters(connection: Connection, mentions: Collection[int]) -> dict[str, Teller]:
    """The reports of these mentions, by the id all their versions share."""
    r, m = s.reports.c, s.mentions.c
    chosen = select(r.base, r.id, r.published, r.root, r.root_publisher, r.story).join_from(s.mentions, s.reports).distinct()
    return {
        x.base: Teller(id=x.id, published=x.published, root=x.root or x.base, source=x.root_publisher or "", story=x.story)
        for x in in_parts(connection, chosen, m.seq, mentions)
    }


def _write(connection: Connection, rows: Sequence[EventRow]) -> None:
    columns = ("id", "polarity", "modality", "genericity", "from", "until", "story", "row", "words")
    said = [" ".join(sorted(words_of(row))) for row in rows]
    values = (
        (r.id, r.polarity, r.modality, r.genericity, r.from_, r.until, r.story, _encode(r), words)
        for r, words in zip(rows, said, strict=True)
    )
    enter(connection, s.events, columns, values, "FAIL")
    types = (
        (type_, codebook, row.id)
        for row in rows
        for type_, codebook in sorted({(row.type, row.codebook), *((a.type, a.codebook) for a in row.also)})
    )
    enter(connection, s.event_types, ("type", "codebook", "event"), types)
    enter_spots(connection, rows)
    enter_facets(connection, rows)
