"""In which country a report is set, for those of whom it says no country: "the police" in a report from Jakarta are Indonesia's.

Read from the places that the report names, the peoples, and who publishes it. Where several countries stand side by side there
is no such country, and who has none of his own keeps none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from precedent.clean.document import Document, Sentence
from precedent.knowledge import countries
from precedent.records import Place
from precedent.resolve.place_context import publisher
from precedent.resolve.wordlists import words as wordlist
from precedent.spans.names import Name

# How much each speaks for a country.
_PLACE, _ACTING, _COUNTRY, _PEOPLE, _HEAD, _PUBLISHER = 1.0, 0.5, 0.7, 0.7, 1.0, 1.5
_MOST = 3  # mentions of one name that count
_CLEAR = 0.6  # the share of all that speaks for one country from which on the report is set there


class Scene:
    """``home``: the country (alpha-3 on the report's day) in which the whole report is set, if in one."""

    def __init__(self, doc: Document, names: Sequence[Name], places: Sequence[Place], date: str | None) -> None:
        self._year = int(date[:4]) if date else None
        self._at: dict[int, dict[str, None]] = {}
        said: Counter[str] = Counter()
        seen: Counter[tuple[str, str]] = Counter()
        lead = next((s.index for s in doc.sentences if s.part == "text"), 0)
        by_start = {(name.part, name.start): name.sentence for name in names}
        for place in places:
            if place.country is None:
                continue
            country = self._then(place.country)
            sentence = by_start.get((place.in_ or "text", place.start), -1)
            seen[place.name, country] += 1
            if seen[place.name, country] > _MOST:
                continue
            weight = _ACTING if place.as_actor else _COUNTRY if place.kind == "country" else _PLACE
            said[country] += weight + _HEAD * (sentence <= lead and not place.as_actor)
            if not place.as_actor and place.kind != "country":
                self._at.setdefault(sentence, {})[country] = None
        for name in names:
            people = countries.by_demonym(name.text) if name.kind == "NORP" else None
            if people and (seen.update([(name.text, people)]) or seen[name.text, people] <= _MOST):
                said[people] += _PEOPLE
        if published := publisher(doc.report):
            said[self._then(published)] += _PUBLISHER
        best, much = min(said.items(), key=lambda one: (-one[1], one[0]), default=(None, 0.0))
        self.home = best if best and much >= _CLEAR * sum(said.values()) else None

    def _then(self, country: str) -> str:
        return countries.on_ground(country, self._year)

    def of(self, sentence: Sentence, first: int, last: int, sector: str | None) -> str | None:
        """The country of whom tokens ``first:last`` name without one: where what is told takes place; none for those come from afar."""
        if sector == "REF" or not wordlist("from_afar").isdisjoint(t.lower for t in sentence.tokens[first:last]):
            return None
        return self.at(sentence.index)

    def at(self, sentence: int) -> str | None:
        """The country in which what a sentence tells takes place."""
        here = self._at.get(sentence, {})
        return next(iter(here)) if len(here) == 1 else self.home if not here or self.home in here else None
