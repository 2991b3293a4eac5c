"""How sure an event is, and which one is the news: what speaks for each, weighed as ``weights.yaml`` says.

The weights are fitted on reports that the encoder has not learnt from (``training/weighing.py``), so that of the events said
at .9 nine in ten are of that type, and the event with the most weight is the one that a desk editor would name.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from precedent.events.draft import Draft
from precedent.events.triggers import OTHER
from precedent.records import Span

_LEAD = 4  # sentences of the text that may lead
_SURE = 0.999


class Traits(NamedTuple):
    """What is known of an event when all its tellings are gathered; shares and counts from 0 to about 1.

    ``told`` and ``typed``: log odds that its surest trigger tells an occurrence, and of that type; ``hinted`` and
    ``contrary``: how far the word lists say so, or only speak for another type; ``report``: log odds of
    the surest of the other events (0: none), as a report that tells of nothing else sure hardly tells of one.
    """

    told: float
    typed: float
    hinted: float
    contrary: float
    report: float
    main: float
    first: float
    early: float
    title: float
    headed: float
    tellings: float
    cast: float
    dated: float
    placed: float
    background: float
    undone: float
    repeated: float
    spoken: float
    listed: float


_SPEECH = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"})


def traits(groups: Sequence[Sequence[Draft]], place: Mapping[int, int], headings: frozenset[int]) -> list[Traits]:
    """The traits of each event; *place* numbers the sentences of the text, *headings* are those that head the report."""
    sure = [_log_odds(max(d.score for d in group)) for group in groups]
    return [_traits(group, place, headings, max((*sure[:k], *sure[k + 1 :]), default=0.0)) for k, group in enumerate(groups)]


def _traits(group: Sequence[Draft], place: Mapping[int, int], headings: frozenset[int], report: float) -> Traits:
    surest = max(group, key=lambda d: d.score)
    where = min((place[d.sentence.index] for d in group if d.sentence.index in place), default=_LEAD)
    first = group[0]
    return Traits(
        told=_log_odds(surest.told.score),
        typed=_log_odds(surest.score / max(surest.told.score, 0.01)),
        hinted=max(d.told.hinted for d in group),
        contrary=max(d.told.contrary for d in group) * (1 - max(d.told.hinted for d in group)),
        report=report,
        main=max(d.told.main for d in group),
        first=float(where == 0),
        early=float(0 < where < _LEAD),
        title=float(any(d.sentence.index in headings for d in group)),
        headed=float(any(d.headed for d in group)),
        tellings=math.log(len(group)),
        cast=float(any(d.actors for d in group)),
        dated=float(any(_own(d, d.times) for d in group)),
        placed=float(any(_own(d, d.places) for d in group)),
        background=float(any(d.standing == "background" for d in group)),
        undone=float((first.polarity, first.modality) != ("positive", "asserted")),
        repeated=float(first.genericity != "specific"),
        spoken=float(first.type in _SPEECH),
        listed=float(first.type != OTHER),
    )


def _own(draft: Draft, spans: Sequence[Span]) -> bool:
    """Whether the telling's own sentence says any of it, and not one before."""
    return any(draft.sentence.holds(s) for s in spans)


def _log_odds(p: float) -> float:
    p = min(max(p, 1 - _SURE), _SURE)
    return math.log(p / (1 - p))


@cache
def weights() -> dict[str, dict[str, float]]:
    """``confidence`` and ``main``: a weight for each trait, and ``bias``."""
    read: dict[str, dict[str, float]] = yaml.safe_load(files(__package__).joinpath("weights.yaml").read_text(encoding="utf-8"))
    return read


def confidence(of: Traits) -> float:
    """The probability that the event is there and of its type, two decimals."""
    return round(min(0.99, max(0.01, 1 / (1 + math.exp(-_sum(of, "confidence"))))), 2)


def newsworthiness(of: Traits) -> float:
    """The weight of an event as what its report is about; only the order of a report's events means something."""
    return _sum(of, "main")


def _sum(of: Traits, name: str) -> float:
    table = weights()[name]
    return math.fsum((table["bias"], *(table[trait] * value for trait, value in of._asdict().items())))
