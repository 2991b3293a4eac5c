"""Names in text and what they are names of, by capitals, context and gazetteer.

Places inside the names of the bodies that serve them stand beside them: "Alexandria Police" is an organisation, and the
"Alexandria" in it a place; the longer name comes first. Which place is meant is for ``resolve.places``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from precedent.clean.document import Document, Sentence
from precedent.knowledge.folding import fold
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Part
from precedent.spans.name_context import Kind, Piece
from precedent.spans.name_kinds import Reader
from precedent.spans.phrases import Phrases

# A doubtful name counts as a place from this sum of evidence on (see ``name_context.Context.evidence``).
_ENOUGH = 0.0
_PERSON_OF_THAT_NAME = 5.0
_PLACE_OF_THAT_NAME = 1.5


class Name(NamedTuple):
    """Tokens ``first:last`` (half-open) of a sentence, and ``start:end`` of its part, which may cut a hyphenated token."""

    sentence: int
    first: int
    last: int
    start: int
    end: int
    part: Part
    kind: Kind
    text: str


def find(doc: Document, phrases: Sequence[Phrases], gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Every name of the document, in its order; a name before those inside it."""
    reader = Reader(gazetteer)
    found: list[tuple[Sentence, Piece]] = []
    for sentence in doc.sentences:
        tags = phrases[sentence.index].tags if sentence.index < len(phrases) else ()
        text = doc.view(sentence.part).text
        found += [(sentence, piece) for piece in reader.read(sentence, text, tags)]
    return tuple(_name(doc, sentence, piece, kind) for sentence, piece, kind in _decide(found))


def _decide(found: Sequence[tuple[Sentence, Piece]]) -> list[tuple[Sentence, Piece, Kind]]:
    """Settle the doubtful by what the rest of the document says of the same words."""
    people: set[str] = set()
    places: set[str] = set()
    for _, piece in found:
        if piece.kind == "PERSON":
            people.update(fold(word) for word in piece.text.split())
        elif piece.kind == "PLACE" or (piece.kind is None and piece.evidence > 2.0):
            places.add(fold(piece.text))
    settled: list[tuple[Sentence, Piece, Kind]] = []
    for sentence, piece in found:
        kind: Kind
        if piece.kind is not None:
            kind = piece.kind
        else:
            key = fold(piece.text)
            person = key in people
            sum_ = piece.evidence - _PERSON_OF_THAT_NAME * person + _PLACE_OF_THAT_NAME * (key in places)
            kind = "PLACE" if sum_ >= _ENOUGH else "PERSON" if person else "OTHER"
        if kind != "OTHER" or not piece.inner:
            settled.append((sentence, piece, kind))
    return settled


def _name(doc: Document, sentence: Sentence, piece: Piece, kind: Kind) -> Name:
    view = doc.view(sentence.part).text
    return Name(
        sentence=sentence.index,
        first=piece.first,
        last=piece.last,
        start=piece.start,
        end=piece.end,
        part=sentence.part,
        kind=kind,
        text=view[piece.start : piece.end],
    )
