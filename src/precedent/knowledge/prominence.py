"""How likely a place is meant by its name alone: about the decimal logarithm of those who live there."""

from __future__ import annotations

import math

_COUNTRY = 8.5
_CAPITAL = 1.0
_AREA = {"admin1": 0.85, "admin2": 0.7}  # a city is meant rather than the area that bears its name
_STATE = 5.0  # states and provinces are known however few live there
# Places without people, by kind.
_OTHER = {
    "continent": 8.0, "ocean": 7.5, "sea": 6.5, "gulf": 6.5, "strait": 6.0, "bay": 5.5, "region": 6.5, "disputed": 6.8,
    "border": 6.0, "zone": 6.0, "mountains": 6.0,
    "mountain": 5.5, "desert": 6.0, "river": 5.5, "lake": 5.5, "island": 6.2, "canal": 6.0,
    "crossing": 5.5, "camp": 5.0, "base": 5.0, "site": 5.0, "seat": 6.0,
}  # fmt: skip
_UNKNOWN = 3.0
OTHER_NAME_COSTS = 1.0  # a place is seldom called by another name than its own


def prominence(kind: str, people: int, *, capital: bool = False) -> float:
    """From about 1 (a hamlet) to 8.5 (a country); *people* 0 where unknown."""
    if kind == "country":
        return _COUNTRY
    if kind in _OTHER:
        return _OTHER[kind]
    weight = math.log10(people + 10) * _AREA.get(kind, 1.0) if people else _UNKNOWN * _AREA.get(kind, 1.0)
    return max(weight, _STATE) if kind == "admin1" else weight + _CAPITAL * capital
