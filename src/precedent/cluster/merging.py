"""Marks merged by key on a cluster: the events that one ledger of the same reports would hold, as Parquet.

What may be one event shares a blocking key (``merge/blocks.py``), and so it is with copies and stories. Rows are dealt out by
their keys; whoever holds a key compares what meets there, and each pair is compared where the smallest key lies that it
shares. Links hold components together; components are dealt out again, and each becomes copies, a story or events by the
same pure functions as in a ledger. So neither the number of workers nor the order says anything in the result.

The driver holds ids alone: of reports with their publishers, of mentions, and of links.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from precedent import marks
from precedent.cluster.shards import file_system
from precedent.entries import EventRow
from precedent.errors import UsageError
from precedent.ledger import identity, versions
from precedent.ledger.ids import shortest
from precedent.ledger.schema import DIGITS
from precedent.merge import copies, stories
from precedent.merge.blocks import blocks
from precedent.merge.cluster import cluster, scorer
from precedent.merge.entry import entry
from precedent.merge.match import link
from precedent.merge.matters import NEAR, meet
from precedent.merge.mention import UNDATED, Mention
from precedent.merge.values import Teller
from precedent.pipeline.ledger import with_particulars
from precedent.pipeline.parts import gazetteer
from precedent.records import Marked, Report

PARTS = 64  # into how many parts rows are dealt out: a few for each worker

Row = tuple[int, Any]
"""What is dealt out: the part it goes to, and what it is."""


Each = Callable[[int, list[Any]], Iterable[Row]]
"""What is made of the rows that were dealt to a part."""


class Deal(Protocol):
    """Rows on their way between workers. What *spread* and *group* give is for *group* and *gather* alone."""

    def spread(self, items: Sequence[Any], each: Callable[[Any], Iterable[Row]]) -> Any:
        """The rows that come of *items*."""
        ...

    def group(self, rows: Any, each: Each) -> Any:
        """The rows that come of what was dealt to each part."""
        ...

    def gather(self, rows: Any) -> list[Any]:
        """What the rows are, on the driver."""
        ...


class Side(NamedTuple):
    """One side of comparisons: ``kind`` is copy, story or mention; ``what`` is compared."""

    kind: str
    id: str
    kept: frozenset[int]
    looked: frozenset[int]
    what: Any


class Known(NamedTuple):
    """A report as the driver knows it: the version that counts, and the keys of all that any version tells."""

    base: str
    id: str
    published: str | None
    publisher: str
    mentions: tuple[str, ...]


class Compared(NamedTuple):
    kind: str
    a: str
    b: str
    score: float


def merge(folder: str, deal: Deal) -> Any:
    """The events that the marks in *folder* tell of, in *deal*'s hands."""
    files = [(number, str(path)) for number, path in enumerate(marks.parts(folder))]
    told = deal.group(deal.spread(files, _reports), _current)
    known = {row.base: row for row in deal.gather(deal.group(told, _only(Known)))}
    found: list[Compared] = deal.gather(deal.group(told, _links))
    by_kind = {kind: [one for one in found if one.kind == kind] for kind in ("copy", "story", "mention")}
    roots = _roots(known, by_kind["copy"])
    within = deal.group(deal.group(told, _components("story", by_kind["story"])), _stories)
    keys = _beginnings(identity.story_key(base) for base in known)
    story = {base: f"S-{shortest(identity.story_key(first), keys)}" for base, first in deal.gather(within)}
    tellers = {
        base: Teller(id=one.id, published=one.published, root=roots[base], source=known[roots[base]].publisher, story=story[base])
        for base, one in known.items()
    }
    short = _beginnings(key for one in known.values() for key in one.mentions)
    colliding = {first: same for first, same in short.items() if len(same) > 1}
    return deal.group(deal.group(told, _components("mention", by_kind["mention"], tellers)), _Events(colliding))


def _part(said: str) -> int:
    return _number(said) % PARTS


def _number(said: str) -> int:
    return zlib.crc32(said.encode("utf-8", "surrogatepass"))


def _reports(file: tuple[int, str]) -> Iterator[Row]:
    """Reports with their marks, to where all versions of each meet."""
    number, path = file
    for place, (report, marked, _) in enumerate(marks.read(path)):
        if report is not None and marked is not None:
            yield _part(report.id), ((number, place), with_particulars(report, marked), marked)


