"""``ask``: a question read into a query, answered from the ledger, with what nearly counted and what could not be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from precedent.answers import Answer, AnswerKind, ClaimReading
from precedent.ask import aside, asking
from precedent.ask.coverage import coverage
from precedent.ask.days import of_period, of_row
from precedent.ask.evidence import Dated, Evidence
from precedent.ask.holdings import Holdings
from precedent.ask.homes import settle
from precedent.ask.judge_periods import people
from precedent.ask.judge_sizes import MEASURES, size
from precedent.ask.meant import meant
from precedent.ask.near import near_misses
from precedent.ask.reading import Reading, build
from precedent.ask.together import Together
from precedent.ask.turning import Asked, Verbs
from precedent.codebooks.load import Codebook
from precedent.codebooks.matching import index
from precedent.entries import EventRow
from precedent.query import Query
from precedent.records import Marked
from precedent.wording import country_name, date_words, event_noun

Mark = Callable[[str], Marked]

READABLE = (
    "ask how many, which, who, where, when (last, first), or whether something happened, in one plain sentence, "
    'e.g. "How many soldiers crossed the border since 2017?"'
)
_LISTED = 5
_DIGITS = {"year": 4, "decade": 4, "century": 4, "month": 7, "quarter": 7, "season": 7, "half": 7}


def ask(
    store: Holdings,
    question: str,
    as_of: str | None,
    mark: Mark,
    codebooks: tuple[Codebook, ...],
    change: Callable[[Query], Query] | None = None,
) -> Answer:
    """Answer *question* as of a day. *mark* reads a statement as a report of that day would be read; *change* puts it right."""
    asked = asking.read(question, verbs(codebooks))
    if asked is None:
        return _unreadable(question, as_of, "it begins like none of the questions that can be read")
    marked = mark(asked.statement)
    reading = build(asked, marked, codebooks)
    if reading is None:
        return _unreadable(question, as_of, "it names no kind of event that the codebooks know")
    if asked.whole and not (reading.query.places or reading.query.time):
        return _unreadable(question, as_of, "it names neither a place nor a time")
    settled = settle(store, as_of)(reading.query, marked.places)
    reading = reading._replace(query=change(settled) if change is not None else settled)
    evidence, unsure = meant(store, reading.query, as_of)
    return _answer(store, question, as_of, asked, reading, evidence, unsure)


@cache
def verbs(codebooks: tuple[Codebook, ...]) -> Verbs:
    """The verbs that the codebooks' trigger words begin with."""
    known = index(codebooks).verbs
    return Verbs(frozenset(h for entries in known.values() for e in entries for h in e.pattern.heads), frozenset(known))


def _unreadable(question: str, as_of: str | None, why: str) -> Answer:
    return Answer(
        question=question,
        as_of=as_of,
        reading=None,
        answer=None,
        answer_kind="unreadable",
        events=(),
        near_misses=(),
        coverage=None,
        words=f"the question cannot be read: {why}; {READABLE}",
    )


def _answer(
    store: Holdings, question: str, as_of: str | None, asked: Asked, reading: Reading, evidence: Evidence, unsure: Sequence[Dated]
) -> Answer:
    query, stretch = reading.query, of_period(reading.query.time)
    rows = tuple(d.row for d in evidence.others)
    caveats = [*reading.caveats, *_unsure(unsure)]
    if stretch is None and asked.kind != "date":  # an event without a date counts where no time is asked for
        rows += evidence.undated
        evidence = replace(evidence, undated=())
    elif evidence.undated:
        caveats.append(f"not counted, as when is not known: {_listed(evidence.undated)}")
    # "What strikes were there": the noun tells the event, and asks for nobody in it.
    kind = "events" if asked.kind == "actors" and asked.held is not None and reading.asked is None else asked.kind
    found = FINDERS[kind](asked, reading, rows, evidence)
    if isinstance(store, Together):
        caveats += aside.caveats(store, query, found.events, as_of)
    if not found.events:
        caveats.append("that the ledger holds none does not show that there was none")
    first = query.time.from_ if query.time and query.time.from_ else min((r.from_[:10] for r in rows if r.from_), default=None)
    return Answer(
        question=question,
        as_of=as_of,
        reading=ClaimReading(words=query.words or "", query=query),
        answer=found.value,
        answer_kind=found.kind,
        events=tuple(r.id for r in found.events),
        near_misses=near_misses(evidence, stretch),
        coverage=coverage(store, evidence, first, as_of),
        words=found.words,
        caveats=(*caveats, *_disputed(reading, found.events)),
    )


