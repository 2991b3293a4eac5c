"""Names in text and what they are names of: the encoder's, and places by capitals, context and gazetteer.

People, organisations, peoples and offices are the encoder's. What is a place is weighed by rules over the gazetteer, which knows
far more of them than any text that the encoder learned from; what the encoder says is evidence there, and adds places that
the gazetteer lacks (``docs/decisions/0084``). Places inside the names of the bodies that serve them stand beside them:
"Alexandria Police" is an organisation, and the "Alexandria" in it a place; the longer name comes first. Which place is meant
is for ``resolve.places``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from precedent.clean.document import Document, Sentence
from precedent.encode.reading import Spot
from precedent.knowledge import actors, countries, names
from precedent.knowledge.folding import fold
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Part
from precedent.spans.name_context import Kind, Piece
from precedent.spans.name_kinds import Reader
from precedent.spans.phrases import Phrases

_PLACES = ("GPE", "LOC", "FAC")
_KINDS: dict[str, Kind] = {
    "PER": "PERSON", "ORG": "ORG", "NORP": "NORP", "ROLE": "ROLE", "GPE": "PLACE", "LOC": "PLACE", "FAC": "SITE",
}  # fmt: skip
# A doubtful name counts as a place from this sum of evidence on (see ``name_context.Context.evidence``).
_ENOUGH = 0.0
_SEEN_AS_PLACE, _SEEN_AS_PERSON = 3.0, -3.0  # what the encoder's word is worth beside it
_PERSON_OF_THAT_NAME = 5.0
_PLACE_OF_THAT_NAME = 1.5
_WELL_KNOWN = 5.0  # prominence of a place that is known by its name without a capital
_SURE = 0.9  # so sure, the encoder names a place that the rules leave out, and whom others of the name are


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


def find(doc: Document, phrases: Sequence[Phrases], seen: Sequence[Sequence[Spot]], gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Every name of the document, in its order; a name before those inside it. *seen* are the encoder's, by sentence."""
    reader = Reader(gazetteer)
    found: list[tuple[Sentence, Piece]] = []
    people: set[str] = set()
    seen = [tuple(_trimmed(sentence, spot) for spot in seen[sentence.index]) for sentence in doc.sentences]
    for sentence in doc.sentences:
        spots = seen[sentence.index]
        people.update(
            fold(sentence.tokens[i].text) for s in spots if s.label == "PER" and s.score > _SURE for i in range(s.first, s.last)
        )
        text = doc.view(sentence.part).text
        found += [(sentence, _weighed(p, spots)) for p in reader.read(sentence, text, phrases[sentence.index].tags)]
    ours: dict[int, list[Name]] = {sentence.index: [] for sentence in doc.sentences}
    for sentence, piece in _decided(found, people):
        if piece.kind != "NORP" or not any(s.first < piece.last and piece.first < s.last for s in seen[sentence.index]):
            ours[sentence.index].append(_name(doc, sentence, piece))
    for sentence in doc.sentences:
        here = ours[sentence.index]
        here += list(_added(doc, sentence, here, seen[sentence.index], gazetteer))
        here += list(_again(doc, sentence, phrases[sentence.index], here, people))
        here.sort(key=lambda name: (name.start, -name.end))
    return tuple(name for sentence in doc.sentences for name in ours[sentence.index])


def _trimmed(sentence: Sentence, spot: Spot) -> Spot:
    """A person's name without the title before it and the small words after it: "President | Trump", "Claudia Mo | of"."""
    if spot.label != "PER":
        return spot
    lowers = [t.lower for t in sentence.tokens[spot.first : spot.last]]
    first, last = 0, len(lowers)
    while last > 1 and lowers[last - 1] in names.kind("joiners") | names.kind("prepositions"):
        last -= 1
    while first < last - 1 and lowers[first] in names.kind("titles"):
        first += 1
    return spot._replace(first=spot.first + first, last=spot.first + last)


def _weighed(piece: Piece, spots: Sequence[Spot]) -> Piece:
    """A doubtful piece with what the encoder says of its words."""
    labels = {spot.label for spot in spots if spot.first < piece.last and piece.first < spot.last}
    place = _SEEN_AS_PLACE * (not labels.isdisjoint(_PLACES))
    return piece._replace(evidence=piece.evidence + place + _SEEN_AS_PERSON * ("PER" in labels))


def _decided(found: Sequence[tuple[Sentence, Piece]], people: set[str]) -> list[tuple[Sentence, Piece]]:
    """The pieces that are names: doubtful places are settled by what the rest of the document says of the same words."""
    sure = {fold(p.text) for _, p in found if p.kind == "PLACE" or (p.kind is None and p.evidence > 2.0)}
    settled: list[tuple[Sentence, Piece]] = []
    for sentence, piece in found:
        key = fold(piece.text)
        sum_ = piece.evidence - _PERSON_OF_THAT_NAME * (key in people) + _PLACE_OF_THAT_NAME * (key in sure)
        if piece.kind is not None or sum_ >= _ENOUGH:
            settled.append((sentence, piece))
    return settled


def _name(doc: Document, sentence: Sentence, piece: Piece) -> Name:
    view = doc.view(sentence.part).text
    return Name(
        sentence=sentence.index,
        first=piece.first,
        last=piece.last,
        start=piece.start,
        end=piece.end,
        part=sentence.part,
        kind=piece.kind or "PLACE",
        text=view[piece.start : piece.end],
    )


def _added(doc: Document, sentence: Sentence, ours: Sequence[Name], spots: Sequence[Spot], gazetteer: Gazetteer) -> Iterator[Name]:
    """The encoder's names, but where the rules have a place: that stands for the encoder's of the same words, or around them."""
    view = doc.view(sentence.part).text
    for spot in spots:
        start, end = sentence.tokens[spot.first].start, sentence.tokens[spot.last - 1].end
        met = [n for n in ours if n.kind == "PLACE" and n.first < spot.last and spot.first < n.last]
        text = view[start:end]
        kind: Kind = "ORG" if spot.label == "PER" and actors.organisation(text) else _KINDS[spot.label]
        if kind == "PLACE":
            told = not met and spot.score > _SURE and not countries.by_demonym(text) and _is_name(text, gazetteer)
        else:
            told = not any(kind == "SITE" or (n.start, n.end) == (start, end) for n in met)
        if told:
            yield Name(sentence.index, spot.first, spot.last, start, end, sentence.part, kind, text)


def _again(doc: Document, sentence: Sentence, phrases: Phrases, here: Sequence[Name], people: set[str]) -> Iterator[Name]:
    """A surname that stands alone, of somebody named elsewhere in the document."""
    view = doc.view(sentence.part).text
    for at, token in enumerate(sentence.tokens):
        known = token.text[0].isupper() and phrases.tags[at] == "PROPN" and fold(token.text) in people
        if known and not any(n.first <= at < n.last for n in here):
            text = view[token.start : token.end]
            yield Name(sentence.index, at, at + 1, token.start, token.end, sentence.part, "PERSON", text)


def _is_name(text: str, gazetteer: Gazetteer) -> bool:
    """It has a capital, or is a well-known place written without, as in a forum: "baltimore"."""
    hit = next(iter(gazetteer.find(text)), None)
    return text[0].isupper() or (hit is not None and not hit.word and gazetteer.weight(hit) >= _WELL_KNOWN)
