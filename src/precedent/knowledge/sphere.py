"""Distances on the earth taken for a sphere."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

_EARTH_KM = 6371.0


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points given in degrees (WGS 84), by the haversine formula."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
