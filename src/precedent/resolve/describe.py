"""Country and sector of a noun phrase from its own words, then from the knowledge of organisations and offices."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from precedent.clean.document import Sentence
from precedent.knowledge import actors, countries
from precedent.knowledge.actors import Noun, Organisation
from precedent.resolve.wordlists import words as wordlist
from precedent.spans.phrases import Chunk, Phrases

_OF = {"of", "for", "at", "from", "in"}
_COMPASS = {"north", "south", "east", "west", "united", "new", "saudi", "sri"}
_LONGEST_COUNTRY = 5


class Description(NamedTuple):
    """Codes of the design's section 4; null where the words do not say. ``noun`` is the head's entry, with its first token."""

    country: str | None = None
    sector: str | None = None
    noun: Noun | None = None
    noun_first: int = -1


class Region(NamedTuple):
    """A country or organisation named in a phrase: tokens ``first:last``. ``demonym``: by its adjective or people."""

    first: int
    last: int
    country: str
    demonym: bool
    organisation: Organisation | None = None


@lru_cache(maxsize=65536)
def _country(words: str) -> tuple[str, bool] | None:
    """Alpha-3 code of a capitalised name or demonym, and whether it was the demonym."""
    if words in ("Us", "us", "Am", "As", "In", "It", "Is", "At", "My", "Be", "No", "So", "To"):
        return None
    if len(words) == 2 and words != "US" and words != "UK":
        return None
    named = countries.by_name(words)
    if named:
        return named, False
    people = countries.by_demonym(words)
    return (people, True) if people else None


def words(sentence: Sentence, first: int, last: int) -> str:
    """The words of tokens ``first:last`` as they stand, with straight apostrophes."""
    tokens = sentence.tokens
    return sentence.text[tokens[first].start - sentence.start : tokens[last - 1].end - sentence.start].replace("’", "'")


def country_at(sentence: Sentence, at: int, end: int) -> Region | None:
    """The longest country name or demonym that begins at token *at*."""
    if not sentence.tokens[at].text[0].isupper():
        return None
    for last in range(min(end, at + _LONGEST_COUNTRY), at, -1):
        found = _country(words(sentence, at, last))
        if found:
            return Region(at, last, *found)
    return None


def organisation_at(sentence: Sentence, at: int, end: int, date: str | None) -> Region | None:
    """The longest known organisation whose name begins at token *at*."""
    first = sentence.tokens[at].text
    if first not in actors.organisation_starts():
        return None
    for last in range(min(end, at + actors.longest_organisation()), at, -1):
        found = actors.organisation(words(sentence, at, last), date)
        if found and (last > at + 1 or found.name == first or not first.isupper() or not sentence.text.isupper()):
            return Region(at, last, found.country, False, found)
    return None


def regions(sentence: Sentence, first: int, last: int, date: str | None) -> list[Region]:
    """Countries and organisations named in tokens ``first:last``, left to right."""
    found: list[Region] = []
    at = first
    while at < last:
        region = organisation_at(sentence, at, last, date)
        if region is None or region.last == at + 1:
            country = country_at(sentence, at, last)
            region = country if country and (region is None or country.last > region.last) else region
        if region:
            found.append(region)
            at = region.last
        else:
            at += 1
    return found


def widened(sentence: Sentence, first: int, last: int) -> int:
    """First token of a phrase, moved left over "South" of "South Korean" where the phrase begins after it."""
    if first > 0 and sentence.tokens[first - 1].lower in _COMPASS and sentence.tokens[first - 1].text[0].isupper():
        region = country_at(sentence, first - 1, min(last, first + 2))
        if region and region.last > first:
            return first - 1
    return first


def describe(
    sentence: Sentence, phrases: Phrases, first: int, last: int, head_last: int, date: str | None, depth: int = 2
) -> Description:
    """What the words of tokens ``first:last`` say of the actor whose head noun (or title) ends before ``head_last``.

    Beside the phrase itself, complements after *last* are read, *depth* of them: "a spokesman for the rebels".
    """
    first = widened(sentence, first, last)
    lowers = [t.lower for t in sentence.tokens[first:head_last]]
    former = not wordlist("former").isdisjoint(lowers)
    if lowers and lowers[-1].startswith("ex-"):
        lowers[-1], former = lowers[-1][3:], True
    ending = actors.noun_ending(lowers, 0, len(lowers))
    noun, start = (ending[0], first + ending[1]) if ending else (None, head_last - 1)
    noun = _in_of(sentence, head_last) or noun
    if noun and (noun.kind == "word" or (noun.sector is None and noun.kind == "craft")):
        noun, start = None, head_last - 1
    named = regions(sentence, first, head_last, date)
    country = next((r.country for r in reversed(named)), None)
    sector = noun.sector if noun and noun.firm else None
    if sector is None:
        sector = _beside(lowers, start - first) or next((r.organisation.sector for r in reversed(named) if r.organisation), None)
    if (country is None or sector is None) and last == head_last and depth:
        about = _complement(sentence, phrases, last, date, depth - 1)
        if about:
            country = country or about.country
            sector = sector or about.sector
    if sector is None and noun and (not noun.with_country or country):
        sector = noun.sector
    if sector == "GOV" and former:
        sector = "ELI"
    if sector == "NGO":
        country, sector = country or "NGO", "SOC" if country else None
    return Description(country, sector, noun, start if noun else -1)


def _in_of(sentence: Sentence, head_last: int) -> Noun | None:
    """A noun of several words whose head is its first: "head | of state"."""
    tokens = sentence.tokens
    if head_last + 1 < len(tokens) and tokens[head_last].lower == "of":
        return actors.noun(" ".join(t.lower for t in tokens[head_last - 1 : head_last + 2]))
    return None


def _beside(lowers: Sequence[str], end: int) -> str | None:
    """Sector of the noun or adjective nearest before the head: "army" in "army spokesman"."""
    while end > 0:
        found = actors.noun_ending(lowers, 0, end)
        if found and found[0].sector and found[0].kind != "craft" and not (found[0].with_country or found[0].lemma == "general"):
            return found[0].sector
        end = found[1] if found else end - 1
    return None


def _complement(sentence: Sentence, phrases: Phrases, last: int, date: str | None, depth: int) -> Description | None:
    tokens = sentence.tokens
    if last + 1 >= len(tokens) or tokens[last].lower not in _OF:
        return None
    chunk = chunk_at(phrases, last + 1)
    if chunk is None or chunk.first != last + 1:
        return None
    if tokens[last].lower in ("in", "at") and not country_at(sentence, chunk.first, chunk.last):
        return None
    if lists_countries(sentence, chunk):  # "from Hungary and Romania": no one country
        return None
    inner = describe(sentence, phrases, chunk.first, chunk.last, chunk.head + 1, date, depth)
    if tokens[last].lower in ("in", "from"):  # where they are of, not whom they serve
        return Description(inner.country)
    bare = country_at(sentence, chunk.first + (tokens[chunk.first].lower == "the"), chunk.last)
    if inner.noun is None and bare and bare.last < chunk.head + 1:  # "for China's plans": no word on who
        return Description(inner.country)
    return inner


def lists_countries(sentence: Sentence, chunk: Chunk) -> bool:
    """Another country follows: "Hungary and Romania"."""
    at = chunk.last
    tokens = sentence.tokens
    return at + 1 < len(tokens) and tokens[at].lower in ("and", ",") and country_at(sentence, at + 1, len(tokens)) is not None


def chunk_at(phrases: Phrases, token: int) -> Chunk | None:
    """The base noun phrase that holds a token."""
    before = bisect_left(phrases.chunks, (token + 1,)) - 1
    chunk = phrases.chunks[before] if before >= 0 else None
    return chunk if chunk and token < chunk.last else None
