"""Events as GeoJSON (RFC 7946): one feature an event, at the place where it happened; null geometry where none is known.

Each feature stands on a line of its own. Beside its properties, which are what a map needs, its foreign member ``event`` is
the whole event, so that the file can be imported again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO, Any

import msgspec

from precedent.entries import EventRow
from precedent.export.licence import ATTRIBUTION, CODES, LICENCE

HEAD = '{"type": "FeatureCollection", "attribution": '
"""How a file begins."""

MEMBER = "event"


def write(rows: Iterable[EventRow], file: IO[str]) -> None:
    """Write one FeatureCollection. ``radius_km`` is the extent of a feature's place: a point may stand for a whole country."""
    head = {"type": "FeatureCollection", "attribution": f"{ATTRIBUTION}. {CODES}", "licence": LICENCE}
    file.write(json.dumps(head)[:-1] + ', "features": [')
    before = "\n"
    for row in rows:
        file.write(before + json.dumps(feature(row), ensure_ascii=False))
        before = ",\n"
    file.write("\n]}\n")


def feature(row: EventRow) -> dict[str, Any]:
    """One event. Longitude stands first, in degrees WGS 84."""
    place = row.place
    at = None
    if place is not None and place.lat is not None and place.lon is not None:
        at = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": at,
        "properties": {
            "codebook": row.codebook,
            "type": row.type,
            "mode": row.mode,
            "what": row.what.text,
            "from": row.from_,
            "until": row.until,
            "grain": row.time.grain if row.time else None,
            "place": place.place if place else None,
            "place_name": place.name if place else None,
            "place_kind": place.kind if place else None,
            "country": place.country if place else None,
            "radius_km": place.radius_km if place else None,
            "actors": [
                {"role": actor.role, "name": actor.name, "country": actor.country, "sector": actor.sector} for actor in row.actors
            ],
            "polarity": row.polarity,
            "modality": row.modality,
            "genericity": row.genericity,
            "sources": row.sources,
            "reports": [told.id for told in row.reports],
            "confidence": row.confidence,
        },
        MEMBER: msgspec.to_builtins(row),
    }
