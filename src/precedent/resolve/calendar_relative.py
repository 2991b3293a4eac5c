"""What is told against something else: "last week", "two days later", "the first Monday of May", lengths, sets."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from precedent.knowledge.calendar import number, ordinal
from precedent.records import Basis, Grain
from precedent.resolve.calendar_amounts import amount, duration, repeated, unit_of
from precedent.resolve.calendar_answers import GRAINS, Answer, dated, meaning, moved, on_calendar, part_of, unknown, year_said
from precedent.resolve.calendar_context import Context
from precedent.resolve.calendar_dates import day
from precedent.resolve.calendar_days import weekday_days
from precedent.resolve.calendar_periods import Period, containing, nth_weekday, of_day, shift
from precedent.resolve.calendar_returns import without_year
from precedent.spans.times import TimeSpan

_AGO = frozenset(("ago", "earlier", "before", "previously", "prior", "beforehand"))


_FROM_NOW = frozenset(("ago", "hence", "from"))


_OF_YEARS = ("month", "quarter", "year")
_BACK = frozenset(("previous", "preceding", "before", "prior", "earlier"))


_ON = frozenset(("following", "subsequent", "after", "ensuing"))


_FINER = {"year": ("month", 12), "decade": ("year", 10), "century": ("year", 100), "month": ("day", 30), "week": ("day", 7)}


def unit(span: TimeSpan, context: Context) -> Answer:
    """ "last week", "the following year", "the end of the month", "that day", "the year before"."""
    name = unit_of(span.fields["unit"]) if "unit" in span.fields else "year" if "year" in span.text.lower() else "month"
    grain = GRAINS.get(name)
    which = span.fields.get("which", ())
    word = which[-1] if which else ""
    if grain is None:
        return Answer("DATE")
    if (word == "past" and "this" not in which and grain != "weekend") or (
        word in ("next", "last", "following") and span.before in ("for", "over", "within") and "edge" not in span.fields
    ):
        return _stretch(1, name, back=word in ("past", "last"), value=amount(1, name), context=context)
    if grain == "day" and not word and (told := context.day_near(span, 2)):
        return dated(told.day_only(), None, "text")
    definite = "the next" in span.text.lower()
    anaphoric = word in _BACK or word in _ON or word in ("same", "that") or (word == "next" and (definite or name == "day"))
    base, basis = context.reference(span) if anaphoric or context.narrative else (context.day, context.basis)
    if not word and grain in _OF_YEARS and (told := context.near(span, 0)) and told.year < (context.day or told).year:
        base, basis = told, "text"
    if base is None:
        return Answer("DATE", value=unknown(grain))
    if grain in ("day", "week", "weekend") and not base.day and base.grain not in ("week", "weekend"):
        if anaphoric and context.narrative:
            return Answer(
                "DATE",
                value=f"{Period('year', base.year).value}-{f'{base.sub:02d}' if base.grain == 'month' else 'XX'}-XX"
                if grain == "day"
                else None,
            )
        base = context.day if not context.narrative else None
    here = containing(base, grain) if base else None
    if here is None:
        return Answer("DATE", value=unknown(grain))
    step = -1 if word in _BACK or word in ("last", "past") else 1 if word in _ON or word in ("next", "coming", "upcoming") else 0
    others: tuple[Period, ...] = ()
    if (
        grain == "weekend"
        and not anaphoric
        and step == 0
        and base
        and (at := base.first)
        and at.isoweekday() < 5
        and span.tense == "past"
    ):
        others, here = (here,), shift(here, -1)
    found = shift(here, step)
    if (part_code := meaning("PART", span, "unit")) and found.day:
        return Answer("TIME", part_of(found, str(part_code)), basis=basis)
    return dated(found, None, basis if word or context.day is not base else context.basis, *others)


def week(span: TimeSpan, context: Context) -> Answer:
    """ "the week of March 3", "the month ending June 30"."""
    told = day(span, context)
    words = span.text.lower().split()
    grain: Grain = next((GRAINS[w] for w in words if w in ("week", "weekend", "month", "year")), "week")
    return dated(containing(told.period, grain) if told.period else None, None, told.basis)


def ofperiod(span: TimeSpan, context: Context) -> Answer:
    """ "the last week of March", "the first Monday of May", "the third day of 1917"."""
    place = ordinal(span.fields["nth"])
    sub = meaning("MONTH", span, "month")
    said = year_said(span, context)
    outer: Period | None
    if isinstance(sub, int):
        outer = on_calendar("month", said, sub) if said else without_year(span, context, "month", sub)[0]
    elif "month" in span.text.lower().split()[-1] and "rel" in span.fields:
        answer_base = context.day or context.told
        step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(span.fields["rel"][-1], 0)
        here = containing(answer_base, "month") if answer_base else None
        outer = shift(here, step) if here else None
    else:
        outer = Period("year", said) if said else None
    if outer is None or place is None or (first := outer.first) is None or (end := shift(outer, 1).first) is None:
        return Answer("DATE")
    basis: Basis = "text" if "year" in span.fields else context.basis
    weekday_number = meaning("WEEKDAY", span, "weekday")
    if isinstance(weekday_number, int):
        found = nth_weekday(place, weekday_number, outer.sub, outer.year)
        return dated(of_day(found) if found else None, None, basis)
    grain = GRAINS.get(unit_of(span.fields["unit"]), "day")
    decides = {"week": 3, "weekend": 5}.get(
        grain, 0
    )  # a week belongs to the month of its Thursday, a weekend to that of its Saturday
    opening = first + timedelta(days=(decides - first.weekday()) % 7) if decides else first
    last = end - timedelta(days=1)
    closing = last - timedelta(days=(last.weekday() - decides) % 7) if decides else last
    here = containing(of_day(opening if place > 0 else closing), grain)
    return dated(shift(here, place - 1 if place > 0 else 0) if here else None, None, basis)


def same(span: TimeSpan, context: Context) -> Answer:
    """ "the same period last year": what was told last, a year before."""
    told = context.told or context.day
    if told is None:
        return Answer("DATE")
    unit_word = next((w for w in ("month", "quarter", "week", "day") if w in span.text.lower()), "")
    base = (containing(told, GRAINS[unit_word]) if unit_word else told) or told
    said = year_said(span, context)
    target = said if said is not None else base.year - 1
    return dated(replace(base, year=target, part=None, time=None) if base.grain != "week" else shift(base, -52), None, "event")


def span_of_time(span: TimeSpan, context: Context) -> Answer:
    """A length; "the past two weeks" and "the next five years" also lie on the calendar."""
    value = duration(span.fields)
    which = span.fields.get("which", ("",))[-1]
    count = number(span.fields["n"]) if "n" in span.fields else None
    if which not in ("last", "past", "next", "coming") or count is None or {"month", "year", "rel"} & set(span.fields):
        return Answer("DURATION", value=value)
    return _stretch(count, unit_of(span.fields["unit"]), back=which in ("last", "past"), value=value, context=context)


def _stretch(count: float, name: str, *, back: bool, value: str, context: Context) -> Answer:
    """So many units up to the report's day, or from it on."""
    base = context.day.first if context.day and not context.narrative else None
    other = moved(base, -count if back else count, name) if base else None
    if base is None or other is None:
        return Answer("DURATION", value=value)
    low, high = (other, base) if back else (base, other)
    return Answer("DURATION", value=value, basis=context.basis, bounds=(low.isoformat(), (high + timedelta(days=1)).isoformat()))


