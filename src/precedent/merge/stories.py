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
STRETCH = 64  # days: a matter that nobody writes of for two to four months is another when it comes up again
ANY_TERMS = 4  # what an undated report is found by
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
    """A pair of heavy terms in a stretch of days each: reports meet within ``STRETCH`` days, and never beyond twice that.

    What was published at no known time meets whatever shares its heaviest terms.
    """
    heavy = sorted(subject.terms, key=lambda t: (-subject.terms[t], t))
    pairs, heaviest = _pairs(heavy[:BLOCK_TERMS]), _pairs(heavy[:ANY_TERMS])
    if subject.day is None:
        alone = _keys(pairs, (_UNDATED,))
        return Keys((*alone, *_keys(heaviest, (_OUT,))), (*alone, *_keys(heaviest, (_ANY,))))
    at = subject.day // STRETCH + _FIRST
    return Keys((*_keys(heaviest, (_ANY,)), *_keys(pairs, (at,))), (*_keys(heaviest, (_OUT,)), *_keys(pairs, (at - 1, at, at + 1))))


# In the place of a stretch: undated reports among themselves; where the dated are kept for them, and they for the dated.
_UNDATED, _ANY, _OUT, _FIRST = 0, 1, 2, 4


def _pairs(heavy: Sequence[str]) -> list[str]:
    return [" ".join(pair) for pair in combinations(sorted(heavy), 2)]


def _keys(pairs: Sequence[str], stretches: Sequence[int]) -> tuple[int, ...]:
    """Keys of one stretch begin alike, so that what is of one time is kept in one place of a large ledger."""
    hashed = [hashlib.blake2b(p.encode("utf-8", "surrogatepass"), digest_size=6).digest() for p in pairs]
    return tuple(sorted({(at << 46) | (int.from_bytes(h, "big") >> 2) for h in hashed for at in stretches}))


def group(component: Sequence[Subject], linked: Mapping[tuple[str, str], float]) -> tuple[tuple[Subject, ...], ...]:
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
        if sum([scores[pair] for pair in pairs]) < MEAN * len(pairs):
            continue
        members[a] += members[b]
        for x in members[b]:
            group[x] = a
        members[b] = []
    return tuple(tuple(subjects[i] for i in sorted(m)) for m in members if m)
