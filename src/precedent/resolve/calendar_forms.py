"""From the form of a time expression to its place on the calendar: one function a form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from precedent.knowledge.calendar import Holiday, calendar_words, number, ordinal
from precedent.records import Basis, Grain, Tense
from precedent.resolve.calendar_amounts import amount, duration, repeated, unit_of
from precedent.resolve.calendar_context import Context
from precedent.resolve.calendar_periods import SEASONS, Period, containing, nth_weekday, of_day, shift
from precedent.resolve.holidays import day_of
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


_EARLIER_YEAR_FIRST = 6  # months within which "last August" is rather that of the year before
_WINTER = 4
_ATTACKS = date(2001, 9, 11)  # "9/11", "the Sept. 11 attacks"
_TURN_OF_YEAR = 8  # months that a story steps back rather than on into the next year
_AGO = frozenset(("ago", "earlier", "before", "previously", "prior", "beforehand"))
_FROM_NOW = frozenset(("ago", "hence", "from"))
_BACK = frozenset(("previous", "preceding", "before", "prior", "earlier"))
_AHEAD_OF = frozenset(("until", "till", "by", "for", "before", "through"))
_ON = frozenset(("following", "subsequent", "after", "ensuing"))


def _mean(name: str, span: TimeSpan, field: str) -> int | str | None:
    """What the first word of a kept field that stands in the set means there."""
    words = calendar_words()
    return next((m for w in span.fields.get(field, ()) if (m := words.meaning(name, w)) is not None), None)


def _number_in(words: tuple[str, ...]) -> int | None:
    digits = "".join(c for w in words for c in w if "0" <= c <= "9")
    return int(digits[:4]) if digits else None


def _year(span: TimeSpan, context: Context) -> int | None:
    """The year that the expression says, by number or against a year known; None where it says none."""
    said = span.fields.get("year", ())
    if said:
        year = _number_in(said)
        if year is None:
            return None
        eras = [calendar_words().meaning("ERA", w) for w in (*said, *span.fields.get("era", ()))]
        if "BC" in eras:
            return -year if year else None
        if said[0][:1] in "'’‘`" or (len(said) == 1 and len(said[0]) == 2):
            return _full_year(year, span, context)
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


def _full_year(short: int, span: TimeSpan, context: Context) -> int:
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


def _on(grain: Grain, year: int, sub: int, day: int = 0) -> Period | None:
    """The period, if the calendar has it."""
    period = Period(grain, year, sub, day)
    return period if year < 0 or period.first is not None else None


def _date(period: Period | None, unknown: str | None, basis: Basis | None, *others: Period) -> Answer:
    if period is None:
        return Answer("DATE", value=unknown)
    return Answer("DATE", period, basis=basis, others=others)


def _nearest(candidates: list[Period], base: Period, tense: Tense | None, lead: str) -> Period | None:
    """Of yearly returns of one date, the one meant from *base*: before it, after it, or (no tense) next to it."""
    at = base.first
    dated = [(c, f) for c in candidates if (f := c.first) is not None]
    if at is None or not dated:
        return None
    size = 31 if dated[0][0].grain == "month" else 93 if dated[0][0].grain in ("season", "quarter") else 1
    begun = [(c, f) for c, f in dated if f <= at]
    ahead = [(c, f) for c, f in dated if f + timedelta(days=size) > at]
    soon = lead in _AHEAD_OF and ahead and begun and (ahead[0][1] - at).days * 4 < (at - begun[-1][1]).days
    if tense == "past" and begun and not soon:
        return begun[-1][0]
    if (tense == "future" or soon or lead in ("until", "till")) and ahead:
        return ahead[0][0]
    if size == 1:
        return min(dated, key=lambda d: abs((d[1] - at).days))[0]
    return begun[-1][0] if begun else dated[0][0]


def _returns(grain: Grain, base: Period, sub: int, day: int = 0) -> list[Period]:
    return [p for year in (base.year - 1, base.year, base.year + 1) if (p := _on(grain, year, sub, day))]


def _without_year(span: TimeSpan, context: Context, grain: Grain, sub: int, day: int = 0) -> tuple[Period | None, Basis]:
    """The date of that name which the passage means: of the year it tells of, or next to the report's day."""
    base, basis = context.focus(span)
    if base is None:
        return None, basis
    if basis != "text" or base is context.day:
        if base.first is None:
            return None, basis
        tense = span.tense
        if grain == "day" and tense == "past" and "weekday" not in span.fields and _attributive(span):
            tense = None
        return _nearest(_returns(grain, base, sub, day), base, tense, span.before), basis
    return _in_story(base, grain, sub, day), basis