def offset(span: TimeSpan, context: Context) -> Answer:
    """ "two days later", "a year and a half ago", "weeks earlier", "a week from Monday"."""
    direction = span.fields.get("dir", ("from",))[0]
    back = direction in _AGO
    name = unit_of(span.fields["unit"]) if "unit" in span.fields else "year"
    if "which" in span.fields:  # "this time last year"
        here = containing(context.day, "month") if context.day else None
        return dated(shift(here, -12 if span.fields["which"] == ("last",) else 12) if here else None, "XXXX", context.basis)
    counted = span.fields.get("n", ())
    count = number(counted) if counted else None
    if count is None or set(counted) & {"few", "several", "many", "some"}:
        return Answer("DATE", value="PAST_REF" if back else "FUTURE_REF")
    if "plus" in span.fields:
        count += 0.5
    base, basis = (context.day, context.basis) if direction in _FROM_NOW or direction == "in" else context.reference(span)
    if context.narrative and direction in _FROM_NOW:
        base, basis = context.told, "event"
    if "weekday" in span.fields:
        days, basis = weekday_days(span, context, int(meaning("WEEKDAY", span, "weekday") or 1))
        base = days[0] if days else None
    elif "when" in span.fields and context.day:
        base = shift(context.day, int(meaning("TODAY", span, "when") or 0))
    if direction == "ago" and "when" in span.fields and base and (at := base.first):  # "a year ago today"
        then = moved(at, -count, name)
        return dated(of_day(then) if then else None, None, basis)
    if direction == "from" and name == "week":
        name, count = "day", count * 7
    sign = -1 if back else 1
    return _stepped(base, sign * count, name, basis, context)


