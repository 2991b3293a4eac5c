"""In which country a report is set, for those of whom it says no country: "the police" in a report from Jakarta are Indonesia's.

Read from the places that the report names, the peoples, and who publishes it. Where several countries stand side by side there
is no such country, and who has none of his own keeps none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from precedent.clean.document import Document
from precedent.knowledge import countries
from precedent.knowledge.actors import noun_ending
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Place
from precedent.resolve import place_context as context
from precedent.resolve.wordlists import words as wordlist
from precedent.spans.names import Name

# How much each speaks for a country.
_PLACE, _ACTING, _COUNTRY, _ACTOR, _HEAD, _PUBLISHER = 1.0, 0.5, 0.7, 0.5, 1.0, 1.5
_KNOWN = 5.0  # prominence of a town that a publisher is called by
_MOST = 3  # mentions of one name that count
_CLEAR = 1.25  # a report is set in a country for which so many times more speaks than for any other


class Scene:
    """``home``: the country (alpha-3 on the report's day) in which the whole report is set, if in one; ``speaker``: sector of "we".

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
        said: dict[str, float] = defaultdict(float)
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
        self.speaker = _speaker(doc.report.source or "")
        first, second, *_ = sorted((*((-much, country) for country, much in said.items()), (0.0, ""), (0.0, "")))
        self.home = first[1] if -first[0] > _CLEAR * -second[0] else None

    def _then(self, country: str) -> str:
        return countries.on_ground(country, self._year)

    def of(self, sentence: int, words: Iterable[str], sector: str | None) -> str | None:
        """The country of whom *words* (lower case) of a sentence name without one; none for those come from afar."""
        if sector == "REF" or not wordlist("from_afar").isdisjoint(words):
            return None
        here = self._at.get(sentence, {})
        return self.home or (next(iter(here)) if len(here) == 1 else None)


def _speaker(source: str) -> str | None:
    """The sector of those who publish, where they are called by what they do: "League of Sharecroppers"; of news media none."""
    lowers = source.lower().split()
    ending = next((e for e in (noun_ending(lowers, 0, end) for end in range(len(lowers), 0, -1)) if e and e[0].sector), None)
    return ending[0].sector if ending and ending[0].sector != "JRN" else None


def _town_of(source: str, gazetteer: Gazetteer) -> str | None:
    """The country of a town or area that a publisher is called by: "Peshawar Frontier Radio"."""
    words = source.split()
    for said in (*(" ".join(pair) for pair in pairwise(words)), *words):
        hit = next(iter(gazetteer.find(said)), None)
        if hit and hit.entry.country and not hit.word and gazetteer.weight(hit) >= _KNOWN:
            return hit.entry.country
    return None
