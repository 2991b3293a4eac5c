"""Word classes and base noun phrases of a sentence.

A base noun phrase runs from its first determiner, number or adjective to its head noun, possessors included ("North
Korea's army"); what follows the head (of, relative clauses, appositions) is outside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from precedent.clean.document import Sentence, Token
from precedent.spans.tagger import tag


class Chunk(NamedTuple):
    """A base noun phrase: tokens ``first:last`` (half-open), ``head`` its last noun or its pronoun."""

    first: int
    last: int
    head: int


class Phrases(NamedTuple):
    """Universal POS tags (NOUN PROPN VERB AUX DET ADJ ADV ADP PRON NUM PART CCONJ SCONJ PUNCT X), one a token; chunks in order.

    ``penn`` are the same words' Penn tags: participle or past tense, base form or present.
    """

    tags: tuple[str, ...]
    chunks: tuple[Chunk, ...]
    penn: tuple[str, ...] = ()


_NOUNS = {"NOUN", "PROPN"}
_BEFORE_NUMBER = {
    "about",
    "around",
    "nearly",
    "almost",
    "roughly",
    "over",
    "some",
    "approximately",
    "only",
    "up",
    "least",
    "most",
    "than",
}
_BEFORE_NUMBER |= {"at", "more", "less", "fewer", "to", "just", "well", "under", "another", "estimated"}
_OPENS_COUNT = _BEFORE_NUMBER - {"than", "to", "least", "most"}
_ALONE = {
    "this",
    "that",
    "these",
    "those",
    "all",
    "some",
    "many",
    "both",
    "others",
    "none",
    "most",
    "each",
    "several",
    "another",
    "few",
}
_TIME_UNITS = {
    "week",
    "month",
    "year",
    "weekend",
    "night",
    "morning",
    "afternoon",
    "evening",
    "summer",
    "winter",
    "spring",
    "autumn",
}
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow"}
_BEFORE_TITLE = {"then", "now", "once"}  # "the then president"
_COMPASS = {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "new", "saudi", "sri"}
_DEICTIC = {"last", "this", "next", "earlier", "late", "early", "that"}


def parse(sentence: Sentence) -> Phrases:
    """Word classes and base noun phrases of a sentence."""
    tokens = sentence.tokens
    pairs = [t.split("/") for t in tag([t.text for t in tokens], [t.lower for t in tokens])] if tokens else []
    tags = [a for a, _ in pairs]
    penn = [b for _, b in pairs]
    _compass(tokens, tags, penn)
    _headline_verb(tags, penn)
    chunks = tuple(_chunks(tokens, tags, penn))
    return Phrases(tuple(tags), chunks, _finite(tags, penn, chunks))


def _compass(tokens: Sequence[Token], tags: list[str], penn: list[str]) -> None:
    """ "North Korean guards": a sentence may open with the first word of a country's adjective."""
    if len(tokens) > 1 and tokens[0].lower in _COMPASS and tokens[1].text[:1].isupper() and tags[1] in ("ADJ", "PROPN", "NOUN"):
        tags[0], penn[0] = "PROPN", "NNP"


def _headline_verb(tags: list[str], penn: list[str]) -> None:
    """Words without any verb whose second noun in -s has nouns on both sides are a headline: "Judge orders release"."""
    if "VERB" in tags or "AUX" in tags:
        return
    for i in range(1, len(tags) - 1):
        after = tags[i + 1] in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PART")
        if penn[i] in ("NNS", "NNPS") and tags[i - 1] in _NOUNS and after and penn[i + 1] != "POS":
            tags[i], penn[i] = "VERB", "VBZ"
            return


