"""What a word looks like as the trigger of an event: vectors for the word, for what it means alone, and for who is in its roles.

In its sentence a trigger's vector tells an attack from a visit, but hardly an attack on a clinic from one on a bridge: that
stands in the words of its roles, and what those mean is clearest when they are read alone (docs/decisions/0090).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from precedent.clean.document import Token
from precedent.clean.tokens import tokenize
from precedent.codebooks.load import shipped
from precedent.codebooks.matching import Index, hints, index, matches
from precedent.encode.encoder import Encoder
from precedent.encode.pieces import Place, Sentence
from precedent.encode.reading import Reading, Trigger

Floats = npt.NDArray[np.float32]
WORD, ALONE, UNDERGONE, DONE, LISTED = 1.0, 0.5, 1.5, 0.5, 0.7  # how much each part of a look weighs
PARTS = 4  # those that are vectors; the last says whether the codebook lists the word
SCALE = WORD**2 + ALONE**2 + UNDERGONE**2 + DONE**2 + LISTED**2
_DOER = "actor"
_NO_ONE = frozenset({"time", "instrument"})
_CONTENT = ("NOUN", "PROPN", "ADJ", "VERB")
_TRIGGERS = ("NOUN", "VERB")
_WORDS_KEPT = 8192


class Candidate(NamedTuple):
    """Words that may be a trigger. ``told``: what the encoder says of them, where it took them for one; ``listed``: whether
    the codebook's trigger words match there."""

    first: int
    last: int
    told: Trigger | None = None
    listed: bool = False


class Read(NamedTuple):
    """A sentence of a codebook with its words and what the encoder reads in it."""

    text: str
    tokens: tuple[Token, ...]
    reading: Reading

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(t.lower for t in self.tokens)


def read(encoder: Encoder, texts: Sequence[str]) -> list[Read]:
    """Example sentences, read as sentences that stand somewhere in a report."""
    known = index(shipped())
    cut = [tuple(tokenize(text, 0, len(text))) for text in texts]
    sentences = [Sentence([t.text for t in tokens], Place.LATER, hints([t.lower for t in tokens], known)) for tokens in cut]
    return [Read(*one) for one in zip(texts, cut, encoder.read(sentences), strict=True)]


def candidates(reading: Reading, words: Sequence[str], listed: Index) -> list[Candidate]:
    """The encoder's triggers, whatever their type; the other nouns and verbs; and words that the codebook lists."""
    at = {match.first for match in matches(words, listed)} if listed.verbs or listed.nouns else set()
    found = [Candidate(t.first, t.last, t, any(i in at for i in range(t.first, t.last))) for t in reading.triggers]
    taken = {i for t in reading.triggers for i in range(t.first, t.last)}
    for i, tag in enumerate(reading.tags):
        if i not in taken and (i in at or tag.partition("/")[0] in _TRIGGERS):
            found.append(Candidate(i, i + 1, None, i in at))
    return sorted(found, key=lambda c: c.first)


def words_of(reading: Reading, found: Sequence[Candidate]) -> Floats:
    """[candidates, 384]: the vector of each in its sentence."""
    return np.stack([reading.vectors[c.first : c.last].mean(0) for c in found])


def parts(
    encoder: Encoder, reading: Reading, words: Sequence[str], found: Sequence[Candidate]
) -> tuple[Floats, tuple[Trigger, ...]]:
    """[candidates, PARTS, 384], and what the encoder says of each; a part is zero where no words stand for it."""
    others = iter(encoder.at(reading, [(c.first, c.last) for c in found if c.told is None]))
    told = tuple(c.told or next(others) for c in found)
    rows = np.zeros((len(found), PARTS, reading.vectors.shape[1]), np.float32)
    rows[:, 0] = words_of(reading, found)
    for row, candidate, trigger in zip(rows, found, told, strict=True):
        own = range(candidate.first, candidate.last)
        row[1] = _mean(encoder, [words[i] for i in own])
        for part, doers in ((2, False), (3, True)):
            at = [
                i for s in trigger.roles if s.label not in _NO_ONE and (s.label == _DOER) is doers for i in range(s.first, s.last)
            ]
            row[part] = _mean(encoder, [words[i] for i in at if i not in own and reading.tags[i].partition("/")[0] in _CONTENT])
    return rows, told


def looks(rows: Floats, listed: Sequence[bool], centre: Floats) -> Floats:
    """[candidates, PARTS × 384 + 1]: parts as unit vectors from their *centre* [PARTS, 384], each by its weight."""
    there = np.abs(rows).sum(2, keepdims=True) > 0
    weighed = unit((rows - centre) * there) * np.array([WORD, ALONE, UNDERGONE, DONE], np.float32)[:, None]
    flat = weighed.reshape(len(rows), -1)
    return np.concatenate([flat, LISTED * np.array(listed, np.float32)[:, None]], 1)


def unit(vectors: Floats) -> Floats:
    """Vectors along the last axis at length one; zero stays zero."""
    found: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-6)
    return found


def _mean(encoder: Encoder, words: Sequence[str]) -> Floats | float:
    if not words:
        return 0.0
    mean: Floats = np.mean([alone(encoder, word) for word in words], axis=0, dtype=np.float32)
    return mean


@lru_cache(_WORDS_KEPT)
def alone(encoder: Encoder, word: str) -> Floats:
    """[384]: a word read as a sentence of its own; zero for one that leaves no piece."""
    whole = encoder.read([Sentence([word])])[0].whole
    return unit(whole) if len(whole) else np.zeros(encoder.width, np.float32)
