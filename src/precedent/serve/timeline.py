"""The days of a selection as a timeline: bins of a unit that suits the whole, and spans for what is not known to fit in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from precedent.base import Record
from precedent.ledger.explore import Spread

Unit = Literal["day", "week", "month", "quarter", "year", "decade"]
MOST = 150  # bins: as many as are still told apart on a screen
_DAYS: dict[Unit, float] = {"day": 1, "week": 7, "month": 30.4, "quarter": 91.3, "year": 365.2, "decade": 3652}
SPANS = 60  # lines that are drawn: those of most events
LANES = 12
OUTLIERS = 0.01  # of the events at the early end: one report that tells of antiquity must not press all others together


class Bin(Record, frozen=True, kw_only=True):
    """Events of one step of the scale: known to the day, or only to lie in it. Half-open ISO dates."""

    from_: str
    until: str
    how: Literal["to the day", "less surely"]
    events: int


class Span(Record, frozen=True, kw_only=True):
    """Events of which it is only known that they lie between two days (ISO dates, half-open), and where their line is drawn."""

    from_: str
    until: str
    events: int
    lane: int


class Timeline(Record, frozen=True, kw_only=True):
    """``from`` and ``until`` bound what is drawn; ``before`` counts what lies before it, ``unshown`` the spans without a line."""

    unit: Unit
    from_: str | None
    until: str | None
    bins: tuple[Bin, ...]
    spans: tuple[Span, ...]
    before: int
    unshown: int


def timeline(days: Sequence[Spread]) -> Timeline:
    """The timeline of events by their first and last days."""
    if not days:
        return Timeline(unit="year", from_=None, until=None, bins=(), spans=(), before=0, unshown=0)
    start = _start(days)
    shown = [d for d in days if d.last >= start]
    end = max(d.last if d.last - d.first < 366 else d.first for d in shown) + 1
    coarsest: Unit = "decade"
    unit = next((unit for unit, length in _DAYS.items() if (end - start) / length <= MOST), coarsest)
    bins: Counter[tuple[int, bool]] = Counter()
    spans = []
    for spread in shown:
        step = _step(spread.first, unit)
        if spread.first >= start and step == _step(spread.last, unit):
            bins[step, spread.first == spread.last] += spread.events
        else:
            spans.append(spread)
    drawn = sorted(sorted(spans, key=lambda d: (-d.events, d))[:SPANS], key=lambda d: (d.first, -d.last))
    laid = _laid(drawn)
    return Timeline(
        unit=unit,
        from_=_iso(_step(start, unit)),
        until=_iso(max(_after(_step(end - 1, unit), unit), end)),
        bins=tuple(
            Bin(from_=_iso(step), until=_iso(_after(step, unit)), how="to the day" if sure else "less surely", events=events)
            for (step, sure), events in sorted(bins.items(), key=lambda item: (item[0][0], not item[0][1]))
        ),
        spans=tuple(
            Span(from_=_iso(max(d.first, _step(start, unit))), until=_iso(min(d.last + 1, end)), events=d.events, lane=lane)
            for d, lane in laid
        ),
        before=sum(d.events for d in days if d.last < start),
        unshown=sum(d.events for d in spans) - sum(d.events for d, _ in laid),
    )


def years(days: Iterable[Spread]) -> list[tuple[int, int]]:
    """Events by each year in which they surely lie, latest first."""
    counted: Counter[int] = Counter()
    for spread in days:
        year = date.fromordinal(spread.first).year
        if year == date.fromordinal(spread.last).year:
            counted[year] += spread.events
    return sorted(counted.items(), reverse=True)


def _start(days: Sequence[Spread]) -> int:
    """The first day that is drawn: that of all events, unless a few lie far before the others."""
    ordered = sorted(days)
    few, seen = OUTLIERS * sum(d.events for d in days), 0
    for spread in ordered:
        seen += spread.events
        if seen > few:
            early, usual = ordered[0].first, spread.first
            return early if ordered[-1].first - early <= 2 * (ordered[-1].first - usual) else usual
    return ordered[0].first


def _laid(spans: Sequence[Spread]) -> list[tuple[Spread, int]]:
    """Lines on lanes such that none overlap; what finds no lane is left out."""
    free = [0] * LANES
    laid = []
    for spread in spans:
        lane = next((n for n, until in enumerate(free) if until <= spread.first), None)
        if lane is not None:
            free[lane] = spread.last + 1
            laid.append((spread, lane))
    return laid


def _step(day: int, unit: Unit) -> int:
    """The first day of the step that *day* lies in."""
    d = date.fromordinal(day)
    if unit == "day":
        return day
    if unit == "week":
        return day - d.weekday()
    if unit == "month":
        return d.replace(day=1).toordinal()
    if unit == "quarter":
        return date(d.year, (d.month - 1) // 3 * 3 + 1, 1).toordinal()
    return date(max(1, d.year // 10 * 10) if unit == "decade" else d.year, 1, 1).toordinal()


def _after(step: int, unit: Unit) -> int:
    """The first day of the step after the one that begins on *step*."""
    length = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}[unit]
    last = date.max.toordinal()
    return step + length if unit in ("day", "week") else min(last, _step(min(last, step + length), unit))


def _iso(day: int) -> str:
    return date.fromordinal(min(day, date.max.toordinal())).isoformat()
