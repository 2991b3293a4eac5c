"""Mentions that are linked, put together: agglomeration that never joins what must not be joined.

A component is a set of mentions held together by links. Mentions that were judged one come together first. Then links are
taken from the strongest down, ties by key; two groups are joined when no pair across them is barred, or judged different,
and their pairs reach ``MEAN`` on average. What comes out depends on the component's members alone, in whatever order they
were read. Pairs that no link asks for are not compared, so that cost grows with the links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, Generic, Protocol, TypeVar

from precedent.merge.features import Features
from precedent.merge.judgements import Judged
from precedent.merge.match import LINK, MEAN, worth
from precedent.merge.places import PlaceIndex

Link = tuple[str, str, float]


class Ordered(Protocol):
    """A mention, or what is compared of it."""

    @property
    def key(self) -> str: ...
    @property
    def order(self) -> Any: ...


M = TypeVar("M", bound=Ordered)
Score = Callable[[M, M], float | None]  # what a pair's match is worth; None where it is barred


def scorer(index: PlaceIndex) -> Score[Features]:
    """Scores by today's weights."""
    return lambda a, b: worth(a, b, index)


def links(mentions: Sequence[M], score: Score[M], least: float = LINK) -> list[Link]:
    """The links among *mentions*, as keys and score, where every pair is compared."""
    scored = ((a.key, b.key, score(a, b)) for a, b in combinations(mentions, 2))
    return [(a, b, worth) for a, b, worth in scored if worth is not None and worth >= least]


def cluster(
    component: Sequence[M], linked: Iterable[Link], score: Score[M], judged: Judged | None = None, mean: float = MEAN
) -> tuple[tuple[M, ...], ...]:
    """The events of one component: each a tuple of mentions in order, the clusters by their first."""
    mentions = sorted(component, key=lambda m: m.order)
    if len(mentions) == 1:
        return (tuple(mentions),)
    at = {m.key: i for i, m in enumerate(mentions)}
    scored = {(min(at[a], at[b]), max(at[a], at[b])): score for a, b, score in linked}
    groups = _Groups(mentions, scored, score, judged or Judged(), mean)
    for i, m in enumerate(mentions):
        for j in sorted(at[key] for key in groups.judged.same(m.key) if key in at):
            groups.join(i, j, by_judgement=True)
    for _, i, j in sorted(((-score, *_by_key(mentions, i, j)), i, j) for (i, j), score in scored.items()):
        groups.join(i, j)
    return tuple(tuple(mentions[i] for i in sorted(members)) for members in groups.members if members)


def _by_key(mentions: Sequence[M], i: int, j: int) -> tuple[str, str]:
    a, b = mentions[i].key, mentions[j].key
    return (a, b) if a < b else (b, a)


class _Groups(Generic[M]):
    """Groups while they grow: each mention's group, and each group's members."""

    def __init__(
        self, mentions: Sequence[M], scored: Mapping[tuple[int, int], float], score: Score[M], judged: Judged, mean: float
    ) -> None:
        self.mentions, self.score, self.judged, self.mean = mentions, score, judged, mean
        self.group = list(range(len(mentions)))
        self.members = [[i] for i in self.group]
        self._scores: dict[tuple[int, int], float | None] = dict(scored)
        self._refused: set[tuple[int, int]] = set()

    def join(self, i: int, j: int, by_judgement: bool = False) -> None:
        """Join the groups of two mentions, if nothing speaks against it."""
        a, b = sorted((self.group[i], self.group[j]))
        # Groups that were refused stay apart until one of them grows, which changes its length and so the sign here.
        sign = (a * len(self.group) + len(self.members[a]), b * len(self.group) + len(self.members[b]))
        if a == b or sign in self._refused:
            return
        if not self._fit(self.members[a], self.members[b], by_judgement):
            self._refused.add(sign)
            return
        self.members[a] += self.members[b]
        for x in self.members[b]:
            self.group[x] = a
        self.members[b] = []

    def _fit(self, one: Sequence[int], other: Sequence[int], by_judgement: bool) -> bool:
        total = 0.0
        for x in one:
            for y in other:
                if self._relation(x, y) == "different":
                    return False
                if not by_judgement:
                    score = self._score(x, y)
                    if score is None:
                        return False
                    total += score
        return by_judgement or total >= self.mean * len(one) * len(other)

    def _relation(self, x: int, y: int) -> str | None:
        a, b = self.mentions[x].key, self.mentions[y].key
        return self.judged.relation(a, b) if a in self.judged and b in self.judged else None

    def _score(self, x: int, y: int) -> float | None:
        """What the pair's match is worth; None where it is barred."""
        pair = (x, y) if x < y else (y, x)
        if pair not in self._scores:
            self._scores[pair] = self.score(self.mentions[pair[0]], self.mentions[pair[1]])
        return self._scores[pair]
