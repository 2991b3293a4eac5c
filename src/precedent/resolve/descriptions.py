"""Places that are described from a name: "20 km north of Goseong", "off the coast of Libya", "near the border with Niger".

Each becomes a point with a radius and ``how`` it was reached. It keeps the id of the name it starts from, and is cited to all
its words. ``places`` of a report stay the proper names; the descriptions go to the events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from precedent.clean.document import Document, Sentence
from precedent.knowledge.borders import border, moved
from precedent.knowledge.calendar import number
from precedent.knowledge.gazetteer import Gazetteer
from precedent.knowledge.sphere import great_circle_km
from precedent.records import Place
from precedent.resolve.wordlists import words as wordlist
from precedent.spans.names import Name

_POINTS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
_BEARINGS = {word: 45.0 * i for i, word in enumerate(_POINTS)}
_KM = {
    "km": 1.0, "kms": 1.0, "kilometre": 1.0, "kilometres": 1.0, "kilometer": 1.0, "kilometers": 1.0, "mile": 1.609, "miles": 1.609,
    "mi": 1.609, "metres": 0.001, "meters": 0.001, "yards": 0.0009, "nautical": 1.852,
}  # fmt: skip
_AREAS = frozenset({"country", "admin1", "admin2", "region", "disputed", "island", "continent", "desert", "mountains"})
_SECTOR = 0.38  # half the width of an eighth of the compass, as a share of the distance
_BESIDE_KM = 15.0  # "north of Kyiv": outside the town, and not far
_OFF_KM = 50.0  # "off Libya": within sight or half a day's sail


class _Told(NamedTuple):
    """A description: tokens ``first:last``, its middle, and how it was reached. ``also``: later names that are part of it."""

    first: int
    last: int
    lat: float
    lon: float
    radius_km: float
    how: str
    also: int = 0
    kind: str | None = None  # where it is another than that of the place it is described by


class _Anchor(NamedTuple):
    """The place that a description starts from, with all that is needed of it."""

    name: str
    kind: str | None
    country: str | None
    lat: float
    lon: float
    radius_km: float


def _anchor(place: Place) -> _Anchor | None:
    if place.lat is None or place.lon is None or place.radius_km is None or place.as_actor:
        return None
    return _Anchor(place.name, place.kind, place.country, place.lat, place.lon, place.radius_km)


def described(doc: Document, names: Sequence[Name], places: Sequence[Place], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """*places* (one for each name of one, in order) with each that only starts a description replaced by what is described."""
    mentions = [name for name in names if name.kind == "PLACE"]
    reader = _Reader(doc, mentions, places, gazetteer)
    found: list[Place] = []
    at = 0
    while at < len(places):
        told = reader.told(at)
        found.append(reader.place(at, told) if told else places[at])
        at += 1 + (told.also if told else 0)
    return tuple(sorted([*found, *reader.fronts()], key=lambda p: (p.in_ != "title", p.start, -p.end)))


class _Reader:
    """The descriptions of one report."""

    def __init__(self, doc: Document, mentions: Sequence[Name], places: Sequence[Place], gazetteer: Gazetteer) -> None:
        self._doc, self._mentions, self._places, self._gazetteer = doc, mentions, places, gazetteer
        self._countries = Counter(p.country for p in places if p.country)
        self._lowers: dict[int, list[str]] = {}

    def _words(self, sentence: int) -> list[str]:
        return self._lowers.setdefault(sentence, [t.lower for t in self._doc.sentences[sentence].tokens])

    def told(self, at: int) -> _Told | None:
        """What the words around a name describe from it."""
        name, place = self._mentions[at], _anchor(self._places[at])
        if place is None:
            return None
        words = self._words(name.sentence)
        begin = _begin(words, name.first)
        return (
            self._border(at, words, begin, place)
            or self._between(at, words, place)
            or _coast(words, begin, name.last, place)
            or _from(words, begin, name.last, place)
            or _part(words, name, place)
        )

    def place(self, at: int, told: _Told) -> Place:
        name = self._mentions[at]
        return self._cited(self._places[at], self._doc.sentences[name.sentence], told)

    def _cited(self, place: Place, sentence: Sentence, told: _Told) -> Place:
        span = self._doc.words(sentence, told.first, told.last)
        return msgspec.structs.replace(
            place, start=span.start, end=span.end, text=span.text, in_=span.in_, lat=told.lat, lon=told.lon,
            radius_km=told.radius_km, how=told.how, kind=told.kind or place.kind,
        )  # fmt: skip

    def _after(self, at: int) -> int | None:
        """The next name, in the same sentence."""
        follows = at + 1 < len(self._mentions) and self._mentions[at + 1].sentence == self._mentions[at].sentence
        return at + 1 if follows else None

    def _border(self, at: int, words: Sequence[str], begin: int, place: _Anchor) -> _Told | None:
        """ "the border with Niger", "the border between Mali and Niger", "the Mali-Niger border", "the Niger border"."""
        name, after = self._mentions[at], self._after(at)
        last, also, other = name.last, 0, None
        if begin > 1 and words[begin - 1] == "with" and words[begin - 2] in wordlist("frontiers"):
            first = begin - 2
        elif begin > 1 and words[begin - 1] == "between" and words[begin - 2] in wordlist("frontiers") and after is not None:
            first, last, also, other = begin - 2, self._mentions[after].last, 1, self._places[after].country
        elif after is not None and self._joined(at, after) and words[self._mentions[after].last :][:1] == ["border"]:
            first, last, also, other = begin, self._mentions[after].last + 1, 1, self._places[after].country
        elif words[name.last : name.last + 1] == ["border"] and place.kind == "country":
            first, last = begin, name.last + 1
        else:
            return None
        other = other or self._side(at)
        line = border(self._gazetteer, place.country, other) if place.country and other else None
        if line is None:
            return None
        while first > 0 and words[first - 1] in wordlist("before_border"):
            first -= 1
        first -= 2 * (list(words[max(0, first - 2) : first]) == ["close", "to"])
        sides = " and ".join(sorted((place.country or "", other or "")))
        return _Told(first, last, *line, f"the border of {sides}, by the towns on both sides", also, "border")

    def _joined(self, one: int, other: int) -> bool:
        before, after = self._mentions[one], self._mentions[other]
        return self._doc.view(before.part).text[before.end : after.start] in ("-", "–", "/")

    def _side(self, at: int) -> str | None:
        """The country on this side of a border: of the nearest other place in the sentence, else the one most often named."""
        own = self._places[at].country
        near = sorted(
            (abs(i - at), i) for i, m in enumerate(self._mentions) if m.sentence == self._mentions[at].sentence and i != at
        )
        here = [self._places[i].country for _, i in near] + [country for country, _ in self._countries.most_common()]
        return next((country for country in here if country and country != own), None)

    def _between(self, at: int, words: Sequence[str], place: _Anchor) -> _Told | None:
        """Half-way from one town to another; countries are sides of something."""
        name, after = self._mentions[at], self._after(at)
        if after is None or name.first < 1 or words[name.first - 1] != "between":
            return None
        other, far = self._mentions[after], _anchor(self._places[after])
        if far is None or words[name.last : other.first] != ["and"] or "country" in (place.kind, far.kind):
            return None
        km = great_circle_km(place.lat, place.lon, far.lat, far.lon)
        middle = ((place.lat + far.lat) / 2, (place.lon + far.lon) / 2)
        if abs(place.lon - far.lon) > 180 or km > 1000:
            return None
        how = f"half-way between {place.name} and {far.name}"
        return _Told(name.first - 1, other.last, round(middle[0], 4), round(middle[1], 4), round(max(km / 2, 1.0), 1), how, 1)

    def fronts(self) -> Iterator[Place]:
        """ "The eastern front": that part of the country that the report names most."""
        main = self._countries.most_common(1)
        entry = self._gazetteer.country(main[0][0]) if main else None
        if entry is None:
            return
        for sentence in self._doc.sentences:
            words = self._words(sentence.index)
            for i in range(len(words) - 1):
                bearing = _BEARINGS.get(words[i].removesuffix("ern"))
                if bearing is None or words[i + 1] not in wordlist("fronts") or not words[i].endswith("ern"):
                    continue
                lat, lon = moved(entry.lat, entry.lon, bearing, entry.radius_km / 2)
                whole = Place(
                    start=0, end=0, text="", place=entry.place, name=entry.name, kind=entry.kind, country=entry.country, lat=lat,
                    lon=lon, radius_km=entry.radius_km, geonameid=entry.geonameid,
                )  # fmt: skip
                how = f"the {words[i]} part of {entry.name}, the country the report names most"
                yield self._cited(whole, sentence, _Told(i, i + 2, lat, lon, round(entry.radius_km / 2, 1), how))


def _begin(words: Sequence[str], first: int) -> int:
    """Where the phrase of a name begins: "the city of | Goseong"."""
    at = first
    if at > 1 and words[at - 1] == "of" and words[at - 2] in wordlist("towns"):
        at -= 2
        while at > 0 and words[at - 1].removesuffix("ern") in (*_BEARINGS, "coastal", "port", "border", "central"):
            at -= 1
    return at - 1 if at > 0 and words[at - 1] == "the" else at


def _from(words: Sequence[str], begin: int, last: int, place: _Anchor) -> _Told | None:
    """ "20 km (12 miles) north of Goseong", "30 miles from Baghdad", "just north of Kyiv"."""
    if begin < 2 or words[begin - 1] not in ("of", "from"):
        return None
    at = begin - 1
    point = words[at - 1].replace("-", "")
    bearing = _BEARINGS.get(point)
    if bearing is not None:
        at -= 1
        if at > 1 and words[at - 2 : at] == ["to", "the"]:
            at -= 2
    elif words[begin - 1] == "of":
        return None
    elif words[at - 1] == "away":
        at -= 1
    measured = _measure(words, at)
    if measured is None:
        if bearing is None or words[begin - 1] != "of":
            return None
        if place.kind in _AREAS:
            return _side_of(words, at, last, point, bearing, place)
        lat, lon = moved(place.lat, place.lon, bearing, place.radius_km + _BESIDE_KM)
        first = at - (at > 0 and words[at - 1] == "just")
        return _Told(
            first, last, lat, lon, round(place.radius_km + _BESIDE_KM, 1), f"{point} of {place.name}, at no given distance"
        )
    first, km = measured
    if bearing is None:
        radius = round(place.radius_km + km, 1)
        return _Told(first, last, place.lat, place.lon, radius, f"within {km:.3g} km of {place.name}, in no given direction")
    lat, lon = moved(place.lat, place.lon, bearing, km)
    radius = round(max(1.0, _SECTOR * km) + min(place.radius_km, km / 2), 1)
    return _Told(first, last, lat, lon, radius, f"{km:.3g} km {point} of {place.name}")


def _side_of(words: Sequence[str], at: int, last: int, point: str, bearing: float, place: _Anchor) -> _Told | None:
    """ "the north of Mali" lies in it."""
    return _toward(at - 1, last, point, bearing, place) if at > 0 and words[at - 1] == "the" else None


def _part(words: Sequence[str], name: Name, place: _Anchor) -> _Told | None:
    """ "northern Mali", "eastern Ukraine"."""
    if name.first < 1 or place.kind not in _AREAS or not words[name.first - 1].endswith("ern"):
        return None
    point = words[name.first - 1].removesuffix("ern").replace("-", "")
    bearing = _BEARINGS.get(point)
    return None if bearing is None else _toward(name.first - 1, name.last, point, bearing, place)


def _toward(first: int, last: int, point: str, bearing: float, place: _Anchor) -> _Told:
    lat, lon = moved(place.lat, place.lon, bearing, place.radius_km / 2)
    return _Told(first, last, lat, lon, round(max(1.0, place.radius_km / 2), 1), f"the {point}ern part of {place.name}")


def _coast(words: Sequence[str], begin: int, last: int, place: _Anchor) -> _Told | None:
    """ "off the eastern coast of Libya", "off Lampedusa", "10 miles off Yemen"."""
    at, bearing, point = begin, None, ""
    if begin > 1 and words[begin - 1] == "of" and words[begin - 2] in wordlist("coasts"):
        at = begin - 2
        point = words[at - 1].removesuffix("ern").replace("-", "") if at else ""
        bearing = _BEARINGS.get(point)
        at -= bearing is not None
        at -= at > 0 and words[at - 1] in ("the", "its")
    if at < 1 or words[at - 1] != "off":
        return None
    measured = _measure(words, at - 1)
    first, km = measured or (at - 1, _OFF_KM)
    lat, lon = (place.lat, place.lon) if bearing is None else moved(place.lat, place.lon, bearing, place.radius_km)
    radius = place.radius_km + km if bearing is None else place.radius_km / 2 + km
    side = f" on its {point} side" if bearing is not None else ""
    return _Told(first, last, lat, lon, round(radius, 1), f"the waters off {place.name}{side}")


def _measure(words: Sequence[str], end: int) -> tuple[int, float] | None:
    """A distance that ends before token *end*: its first token, and kilometres."""
    at = end
    if at > 2 and words[at - 1] == ")":  # "20 km (12 miles) north"
        opened = next((i for i in range(at - 2, max(-1, at - 8), -1) if words[i] == "("), None)
        if opened is None:
            return None
        at = opened
    if at < 1:
        return None
    unit = words[at - 1].rstrip(".")
    if unit in _KM and at > 1:
        if unit in ("miles", "mile") and words[at - 2] == "nautical":
            unit, at = "nautical", at - 1
        first = at - 1
        while first > 0 and first > at - 5 and number([words[first - 1]]) is not None:
            first -= 1
        value = number(words[first : at - 1]) if first < at - 1 else None
    else:  # "20km"
        digits = unit.rstrip("abcdefghijklmnopqrstuvwxyz")
        unit = unit[len(digits) :].lstrip("-")
        first = at - 1
        value = number([digits.rstrip("-")]) if digits[:1].isdigit() and unit in _KM else None
    if value is None:
        return None
    return first - (first > 0 and words[first - 1] in wordlist("about")), float(value) * _KM[unit]
