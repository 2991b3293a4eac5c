"""Times as merging compares them: runs of whole days, and how surely the words say them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from precedent.records import Event, Time

# An event told as news without a time is taken to have happened in the days up to its publication; a plan without one,
# in the weeks after it. Both are only presumed: they bring pairs together, and keep only distant ones apart.
NEWS_DAYS = 3
PLAN_DAYS = 30

# Times of a part of a day may be told by the clock of either side of midnight, and of either side of the world.
_WITHIN_A_DAY = ("second", "minute", "hour", "part")


class Window(NamedTuple):
    """Days ``first`` to ``last``, both included, as proleptic ordinals. ``rank`` 0 is the likeliest reading."""

    first: int
    last: int
    presumed: bool = False
    loose: bool = False
    rank: int = 0

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @property
    def fine(self) -> bool:
        """Said to the day, give or take one."""
        return self.days <= 2

    def gap(self, other: Window) -> int:
        """Days between the two; 0 where they share one, 1 where they are neighbours."""
        return max(0, max(self.first, other.first) - min(self.last, other.last))


def day(value: str | None) -> int | None:
    """The ordinal of an ISO date or datetime's day, None where there is none."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10]).toordinal()
    except ValueError:
        return None


def bounds(from_: str | None, until: str | None) -> tuple[int, int] | None:
    """First and last day of half-open ISO bounds."""
    first, end = day(from_), day(until)
    if first is None:
        return None
    if end is None or until is None:
        return first, first
    clock = until[11:19].strip("0:") if len(until) > 10 else ""
    return first, max(first, end if clock else end - 1)


def _said(time: Time) -> tuple[Window, ...]:
    pairs = [(time.from_, time.until)] + [(r.from_, r.until) for r in time.readings]
    found: list[Window] = []
    for from_, until in pairs:
        lies = bounds(from_, until)
        if lies is not None and all((w.first, w.last) != lies for w in found):
            found.append(Window(*lies, loose=time.grain in _WITHIN_A_DAY, rank=len(found)))
    return tuple(found)


def windows(event: Event, published: str | None) -> tuple[Window, ...]:
    """When *event* happened, likeliest reading first; empty where nothing is known."""
    for time in (event.time, *event.times):
        if time is not None and (said := _said(time)):
            return said
    day_out = day(published)
    if day_out is None or event.standing == "background" or event.genericity != "specific":
        return ()
    if event.modality == "planned" or event.tense == "future":
        return (Window(day_out, day_out + PLAN_DAYS, presumed=True),)
    return (Window(day_out - NEWS_DAYS, day_out, presumed=True),)