def _stepped(base: Period | None, count: float, name: str, basis: Basis, context: Context) -> Answer:
    if base is None:
        grain = GRAINS.get(name)
        return Answer("DATE", value=unknown(grain) if grain else None)
    if name in ("hour", "minute", "second"):
        return _clock_step(base, count, name, basis, context)
    if name == "fortnight":
        name, count = "week", count * 2
    if count != int(count) and name in _FINER:
        name, factor = _FINER[name]
        count = int(count * factor)
    grain = GRAINS.get(name)
    if grain is None:
        return Answer("DATE")
    try:
        if grain == "day" and not base.day:
            return Answer("DATE", value=f"{Period('year', base.year).value}-XX-XX")
        if grain in ("week", "weekend") and not base.day and base.grain not in ("week", "weekend"):
            return Answer("DATE", value=f"{Period('year', base.year).value}-WXX")
        if grain in ("month", "quarter") and base.grain in ("year", "decade", "century"):
            return Answer("DATE", value=f"{Period('year', base.year).value}-XX")
        here = containing(base, grain)
        return dated(shift(here, int(count)) if here else None, None, basis)
    except ValueError:
        return Answer("DATE")


def _clock_step(base: Period, count: float, name: str, basis: Basis, context: Context) -> Answer:
    """Hours and minutes count from a time of day, told or of publication; without one only the day stays."""
    first = base.first
    moment = None
    if first and base.time:
        hour, minute = (int(x) for x in base.time.split(":")[:2])
        moment = datetime(first.year, first.month, first.day) + timedelta(hours=hour, minutes=minute)
    elif context.published and basis == "published" and (context.published.hour or context.published.minute):
        moment = context.published.replace(tzinfo=None)
    if moment is None:
        return Answer("TIME", value="PAST_REF" if count < 0 else "FUTURE_REF")
    try:
        moment += timedelta(**{f"{name}s": count})
    except OverflowError:
        return Answer("TIME")
    return Answer("TIME", replace(of_day(moment.date()), grain="minute", time=f"{moment:%H:%M}", zone=base.zone), basis=basis)


def set_of_times(span: TimeSpan, context: Context) -> Answer:
    if "weekday" in span.fields or "month" in span.fields or "unit" in span.fields:
        return Answer("SET", value=repeated(span.fields))
    name = next((w for w in ("day", "week", "month", "year") if w in span.text.lower()), "day")
    return Answer("SET", value=amount(1, name))


def frequency(span: TimeSpan, context: Context) -> Answer:
    return Answer("SET", value=str(meaning("FREQUENCY", span, "unit")))


def refunits(span: TimeSpan, context: Context) -> Answer:
    return Answer("DATE", value="PRESENT_REF" if "modern" in span.text.lower() else "PAST_REF")


def now(span: TimeSpan, context: Context) -> Answer:
    return Answer("DATE", value=str(meaning("NOW", span, "now") or meaning("RECENT", span, "now")))


def then(span: TimeSpan, context: Context) -> Answer:
    """ "that time": the date told last; "this period" has no bounds of its own."""
    text = span.text.lower()
    if "period" in text:
        return Answer("DATE")
    if "this" in text:
        return Answer("DATE", value="PRESENT_REF")
    told = context.told if context.narrative else context.near(span, 3)
    return dated(told, "PAST_REF", "event")


def modern(span: TimeSpan, context: Context) -> Answer:
    return Answer("DATE", value="PRESENT_REF")
