"""The encoder at run time: two ONNX graphs, one over words and one over anchors, run by onnxruntime.

Sentences are read one by one. The graphs are quantised with ranges taken from what is read, so a sentence in a batch
would be read a little otherwise than alone; and at this size batches save nothing (``docs/decisions/0050``).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from precedent.encode.labels import Labels, load
from precedent.encode.pieces import Cutter, Pieces, Place
from precedent.encode.reading import HALF, Choice, Floats, Reading, Saying, Spot, Trigger, spots
from precedent.errors import PrecedentError

WEIGHTS = Path(__file__).parent / "weights"
REACH = 24  # words further from an anchor than this are all "far"
UNLIKELY = 0.05  # types less likely than this are not given
CHUNK = 64  # sentences cut into pieces at a time


class Encoder:
    """Reads sentences. Opening takes about 0.2 s; one encoder serves many threads."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        import onnxruntime

        _verify(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.labels: Labels = load(folder / "labels.json")
        self._cutter = Cutter(folder / "tokenizer.json")
        self._words, self._anchors = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("words.onnx", "anchors.onnx")
        )
        kinds = [leaf.partition(".")[0] for leaf in self.labels.leaves]
        self._leaves = np.array([[kind == of for of in self.labels.types] for kind in kinds], np.float32)

    def read(self, sentences: Sequence[Sequence[str]], places: Sequence[Place], *, threads: int = 1) -> list[Reading]:
        """One reading a sentence, in order, whatever the number of threads."""
        both = list(zip(sentences, places, strict=True))
        chunks = [both[at : at + CHUNK] for at in range(0, len(both), CHUNK)]
        if threads == 1:
            return [reading for chunk in chunks for reading in self._chunk(chunk)]
        with ThreadPoolExecutor(threads) as pool:
            return [reading for readings in pool.map(self._chunk, chunks) for reading in readings]

    def _chunk(self, chunk: Sequence[tuple[Sequence[str], Place]]) -> list[Reading]:
        return [self._read(pieces) for pieces in self._cutter.cut([w for w, _ in chunk], [p for _, p in chunk])]

    def _read(self, pieces: Pieces) -> Reading:
        known, size = self.labels, len(pieces.first)
        if not size:
            return Reading((), (), (), (), (), np.zeros((0, 0), np.float32))
        vectors, whole, names, types, says, claims, tags = self._words.run(
            None, {"ids": pieces.ids[None], "cases": pieces.cases[None], "first": pieces.first[None]}
        )
        triggers, cues = spots(types, known.types), spots(says, ("says",))
        found = self._anchor_scores(vectors, whole, [*triggers, *cues])
        by_word = types[:, 1::2] + types[:, 2::2]
        return Reading(
            tags=tuple(known.tags[best] for best in tags.argmax(1).tolist()),
            names=spots(names, known.names),
            triggers=tuple(self._trigger(spot, by_word, 1 - types[:, 0], found, k) for k, spot in enumerate(triggers)),
            sayings=tuple(self._saying(spot, found["sayings"][k]) for k, spot in enumerate(cues, len(triggers))),
            claims=spots(claims, known.claims),
            vectors=vectors,
        )

    def _anchor_scores(self, vectors: Floats, whole: Floats, anchors: Sequence[Spot]) -> dict[str, Floats]:
        if not anchors:
            return {"sayings": np.zeros((0, 0, 0), np.float32)}
        size = len(vectors)
        weights = np.zeros((len(anchors), size), np.float32)
        for k, spot in enumerate(anchors):
            weights[k, spot.first : spot.last] = 1 / (spot.last - spot.first)
        far = np.stack([from_anchor(spot.first, spot.last, size) for spot in anchors])
        scores = self._anchors.run(None, {"vectors": vectors, "whole": whole, "anchors": weights, "distances": far})
        return dict(zip((out.name for out in self._anchors.get_outputs()), scores, strict=True))

    def _trigger(self, spot: Spot, by_word: Floats, inside: Floats, found: dict[str, Any], k: int) -> Trigger:
        known = self.labels
        leaf = found["leaf"][k]
        both = by_word[spot.first : spot.last].mean(0) * (leaf @ self._leaves)
        both /= both.sum()
        order = np.argsort(-both, kind="stable")
        types = tuple(Choice(known.types[t], float(both[t])) for t in order.tolist() if both[t] >= UNLIKELY)
        within = np.where(self._leaves[:, int(order[0])] > 0, leaf, -1.0)
        choices = {
            name: Choice(getattr(known, name)[best], float(found[name][k, best]))
            for name in ("polarity", "modality", "genericity", "tense", "standing")
            for best in (int(found[name][k].argmax()),)
        }
        return Trigger(
            first=spot.first,
            last=spot.last,
            score=float(inside[spot.first : spot.last].mean()),
            types=types,
            mode=known.leaves[int(within.argmax())].partition(".")[2] or None,
            roles=spots(found["roles"][k], known.roles),
            quantities=spots(found["quantities"][k], known.quantities),
            cues=spots(found["cues"][k], ("cue",)),
            **choices,
        )

    def _saying(self, spot: Spot, scores: Floats) -> Saying:
        around = spots(scores, self.labels.sayings, HALF)
        sources, contents = ([s for s in around if s.label == label] for label in ("source", "content"))
        return Saying(spot.first, spot.last, spot.score, tuple(sources), tuple(contents))


@cache
def shipped() -> Encoder:
    """The encoder of this installation, opened once."""
    return Encoder()


def from_anchor(first: int, last: int, words: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """How far each word stands from an anchor ``first:last``: REACH within it, less before it, more behind it."""
    at = np.arange(words)
    off = np.where(at < first, at - first, np.where(at >= last, at - last + 1, 0))
    return np.clip(off, -REACH, REACH) + REACH


def _verify(folder: Path) -> None:
    """Compare the files with ``SHA256SUMS`` beside them: other weights would give other readings and never say so."""
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        wanted, name = line.split()
        if sha256((folder / name).read_bytes()).hexdigest() != wanted:
            raise PrecedentError(f"{folder / name} is not the file this version was released with: install precedent again")
