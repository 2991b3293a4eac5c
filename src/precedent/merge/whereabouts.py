"""Where an event happened, over all its mentions: the finest place that the others contain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from precedent.entries import CitedPlace, CitedRolePlace
from precedent.merge.places import PlaceIndex, relation, spot
from precedent.merge.values import Saying, Told, Value, group
from precedent.records import Place, RolePlace

_ROLES = ("location", "destination", "origin", "via")
_MEETING = ("same", "within", "near")


def places(told: Sequence[Told], index: PlaceIndex) -> tuple[CitedPlace | None, tuple[CitedRolePlace, ...]]:
    """The place of an entry, and its places by role, the best first in each."""
    sayings = [Saying(t, p, p) for t in told for p in _role_places(t)]
    rows: list[CitedRolePlace] = []
    for role in _ROLES:
        values = group([s for s in sayings if s.value.role == role], _identity)
        ranked = sorted(range(len(values)), key=lambda i: (*_rank(values[i], values, index), i))
        rows += [_row(values[i]) for i in ranked]
    first = next((r for role in ("location", "destination") for r in rows if r.role == role), None)
    if first is None:
        bare = group([Saying(t, p, p) for t in told if (p := t.mention.event.place) is not None], _identity)
        best = min(range(len(bare)), key=lambda i: (*_rank(bare[i], bare, index), i), default=None)
        return (_place(bare[best].best, bare[best]) if best is not None else None), tuple(rows)
    told_there = next(v for v in group([s for s in sayings if s.value.role == first.role], _identity) if _row(v) == first)
    return _place(told_there.best, told_there), tuple(rows)


def _role_places(told: Told) -> tuple[RolePlace, ...]:
    return told.mention.event.places


def _identity(place: Place) -> str:
    return place.place or f"name {place.name.casefold()}"


def _rank(
    value: Value[RolePlace] | Value[Place], values: Sequence[Value[RolePlace]] | Sequence[Value[Place]], index: PlaceIndex
) -> tuple[bool, int, float]:
    """Known places first; then by the sources that name it or a wider place around it; then the finest."""
    here = value.best
    backing = set(value.sources)
    for other in values:
        if (other.best.radius_km or 0.0) >= (here.radius_km or 0.0) and relation(spot(here), spot(other.best), index) in _MEETING:
            backing |= other.sources
    return here.place is None, -len(backing), here.radius_km or 0.0


def _row(value: Value[RolePlace]) -> CitedRolePlace:
    return CitedRolePlace(role=value.best.role, citations=value.citations, **_said(value.best))


def _place(p: Place, value: Value[RolePlace] | Value[Place]) -> CitedPlace:
    return CitedPlace(citations=value.citations, **_said(p))


def _said(p: Place) -> dict[str, Any]:
    """What a row tells of a place, but for its citations."""
    return {name: getattr(p, name) for name in CitedPlace.__struct_fields__ if name != "citations"}
