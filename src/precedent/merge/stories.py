"""Stories: reports on one matter, by the rare words and names they share.

The measure is the cosine of TF-IDF vectors with weights from one fixed table of English, so that how alike two reports
are never depends on what else is there. Groups are made like events: links first, then average linkage inside each
connected component, in an order given by the reports themselves.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
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
BLOCK_TERMS = 12  # two reports near in time are compared when they share two of so many of their heaviest terms
EVER_TERMS = 5  # and any two when they share two of so many
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


def terms(title: str | None, text: str) -> dict[str, float]:
    """The heaviest terms of a report with their weights, to unit length."""
    said: dict[str, float] = {}
    capitals: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for part, weight in ((title or "", _LEAD), (text, 1.0)):
        for word in tokens(part):
            term = word.lower()
            if len(term) > 1 and term not in FUNCTION_WORDS and not term.isdigit():
                said[term] = said.get(term, 0.0) + weight
                times[term] += 1
                capitals[term] += word[0].isupper()
    weights: dict[str, float] = {}
    for term, count in said.items():
        worth = rarity(term) - _COMMON
        if worth > 0:
            name = _NAME if capitals[term] == times[term] else 1.0
            weights[stem(term)] = weights.get(stem(term), 0.0) + (1 + log(count)) * worth * name
    heaviest = sorted(weights.items(), key=lambda tw: (-tw[1], tw[0]))[:TERMS]
    length = sqrt(sum(w * w for _, w in heaviest)) or 1.0
    return {term: w / length for term, w in sorted(heaviest)}  # sorted, so that sums are the same to the last digit


def alike(a: Subject, b: Subject) -> float:
    """How alike two reports' matters are, 0 to 1."""
    x, y = (a.terms, b.terms) if len(a.terms) <= len(b.terms) else (b.terms, a.terms)
    shared = sorted(x.keys() & y.keys())  # in order, so that sums are the same to the last digit
    return sum([x[t] * y[t] for t in shared]) * _age(a, b)


def _age(a: Subject, b: Subject) -> float:
    """The same words a year later are another matter more often than the same one."""
    if a.day is None or b.day is None:
        return 1.0
    return 1.0 - _FADING * min(1.0, abs(a.day - b.day) / 365)


@dataclass(frozen=True, slots=True)
class Keys:
    """Blocking keys: where a report is kept, and where it looks for others."""

    kept: tuple[int, ...]
    looked: tuple[int, ...]


def keys(subject: Subject) -> Keys:
    """Pairs of heavy terms: those of one stretch of days with those of the stretches beside it, and the heaviest at any time.

    What was published at no known time is a stretch of its own.
    """
    heavy = sorted(subject.terms, key=lambda t: (-subject.terms[t], t))
    pairs, ever = _pairs(heavy[:BLOCK_TERMS]), _keys(_pairs(heavy[:EVER_TERMS]), (_EVER,))
    at = _UNDATED if subject.day is None else subject.day // STRETCH + _FIRST
    return Keys((*ever, *_keys(pairs, (at,))), (*ever, *_keys(pairs, (at,) if at == _UNDATED else (at - 1, at, at + 1))))


_EVER, _UNDATED, _FIRST = 0, 1, 4  # in the place of a stretch; the first that is one, with nothing beside it


def _pairs(heavy: Sequence[str]) -> list[str]:
    return [" ".join(pair) for pair in combinations(sorted(heavy), 2)]


def _keys(pairs: Sequence[str], stretches: Sequence[int]) -> tuple[int, ...]:
    """Keys of one stretch begin alike, so that what is of one time is kept in one place of a large ledger."""
    hashed = [hashlib.blake2b(p.encode("utf-8", "surrogatepass"), digest_size=6).digest() for p in pairs]
    return tuple(sorted({(at << 46) | (int.from_bytes(h, "big") >> 2) for h in hashed for at in stretches}))


def group(
    component: Sequence[Subject], linked: Mapping[tuple[str, str], float], mean: float = MEAN
) -> tuple[tuple[Subject, ...], ...]:
    """The stories of one connected component, each in order, the stories by their earliest report.

    *linked* are the links that hold it together, by two reports in order. What no link asks for is not compared.
    """
    subjects = sorted(component, key=lambda s: s.order)
    at = {subject.report: i for i, subject in enumerate(subjects)}
    scores = {(min(at[a], at[b]), max(at[a], at[b])): score for (a, b), score in linked.items()}
    links = sorted(scores, key=lambda p: (-scores[p], p))
    group = list(range(len(subjects)))
    members = [[i] for i in group]
    for i, j in links:
        a, b = sorted((group[i], group[j]))
        if a == b:
            continue
        pairs = [(min(x, y), max(x, y)) for x in members[a] for y in members[b]]
        for x, y in pairs:
            if (x, y) not in scores:
                scores[x, y] = alike(subjects[x], subjects[y])
        if sum([scores[pair] for pair in pairs]) < mean * len(pairs):
            continue
        members[a] += members[b]
        for x in members[b]:
            group[x] = a
        members[b] = []
    return tuple(tuple(subjects[i] for i in sorted(m)) for m in members if m)
