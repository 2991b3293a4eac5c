"""Are two mentions one event? A score that is the sum of its reasons, and bars that no score overcomes.

The weights are log-odds by judgement, on the scale of Fellegi and Sunter's record linkage: what a feature's agreement
is worth grows with how rarely two different events share it. ``LINK`` asks for more than one strong agreement, because
events of one type in one country on one day are common.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import NamedTuple

from precedent.merge.mention import Mention, Party
from precedent.merge.places import FINE_KM, PlaceIndex, relation
from precedent.merge.windows import Window, day
from precedent.merge.words import overlap
from precedent.records import Place, Quantity

LINK = 5.0  # two mentions with at least this are taken for one event: type and day alone (4.3) do not reach it
MEAN = 2.5  # what the pairs between two groups must reach on average for the groups to be joined
NEWS_SPAN = 3  # days over which papers carry one piece of news

# Sectors that news uses for one another; any other two that differ speak against a match.
_ALIKE = {
    "MIL": {"COP", "GOV", "SPY"},
    "GOV": {"PTY", "LEG", "SPY", "JUD", "COP", "ELI", "MIL"},
    "COP": {"JUD", "GOV", "MIL"},
    "OPP": {"PTY", "REB"},
    "UAF": {"REB"},
    "CVL": {"REF", "SOC", "LAB", "BUS", "MED", "JRN", "AGR", "EDU", "REL"},
    "ELI": {"PTY"},
}


class Reason(NamedTuple):
    """A feature, what was found, and what it is worth (negative: speaks against)."""

    feature: str
    found: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """``barred`` names what makes the two different whatever else agrees."""

    score: float
    reasons: tuple[Reason, ...]
    barred: str | None = None

    @property
    def linked(self) -> bool:
        return self.barred is None and self.score >= LINK


class Barred(Exception):
    """Two mentions that cannot be one event, and why."""


def match(a: Mention, b: Mention, index: PlaceIndex) -> Match:
    """Compare two mentions. Symmetric; looks at nothing but the two and the gazetteer."""
    if b.order < a.order:
        a, b = b, a
    reasons: list[Reason] = []
    try:
        for feature in (_type, _attributes, _time, _place, _actors):
            reasons += feature(a, b, index)
    except Barred as bar:
        return Match(0.0, tuple(reasons), str(bar))
    reasons += _quantities(a, b)
    reasons += _words(a, b)
    reasons += _standing(a, b)
    return Match(round(sum(r.weight for r in reasons), 3), tuple(reasons))


def _type(a: Mention, b: Mention, _: PlaceIndex) -> list[Reason]:
    x, y = a.event, b.event
    if not a.families & b.families:
        raise Barred(f"type: {x.type}, {y.type}")
    if (x.codebook, x.type) == (y.codebook, y.type):
        found = [Reason("type", x.type, 1.0)]
    elif a.types & b.types:
        found = [Reason("type", min(a.types & b.types), 0.5)]
    else:
        found = [Reason("type", f"{x.type}, {y.type}", -1.0)]
    if x.mode and y.mode and x.type == y.type:
        found.append(Reason("mode", x.mode, 0.5) if x.mode == y.mode else Reason("mode", f"{x.mode}, {y.mode}", -0.8))
    return found


def _attributes(a: Mention, b: Mention, _: PlaceIndex) -> list[Reason]:
    x, y = a.event, b.event
    if x.genericity != y.genericity:
        raise Barred(f"genericity: {x.genericity}, {y.genericity}")
    if a.report == b.report:
        if a.distinguished or b.distinguished:
            raise Barred("told apart in one report: " + min(a.distinguished | b.distinguished))
        # A report tells of an occurrence once, as the reader gathers it: two are seldom one.
        return [Reason("report", "told twice in one report", -2.5)]
    if x.modality != y.modality and "hypothetical" in (x.modality, y.modality):
        return [Reason("modality", f"{x.modality}, {y.modality}", -1.5)]
    return []


def _time(a: Mention, b: Mention, _: PlaceIndex) -> list[Reason]:
    _published_before(a, b)
    _published_before(b, a)
    if not a.windows or not b.windows:
        return []
    p, q = min(((p, q) for p in a.windows for q in b.windows), key=lambda pq: (pq[0].gap(pq[1]), pq[0].rank + pq[1].rank, pq))
    gap, presumed = p.gap(q), p.presumed or q.presumed
    if gap == 0:
        return [Reason("time", "the same day" if p.fine and q.fine else "inside", _shared_time(p, q) - 0.5 * (p.rank + q.rank))]
    if presumed:
        # Neither a late report nor a lagging one is told from its date alone; a month apart it is another event.
        if gap > 30:
            raise Barred("time: more than a month apart")
        return [Reason("time", f"{gap} days apart, one presumed", 0.0 if gap == 1 else -1.0 if gap <= 3 else -3.0)]
    if gap == 1 and (p.loose or q.loose):
        return [Reason("time", "either side of midnight", 0.5)]
    raise Barred(f"time: {gap} days apart")


def _published_before(a: Mention, b: Mention) -> None:
    """What *a* reports as done cannot be what happened, by *b*'s words, after *a* was published (time zones: a day)."""
    out = day(a.published)
    said = [w.first for w in b.windows if not w.presumed]
    if out is not None and said and a.event.modality == "asserted" and a.event.tense != "future" and min(said) > out + 1:
        raise Barred("time: reported before it happened")


