"""The codebooks' trigger words held against the words of a sentence: which types each word may speak for.

A word list cannot know what a sentence means: "a strike" is PROTEST, ASSAULT or sport. So what it finds is a hint, which
the encoder weighs with the rest of the sentence; see docs/decisions/0051.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from precedent.codebooks.inflect import noun_forms, verb_forms
from precedent.codebooks.load import Codebook, EventType
from precedent.codebooks.patterns import Pattern

ALSO = 0.5
_GAP = 6  # words that ``*`` lets stand between
_BEFORE = 9  # how far back a passive's subject may stand
_STOPS = frozenset({";", ":", "who", "which", "whom", "whose"})
BE = frozenset({"be", "is", "are", "am", "was", "were", "been", "being", "'s", "'re", "get", "got", "gets", "getting"})
_AUXILIARY_WITHIN = 3  # words between a form of "be" and its participle


class Entry(NamedTuple):
    codebook: str
    type: EventType
    mode: str | None
    pattern: Pattern


class Index(NamedTuple):
    """Entries by every form of their first word, those that ask for most first."""

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, tuple[Entry, ...]]


class Match(NamedTuple):
    """An entry at the word ``first``; ``used``: every word that its pattern matched."""

    entry: Entry
    first: int
    used: tuple[int, ...]


class Hint(NamedTuple):
    """The word at ``at`` may speak for a type: 1 for the entry that asks for most, ``ALSO`` for any other."""

    at: int
    type: str
    weight: float


@lru_cache(maxsize=8)
def index(codebooks: tuple[Codebook, ...]) -> Index:
    """The codebooks' trigger words, ready to look up."""
    verbs: dict[str, list[Entry]] = {}
    nouns: dict[str, list[Entry]] = {}
    for book in codebooks:
        for kind in book.types:
            for mode in (None, *kind.modes):
                for patterns, forms, table in (
                    ((mode or kind).verbs, verb_forms, verbs),
                    ((mode or kind).nouns, noun_forms, nouns),
                ):
                    for pattern in patterns:
                        entry = Entry(book.name, kind, mode.name if mode else None, pattern)
                        for form in {f: None for head in pattern.heads for f in forms(head)}:
                            table.setdefault(form, []).append(entry)
    return Index(_by_weight(verbs), _by_weight(nouns))


def _by_weight(table: dict[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {form: tuple(sorted(found, key=lambda e: -e.pattern.weight)) for form, found in table.items()}


def matches(words: Sequence[str], known: Index) -> list[Match]:
    """Every entry that fits at a word of the sentence (*words* in lower case), by word, those that ask for most first."""
    bag = frozenset(words)
    found: list[Match] = []
    for at, word in enumerate(words):
        entries = (*known.verbs.get(word, ()), *known.nouns.get(word, ()))
        if entries:
            passive = not BE.isdisjoint(words[max(0, at - _AUXILIARY_WITHIN) : at])
            here = [Match(e, at, used) for e in entries if (used := _match(e.pattern, words, bag, at, passive)) is not None]
            found += sorted(here, key=lambda m: -m.entry.pattern.weight)
    return found


def hints(words: Sequence[str], known: Index) -> tuple[Hint, ...]:
    """What the word lists say of a sentence (*words* in lower case), by word and type."""
    found: dict[tuple[int, str], float] = {}
    likeliest: dict[int, str] = {}
    for match in matches(words, known):
        kind = match.entry.type.name
        weight = 1.0 if likeliest.setdefault(match.first, kind) == kind else ALSO
        for at in match.used:
            found[at, kind] = max(found.get((at, kind), 0.0), weight)
    return tuple(Hint(at, kind, weight) for (at, kind), weight in sorted(found.items()))


def _match(pattern: Pattern, words: Sequence[str], bag: frozenset[str], i: int, passive: bool) -> tuple[int, ...] | None:
    """The words that the pattern matches with its first at *i*, or None where it does not fit."""
    if pattern.never_in & bag or not all(group & bag for group in pattern.only_in):
        return None
    at = i + 1
    used = [i]
    for step in pattern.steps:
        where = _where(step.words, step.gap, words, at)
        if where is None and step.gap and passive:
            back = next((k for k in range(i - 1, max(-1, i - _BEFORE), -1) if words[k] in step.words), None)
            if back is not None:
                used.append(back)
                continue
        if where is None:
            return None
        at = where + 1
        used.append(where)
    if pattern.never_after and pattern.never_after.intersection(words[at : at + _GAP]):
        return None
    return tuple(used)


def _where(wanted: frozenset[str], gap: bool, words: Sequence[str], at: int) -> int | None:
    for k in range(at, min(at + (_GAP + 1 if gap else 1), len(words))):
        if words[k] in wanted:
            return k
        if words[k] in _STOPS:
            return None
    return None
