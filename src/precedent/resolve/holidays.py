"""On which day of a year a feast or named day falls."""

from __future__ import annotations

from datetime import date, timedelta

from precedent.knowledge.calendar import Holiday
from precedent.resolve.calendar_periods import easter, nth_weekday


def day_of(feast: Holiday, year: int) -> date | None:
    """The day of *feast* in *year*; None where it follows a calendar that is not worked out here (Ramadan, Diwali)."""
    try:
        if feast.day:
            month, day = feast.day.split("-")
            return date(year, int(month), int(day))
        if feast.nth:
            found = nth_weekday(*feast.nth, year)
            return found + timedelta(days=feast.plus) if found else None
        if feast.easter is not None:
            return easter(year) + timedelta(days=feast.easter)
    except (ValueError, OverflowError):
        pass
    return None