def _shared_time(p: Window, q: Window) -> float:
    if p.presumed or q.presumed:
        return 1.0 if p.presumed and q.presumed else 1.5
    days = max(p.days, q.days)
    return 3.0 if days <= 2 else 2.2 if days <= 8 else 1.5 if days <= 31 else 0.8 if days <= 366 else 0.2


def _place(a: Mention, b: Mention, index: PlaceIndex) -> list[Reason]:
    if not a.where or not b.where:
        return []
    pairs = [(p, q, relation(p, q, index)) for p in a.where for q in b.where]
    worth = [(_shared_place(p, q, how), how, p, q) for p, q, how in pairs]
    weight, how, p, q = max(worth, key=lambda x: (x[0], x[2].name, x[3].name))
    if how == "apart":
        raise Barred(f"place: {p.name}, {q.name}")
    return [Reason("place", f"{p.name} {how} {q.name}" if p.place != q.place else p.name, weight)]


def _shared_place(p: Place, q: Place, how: str) -> float:
    if how in ("unsure", "apart"):
        return -0.3 if how == "unsure" else -9.0
    reach = max(p.radius_km or 0.0, q.radius_km or 0.0)
    fine = reach <= FINE_KM
    if how == "same":
        return 2.5 if fine else 1.8 if reach <= 200 else 1.0
    return 1.5 if fine else 1.2 if reach <= 200 else 0.6


def _actors(a: Mention, b: Mention, _: PlaceIndex) -> list[Reason]:
    found: list[Reason] = []
    for role in ("actor", "recipient"):
        xs, ys = [p for p in a.parties if p.role == role], [p for p in b.parties if p.role == role]
        if not xs or not ys:
            continue
        weight, said = max(_party(x, y) for x in xs for y in ys)
        if role == "actor" and _foreign(xs, ys, a.parties, b.parties):
            raise Barred(f"actor.country: {xs[0].country}, {ys[0].country}")
        found.append(Reason(role, said, weight if role == "actor" else 0.7 * weight))
    return found


def _foreign(xs: list[Party], ys: list[Party], all_x: tuple[Party, ...], all_y: tuple[Party, ...]) -> bool:
    """Every actor's country is known, and none of them takes part in the other telling in any role."""
    one, two = {x.country for x in xs}, {y.country for y in ys}
    if None in one or None in two:
        return False
    return not one & {p.country for p in all_y} and not two & {p.country for p in all_x}


def _party(x: Party, y: Party) -> tuple[float, str]:
    weight, said = 0.0, []
    if x.named and y.named:
        shared = x.named & y.named
        weight += min(3.0, 1.5 * len(shared)) if shared else -1.5
        said.append(" ".join(sorted(shared)) or "different names")
    elif x.words & y.words:
        weight += 0.6
        said.append(" ".join(sorted(x.words & y.words)))
    if x.country and y.country:
        weight += 0.8 if x.country == y.country else -2.0
        said.append(x.country if x.country == y.country else f"{x.country}, {y.country}")
    if x.sector and y.sector:
        alike = y.sector in _ALIKE.get(x.sector, ()) or x.sector in _ALIKE.get(y.sector, ())
        weight += 0.7 if x.sector == y.sector else -0.3 if alike else -2.0
        said.append(x.sector if x.sector == y.sector else f"{x.sector}, {y.sector}")
    return weight, "; ".join(said) or "not told"


def _quantities(a: Mention, b: Mention) -> list[Reason]:
    """Tolls are revised, so numbers that differ speak softly; that both count the same thing is worth little either."""
    found = []
    for x in a.event.quantities:
        for y in b.event.quantities:
            if (x.kind, x.role) == (y.kind, y.role) and x.value and y.value and x.value > 0 and y.value > 0:
                found.append(Reason("quantity", f"{x.kind}: {x.value}, {y.value}", _quantity(x, y)))
    return found


def _quantity(x: Quantity, y: Quantity) -> float:
    assert x.value is not None
    assert y.value is not None
    times = abs(log2(x.value / y.value))
    if times == 0:
        return 0.4 if x.value == 1 else 1.0
    if (x.approximate or y.approximate) and times < 0.3:
        return 0.5
    return -0.4 * min(3.0, times)


def _words(a: Mention, b: Mention) -> list[Reason]:
    """Words of what happened. That both use the same verb is little more than that both are of one type."""
    found = []
    if a.verb & b.verb:
        found.append(Reason("trigger", " ".join(sorted(a.verb & b.verb)), 0.3))
    x, y = a.words - a.verb, b.words - b.verb
    if x & y:
        found.append(Reason("words", " ".join(sorted(x & y)), round(1.5 * overlap(x, y), 3)))
    return found


def _standing(a: Mention, b: Mention) -> list[Reason]:
    p, q = day(a.published), day(b.published)
    if a.event.main and b.event.main and p is not None and q is not None and abs(p - q) <= NEWS_SPAN:
        return [Reason("standing", "the news of both", 0.5)]
    return []
