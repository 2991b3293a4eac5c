"""The gazetteer: names of places to entries, from memory-mapped files that open in milliseconds.

``data/entries.npy`` holds one record a place (``layout.ENTRY``); ``keys.marisa`` numbers the folded names, and for key *k*
``postings.npy[first.npy[k]:first.npy[k + 1]]`` are its records, the one most often meant first (``prominence``).
Towns over 500 people, areas of two levels and countries are GeoNames' (CC BY 4.0); the other places are ours. Distances are
in km, coordinates in degrees (WGS 84).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np

from precedent.knowledge import countries
from precedent.knowledge.folding import fold
from precedent.knowledge.layout import ENTRY_MASK, KINDS, NO_PARENT, OTHER_NAME, OWN_ID, WORD
from precedent.knowledge.prominence import OTHER_NAME_COSTS, prominence
from precedent.knowledge.sphere import great_circle_km

_CACHED = 1 << 16


class Entry(NamedTuple):
    """One place. ``place`` is its id; ``parent`` the number of the record of the area it lies in; ``people`` 0 where unknown."""

    number: int
    place: str
    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    radius_km: float
    people: int
    geonameid: int | None
    parent: int | None


class Hit(NamedTuple):
    """A place that bears the name looked up: by an other name than its own; a name that is also a common English word."""

    entry: Entry
    other_name: bool
    word: bool


class Gazetteer:
    """Open with :meth:`open`. All look-ups are pure: the same name gives the same hits in the same order."""

    def __init__(self, folder: Path) -> None:
        self._keys, self._names, self._ids = (marisa_trie.Trie() for _ in range(3))
        self._keys.mmap(str(folder / "keys.marisa"))
        self._names.mmap(str(folder / "names.marisa"))
        self._ids.mmap(str(folder / "ids.marisa"))
        self._entries = _map(folder / "entries.npy")
        self._own, self._first, self._postings = (_map(folder / f"{name}.npy") for name in ("own", "first", "postings"))
        self._alpha3 = tuple(c.alpha3 for c in countries.all_countries())  # the first records, in the order of the table
        self.entry = lru_cache(_CACHED)(self._entry)
        self.find = lru_cache(_CACHED)(self._find)
        self.get = lru_cache(_CACHED)(self._get)

    @cached_property
    def _codes(self) -> Any:
        return np.ascontiguousarray(self._entries["code"])

    @cached_property
    def _by_code(self) -> Any:
        """The numbers of all records in the order of their codes: a search of all of them for each id takes too long."""
        return np.argsort(self._codes, kind="stable")

    @classmethod
    def open(cls, folder: Path | None = None) -> Gazetteer:
        """The gazetteer that ships with the package, or the one in *folder*."""
        return cls(folder or Path(str(files("precedent.knowledge"))) / "data")

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._keys

    def _entry(self, number: int) -> Entry:
        lat, lon, people, code, name, parent, country, radius, kind = self._entries[number].item()
        if code & OWN_ID:
            place, geonameid = f"precedent:{self._ids.restore_key(code & ~OWN_ID)}", None
        else:
            place, geonameid = f"geonames:{code}", code
        return Entry(
            number=number,
            place=place,
            name=self._names.restore_key(name),
            kind=KINDS[kind],
            country=None if country == NO_PARENT else self._alpha3[country],
            lat=round(lat, 4),
            lon=round(lon, 4),
            radius_km=round(radius, 1),
            people=people,
            geonameid=geonameid,
            parent=None if parent == NO_PARENT else parent,
        )

    def _find(self, name: str) -> tuple[Hit, ...]:
        """Every place of that name, whatever its case and accents; the one most often meant first."""
        key = self._keys.get(fold(name))
        if key is None:
            return ()
        postings = self._postings[self._first[key] : self._first[key + 1]].tolist()
        return tuple(Hit(self.entry(p & ENTRY_MASK), bool(p & OTHER_NAME), bool(p & WORD)) for p in postings)

    def _get(self, place: str) -> Entry | None:
        """The entry of an id, ``geonames:NUMBER`` or ``precedent:SLUG``."""
        scheme, _, rest = place.partition(":")
        if scheme == "geonames" and rest.isdigit() and int(rest) < OWN_ID:
            at = int(np.searchsorted(self._codes, int(rest), sorter=self._by_code))
            found = at < len(self._codes) and int(self._codes[self._by_code[at]]) == int(rest)
            return self.entry(int(self._by_code[at])) if found else None
        if scheme == "precedent" and rest in self._ids:
            return self.entry(int(self._own[self._ids[rest]]))
        return None

    def weight(self, hit: Hit) -> float:
        """How likely the place is meant by the name, by itself (see ``prominence``)."""
        entry = hit.entry
        country = countries.get(entry.country) if entry.country else None
        capital = country is not None and country.capital == entry.name
        return prominence(entry.kind, entry.people, capital=capital) - OTHER_NAME_COSTS * hit.other_name

    def outer(self, entry: Entry) -> Iterator[Entry]:
        """What *entry* lies in by its parents, nearest first."""
        parent = entry.parent
        while parent is not None:
            area = self.entry(parent)
            yield area
            parent = area.parent

    def country(self, alpha3: str) -> Entry | None:
        """The entry of a country."""
        return self.entry(self._alpha3.index(alpha3)) if alpha3 in self._alpha3 else None

    def towns(self, alpha3: str) -> tuple[Any, Any]:
        """Latitudes and longitudes of all towns of a country, as arrays; empty where there is none of that code."""
        number = self._alpha3.index(alpha3) if alpha3 in self._alpha3 else NO_PARENT
        rows = self._entries[(self._entries["country"] == number) & (self._entries["kind"] == KINDS.index("settlement"))]
        return rows["lat"], rows["lon"]

    def contains(self, outer: str, inner: str) -> bool:
        """Whether the place of one id lies in that of another, or is the same; false where either is unknown."""
        holder, held = self.get(outer), self.get(inner)
        return holder is not None and held is not None and self.holds(holder, held)

    def holds(self, outer: Entry, inner: Entry) -> bool:
        """Whether *inner* lies in *outer*: by its parents or its country; else by the extent of *outer*."""
        if outer.number == inner.number or any(area.number == outer.number for area in self.outer(inner)):
            return True
        if outer.kind == "country" and inner.country is not None:
            return outer.country == inner.country
        if outer.kind in ("admin1", "admin2") and any(area.kind == outer.kind for area in self.outer(inner)):
            return False
        return inner.radius_km <= outer.radius_km and distance_km(outer, inner) <= outer.radius_km


def distance_km(one: Entry, other: Entry) -> float:
    """Great-circle distance between the middles of two places."""
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


def _map(path: Path) -> Any:
    """The array in *path*, mapped; as a plain array, whose items come out faster than a memmap's."""
    return np.asarray(np.load(path, mmap_mode="r"))
