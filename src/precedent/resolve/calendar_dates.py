"""Dates, months, years and longer: each form of them put on the calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from precedent.knowledge.calendar import Holiday, calendar_words, number, ordinal
from precedent.records import Grain, Tense
from precedent.resolve.calendar_answers import Answer, dated, figure_in, full_year, meaning, on_calendar, part_of, year_said
from precedent.resolve.calendar_context import Context
from precedent.resolve.calendar_periods import SEASONS, Period, containing, of_day, shift
from precedent.resolve.calendar_returns import nearest, without_year, yearly
from precedent.resolve.holidays import day_of
from precedent.spans.times import TimeSpan

_ATTACKS = date(2001, 9, 11)  # "9/11", "the Sept. 11 attacks"


def day(span: TimeSpan, context: Context) -> Answer:
    month = meaning("MONTH", span, "month")
    number_of_day = ordinal(span.fields["day"]) if "day" in span.fields else None
    if month is None:  # "the 3rd of this month"
        base = containing(context.reference(span)[0] or Period("year", 1), "month")
        known = context.reference(span)[0] is not None and base is not None and number_of_day
        return dated(
            on_calendar("day", base.year, base.sub, number_of_day) if known and base and number_of_day else None,
            None,
            context.basis,
        )
    assert isinstance(month, int)
    if not number_of_day or number_of_day < 1:
        return Answer("DATE")
    year = year_said(span, context)
    if year is None and "attacks" in span.fields and (month, number_of_day) == (_ATTACKS.month, _ATTACKS.day):
        return dated(of_day(_ATTACKS), None, "text")
    if year is not None:
        return dated(on_calendar("day", year, month, number_of_day), None, "text" if "year" in span.fields else context.basis)
    unknown = f"XXXX-{month:02d}-{number_of_day:02d}"
    period, basis = without_year(span, context, "day", month, number_of_day)
    weekday = meaning("WEEKDAY", span, "weekday")
    if weekday and (base := context.focus(span)[0]) and base.year > 0:
        fits = [
            p
            for year in range(base.year - 6, base.year + 7)
            if (p := on_calendar("day", year, month, number_of_day)) and (f := p.first) and f.isoweekday() == weekday
        ]
        period = min(fits, key=lambda p: abs(p.year - base.year), default=period)
    return dated(period, unknown, basis)


def nth(span: TimeSpan, context: Context) -> Answer:
    base, basis = context.focus(span)
    which = ordinal(span.fields["day"])
    month = containing(base, "month") if base and base.grain in ("day", "month") else None
    if month is None or not which:
        return Answer("DATE", value=f"XXXX-XX-{which:02d}" if which else None)
    found = on_calendar("day", month.year, month.sub, which)
    weekday = meaning("WEEKDAY", span, "weekday")
    if weekday:  # "Friday the 13th"
        near = [
            p
            for n in sorted(range(-14, 15), key=abs)
            if (m := shift(month, n))
            and (p := on_calendar("day", m.year, m.sub, which))
            and (f := p.first)
            and f.isoweekday() == weekday
        ]
        return dated(near[0] if near else None, f"XXXX-XX-{which:02d}", basis)
    if found and base is context.day and span.tense == "past" and base and (f := found.first) and (b := base.first) and f > b:
        before = shift(month, -1)
        found = on_calendar("day", before.year, before.sub, which)
    return dated(found, f"XXXX-XX-{which:02d}", basis)


def iso(span: TimeSpan, context: Context) -> Answer:
    try:
        moment = datetime.fromisoformat(span.text)
    except ValueError:
        return Answer("DATE")
    period = of_day(moment.date())
    if len(span.text) == 10:
        return dated(period, None, "text")
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
        return dated(of_day(_ATTACKS), None, "text")
    first, second, third = re.split(r"[/.-]", span.text)
    if len(first) == 4:
        return dated(on_calendar("day", int(first), int(second), int(third[:2])), None, "text")
    if len(first) > 2 or len(third) not in (2, 4):
        return Answer("DATE")
    year = int(third) if len(third) == 4 else full_year(int(third), span, context)
    american, european = on_calendar("day", year, int(first), int(second)), on_calendar("day", year, int(second), int(first))
    orders = (european, american) if "." in span.text else (american, european)
    found = [p for p in orders if p is not None]
    return dated(found[0], None, "text", *[p for p in found[1:] if p != found[0]]) if found else Answer("DATE")


def month(span: TimeSpan, context: Context) -> Answer:
    sub = meaning("MONTH", span, "month")
    assert isinstance(sub, int)
    year = year_said(span, context)
    if year is not None:
        return dated(on_calendar("month", year, sub), None, "text" if "year" in span.fields else context.basis)
    return yearly(span, context, "month", sub, f"XXXX-{sub:02d}")


def year(span: TimeSpan, context: Context) -> Answer:
    said = year_said(span, context)
    if said is None:
        return Answer("DATE")
    return dated(Period("year", said), None, "text")


def fiscal(span: TimeSpan, context: Context) -> Answer:
    said = year_said(span, context)
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
    figure = figure_in((said,))
    if "bc" in span.text.lower().replace(".", "") and figure:
        return dated(Period("decade", -figure), None, "text")
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
    return dated(Period("decade", figure), None, "text")


def century(span: TimeSpan, context: Context) -> Answer:
    which = ordinal(span.fields["nth"])
    if not which or which < 0:
        return Answer("DATE")
    if calendar_words().meaning("ERA", span.fields["era"][0]) == "BC" if "era" in span.fields else False:
        return Answer("DATE", Period("century", -100 * (which - 1) or -1), value=f"BC{which - 1:02d}", basis="text")
    return dated(Period("century", 100 * (which - 1)), None, "text") if which > 1 else Answer("DATE", value="00", basis="text")


def quarter(span: TimeSpan, context: Context) -> Answer:
    code = "".join(span.fields.get("code", ()))
    if code.startswith("fy"):
        ends = figure_in((code,)) or 0
        return Answer("DATE", value=f"FY{ends if ends > 99 else 2000 + ends}", basis="text")
    half = "h" in code or span.fields.get("unit") == ("half",)
    grain: Grain = "half" if half else "quarter"
    sub = figure_in((code,)) if code else ordinal(span.fields["nth"])
    last = 2 if half else 4
    said = year_said(span, context)
    if said is None and "the year" in span.text and (base := context.focus(span)[0]):
        said = base.year
    if sub == -1 and said is None and span.fields["nth"] == ("last",) and context.day:
        here = containing(context.day, grain)
        return dated(shift(here, -1) if here else None, None, context.basis)
    sub = last if sub == -1 else sub
    if sub is None or not 1 <= sub <= last:
        return Answer("DATE")
    if said is not None:
        return dated(on_calendar(grain, said, sub), None, "text" if "year" in span.fields else context.basis)
    base, basis = context.focus(span)
    if base is None:
        return Answer("DATE", value=f"XXXX-{'H' if half else 'Q'}{sub}")
    if basis == "text" or (at := base.first) is None:
        return dated(on_calendar(grain, base.year, sub), None, basis)
    this = on_calendar(grain, base.year, sub)
    over = this is not None and (this.bounds[1] or "") <= at.isoformat()
    if not over and span.tense != "future":
        this = on_calendar(grain, base.year - 1, sub)
    return dated(this, None, basis)


def season(span: TimeSpan, context: Context) -> Answer:
    code = str(meaning("SEASON", span, "season"))
    sub = SEASONS.index(code) + 1
    said = year_said(span, context)
    if said is not None:
        return dated(on_calendar("season", said, sub), None, "text" if "year" in span.fields else context.basis)
    return yearly(span, context, "season", sub, f"XXXX-{code}")


def holiday(span: TimeSpan, context: Context, entry: int) -> Answer:
    feast = calendar_words().holidays[entry]
    if feast.date:
        return dated(of_day(date.fromisoformat(feast.date)), None, "text")
    found = _feast(span, context, feast)
    if found.period and (code := meaning("PART", span, "part")):
        return replace(found, type="TIME", period=part_of(found.period, str(code)))
    if found.period and "weekend" in span.text.lower():
        return replace(found, period=containing(found.period, "weekend"))
    return found


def _feast(span: TimeSpan, context: Context, feast: Holiday) -> Answer:
    said = year_said(span, context)
    if said is not None:
        found = day_of(feast, said)
        return (
            dated(of_day(found), None, "text" if "year" in span.fields else context.basis)
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
        return dated(next((d for d in days if d.year == base.year), None), None, basis)
    if base is None or not days:
        return Answer("DATE")
    return dated(nearest(days, base, tense, span.before), None, basis)
