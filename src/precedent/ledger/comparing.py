"""First half of merging: what is new is compared with what it may belong with, and what agrees is linked.

Links depend on their two sides alone. So it does not matter in which order, or how many at a time, reports are
compared: once all have been, the links are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, select, update

from precedent.ledger import many
from precedent.ledger import schema as s
from precedent.ledger.ids import mention_keys, story_keys
from precedent.ledger.judging import judged
from precedent.ledger.many import change, enter, in_parts
from precedent.ledger.matters import HeldMatters, subjects
from precedent.ledger.mentions import Mentions
from precedent.ledger.versions import as_given, own_words_of, pack, unpack_marked
from precedent.merge import copies, stories
from precedent.merge.blocks import blocks
from precedent.merge.match import link
from precedent.merge.matters import EVER
from precedent.merge.places import PlaceIndex

Keys = Mapping[int, Sequence[int]]
JUDGED = 1000.0  # the score of a link that a person made: it holds a component together, whatever is compared


def compare_reports(connection: Connection, held: HeldMatters, limit: int) -> int:
    """Compare up to *limit* reports that were added since; returns how many."""
    held.begin(connection)
    c = s.reports.c
    rows = connection.execute(select(s.reports).where(c.stage == s.ADDED).order_by(c.seq).limit(limit)).all()
    if rows:
        _copies(connection, rows)
        _stories(connection, held, rows)
        change(connection, update(s.reports).values(stage=s.COMPARED), c.seq, [row.seq for row in rows])
    return len(rows)


def partners(connection: Connection, table: Table, looked: Keys) -> set[tuple[int, int]]:
    """Pairs of a member that looks under a key and one that is kept there, each pair once, the smaller first."""
    looking: dict[int, list[int]] = {}
    for member, keys in looked.items():
        for key in keys:
            looking.setdefault(key, []).append(member)
    rows = many.pairs(connection, table, ("key", "member"), looking.keys())
    return {(a, b) if a < b else (b, a) for key, b in rows for a in looking[key] if a != b}


def _enter_keys(connection: Connection, table: Table, kept: Keys) -> None:
    # In the order of the table: so its pages are touched one after the other.
    enter(connection, table, ("key", "member"), sorted((key, member) for member, keys in kept.items() for key in keys))


def _link(connection: Connection, table: Table, links: Iterable[tuple[int, int, float]]) -> None:
    both = sorted((x, y, score) for a, b, score in links for x, y in ((a, b), (b, a)))
    enter(connection, table, ("a", "b", "score"), both, "REPLACE")


def _copies(connection: Connection, rows: Sequence[Row[Any]]) -> None:
    words = {row.seq: own_words_of(as_given(row), unpack_marked(row.marked)) for row in rows}
    keys = {seq: copies.keys(w) for seq, w in words.items()}
    _enter_keys(connection, s.copy_blocks, keys)
    same = _same_prints(connection, rows)
    pairs = partners(connection, s.copy_blocks, keys) - same
    shingled = {seq: copies.shingles(words[seq]) for pair in pairs for seq in pair if seq in words}
    c = s.reports.c
    strangers = {seq for pair in pairs for seq in pair} - shingled.keys()
    for row in in_parts(connection, select(s.reports), c.seq, strangers):
        shingled[row.seq] = copies.shingles(own_words_of(as_given(row), unpack_marked(row.marked)))
    scored = ((a, b, copies.near(shingled[a], shingled[b])) for a, b in sorted(pairs))
    _link(connection, s.copy_links, [(a, b, 1.0) for a, b in sorted(same)])
    _link(connection, s.copy_links, [(a, b, score) for a, b, score in scored if score is not None])


def _same_prints(connection: Connection, rows: Sequence[Row[Any]]) -> set[tuple[int, int]]:
    """Pairs with the very same words."""
    c = s.reports.c
    mine = {row.seq: row.print for row in rows if row.print is not None}
    holders: dict[str, list[int]] = {}
    for row in in_parts(connection, select(c.seq, c.print, c.stage).where(c.current), c.print, set(mine.values())):
        if row.stage > s.ADDED or row.seq in mine:
            holders.setdefault(row.print, []).append(row.seq)
    return {(min(a, b), max(a, b)) for a, said in mine.items() for b in holders[said] if a != b}


def _stories(connection: Connection, held: HeldMatters, rows: Sequence[Row[Any]]) -> None:
    mine = {row.seq: stories.Subject(row.base, row.published, stories.terms(row.title, row.text)) for row in rows}
    c = s.reports.c
    packed = [
        (pack(subject.terms), pack(EVER.terms(subject.terms)), stories.stretch(subject.published), seq)
        for seq, subject in mine.items()
    ]
    pairs = held.meeting(connection, mine)
    connection.exec_driver_sql("UPDATE reports SET terms = ?, leading = ?, stretch = ? WHERE seq = ?", packed)
    known = mine | subjects(connection, {seq for pair in pairs for seq in pair} - mine.keys())
    scored = ((a, b, stories.alike(known[a], known[b])) for a, b in sorted(pairs))
    _link(connection, s.story_links, [(a, b, score) for a, b, score in scored if score >= stories.LINK])
    alike = _alike(story_keys(connection, {row.story_short for row in rows}))
    lengthened = update(s.reports).where(c.stage == s.SETTLED, c.current).values(stage=s.COMPARED)
    change(connection, lengthened, c.story_key, alike)


def _alike(keys: Mapping[str, Sequence[str]]) -> list[str]:
    """Keys that begin like another one: the ids made of them have to grow."""
    return [key for same in keys.values() if len(same) > 1 for key in same]


def compare_mentions(connection: Connection, held: Mentions, index: PlaceIndex, limit: int) -> int:
    """Compare up to *limit* mentions that are new, or to be compared anew; returns how many."""
    held.begin(connection)
    c = s.mentions.c
    waiting = connection.scalars(select(c.seq).where(c.live, c.stage == s.NEW).order_by(c.seq).limit(limit)).all()
    if not waiting:
        return 0
    known = held.fresh(connection, waiting)
    told = judged(connection, [mention.key for mention in known.values()])
    dropped = [seq for seq, mention in known.items() if told.dropped(mention.key)]
    change(connection, update(s.mentions).values(live=False), c.seq, dropped)
    mine = {seq: mention.features for seq, mention in known.items()}
    packed = [(pack(features), seq) for seq, features in mine.items()]
    connection.exec_driver_sql("UPDATE mentions SET features = ? WHERE seq = ?", packed)
    keys = {seq: blocks(features) for seq, features in mine.items() if seq not in dropped}
    _enter_keys(connection, s.mention_blocks, {seq: b.kept for seq, b in keys.items()})
    pairs = partners(connection, s.mention_blocks, {seq: b.looked for seq, b in keys.items()})
    features = mine | held.features(connection, {seq for pair in pairs for seq in pair} - mine.keys())
    scored = ((a, b, link(features[a], features[b], index)) for a, b in sorted(pairs))
    _link(connection, s.mention_links, [(a, b, score) for a, b, score in scored if score is not None])
    _link(connection, s.mention_links, _judged_same(connection, {seq: known[seq].key for seq in keys}))
    change(connection, update(s.mentions).values(stage=s.DIRTY), c.seq, waiting)
    alike = _alike(mention_keys(connection, {known[seq].key[: s.DIGITS] for seq in keys}))
    change(connection, update(s.mentions).where(c.stage == s.PLACED).values(stage=s.DIRTY), c.key, alike)
    return len(waiting)


def _judged_same(connection: Connection, mine: Mapping[int, str]) -> list[tuple[int, int, float]]:
    """Links between mentions that a person judged to tell of one event."""
    told = judged(connection, mine.values())
    wanted = {(key, other): seq for seq, key in mine.items() if key in told for other in told.same(key)}
    c = s.mentions.c
    others = select(c.seq, c.key).where(c.live, c.stage != s.NEW) if wanted else None
    if others is None:
        return []
    at = {row.key: row.seq for row in in_parts(connection, others, c.key, {other for _, other in wanted})}
    at |= {key: seq for seq, key in mine.items()}
    return sorted((min(seq, at[other]), max(seq, at[other]), JUDGED) for (_, other), seq in wanted.items() if other in at)


def compare_anew(connection: Connection, keys: Collection[str]) -> None:
    """Have mentions compared anew, because people judged of them: and what they were together with put together anew."""
    m, links = s.mentions.c, s.mention_links.c
    mine = [row.seq for row in in_parts(connection, select(m.seq).where(m.number >= 0), m.key, keys)]
    events = {row.event for row in in_parts(connection, select(m.event).where(m.event.is_not(None)), m.seq, mine)}
    beside = {row.b for row in in_parts(connection, select(links.b), links.a, mine)}
    for column, values in ((m.event, events), (m.seq, beside)):
        change(connection, update(s.mentions).where(m.stage == s.PLACED).values(stage=s.DIRTY), column, values)
    change(connection, delete(s.mention_links), links.a, mine)
    change(connection, delete(s.mention_links), links.b, mine)
    change(connection, delete(s.mention_blocks), s.mention_blocks.c.member, mine)
    current = select(s.reports.c.seq).where(s.reports.c.current)
    change(connection, update(s.mentions).where(m.report.in_(current)).values(live=True, stage=s.NEW), m.seq, mine)
