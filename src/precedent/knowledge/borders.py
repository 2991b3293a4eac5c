"""Where two countries meet, from the towns on both sides: no file of borders is needed, and none is precise to a kilometre."""

from __future__ import annotations

from functools import lru_cache
from math import asin, atan2, degrees, hypot
from typing import Any, NamedTuple

import numpy as np

from precedent.knowledge.gazetteer import Gazetteer

_EARTH_KM = 6371.0
_MOST = 1200  # towns of each side: those nearest to the other
_APART_KM = 300.0  # countries whose nearest towns lie further apart do not meet
_SLACK = 2.0  # pairs of towns up to so many times as far apart as the nearest count too
_LEAST_KM = 30.0


class Stretch(NamedTuple):
    """The middle of a border in degrees (WGS 84), and the distance within which all of it lies."""

    lat: float
    lon: float
    radius_km: float


@lru_cache(maxsize=512)
def border(gazetteer: Gazetteer, one: str, other: str) -> Stretch | None:
    """The border of two countries by alpha-3 code; None where they have none, or too few towns to tell."""
    here, there = (_vectors(gazetteer, alpha3) for alpha3 in sorted((one, other)))
    if not len(here) or not len(there) or one == other:
        return None
    here, there = _nearest(here, there.mean(axis=0)), _nearest(there, here.mean(axis=0))
    cosines = here @ there.T
    best = cosines.argmax(axis=1)
    km = _EARTH_KM * np.arccos(np.clip(cosines[np.arange(len(here)), best], -1.0, 1.0))
    if km.min() > _APART_KM:
        return None
    close = km <= max(_LEAST_KM, _SLACK * float(km.min()))
    middles = here[close] + there[best[close]]
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    middle = middles.mean(axis=0)
    middle /= np.linalg.norm(middle)
    far = _EARTH_KM * float(np.arccos(np.clip(middles @ middle, -1.0, 1.0)).max())
    x, y, z = (float(v) for v in middle)
    return Stretch(round(degrees(atan2(z, hypot(x, y))), 3), round(degrees(atan2(y, x)), 3), round(far + float(km.min()) / 2, 1))


def _vectors(gazetteer: Gazetteer, alpha3: str) -> Any:
    lat, lon = (np.radians(v.astype(float)) for v in gazetteer.towns(alpha3))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _nearest(towns: Any, point: Any) -> Any:
    return towns if len(towns) <= _MOST else towns[np.argsort(-(towns @ point), kind="stable")[:_MOST]]


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point *km* from another in the direction of *bearing* (degrees, clockwise from north), on the sphere."""
    a, o, b, d = np.radians(lat), np.radians(lon), np.radians(bearing), km / _EARTH_KM
    there = asin(float(np.sin(a) * np.cos(d) + np.cos(a) * np.sin(d) * np.cos(b)))
    turned = atan2(float(np.sin(b) * np.sin(d) * np.cos(a)), float(np.cos(d) - np.sin(a) * np.sin(there)))
    return round(degrees(there), 4), round((degrees(o + turned) + 540) % 360 - 180, 4)
