"""What the explorer's address asks for: the filters that all pages share, and those that only the explorer has."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

from fastapi import Depends, Query

from precedent.base import Record
from precedent.errors import UsageError
from precedent.ledger import Store
from precedent.ledger.explore import Box, Selection
from precedent.pipeline import parts
from precedent.serve.filters import Filtered, Filters
from precedent.wording import country_name, event_noun, query_words, sector_noun

PER_PAGE = 50
Order = Literal["latest", "earliest", "sources", "doubt"]
STANDINGS = {"main": "told as the news", "other": "told beside the news", "background": "told as history"}


class Asked(Record, frozen=True, kw_only=True):
    """*sources*: at least so many; *disputed*: reports disagree; *box*: a part of the map; *page* is counted from 1."""

    filters: Filters
    sources: int | None = None
    disputed: bool = False
    box: Box | None = None
    sort: Order = "latest"
    page: int = 1

    def selection(self, store: Store) -> Selection:
        """The selection in the ledger. Raises ``NotFound`` for an unknown place, ``UsageError`` for an earlier day."""
        if self.filters.as_of is not None:
            raise UsageError("the explorer shows the ledger as it is today", "take as_of out, or ask the API for an earlier day")
        more = {"box": self.box, "sources": self.sources, "disputed": self.disputed}
        return store.selection(self.filters.query(), story=self.filters.story, report=self.filters.report, **more)

    def address(self, **changes: Any) -> str:
        """The explorer's address with some things changed; the page starts anew unless it is what is changed."""
        own = {
            "sources": self.sources,
            "disputed": "yes" if self.disputed else None,
            "box": ",".join(f"{degrees:g}" for degrees in self.box) if self.box else None,
            "sort": None if self.sort == "latest" else self.sort,
            "page": None,
        }
        return self.filters.address("/events", **{**own, **changes})

    def toggled(self, name: str, value: str) -> str:
        """The address with *value* chosen, or chosen no more; of types any number may be chosen."""
        if name in ("type", "mode"):
            chosen = getattr(self.filters, name)
            return self.address(**{name: tuple(x for x in chosen if x != value) if value in chosen else (*chosen, value)})
        return self.address(**{name: None if getattr(self.filters, name) == value else value})


def asked(
    filters: Filtered,
    sources: Annotated[int | None, Query(ge=1, le=10_000, description="Told by at least so many.")] = None,
    disputed: Annotated[Literal["yes"] | None, Query(description="Only what reports disagree on.")] = None,
    box: Annotated[str | None, Query(max_length=80, description="West, south, east, north in degrees.")] = None,
    sort: Order = "latest",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Asked:
    """A dependency: what the address asks for."""
    return Asked(filters=filters, sources=sources, disputed=bool(disputed), box=_box(box), sort=sort, page=page)


Wanted = Annotated[Asked, Depends(asked)]


def _box(said: str | None) -> Box | None:
    if not said:
        return None
    try:
        west, south, east, north = (float(degrees) for degrees in said.split(","))
    except ValueError:
        raise UsageError(f"{said!r} is no part of the map", "give west,south,east,north in degrees") from None
    if not all(abs(degrees) <= 360 for degrees in (west, south, east, north)):
        raise UsageError(f"{said!r} is no part of the map", "give degrees: west,south,east,north")
    return west, south, east, north


class Chip(Record, frozen=True, kw_only=True):
    """One filter that is set, in words, and the address without it."""

    words: str
    without: str


def chips(asked: Asked) -> tuple[Chip, ...]:
    """The filters that are set."""
    filters, found = asked.filters, list[tuple[str, str]]()
    for name in ("type", "mode"):
        found += [(code_words(name, value), asked.toggled(name, value)) for value in getattr(filters, name)]
    for name in ("actor", "country", "sector", "polarity", "modality", "genericity", "standing", "story", "report"):
        if value := getattr(filters, name):
            found.append((code_words(name, value), asked.address(**{name: None})))
    if filters.place:
        near = f"within {filters.within:g} km of " if filters.within else "in "
        found.append((near + place_name(filters.place), asked.address(place=None, within=None)))
    query = filters.query()
    if query.time:
        words = query_words(type(query)(time=query.time, count_by="events")).removeprefix("events ")
        found.append((words, asked.address(since=None, until=None)))
    if filters.text:
        found.append((f"told with “{filters.text}”", asked.address(text=None)))
    if asked.sources:
        found.append((f"{asked.sources} or more sources", asked.address(sources=None)))
    if asked.disputed:
        found.append(("reports disagree", asked.address(disputed=None)))
    if asked.box:
        found.append(("in this part of the map", asked.address(box=None)))
    return tuple(Chip(words=words, without=without) for words, without in found)


def code_words(name: str, value: str) -> str:
    """What a value of a filter stands for, in words."""
    match name:
        case "type":
            return event_noun(value)
        case "country":
            return country_name(value)
        case "sector":
            return sector_noun(value)
        case "standing":
            return STANDINGS.get(value, value)
        case "story" | "report":
            return f"{name} {value}"
        case "actor":
            return f"who: {value}"
    return value


@lru_cache(65536)
def place_name(place: str) -> str:
    """A place's name by its id; a name stands for itself."""
    entry = parts().gazetteer.get(place) if place.startswith(("geonames:", "precedent:")) else None
    return entry.name if entry is not None else place
