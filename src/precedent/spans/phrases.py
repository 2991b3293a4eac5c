"""Word classes and noun phrases of a sentence, by closed-class words, endings and context."""

from __future__ import annotations

from typing import NamedTuple

from precedent.clean.document import Sentence


class Chunk(NamedTuple):
    """A base noun phrase: tokens ``first:last`` (half-open), ``head`` its last noun or its pronoun."""

    first: int
    last: int
    head: int


class Phrases(NamedTuple):
    """Universal POS tags (NOUN PROPN VERB AUX DET ADJ ADV ADP PRON NUM PART CCONJ SCONJ PUNCT X), one a token; chunks in order."""

    tags: tuple[str, ...]
    chunks: tuple[Chunk, ...]


def parse(sentence: Sentence) -> Phrases:
    raise NotImplementedError
