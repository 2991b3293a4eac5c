"""Are two mentions one event? A score that is the sum of its reasons, and bars that no score overcomes.

The model is Fellegi and Sunter's of record linkage (1969): features are compared one by one, each comparison has one of a
few outcomes, and an outcome is worth so much in log-odds whatever the others are. The table of weights is
``weights.yaml``; ``training/merging.py`` estimates one. A comparison that cannot be made (no place is told) is worth nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from math import log2
from typing import NamedTuple

import yaml

from precedent.merge.features import Count, Features, Participants, Party, Whereabouts
from precedent.merge.places import FINE_KM, PlaceIndex, Spot, relation
from precedent.merge.windows import Window
from precedent.merge.words import overlap

_TABLE = yaml.safe_load((files("precedent.merge") / "weights.yaml").read_text("utf-8"))
WEIGHTS: dict[str, dict[str, float]] = _TABLE["weights"]
LINK: float = _TABLE["thresholds"]["link"]
MEAN: float = _TABLE["thresholds"]["mean"]
NEWS_SPAN = 3  # days over which papers carry one piece of news
_REMEMBERED = 1 << 17  # pairs of places, or of participants, whose comparison is remembered
AREA_KM = 200.0  # a province; what is larger is as vague as a country

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

Outcome = tuple[str, str]  # a feature and how its comparison came out


class Reason(NamedTuple):
    """A feature, how its comparison came out, and what that is worth (negative: speaks against)."""

    feature: str
    outcome: str
    weight: float


class Match(NamedTuple):
    """``barred`` names what makes the two different whatever else agrees."""

    score: float
    outcomes: tuple[Outcome, ...]
    barred: str | None = None

    @property
    def linked(self) -> bool:
        return self.barred is None and self.score >= LINK

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What makes up the score, in the order of comparison."""
        return tuple(Reason(feature, outcome, WEIGHTS[feature][outcome]) for feature, outcome in self.outcomes)


class Barred(Exception):
    """Two mentions that cannot be one event, and why."""


def match(a: Features, b: Features, index: PlaceIndex) -> Match:
    """Compare two mentions. Symmetric; looks at nothing but the two and the gazetteer."""
    try:
        outcomes = tuple(compare(a, b, index))
    except Barred as bar:
        return Match(0.0, (), str(bar))
    return Match(_worth(outcomes), outcomes)


def worth(a: Features, b: Features, index: PlaceIndex) -> float | None:
    """The score of two mentions, None where they are barred: as :func:`match` has it, without its reasons."""
    a, b = _in_order(a, b)
    first = _unbarred(a, b, index)
    return None if first is None else _worth((*first, *_last(a, b)))


def link(a: Features, b: Features, index: PlaceIndex) -> float | None:
    """The score of two mentions that are linked, None of others: as :func:`match` has it, but no further than it has to look."""
    a, b = _in_order(a, b)
    first = _unbarred(a, b, index)
    if first is None or _worth(first) + _LAST + _COUNT * len(a.counts) * len(b.counts) < LINK:
        return None
    score = _worth((*first, *_last(a, b)))
    return score if score >= LINK else None


def compare(a: Features, b: Features, index: PlaceIndex) -> Iterator[Outcome]:
    """How each feature compares, bars first; raises ``Barred``. Features of which one side says nothing are left out."""
    a, b = _in_order(a, b)
    yield from _first(a, b, index)
    yield from _last(a, b)


def _in_order(a: Features, b: Features) -> tuple[Features, Features]:
    return (b, a) if b.order < a.order else (a, b)


def _unbarred(a: Features, b: Features, index: PlaceIndex) -> list[Outcome] | None:
    """The first comparisons of two mentions in order; None where they are barred."""
    try:
        return _first(a, b, index)
    except Barred:
        return None


def _worth(outcomes: Sequence[Outcome]) -> float:
    return round(sum([WEIGHTS[feature][outcome] for feature, outcome in outcomes]), 3)


