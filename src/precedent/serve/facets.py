"""The facets of a selection as links: each value with how many events it would leave, chosen or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from precedent.base import Record
from precedent.ledger.explore import Counts, PlaceCount
from precedent.serve.selection import Asked, code_words, place_name
from precedent.serve.timeline import years

MOST = 60  # values of a facet that are listed
ON_MAP = 3000  # places, those of most events


class Choice(Record, frozen=True, kw_only=True):
    """A value of a facet; ``address`` has it chosen, or chosen no more."""

    words: str
    value: str
    events: int
    address: str
    chosen: bool


class Facet(Record, frozen=True, kw_only=True):
    name: str
    heading: str
    choices: tuple[Choice, ...]


class OnMap(NamedTuple):
    """A place as the map draws it: degrees, how many events, its extent in km (0: not known), its name and id."""

    lon: float
    lat: float
    events: int
    radius_km: float
    name: str
    place: str | None


def facets(asked: Asked, counts: Counts) -> tuple[Facet, ...]:
    """The facets among whose values there is a choice, in the order in which they are asked for most."""
    types: Counter[str] = Counter()
    for kind, events in counts.types:
        types[kind.partition(":")[2]] += events
    found = {
        ("type", "What"): _codes(asked, "type", types.items()),
        ("country", "Whose"): _codes(asked, "country", counts.countries),
        ("sector", "Who"): _codes(asked, "sector", counts.sectors),
        ("place", "Where"): _places(asked, counts),
        ("year", "When"): _years(asked, counts),
        ("standing", "Told as"): _codes(asked, "standing", counts.standings),
        ("sources", "Told by"): _sources(asked, counts),
        ("disputed", "Reports"): _disputed(asked, counts),
        ("polarity", "Said or denied"): _codes(asked, "polarity", counts.polarities),
        ("modality", "Done or not"): _codes(asked, "modality", counts.modalities),
        ("genericity", "Once or often"): _codes(asked, "genericity", counts.genericities),
    }
    made = (Facet(name=name, heading=heading, choices=tuple(choices)[:MOST]) for (name, heading), choices in found.items())
    single = ("sources", "disputed")  # of these one value is a choice already
    return tuple(f for f in made if len(f.choices) > 1 or any(c.chosen or f.name in single for c in f.choices))


def _codes(asked: Asked, name: str, counted: Iterable[tuple[str, int]]) -> Iterator[Choice]:
    held = getattr(asked.filters, name)
    chosen = held if isinstance(held, tuple) else (held,) if held else ()
    values = {**dict.fromkeys(chosen, 0), **dict(counted)}
    for value, events in sorted(values.items(), key=lambda item: (item[0] not in chosen, -item[1], item[0])):
        if events or value in chosen:
            yield _choice(code_words(name, value), value, events, asked.toggled(name, value), value in chosen)


def _choice(words: str, value: str, events: int, address: str, chosen: bool) -> Choice:
    return Choice(words=words, value=value, events=events, address=address, chosen=chosen)


def _places(asked: Asked, counts: Counts) -> Iterator[Choice]:
    chosen = asked.filters.place
    for place, events in [(p.spot.place, p.events) for p in counts.places if p.spot.place][:MOST]:
        address = asked.address(place=None if place == chosen else place, within=None, box=None)
        yield _choice(place_name(place), place, events, address, place == chosen)


def _years(asked: Asked, counts: Counts) -> Iterator[Choice]:
    for year, events in years(counts.days):
        since, until = f"{year:04}-01-01", f"{year + 1:04}-01-01"
        here = (asked.filters.since, asked.filters.until) == (since, until)
        address = asked.address(since=None, until=None) if here else asked.address(since=since, until=until)
        yield _choice(str(year), since, events, address, here)


def _sources(asked: Asked, counts: Counts) -> Iterator[Choice]:
    for least, events in counts.sources:
        here = least == asked.sources
        if least > 1 and (events or here):
            address = asked.address(sources=None if here else least)
            yield _choice(f"{least} sources or more", str(least), events, address, here)


def _disputed(asked: Asked, counts: Counts) -> Iterator[Choice]:
    if counts.disputed or asked.disputed:
        address = asked.address(disputed=None if asked.disputed else "yes")
        yield _choice("disagree", "yes", counts.disputed, address, asked.disputed)


def on_map(places: Iterable[PlaceCount]) -> tuple[OnMap, ...]:
    """The places that a map can show."""
    found = [
        OnMap(p.spot.lon, p.spot.lat, p.events, p.spot.radius_km or 0, _name(p), p.spot.place)
        for p in places
        if p.spot.lat is not None and p.spot.lon is not None
    ]
    return tuple(found[:ON_MAP])


def _name(place: PlaceCount) -> str:
    return place_name(place.spot.place) if place.spot.place else place.spot.name.title()