def _finite(tags: Sequence[str], penn: list[str], chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """Participles without an auxiliary that have an object of their own are past tenses: "police arrested two men"."""
    opens = {c.first for c in chunks}
    inside = {i for c in chunks for i in range(c.first, c.last)}
    for i, fine in enumerate(penn):
        if fine != "VBN" or tags[i] != "VERB" or i in inside or i + 1 not in opens:
            continue
        before = i - 1
        while before >= 0 and tags[before] in ("ADV", "PART", "CCONJ"):
            before -= 1
        if before >= 0 and (tags[before] in ("NOUN", "PROPN", "PRON", "NUM") or penn[before] == ","):
            penn[i] = "VBD"
    return tuple(penn)


def _chunks(tokens: Sequence[Token], tags: Sequence[str], penn: Sequence[str]) -> list[Chunk]:
    found: list[Chunk] = []
    at, count = 0, len(tokens)
    while at < count:
        last, head = _phrase(tokens, tags, penn, at)
        if head is None:
            at += 1
            continue
        found.append(Chunk(at, last, head))
        at = last
    return found


def _phrase(tokens: Sequence[Token], tags: Sequence[str], penn: Sequence[str], at: int) -> tuple[int, int | None]:
    """End and head of the noun phrase that begins at *at*; the head is None where none does."""
    count, i = len(tokens), at
    if penn[i] in ("PRP", "EX", "WP") or (tags[i] == "PRON" and penn[i] in ("NN", "CD")):
        return i + 1, i
    if tokens[i].lower in _OPENS_COUNT:
        j = i
        while j < count and j - i < 4 and tokens[j].lower in _BEFORE_NUMBER:
            j += 1
        if j < count and tags[j] == "NUM":
            i = j
        elif tags[i] == "ADP" or tags[i] == "ADV":
            return at, None
    if penn[i] == "VBN" and i > 0 and tags[i - 1] == "ADP" and _noun_follows(tags, i):  # "of jailed leaders"
        i += 1
    if i < count and penn[i] == "PDT":
        i += 1
    if i < count and (tags[i] == "DET" or penn[i] in ("PRP$", "DT", "WP$")):
        i += 1
    opened = i > at
    head = None
    while i < count:
        kind = tags[i]
        if kind in _NOUNS:
            if head is not None and _ends_time(tokens, tags, at, i):
                break
            head = i
        elif penn[i] == "POS" and head is not None and head == i - 1 and i + 1 < count and _opens(tags, penn, i + 1):
            head, opened = None, True  # the possessor is done; the head is still to come
        elif kind in ("ADJ", "NUM") or (kind == "PUNCT" and tokens[i].text in "$€£"):
            if head is not None and not (tags[i - 1] == "PROPN" and (kind == "NUM" or tokens[i].text[0].isupper())):
                break
            if kind == "NUM" and head is None:
                head = i if not _noun_follows(tags, i) else None
        elif kind == "PUNCT" and tokens[i].text == "," and i > at and tags[i - 1] == "ADJ" and list(tags[i + 1 : i + 2]) == ["ADJ"]:
            if head is not None or not _noun_follows(tags, i):  # "a small, remote village"
                break
        elif not (penn[i] in ("VBN", "VBG") and opened and head is None and _noun_follows(tags, i)) and not (
            kind == "ADV" and opened and head is None and i + 1 < count and (tags[i + 1] == "ADJ" or penn[i + 1] == "VBN")
        ):
            break
        i += 1
    if head is None:
        if i > at and tags[i - 1] in ("ADJ", "NUM") and opened:  # "the wounded", "the two"
            return i, i - 1
        if i == at + 1 and tokens[at].lower in _ALONE and penn[at] != "PRP$":
            return i, at
        return at, None
    return head + 1, head


def _opens(tags: Sequence[str], penn: Sequence[str], i: int) -> bool:
    return tags[i] in ("NOUN", "PROPN", "ADJ", "NUM") or penn[i] in ("VBN", "VBG", "RB")


def _noun_follows(tags: Sequence[str], i: int) -> bool:
    """Only adjectives, numbers and participles stand between here and a noun."""
    for j in range(i + 1, min(i + 6, len(tags))):
        if tags[j] in _NOUNS:
            return True
        if tags[j] not in ("ADJ", "NUM", "VERB"):
            return False
    return False


def _ends_time(tokens: Sequence[Token], tags: Sequence[str], first: int, i: int) -> bool:
    """A new phrase begins at noun *i*: "last week | police", "Monday | Israel"."""
    before = tokens[i - 1].lower
    if before in _WEEKDAYS:
        return tags[i] == "PROPN" and tokens[i].lower not in _TIME_UNITS
    return before in _TIME_UNITS and tokens[first].lower in _DEICTIC