def _first(a: Features, b: Features, index: PlaceIndex) -> list[Outcome]:
    """What bars, and what is worth most."""
    _bars(a, b)
    time = _time(a, b)
    place = _place(a.at, b.at, index)
    if place == _APART:
        raise Barred("place")
    who = _actors(a.who, b.who)
    if who is None:
        raise Barred("actor.country")
    found = list(_type(a, b))
    if a.report == b.report:
        found.append(("report", "same"))
    elif a.modality != b.modality and "hypothetical" in (a.modality, b.modality):
        found.append(("modality", "hypothetical"))
    if time is not None:
        found.append(("time", time))
    if place is not None:
        found.append(("place", place))
    found += who
    return found


def _last(a: Features, b: Features) -> Iterator[Outcome]:
    yield from _counts(a, b)
    yield from _words(a, b)
    if a.main and b.main and a.day is not None and b.day is not None and abs(a.day - b.day) <= NEWS_SPAN:
        yield "standing", "news of both"
    if _recalls(a, b) or _recalls(b, a):
        yield "standing", "history of one"


def _recalls(past: Features, news: Features) -> bool:
    """Whether one tells as history what the other told before it: what is recalled has mostly been news."""
    told_before = past.day is not None and news.day is not None and news.day < past.day
    return past.history and not news.history and past.report != news.report and told_before


# The most that comparisons of the last kind can be worth: of each pair of counts, and of the others together.
_COUNT = max(WEIGHTS["quantity"].values())
_LAST = sum(max(WEIGHTS[feature].values()) for feature in ("trigger", "words", "standing"))


def _bars(a: Features, b: Features) -> None:
    if a.families.isdisjoint(b.families):
        raise Barred("type")
    if a.genericity != b.genericity:
        raise Barred("genericity")
    if a.report == b.report and (a.distinguished or b.distinguished):
        raise Barred("told apart in one report")
    if _denies_another(a, b) or _denies_another(b, a):
        raise Barred("denied of another")
    # What one reports as done cannot be what happened, by the other's words, after that was published (time zones: a day).
    if _too_early(a, b) or _too_early(b, a):
        raise Barred("time: reported before it happened")


def _denies_another(denial: Features, told: Features) -> bool:
    """ "Denied that a second soldier had crossed" does not deny that the first did."""
    return denial.denied and denial.distinguished and not told.denied and not told.distinguished


def _too_early(a: Features, b: Features) -> bool:
    return a.done and a.day is not None and b.said_first is not None and b.said_first > a.day + 1


def _type(a: Features, b: Features) -> Iterator[Outcome]:
    same = a.type == b.type
    yield "type", "same" if same else "family" if a.types.isdisjoint(b.types) else "another reading"
    x, y = a.mode, b.mode
    if same and x and y:
        yield "mode", "same" if x == y else "different"


def _time(a: Features, b: Features) -> str | None:
    if not a.windows or not b.windows:
        return None
    p, q = a.windows[0], b.windows[0]
    if len(a.windows) > 1 or len(b.windows) > 1:
        pairs = ((p, q) for p in a.windows for q in b.windows)
        p, q = min(pairs, key=lambda pq: (pq[0].gap(pq[1]), pq[0].rank + pq[1].rank, pq))
    gap, presumed = p.gap(q), p.presumed or q.presumed
    if gap == 0:
        return _shared_time(p, q)
    if presumed:
        # Neither a late report nor a lagging one is told from its date alone; a month apart it is another event.
        if gap > 30:
            raise Barred("time: more than a month apart")
        return "a day off presumed" if gap == 1 else "three days off presumed" if gap <= 3 else "a month off presumed"
    if gap == 1 and (p.loose or q.loose):
        return "midnight"
    raise Barred("time: days apart")


def _shared_time(p: Window, q: Window) -> str:
    if p.presumed or q.presumed:
        return "both presumed" if p.presumed and q.presumed else "one presumed"
    days = max(p.days, q.days)
    if days <= 2:
        return "other reading" if p.rank or q.rank else "same day"
    return "in a week" if days <= 8 else "in a month" if days <= 31 else "in a year" if days <= 366 else "in years"


_APART = "apart"


