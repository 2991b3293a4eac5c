"""Dates that come back every year, said without their year: which one is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from precedent.records import Basis, Grain, Tense
from precedent.resolve.calendar_answers import Answer, dated, on_calendar
from precedent.resolve.calendar_context import Context
from precedent.resolve.calendar_periods import Period
from precedent.spans.times import TimeSpan

_TURN_OF_YEAR = 8  # months that a story steps back rather than on into the next year


_AHEAD_OF = frozenset(("until", "till", "by", "for", "before", "through"))


_EARLIER_YEAR_FIRST = 6  # months within which "last August" is rather that of the year before


_WINTER = 4


def nearest(candidates: list[Period], base: Period, tense: Tense | None, lead: str) -> Period | None:
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
    return [p for year in (base.year - 1, base.year, base.year + 1) if (p := on_calendar(grain, year, sub, day))]


def without_year(span: TimeSpan, context: Context, grain: Grain, sub: int, day: int = 0) -> tuple[Period | None, Basis]:
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
        return nearest(_returns(grain, base, sub, day), base, tense, span.before), basis
    return _in_story(base, grain, sub, day), basis


def _attributive(span: TimeSpan) -> bool:
    return span.before in ("a", "the", "its", "his", "their", "an")


def _in_story(told: Period, grain: Grain, sub: int, day: int) -> Period | None:
    """In a story dates follow each other: of the year told of, or of the next where that would go far back."""
    year = told.year
    months = {"month": sub, "day": sub, "season": 3 * sub, "quarter": 3 * sub - 2}[grain]
    if told.grain in ("day", "month", "part", "minute") and told.sub - months > _TURN_OF_YEAR:
        year += 1 if year != -1 else 2
    return next((p for y in (year, year + 1, year - 1) if y and (p := on_calendar(grain, y, sub, day))), None)


def yearly(span: TimeSpan, context: Context, grain: Grain, sub: int, unknown: str) -> Answer:
    """What comes back every year, a month or season, with or without "last" and "next" before it."""
    which = span.fields.get("which", ())
    word = which[-1] if which else ""
    if not word or word in ("this", "same", "that", "current"):
        period, basis = without_year(span, context, grain, sub)
        if word == "this" and context.day and not context.narrative:
            in_winter = grain == "season" and sub == _WINTER and context.day.sub < 3
            period, basis = on_calendar(grain, context.day.year - in_winter, sub), context.basis
        return dated(period, unknown, basis)
    base, basis = context.focus(span) if word in ("last", "past", "next", "coming", "upcoming") else context.reference(span)
    if base is None or (at := base.first) is None:
        return Answer("DATE", value=unknown)
    begun = [p for p in _returns(grain, base, sub) if (f := p.first) and f <= at]
    ahead = [p for p in _returns(grain, base, sub) if (f := p.first) and f > at]
    past = word in ("last", "past", "previous", "preceding")
    if "past" in which or "coming" in which or word in ("previous", "preceding", "following", "upcoming"):
        found = (begun[-1:] if past else ahead[:1]) or None
        return dated(found[0] if found else None, unknown, basis)
    if past:
        return _last(begun, at, unknown, basis)
    if ahead and ahead[0].year == at.year and len(_returns(grain, base, sub)) == 3:
        later = on_calendar(grain, at.year + 1, sub)
        soon = (ahead[0].first or at) - at < timedelta(days=31 * 4)
        readings = [p for p in ((later, ahead[0]) if soon and grain == "season" else (ahead[0], later)) if p]
        return dated(readings[0], unknown, basis, *readings[1:])
    return dated(ahead[0] if ahead else None, unknown, basis)


def _last(begun: list[Period], at: date, unknown: str, basis: Basis) -> Answer:
    """ "last August" said in October: a month of this year just past would be "in August" or "this August"."""
    over = [p for p in begun if (end := p.bounds[1]) and end <= at.isoformat()] or begun
    if not over:
        return Answer("DATE", value=unknown)
    latest = over[-1]
    before = replace(latest, year=latest.year - 1)
    if latest.year < at.year:
        return dated(latest, unknown, basis)
    ended = date.fromisoformat(latest.bounds[1] or at.isoformat())
    long_past = (at - ended).days > 30 * _EARLIER_YEAR_FIRST
    first, second = (latest, before) if long_past else (before, latest)
    return dated(first, unknown, basis, second)
