"""How two places lie to each other, by the gazetteer where it knows them and by their extents where it does not."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

from precedent.entries import CitedPlace, CitedRolePlace
from precedent.knowledge.sphere import great_circle_km
from precedent.records import CARRIED, Event, Place

FINE_KM = 30.0  # a town with its surroundings: two that are finer than this and apart are different places
NEAR_KM = 25.0  # reports of one event name it by villages and towns about this far from each other
MARGIN_KM = 100.0  # extents are circles, real borders are not: only beyond this is a place surely outside

Relation = Literal["same", "within", "near", "unsure", "apart"]

# Lines, zones and waters lie in or between several countries: their country says nothing against another.
_SHARED = frozenset(
    {
        *("border", "zone", "disputed", "crossing", "region", "continent", "mountain", "mountains", "desert"),
        *("river", "lake", "canal", "strait", "sea", "gulf", "bay", "ocean"),
    }
)


class Located(Protocol):
    """An entry of a gazetteer: degrees WGS 84 and kilometres."""

    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...
    @property
    def radius_km(self) -> float | None: ...


class PlaceIndex(Protocol):
    """What merging and queries ask of a gazetteer. What it says of two places never changes."""

    def __hash__(self) -> int: ...

    def contains(self, outer: str, inner: str) -> bool:
        """Whether *inner* lies in *outer* (a town in its country); false where either is unknown."""
        ...

    def get(self, place: str) -> Located | None:
        """The entry of an id."""
        ...


class NoIndex:
    """Where there is no gazetteer: nothing is known to contain anything."""

    def contains(self, outer: str, inner: str) -> bool:
        return False

    def get(self, place: str) -> Located | None:
        return None


def kilometres(a: Located, b: Located) -> float | None:
    """Great-circle distance; None where either has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return great_circle_km(a.lat, a.lon, b.lat, b.lon)


class Spot(NamedTuple):
    """A place as it is compared; ``loose`` where the telling took it over from another, so that it keeps nothing apart."""

    place: str | None
    name: str
    kind: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    loose: bool = False


def spot(p: Place | CitedPlace | CitedRolePlace) -> Spot:
    loose = isinstance(p, Place) and p.how == CARRIED
    return Spot(p.place, p.name.casefold(), p.kind, p.country, p.lat, p.lon, p.radius_km, loose)


@lru_cache(maxsize=1 << 17)
def relation(a: Spot, b: Spot, index: PlaceIndex) -> Relation:
    """How *a* lies to *b*, the same whichever comes first; "apart" only where both are surely known and do not meet."""
    if a.place is not None and a.place == b.place:
        return "same"
    if a.place is None or b.place is None:
        return "same" if a.name == b.name else "unsure"
    if index.contains(a.place, b.place) or index.contains(b.place, a.place):
        return "within"
    if a.country and b.country and a.country != b.country and not {a.kind, b.kind} & _SHARED:
        return "apart"
    distance = kilometres(a, b)
    if distance is None:
        return "unsure"
    reach = (a.radius_km or 0.0, b.radius_km or 0.0)
    if max(reach) <= FINE_KM:
        return "near" if distance <= NEAR_KM else "apart" if distance > NEAR_KM + sum(reach) else "unsure"
    if a.kind == "country" == b.kind:
        return "apart"
    if distance <= max(reach):
        return "near"
    return "apart" if distance > sum(reach) + MARGIN_KM else "unsure"


def where(event: Event) -> tuple[Spot, ...]:
    """The places an event happened at: its locations, else where it led, else the one place it has."""
    for role in ("location", "destination"):
        found = tuple(spot(p) for p in event.places if p.role == role)
        if found:
            return found
    return (spot(event.place),) if event.place is not None else ()
