"""Which place each name means, decided over the whole report at once.

What counts for a candidate: how likely the name means it by itself; a container named right after it ("Paris, Texas"); how
near it lies to what the other names may mean, and whether they contain it; the countries of the people named; the country
of the publisher. One name has one sense in a report, unless a container named after it says otherwise.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from precedent.clean.document import Document
from precedent.knowledge import countries
from precedent.knowledge.folding import fold
from precedent.knowledge.gazetteer import Entry, Gazetteer, Hit
from precedent.records import Candidate, Place, Span
from precedent.resolve import place_context as context
from precedent.spans.names import Name
from precedent.spans.phrases import Phrases

_MOST = 15  # candidates a name
_ROUNDS = 3
_NEAR_KM = 100.0
# How much two places in the same area belong together, and how much a place and that area itself.
_TIES = (("country", 0.05, 0.4), ("admin1", 0.5, 0.9), ("admin2", 0.9, 0.9))
_PEERS = 0.5  # states and provinces of one country are named together
_SMALL_KM = 120.0  # below this radius a place's middle says where it is
_SHOWN = 0.02  # least probability of a candidate that is told
_KNOWN = 0.97  # chance that the place meant is in the gazetteer at all

# Weights, in steps of the natural logarithm of the odds.
_PRIOR = 1.3
_CONTAINED = 8.0
_SUPPORT = 5.0
_FRIENDS = 2  # how many of the other names count for a candidate: those that support it most
_PEOPLE = 2.5
_PUBLISHER = 1.0
_ACTS = 4.0


@dataclass(eq=False)
class _Sense:
    """All mentions of one name, with what they may mean and the odds of each."""

    hits: tuple[Hit, ...]
    mentions: int = 0
    base: list[float] = field(default_factory=list)
    odds: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


def resolve(doc: Document, phrases: Sequence[Phrases], names: Sequence[Name], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Every proper name of a place, in document order; ``place`` is null where the gazetteer has none of that name."""
    mentions = [name for name in names if name.kind == "PLACE"]
    acts = [context.acts(doc, phrases, name) for name in mentions]
    container = context.containers(doc, mentions)
    senses: dict[str, _Sense] = {}
    for name in mentions:
        key = fold(name.text)
        if key not in senses:
            senses[key] = _Sense(hits=context.readings(gazetteer, name.text)[:_MOST])
        senses[key].mentions += 1
    _weigh(senses, names, mentions, acts, container, doc, gazetteer)
    _settle([s for s in senses.values() if s.hits], gazetteer)
    return tuple(
        _place(doc, name, senses[fold(name.text)], _held(i, container, mentions, senses, gazetteer), acts[i])
        for i, name in enumerate(mentions)
    )


def _weigh(
    senses: dict[str, _Sense],
    names: Sequence[Name],
    mentions: Sequence[Name],
    acts: Sequence[bool],
    container: dict[int, int],
    doc: Document,
    gazetteer: Gazetteer,
) -> None:
    """What speaks for each candidate by itself."""
    people = Counter(alpha3 for n in names if n.kind == "NORP" and (alpha3 := countries.by_demonym(n.text)))
    home = context.publisher(doc.report)
    for sense in senses.values():
        for hit in sense.hits:
            country = hit.entry.country
            weight = _PRIOR * gazetteer.weight(hit)
            weight += _PEOPLE * math.log1p(people[country]) if country else 0.0
            weight += _PUBLISHER * (country is not None and country == home)
            sense.base.append(weight)
    acting = {fold(name.text) for name, does in zip(mentions, acts, strict=True) if does}
    for key in sorted(acting):
        for i, hit in enumerate(senses[key].hits):
            senses[key].base[i] += _ACTS * context.is_polity(hit.entry)
    for pair in sorted({(fold(mentions[i].text), fold(mentions[o].text)) for i, o in container.items()}):
        inner, outer = senses[pair[0]], senses[pair[1]]
        held = [[gazetteer.holds(o.entry, i.entry) and o.entry.number != i.entry.number for o in outer.hits] for i in inner.hits]
        for i, row in enumerate(held):
            inner.base[i] += _CONTAINED * any(row)
        for o in range(len(outer.hits)):
            outer.base[o] += _CONTAINED * any(row[o] for row in held)


def _settle(senses: Sequence[_Sense], gazetteer: Gazetteer) -> None:
    """Odds of all candidates, each supported by the likely candidates of the other names."""
    if not senses:
        return
    entries = [hit.entry for sense in senses for hit in sense.hits]
    base = np.array([weight for sense in senses for weight in sense.base])
    bounds = np.cumsum([0] + [len(sense.hits) for sense in senses])
    owner = np.repeat(np.arange(len(senses)), np.diff(bounds))
    states = np.array([_a_state(hit, sense, gazetteer) for sense in senses for hit in sense.hits])
    ties = _ties(entries, states, gazetteer)
    ties[owner[:, None] == owner[None, :]] = 0.0
    weight = np.sqrt([sense.mentions for sense in senses])
    odds = _softmax(base, bounds)
    for _ in range(_ROUNDS if len(senses) > 1 else 0):
        best = np.maximum.reduceat(ties * odds[None, :], bounds[:-1], axis=1)
        support = np.sort(best * weight, axis=1)[:, -_FRIENDS:].sum(axis=1)
        odds = _softmax(base + _SUPPORT * support, bounds)
    for i, sense in enumerate(senses):
        sense.odds = odds[bounds[i] : bounds[i + 1]]