def _attributive(span: TimeSpan) -> bool:
    return span.before in ("a", "the", "its", "his", "their", "an")


def _in_story(told: Period, grain: Grain, sub: int, day: int) -> Period | None:
    """In a story dates follow each other: of the year told of, or of the next where that would go far back."""
    year = told.year
    months = {"month": sub, "day": sub, "season": 3 * sub, "quarter": 3 * sub - 2}[grain]
    if told.grain in ("day", "month", "part", "minute") and told.sub - months > _TURN_OF_YEAR:
        year += 1 if year != -1 else 2
    return next((p for y in (year, year + 1, year - 1) if y and (p := _on(grain, y, sub, day))), None)


def day(span: TimeSpan, context: Context) -> Answer:
    month = _mean("MONTH", span, "month")
    number_of_day = ordinal(span.fields["day"]) if "day" in span.fields else None
    if month is None:  # "the 3rd of this month"
        base = containing(context.reference(span)[0] or Period("year", 1), "month")
        known = context.reference(span)[0] is not None and base is not None and number_of_day
        return _date(
            _on("day", base.year, base.sub, number_of_day) if known and base and number_of_day else None, None, context.basis
        )
    assert isinstance(month, int)
    if not number_of_day or number_of_day < 1:
        return Answer("DATE")
    year = _year(span, context)
    if year is None and "attacks" in span.fields and (month, number_of_day) == (_ATTACKS.month, _ATTACKS.day):
        return _date(of_day(_ATTACKS), None, "text")
    if year is not None:
        return _date(_on("day", year, month, number_of_day), None, "text" if "year" in span.fields else context.basis)
    unknown = f"XXXX-{month:02d}-{number_of_day:02d}"
    period, basis = _without_year(span, context, "day", month, number_of_day)
    weekday = _mean("WEEKDAY", span, "weekday")
    if weekday and (base := context.focus(span)[0]) and base.year > 0:
        fits = [
            p
            for year in range(base.year - 6, base.year + 7)
            if (p := _on("day", year, month, number_of_day)) and (f := p.first) and f.isoweekday() == weekday
        ]
        period = min(fits, key=lambda p: abs(p.year - base.year), default=period)
    return _date(period, unknown, basis)


def nth(span: TimeSpan, context: Context) -> Answer:
    base, basis = context.focus(span)
    which = ordinal(span.fields["day"])
    month = containing(base, "month") if base and base.grain in ("day", "month") else None
    if month is None or not which:
        return Answer("DATE", value=f"XXXX-XX-{which:02d}" if which else None)
    found = _on("day", month.year, month.sub, which)
    weekday = _mean("WEEKDAY", span, "weekday")
    if weekday:  # "Friday the 13th"
        near = [p for n in sorted(range(-14, 15), key=abs) if (m := shift(month, n)) and (p := _on("day", m.year, m.sub, which)) and (f := p.first) and f.isoweekday() == weekday]
        return _date(near[0] if near else None, f"XXXX-XX-{which:02d}", basis)
    if found and base is context.day and span.tense == "past" and base and (f := found.first) and (b := base.first) and f > b:
        before = shift(month, -1)
        found = _on("day", before.year, before.sub, which)
    return _date(found, f"XXXX-XX-{which:02d}", basis)


