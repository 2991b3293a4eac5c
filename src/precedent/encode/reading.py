"""What the encoder says of a sentence: spans of words with labels and scores, decoded from its outputs.

Words are numbered within the sentence, spans half-open. A score is the probability that the network gives, uncalibrated.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
HALF = 0.5


class Spot(NamedTuple):
    first: int
    last: int
    label: str
    score: float


class Choice(NamedTuple):
    label: str
    score: float


class Trigger(NamedTuple):
    """``score``: that these words name an occurrence; ``main``: that it is the news, ``background``: that it is history.
    ``types``: most likely first; ``hinted``: how surely the word lists speak for the first (0 to 1), ``contrary``: for another;
    ``mode``: that of the first, if any. ``cues``: the words that give polarity, modality or genericity a value other than
    the default."""

    first: int
    last: int
    score: float
    types: tuple[Choice, ...]
    hinted: float
    contrary: float
    mode: str | None
    polarity: Choice
    modality: Choice
    genericity: Choice
    tense: Choice
    standing: Choice
    main: float
    roles: tuple[Spot, ...]
    quantities: tuple[Spot, ...]
    cues: tuple[Spot, ...]
    background: float = 0.0


class Saying(NamedTuple):
    """A cue of attribution, and who is said to say what."""

    first: int
    last: int
    score: float
    sources: tuple[Spot, ...]
    contents: tuple[Spot, ...]


class Reading(NamedTuple):
    """``tags``: Universal and Penn part of speech (``VERB/VBD``), one a word. ``vectors`` [words, 384]: each word in its
    sentence; ``whole`` [384]: the sentence; ``hints`` [words, types]: what the word lists said of it."""

    tags: tuple[str, ...]
    names: tuple[Spot, ...]
    triggers: tuple[Trigger, ...]
    sayings: tuple[Saying, ...]
    claims: tuple[Spot, ...]
    vectors: Floats
    whole: Floats
    hints: Floats


def spots(scores: Floats, labels: Sequence[str], least: float = HALF) -> tuple[Spot, ...]:
    """Spans from probabilities [words, 1 + 2 × labels] of outside, begins and goes on, by label.

    A word is inside where outside is no more likely than ``1 - least``; whether it begins a span and which label the
    span has are asked after that, the label of all its words together, so that doubt between labels loses no span.
    """
    inside = np.flatnonzero(scores[:, 0] <= 1 - least)
    if not len(inside):
        return ()
    begins, goes_on = scores[inside, 1::2], scores[inside, 2::2]
    starts = begins.sum(1) > goes_on.sum(1)
    starts[0] = True
    starts[1:] |= np.diff(inside) > 1
    edges = [*np.flatnonzero(starts).tolist(), len(inside)]
    each = begins + goes_on
    found = []
    for at, to in pairwise(edges):
        mean = each[at:to].mean(0)
        best = int(mean.argmax())
        found.append(Spot(int(inside[at]), int(inside[to - 1]) + 1, labels[best], float(mean[best])))
    return tuple(found)