def _current(_: int, told: list[tuple[tuple[int, int], Report, Marked]]) -> Iterator[Row]:
    """Of each report the version that counts: a row that says so, and the sides of its comparisons to each part of their keys."""
    by_base: dict[str, dict[str, tuple[tuple[int, int], Report, Marked]]] = {}
    for one in sorted(told, key=lambda one: one[0]):
        same = by_base.setdefault(one[1].id, {})
        content = identity.content_hash(one[1])
        if content not in same or identity.particulars(one[1]) < identity.particulars(same[content][1]):
            same[content] = one
    for base in sorted(by_base):
        held = list(by_base[base].values())
        arranged = identity.arrange(
            base, [identity.Version(n, identity.content_hash(r), r.published, r.from_feed) for n, (_, r, _) in enumerate(held)]
        )
        keys: list[str] = []
        for placed in arranged:
            report, marked = held[placed.seq][1:]
            mentions = versions.rows_of(0, report, marked)
            keys += mentions
            if placed.current:
                publisher = identity.publisher(report.source, report.url)[1]
                sides = list(_sides(report, marked, mentions))
                current = (placed.id, report.published, publisher)
        yield _part(base), Known(base, *current, tuple(dict.fromkeys(keys)))
        for side in sides:
            for part in sorted({key % PARTS for key in side.kept | side.looked}) or [_part(side.id)]:
                yield part, side


def _sides(report: Report, marked: Marked, mentions: Mapping[str, Mapping[str, Any]]) -> Iterator[Side]:
    words = versions.own_words_of(report, marked)
    exact = copies.fingerprint(words)
    bands = frozenset([*copies.keys(words), *([int(exact[:15], 16)] if exact else [])])
    yield Side("copy", report.id, bands, bands, words)
    subject = stories.Subject(report.id, report.published, stories.terms(report.title, report.text))
    at = frozenset(_number(term) for term in NEAR.terms(subject.terms))  # of which EVER's are some
    yield Side("story", report.id, at, at, (subject.report, subject.published, subject.terms))
    for key, row in mentions.items():
        told = Mention(key, report.id, report.published, versions.unpack_kept(row["kept"]))
        of = blocks(told.features)
        yield Side("mention", key, frozenset(of.kept), frozenset(of.looked), (report.id, report.published, row["kept"]))


def _links(part: int, told: list[Any]) -> Iterator[Row]:
    """The links between sides that meet here first."""
    sides = [one for one in told if isinstance(one, Side)]
    for kind in ("copy", "story", "mention"):
        mine = {side.id: side for side in sides if side.kind == kind}
        at: dict[int, list[str]] = {}
        for side in mine.values():
            for key in side.kept:
                at.setdefault(key, []).append(side.id)
        pairs = {
            (min(side.id, other), max(side.id, other), key)
            for side in mine.values()
            for key in side.looked
            if key % PARTS == part
            for other in at.get(key, ())
            if other != side.id
        }
        worth = _worth(kind, mine)
        for a, b, key in sorted(pairs):
            x, y = mine[a], mine[b]
            if key == min((x.kept & y.looked) | (x.looked & y.kept)) and (score := worth(a, b)) is not None:
                yield _part(a), Compared(kind, a, b, score)


def _worth(kind: str, mine: Mapping[str, Side]) -> Callable[[str, str], float | None]:
    if kind == "mention":
        index, features = gazetteer(), {key: _mention(side).features for key, side in mine.items()}
        return lambda a, b: link(features[a], features[b], index)
    if kind == "story":
        subjects = {base: stories.Subject(*side.what) for base, side in mine.items()}

        def alike(a: str, b: str) -> float | None:
            if not meet(subjects[a], subjects[b]):
                return None
            score = stories.alike(subjects[a], subjects[b])
            return score if score >= stories.LINK else None

        return alike

    def copied(a: str, b: str) -> float | None:
        x, y = mine[a].what, mine[b].what
        if x == y:
            return 1.0
        if min(len(x), len(y)) < copies.NEAR_WORDS:
            return None
        return copies.near(copies.shingles(x), copies.shingles(y))

    return copied


def _mention(side: Side) -> Mention:
    report, published, kept = side.what
    return Mention(side.id, report, published, versions.unpack_kept(kept))


def _only(kind: type) -> Each:
    return lambda _, told: ((0, one) for one in told if isinstance(one, kind))


