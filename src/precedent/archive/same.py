"""Whether an imported row and another event are one: a rule of four parts, all of which have to hold.

A row has no words to compare, so this is no score as merging has it. The types are of one family; the days are at most one
apart, and neither is vaguer than a week; the places are the same, near each other, or one lies in the other, and neither
is larger than a province; and where both name countries of participants, they share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from precedent.entries import EventRow
from precedent.merge.match import AREA_KM
from precedent.merge.mention import FAMILIES
from precedent.merge.places import NEAR_KM, PlaceIndex, relation, spot
from precedent.merge.windows import bounds
from precedent.query import Period, PlaceWanted, Query

_VAGUE_DAYS = 7
_APART_DAYS = 1
_FAMILY = {type_: sorted(types) for types in FAMILIES.values() for type_ in types}


def same(a: EventRow, b: EventRow, index: PlaceIndex) -> bool:
    """Whether the two tell of one event. Symmetric."""
    return bool(_types(a) & _types(b)) and _days(a, b) and _places(a, b, index) and _countries(a, b)


def _types(row: EventRow) -> set[str]:
    """The types of the row, and those that one occurrence is often told under."""
    own = [f"{row.codebook}:{row.type}", *(f"{a.codebook}:{a.type}" for a in row.also)]
    return {t for type_ in own for t in _FAMILY.get(type_, [type_])}


def _days(a: EventRow, b: EventRow) -> bool:
    p, q = bounds(a.from_, a.until), bounds(b.from_, b.until)
    if p is None or q is None or max(p[1] - p[0], q[1] - q[0]) > _VAGUE_DAYS:
        return False
    return max(p[0], q[0]) - min(p[1], q[1]) <= _APART_DAYS


def _places(a: EventRow, b: EventRow, index: PlaceIndex) -> bool:
    if a.place is None or b.place is None:
        return False
    if max(a.place.radius_km or 0.0, b.place.radius_km or 0.0) > AREA_KM:
        return False
    return relation(spot(a.place), spot(b.place), index) in ("same", "within", "near")


def _countries(a: EventRow, b: EventRow) -> bool:
    p, q = ({x.country for x in row.actors if x.country} for row in (a, b))
    return not p or not q or bool(p & q)


def around(row: EventRow) -> Query | None:
    """A query that wants every row which may be the same event; None where its day or place is too vague to say."""
    lies = bounds(row.from_, row.until)
    if lies is None or row.place is None or row.place.place is None or lies[1] - lies[0] > _VAGUE_DAYS:
        return None
    if (row.place.radius_km or 0.0) > AREA_KM:
        return None
    from datetime import date

    first, end = (date.fromordinal(d).isoformat() for d in (lies[0] - _APART_DAYS, lies[1] + 1 + _APART_DAYS))
    return Query(
        type=tuple(sorted({t.partition(":")[2] for t in _types(row)})),
        places=(PlaceWanted(place=row.place.place, within_km=NEAR_KM + (row.place.radius_km or 0.0)),),
        time=Period(from_=first, until=end),
        count_by="events",
    )


def untold(rows: Iterable[EventRow], known: Iterable[EventRow], index: PlaceIndex) -> Iterator[EventRow]:
    """Those of *rows* that tell of none of the events *known*, nor of one another's: of several the first."""
    by_day: dict[int, list[EventRow]] = {}

    def keep(row: EventRow) -> None:
        lies = bounds(row.from_, row.until)
        if lies is not None and lies[1] - lies[0] <= _VAGUE_DAYS:
            for day in range(lies[0], lies[1] + 1):
                by_day.setdefault(day, []).append(row)

    for row in known:
        keep(row)
    for row in rows:
        lies = bounds(row.from_, row.until)
        near = (
            []
            if lies is None
            else [x for day in range(lies[0] - _APART_DAYS, lies[1] + 1 + _APART_DAYS) for x in by_day.get(day, ())]
        )
        # Two rows of one data set are two events: whoever coded it told them apart.
        if not any(x.dataset != row.dataset and same(row, x, index) for x in near):
            keep(row)
            yield row
