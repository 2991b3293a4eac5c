"""Mentions that are linked, put together: agglomeration that never joins what must not be joined.

A component is a set of mentions held together by links. Inside one, links are taken from the strongest down, ties by
key; two groups are joined when no pair across them is barred and their pairs reach ``MEAN`` on average. What comes out
depends on the component's members alone, in whatever order they were read.
"""

from __future__ import annotations

from collections.abc import Sequence

from precedent.merge.match import MEAN, Match, match
from precedent.merge.mention import Mention
from precedent.merge.places import PlaceIndex


def cluster(component: Sequence[Mention], index: PlaceIndex) -> tuple[tuple[Mention, ...], ...]:
    """The events of one component: each a tuple of mentions in order, the clusters by their first."""
    mentions = sorted(component, key=lambda m: m.order)
    n = len(mentions)
    if n == 1:
        return (tuple(mentions),)
    pairs: dict[tuple[int, int], Match] = {}
    for i in range(n):
        for j in range(i + 1, n):
            pairs[i, j] = match(mentions[i], mentions[j], index)
    links = sorted((-m.score, mentions[i].key, mentions[j].key, i, j) for (i, j), m in pairs.items() if m.linked)
    group = list(range(n))
    members = [[i] for i in range(n)]
    for *_, i, j in links:
        a, b = group[i], group[j]
        if a == b:
            continue
        across = [pairs[min(x, y), max(x, y)] for x in members[a] for y in members[b]]
        if any(m.barred for m in across) or sum(m.score for m in across) < MEAN * len(across):
            continue
        if members[b][0] < members[a][0]:
            a, b = b, a
        members[a] += members[b]
        for x in members[b]:
            group[x] = a
        members[b] = []
    return tuple(tuple(mentions[i] for i in sorted(m)) for m in members if m)
