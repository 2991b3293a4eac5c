"""From a codebook's example sentences to a kind that can be found, and what leaving out each sentence in turn says of it.

What is none of the type: the other words of its examples, the sentences that the codebook gives as ``unlike``, and the
examples of the shipped types, less those of a type or mode that the encoder takes most of the user's examples for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from precedent.codebooks.load import TRIGGER, Codebook, EventType, Example, shipped
from precedent.codebooks.matching import Index
from precedent.encode.encoder import Encoder
from precedent.encode.reading import Spot, Trigger
from precedent.nearest.kind import Kind, Weighed, listed, near, through
from precedent.nearest.looks import PARTS, Candidate, Floats, Read, candidates, looks, parts, read, unit, words_of

FEWEST = 5
OVERLAP = 0.5  # a shipped type or mode that the encoder takes this share of the examples for is no opposite of the type
_STRICT = 0.02  # how far the weights are kept from learning each example by heart
_UNLISTED = "NONE"  # what the encoder calls an occurrence of no shipped type
_ENOUGH = 2  # examples in which a role has to stand where the encoder sees one of its own


class Told(NamedTuple):
    """A sentence with the candidates that are looked at: ``yes`` says which of them tell the type."""

    sentence: Read
    found: tuple[Candidate, ...]
    yes: tuple[bool, ...]
    rows: Floats
    triggers: tuple[Trigger, ...]


class Foil(NamedTuple):
    """An example of a shipped type, by the type and mode that it stands under."""

    leaf: str
    sentence: Read


class Outcome(NamedTuple):
    """A sentence when it was left out: the score of its trigger (None: it tells nothing of the type), and the best of its
    other words."""

    text: str
    trigger: float | None
    other: float

    def right(self, least: float) -> bool:
        return self.trigger is not None and self.trigger >= least and self.trigger >= self.other

    def wrong(self, least: float) -> bool:
        """Whether something is found that is not there."""
        return self.other >= least and not self.right(least)


class Lesson:
    """A type's examples (``FEWEST`` or more), read and ready to learn from."""

    def __init__(self, book: Codebook, kind: EventType, encoder: Encoder) -> None:
        self.book, self.kind, self._encoder, self._listed = book, kind, encoder, listed(kind)
        self.centre = _centre(encoder)
        mine, alike = (read(encoder, texts) for texts in ([e.text for e in kind.examples], kind.unlike))
        self._marked = [self._triggers(example, sentence) for example, sentence in zip(kind.examples, mine, strict=True)]
        self.triggers = unit(np.stack([_at(s, m).mean(0) for s, m in zip(mine, self._marked, strict=True)]) - self.centre[0])
        to_others = self.triggers @ self.triggers.T
        np.fill_diagonal(to_others, -1)
        self.gate = float(to_others.max(1).min())
        self.examples = [self._told(s, m) for s, m in zip(mine, self._marked, strict=True)]
        self.unlike = [told for s in alike if (told := self._told(s, ())).found]
        self.overlaps = self._overlaps()
        opposite = [f.sentence for f in foils(encoder) if not any(self._covers(leaf, f.leaf) for leaf in self.overlaps)]
        self._opposite = [told for s in opposite if (told := self._told(s, ())).found]
        self._weigh()

    def learn(self) -> Kind:
        least = threshold(self.outcomes())
        return Kind(self.book, self.kind, self._weighed, least, self.triggers, self.gate, self.centre, self.roles(), self._listed)

    def outcomes(self) -> list[Outcome]:
        """Each example, each look-alike and each example of a shipped type as the others teach it, in this order."""
        found = []
        for told, at in zip((*self.examples, *self.unlike, *self._opposite), self._places, strict=True):
            held = self._inverse[at, at]
            scores = self._wanted[at] - np.linalg.solve(held, self._weighed.weights[at].astype(np.float64))
            mine, others = ([s for s, y in zip(scores.tolist(), told.yes, strict=True) if y is yes] for yes in (True, False))
            found.append(Outcome(told.sentence.text, max(mine, default=None), max(others, default=-np.inf)))
        return found

    def _weigh(self) -> None:
        """Kernel ridge regression on 1 for the triggers of examples and -1 for all others.

        The triggers weigh as much together as all that is none, the user's own sentences in that as much as the shipped ones.
        Leaving rows out needs no second solution: with G the inverse of the system, what is left of a row's wanted score is
        the solution of G's block for these rows on their weights (Rasmussen and Williams 2006, 5.4.2, for blocks).
        """
        tolds = (*self.examples, *self.unlike, *self._opposite)
        rows = np.concatenate([self._looks(told) for told in tolds])
        yes = np.array([y for told in tolds for y in told.yes])
        theirs = np.arange(len(rows)) >= sum(len(t.yes) for t in (*self.examples, *self.unlike))
        ends = np.cumsum([len(told.yes) for told in tolds]).tolist()
        self._places = [slice(a, b) for a, b in pairwise((0, *ends))]
        self._wanted = np.where(yes, 1.0, -1.0)
        worth = np.zeros(len(rows))
        for group, share in ((yes, 1.0), (theirs, 0.5), (~yes & ~theirs, 0.5)):
            worth[group] = share / max(group.sum(), 1)
        base = float((worth * self._wanted).sum() / worth.sum())
        self._inverse = np.linalg.inv(near(rows, rows).astype(np.float64) + _STRICT * np.diag(1 / worth))
        self._wanted -= base
        self._weighed = Weighed(rows, (self._inverse @ self._wanted).astype(np.float32), base)
        self._wanted += base

    def roles(self) -> tuple[tuple[str, str], ...]:
        """The encoder's role in whose place each role of the type stood in the examples: (encoder's, type's).

        A role of the encoder's own name keeps it. Of two roles in one place the one that stood there more often has it.
        """
        own = self._encoder.labels.roles
        same = [(role.name, role.name) for role in self.kind.roles if role.name in own]
        taken = {role for role, _ in same}
        votes = Counter(
            (spot.label, filled.role)
            for example, told in zip(self.kind.examples, self.examples, strict=True)
            for filled in example.filled
            if filled.role not in own and filled.role != TRIGGER
            for spot in _of_best(told)
            if spot.label not in taken and _overlap(told.sentence, spot.first, spot.last, filled.start, filled.end)
        )
        learnt: list[tuple[str, str]] = []
        for (theirs, role), times in sorted(votes.items(), key=lambda v: (-v[1], v[0])):
            if times >= _ENOUGH and theirs not in taken and all(role != r for _, r in learnt):
                learnt.append((theirs, role))
                taken.add(theirs)
        return (*same, *sorted(learnt))

    def like(self, told: Told) -> str:
        """The other sentence of the codebook that is most like one of its examples."""
        mine = self._looks(told)[np.array(told.yes) == any(told.yes)].mean(0)
        others = [t for t in (*self.examples, *self.unlike) if t is not told]
        return max(others, key=lambda t: float((self._looks(t) @ mine).max())).sentence.text

    def reads_as_this(self, least: float) -> Counter[str]:
        """How many of the examples of each shipped type and mode are read as this type."""
        found: Counter[str] = Counter()
        for foil in foils(self._encoder):
            told = self._told(foil.sentence, ())
            found[foil.leaf] += bool(told.found) and float(self._weighed.score(self._looks(told)).max()) >= least
        return found

    def _overlaps(self) -> dict[str, int]:
        """The shipped types, and modes of them, that the encoder takes the examples' triggers for: in how many."""
        leaves: Counter[str] = Counter()
        for told in self.examples:
            seen = {
                leaf
                for candidate, yes in zip(told.found, told.yes, strict=True)
                if yes and candidate.told is not None
                for kind in (candidate.told.types[0].label,)
                if kind != _UNLISTED
                for leaf in (kind, f"{kind}.{candidate.told.mode}" if candidate.told.mode else kind)
            }
            leaves.update(seen)
        most = {leaf: n for leaf, n in sorted(leaves.items()) if n >= OVERLAP * len(self.examples)}
        return {leaf: n for leaf, n in most.items() if not any(other.startswith(f"{leaf}.") for other in most)}

    def _covers(self, leaf: str, other: str) -> bool:
        """A type that the examples are spread over by modes stays an opposite: an assault is not yet one on reporters."""
        return "." in leaf and leaf == other

    def _triggers(self, example: Example, sentence: Read) -> tuple[int, ...]:
        """The words of an example's trigger, as marked; else those that the encoder, or the codebook's words, take for one."""
        marked = [f for f in example.filled if f.role == TRIGGER]
        words = [i for i in range(len(sentence.tokens)) if any(_overlap(sentence, i, i + 1, f.start, f.end) for f in marked)]
        if words or not sentence.tokens:
            return tuple(words)
        found = candidates(sentence.reading, sentence.words, self._listed)
        likely = sorted(found, key=lambda c: (not c.listed, c.told is None or c.told.types[0].label == _UNLISTED, c.first))
        free = [c for c in likely if not any(_overlap(sentence, c.first, c.last, f.start, f.end) for f in example.filled)]
        best = next(iter(free or likely), None)
        return tuple(range(best.first, best.last)) if best else (0,)

    def _told(self, sentence: Read, marked: Sequence[int]) -> Told:
        found = candidates(sentence.reading, sentence.words, self._listed)
        seen = through(self.triggers, self.gate, self.centre, sentence.reading, found)
        seen += [c for c in found if c not in seen and not set(marked).isdisjoint(range(c.first, c.last))]
        if not set(marked).intersection(i for c in seen for i in range(c.first, c.last)) and marked:
            seen.append(Candidate(marked[0], marked[-1] + 1))
        if not seen:
            return Told(sentence, (), (), np.zeros((0, PARTS, len(self.centre[0])), np.float32), ())
        yes = tuple(not set(marked).isdisjoint(range(c.first, c.last)) for c in seen)
        return Told(sentence, tuple(seen), yes, *parts(self._encoder, sentence.reading, sentence.words, seen))

    def _looks(self, told: Told) -> Floats:
        return looks(told.rows, [c.listed for c in told.found], self.centre)


