"""Stretches of the calendar: their TIMEX3 values, their bounds, and the next and last ones of their kind.

Years before our era are negative (``-493`` is 493 BC) and have values, but no bounds: ``datetime`` begins with the year 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import cast

from precedent.records import Grain

SEASONS = ("SP", "SU", "FA", "WI")  # of the northern year: spring begins in March, winter in December
_PART_HOURS = {"MO": (6, 12), "MI": (12, 14), "AF": (12, 18), "EV": (18, 24), "NI": (18, 30), "DT": (6, 18)}
_STEP = {"century": 100, "decade": 10, "year": 1}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar of one grain.

    ``sub`` counts within the year: the month, quarter, half or season (1 is spring), or the ISO week (then ``year`` is the
    ISO year). ``part`` is TIMEX3's part of the day; ``time`` HH:MM or HH:MM:SS, with ``zone`` in minutes east of Greenwich.
    """

    grain: Grain
    year: int
    sub: int = 0
    day: int = 0
    part: str | None = None
    time: str | None = None
    zone: int | None = None

    @property
    def first(self) -> date | None:
        """Its first day; None outside the years that ``datetime`` knows."""
        try:
            return self._first()
        except (ValueError, OverflowError):
            return None

    def _first(self) -> date:
        match self.grain:
            case "century" | "decade" | "year":
                return date(self.year, 1, 1)
            case "half":
                return date(self.year, 6 * self.sub - 5, 1)
            case "quarter":
                return date(self.year, 3 * self.sub - 2, 1)
            case "season":
                return date(self.year, 3 * self.sub, 1)
            case "month":
                return date(self.year, self.sub, 1)
            case "week":
                return date.fromisocalendar(self.year, self.sub, 1)
            case "weekend":
                return date.fromisocalendar(self.year, self.sub, 6)
            case _:
                return date(self.year, self.sub, self.day)

    def day_only(self) -> Period:
        """The day of a time of day."""
        return Period("day", self.year, self.sub, self.day)

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        year = f"BC{-self.year:04d}" if self.year < 0 else f"{self.year:04d}"
        match self.grain:
            case "century":
                return year[:-2]
            case "decade":
                return year[:-1]
            case "year":
                return year
            case "half":
                return f"{year}-H{self.sub}"
            case "quarter":
                return f"{year}-Q{self.sub}"
            case "season":
                return f"{year}-{SEASONS[self.sub - 1]}"
            case "month":
                return f"{year}-{self.sub:02d}"
            case "week":
                return f"{year}-W{self.sub:02d}"
            case "weekend":
                return f"{year}-W{self.sub:02d}-WE"
        day = f"{year}-{self.sub:02d}-{self.day:02d}"
        if self.time is not None:
            return f"{day}T{self.time}{'Z' if self.zone == 0 else ''}"
        return f"{day}T{self.part}" if self.part else day

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        """Half-open ISO bounds: dates, or datetimes (with an offset where a zone was said) for less than a day."""
        first = self.first
        if first is None:
            return None, None
        try:
            if self.time is not None or self.part is not None:
                return self._clock_bounds(first)
            if self.grain == "weekend":
                return first.isoformat(), (first + timedelta(days=2)).isoformat()
            after = shift(self, 1).first
        except (ValueError, OverflowError):
            return first.isoformat(), None
        return first.isoformat(), after.isoformat() if after else None

    def _clock_bounds(self, first: date) -> tuple[str, str]:
        zone = None if self.zone is None else timezone(timedelta(minutes=self.zone))
        midnight = datetime(first.year, first.month, first.day, tzinfo=zone)
        if self.time is None:
            start, end = _PART_HOURS[cast(str, self.part)]
            return (midnight + timedelta(hours=start)).isoformat(), (midnight + timedelta(hours=end)).isoformat()
        hour, minute, second = (int(x) for x in (self.time.replace(".", ":") + ":00").split(":")[:3])
        start_at = midnight + timedelta(hours=hour, minutes=minute, seconds=second)
        return start_at.isoformat(), (
            start_at + (timedelta(seconds=1) if self.grain == "second" else timedelta(minutes=1))
        ).isoformat()


def of_day(day: date) -> Period:
    return Period("day", day.year, day.month, day.day)


def containing(period: Period, grain: Grain) -> Period | None:
    """The period of *grain* in which *period* begins; None where it cannot be told."""
    if grain == "year":
        return Period("year", period.year)
    if grain in ("decade", "century"):
        rounded = abs(period.year) // _STEP[grain] * _STEP[grain]
        return Period(grain, -rounded if period.year < 0 else rounded)
    if period.year < 0:
        return Period("month", period.year, period.sub) if grain == "month" and period.grain in ("month", "day") else None
    first = period.first
    if first is None:
        return None
    match grain:
        case "half":
            return Period("half", first.year, 1 + (first.month > 6))
        case "quarter":
            return Period("quarter", first.year, (first.month + 2) // 3)
        case "season":
            return Period("season", first.year - (first.month < 3), first.month // 3 or 4)
        case "month":
            return Period("month", first.year, first.month)
        case "week" | "weekend":
            iso = first.isocalendar()
            return Period(grain, iso.year, iso.week)
        case _:
            return of_day(first)


def shift(period: Period, count: int) -> Period:
    """The *count*-th period of the same grain after *period* (before it, if negative). Raises ``ValueError`` off the calendar."""
    match period.grain:
        case "century" | "decade" | "year":
            year = period.year + count * _STEP[period.grain]
            crossed = (period.year < 0) != (year < 0) or year == 0
            return replace(period, year=year + (1 if period.year < 0 else -1) if crossed else year)
        case "half":
            return _within_year(period, count, 2)
        case "quarter" | "season":
            return _within_year(period, count, 4)
        case "month":
            return _within_year(period, count, 12)
    try:
        first = period._first()
        moved = first + timedelta(days=count * (7 if period.grain in ("week", "weekend") else 1))
    except OverflowError as error:
        raise ValueError("off the calendar") from error
    if period.grain in ("week", "weekend"):
        iso = moved.isocalendar()
        return Period(period.grain, iso.year, iso.week)
    return replace(period, year=moved.year, sub=moved.month, day=moved.day)


def _within_year(period: Period, count: int, parts: int) -> Period:
    years, part = divmod(period.sub - 1 + count, parts)
    return replace(period, year=period.year + years, sub=part + 1)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(nth: int, weekday: int, month: int, year: int) -> date | None:
    """The *nth* (-1: last) *weekday* (1 is Monday) of a month; None where the month has none."""
    if nth < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        last = after - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return found if found.month == month else None