@lru_cache(maxsize=_REMEMBERED)
def _place(a: Whereabouts, b: Whereabouts, index: PlaceIndex) -> str | None:
    """The pair of places that speaks most for the match; ``_APART`` where none does."""
    if not a.spots or not b.spots:
        return None
    found = [_shared_place(p, q, index) for p in a.spots for q in b.spots]
    said = [outcome for outcome in found if outcome is not None]
    return max(said, key=WEIGHTS["place"].__getitem__) if said else _APART


def _shared_place(p: Spot, q: Spot, index: PlaceIndex) -> str | None:
    """None where the two are surely apart."""
    how = relation(p, q, index)
    if how in ("unsure", "apart"):
        return "unsure" if how == "unsure" or p.loose or q.loose else None
    reach = max(p.radius_km or 0.0, q.radius_km or 0.0)
    if how == "same":
        return "same town" if reach <= FINE_KM else "same area" if reach <= AREA_KM else "same country"
    return "town inside" if reach <= FINE_KM else "area inside" if reach <= AREA_KM else "country around"


@lru_cache(maxsize=_REMEMBERED)
def _actors(a: Participants, b: Participants) -> tuple[Outcome, ...] | None:
    """How those who took part compare; None where those of one side are foreign to the other."""
    found: list[Outcome] = []
    for role in ("actor", "recipient"):
        xs, ys = a.roles[role], b.roles[role]
        if not xs or not ys:
            continue
        if role == "actor" and _foreign(xs, ys, a, b):
            return None
        if len(xs) == len(ys) == 1:
            found += _party(role, xs[0], ys[0])
        else:
            pairs = [tuple(_party(role, x, y)) for x in xs for y in ys]
            found += max(pairs, key=lambda outcomes: (sum(WEIGHTS[f][o] for f, o in outcomes), outcomes))
    shared = (a.countries & b.countries) - {None}
    if shared and not any(feature.endswith("country") for feature, _ in found):
        found.append(("any country", "same"))
    return tuple(found)


def _foreign(xs: list[Party], ys: list[Party], a: Participants, b: Participants) -> bool:
    """Every actor's country is said, and none of them takes part in the other telling in any role."""
    one, two = ({None if z.loose else z.country for z in zs} for zs in (xs, ys))
    if None in one or None in two:
        return False
    return one.isdisjoint(b.countries) and two.isdisjoint(a.countries)


def _party(role: str, x: Party, y: Party) -> Iterator[Outcome]:
    if x.named and y.named:
        shared = len(x.named & y.named)
        yield f"{role} name", "two words" if shared > 1 else "one word" if shared else "different"
    elif not x.words.isdisjoint(y.words):
        yield f"{role} name", "description"
    if x.country and y.country and (x.country == y.country or not (x.loose or y.loose)):
        yield f"{role} country", "same" if x.country == y.country else "different"
    if x.sector and y.sector:
        alike = y.sector in _ALIKE.get(x.sector, ()) or x.sector in _ALIKE.get(y.sector, ())
        yield f"{role} sector", "same" if x.sector == y.sector else "alike" if alike else "different"


def _counts(a: Features, b: Features) -> Iterator[Outcome]:
    """Tolls are revised, so numbers that differ speak softly; that both count one person is worth little either."""
    for x in a.counts:
        for y in b.counts:
            if (x.kind, x.role) == (y.kind, y.role):
                yield "quantity", _count(x, y)


def _count(x: Count, y: Count) -> str:
    if x.value == y.value:
        return "one" if x.value == 1 else "same"
    times = abs(log2(x.value / y.value))
    if (x.approximate or y.approximate) and times < 0.3:
        return "about"
    return "differing" if times <= 1 else "twice" if times <= 2 else "far off"


def _words(a: Features, b: Features) -> Iterator[Outcome]:
    """Words of what happened. That both use the same verb is little more than that both are of one type."""
    if not a.verb.isdisjoint(b.verb):
        yield "trigger", "same"
    shared = overlap(a.words, b.words)
    if shared:
        yield "words", "some" if shared < 0.35 else "half" if shared < 0.7 else "most"