def _unsure(unsure: Sequence[Dated]) -> list[str]:
    if not unsure:
        return []
    return [f"not counted, as the date may lie outside that time: {_listed([d.row for d in unsure])}"]


def _disputed(reading: Reading, rows: Sequence[EventRow]) -> list[str]:
    """Of what is counted, the values that reports do not agree on, and events that some report denies."""
    field = f"quantities.{reading.counted}" if reading.counted else None
    said = []
    for row in rows:
        for found in row.contradictions:
            if found.field == field:
                said.append(f"of {row.id} reports differ: {' or '.join(str(v.value) for v in found.values)} {reading.counted}")
            elif found.field == "polarity":
                said.append(f"{row.id} is also said not to have happened")
    return said


def _listed(rows: Sequence[EventRow]) -> str:
    shown = ", ".join(row.id for row in rows[:_LISTED])
    return shown + (f" and {len(rows) - _LISTED} more" if len(rows) > _LISTED else "")


class Found(NamedTuple):
    """An answer's value and kind, the events it rests on, and the answer in words."""

    kind: AnswerKind
    value: int | float | str | tuple[str, ...] | None
    events: tuple[EventRow, ...]
    words: str


Finder = Callable[[Asked, Reading, tuple[EventRow, ...], Evidence], Found]


def _count(asked: Asked, reading: Reading, rows: tuple[EventRow, ...], evidence: Evidence) -> Found:
    query = reading.query
    if query.count_by == "reports":
        told = len({t.id for r in rows for t in r.reports})
        return Found("count", told, rows, f"{told} reports tell of {_many(len(rows), query)}")
    if query.count_by == "events":
        return Found("count", len(rows), rows, f"{_many(len(rows), query)}")
    kind = reading.counted or "taking part"
    if not rows and (total := _total(evidence, kind)):
        value, row = total
        return Found(
            "count", value, (row,), f'{value:,} by a cited total ("{row.what.text}"); the ledger holds no single event of it'
        )
    value = sum(people(r, kind) for r in rows)
    silent = sum(not any(q.kind == kind and q.value for q in r.quantities) for r in rows)
    doubt = f"; of {silent} nobody says how many, and they count as one each" if silent else ""
    return Found("count", value, rows, f"{value:,} {'people' if value != 1 else 'person'} in {_many(len(rows), query)}{doubt}")


def _total(evidence: Evidence, kind: str) -> tuple[int | float, EventRow] | None:
    """The largest sum that a report gives of just what is asked, over no other time than is asked."""
    stretch = of_period(evidence.query.time)
    fit = [r for r in evidence.totals if stretch is None or ((days := of_row(r)) is not None and days.within(stretch))]
    sums = [(q.value, r) for r in fit for q in r.quantities if q.kind == kind and q.value is not None]
    return max(sums, key=lambda s: (s[0], s[1].id), default=None)


def _dates(asked: Asked, reading: Reading, rows: tuple[EventRow, ...], evidence: Evidence) -> Found:
    """The day of the last or the first; of neither in particular, every day, earliest first."""
    if not rows:
        return Found(
            "date", None, (), f"the ledger holds no {event_noun(_type(reading.query), plural=False)} of that kind with a date"
        )
    last, first = max(d.days.last for d in evidence.others), min(d.days.first for d in evidence.others)
    chosen = {
        "last": [d for d in evidence.others if d.days.last == last],
        "first": [d for d in evidence.others if d.days.first == first],
    }
    found = tuple(d.row for d in chosen.get(asked.which, evidence.others))
    days = tuple(dict.fromkeys(day_of(row) for row in found))
    words = ", ".join(dict.fromkeys(date_words(row.from_, row.until) for row in found))
    return Found("date", days[0] if len(days) == 1 else days, found, words)


