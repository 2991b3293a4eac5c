"""Days of the week, parts of the day and clocks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from precedent.knowledge.calendar import calendar_words, number
from precedent.records import Basis, Grain
from precedent.resolve.calendar_answers import Answer, dated, figure_in, meaning, part_of
from precedent.resolve.calendar_context import Context
from precedent.resolve.calendar_dates import day, nth
from precedent.resolve.calendar_periods import Period, of_day, shift
from precedent.spans.times import TimeSpan


def weekday_days(span: TimeSpan, context: Context, weekday: int) -> tuple[list[Period], Basis]:
    """The days that a name of a weekday may mean, likelier first."""
    base, basis = context.day, context.basis
    goes_on = context.narrative and (context.told_day is not None or base is None)  # from the day told of last
    if goes_on:
        base, basis = context.told_day, "text"
    at = base.first if base else None
    if at is None:
        return [], basis
    back = of_day(at - timedelta(days=(at.isoweekday() - weekday) % 7))
    ahead = of_day(at + timedelta(days=(weekday - at.isoweekday()) % 7))
    monday = at - timedelta(days=at.isoweekday() - 1)
    which = span.fields.get("which", ())
    word = which[-1] if which else ""
    if "week" in span.fields:
        step = {"last": -1, "next": 1, "past": -1, "previous": -1, "following": 1, "coming": 1}.get(span.fields["week"][-1], 0)
        return [of_day(monday + timedelta(days=7 * step + weekday - 1))], basis
    if word in ("last", "past", "previous", "preceding"):
        latest = back if back != of_day(at) else shift(back, -7)
        if word == "last" and (latest.first or at) >= monday and (at - (latest.first or at)).days <= 2:
            return [shift(latest, -7), latest], basis
        return [latest, shift(latest, -7)] if word == "last" and (latest.first or at) >= monday else [latest], basis
    if word in ("next", "coming", "following", "upcoming"):
        soonest = ahead if ahead != of_day(at) else shift(ahead, 7)
        if word == "next" and (soonest.first or at) < monday + timedelta(days=7):
            return [shift(soonest, 7), soonest], basis
        return [soonest, shift(soonest, 7)] if word == "next" else [soonest], basis
    if word in ("this", "that", "same", "current"):
        return [
            ahead
            if span.tense == "future" or "coming" in which
            else back
            if span.tense == "past"
            else of_day(monday + timedelta(days=weekday - 1))
        ], basis
    if goes_on:
        return [ahead], basis
    if span.tense == "future" or span.form == "offset" or (span.before in ("until", "till", "by") and span.tense != "past"):
        return [ahead], basis
    return [back], basis


def weekday(span: TimeSpan, context: Context) -> Answer:
    which = int(meaning("WEEKDAY", span, "weekday") or 1)
    days, basis = weekday_days(span, context, which)
    part = meaning("PART", span, "part")
    if part is not None:
        if not days:
            return Answer("TIME", value=f"XXXX-WXX-{which}T{part}")
        return Answer("TIME", part_of(days[0], str(part)), basis=basis, others=tuple(part_of(d, str(part)) for d in days[1:]))
    return dated(days[0] if days else None, f"XXXX-WXX-{which}", basis, *days[1:])


def weekdays(span: TimeSpan, context: Context) -> Answer:
    part = meaning("PART", span, "part") or meaning("PARTS", span, "part")
    return Answer(
        "SET",
        value=f"XXXX-WXX-{meaning('WEEKDAYS', span, 'weekday') or meaning('WEEKDAY', span, 'weekday')}"
        + (f"T{part}" if part else ""),
    )


def part(span: TimeSpan, context: Context) -> Answer:
    code = str(meaning("PART", span, "part") or "MO")  # "the early hours"
    unknown = f"XXXX-XX-XXT{code}"
    which = span.fields.get("which", ())
    word = which[-1] if which else ""
    found: Period | None
    basis: Basis = context.basis
    if "month" in span.fields:
        answer = day(span, context)
        found, basis = answer.period, answer.basis or basis
    elif "weekday" in span.fields:
        days, basis = weekday_days(span, context, int(meaning("WEEKDAY", span, "weekday") or 1))
        found = days[0] if days else None
    elif "day" in span.fields:
        answer = nth(span, context)
        found, basis = answer.period, answer.basis or basis
    elif word in ("this", "last") and not context.narrative:
        found = context.day
        if found and word == "last":
            found = shift(found, -1)
    elif word:
        found, basis = (context.told_day, "event") if context.told_day else (context.day, basis)
        if found and word in ("next", "following", "previous", "preceding"):
            found = shift(found, 1 if word in ("next", "following") else -1)
    else:
        found = context.day_ahead or context.day_near(span)
        basis = "text" if found else basis
        if found is None and context.narrative:
            found = context.day_near(span, 2) if span.text.lower().startswith("the") else None
        elif found is None and code != "NI":
            found = context.day
    return Answer("TIME", part_of(found, code), basis=basis) if found and found.day else Answer("TIME", value=unknown)


def tonight(span: TimeSpan, context: Context) -> Answer:
    if context.day is None or context.narrative:
        return Answer("TIME", value="XXXX-XX-XXTNI")
    return Answer("TIME", part_of(context.day, "NI"), basis=context.basis)


def overnight(span: TimeSpan, context: Context) -> Answer:
    base = context.day_near(span) or (None if context.narrative else context.day)
    return Answer("TIME", part_of(base, "NI"), basis=context.basis) if base else Answer("TIME", value="XXXX-XX-XXTNI")


def today(span: TimeSpan, context: Context) -> Answer:
    if context.day is None:
        return Answer("DATE", value="XXXX-XX-XX")
    if context.narrative:
        return Answer("DATE", value="PRESENT_REF" if span.fields.get("today") == ("today",) else "XXXX-XX-XX")
    step = int(meaning("TODAY", span, "today") or 0)
    step = -2 if "back" in span.fields else 2 if "on" in span.fields else step
    found = shift(context.day, step)
    part_code = meaning("PART", span, "part")
    if part_code:
        return Answer("TIME", part_of(found, str(part_code)), basis=context.basis)
    return dated(found, None, context.basis)


def clock(span: TimeSpan, context: Context) -> Answer:
    time = _clock_time(span)
    if time is None:
        return Answer("TIME")
    basis: Basis = context.basis
    found: Period | None
    if "weekday" in span.fields:
        days, basis = weekday_days(span, context, int(meaning("WEEKDAY", span, "weekday") or 1))
        found = days[0] if days else None
    elif "today" in span.fields and context.day:
        found = shift(context.day, int(meaning("TODAY", span, "today") or 0))
    else:
        found = context.day_ahead or context.day_near(span, 1)
        basis = "text" if found else basis
        found = found or (context.told_day if context.narrative else context.day)
    zone = _zone(span)
    if found is None:
        return Answer("TIME", value=f"T{time}{'Z' if zone == 0 else ''}")
    grain: Grain = "second" if time.count(":") == 2 else "minute"
    return Answer("TIME", replace(found, grain=grain, time=time, part=None, zone=zone), basis=basis)


def _zone(span: TimeSpan) -> int | None:
    words = span.fields.get("zone", ())
    named = next((m for w in words if (m := calendar_words().meaning("ZONE", w)) is not None), None)
    if named is None:
        return None
    shifted = figure_in(tuple(w for w in words if w.isdigit()))
    if shifted is not None and shifted <= 14:
        return int(named) + 60 * (-shifted if "-" in words or "–" in words else shifted)
    return int(named)


def _clock_time(span: TimeSpan) -> str | None:
    """HH:MM of the words of a clock."""
    said = tuple(w for w in span.fields["time"] if w not in ("o", "'", "clock", "hours", "hrs", "h", "local", "time"))
    words = calendar_words()
    if noon := words.meaning("NOON", said[0]):
        return str(noon)
    half = next((m for w in (*said, *span.fields.get("half", ())) if (m := words.meaning("AMPM", w)) is not None), None)
    later = int(half) if half is not None else 12 if meaning("PART", span, "part") in ("AF", "EV") else None
    if later is None and meaning("PART", span, "part") == "NI":
        later = 12 if (number(said) or 0) > 5 else 0
    if len(said) >= 3 and said[1] in ("past", "to"):
        minutes = {"half": 30, "quarter": 15}.get(said[0]) or number(said[:1])
        hour = number(said[2:3])
        if minutes is None or hour is None:
            return None
        total = int(hour) * 60 + int(minutes) * (1 if said[1] == "past" else -1)
        return _format(total // 60, total % 60, later)
    figures = re.split(r"[:.]", said[0])
    if not figures[0].isdigit():
        spelled = number(said[:1])
        return _format(int(spelled), 0, later) if spelled is not None else None
    if len(said[0]) == 4 and len(figures) == 1:
        figures = [said[0][:2], said[0][2:]]
    clock = _format(int(figures[0]), int(figures[1]) if len(figures) > 1 else 0, later)
    return f"{clock}:{figures[2]}" if clock and len(figures) > 2 and int(figures[2]) < 60 else clock


def _format(hour: int, minute: int, later: int | None) -> str | None:
    if later is not None and hour <= 12:
        hour = hour % 12 + later
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None
