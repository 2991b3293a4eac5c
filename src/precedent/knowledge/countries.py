"""Countries by their names, adjectives and codes: ISO 3166-1 alpha-3, ISO 3166-3 for dissolved states, XKX for Kosovo.

The table is ``data/countries.tsv``: coordinates at the centroid, area in km²; ``from`` and ``until`` are the years in
which a dissolved state existed. Lookups ignore case and accents: whoever reads text must tell "us" from "US" by its capitals.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from precedent.base import Record
from precedent.knowledge.folding import fold

# The states of today on the ground of one that broke apart; who reads "Kyiv" in a report of 1986 reads of the Soviet Union.
_GROUND = {
    "SUN": "RUS UKR BLR MDA EST LVA LTU GEO ARM AZE KAZ UZB TKM KGZ TJK",
    "YUG": "SRB HRV SVN BIH MKD MNE XKX",
    "CSK": "CZE SVK",
}


class Country(Record, frozen=True, kw_only=True):
    """One country. ``geonameid`` is null where GeoNames has no current entry (dissolved states)."""

    alpha3: str
    alpha2: str | None
    geonameid: int | None
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    lat: float
    lon: float
    area_km2: float
    from_: int | None = None
    until: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.other_names)

    @property
    def dissolved(self) -> bool:
        return self.until is not None

    @property
    def radius_km(self) -> float:
        """Half the diagonal of a square of its area, to two figures: what lies within is mostly in the country."""
        return _two_figures((self.area_km2 / 2) ** 0.5)


def _two_figures(value: float) -> float:
    return float(f"{value:.2g}")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


@cache
def all_countries() -> tuple[Country, ...]:
    """Every country, those of today first, in the order of the table."""
    table = (files("precedent.knowledge") / "data" / "countries.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Country(
            alpha3=row["alpha3"],
            alpha2=row["alpha2"] or None,
            geonameid=int(row["geonameid"]) if row["geonameid"] else None,
            name=row["name"],
            other_names=_split(row["other_names"]),
            demonyms=_split(row["demonyms"]),
            capital=row["capital"] or None,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            area_km2=float(row["area_km2"]),
            from_=int(row["from"]) if row["from"] else None,
            until=int(row["until"]) if row["until"] else None,
        )
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    )


@cache
def _by_code() -> dict[str, Country]:
    return {code: c for c in all_countries() for code in (c.alpha3, c.alpha2) if code}


@cache
def _by_name() -> dict[str, str]:
    return _first_wins((fold(name), c.alpha3) for c in all_countries() for name in c.names)


@cache
def _by_demonym() -> dict[str, str]:
    return _first_wins((fold(form), c.alpha3) for c in all_countries() for word in c.demonyms for form in _forms(word))


@cache
def _by_capital() -> dict[str, str]:
    return _first_wins((fold(c.capital), c.alpha3) for c in all_countries() if c.capital and not c.dissolved)


def _first_wins(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, alpha3 in pairs:
        found.setdefault(key, alpha3)
    return found


def _forms(demonym: str) -> tuple[str, ...]:
    """Singular and plural: "Iraqi", "Iraqis"; words in -ese, -ish, -ch and -ss have one form."""
    if demonym.endswith(("ese", "ish", "ch", "ss", "men", "tch")):
        return (demonym,)
    return (demonym, demonym + "s")


def get(code: str) -> Country | None:
    """The country of an alpha-3 (or alpha-2) code."""
    return _by_code().get(code)


def by_name(name: str) -> str | None:
    """The alpha-3 code of a country's name: "Burma", "DPRK", "the Gambia"."""
    key = fold(name)
    return _by_name().get(key) or _by_name().get(key.removeprefix("the "))


def by_demonym(word: str) -> str | None:
    """The alpha-3 code of an adjective or of a word for its people: "Saudi", "Koreans", "Dutch"."""
    return _by_demonym().get(fold(word))


def by_capital(name: str) -> str | None:
    """The alpha-3 code of the country whose capital bears this name."""
    return _by_capital().get(fold(name))


def on_ground(alpha3: str, year: int | None) -> str:
    """The state that held in *year* (None: today) what is now that country's ground, where it broke apart since: SUN, YUG, CSK."""
    for code, parts in _GROUND.items():
        state = get(code)
        if year is not None and alpha3 in parts.split() and state and (state.from_ or 0) <= year < (state.until or 0):
            return code
    return alpha3