def _roots(known: Mapping[str, Known], links: Iterable[Compared]) -> dict[str, str]:
    """The earliest report of each set of copies, by report."""
    held = _held(links)
    sets: dict[str, list[str]] = {}
    for base in known:
        sets.setdefault(held.get(base, base), []).append(base)
    first = {head: min(same, key=lambda b: (known[b].published or UNDATED, b)) for head, same in sets.items()}
    return {base: first[held.get(base, base)] for base in known}


def _held(links: Iterable[Compared]) -> dict[str, str]:
    """For each id with a link the smallest id of its component."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for found in links:
        a, b = sorted((top(found.a), top(found.b)))
        above[b] = a
    return {one: top(one) for one in above}


def _components(kind: str, links: Sequence[Compared], tellers: Mapping[str, Teller] | None = None) -> Each:
    """Deals sides of a kind to where their component meets, each once, with the links they begin and who tells them."""
    held = _held(links)
    beside: dict[str, list[Compared]] = {}
    for one in links:
        beside.setdefault(one.a, []).append(one)

    def each(_: int, told: list[Any]) -> Iterator[Row]:
        for side in {one.id: one for one in told if isinstance(one, Side) and one.kind == kind}.values():
            head = held.get(side.id, side.id)
            yield _part(head), (head, side, beside.get(side.id, []), tellers[side.what[0]] if tellers else None)

    return each


def _gathered(told: Iterable[tuple[str, Side, list[Compared], Any]]) -> Iterator[list[tuple[Side, list[Compared], Any]]]:
    """Components. A side comes from each part that it was dealt to: once is enough."""
    found: dict[str, dict[str, tuple[Side, list[Compared], Any]]] = {}
    for head, side, links, teller in told:
        found.setdefault(head, {})[side.id] = (side, links, teller)
    for head in sorted(found):
        yield [found[head][id_] for id_ in sorted(found[head])]


def _stories(_: int, told: list[Any]) -> Iterator[Row]:
    """For each report the first of its story."""
    for component in _gathered(told):
        linked = {(one.a, one.b): one.score for _, links, _ in component for one in links}
        for story in stories.group([stories.Subject(*side.what) for side, _, _ in component], linked):
            yield from ((0, (subject.report, story[0].report)) for subject in story)


class _Events:
    """The events of the components of a part, by date."""

    def __init__(self, colliding: dict[str, list[str]]) -> None:
        self._colliding = colliding

    def __call__(self, _: int, told: list[Any]) -> Iterator[Row]:
        index = gazetteer()
        rows: list[EventRow] = []
        for component in _gathered(told):
            tellers = {side.what[0]: teller for side, _, teller in component}
            links = [(one.a, one.b, one.score) for _, found, _ in component for one in found]
            known = {side.id: _mention(side) for side, _, _ in component}
            for told_of in cluster([mention.features for mention in known.values()], links, scorer(index)):
                mentions = [known[features.key] for features in told_of]
                id_ = f"E-{shortest(mentions[0].key, self._colliding)}"
                rows.append(entry(id_, mentions, tellers, tellers[mentions[0].report].story, index))
        rows.sort(key=lambda row: (row.from_ is None, row.from_ or "", row.id))
        yield from ((_part(row.id), row) for row in rows)


def _beginnings(keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in sorted(set(keys)):
        found.setdefault(key[:DIGITS], []).append(key)
    return found


class _Write:
    """Writes the events of a part to a file of their own, as an export is."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def __call__(self, part: int, told: list[Any]) -> Iterator[Row]:
        from precedent.export import parquet

        rows: list[EventRow] = sorted(told, key=lambda row: (row.from_ is None, row.from_ or "", row.id))
        fs, folder = file_system(self._folder)
        with fs.open(f"{folder}/{part:05}.parquet", "wb") as file:
            parquet.write(rows, file)
        yield 0, len(rows)


def merge_into(marked: str, to: str, deal: Deal) -> int:
    """Merge the marks in *marked* into Parquet files in the folder *to*, which is there whole or not at all; returns the events.

    Raises ``UsageError`` where *to* is there already.
    """
    fs, folder = file_system(to)
    if fs.exists(folder):
        raise UsageError(f"{to} is there already", "name a new folder, or remove that one")
    unfinished = f"{folder.rstrip('/')}.unfinished"
    if fs.exists(unfinished):  # of a run that was killed
        fs.rm(unfinished, recursive=True)
    fs.makedirs(unfinished)
    count: int = sum(deal.gather(deal.group(merge(marked, deal), _Write(fs.unstrip_protocol(unfinished)))))
    fs.mv(unfinished, folder, recursive=True)
    return count
