"""What tellings are compared by: worked out once, small enough to be kept beside them and to be held by the hundred thousand.

A telling is compared with many others, most of them read long before. Its features are what its comparisons look at and
nothing else, so that comparing does not have to load the marks and words it came with.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import NamedTuple

import msgspec

from precedent.merge.places import Spot
from precedent.merge.windows import Window

_INTERNED = 1 << 16


class Party(NamedTuple):
    """A participant as it is compared. ``named`` are the words of its proper name, ``words`` of whatever it is called.

    ``loose``: no words say the country, so that it keeps nothing apart.
    """

    role: str
    country: str | None
    sector: str | None
    words: frozenset[str]
    named: frozenset[str]
    loose: bool = False


class Count(NamedTuple):
    """A quantity as it is compared."""

    kind: str
    role: str | None
    value: float
    approximate: bool


class Participants:
    """Who takes part, by role. Tellings with the same parties share one, so that what two of them come to is remembered."""

    __slots__ = ("countries", "roles")

    def __init__(self, parties: tuple[Party, ...]) -> None:
        self.countries = frozenset(p.country for p in parties)
        self.roles = {role: [p for p in parties if p.role == role] for role in ("actor", "recipient")}


class Whereabouts:
    """The places of a telling; shared and remembered likewise."""

    __slots__ = ("spots",)

    def __init__(self, spots: tuple[Spot, ...]) -> None:
        self.spots = spots


class Features(msgspec.Struct, array_like=True, eq=False, dict=True):
    """``report`` is the id that all versions share; ``day`` its publication; ``order`` what mentions are sorted by."""

    key: str
    report: str
    order: tuple[str, str, int, str]
    day: int | None
    type: str
    types: frozenset[str]
    families: frozenset[str]
    mode: str | None
    modality: str
    genericity: str
    main: bool
    done: bool  # told as done
    distinguished: bool  # told apart from another event of its report: "another", "second"
    windows: tuple[Window, ...]
    said_first: int | None  # the first day on which it happened by its own words
    where: tuple[Spot, ...]
    parties: tuple[Party, ...]
    counts: tuple[Count, ...]
    verb: frozenset[str]
    words: frozenset[str]
    history: bool = False  # told to explain, not as news
    denied: bool = False  # told as not having happened

    @cached_property
    def who(self) -> Participants:
        return _participants(self.parties)

    @cached_property
    def at(self) -> Whereabouts:
        return _whereabouts(self.where)


_participants = lru_cache(_INTERNED)(Participants)
_whereabouts = lru_cache(_INTERNED)(Whereabouts)
