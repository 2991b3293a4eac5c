"""Which pairs of mentions are worth comparing: those that share a type family and something sharp.

Times said to the week meet at a cell of the map, in a country or by a proper name, and those said to the day where one of
the two names no country; vaguer times meet anything of their
year, and no time at all anything of any year, but only at a cell or by a name. So "in 2017" is not held against all of
2017, and cost grows with what happens at one place in one week, not with the ledger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, floor, radians

from precedent.merge.mention import Mention
from precedent.merge.places import NEAR_KM
from precedent.merge.windows import Window
from precedent.records import Place

CELL = 2.0  # degrees: about 200 km, a few cells cover a front line or a bay
EXTENT_KM = 200.0  # places with a larger extent are known by their country alone
SHARP_DAYS = 8  # a week, and a day
VAGUE_DAYS = 366 * 3  # a time vaguer than this says no more than none at all

_NO_COUNTRY = ["?"]

# In each context a mention is of one kind, and meets those of the kinds listed here. The table is symmetric, so who
# meets whom does not depend on who comes first.
_MEETS: dict[str, tuple[str, ...]] = {
    "": ("",),
    "placed": ("vague",),
    "vague": ("placed", "vague"),
    "sharp": ("coarse",),
    "coarse": ("sharp", "coarse"),
    "timed": ("untimed",),
    "untimed": ("timed", "untimed"),
    "somewhere": ("anywhere",),
    "anywhere": ("somewhere",),
}


@dataclass(frozen=True, slots=True)
class Blocks:
    """64-bit keys, sorted: where a mention is kept, and where it looks for others. Two meet when one looks where the
    other is kept, and then the other does too."""

    kept: tuple[int, ...]
    looked: tuple[int, ...]


def blocks(mention: Mention) -> Blocks:
    """The keys of *mention*; a habit or a total never meets an occurrence, nor one type family another."""
    families = [f"{family} {mention.event.genericity}" for family in sorted(mention.families)]
    told = set(_contexts(mention))
    kept = {f"{family} {context} {kind}" for family in families for context, kind in told}
    looked = {f"{family} {context} {other}" for family in families for context, kind in told for other in _MEETS[kind]}
    return Blocks(tuple(sorted(map(_key, kept))), tuple(sorted(map(_key, looked))))


def _key(said: str) -> int:
    return int.from_bytes(hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _contexts(mention: Mention) -> Iterator[tuple[str, str]]:
    cells = sorted({f"cell {c}" for place in mention.where for c in _cells(place)})
    names = sorted({f"name {n}" for party in mention.parties for n in party.named})
    timed = [w for w in mention.windows if w.days <= VAGUE_DAYS]
    for week in sorted({week for w in timed if w.days <= SHARP_DAYS for week in _weeks(w)}):
        for anchor in (*cells, *names):
            yield f"week {week} {anchor}", ""
        for country in _countries(mention):
            yield f"week {week} in {country}", "placed" if cells else "vague"
    countries = _countries(mention)
    for day in sorted({w.first for w in timed if w.fine and not w.presumed}):
        # "The soldier who crossed on Sunday": a day said outright is sharp enough where no country is.
        yield f"day {day}", "anywhere" if countries == _NO_COUNTRY else "somewhere"
    for anchor in (*cells, *names):
        for w in timed:
            for year in _years(w):
                yield f"year {year} {anchor}", "sharp" if w.days <= SHARP_DAYS else "coarse"
        yield f"always {anchor}", "timed" if timed else "untimed"


def _weeks(window: Window) -> range:
    """Weeks that a window touches, with a day either side: reports lag, and clocks differ."""
    return range((window.first - 1) // 7, (window.last + 1) // 7 + 1)


def _years(window: Window) -> range:
    """Stretches of 365 days that a window touches: near enough to years for a bucket."""
    return range(window.first // 365, window.last // 365 + 1)


def _countries(mention: Mention) -> list[str]:
    """Countries of its places and parties; those that name none meet one another."""
    told = {p.country for p in mention.where} | {p.country for p in mention.parties}
    return sorted(c for c in told if c) or _NO_COUNTRY


def _cells(place: Place) -> list[str]:
    """Cells of the map that a place reaches into, out to where another is still near it."""
    if place.lat is None or place.lon is None:
        return [place.name.casefold()]
    reach = place.radius_km or 0.0
    if reach > EXTENT_KM:
        return []
    tall = (reach + NEAR_KM) / 111.0
    wide = tall / max(0.1, cos(radians(place.lat)))
    rows = range(floor((place.lat - tall) / CELL), floor((place.lat + tall) / CELL) + 1)
    columns = range(floor((place.lon - wide) / CELL), floor((place.lon + wide) / CELL) + 1)
    return [f"{r} {c % round(360 / CELL)}" for r in rows for c in columns]
