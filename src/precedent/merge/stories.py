"""Stories: reports on one matter, by the rare words and names they share.

The measure is the cosine of TF-IDF vectors with weights from one fixed table of English, so that how alike two reports
are never depends on what else is there. Groups are made like events: links first, then average linkage inside each
connected component, in an order given by the reports themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log, sqrt

from precedent.knowledge.frequency import rarity
from precedent.merge.windows import day
from precedent.merge.words import FUNCTION_WORDS, stem, tokens

# Chosen on ECB+ (decision 81): each of its two collections alone, topics taken for stories, since topics of both were collected
# to be mistaken for one another, as reports seldom are. Of the settings within .01 of the best F1 on both (.984, .996) the
# one of the highest LINK, because cost grows with the links.
LINK = 0.22  # two reports with at least this are on one matter
MEAN = 0.13  # what the pairs between two groups must reach on average for the groups to be joined
TERMS = 80  # the heaviest terms of a report: the rest is noise, and space
STRETCH = 64  # days: near in time are reports of one such stretch, or of two that touch
UNDATED = -1  # the stretch of what was published at no known time, with nothing beside it
_LEAD = 3.0  # a title says what a report is about: its words count as so many
_NAME = 1.6  # what a capital letter inside a sentence is worth: names tell matters apart
_FADING = 0.3  # how much of their likeness two reports lose that lie a year or more apart
_COMMON = 3.3  # words more common than once in two thousand say nothing about the matter


@dataclass(frozen=True)
class Subject:
    """A report as its matter is compared. Ordered by publication, unknown last, then id."""

    report: str
    published: str | None
    terms: Mapping[str, float]  # unit length

    @cached_property
    def order(self) -> tuple[str, str]:
        return self.published or "~", self.report

    @cached_property
    def day(self) -> int | None:
        return day(self.published)


def stretch(published: str | None) -> int:
    """The stretch of days that a report is of."""
    at = day(published)
    return UNDATED if at is None else at // STRETCH


def near(one: int, other: int) -> bool:
    """Whether two stretches are one, or touch."""
    return one == other or (abs(one - other) == 1 and UNDATED not in (one, other))


def terms(title: str | None, text: str) -> dict[str, float]:
    """The heaviest terms of a report with their weights, to unit length."""
    said: dict[str, float] = {}
    small: set[str] = set()
    for part, weight in ((title or "", _LEAD), (text, 1.0)):
        for word, times in Counter(tokens(part)).items():
            term = word.lower()
            if _worth(term):
                said[term] = said.get(term, 0.0) + weight * times
                if not word[0].isupper():
                    small.add(term)
    weights: dict[str, float] = {}
    for term, count in said.items():
        name = 1.0 if term in small else _NAME
        weights[stem(term)] = weights.get(stem(term), 0.0) + (1 + log(count)) * _worth(term) * name
    heaviest = sorted(weights.items(), key=lambda tw: (-tw[1], tw[0]))[:TERMS]
    length = sqrt(sum(w * w for _, w in heaviest)) or 1.0
    return {term: w / length for term, w in sorted(heaviest)}  # sorted, so that sums are the same to the last digit


@lru_cache(maxsize=1 << 17)
def _worth(term: str) -> float:
    """What a word, lower case, says about the matter; 0 of common words and of numbers."""
    if len(term) < 2 or term in FUNCTION_WORDS or term.isdigit():
        return 0.0
    return max(0.0, rarity(term) - _COMMON)


def alike(a: Subject, b: Subject) -> float:
    """How alike two reports' matters are, 0 to 1."""
    x, y = (a.terms, b.terms) if len(a.terms) <= len(b.terms) else (b.terms, a.terms)
    shared = sorted(x.keys() & y.keys())  # in order, so that sums are the same to the last digit
    return sum([x[t] * y[t] for t in shared]) * _age(a.day, b.day)


def _age(a: float | None, b: float | None) -> float:
    """The same words a year later are another matter more often than the same one."""
    if a is None or b is None:
        return 1.0
    return 1.0 - _FADING * min(1.0, abs(a - b) / 365)


def group(
    component: Sequence[Subject], linked: Mapping[tuple[str, str], float], mean: float = MEAN
) -> tuple[tuple[Subject, ...], ...]:
    """The stories of one connected component, each in order, the stories by their earliest report.

    *linked* are the links that hold it together, by two reports in order.
    """
    subjects = sorted(component, key=lambda s: s.order)
    at = {subject.report: i for i, subject in enumerate(subjects)}
    links = sorted((-score, min(at[a], at[b]), max(at[a], at[b])) for (a, b), score in linked.items())
    home = list(range(len(subjects)))
    groups: list[_Group | None] = [_Group(i, subject) for i, subject in enumerate(subjects)]
    refused: set[tuple[int, int, int, int]] = set()
    for _, i, j in links:
        a, b = sorted((home[i], home[j]))
        one, other = groups[a], groups[b]
        if a == b or one is None or other is None:
            continue
        sign = (a, len(one.members), b, len(other.members))  # those that were refused stay apart until one of them grows
        if sign in refused:
            continue
        if one.mean(other) < mean:
            refused.add(sign)
            continue
        for x in other.members:
            home[x] = a
        one.take(other)
        groups[b] = None
    return tuple(tuple(subjects[i] for i in sorted(g.members)) for g in groups if g is not None)


class _Group:
    """A group while it grows: the sum of its members' terms, so that two groups are compared at the cost of two reports.

    How far two groups lie apart in time is how far their mean days do.
    """

    __slots__ = ("_dated", "_days", "_terms", "members")

    def __init__(self, number: int, subject: Subject) -> None:
        self.members = [number]
        self._terms: Mapping[str, float] = subject.terms
        self._days, self._dated = (subject.day, 1) if subject.day is not None else (0, 0)

    @property
    def _day(self) -> float | None:
        return self._days / self._dated if self._dated else None

    def mean(self, other: _Group) -> float:
        """How alike the members of the two are, on average."""
        x, y = (self._terms, other._terms) if len(self._terms) <= len(other._terms) else (other._terms, self._terms)
        shared = sum([w * y[t] for t, w in x.items() if t in y])
        return shared / (len(self.members) * len(other.members)) * _age(self._day, other._day)

    def take(self, other: _Group) -> None:
        """Have the members of *other* too."""
        more, less = (self._terms, other._terms) if len(self._terms) >= len(other._terms) else (other._terms, self._terms)
        both = more if isinstance(more, _Sum) else _Sum(more)
        for term, weight in less.items():
            both[term] = both.get(term, 0.0) + weight
        self._terms = both
        self.members += other.members
        self._days, self._dated = self._days + other._days, self._dated + other._dated


class _Sum(dict[str, float]):
    """Terms of several reports, added up."""
