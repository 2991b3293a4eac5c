"""A report's sentences as the encoder reads them."""

from __future__ import annotations

from collections.abc import Sequence

from precedent.clean.document import Document
from precedent.codebooks.load import Codebook
from precedent.codebooks.matching import hints, index
from precedent.encode.encoder import Encoder
from precedent.encode.pieces import Place, Sentence, place_of
from precedent.encode.reading import Reading


def read(doc: Document, encoder: Encoder, codebooks: Sequence[Codebook]) -> tuple[Reading, ...]:
    """One reading for each sentence of *doc*; the trigger words of *codebooks* are its hints."""
    known = index(tuple(codebooks))
    found: list[Sentence] = []
    in_text = 0
    for sentence in doc.sentences:
        place = Place.TITLE
        if sentence.part == "text":
            place, in_text = place_of(in_text), in_text + 1
        words = [t.lower for t in sentence.tokens]
        found.append(Sentence([t.text for t in sentence.tokens], place, hints(words, known)))
    return tuple(encoder.read(found))
