"""A type learnt from examples, and how it is found: nearness to each example and each look-alike, weighed and added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from precedent.codebooks.load import Codebook, EventType
from precedent.codebooks.matching import Index, index
from precedent.encode.encoder import Encoder
from precedent.encode.reading import Choice, Reading, Trigger
from precedent.nearest.looks import SCALE, Candidate, Floats, candidates, looks, parts, unit, words_of

_NEAR = 4  # words: of two candidates that stand closer, one tells the event
_SURE, _LEAST_SURE = 0.95, 0.6
_WHERE = frozenset({"location", "origin", "destination", "via", "time"})


class Weighed(NamedTuple):
    """``rows`` [n, D]: looks of examples and of what is none; ``weights`` [n]; their sum of nearness and ``base`` is a score,
    about 1 for the type and -1 for anything else."""

    rows: Floats
    weights: Floats
    base: float

    def score(self, seen: Floats) -> Floats:
        """[m] for looks [m, D]."""
        return near(seen, self.rows) @ self.weights + np.float32(self.base)


class Kind(NamedTuple):
    """``least`` is the score from which on it is the type. ``triggers`` [examples, 384] and ``gate`` let only words through
    that are about as near an example's trigger as these are to each other. ``roles``: the encoder's role, the type's;
    ``words``: its trigger words."""

    codebook: Codebook
    type: EventType
    weighed: Weighed
    least: float
    triggers: Floats
    gate: float
    centre: Floats
    roles: tuple[tuple[str, str], ...]
    words: Index


class Found(NamedTuple):
    """``told``: what the encoder says of the words, with the type, the mode and the roles of *kind*."""

    kind: Kind
    told: Trigger
    certainty: float


def listed(kind: EventType) -> Index:
    """The trigger words of one type."""
    return index((Codebook(name="", version="", description="", licence=None, types=(kind,)),))


def near(a: Floats, b: Floats) -> Floats:
    """[m, n]: nearness of looks [m, D] and [n, D], by products of pairs of their parts: a word like this, undergone by such."""
    return (1 + a @ b.T / np.float32(SCALE)) ** 2


def find(kinds: Sequence[Kind], encoder: Encoder, reading: Reading, words: Sequence[str]) -> list[Found]:
    """Where a sentence tells of events of *kinds*; for one occurrence the same words under several kinds, surest first."""
    if not len(reading.vectors):
        return []
    seen: dict[int, list[Candidate]] = {}
    for number, kind in enumerate(kinds):
        likely = candidates(reading, words, kind.words)
        seen[number] = through(kind.triggers, kind.gate, kind.centre, reading, likely)
    # What a word looks like is worked out once, however many kinds it may be of.
    union = list({(c.first, c.last): c for some in seen.values() for c in some}.values())
    if not union:
        return []
    rows, triggers = parts(encoder, reading, words, union)
    at = {(c.first, c.last): k for k, c in enumerate(union)}
    told: list[tuple[bool, float, int, Candidate, Found]] = []
    for number, kind in enumerate(kinds):
        if not seen[number]:
            continue
        places = [at[c.first, c.last] for c in seen[number]]
        scores = kind.weighed.score(looks(rows[places], [c.listed for c in seen[number]], kind.centre))
        for candidate, place, score in zip(seen[number], places, scores.tolist(), strict=True):
            if score >= kind.least:
                sure = certainty(score, kind.least)
                one = Found(kind, _as(kind, triggers[place], candidate, reading, sure), sure)
                told.append((candidate.told is None, -score, number, candidate, one))
    told.sort(key=lambda t: t[:3])
    kept: list[tuple[int, Candidate, Found]] = []
    for _, _, number, candidate, found in told:
        if not any(n == number and _close(candidate, other) for n, other, _ in kept):
            kept.append((number, candidate, found))
    return [found for _, _, found in kept]


def _as(kind: Kind, told: Trigger, at: Candidate, reading: Reading, sure: float) -> Trigger:
    """A trigger read as one of *kind*. Its mode is that of the example with the nearest trigger; a role of the type takes the
    place of the encoder's that it was learnt to stand for, save of places and times, which are kept beside it."""
    nearest = int((unit(words_of(reading, [at]) - kind.centre[0]) @ kind.triggers.T).argmax())
    named = dict(kind.roles)
    kept = [s for s in told.roles if s.label in _WHERE or s.label in named.values()]
    roles = (*kept, *(s._replace(label=named[s.label]) for s in told.roles if named.get(s.label, s.label) != s.label))
    return told._replace(
        score=1.0, types=(Choice(kind.type.name, sure),), mode=kind.type.examples[nearest].mode, roles=tuple(sorted(roles))
    )


def through(triggers: Floats, gate: float, centre: Floats, reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates whose word is near enough a trigger of the examples, and all that the codebook lists."""
    if not found:
        return []
    nearest = (unit(words_of(reading, found) - centre[0]) @ triggers.T).max(1)
    return [c for c, near_ in zip(found, nearest.tolist(), strict=True) if c.listed or near_ >= gate]


def certainty(score: float, least: float) -> float:
    """How sure a score is, more as it nears that of the examples. Not calibrated: twenty sentences are too few for that."""
    return min(_SURE, _LEAST_SURE + (1 - _LEAST_SURE) * (score - least) / max(1 - least, 0.1))


def _close(a: Candidate, b: Candidate) -> bool:
    return a.first < b.last + _NEAR and b.first < a.last + _NEAR
