"""Which pairs of mentions are worth comparing: those that share a type family and something sharp.

Times said to the day meet their neighbours, vaguer ones what lies in their week, at a cell of the map, in a country or by a
proper name, and those said to the day where one of the two names no country. A month meets what is said of that month, a
year or more what is said of its years, but only at a place or by a name. No time at all meets anything by a name; at a place
only what was published within about a month of it, because without a name or a date the news of those days is meant. At a place
means in the same settlement or, where one of the two is no settlement but an area, at a cell of the map. So "in 2017" is not
held against all of 2017, and cost grows with what happens at one place in one week, not with the ledger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, floor, radians

from precedent.merge.features import Features
from precedent.merge.places import NEAR_KM, Spot
from precedent.merge.windows import Window
from precedent.merge.words import identifies

CELL = 2.0  # degrees: about 200 km, a few cells cover a front line or a bay
EXTENT_KM = 200.0  # places with a larger extent are known by their country alone
SHARP_DAYS = 8  # a week, and a day
MONTH_DAYS = 31
VAGUE_DAYS = 366 * 3  # a time vaguer than this says no more than none at all

TOWN = "settlement"
_NO_COUNTRY = ["?"]

# In each context a mention is of one kind, and meets those of the kinds listed here. The table is symmetric, so who
# meets whom does not depend on who comes first.
_MEETS: dict[str, tuple[str, ...]] = {
    "here": ("here",),
    "placed": ("vague",),
    "vague": ("placed", "vague"),
    "fine here": ("loose here",),
    "loose here": ("fine here", "loose here"),
    "fine placed": ("loose vague",),
    "loose placed": ("fine vague", "loose vague"),
    "fine vague": ("loose placed", "loose vague"),
    "loose vague": ("fine placed", "loose placed", "fine vague", "loose vague"),
    "day vague": ("month vague",),
    "month vague": ("day vague", "month vague"),
    "somewhere": ("anywhere",),
    "anywhere": ("somewhere",),
}
# Where the time is vague: a sharp one meets a vague one, a vague one both. By a name, or in the same settlement, that is
# all; at a cell of the map two settlements meet only by what they are called, and so not there ("of a town").
for _sharp, _vague in (("day", "month"), ("narrow", "wide"), ("timed", "untimed")):
    _MEETS |= {_sharp: (_vague,), _vague: (_sharp, _vague)}
    _MEETS |= {
        f"{kind} of a town": tuple(f"{k} of an area" for k in met)
        for kind, met in ((_sharp, (_vague,)), (_vague, (_sharp, _vague)))
    }
    _MEETS |= {
        f"{kind} of an area": tuple(f"{k} of {size}" for k in met for size in ("a town", "an area"))
        for kind, met in ((_sharp, (_vague,)), (_vague, (_sharp, _vague)))
    }


# The kinds by their numbers: part of a key, in its lowest bits.
_KIND = {kind: number for number, kind in enumerate(_MEETS)}
_MET = {kind: tuple(_KIND[other] for other in others) for kind, others in _MEETS.items()}
_KIND_BITS, _HASH_BITS = 5, 36


@dataclass(frozen=True, slots=True)
class Blocks:
    """64-bit keys, sorted: where a mention is kept, and where it looks for others. Two meet when one looks where the
    other is kept, and then the other does too.

    A key begins with the day that its stretch of time begins on, so that what happens at one time is kept in one place of
    a large ledger, and only then with what tells the keys of that time apart."""

    kept: tuple[int, ...]
    looked: tuple[int, ...]


def blocks(mention: Features) -> Blocks:
    """The keys of *mention*; a habit or a total never meets an occurrence, nor one type family another."""
    families = [f"{family} {mention.genericity}" for family in sorted(mention.families)]
    kept = {_key(context, family) | _KIND[kind] for context, kind in _contexts(mention, 0) for family in families}
    looked = {
        key | other
        for context, kind in _contexts(mention, 1)
        for family in families
        for key in (_key(context, family),)
        for other in _MET[kind]
    }
    return Blocks(tuple(sorted(kept)), tuple(sorted(looked)))


Context = tuple[int, str]  # the first day of a stretch of time, and what is said of it


def _key(context: Context, family: str) -> int:
    day, said = context
    digest = hashlib.blake2b(f"{family} {said}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    told_apart = int.from_bytes(digest, "big") >> (64 - _HASH_BITS)
    return (max(day, 0) << (_HASH_BITS + _KIND_BITS)) | (told_apart << _KIND_BITS)


def _contexts(mention: Features, margin: int) -> Iterator[tuple[Context, str]]:
    """Contexts with what the mention is in each. It is kept on the days it names; it looks (*margin* 1) on those beside too."""
    cells = sorted({f"cell {c}" for place in mention.where for c in _cells(place)})
    names = sorted({f"name {n}" for party in mention.parties for n in party.named if identifies(n)})
    countries = _countries(mention)
    placed = "placed" if cells else "vague"
    timed = [w for w in mention.windows if w.days <= VAGUE_DAYS]
    for w in timed:
        fine = w.fine and not w.presumed
        for day in range(w.first - margin, w.last + 1 + margin) if fine else ():
            for anchor in (*cells, *names):
                yield (day, f"day {anchor}"), "here"
            for country in countries:
                yield (day, f"day in {country}"), placed
            # "The soldier who crossed on Sunday": a day said outright is sharp enough where no country is.
            yield (day, "day"), "anywhere" if countries == _NO_COUNTRY else "somewhere"
        for week in _weeks(w) if w.days <= SHARP_DAYS else ():
            sharp = "fine" if fine else "loose"
            for anchor in (*cells, *names):
                yield (week * 7, f"week {anchor}"), f"{sharp} here"
            for country in countries:
                yield (week * 7, f"week in {country}"), f"{sharp} {placed}"
    sized = sorted({(f"cell {c}", " of a town" if _town(p) else " of an area") for p in mention.where for c in _cells(p)})
    placed_at = [*((town, "") for town in sorted({f"town {p.place}" for p in mention.where if _town(p)})), *sized]
    anchors = [*placed_at, *((name, "") for name in names)]
    for w in timed:
        narrow = w.days <= MONTH_DAYS
        for anchor, of in anchors:
            for year in _stretches(w, 365):
                yield (year * 365, f"year {anchor}"), ("narrow" if narrow else "wide") + of
            for month in _stretches(w, 32) if narrow else ():
                yield (month * 32, f"month {anchor}"), ("day" if w.days <= SHARP_DAYS else "month") + of
        for country in countries if narrow and placed == "vague" else ():
            for month in _stretches(w, 32):
                yield (month * 32, f"month in {country}"), "day vague" if w.days <= SHARP_DAYS else "month vague"
    told = "timed" if timed else "untimed"
    for name in names:
        yield (0, f"always {name}"), told
    for out in sorted({(mention.day + side) // 64 for side in (0, 32)} if mention.day is not None else {0}):
        for anchor, of in placed_at:
            yield (out * 64, f"told {anchor}"), told + of


def _town(place: Spot) -> bool:
    return place.kind == TOWN and place.place is not None


def _weeks(window: Window) -> range:
    """Weeks that a window touches, with a day either side: reports lag, and clocks differ."""
    return range((window.first - 1) // 7, (window.last + 1) // 7 + 1)


def _stretches(window: Window, days: int) -> range:
    """Stretches of so many days that a window touches: near enough to months and years for a bucket."""
    return range(window.first // days, window.last // days + 1)


def _countries(mention: Features) -> list[str]:
    """Countries of its places and parties; those that name none meet one another."""
    told = {p.country for p in mention.where} | {p.country for p in mention.parties}
    return sorted(c for c in told if c) or _NO_COUNTRY


@lru_cache(maxsize=1 << 14)
def _cells(place: Spot) -> list[str]:
    """Cells of the map that a place reaches into, out to where another is still near it."""
    if place.lat is None or place.lon is None:
        return [place.name]
    reach = place.radius_km or 0.0
    if reach > EXTENT_KM:
        return []
    tall = (reach + NEAR_KM) / 111.0
    wide = tall / max(0.1, cos(radians(place.lat)))
    rows = range(floor((place.lat - tall) / CELL), floor((place.lat + tall) / CELL) + 1)
    columns = range(floor((place.lon - wide) / CELL), floor((place.lon + wide) / CELL) + 1)
    return [f"{r} {c % round(360 / CELL)}" for r in rows for c in columns]
