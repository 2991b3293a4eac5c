"""Second half of merging: what is linked is put together, in copies, stories and events, one connected component a time.

A component holds all that any choice inside it looks at. So only components that a new link touches are worked out
again, and the result is what working out everything anew would give.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select, update

from precedent.entries import EventRow
from precedent.ledger import schema as s
from precedent.ledger.comparing import load, subjects
from precedent.ledger.ids import event_id, story_id
from precedent.merge.cluster import cluster
from precedent.merge.entry import entry
from precedent.merge.mention import UNDATED, Mention
from precedent.merge.places import PlaceIndex
from precedent.merge.stories import group
from precedent.merge.values import Teller

_encode = msgspec.json.Encoder().encode


def settle(connection: Connection, limit: int) -> int:
    """Work out copies and stories of up to *limit* reports; returns how many were waiting."""
    c = s.reports.c
    waiting = connection.scalars(select(c.seq).where(c.stage == s.COMPARED).order_by(c.seq).limit(limit)).all()
    copied: set[int] = set()
    told: set[int] = set()
    for seq in waiting:
        if seq not in copied:
            component = reach(connection, s.copy_links, seq)
            copied.update(component)
            _copies(connection, component)
        if seq not in told:
            component = reach(connection, s.story_links, seq)
            told.update(component)
            _stories(connection, component)
    connection.execute(update(s.reports).where(c.seq.in_(waiting)).values(stage=s.SETTLED))
    return len(waiting)


def reach(connection: Connection, links: Table, start: int) -> list[int]:
    """The connected component of *start*."""
    found, edge = {start}, [start]
    while edge:
        beyond = connection.scalars(select(links.c.b).distinct().where(links.c.a.in_(edge))).all()
        edge = sorted(set(beyond) - found)
        found.update(edge)
    return sorted(found)


def _copies(connection: Connection, component: Sequence[int]) -> None:
    c = s.reports.c
    rows = connection.execute(
        select(c.seq, c.base, c.published, c.publisher, c.root, c.root_publisher).where(c.seq.in_(component))
    ).all()
    first = min(rows, key=lambda r: (r.published or UNDATED, r.base))
    changed = [r.seq for r in rows if (r.root, r.root_publisher) != (first.base, first.publisher)]
    _change(connection, changed, {"root": first.base, "root_publisher": first.publisher})


def _stories(connection: Connection, component: Sequence[int]) -> None:
    c = s.reports.c
    rows = connection.execute(select(c.seq, c.base, c.story_key, c.story).where(c.seq.in_(component))).all()
    by_base = {r.base: r for r in rows}
    for members in group(list(subjects(connection, component).values())):
        story = story_id(connection, by_base[members[0].report].story_key)
        changed = [by_base[m.report].seq for m in members if by_base[m.report].story != story]
        _change(connection, changed, {"story": story})


def _change(connection: Connection, seqs: Sequence[int], values: dict[str, Any]) -> None:
    """Change reports, and have the events they tell of written again."""
    if seqs:
        connection.execute(update(s.reports).where(s.reports.c.seq.in_(seqs)), values)
        m = s.mentions.c
        connection.execute(update(s.mentions).where(m.report.in_(seqs), m.live, m.stage == s.PLACED).values(stage=s.DIRTY))


def place(connection: Connection, index: PlaceIndex, limit: int) -> int:
    """Work out the events of up to *limit* mentions; returns how many were waiting."""
    m = s.mentions.c
    waiting = connection.execute(select(m.seq, m.live).where(m.stage == s.DIRTY).order_by(m.seq).limit(limit)).all()
    done: set[int] = set()
    for seq, live in waiting:
        if seq not in done:
            component = reach(connection, s.mention_links, seq) if live else [seq]
            done.update(component)
            _events(connection, component, live, index)
    return len(waiting)


def _events(connection: Connection, component: Sequence[int], live: bool, index: PlaceIndex) -> None:
    m = s.mentions.c
    before = set(connection.scalars(select(m.event).distinct().where(m.seq.in_(component), m.event.is_not(None))))
    if live:
        mentions = load(connection, component)
        seqs = {mention.key: seq for seq, mention in mentions.items()}
        tellers = reporters(connection, component)
        for members in cluster(list(mentions.values()), index):
            row = entry(event_id(connection, members[0].key), members, tellers, tellers[members[0].report].story, index)
            _write(connection, row, members[0])
            connection.execute(
                update(s.mentions).where(m.seq.in_([seqs[x.key] for x in members])).values(event=row.id, stage=s.PLACED)
            )
    else:
        connection.execute(update(s.mentions).where(m.seq.in_(component)).values(event=None, stage=s.PLACED))
    kept = select(m.event).where(m.event.in_(before))
    connection.execute(delete(s.events).where(s.events.c.id.in_(before), s.events.c.id.not_in(kept)))


def reporters(connection: Connection, mentions: Sequence[int]) -> dict[str, Teller]:
    """The reports of these mentions, by the id all their versions share."""
    r, m = s.reports.c, s.mentions.c
    chosen = select(r.base, r.id, r.published, r.root, r.root_publisher, r.story).where(
        r.seq.in_(select(m.report).where(m.seq.in_(mentions)))
    )
    return {
        x.base: Teller(id=x.id, published=x.published, root=x.root or x.base, source=x.root_publisher or "", story=x.story)
        for x in connection.execute(chosen)
    }


def _write(connection: Connection, row: EventRow, head: Mention) -> None:
    connection.execute(delete(s.events).where(s.events.c.id == row.id))
    values = {
        "id": row.id,
        "polarity": row.polarity,
        "modality": row.modality,
        "genericity": row.genericity,
        "from_": row.from_,
        "until": row.until,
        "story": row.story,
        "row": _encode(row),
    }
    connection.execute(insert(s.events), values)
    types = sorted({(row.type, row.codebook), *((a.type, a.codebook) for a in row.also)})
    connection.execute(insert(s.event_types), [{"type": t, "codebook": c, "event": row.id} for t, c in types])
    connection.execute(insert(s.issued).prefix_with("OR IGNORE"), {"id": row.id, "key": head.key})
