"""Codebooks for reading a few words that someone typed, which have no report around them.

In a report "crossing" tells an event only beside a border or a soldier. Asked "how many crossings were there?", the word
alone is enough: nobody asks this program of railways. What was read is shown back, so a wrong guess is seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from precedent.codebooks.inflect import noun_forms, verb_forms
from precedent.codebooks.load import Codebook, EventType, Mode
from precedent.codebooks.patterns import Pattern

# Verbs that say nothing without what follows.
_LIGHT = frozenset({"make", "hold", "have", "take", "give", "do", "get", "go", "put", "set", "come", "be", "say", "keep", "call"})


# Words that only join what follows: "strike over" says no more of its mode than "strike".
_JOINING = frozenset({"of", "by", "at", "in", "on", "over", "against", "into", "to", "from", "with"})


@cache
def relaxed(codebooks: tuple[Codebook, ...], *, steps: bool) -> tuple[Codebook, ...]:
    """The codebooks without what their trigger words ask of the sentence around them; *steps*: nor of the words that follow."""
    return tuple(
        msgspec.structs.replace(book, types=tuple(_type(kind, steps) for kind in book.types), look_alikes=()) for book in codebooks
    )


def _type(kind: EventType, steps: bool) -> EventType:
    return msgspec.structs.replace(
        kind,
        verbs=_patterns(kind.verbs, steps),
        nouns=_patterns(kind.nouns, steps),
        modes=tuple(_mode(mode, steps) for mode in kind.modes),
    )


def _mode(mode: Mode, steps: bool) -> Mode:
    """A mode that only the words around decide ("crossed" by a soldier) is not to be had from a word alone."""
    firm = [p for p in mode.verbs if not p.only_in], [p for p in mode.nouns if not p.only_in]
    return msgspec.structs.replace(mode, verbs=_patterns(tuple(firm[0]), steps), nouns=_patterns(tuple(firm[1]), steps))


def _patterns(patterns: tuple[Pattern, ...], steps: bool) -> tuple[Pattern, ...]:
    """Words that follow at once belong to the trigger ("capital punishment"); those behind a gap only made it sure."""
    found = []
    for pattern in patterns:
        kept = tuple(s for s in pattern.steps if not s.gap) if steps and not _LIGHT.intersection(pattern.heads) else pattern.steps
        found.append(msgspec.structs.replace(pattern, only_in=(), never_in=frozenset(), steps=kept))
    return tuple(dict.fromkeys(found))


def knows(book: Codebook, type_: str, word: str) -> bool:
    """Whether *word* alone, in any form, tells a type or one of its modes: "coup" does not where only "coup attempt" is listed."""
    return word in _heads(book, type_)


@cache
def _heads(book: Codebook, type_: str) -> frozenset[str]:
    kind = book.type(type_)
    parts = [(kind.verbs, kind.nouns), *((mode.verbs, mode.nouns) for mode in kind.modes)] if kind else []
    found: set[str] = set()
    for verbs, nouns in parts:
        for patterns, forms in ((verbs, verb_forms), (nouns, noun_forms)):
            for p in patterns:
                further = [s.words for s in p.steps if not s.words & _JOINING]
                found.update(*(forms(head) for head in p.heads if not further), *(further if patterns is nouns else ()))
    return frozenset(found)


def say_mode(book: Codebook, type_: str, mode: str, triggers: Iterable[str], around: frozenset[str]) -> bool:
    """Whether any of several trigger words says the mode."""
    return any(says_mode(book, type_, mode, trigger, around) for trigger in triggers)


def says_mode(book: Codebook, type_: str, mode: str, trigger: str, around: frozenset[str]) -> bool:
    """Whether the trigger word itself, or a cue among the words *around* it, says the mode, and not only who is there."""
    heads, cues = _said_by(book, type_, mode)
    return bool(cues & around) or any(all(step & around for step in steps) for steps in heads.get(trigger, ()))


@cache
def _said_by(book: Codebook, type_: str, mode: str) -> tuple[dict[str, list[tuple[frozenset[str], ...]]], frozenset[str]]:
    """The words that say a mode, each with those that have to stand beside it, and its cues."""
    kind = book.type(type_)
    found = next((m for m in kind.modes if m.name == mode), None) if kind else None
    heads: dict[str, list[tuple[frozenset[str], ...]]] = {}
    if found is None:
        return heads, frozenset()
    for patterns, forms in ((found.verbs, verb_forms), (found.nouns, noun_forms)):
        for p in patterns:
            for form in {f for head in p.heads for f in forms(head)} if not p.only_in else ():
                heads.setdefault(form, []).append(tuple(s.words for s in p.steps if s.gap or not s.words & _JOINING))
    return heads, found.cues
