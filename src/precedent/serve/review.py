"""Review: the next event to look at, its words in place, what may belong with it, and what a person's words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from precedent.base import Record
from precedent.entries import Citation, EventRow, Judgement
from precedent.errors import UsageError
from precedent.knowledge.calendar import number
from precedent.ledger import Store
from precedent.ledger.facets import doubt, weight
from precedent.merge.windows import bounds
from precedent.pipeline import parts, times
from precedent.records import Report
from precedent.serve.event import Value, heading, values
from precedent.serve.pieces import Mark, Piece, pieces
from precedent.wording import country_name, date_words

AHEAD = 20  # events of the queue that are named
TEXTS = 6  # reports whose words are shown; the others are linked to
LOG = 15  # judgements that are listed
COUNTED = ("killed", "wounded", "arrested", "detained", "displaced", "taking part")


class Waiting(Record, frozen=True, kw_only=True):
    """An event of the queue."""

    event: str
    heading: str
    doubt: float
    weight: float


class Text(Record, frozen=True, kw_only=True):
    """A report that tells of the event, cut at the words that are cited."""

    report: str
    source: str | None
    published: str | None
    url: str | None
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


class Near(Record, frozen=True, kw_only=True):
    """An event that may be the same: what speaks for it and against it, or what bars it."""

    event: EventRow
    heading: str
    seen: str
    reasons: tuple[str, ...]
    barred: str | None


class Choice(Record, frozen=True, kw_only=True):
    value: str
    words: str


class Item(Record, frozen=True, kw_only=True):
    """The event that is looked at. ``seen`` is its fingerprint: what a judgement of it is sent with."""

    event: EventRow
    heading: str
    values: tuple[Value, ...]
    why: tuple[str, ...]
    texts: tuple[Text, ...]
    beside: tuple[Near, ...]
    fields: tuple[Choice, ...]
    seen: str


class Reviewing(Record, frozen=True, kw_only=True):
    """A page of review: *item* is None where nothing waits. ``problem`` says why a judgement was not kept."""

    item: Item | None
    queue: tuple[Waiting, ...]
    next: str | None
    log: tuple[Judgement, ...]
    undoable: int | None
    done: Judgement | None = None
    problem: str | None = None
    wanted: str | None = None


def reviewing(store: Store, event: str | None, by: str, done: int | None = None) -> Reviewing:
    """What is looked at (*event*, else the first of the queue), what comes next, and what was judged last."""
    rows = store.queue(AHEAD)
    id_ = store.event(event).id if event else rows[0].id if rows else None
    after = [row.id for row in rows if row.id != id_]
    ids = [row.id for row in rows]
    following = ids[ids.index(id_) + 1 :] if id_ in ids else after
    judged = store.judgements()
    mine = [j.number for j in judged if j.by == by and j.kind != "undo" and j.undone_by is None]
    return Reviewing(
        item=_item(store, id_) if id_ else None,
        queue=tuple(Waiting(event=r.id, heading=heading(r), doubt=round(doubt(r), 2), weight=round(weight(r), 1)) for r in rows),
        next=next(iter(following or after), None),
        log=judged[: -LOG - 1 : -1],
        undoable=mine[-1] if mine else None,
        done=next((j for j in judged if j.number == done), None),
    )


def _item(store: Store, id_: str) -> Item:
    row = store.event(id_)
    said = values(row)
    near = [(b.event, store.event(b.event.id), b.match) for b in store.beside(row.id)]
    return Item(
        event=row,
        heading=heading(row),
        values=said,
        why=tuple(_why(row)),
        texts=tuple(_text(store.text(told.id), said, row) for told in row.reports[:TEXTS]),
        beside=tuple(
            Near(
                event=other,
                heading=heading(other),
                seen=store.seen(whole),
                reasons=tuple(f"{r.feature}: {r.outcome} ({r.weight:+g})" for r in match.reasons),
                barred=match.barred,
            )
            for other, whole, match in near
        ),
        fields=tuple(_fields(row)),
        seen=store.seen(row),
    )


def _why(row: EventRow) -> Iterable[str]:
    """Why it is worth looking at."""
    yield f"read with confidence {row.confidence:.2f}"
    if row.contradictions:
        yield f"reports disagree on {' and '.join(c.field.removeprefix('quantities.') for c in row.contradictions)}"
    yield f"{row.sources} source{'s' if row.sources != 1 else ''}"
    if any(told.standing == "main" for told in row.reports):
        yield "told as the news"
    if row.claims:
        yield f"{len(row.claims)} claim{'s' if len(row.claims) != 1 else ''} about it"


def _text(report: Report, said: tuple[Value, ...], row: EventRow) -> Text:
    cited = [(c, value.label) for value in said for c in value.citations]
    cited += [(c, f"otherwise: {x.field}") for x in row.contradictions for v in x.values for c in v.citations]
    cited += [(c, "what happened") for c in row.triggers]

    def cut(part: str | None, text: str) -> tuple[Piece, ...]:
        return tuple(pieces(text, (Mark(c.start, c.end, name) for c, name in cited if (c.report, c.in_) == (report.id, part))))

    return Text(
        report=report.id,
        source=report.source,
        published=report.published,
        url=report.url,
        title=cut("title", report.title or ""),
        text=cut(None, report.text),
    )


def _fields(row: EventRow) -> Iterable[Choice]:
    """The fields that can be put right, those that the event has first."""
    yield Choice(value="time", words="when")
    yield Choice(value="place", words="where")
    kinds = dict.fromkeys((*(q.kind for q in row.quantities), *COUNTED))
    yield from (Choice(value=f"quantities.{kind}", words=f"how many: {kind}") for kind in kinds)
    for role in dict.fromkeys(a.role for a in row.actors):
        yield Choice(value=f"{role}.country", words=f"{role}'s country")
        yield Choice(value=f"{role}.sector", words=f"{role}'s sector")
    yield from (Choice(value=name, words=name) for name in ("type", "mode", "polarity", "modality", "genericity"))


def locate(reports: Iterable[Report], words: str, report: str | None = None, near: int | None = None) -> Citation:
    """Where *words* stand in a report: in the one named, and of several places the one nearest to *near*.

    A browser gives line ends as it likes, so they are found whatever white space stands between them.
    """
    if not words.strip():
        raise UsageError("no words were shown", "select those that say it")
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    for one in reports:
        if report in (None, one.id):
            places: tuple[tuple[Literal["title"] | None, str], ...] = ((None, one.text), ("title", one.title or ""))
            for part, text in places:
                found = min(pattern.finditer(text), key=lambda m: abs(m.start() - (near or 0)), default=None)
                if found is not None:
                    return Citation(report=one.id, in_=part, start=found.start(), end=found.end(), text=found.group())
    raise UsageError(f"no report that tells of it says {words!r}", "copy the words as they stand there")


def meanings(field: str, words: str, published: str | None) -> list[Choice]:
    """What *words* may mean in a field, the likeliest first."""
    if field == "time":
        return [c for time in times(words, published) if (c := _days(time.from_, time.until)) is not None]
    if field == "place":
        hits = parts().gazetteer.find(words)[:8]
        return [Choice(value=h.entry.place, words=_place(h.entry.name, h.entry.kind, h.entry.country)) for h in hits]
    if field.startswith("quantities."):
        said = words.casefold().split()
        runs = (said[first:last] for last in range(len(said), 0, -1) for first in range(last))
        found = next((n for run in sorted(runs, key=len, reverse=True) if (n := number(run)) is not None), None)
        return [Choice(value=f"{found:g}", words=f"{found:g}")] if found is not None else []
    return []


def _days(from_: str | None, until: str | None) -> Choice | None:
    lies = bounds(from_, until)
    if lies is None:
        return None
    first, end = (date.fromordinal(day).isoformat() for day in (lies[0], lies[1] + 1))
    return Choice(value=f"{first}/{end}", words=date_words(first, end))


def _place(name: str, kind: str | None, country: str | None) -> str:
    return ", ".join(x for x in (name, kind, country_name(country) if country else None) if x)
