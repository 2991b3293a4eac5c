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
from precedent.encode.pieces import Cutter, Pieces, Sentence
from precedent.encode.reading import HALF, Choice, Floats, Reading, Saying, Spot, Trigger, spots
from precedent.errors import PrecedentError

WEIGHTS = Path(__file__).parent / "weights"
REACH = 24  # words further from an anchor than this are all "far"
SHARPNESS, HINTED = 0.5, 2.0  # how far the network is trusted on types, and the word lists beside it
TELLING = ("VERB", "NOUN", "PROPN", "ADJ")  # tags of words that tell what happens
PEOPLE = ("actor", "recipient")
DEPARTURES = ("polarity", "modality", "genericity")
LIKELY = 0.3  # a value but the default that is at least so likely is taken
SOMEONE = 0.25  # where nobody is in a trigger's roles, who is at least so likely is
LISTED = 0.5  # log odds that a word of the lists is a trigger, beside what the network says
UNLIKELY = 0.05  # types less likely than this are not given
EMPTY = Reading((), (), (), (), (), *(np.zeros(shape, np.float32) for shape in ((0, 0), (0,), (0, 0))))
CHUNK = 64  # sentences cut into pieces at a time


class Encoder:
    """Reads sentences. Opening takes about 0.2 s; one encoder serves many threads.

    ``id`` tells its weights from others; ``width`` is the length of its vectors.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        import onnxruntime

        self.id = _verify(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.labels: Labels = load(folder / "labels.json")
        self._cutter = Cutter(folder / "tokenizer.json", self.labels.types)
        self._words, self._anchors = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("words.onnx", "anchors.onnx")
        )
        self.width = int(self._words.get_outputs()[0].shape[-1])
        self._outputs = [out.name for out in self._anchors.get_outputs()]
        kinds = [leaf.partition(".")[0] for leaf in self.labels.leaves]
        self._leaves = np.array([[kind == of for of in self.labels.types] for kind in kinds], np.float32)

    def read(self, sentences: Sequence[Sentence], *, threads: int = 1) -> list[Reading]:
        """One reading a sentence, in order, whatever the number of threads."""
        chunks = [sentences[at : at + CHUNK] for at in range(0, len(sentences), CHUNK)]
        if threads == 1:
            return [reading for chunk in chunks for reading in self._chunk(chunk)]
        with ThreadPoolExecutor(threads) as pool:
            return [reading for readings in pool.map(self._chunk, chunks) for reading in readings]

    def _chunk(self, chunk: Sequence[Sentence]) -> list[Reading]:
        return [self._read(pieces) for pieces in self._cutter.cut(chunk)]

    def at(self, reading: Reading, spans: Sequence[tuple[int, int]]) -> tuple[Trigger, ...]:
        """What the encoder says of words that something else took for triggers; their score is that of a sure one."""
        found = self._scores(reading, spans)
        none = np.ones((len(reading.vectors), len(self.labels.types)), np.float32)
        return tuple(self._trigger(reading, Spot(*span, "", 1.0), none, found, k) for k, span in enumerate(spans))

    def _read(self, pieces: Pieces) -> Reading:
        known = self.labels
        if not len(pieces.first):
            return EMPTY
        vectors, whole, names, types, says, claims, tags = self._words.run(
            None, {name: part[None] for name, part in pieces._asdict().items()}
        )
        hints = pieces.hints[pieces.first]
        spoken = tuple(known.tags[best] for best in tags.argmax(1).tolist())
        types = _listed(types, hints, [tag.startswith(TELLING) for tag in spoken])
        reading = Reading(
            tags=spoken,
            names=spots(names, known.names),
            triggers=(),
            sayings=(),
            claims=spots(claims, known.claims),
            vectors=vectors,
            whole=whole,
            hints=hints,
        )
        triggers, cues = spots(types, known.types), spots(says, ("says",))
        found = self._scores(reading, [(spot.first, spot.last) for spot in (*triggers, *cues)])
        by_word, inside = types[:, 1::2] + types[:, 2::2], 1 - types[:, 0]
        sure = [t._replace(score=float(inside[t.first : t.last].mean())) for t in triggers]
        return reading._replace(
            triggers=tuple(self._trigger(reading, spot, by_word, found, k) for k, spot in enumerate(sure)),
            sayings=tuple(self._saying(spot, found["sayings"][k]) for k, spot in enumerate(cues, len(triggers))),
        )

    def _scores(self, reading: Reading, spans: Sequence[tuple[int, int]]) -> dict[str, Floats]:
        """The second graph's outputs by name, for anchors at these words."""
        if not spans:
            return {"sayings": np.zeros((0, 0, 0), np.float32)}
        size = len(reading.vectors)
        weights = np.zeros((len(spans), size), np.float32)
        for k, (first, last) in enumerate(spans):
            weights[k, first:last] = 1 / (last - first)
        far = np.stack([from_anchor(*span, size) for span in spans])
        inputs = {"vectors": reading.vectors, "whole": reading.whole, "anchors": weights, "distances": far}
        return dict(zip(self._outputs, self._anchors.run(None, inputs), strict=True))

    def _trigger(self, reading: Reading, spot: Spot, by_word: Floats, found: dict[str, Floats], k: int) -> Trigger:
        known = self.labels
        leaf = found["leaf"][k]
        hints = reading.hints[spot.first : spot.last].max(0)
        both = by_word[spot.first : spot.last].mean(0) * (leaf @ self._leaves)
        both = (both / both.sum()) ** SHARPNESS * np.exp(HINTED * hints)
        both /= both.sum()
        order = np.argsort(-both, kind="stable")
        types = tuple(Choice(known.types[t], float(both[t])) for t in order.tolist() if both[t] >= UNLIKELY)
        within = np.where(self._leaves[:, int(order[0])] > 0, leaf, -1.0)
        choices = {
            name: Choice(getattr(known, name)[best], float(found[name][k, best]))
            for name in ("polarity", "modality", "genericity", "tense", "standing")
            for best in (_chosen(found[name][k], name in DEPARTURES),)
        }
        departs = any(choices[name].label != getattr(known, name)[0] for name in DEPARTURES)
        likeliest = float(1 - found["cues"][k, :, 0].min())
        return Trigger(
            first=spot.first,
            last=spot.last,
            score=spot.score,
            types=types,
            hinted=float(hints[order[0]]),
            contrary=float(np.delete(hints, order[0]).max()),
            mode=known.leaves[int(within.argmax())].partition(".")[2] or None,
            main=float(found["standing"][k, known.standing.index("main")]),
            background=float(found["standing"][k, known.standing.index("background")]),
            roles=_cast(found["roles"][k], known.roles),
            quantities=spots(found["quantities"][k], known.quantities),
            cues=spots(found["cues"][k], ("cue",), min(HALF, likeliest)) if departs else (),
            **choices,
        )

    def _saying(self, spot: Spot, scores: Floats) -> Saying:
        around = spots(scores, self.labels.sayings, HALF)
        sources, contents = ([s for s in around if s.label == label] for label in ("source", "content"))
        return Saying(spot.first, spot.last, spot.score, tuple(sources), tuple(contents))


