"""Events on a line of time, laid out here and drawn by a template as SVG: no script, no style of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from precedent.answers import Gap
from precedent.base import Record
from precedent.entries import EventRow
from precedent.wording import date_words

WIDTH, _LEFT, _LANE, _TOP = 720.0, 12.0, 22.0, 14.0  # units of the drawing
_WORDS = 52.0  # what a tick's words take
_MOST = 200  # events that are drawn
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)  # years between the lines


class Dot(Record, frozen=True, kw_only=True):
    """An event: a dot where its day is known, a bar where it may lie anywhere between two days."""

    event: str
    group: str
    x: float
    width: float
    y: float
    words: str


class Tick(Record, frozen=True, kw_only=True):
    x: float
    words: str


class Stretch(Record, frozen=True, kw_only=True):
    """Months of which the ledger holds no report."""

    x: float
    width: float
    words: str


class Chronology(Record, frozen=True, kw_only=True):
    """``left_out`` counts events without a date, and those beyond what can be drawn."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    gaps: tuple[Stretch, ...]
    left_out: int


def draw(groups: Sequence[tuple[str, Iterable[EventRow]]], gaps: Sequence[Gap] = (), until: str | None = None) -> Chronology | None:
    """Lay out events, a lane for each group, earliest first; None where no event has a date."""
    told = [(group, row) for group, rows in groups for row in rows]
    dated = [(group, row, *days) for group, row in told if (days := _days(row))][:_MOST]
    if not dated:
        return None
    first, last = min(d[2] for d in dated), max(d[3] for d in dated)
    if until:
        last = max(last, date.fromisoformat(until[:10]))
    margin = timedelta(days=max((last - first).days // 30, 10))
    first, last = _moved(first, -margin), _moved(last, margin)
    scale = (WIDTH - 2 * _LEFT) / max((last - first).days, 1)

    def at(day: date) -> float:
        return round(_LEFT + (day - first).days * scale, 1)

    lanes = list(dict.fromkeys(d[0] for d in dated))
    dots = tuple(
        Dot(
            event=row.id,
            group=group,
            x=at(from_),
            width=round(max((to - from_).days - 1, 0) * scale, 1),
            y=_TOP + lanes.index(group) * _LANE,
            words=f"{date_words(row.from_, row.until)}: {row.what.text}",
        )
        for group, row, from_, to in dated
    )
    height = _TOP + len(lanes) * _LANE + 18
    seen = [(max(_day(g.from_), first), min(_day(g.until), last)) for g in gaps]
    empty = tuple(
        Stretch(x=at(a), width=round((b - a).days * scale, 1), words=f"no report from {a.isoformat()} to {b.isoformat()}")
        for a, b in seen
        if a < b
    )
    return Chronology(
        width=WIDTH, height=height, dots=dots, ticks=_ticks(first, last, at), gaps=empty, left_out=len(told) - len(dated)
    )


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


def _ticks(first: date, last: date, at: object) -> tuple[Tick, ...]:
    """Lines at the turns of years, or of months where there is at most a year and a half."""
    assert callable(at)
    if (last - first).days <= 550:
        months = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
        inside = [m for m in months if first < m < last and at(m) < WIDTH - _WORDS]
        step = -(-len(inside) // 8) or 1
        return tuple(Tick(x=at(m), words=f"{m:%b} {m.year}") for m in inside[::step])
    step = next(s for s in _STEPS if s == _STEPS[-1] or (last.year - first.year) / s <= 9)
    years = [y for y in range(first.year + 1, last.year + 1) if y % step == 0]
    return tuple(Tick(x=at(date(y, 1, 1)), words=str(y)) for y in years if at(date(y, 1, 1)) < WIDTH - _WORDS)