def iso(span: TimeSpan, context: Context) -> Answer:
    try:
        moment = datetime.fromisoformat(span.text)
    except ValueError:
        return Answer("DATE")
    period = of_day(moment.date())
    if len(span.text) == 10:
        return _date(period, None, "text")
    offset = moment.utcoffset()
    clock = span.text[11:19] if re.fullmatch(r"\d\d:\d\d:\d\d", span.text[11:19]) else span.text[11:16]
    grain: Grain = "second" if len(clock) == 8 else "minute"
    return Answer(
        "TIME",
        replace(period, grain=grain, time=clock, zone=None if offset is None else int(offset.total_seconds() // 60)),
        basis="text",
    )


def slashed(span: TimeSpan, context: Context) -> Answer:
    """12/10/2013 is December in the American order; both readings are kept where both are dates."""
    if span.text == "9/11":
        return _date(of_day(_ATTACKS), None, "text")
    first, second, third = re.split(r"[/.-]", span.text)
    if len(first) == 4:
        return _date(_on("day", int(first), int(second), int(third[:2])), None, "text")
    if len(first) > 2 or len(third) not in (2, 4):
        return Answer("DATE")
    year = int(third) if len(third) == 4 else _full_year(int(third), span, context)
    american, european = _on("day", year, int(first), int(second)), _on("day", year, int(second), int(first))
    orders = (european, american) if "." in span.text else (american, european)
    found = [p for p in orders if p is not None]
    return _date(found[0], None, "text", *[p for p in found[1:] if p != found[0]]) if found else Answer("DATE")


def month(span: TimeSpan, context: Context) -> Answer:
    sub = _mean("MONTH", span, "month")
    assert isinstance(sub, int)
    year = _year(span, context)
    if year is not None:
        return _date(_on("month", year, sub), None, "text" if "year" in span.fields else context.basis)
    return _yearly(span, context, "month", sub, f"XXXX-{sub:02d}")


def _yearly(span: TimeSpan, context: Context, grain: Grain, sub: int, unknown: str) -> Answer:
    """What comes back every year, a month or season, with or without "last" and "next" before it."""
    which = span.fields.get("which", ())
    word = which[-1] if which else ""
    if not word or word in ("this", "same", "that", "current"):
        period, basis = _without_year(span, context, grain, sub)
        if word == "this" and context.day and not context.narrative:
            in_winter = grain == "season" and sub == _WINTER and context.day.sub < 3
            period, basis = _on(grain, context.day.year - in_winter, sub), context.basis
        return _date(period, unknown, basis)
    base, basis = context.focus(span) if word in ("last", "past", "next", "coming", "upcoming") else context.reference(span)
    if base is None or (at := base.first) is None:
        return Answer("DATE", value=unknown)
    begun = [p for p in _returns(grain, base, sub) if (f := p.first) and f <= at]
    ahead = [p for p in _returns(grain, base, sub) if (f := p.first) and f > at]
    past = word in ("last", "past", "previous", "preceding")
    if "past" in which or "coming" in which or word in ("previous", "preceding", "following", "upcoming"):
        found = (begun[-1:] if past else ahead[:1]) or None
        return _date(found[0] if found else None, unknown, basis)
    if past:
        return _last(begun, at, unknown, basis)
    if ahead and ahead[0].year == at.year and len(_returns(grain, base, sub)) == 3:
        later = _on(grain, at.year + 1, sub)
        soon = (ahead[0].first or at) - at < timedelta(days=31 * 4)
        readings = [p for p in ((later, ahead[0]) if soon and grain == "season" else (ahead[0], later)) if p]
        return _date(readings[0], unknown, basis, *readings[1:])
    return _date(ahead[0] if ahead else None, unknown, basis)


def _last(begun: list[Period], at: date, unknown: str, basis: Basis) -> Answer:
    """ "last August" said in October: a month of this year just past would be "in August" or "this August"."""
    over = [p for p in begun if (end := p.bounds[1]) and end <= at.isoformat()] or begun
    if not over:
        return Answer("DATE", value=unknown)
    latest = over[-1]
    before = replace(latest, year=latest.year - 1)
    if latest.year < at.year:
        return _date(latest, unknown, basis)
    ended = date.fromisoformat(latest.bounds[1] or at.isoformat())
    long_past = (at - ended).days > 30 * _EARLIER_YEAR_FIRST
    first, second = (latest, before) if long_past else (before, latest)
    return _date(first, unknown, basis, second)


def year(span: TimeSpan, context: Context) -> Answer:
    said = _year(span, context)
    if said is None:
        return Answer("DATE")
    return _date(Period("year", said), None, "text")


def fiscal(span: TimeSpan, context: Context) -> Answer:
    said = _year(span, context)
    if said is None:
        base = context.day
        step = (
            -1
            if span.fields.get("which", ("",))[-1] in ("last", "past", "previous")
            else 1
            if span.fields.get("which", ("",))[-1] in ("next", "coming")
            else 0
        )
        return Answer("DATE", value=f"FY{base.year + step}" if base else None, basis=context.basis if base else None)
    return Answer("DATE", value=f"FY{said:04d}", basis="text")


def decade(span: TimeSpan, context: Context) -> Answer:
    said = span.fields["decade"][0]
    word = calendar_words().meaning("DECADEWORD", said)
    figure = _number_in((said,))
    if "bc" in span.text.lower().replace(".", "") and figure:
        return _date(Period("decade", -figure), None, "text")
    if word is not None:
        figure = int(word) * 10
    if figure is None:
        return Answer("DATE")
    if figure < 100 and "century" in span.fields:
        figure += int(number(span.fields["century"]) or 19) * 100
    elif figure < 100:
        base = context.day.year if context.day else 2000
        last = figure + base // 100 * 100 - (100 if figure > base % 100 else 0)
        told = context.told.year if context.told else last
        figure = last if told > 1900 else min((last, last - 100, last - 200), key=lambda y: abs(y - told))
    return _date(Period("decade", figure), None, "text")


def century(span: TimeSpan, context: Context) -> Answer:
    which = ordinal(span.fields["nth"])
    if not which or which < 0:
        return Answer("DATE")
    if calendar_words().meaning("ERA", span.fields["era"][0]) == "BC" if "era" in span.fields else False:
        return Answer("DATE", Period("century", -100 * (which - 1) or -1), value=f"BC{which - 1:02d}", basis="text")
    return _date(Period("century", 100 * (which - 1)), None, "text") if which > 1 else Answer("DATE", value="00", basis="text")


def quarter(span: TimeSpan, context: Context) -> Answer:
    code = "".join(span.fields.get("code", ()))
    if code.startswith("fy"):
        said = _number_in((code,)) or 0
        return Answer("DATE", value=f"FY{said if said > 99 else 2000 + said}", basis="text")
    half = "h" in code or span.fields.get("unit") == ("half",)
    grain: Grain = "half" if half else "quarter"
    sub = _number_in((code,)) if code else ordinal(span.fields["nth"])
    last = 2 if half else 4
    said = _year(span, context)
    if said is None and "the year" in span.text and (base := context.focus(span)[0]):
        said = base.year
    if sub == -1 and said is None and span.fields["nth"] == ("last",) and context.day:
        here = containing(context.day, grain)
        return _date(shift(here, -1) if here else None, None, context.basis)
    sub = last if sub == -1 else sub
    if sub is None or not 1 <= sub <= last:
        return Answer("DATE")
    if said is not None:
        return _date(_on(grain, said, sub), None, "text" if "year" in span.fields else context.basis)
    base, basis = context.focus(span)
    if base is None:
        return Answer("DATE", value=f"XXXX-{'H' if half else 'Q'}{sub}")
    if basis == "text" or (at := base.first) is None:
        return _date(_on(grain, base.year, sub), None, basis)
    this = _on(grain, base.year, sub)
    over = this is not None and (this.bounds[1] or "") <= at.isoformat()
    if not over and span.tense != "future":
        this = _on(grain, base.year - 1, sub)
    return _date(this, None, basis)


def season(span: TimeSpan, context: Context) -> Answer:
    code = str(_mean("SEASON", span, "season"))
    sub = SEASONS.index(code) + 1
    said = _year(span, context)
    if said is not None:
        return _date(_on("season", said, sub), None, "text" if "year" in span.fields else context.basis)
    return _yearly(span, context, "season", sub, f"XXXX-{code}")


def _weekday_period(span: TimeSpan, context: Context, weekday: int) -> tuple[list[Period], Basis]:
    """The days that a name of a weekday may mean, likelier first."""
    base, basis = context.day, context.basis
    if context.narrative and (context.told_day is not None or base is None):
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
    if context.narrative:
        return [ahead], basis
    if span.tense == "future" or span.form == "offset" or (span.before in ("until", "till", "by") and span.tense != "past"):
        return [ahead], basis
    return [back], basis


def weekday(span: TimeSpan, context: Context) -> Answer:
    which = int(_mean("WEEKDAY", span, "weekday") or 1)
    days, basis = _weekday_period(span, context, which)
    part = _mean("PART", span, "part")
    if part is not None:
        if not days:
            return Answer("TIME", value=f"XXXX-WXX-{which}T{part}")
        return Answer("TIME", _part_of(days[0], str(part)), basis=basis, others=tuple(_part_of(d, str(part)) for d in days[1:]))
    return _date(days[0] if days else None, f"XXXX-WXX-{which}", basis, *days[1:])


def _part_of(day: Period, part: str) -> Period:
    return replace(day, grain="part", part=part, time=None, zone=None)


def weekdays(span: TimeSpan, context: Context) -> Answer:
    part = _mean("PART", span, "part") or _mean("PARTS", span, "part")
    return Answer("SET", value=f"XXXX-WXX-{_mean('WEEKDAYS', span, 'weekday') or _mean('WEEKDAY', span, 'weekday')}" + (f"T{part}" if part else ""))


def part(span: TimeSpan, context: Context) -> Answer:
    code = str(_mean("PART", span, "part") or "MO")  # "the early hours"
    unknown = f"XXXX-XX-XXT{code}"
    which = span.fields.get("which", ())
    word = which[-1] if which else ""
    found: Period | None
    basis: Basis = context.basis
    if "month" in span.fields:
        answer = day(span, context)
        found, basis = answer.period, answer.basis or basis
    elif "weekday" in span.fields:
        days, basis = _weekday_period(span, context, int(_mean("WEEKDAY", span, "weekday") or 1))
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
    return Answer("TIME", _part_of(found, code), basis=basis) if found and found.day else Answer("TIME", value=unknown)


def tonight(span: TimeSpan, context: Context) -> Answer:
    if context.day is None or context.narrative:
        return Answer("TIME", value="XXXX-XX-XXTNI")
    return Answer("TIME", _part_of(context.day, "NI"), basis=context.basis)


def overnight(span: TimeSpan, context: Context) -> Answer:
    base = context.day_near(span) or (None if context.narrative else context.day)
    return Answer("TIME", _part_of(base, "NI"), basis=context.basis) if base else Answer("TIME", value="XXXX-XX-XXTNI")


def today(span: TimeSpan, context: Context) -> Answer:
    if context.day is None:
        return Answer("DATE", value="XXXX-XX-XX")
    if context.narrative:
        return Answer("DATE", value="PRESENT_REF" if span.fields.get("today") == ("today",) else "XXXX-XX-XX")
    step = int(_mean("TODAY", span, "today") or 0)
    step = -2 if "back" in span.fields else 2 if "on" in span.fields else step
    found = shift(context.day, step)
    part_code = _mean("PART", span, "part")
    if part_code:
        return Answer("TIME", _part_of(found, str(part_code)), basis=context.basis)
    return _date(found, None, context.basis)


def clock(span: TimeSpan, context: Context) -> Answer:
    time = _clock_time(span)
    if time is None:
        return Answer("TIME")
    basis: Basis = context.basis
    found: Period | None
    if "weekday" in span.fields:
        days, basis = _weekday_period(span, context, int(_mean("WEEKDAY", span, "weekday") or 1))
        found = days[0] if days else None
    elif "today" in span.fields and context.day:
        found = shift(context.day, int(_mean("TODAY", span, "today") or 0))
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
    shifted = _number_in(tuple(w for w in words if w.isdigit()))
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
    later = int(half) if half is not None else 12 if _mean("PART", span, "part") in ("AF", "EV") else None
    if later is None and _mean("PART", span, "part") == "NI":
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


_GRAINS: dict[str, Grain] = {
    "day": "day", "weekend": "weekend", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade", "century": "century", "weekday": "day",
}  # fmt: skip


def unit(span: TimeSpan, context: Context) -> Answer:
    """ "last week", "the following year", "the end of the month", "that day", "the year before"."""
    name = unit_of(span.fields["unit"]) if "unit" in span.fields else "year" if "year" in span.text.lower() else "month"
    grain = _GRAINS.get(name)
    which = span.fields.get("which", ())
    word = which[-1] if which else ""
    if grain is None:
        return Answer("DATE")
    if (word == "past" and "this" not in which and grain != "weekend") or (word in ("next", "last", "following") and span.before in ("for", "over", "within") and "edge" not in span.fields):
        return _stretch(1, name, back=word in ("past", "last"), value=amount(1, name), context=context)
    if grain == "day" and not word and (told := context.day_near(span, 2)):
        return _date(told.day_only(), None, "text")
    definite = "the next" in span.text.lower()
    anaphoric = word in _BACK or word in _ON or word in ("same", "that") or (word == "next" and (definite or name == "day"))
    base, basis = context.reference(span) if anaphoric or context.narrative else (context.day, context.basis)
    if not word and (told := context.near(span, 0)) and told.year != (context.day or told).year:
        base, basis = told, "text"
    if base is None:
        return Answer("DATE", value=_unknown(grain))
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
        return Answer("DATE", value=_unknown(grain))
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
    if (part_code := _mean("PART", span, "unit")) and found.day:
        return Answer("TIME", _part_of(found, str(part_code)), basis=basis)
    return _date(found, None, basis if word or context.day is not base else context.basis, *others)


def _unknown(grain: Grain) -> str | None:
    return {
        "day": "XXXX-XX-XX",
        "week": "XXXX-WXX",
        "weekend": "XXXX-WXX-WE",
        "month": "XXXX-XX",
        "year": "XXXX",
        "quarter": "XXXX-QX",
    }.get(grain)


def week(span: TimeSpan, context: Context) -> Answer:
    """ "the week of March 3", "the month ending June 30"."""
    told = day(span, context)
    words = span.text.lower().split()
    grain: Grain = next((_GRAINS[w] for w in words if w in ("week", "weekend", "month", "year")), "week")
    return _date(containing(told.period, grain) if told.period else None, None, told.basis)


def ofperiod(span: TimeSpan, context: Context) -> Answer:
    """ "the last week of March", "the first Monday of May", "the third day of 1917"."""
    place = ordinal(span.fields["nth"])
    sub = _mean("MONTH", span, "month")
    said = _year(span, context)
    outer: Period | None
    if isinstance(sub, int):
        outer = _on("month", said, sub) if said else _without_year(span, context, "month", sub)[0]
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
    weekday_number = _mean("WEEKDAY", span, "weekday")
    if isinstance(weekday_number, int):
        found = nth_weekday(place, weekday_number, outer.sub, outer.year)
        return _date(of_day(found) if found else None, None, basis)
    grain = _GRAINS.get(unit_of(span.fields["unit"]), "day")
    decides = {"week": 3, "weekend": 5}.get(grain, 0)  # a week belongs to the month of its Thursday, a weekend to that of its Saturday
    opening = first + timedelta(days=(decides - first.weekday()) % 7) if decides else first
    last = end - timedelta(days=1)
    closing = last - timedelta(days=(last.weekday() - decides) % 7) if decides else last
    here = containing(of_day(opening if place > 0 else closing), grain)
    return _date(shift(here, place - 1 if place > 0 else 0) if here else None, None, basis)


def same(span: TimeSpan, context: Context) -> Answer:
    """ "the same period last year": what was told last, a year before."""
    told = context.told or context.day
    if told is None:
        return Answer("DATE")
    unit_word = next((w for w in ("month", "quarter", "week", "day") if w in span.text.lower()), "")
    base = (containing(told, _GRAINS[unit_word]) if unit_word else told) or told
    said = _year(span, context)
    target = said if said is not None else base.year - 1
    return _date(replace(base, year=target, part=None, time=None) if base.grain != "week" else shift(base, -52), None, "event")


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
    other = _moved(base, -count if back else count, name) if base else None
    if base is None or other is None:
        return Answer("DURATION", value=value)
    low, high = (other, base) if back else (base, other)
    return Answer("DURATION", value=value, basis=context.basis, bounds=(low.isoformat(), (high + timedelta(days=1)).isoformat()))


def _moved(base: date, count: float, name: str) -> date | None:
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


def refunits(span: TimeSpan, context: Context) -> Answer:
    return Answer("DATE", value="PRESENT_REF" if "modern" in span.text.lower() else "PAST_REF")


def offset(span: TimeSpan, context: Context) -> Answer:
    """ "two days later", "a year and a half ago", "weeks earlier", "a week from Monday"."""
    direction = span.fields.get("dir", ("from",))[0]
    back = direction in _AGO
    name = unit_of(span.fields["unit"]) if "unit" in span.fields else "year"
    if "which" in span.fields:  # "this time last year"
        here = containing(context.day, "month") if context.day else None
        return _date(shift(here, -12 if span.fields["which"] == ("last",) else 12) if here else None, "XXXX", context.basis)
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
        days, basis = _weekday_period(span, context, int(_mean("WEEKDAY", span, "weekday") or 1))
        base = days[0] if days else None
    elif "when" in span.fields and context.day:
        base = shift(context.day, int(_mean("TODAY", span, "when") or 0))
    if direction == "ago" and "when" in span.fields and base and (at := base.first):  # "a year ago today"
        then = _moved(at, -count, name)
        return _date(of_day(then) if then else None, None, basis)
    if direction == "from" and name == "week":
        name, count = "day", count * 7
    sign = -1 if back else 1
    return _stepped(base, sign * count, name, basis, context)


_FINER = {"year": ("month", 12), "decade": ("year", 10), "century": ("year", 100), "month": ("day", 30), "week": ("day", 7)}


def _stepped(base: Period | None, count: float, name: str, basis: Basis, context: Context) -> Answer:
    if base is None:
        grain = _GRAINS.get(name)
        return Answer("DATE", value=_unknown(grain) if grain else None)
    if name in ("hour", "minute", "second"):
        return _clock_step(base, count, name, basis, context)
    if name == "fortnight":
        name, count = "week", count * 2
    if count != int(count) and name in _FINER:
        name, factor = _FINER[name]
        count = int(count * factor)
    grain = _GRAINS.get(name)
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
        return _date(shift(here, int(count)) if here else None, None, basis)
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
    return Answer("SET", value=str(_mean("FREQUENCY", span, "unit")))


def now(span: TimeSpan, context: Context) -> Answer:
    return Answer("DATE", value=str(_mean("NOW", span, "now") or _mean("RECENT", span, "now")))


def then(span: TimeSpan, context: Context) -> Answer:
    """ "that time": the date told last; "this period" has no bounds of its own."""
    text = span.text.lower()
    if "period" in text:
        return Answer("DATE")
    if "this" in text:
        return Answer("DATE", value="PRESENT_REF")
    told = context.told if context.narrative else context.near(span, 3)
    return _date(told, "PAST_REF", "event")


def modern(span: TimeSpan, context: Context) -> Answer:
    return Answer("DATE", value="PRESENT_REF")


def holiday(span: TimeSpan, context: Context, entry: int) -> Answer:
    feast = calendar_words().holidays[entry]
    if feast.date:
        return _date(of_day(date.fromisoformat(feast.date)), None, "text")
    found = _feast(span, context, feast)
    if found.period and (code := _mean("PART", span, "part")):
        return replace(found, type="TIME", period=_part_of(found.period, str(code)))
    if found.period and "weekend" in span.text.lower():
        return replace(found, period=containing(found.period, "weekend"))
    return found


def _feast(span: TimeSpan, context: Context, feast: Holiday) -> Answer:
    said = _year(span, context)
    if said is not None:
        found = day_of(feast, said)
        return (
            _date(of_day(found), None, "text" if "year" in span.fields else context.basis)
            if found
            else Answer("DATE", value=f"{said:04d}" if said > 0 else None)
        )
    base, basis = context.focus(span)
    at = base.first if base else None
    if at is None:
        return Answer("DATE", value=f"XXXX-{feast.day}" if feast.day else None)
    days = [of_day(d) for year in (at.year - 1, at.year, at.year + 1) if (d := day_of(feast, year))]
    word = span.fields.get("which", ("",))[-1]
    tense: Tense | None = (
        "past" if word in ("last", "past", "previous") else "future" if word in ("next", "coming", "upcoming") else span.tense
    )
    if basis == "text" and base is not context.day and base is not None and not word:
        return _date(next((d for d in days if d.year == base.year), None), None, basis)
    if base is None or not days:
        return Answer("DATE")
    return _date(_nearest(days, base, tense, span.before), None, basis)


FORMS: dict[str, Callable[[TimeSpan, Context], Answer]] = {
    "iso": iso, "slashed": slashed, "day": day, "nth": nth, "month": month, "year": year, "fiscal": fiscal, "decade": decade, "century": century,
    "quarter": quarter, "season": season, "weekday": weekday, "weekdays": weekdays, "part": part, "tonight": tonight, "overnight": overnight,
    "today": today, "clock": clock, "unit": unit, "week": week, "ofperiod": ofperiod, "same": same, "span": span_of_time, "refunits": refunits,
    "offset": offset, "set": set_of_times, "frequency": frequency, "now": now, "recent": now, "then": then, "modern": modern,
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
