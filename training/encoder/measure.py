"""The encoder's readings as marks, measured on held-back texts by the same functions that compare two annotators.

``python -m training.encoder.measure --weights … --part a|b|c``; ``--part roles`` needs the checkpoint instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from precedent.encode.encoder import WEIGHTS, Encoder
from precedent.encode.pieces import Sentence
from precedent.encode.reading import Reading, Spot
from precedent.encode.reading import Trigger as Found
from precedent.records import Attribution, Span
from training.encoder.examples import Line, lines
from training.heldback import CORPUS, HERE, held_back
from training.heldback.real import texts as real
from training.marks import ClaimMark, Name, Text, Trigger
from training.markup import read
from training.score import score, table

M = TypeVar("M", Name, ClaimMark)


def gold(part: str, shared: Path) -> list[Text]:
    """The texts of a held-back part: (a) from the corpus, (b) written apart, (c) real ones."""
    if part == "c":
        return list(real("settled", shared))
    if part == "b":
        return list(read(sorted((HERE / "b").glob("*.rep"))).texts)
    apart = held_back()
    return [t for t in read(sorted(CORPUS.glob("*.rep"))).texts if t.id in apart]


def found(texts: Iterable[Text], encoder: Encoder) -> list[Text]:
    """The same texts with the encoder's marks instead of the annotator's."""
    return [_marked(text, encoder) for text in texts]


def _marked(text: Text, encoder: Encoder) -> Text:
    cut = lines(text)
    readings = encoder.read([Sentence([t.text for t in line.tokens], line.place, line.hints) for line in cut])
    both = list(zip(cut, readings, strict=True))
    return msgspec.structs.replace(
        text,
        names=tuple(_mark(text, line, s, Name) for line, r in both for s in r.names),
        triggers=tuple(_trigger(text, line, t) for line, r in both for t in r.triggers),
        attributions=tuple(a for line, r in both for a in _attributions(text, line, r)),
        claims=tuple(_mark(text, line, s, ClaimMark) for line, r in both for s in r.claims),
    )


def _at(text: Text, line: Line, spot: Spot | Found) -> dict[str, Any]:
    start, end = line.tokens[spot.first].start, line.tokens[spot.last - 1].end
    whole = (text.title if line.span.in_ == "title" else text.text) or ""
    return {"start": start, "end": end, "text": whole[start:end], "in": line.span.in_}


def _mark(text: Text, line: Line, spot: Spot, of: type[M]) -> M:
    return msgspec.convert(_at(text, line, spot) | {"kind": spot.label}, of)


def _trigger(text: Text, line: Line, t: Found) -> Trigger:
    """A trigger of the mark-up; events are not numbered, as the encoder reads one sentence at a time."""

    choices = {name: getattr(t, name).label for name in ("polarity", "modality", "genericity", "tense", "standing")}
    roles = [_at(text, line, s) | {"role": s.label} for s in t.roles]
    quantities = [_at(text, line, s) | {"kind": s.label} for s in t.quantities]
    marks = {"event": 0, "type": t.types[0].label, "mode": t.mode, "roles": roles, "quantities": quantities}
    return msgspec.convert(_at(text, line, t) | choices | marks, Trigger)


def _attributions(text: Text, line: Line, reading: Reading) -> list[Attribution]:
    def span(spots: Sequence[Spot]) -> Span | None:
        best = max(spots, key=lambda s: (s.last - s.first, -s.first), default=None)
        return msgspec.convert(_at(text, line, best), Span) if best else None

    return [
        Attribution(source=span(s.sources), cue=span([Spot(s.first, s.last, "cue", s.score)]), content=span(s.contents))
        for s in reading.sayings
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--part", choices=("a", "b", "c"), default="b")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    texts = gold(given.part, given.shared)
    print("\n".join(table(score(texts, found(texts, Encoder(given.weights))))))


if __name__ == "__main__":
    main()
