"""Places of rows as those of the gazetteer: by id, else by name near the coordinates, else the area or country they lie in.

A place is as fine as the row says it: a name that the gazetteer does not know keeps its own name and coordinates, and the
id of the smallest area that is known to hold it.
"""

from __future__ import annotations

from typing import NamedTuple

from precedent.archive.codes import country_of
from precedent.knowledge.gazetteer import Entry, Gazetteer
from precedent.knowledge.sphere import great_circle_km

NEAR_KM = 30.0  # beyond a place's own extent: what bears its name farther off is another place
VAGUE_KM = 25.0  # UCDP's "about 25 km around"; also what a name without an entry of its own may be off


class Said(NamedTuple):
    """A place as rows say it: see ``formats.FIELDS``."""

    name: str | None
    areas: str | None
    country: str | None
    level: str | None
    id: str | None
    lat: float | None
    lon: float | None


class Found(NamedTuple):
    """A place as it is kept: as :class:`precedent.merge.places.Spot`."""

    place: str | None
    name: str | None
    kind: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None


def locate(said: Said, scheme: str, gazetteer: Gazetteer) -> Found:
    """The place that is meant."""
    code = country_of(scheme, said.country)
    state = gazetteer.country(code) if code else None
    point = _point(said)
    name = said.name.strip() if said.name else None
    if said.level == "country" and state is not None:
        return _kept(state, name, point)
    own = gazetteer.get(f"geonames:{said.id}") if said.id and said.id.isdigit() else None
    own = own or _named(name, code, point, gazetteer, ("admin1", "admin2") if said.level == "area" else None)
    if own is not None:
        return _kept(own, name, point)
    areas = (a.strip() for a in (said.areas or "").split("|"))
    around = next((e for area in areas if area and (e := _named(area, code, point, gazetteer, ("admin1", "admin2")))), None)
    around = around or state
    if around is None:
        lat, lon = point or (None, None)
        return Found(None, name, None, code, lat, lon, None if point is None else VAGUE_KM)
    if point is None or said.level != "town":
        return _kept(around, name, point)
    return Found(around.place, name, None, around.country or code, *point, VAGUE_KM)


def _point(said: Said) -> tuple[float, float] | None:
    if said.lat is None or said.lon is None or not (-90 <= said.lat <= 90 and -180 <= said.lon <= 180):
        return None
    return None if said.lat == 0 == said.lon else (said.lat, said.lon)


def _named(
    name: str | None, country: str | None, point: tuple[float, float] | None, gazetteer: Gazetteer, kinds: tuple[str, ...] | None
) -> Entry | None:
    """The place of that name that lies nearest to the point; without one, the one most often meant in the country."""
    if not name:
        return None
    hits = [hit.entry for hit in gazetteer.find(name)] or [hit.entry for hit in gazetteer.find(_bare(name))]
    fit = [e for e in hits if (country is None or e.country == country) and (kinds is None or e.kind in kinds)]
    if point is None:
        return fit[0] if fit else None
    apart = [(great_circle_km(e.lat, e.lon, *point), at, e) for at, e in enumerate(fit)]
    near = [found for found in apart if found[0] <= NEAR_KM + found[2].radius_km]
    return min(near)[2] if near else None


def _bare(name: str) -> str:
    """A name without the word for what it is: "Helmand province", "Bor town"."""
    words = name.split()
    ends = {"province", "district", "town", "city", "village", "state", "region", "governorate", "county", "municipality", "oblast"}
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].casefold() in ends else name


def _kept(entry: Entry, name: str | None, point: tuple[float, float] | None) -> Found:
    lat, lon = point or (entry.lat, entry.lon)
    return Found(entry.place, name or entry.name, entry.kind, entry.country, lat, lon, entry.radius_km)
