"""Reports by their matters, in memory: which of them are alike enough to be compared.

Reports near in time are compared where what their heaviest terms share is worth something; any two where the very heaviest share
more. Both are rules of the two alone. The pairs are found by inverted indexes, term by term, in arrays: some thousand entries
a report are added up at once, where keys of a table would be looked up, read and compared one by one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from precedent.merge.stories import Subject, near, stretch


class Rule(NamedTuple):
    """Two reports meet where what their *leading* heaviest terms share is worth *least*."""

    leading: int
    least: float

    def terms(self, terms: Mapping[str, float]) -> dict[str, float]:
        """The terms of a report that bring it together with others, in order, so that sums are the same from either side."""
        return dict(sorted(sorted(terms.items(), key=lambda tw: (-tw[1], tw[0]))[: self.leading]))

    def meets(self, a: Subject, b: Subject) -> bool:
        x, y = self.terms(a.terms), self.terms(b.terms)
        return sum([x[t] * y[t] for t in x if t in y]) >= self.least


# Chosen on the pairs of ECB+ (decision 57, ``python -m training.stories``): of those that are to be linked NEAR brings 99.6 in
# 100 together; EVER 93 of those that are still linked where a year lies between.
NEAR, EVER = Rule(48, 0.18), Rule(16, 0.20)


def meet(a: Subject, b: Subject) -> bool:
    """Whether two reports are compared."""
    return EVER.meets(a, b) or (near(stretch(a.published), stretch(b.published)) and NEAR.meets(a, b))


class Matters:
    """The indexes, which grow: one of all reports, one of each stretch of days. Reports have numbers, in whatever order."""

    def __init__(self) -> None:
        self._ever = _Index()
        self._stretches: dict[int, _Index] = {}

    def __contains__(self, at: int) -> bool:
        return at in self._stretches

    @property
    def size(self) -> int:
        """How many reports the indexes of stretches hold."""
        return sum(len(index.numbers) for index in self._stretches.values())

    def add(self, at: int, number: int, terms: Mapping[str, float]) -> None:
        """Index a report of the stretch *at*."""
        self.add_ever(number, EVER.terms(terms))
        self.add_to(at, [(number, terms)])

    def add_ever(self, number: int, heaviest: Mapping[str, float]) -> None:
        """Index a report, whenever it was published, by its very heaviest terms."""
        self._ever.add(number, heaviest)

    def add_to(self, at: int, reports: Iterable[tuple[int, Mapping[str, float]]]) -> None:
        """Index reports of the stretch *at*."""
        index = self._stretches.setdefault(at, _Index())
        for number, terms in reports:
            index.add(number, NEAR.terms(terms))

    def meeting(self, at: int, terms: Mapping[str, float]) -> set[int]:
        """The reports indexed so far that one of the stretch *at* with these terms is compared with."""
        found = set(self._ever.meeting(EVER.terms(terms), EVER.least))
        heavy = NEAR.terms(terms)
        for other, index in self._stretches.items():
            if near(at, other):
                found.update(index.meeting(heavy, NEAR.least))
        return found

    def keep(self, wanted: Iterable[int]) -> None:
        """Forget all stretches but those near to the ones *wanted*."""
        wanted = set(wanted)
        self._stretches = {at: index for at, index in self._stretches.items() if any(near(at, other) for other in wanted)}


class _Index:
    """For each term where it stands, as places in ``numbers``, and its weights there."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._places: dict[str, tuple[array[int], array[float]]] = {}

    def add(self, number: int, heavy: Mapping[str, float]) -> None:
        place = len(self.numbers)
        for term, weight in heavy.items():
            there = self._places.get(term)
            if there is None:
                there = self._places[term] = (array("l"), array("d"))
            there[0].append(place)
            there[1].append(weight)
        self.numbers.append(number)

    def meeting(self, heavy: Mapping[str, float], least: float) -> list[int]:
        import numpy as np  # not where the ledger is only asked

        found = [(self._places[term], weight) for term, weight in heavy.items() if term in self._places]
        if not found:
            return []
        places = np.concatenate([np.frombuffer(at, dtype=at.typecode) for (at, _), _ in found])
        worth = np.concatenate([np.frombuffer(weights) * weight for (_, weights), weight in found])
        return [self.numbers[n] for n in np.flatnonzero(np.bincount(places, worth) >= least)]
