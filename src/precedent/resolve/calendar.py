"""Time expressions put on the calendar, against the report's day, the dateline's, and the dates told before them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from precedent.clean.document import Document
from precedent.records import Reading, Time
from precedent.resolve.calendar_answers import Answer
from precedent.resolve.calendar_context import Context, context_of
from precedent.resolve.calendar_forms import answer
from precedent.resolve.calendar_periods import Period
from precedent.spans.times import TimeSpan

_DAYS = frozenset(("holiday", "day", "weekday", "today", "nth", "iso", "slashed"))
_NEXT_TO = 6  # characters between a clock and the day it belongs to: ", ", " on "


def resolve(doc: Document, spans: Sequence[TimeSpan]) -> tuple[Time, ...]:
    """A ``Time`` for each of *spans*, in their order, with offsets in the view of its part."""
    return resolve_in(doc.text.text, spans, doc.report.published)


def resolve_in(text: str, spans: Sequence[TimeSpan], published: str | None) -> tuple[Time, ...]:
    """The same for a bare *text*. ``published`` is an ISO date or datetime, or None: then only what the text itself allows."""
    context = context_of(published, text, spans)
    return tuple(_time(span, following, context) for span, following in zip_longest(spans, spans[1:]))


def _time(span: TimeSpan, following: TimeSpan | None, context: Context) -> Time:
    context.day_ahead = None
    if (
        following is not None
        and span.form in ("clock", "part")
        and following.form.partition(":")[0] in _DAYS
        and 0 <= following.start - span.end <= _NEXT_TO
    ):
        context.day_ahead = answer(following, context).period
    said = answer(span, context)
    if said.period is not None and said.type in ("DATE", "TIME"):
        context.tell(span, said.period)
    readings = tuple(_reading(p) for p in (said.period, *said.others) if p is not None) if said.others else ()
    low, high = said.period.bounds if said.period else said.bounds
    return Time(
        start=span.start,
        end=span.end,
        text=span.text,
        in_="title" if span.part == "title" else None,
        type=said.type,
        value=_value(said),
        grain=said.period.grain if said.period else None,
        basis=said.basis,
        from_=low,
        until=high,
        readings=readings,
    )


def _value(said: Answer) -> str | None:
    return said.value if said.value is not None or said.period is None else said.period.value


def _reading(period: Period) -> Reading:
    low, high = period.bounds
    return Reading(value=period.value, from_=low, until=high)
