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

# Chosen on ECB+, its sub-topics taken for stories: of the settings whose B-cubed F1 lies within .005 of the best there
# (.866), the one of the highest recall, because sub-topics of one topic were collected to be mistaken for one another.
LINK = 0.25  # two reports with at least this are on one matter
MEAN = 0.20  # what the pairs between two groups must reach on average for the groups to be joined
TERMS = 80  # the heaviest terms of a report: the rest is noise, and space
BLOCK_TERMS = 8  # two reports are compared when they share two of so many of their heaviest terms
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
    return sum(w * y[t] for t, w in x.items() if t in y) * _age(a, b)


def _age(a: Subject, b: Subject) -> float:
    """The same words a year later are another matter more often than the same one."""
    p, q = day(a.published), day(b.published)
    if p is None or q is None:
        return 1.0
    return 1.0 - _FADING * min(1.0, abs(p - q) / 365)


def keys(subject: Subject) -> tuple[int, ...]:
    """Blocking keys: a pair of heavy terms each."""
    heavy = sorted(sorted(subject.terms, key=lambda t: (-subject.terms[t], t))[:BLOCK_TERMS])
    pairs = (" ".join(pair) for pair in combinations(heavy, 2))
    hashed = (hashlib.blake2b(p.encode("utf-8", "surrogatepass"), digest_size=8).digest() for p in pairs)
    return tuple(sorted({int.from_bytes(h, "big", signed=True) for h in hashed}))


def group(component: Sequence[Subject]) -> tuple[tuple[Subject, ...], ...]:
    """The stories of one connected component, each in order, the stories by their earliest report."""
    subjects = sorted(component, key=lambda s: s.order)
    scores = {(i, j): alike(subjects[i], subjects[j]) for i, j in combinations(range(len(subjects)), 2)}
    group = list(range(len(subjects)))
    members = [[i] for i in group]
    for i, j in sorted((p for p, s in scores.items() if s >= LINK), key=lambda p: (-scores[p], p)):
        a, b = sorted((group[i], group[j]))
        if a == b:
            continue
        across = [scores[min(x, y), max(x, y)] for x in members[a] for y in members[b]]
        if sum(across) < MEAN * len(across):
            continue
        members[a] += members[b]
        for x in members[b]:
            group[x] = a
        members[b] = []
    return tuple(tuple(subjects[i] for i in sorted(m)) for m in members if m)