def day_of(row: EventRow) -> str:
    """When it happened, with as many digits as were told: "2025-10-19", "2024-08", "2017"."""
    return (row.from_ or "")[: _DIGITS.get(row.time.grain or "" if row.time else "", 10)]


def _which(asked: Asked, reading: Reading, rows: tuple[EventRow, ...], evidence: Evidence) -> Found:
    """The events; of "the last" and "the first" that one alone."""
    if asked.which in MEASURES:
        rows = _most(rows, asked.which)
    else:
        rows = _one(asked, rows, evidence)
    return Found("events", tuple(r.id for r in rows), rows, _many(len(rows), reading.query))


def _one(asked: Asked, rows: tuple[EventRow, ...], evidence: Evidence) -> tuple[EventRow, ...]:
    """The last or the first where that is meant, else all."""
    if asked.which not in ("last", "first") or not evidence.others:
        return rows
    return (evidence.others[-1 if asked.which == "last" else 0].row,)


def _most(rows: tuple[EventRow, ...], which: str) -> tuple[EventRow, ...]:
    """The one with the highest number of the first kind that any of them has; none where nobody says how large any was."""
    for kind in MEASURES[which]:
        sized = [(value, row.id, row) for row in rows if (value := size(row, kind)) is not None]
        if sized:
            return (max(sized, key=lambda s: s[:2])[2],)
    return ()


def _happened(asked: Asked, reading: Reading, rows: tuple[EventRow, ...], evidence: Evidence) -> Found:
    days = ", ".join(dict.fromkeys(date_words(r.from_, r.until) for r in rows[-_LISTED:]))
    words = (
        f"yes, by what the ledger holds: {days}"
        if rows
        else f"the ledger holds no {event_noun(_type(reading.query), plural=False)} of that kind"
    )
    return Found("events", tuple(r.id for r in rows), rows, words)


def _who(asked: Asked, reading: Reading, rows: tuple[EventRow, ...], evidence: Evidence) -> Found:
    """Everyone in the role that is asked for; of states, their names."""
    rows = _one(asked, rows, evidence)
    having = [a for r in rows for a in r.actors if reading.asked in (None, a.role)]
    if reading.states:
        names = dict.fromkeys(country_name(a.country) for a in having if a.country)
    else:
        fit = [w for w in reading.query.roles if w.role == reading.asked]
        named = [a for a in having if all((w.country, w.sector) == (w.country and a.country, w.sector and a.sector) for w in fit)]
        names = dict.fromkeys(a.name for a in named)
    return Found("actors", tuple(names), rows, ", ".join(names) or "nobody that the ledger names")


def _where(asked: Asked, reading: Reading, rows: tuple[EventRow, ...], evidence: Evidence) -> Found:
    """The places in the role that is asked for, else where each event happened."""
    names: dict[str, None] = {}
    rows = _one(asked, rows, evidence)
    for row in rows:
        fit = [p.name for p in row.places if p.role == asked.role] if asked.role else [row.place.name] if row.place else []
        names.update(dict.fromkeys(fit))
    return Found("places", tuple(names), rows, ", ".join(names) or "no place that the ledger names")


FINDERS: dict[str, Finder] = {
    "count": _count,
    "date": _dates,
    "events": _which,
    "happened": _happened,
    "actors": _who,
    "places": _where,
}


def _type(query: Query) -> str | None:
    return query.type[0] if len(query.type) == 1 else None


def _many(count: int, query: Query) -> str:
    return f"{count:,} {event_noun(_type(query), plural=count != 1)}"
