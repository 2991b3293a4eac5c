"""Events on a line of time, laid out here and drawn by one template as SVG: no script, no style of its own.

Two things are drawn in the same way: the events of an answer, each a dot or a bar in the lane of its group; and how many
events of a selection lie in each step of a scale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from precedent.answers import Gap
from precedent.base import Record
from precedent.entries import EventRow
from precedent.serve.timeline import Timeline
from precedent.wording import date_words

_WIDE, _NARROW = 720.0, 520.0  # units of the drawing of events, and of that of counts, which stands beside a map
_MARGIN, _LANE, _TOP, _FOOT = 12.0, 22.0, 14.0, 18.0  # the foot holds the ticks' words
_BARS, _LINE = 110.0, 8.0  # how high the bars are, and a lane of lines
_WORDS = 52.0  # what a tick's words take
_MOST = 200  # events that are drawn one by one
_TICKS = 9


class Tick(Record, frozen=True, kw_only=True):
    """A line at a day (*at* is x), or at a number of events (*at* is y)."""

    at: float
    words: str


class Shape(Record, frozen=True, kw_only=True):
    """A dot where *width* is 0, else a bar; ``group`` is how it is coloured, ``address`` where a click leads."""

    group: str
    x: float
    width: float
    y: float
    height: float = 0.0
    words: str
    address: str | None = None


class Drawing(Record, frozen=True, kw_only=True):
    """*since* and *until* (ISO days) are the ends of the line, drawn from *left* to *right*; *note* says what is not drawn."""

    width: float
    height: float
    ground: float
    since: str
    until: str
    left: float
    right: float
    ticks: tuple[Tick, ...]
    levels: tuple[Tick, ...] = ()
    behind: tuple[Shape, ...] = ()  # months without a report; the period that is chosen
    shapes: tuple[Shape, ...]
    note: str = ""

    @property
    def groups(self) -> tuple[str, ...]:
        """What is told apart by colour, in the order in which it is drawn."""
        return tuple(dict.fromkeys(shape.group for shape in (*self.shapes, *self.behind)))


class _Axis:
    """Days from *first* to *last* along the drawing."""

    def __init__(self, first: date, last: date, left: float, right: float) -> None:
        self.first, self.last, self.left, self.right = min(first, _moved(last, -timedelta(days=1))), last, left, right
        self._scale = (right - left) / (self.last - self.first).days

    def at(self, day: date) -> float:
        return round(self.left + (min(max(day, self.first), self.last) - self.first).days * self._scale, 1)

    def stretch(self, first: date, end: date, **shape: object) -> Shape:
        """A bar from *first* until *end*, wide enough to be seen."""
        return Shape(x=self.at(first), width=round(max(self.at(end) - self.at(first), 1), 1), **shape)  # type: ignore[arg-type]

    def ticks(self) -> tuple[Tick, ...]:
        """Lines at the turns of days, months or years, as many as there is room for."""
        days = (self.last - self.first).days
        if days <= 60:
            step = next(n for n in (1, 2, 7, 14) if days / n <= _TICKS or n == 14)
            found = [self.first + timedelta(days=n) for n in range(1, days) if n % step == 0]
            return self._placed(found, lambda d: f"{d.day} {d:%b}")
        if days <= 550:
            months = [date(y, m, 1) for y in range(self.first.year, self.last.year + 1) for m in range(1, 13)]
            inside = [m for m in months if self.first < m < self.last]
            return self._placed(inside[:: -(-len(inside) // 8) or 1], lambda d: f"{d:%b} {d.year}")
        whole = self.last.year - self.first.year
        step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500) if whole / n <= _TICKS or n == 500)
        years = [y for y in range(self.first.year + 1, self.last.year + 1) if y % step == 0]
        return self._placed([date(y, 1, 1) for y in years], lambda d: str(d.year))

    def _placed(self, days: Iterable[date], words: Callable[[date], str]) -> tuple[Tick, ...]:
        return tuple(Tick(at=self.at(d), words=words(d)) for d in days if self.at(d) < self.right + _MARGIN - _WORDS)


def of_events(
    groups: Sequence[tuple[str, Iterable[EventRow]]], gaps: Sequence[Gap] = (), until: str | None = None
) -> Drawing | None:
    """Events, a lane for each group, earliest first; None where none has a date. *gaps* are drawn behind, up to *until*."""
    told = [(group, row) for group, rows in groups for row in rows]
    dated = [(group, row, *days) for group, row in told if (days := _days(row))][:_MOST]
    if not dated:
        return None
    first, last = min(d[2] for d in dated), max(d[3] for d in dated)
    if until:
        last = max(last, date.fromisoformat(until[:10]))
    margin = timedelta(days=max((last - first).days // 30, 10))
    axis = _Axis(_moved(first, -margin), _moved(last, margin), _MARGIN, _WIDE - _MARGIN)
    lanes = list(dict.fromkeys(d[0] for d in dated))
    ground = _TOP + len(lanes) * _LANE
    empty = [(max(_day(g.from_), axis.first), min(_day(g.until), axis.last)) for g in gaps]
    left_out = len(told) - len(dated)
    return Drawing(
        width=_WIDE,
        height=ground + _FOOT,
        ground=ground,
        since=axis.first.isoformat(),
        until=axis.last.isoformat(),
        left=axis.left,
        right=axis.right,
        ticks=axis.ticks(),
        behind=tuple(
            axis.stretch(a, b, group="no report held", y=0.0, height=ground, words=f"no report from {a} to {b}")
            for a, b in empty
            if a < b
        ),
        shapes=tuple(_of_event(axis, group, row, from_, to, _TOP + lanes.index(group) * _LANE) for group, row, from_, to in dated),
        note=f"{left_out} without a date are not drawn" if left_out else "",
    )


def _of_event(axis: _Axis, group: str, row: EventRow, first: date, end: date, y: float) -> Shape:
    """A dot, or a bar where the event may lie anywhere in a stretch that is wide enough to be seen."""
    words = f"{date_words(row.from_, row.until)}: {row.what.text}"
    width = round(axis.at(end) - axis.at(first), 1) if (end - first).days > 1 else 0.0
    seen = width > 9
    return Shape(group=group, x=axis.at(first), width=width if seen else 0.0, y=y - 3.5 if seen else y, height=7.0, words=words)


def of_counts(
    counted: Timeline, chosen: tuple[str | None, str | None], address: Callable[[str, str], str | None]
) -> Drawing | None:
    """How many events lie in each step: bars, and lines for what is only known to lie between two days; None where none does.

    *chosen* is the period that is chosen, *address* gives that at which another is (since, until).
    """
    if counted.from_ is None or counted.until is None:
        return None
    axis = _Axis(date.fromisoformat(counted.from_), date.fromisoformat(counted.until), 40.0, _NARROW - _MARGIN)
    most = max((sum(b.events for b in bins) for _, bins in groupby(counted.bins, lambda b: b.from_)), default=0)
    levels, unit = _levels(most)
    shapes: list[Shape] = []
    for (from_, until), bins in groupby(counted.bins, lambda b: (b.from_, b.until)):
        first, end, foot = date.fromisoformat(from_), date.fromisoformat(until), _TOP + _BARS
        for bin_ in bins:
            height = round(bin_.events * unit, 1)
            foot = round(foot - height, 1)
            words = f"{date_words(from_, until)}: {bin_.events:,}, {bin_.how}"
            bar = axis.stretch(first, end, group=bin_.how, y=foot, height=height, words=words, address=address(from_, until))
            shapes.append(bar)
    ground = _TOP + _BARS
    lanes = 1 + max((s.lane for s in counted.spans), default=-1)
    for span in counted.spans:
        y = ground + _FOOT + span.lane * _LINE
        words = f"{date_words(span.from_, span.until)}: {span.events:,}, somewhere between"
        first, end = date.fromisoformat(span.from_), date.fromisoformat(span.until)
        where = address(span.from_, span.until)
        shapes.append(axis.stretch(first, end, group="somewhere between", y=y, height=3.0, words=words, address=where))
    since, until_ = (date.fromisoformat(d) if d else None for d in chosen)
    period = axis.stretch(since or axis.first, until_ or axis.last, group="chosen", y=0.0, height=ground, words="the period chosen")
    unshown = [f"{counted.before:,} lie before {date_words(counted.from_)}"] if counted.before else []
    unshown += [f"{counted.unshown:,} are only known to lie between days far apart, and have no line"] if counted.unshown else []
    return Drawing(
        width=_NARROW,
        height=ground + _FOOT + lanes * _LINE,
        ground=ground,
        since=counted.from_,
        until=counted.until,
        left=axis.left,
        right=axis.right,
        ticks=axis.ticks(),
        levels=levels,
        behind=(period,) if since or until_ else (),
        shapes=tuple(shapes),
        note="; ".join(unshown),
    )


def _levels(most: int) -> tuple[tuple[Tick, ...], float]:
    """Two or three round numbers of events up to *most*, where they stand, and how high one event is."""
    unit = _BARS / max(most, 1)
    power = 10 ** (len(str(max(most, 1))) - 1)
    step = next((s for s in (power // 2, power, 2 * power, 5 * power) if s and most / s <= 3), power)
    return tuple(Tick(at=round(_TOP + _BARS - n * unit, 1), words=f"{n:,}") for n in range(step, most + 1, step)), unit


def _days(row: EventRow) -> tuple[date, date] | None:
    if row.from_ is None:
        return None
    first = date.fromisoformat(row.from_[:10])
    last = date.fromisoformat(row.until[:10]) if row.until else first
    return first, max(first, last)


def _day(said: str) -> date:
    """The day; the last there is for one beyond it, as the end of the year 9999 has."""
    return date.fromisoformat(said) if len(said) == 10 else date.max


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day