def threshold(outcomes: Sequence[Outcome]) -> float:
    """The score from which on the most is right: by F1 over sentences, halfway down to the next score that is left out."""
    trigger = np.array([-np.inf if o.trigger is None else o.trigger for o in outcomes])
    other = np.array([o.other for o in outcomes])
    scores = np.unique(np.concatenate([trigger, other]))
    scores = scores[scores > -np.inf]
    right = (trigger >= scores[:, None]) & (trigger >= other)
    wrong = (other >= scores[:, None]) & ~right
    f1 = 2 * right.sum(1) / (right.sum(1) + wrong.sum(1) + (trigger > -np.inf).sum())
    best = int(np.flatnonzero(f1 == f1.max())[-1])
    return float(scores[best] + scores[max(best - 1, 0)]) / 2


def figures(outcomes: Sequence[Outcome], least: Sequence[float]) -> tuple[float, float, float]:
    """Precision, recall and F1 over sentences, each held to its own threshold."""
    right = sum(o.right(t) for o, t in zip(outcomes, least, strict=True))
    wrong = sum(o.wrong(t) for o, t in zip(outcomes, least, strict=True))
    wanted = sum(o.trigger is not None for o in outcomes)
    precision, recall = right / max(right + wrong, 1), right / max(wanted, 1)
    return precision, recall, 2 * right / max(right + wrong + wanted, 1)