def _listed(types: Floats, hints: Floats, telling: Sequence[bool]) -> Floats:
    """The scores by word of outside, begins and goes on; a verb or noun that a list knows for a trigger is taken for one sooner."""
    weighed = types.copy()
    weighed[:, 1:] *= np.exp(LISTED * hints.max(1, initial=0.0) * telling)[:, None]
    found: Floats = weighed / weighed.sum(1, keepdims=True)
    return found


def _cast(scores: Floats, roles: Sequence[str]) -> tuple[Spot, ...]:
    """The spans in the roles of a trigger. An event without anybody is rare, so doubt is then read as a yes."""
    found = spots(scores, roles)
    if any(spot.label in PEOPLE for spot in found):
        return found
    taken = {at for spot in found for at in range(spot.first, spot.last)}
    unsure = (s for s in spots(scores, roles, SOMEONE) if s.label in PEOPLE and taken.isdisjoint(range(s.first, s.last)))
    return tuple(sorted((*found, *unsure)))


def _chosen(scores: Floats, departs: bool) -> int:
    """The likeliest value; where the first is the default, any other that is likely enough, as it is the costlier to miss."""
    other = int(scores[1:].argmax()) + 1
    return other if departs and scores[other] >= LIKELY else int(scores.argmax())


@cache
def shipped() -> Encoder:
    """The encoder of this installation, opened once."""
    return Encoder()


def from_anchor(first: int, last: int, words: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """How far each word stands from an anchor ``first:last``: REACH within it, less before it, more behind it."""
    at = np.arange(words)
    off = np.where(at < first, at - first, np.where(at >= last, at - last + 1, 0))
    return np.clip(off, -REACH, REACH) + REACH


def _verify(folder: Path) -> str:
    """Compare the files with ``SHA256SUMS`` beside them: other weights would give other readings and never say so.

    Returns what these weights are known by.
    """
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    for line in sums.splitlines():
        wanted, name = line.split()
        if sha256((folder / name).read_bytes()).hexdigest() != wanted:
            raise PrecedentError(f"{folder / name} is not the file this version was released with: install precedent again")
    return sha256(sums.encode()).hexdigest()[:16]
