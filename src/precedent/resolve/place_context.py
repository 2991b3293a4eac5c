"""What the words around a place's name say: that it acts, what it lies in, where it is published."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from precedent.clean.document import Document, Token
from precedent.knowledge import countries, names, speech
from precedent.knowledge.gazetteer import Entry, Gazetteer, Hit
from precedent.records import Place, Report
from precedent.spans.names import Name
from precedent.spans.phrases import Phrases

_BETWEEN = frozenset({",", "(", "in"})
_OWNS = frozenset({"'s", "’s"})
_POLITY = frozenset({"country", "disputed", "seat"})
# Domains of countries that say little of where something is published.
_NO_HOME = frozenset({"COL", "MNE", "TUV", "ASM", "CCK", "IOT", "LAO", "SOM", "AIA", "LBY", "FSM", "TKL", "WSM"})


def acts(doc: Document, phrases: Sequence[Phrases], name: Name) -> bool:
    """Whether the place stands for its government: subject of a verb of speech or diplomacy ("Pyongyang said"), or its agent."""
    tokens = doc.sentences[name.sentence].tokens
    if after_preposition(doc, name):
        return False
    before = tokens[name.first - 1].lower if name.first else ""
    verbs = speech.verbs() | names.kind("diplomatic")
    at = name.last
    while at < len(tokens) and tokens[at].lower in names.kind("auxiliaries"):
        at += 1
    if at < len(tokens) and tokens[at].lower in verbs:
        passive = at > name.last and tokens[at - 1].lower in ("is", "was", "be", "been")
        return not passive and _is_verb(phrases, name.sentence, at)
    return before == "by" and name.first > 1 and tokens[name.first - 2].lower in verbs


def after_preposition(doc: Document, name: Name) -> bool:
    """As in "in Pyongyang"."""
    return name.first > 0 and doc.sentences[name.sentence].tokens[name.first - 1].lower in names.kind("prepositions")


def _is_verb(phrases: Sequence[Phrases], sentence: int, at: int) -> bool:
    return sentence >= len(phrases) or phrases[sentence].tags[at] in ("VERB", "AUX")


def is_polity(entry: Entry) -> bool:
    """A country, a territory that acts as one, or the capital that stands for it."""
    if entry.kind in _POLITY:
        return True
    return is_seat(entry)


def is_seat(place: Entry | Place) -> bool:
    """The capital of a country."""
    country = countries.get(place.country) if place.country else None
    return place.kind == "settlement" and country is not None and country.capital == place.name


def containers(doc: Document, mentions: Sequence[Name]) -> dict[int, int]:
    """For each mention the index of the one right after it that it may lie in: "Paris, Texas", "Goseong (South Korea)"."""
    return {
        i: i + 1
        for i, (name, after) in enumerate(pairwise(mentions))
        if after.sentence == name.sentence
        and after.first > name.last
        and _lies_in(doc.sentences[name.sentence].tokens, name, after)
    }


def _lies_in(tokens: Sequence[Token], name: Name, after: Name) -> bool:
    between = [t.lower for t in tokens[name.last : after.first]]
    follows = tokens[after.last].lower if after.last < len(tokens) else ""
    if between == [",", "the"]:  # "Santiago, the Dominican Republic's second city"
        return follows in _OWNS and name.first != 1
    if len(between) != 1 or between[0] not in _BETWEEN:
        return False
    # "In London, Canada said so": the comma closes what opens the sentence
    opened = name.first == 1 and tokens[0].lower in names.kind("in") and between[0] == ","
    return not (opened and (follows in _OWNS or follows in speech.verbs() | names.kind("diplomatic") | names.kind("auxiliaries")))


def readings(gazetteer: Gazetteer, text: str) -> tuple[Hit, ...]:
    """What the gazetteer has of that name; capitals tell "US" from the town of "Us"."""
    hits = gazetteer.find(text)
    if len(text) <= 5 and text.replace(".", "").isupper():
        return tuple(h for h in hits if h.entry.kind != "settlement" or len(text) > 3) or hits
    return hits


def publisher(report: Report) -> str | None:
    """The country that a report's address, source or publisher names: ".co.uk", "The Times of India"."""
    domain = (report.url or "").partition("://")[2].partition("/")[0].rpartition(".")[2] if report.url else ""
    alpha2 = {"uk": "GB"}.get(domain, domain.upper()) if len(domain) == 2 else ""
    country = countries.get(alpha2) if alpha2 else None
    if country is not None and country.alpha3 not in _NO_HOME:
        return country.alpha3
    words = f"{report.source or ''} {report.extra.get('publisher', '')}".replace(".", " ").split()
    for first in range(len(words)):
        for last in range(min(len(words), first + 3), first, -1):
            said = " ".join(words[first:last])
            if alpha3 := countries.by_name(said) or countries.by_demonym(said):
                return alpha3
    return None