def _a_state(hit: Hit, sense: _Sense, gazetteer: Gazetteer) -> bool:
    """A first-level area, and no great town in it bears the same name: Lagos is a city, whatever its state is called."""
    least = gazetteer.weight(hit) - 1.0
    return hit.entry.kind == "admin1" and not any(
        h.entry.kind == "settlement" and gazetteer.weight(h) >= least and gazetteer.holds(hit.entry, h.entry) for h in sense.hits
    )


def _ties(entries: Sequence[Entry], states: NDArray[np.bool_], gazetteer: Gazetteer) -> NDArray[np.float64]:
    """How much each pair of places belongs together (0 to 1): one holds the other, they lie near, in one area or country."""
    lat, lon = (np.radians([getattr(e, axis) for e in entries]) for axis in ("lat", "lon"))
    at = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    km = 6371.0 * np.arccos(np.clip(at @ at.T, -1.0, 1.0))
    small = np.array([e.radius_km < _SMALL_KM for e in entries])
    ties = np.where(small[:, None] & small[None, :], np.exp(-km / _NEAR_KM), 0.0)
    levels = {"country": -1 * np.ones(len(entries)), "admin1": -1 * np.ones(len(entries)), "admin2": -1 * np.ones(len(entries))}
    for i, entry in enumerate(entries):
        for area in (entry, *gazetteer.outer(entry)):
            if area.kind in levels:
                levels[area.kind][i] = area.number
    number = np.array([e.number for e in entries])
    for kind, both, held in _TIES:
        level = levels[kind]
        same = (level[:, None] == level[None, :]) & (level[:, None] >= 0)
        area = (number == level)[:, None] ^ (number == level)[None, :]
        ties = np.maximum(ties, same * np.where(area, held, both))
    peers = states[:, None] & states[None, :] & (levels["country"][:, None] == levels["country"][None, :])
    together: NDArray[np.float64] = np.maximum(ties, _PEERS * peers)
    return together


def _softmax(values: NDArray[np.float64], bounds: NDArray[np.int64]) -> NDArray[np.float64]:
    top = np.repeat(np.maximum.reduceat(values, bounds[:-1]), np.diff(bounds))
    raised = np.exp(values - top)
    total: NDArray[np.float64] = raised / np.repeat(np.add.reduceat(raised, bounds[:-1]), np.diff(bounds))
    return total


def _held(
    at: int, container: dict[int, int], mentions: Sequence[Name], senses: dict[str, _Sense], gazetteer: Gazetteer
) -> tuple[bool, ...] | None:
    """Which candidates lie in the container named right after this mention; None where none is named or none does."""
    if at not in container:
        return None
    outer = senses[fold(mentions[container[at]].text)]
    if not outer.hits:
        return None
    entry = outer.hits[int(np.argmax(outer.odds))].entry
    inner = senses[fold(mentions[at].text)]
    held = tuple(gazetteer.holds(entry, hit.entry) and hit.entry.number != entry.number for hit in inner.hits)
    return held if any(held) else None


def _place(doc: Document, name: Name, sense: _Sense, held: tuple[bool, ...] | None, acts: bool) -> Place:
    span = doc.span(name.part, name.start, name.end)
    if not sense.hits:
        return Place(
            start=span.start, end=span.end, text=span.text, in_=span.in_, place=None, name=name.text, kind=None, country=None,
            lat=None, lon=None, radius_km=None, geonameid=None,
        )  # fmt: skip
    odds = sense.odds
    if held is not None:
        odds = odds * np.array(held)
        odds = odds / odds.sum() if odds.sum() > 0 else sense.odds
    order = sorted(range(len(odds)), key=lambda i: (-odds[i], i))
    entry = sense.hits[order[0]].entry
    shown = [Candidate(place=sense.hits[i].entry.place, p=round(_KNOWN * float(odds[i]), 2)) for i in order if odds[i] >= _SHOWN]
    several = len(shown) > 1 or entry.kind == "settlement"
    return called(span, entry, as_actor=acts and context.is_polity(entry), candidates=tuple(shown) if several else ())


def called(words: Span, entry: Entry, **more: Any) -> Place:
    """The place of the gazetteer that *words* name, with what else is known of it."""
    return Place(
        start=words.start,
        end=words.end,
        text=words.text,
        in_=words.in_,
        place=entry.place,
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        radius_km=entry.radius_km,
        geonameid=entry.geonameid,
        **more,
    )
