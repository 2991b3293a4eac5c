"""From the form of a time expression to what it means."""

from __future__ import annotations

from collections.abc import Callable

from precedent.resolve.calendar_answers import Answer
from precedent.resolve.calendar_context import Context
from precedent.resolve.calendar_dates import century, day, decade, fiscal, holiday, iso, month, nth, quarter, season, slashed, year
from precedent.resolve.calendar_days import clock, overnight, part, today, tonight, weekday, weekdays
from precedent.resolve.calendar_relative import (
    frequency,
    modern,
    now,
    offset,
    ofperiod,
    refunits,
    same,
    set_of_times,
    span_of_time,
    then,
    unit,
    week,
)
from precedent.spans.times import TimeSpan

FORMS: dict[str, Callable[[TimeSpan, Context], Answer]] = {
    "iso": iso, "slashed": slashed, "day": day, "nth": nth, "month": month, "year": year, "fiscal": fiscal, "decade": decade,
    "century": century, "quarter": quarter, "season": season,
    "weekday": weekday, "weekdays": weekdays, "part": part, "tonight": tonight, "overnight": overnight, "today": today,
    "clock": clock, "unit": unit, "week": week, "ofperiod": ofperiod, "same": same, "span": span_of_time, "offset": offset,
    "set": set_of_times, "frequency": frequency, "refunits": refunits, "now": now, "recent": now, "then": then, "modern": modern,
}  # fmt: skip


def answer(span: TimeSpan, context: Context) -> Answer:
    """What *span* means in this context."""
    form, _, detail = span.form.partition(":")
    try:
        if form == "holiday":
            return holiday(span, context, int(detail))
        return Answer("DATE", value=detail) if form == "phrase" else FORMS[form](span, context)
    except (ValueError, OverflowError):  # off the calendar: "two thousand years ago"
        return Answer("DATE")
