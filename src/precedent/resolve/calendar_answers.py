"""What an expression may come to, and the words of it that say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from precedent.knowledge.calendar import calendar_words
from precedent.records import Basis, Grain
from precedent.resolve.calendar_context import Context
from precedent.resolve.calendar_periods import Period
from precedent.spans.times import TimeSpan

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an expression means: a period, others it may mean, or (no period) a value and perhaps bounds of its own."""

    type: Kind
    period: Period | None = None
    value: str | None = None
    basis: Basis | None = None
    others: tuple[Period, ...] = ()
    bounds: tuple[str | None, str | None] = (None, None)


GRAINS: dict[str, Grain] = {
    "day": "day", "weekday": "day", "weekend": "weekend", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "decade": "decade", "century": "century",
}  # fmt: skip


def meaning(name: str, span: TimeSpan, field: str) -> int | str | None:
    """What the first word of a kept field that stands in the set means there."""
    words = calendar_words()
    return next((m for w in span.fields.get(field, ()) if (m := words.meaning(name, w)) is not None), None)


def figure_in(words: tuple[str, ...]) -> int | None:
    digits = "".join(c for w in words for c in w if "0" <= c <= "9")
    return int(digits[:4]) if digits else None


def on_calendar(grain: Grain, year: int, sub: int, day: int = 0) -> Period | None:
    """The period, if the calendar has it."""
    period = Period(grain, year, sub, day)
    return period if year < 0 or period.first is not None else None


def dated(period: Period | None, unknown: str | None, basis: Basis | None, *others: Period) -> Answer:
    if period is None:
        return Answer("DATE", value=unknown)
    return Answer("DATE", period, basis=basis, others=others)


def unknown(grain: Grain) -> str | None:
    return {
        "day": "XXXX-XX-XX",
        "week": "XXXX-WXX",
        "weekend": "XXXX-WXX-WE",
        "month": "XXXX-XX",
        "year": "XXXX",
        "quarter": "XXXX-QX",
    }.get(grain)


def part_of(day: Period, part: str) -> Period:
    return replace(day, grain="part", part=part, time=None, zone=None)


def year_said(span: TimeSpan, context: Context) -> int | None:
    """The year that the expression says, by number or against a year known; None where it says none."""
    said = span.fields.get("year", ())
    if said:
        year = figure_in(said)
        if year is None:
            return None
        eras = [calendar_words().meaning("ERA", w) for w in (*said, *span.fields.get("era", ()))]
        if "BC" in eras:
            return -year if year else None
        if said[0][:1] in "'’‘`" or (len(said) == 1 and len(said[0]) == 2):
            return full_year(year, span, context)
        return year or None
    rel = span.fields.get("rel", ())
    if not rel:
        return None
    word = rel[-1]
    base = (
        context.reference(span)[0]
        if word in ("same", "that", "previous", "following", "preceding") or context.narrative
        else context.day
    )
    if base is None:
        return None
    step = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1, "coming": 1}.get(word, 0)
    return base.year + step


def full_year(short: int, span: TimeSpan, context: Context) -> int:
    """The year of two figures: of the century of the year before it ("1915-17"), else the latest that is not far ahead."""
    tail = span.fields.get("tail", ())
    if tail and len(tail[0]) == 4:
        return int(tail[0][:2]) * 100 + short
    base = (context.told if context.narrative and context.told else context.day) or Period("year", 2000)
    century = base.year // 100 * 100
    near = (century - 100 + short, century + short)
    if context.narrative and context.told:
        return min(near, key=lambda y: abs(y - base.year))
    return near[1] if near[1] <= base.year + 5 else near[0]


def moved(base: date, count: float, name: str) -> date | None:
    """*base* so many units on; None where they are of less than a day, or off the calendar."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(name)
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}.get(name)
    try:
        if days:
            return base + timedelta(days=count * days)
        if months:
            total = base.year * 12 + base.month - 1 + int(count * months)
            first = date(total // 12, total % 12 + 1, 1)
            following = first.month % 12 + 1
            length = (date(first.year + (following == 1), following, 1) - first).days
            return first.replace(day=min(base.day, length))
    except (ValueError, OverflowError):
        pass
    return None