@lru_cache(1)
def foils(encoder: Encoder) -> tuple[Foil, ...]:
    """The examples of the shipped types."""
    named = [
        (f"{kind.name}.{example.mode}" if example.mode else kind.name, example.text)
        for book in shipped()
        for kind in book.types
        for example in kind.examples
    ]
    sentences = read(encoder, [text for _, text in named])
    return tuple(Foil(leaf, sentence) for (leaf, _), sentence in zip(named, sentences, strict=True))


@lru_cache(1)
def _centre(encoder: Encoder) -> Floats:
    """[PARTS, 384]: what is common to all triggers, over the shipped examples."""
    nothing = Index({}, {})
    seen = [(f.sentence, [c for c in candidates(f.sentence.reading, f.sentence.words, nothing) if c.told]) for f in foils(encoder)]
    rows = np.concatenate([parts(encoder, s.reading, s.words, found)[0] for s, found in seen if found])
    there = np.abs(rows).sum(2) > 0
    return np.stack([rows[there[:, part], part].mean(0) for part in range(rows.shape[1])])


def _at(sentence: Read, words: Sequence[int]) -> Floats:
    return words_of(sentence.reading, [Candidate(i, i + 1) for i in words])


def _of_best(told: Told) -> tuple[Spot, ...]:
    """What the encoder puts into the roles of the example's triggers."""
    return tuple(s for trigger, yes in zip(told.triggers, told.yes, strict=True) if yes for s in trigger.roles)


def _overlap(sentence: Read, first: int, last: int, start: int, end: int) -> bool:
    return sentence.tokens[first].start < end and start < sentence.tokens[last - 1].end
