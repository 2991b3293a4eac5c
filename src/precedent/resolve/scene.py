"""In which country a report is set, for those of whom it says no country: "the police" in a report from Jakarta are Indonesia's.

Read from the places that the report names, the peoples, and who publishes it. Where several countries stand side by side there
is no such country, and who has none of his own keeps none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from precedent.clean.document import Document, Sentence
from precedent.knowledge import countries
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Place
from precedent.resolve import place_context as context
from precedent.resolve.wordlists import words as wordlist
from precedent.spans.names import Name

# How much each speaks for a country.
_PLACE, _ACTING, _COUNTRY, _ACTOR, _HEAD, _PUBLISHER = 1.0, 0.5, 0.7, 0.5, 1.0, 1.5
_KNOWN = 5.0  # prominence of a town that a publisher is called by
_MOST = 3  # mentions of one name that count
_CLEAR = 0.5  # the share of all that speaks for one country above which the report is set there


class Scene:
    """``home``: the country (alpha-3 on the report's day) in which the whole report is set, if in one.

    *actors*: the countries of those of whom it says one, and how often it tells of them.
    """

    def __init__(
        self,
        doc: Document,
        names: Sequence[Name],
        places: Sequence[Place],
        actors: Iterable[tuple[str, int]],
        gazetteer: Gazetteer,
        date: str | None,
    ) -> None:
        self._year = int(date[:4]) if date else None
        self._at: dict[int, dict[str, None]] = {}
        said: Counter[str] = Counter()
        seen: Counter[tuple[str, str]] = Counter()
        lead = next((s.index for s in doc.sentences if s.part == "text"), 0)
        named = {(name.part, name.start): name for name in names}
        for place in places:
            if place.country is None:
                continue
            country = self._then(place.country)
            name = named[place.in_ or "text", place.start]
            filed = name.first == 0 and name.sentence == lead  # "SEOUL, Oct 20 —"
            acts = place.as_actor or (context.is_seat(place) and not filed and not context.after_preposition(doc, name))
            seen[place.name, country] += 1
            if seen[place.name, country] > _MOST:
                continue
            said[country] += _ACTING if acts else _COUNTRY if place.kind == "country" else _PLACE
            said[country] += _HEAD * (name.sentence <= lead and not acts)
            if not acts and place.kind != "country":
                self._at.setdefault(name.sentence, {})[country] = None
        for country, mentions in actors:
            if countries.get(country):
                said[country] += _ACTOR * min(mentions, _MOST)
        if published := context.publisher(doc.report) or _town_of(doc.report.source or "", gazetteer):
            said[self._then(published)] += _PUBLISHER
        best, much = min(said.items(), key=lambda one: (-one[1], one[0]), default=(None, 0.0))
        self.home = best if best and much > _CLEAR * sum(said.values()) else None

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
        return self.home or (next(iter(here)) if len(here) == 1 else None)


def _town_of(source: str, gazetteer: Gazetteer) -> str | None:
    """The country of a town or area that a publisher is called by: "Peshawar Frontier Radio"."""
    words = source.split()
    for said in (*(" ".join(pair) for pair in pairwise(words)), *words):
        hit = next(iter(gazetteer.find(said)), None)
        if hit and hit.entry.country and not hit.word and gazetteer.weight(hit) >= _KNOWN:
            return hit.entry.country
    return None
