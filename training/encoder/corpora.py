"""All that may teach the shipped weights, read once: what we marked, less what is held back, and the public corpora beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from precedent.encode.labels import Labels
from precedent.encode.pieces import Cutter
from training.encoder import public
from training.encoder.batches import Cut, cut
from training.encoder.examples import from_text
from training.encoder.lexicon import phrases
from training.heldback import CORPUS, held_back
from training.markup import read
from training.real.marks import texts as real


@dataclass(frozen=True, slots=True)
class Corpora:
    own: list[Cut]
    real: list[Cut]
    lexicon: list[Cut]
    treebank: list[Cut]
    names: list[Cut]


def load(train: Path, labels: Labels, cutter: Cutter) -> Corpora:
    """*train*: the folder of the public corpora."""
    apart = held_back()
    texts = [t for t in read(sorted(CORPUS.glob("*.rep"))).texts if t.id not in apart]
    return Corpora(
        own=cut([example for text in texts for example in from_text(text, labels)], cutter),
        real=cut([example for text in real(train.parent, fitting=False) for example in from_text(text, labels)], cutter),
        lexicon=cut(phrases(labels), cutter),
        treebank=cut(public.treebank(train / "roles-ewt" / "train.jsonl", labels), cutter),
        names=cut(public.names(train, labels), cutter),
    )
