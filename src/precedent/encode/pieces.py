"""Words to the numbers that the encoder reads: word pieces, the case of each, and where each word begins.

The vocabulary is uncased, so case travels beside it as a second embedding; the first piece of all, which stands for
the whole sentence, has no case and carries the sentence's place in its report instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from precedent.codebooks.matching import Hint

LONGEST = 510  # pieces of a sentence; the position embeddings end at 512

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


class Case(IntEnum):
    LOWER = 0
    TITLE = 1
    UPPER = 2
    MIXED = 3
    DIGIT = 4
    OTHER = 5


class Place(IntEnum):
    """Where a sentence stands: the title, the first of the text, the next two, any later one, or by itself."""

    TITLE = 6
    FIRST = 7
    EARLY = 8
    LATER = 9
    ALONE = 10


CASES = len(Case) + len(Place)


class Sentence(NamedTuple):
    """A sentence to read: its words, its place in the report, and what word lists know of its words."""

    words: Sequence[str]
    place: Place = Place.ALONE
    hints: Sequence[Hint] = ()


class Pieces(NamedTuple):
    """``ids`` and ``cases`` by piece, the sentence's own first and its end last; ``hints`` [pieces, types] at the first piece
    of each word; ``first``: the first piece of each word."""

    ids: Ints
    cases: Ints
    hints: Floats
    first: Ints


def place_of(number: int) -> Place:
    """The place of the sentence with that number in the text, counted from 0."""
    return Place.FIRST if number == 0 else Place.EARLY if number < 3 else Place.LATER


def case_of(word: str) -> Case:
    if word.islower():
        return Case.DIGIT if word[0].isdigit() else Case.LOWER
    if any(c.isdigit() for c in word):
        return Case.DIGIT
    if not any(c.isalpha() for c in word):
        return Case.OTHER
    if word.isupper() and (len(word) > 1 or word == "I"):
        return Case.UPPER
    head, rest = word[0], word[1:]
    return Case.TITLE if head.isupper() and not any(c.isupper() for c in rest) else Case.MIXED


class Cutter:
    """Cuts words into pieces by the tokenizer beside the weights; *types* are those that hints may name."""

    def __init__(self, tokenizer: Path, types: Sequence[str]) -> None:
        self._types = {name: number for number, name in enumerate(types)}
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def cut(self, sentences: Sequence[Sentence]) -> list[Pieces]:
        """One ``Pieces`` a sentence. Words beyond ``LONGEST`` pieces have none: ``first`` is then shorter than the words."""
        encoded = self._tokenizer.encode_batch([list(s.words) for s in sentences], is_pretokenized=True)
        return [self._one(s, found.ids, found.word_ids) for s, found in zip(sentences, encoded, strict=True)]

    def _one(self, sentence: Sentence, ids: list[int], word_ids: list[int | None]) -> Pieces:
        if len(ids) > LONGEST + 2:
            ids, word_ids = [*ids[: LONGEST + 1], ids[-1]], [*word_ids[: LONGEST + 1], None]
        by_word = [int(case_of(word)) for word in sentence.words]
        cases = [int(Case.OTHER) if at is None else by_word[at] for at in word_ids]
        cases[0] = int(sentence.place)
        first = _firsts(word_ids, len(sentence.words))
        hints = np.zeros((len(ids), len(self._types)), np.float32)
        for at, kind, weight in sentence.hints:
            if kind in self._types and at < len(first):
                hints[first[at], self._types[kind]] = weight
        return Pieces(np.array(ids, np.int64), np.array(cases, np.int64), hints, np.array(first, np.int64))


def _firsts(word_ids: list[int | None], words: int) -> list[int]:
    """The first piece of each word; a word that left no piece (a stray control character) shares the piece before it."""
    first: list[int] = []
    for piece, word in enumerate(word_ids):
        if word is None or word < len(first):
            continue
        first += [max(piece - 1, 0)] * (word - len(first))
        first.append(piece)
    reached = max((w for w in word_ids if w is not None), default=-1)
    whole = len(word_ids) < LONGEST + 2
    return first + [max(len(word_ids) - 2, 0)] * (words - 1 - reached if whole else 0)
