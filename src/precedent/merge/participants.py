"""Who took part, over all mentions of an event: the same participant named differently is one actor of the entry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from precedent.entries import CitedActor, Contradiction, ContradictoryValue
from precedent.merge.features import Party
from precedent.merge.mention import Mention
from precedent.merge.values import Saying, Told, cited
from precedent.records import RoleActor

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def without_article(name: str) -> str:
    return _ARTICLE.sub("", name)


def actors(told: Sequence[Told]) -> tuple[tuple[CitedActor, ...], tuple[Contradiction, ...]]:
    """The actors of an entry, and the sectors on which reports differ."""
    groups: list[list[Saying[Party]]] = []
    for t in told:
        for party, span in zip(t.mention.features.parties, t.mention.event.actors, strict=True):
            saying = Saying(t, party, span)
            home = next((g for g in groups if _fits(g, saying)), None)
            if home is None:
                groups.append([saying])
            else:
                home.append(saying)
    return tuple(_actor(g) for g in groups), _sectors(groups)


def _fits(group: list[Saying[Party]], saying: Saying[Party]) -> bool:
    """Whether the participant may be the group's. Two that one telling names in one role are two."""
    if any(s.told.mention is saying.told.mention for s in group):
        return False
    x = saying.value
    return all(
        x.role == y.role
        and not (x.country and y.country and x.country != y.country)
        and not (x.sector and y.sector and x.sector != y.sector)
        and (bool(x.named & y.named) if x.named and y.named else bool(x.words & y.words) or _kind(x, y))
        for y in (s.value for s in group)
    )


def _kind(x: Party, y: Party) -> bool:
    """A description and a name, or two descriptions, of the same sort of participant."""
    return (x.sector is not None and x.sector == y.sector) or not x.words or not y.words


def _actor(group: list[Saying[Party]]) -> CitedActor:
    names = [_name(s.told.mention, s.span) for s in group]
    sources = {n: {s.told.teller.source for s, m in zip(group, names, strict=True) if m == n} for n in names}
    named = {n: bool(s.value.named) for s, n in zip(group, names, strict=True)}
    best = max(dict.fromkeys(names), key=lambda n: (named[n], len(sources[n]), len(n.split())))
    return CitedActor(
        role=group[0].value.role,
        name=best,
        country=next((s.value.country for s in group if s.value.country), None),
        sector=next((s.value.sector for s in group if s.value.sector), None),
        citations=cited((s.told, s.span) for s in group),
    )


def _name(mention: Mention, span: object) -> str:
    assert isinstance(span, RoleActor)
    return mention.name(span)


def _sectors(groups: list[list[Saying[Party]]]) -> tuple[Contradiction, ...]:
    """Where each telling has one participant in a role, and tellings give it different sectors."""
    found = []
    for role in dict.fromkeys(g[0].value.role for g in groups):
        rivals = [g for g in groups if g[0].value.role == role]
        tellings = [s.told.mention.key for g in rivals for s in g]
        sectors = {next((s.value.sector for s in g if s.value.sector), None) for g in rivals}
        if len(rivals) > 1 and len(set(tellings)) == len(tellings) and None not in sectors and len(sectors) == len(rivals):
            values = tuple(
                ContradictoryValue(
                    value=next(s.value.sector for s in g if s.value.sector), citations=cited((s.told, s.span) for s in g)
                )
                for g in rivals
            )
            found.append(Contradiction(field=f"{role}.sector", values=values))
    return tuple(found)
