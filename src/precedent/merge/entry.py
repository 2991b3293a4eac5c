"""A cluster of mentions as the ledger's row: one entry an event, each value with all the words that say it.

Where reports differ, the row shows what most independent sources say, then what is said most precisely, then what was
said first; tolls, which are revised, show the latest. What does not go together stands under ``contradictions``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from precedent.entries import (
    CitedAttribution,
    CitedQuantity,
    CitedTime,
    CitedWords,
    ClaimRef,
    Contradiction,
    ContradictoryValue,
    EventRow,
    Telling,
)
from precedent.merge import participants, whereabouts
from precedent.merge.mention import Mention
from precedent.merge.places import PlaceIndex
from precedent.merge.values import Saying, Teller, Told, Value, cited, group, majority
from precedent.merge.windows import bounds
from precedent.records import Also, Attribution, Modality, Polarity, Quantity, Span, Standing, Time

_STANDINGS: tuple[Standing, ...] = ("main", "other", "background")
# What happened was planned, asked for or feared before: the firmest thing said is what the entry says.
_MODALITIES: tuple[Modality, ...] = ("asserted", "believed", "planned", "possible", "requested", "hypothetical")
_GRAINS = "second minute hour part day weekend week month quarter season half year decade century".split()  # noqa: SIM905


def entry(
    event_id: str, mentions: Sequence[Mention], tellers: Mapping[str, Teller], story: str | None, index: PlaceIndex
) -> EventRow:
    """The row of the event that *mentions* tell of. *tellers* knows their reports by ``Mention.report``."""
    told = [Told(m, tellers[m.report]) for m in sorted(mentions, key=lambda m: m.order)]
    codebook, type_ = majority(told, lambda m: (m.event.codebook, m.event.type))
    polarity = _polarity(told)
    saying_so = [t for t in told if t.mention.event.polarity == polarity]
    modality = min((t.mention.event.modality for t in saying_so), key=_MODALITIES.index)
    time, other_times = _time(told)
    place, places = whereabouts.places(told, index)
    actors, sectors = participants.actors(told)
    quantities, tolls = _quantities(told)
    return EventRow(
        id=event_id,
        codebook=codebook,
        type=type_,
        mode=_mode(told, codebook, type_),
        also=_also(told, codebook, type_),
        what=_what([t for t in saying_so if t.mention.event.type == type_] or saying_so),
        time=time,
        from_=time.from_ if time else None,
        until=time.until if time else None,
        place=place,
        places=places,
        actors=actors,
        quantities=quantities,
        polarity=polarity,
        modality=modality,
        genericity=told[0].mention.event.genericity,
        triggers=cited((t, span) for t in told for span in _triggers(t.mention)),
        attributions=_attributions(told),
        reports=_reports(told),
        sources=len({t.teller.source for t in told}),
        copies=len({t.teller.id for t in told}) - len({t.teller.root for t in told}),
        first_reported=min((t.teller.published[:10] for t in told if t.teller.published), default=None),
        story=story,
        claims=tuple(dict.fromkeys(ClaimRef(report=t.teller.id, claim=c) for t in told for c in t.mention.kept.claims)),
        contradictions=(*_denials(told), *other_times, *sectors, *tolls),
        confidence=_confidence(told),
    )


def _mode(told: Sequence[Told], codebook: str, type_: str) -> str | None:
    having = [t for t in told if (t.mention.event.codebook, t.mention.event.type) == (codebook, type_) and t.mention.event.mode]
    return majority(having, lambda m: m.event.mode) if having else None


def _also(told: Sequence[Told], codebook: str, type_: str) -> tuple[Also, ...]:
    readings = [
        also
        for t in told
        for e in [t.mention.event]
        for also in (Also(codebook=e.codebook, type=e.type, mode=e.mode), *e.also)
        if (also.codebook, also.type) != (codebook, type_)
    ]
    first = {(a.codebook, a.type): a for a in reversed(readings)}
    return tuple(sorted(first.values(), key=lambda a: (a.codebook, a.type)))


def _what(told: Sequence[Told]) -> CitedWords:
    """The words of the report whose news it is, rather in its text than in its title."""
    best = min(
        told, key=lambda t: (_STANDINGS.index(t.mention.event.standing), t.mention.event.what.in_ is not None, t.mention.order)
    )
    said = best.mention.event.what.text
    same = [t for t in told if t.mention.event.what.text.casefold() == said.casefold() and t is not best]
    return CitedWords(text=said, citations=cited((t, t.mention.event.what) for t in (best, *same)))


def _triggers(mention: Mention) -> tuple[Span, ...]:
    return (mention.event.trigger, *(m.trigger for m in mention.event.mentions))


def _polarity(told: Sequence[Told]) -> Polarity:
    """A denial stands against an assertion only where more sources deny than assert."""
    denying = {t.teller.source for t in told if t.mention.event.polarity == "negative"}
    saying = {t.teller.source for t in told if t.mention.event.polarity == "positive"}
    return "negative" if len(denying) > len(saying) else "positive"


def _denials(told: Sequence[Told]) -> tuple[Contradiction, ...]:
    if len({t.mention.event.polarity for t in told}) == 1:
        return ()
    values = []
    for polarity in ("positive", "negative"):
        spans: list[tuple[Told, Span]] = []
        for t in told:
            if t.mention.event.polarity == polarity:
                cues: list[Span] = [c for c in t.mention.event.cues if c.attribute == "polarity"]
                spans += [(t, s) for s in (cues or [t.mention.event.trigger])]
        values.append(ContradictoryValue(value=polarity, citations=cited(spans)))
    return (Contradiction(field="polarity", values=tuple(values)),)


def _time(told: Sequence[Told]) -> tuple[CitedTime | None, tuple[Contradiction, ...]]:
    """The narrowest time that is said, which wider ones contain; and those that it does not meet."""
    sayings = [
        Saying(t, time, time)
        for t in told
        for time in [_first_bounded(t.mention)]
        if time is not None and bounds(time.from_, time.until)
    ]
    if not sayings:
        return None, ()
    values = group(sayings, lambda time: (time.from_, time.until))
    spans = [_bounds(v) for v in values]

    def rank(i: int) -> tuple[int, int, int]:
        first, last = spans[i]
        backing = {s for v, (p, q) in zip(values, spans, strict=True) if p <= first and last <= q for s in v.sources}
        grain = values[i].best.grain
        return last - first, -len(backing), _GRAINS.index(grain) if grain else len(_GRAINS)

    best = min(range(len(values)), key=rank)
    first, last = spans[best]
    apart = [v for v, (p, q) in zip(values, spans, strict=True) if q < first or last < p]
    time = values[best].best
    said = CitedTime(from_=time.from_, until=time.until, grain=time.grain, citations=values[best].citations)
    if not apart:
        return said, ()
    listed = tuple(ContradictoryValue(value=v.best.value, citations=v.citations) for v in (values[best], *apart))
    return said, (Contradiction(field="time", values=listed),)


def _first_bounded(mention: Mention) -> Time | None:
    return next((t for t in (mention.event.time, *mention.event.times) if t is not None and t.from_ is not None), None)


def _bounds(value: Value[Time]) -> tuple[int, int]:
    lies = bounds(value.best.from_, value.best.until)
    assert lies is not None  # only bounded times are grouped
    return lies


def _quantities(told: Sequence[Told]) -> tuple[tuple[CitedQuantity, ...], tuple[Contradiction, ...]]:
    """One value a kind and role: of most sources, then exact, then, of harm, the latest. Others contradict it."""
    sayings = [Saying(t, q, q) for t in told for q in t.mention.event.quantities]
    rows, contradictions = [], []
    for kind in group(sayings, lambda q: (q.kind, q.role)):
        values = group(kind.sayings, lambda q: q.value)
        if kind.best.kind != "taking part":
            values.reverse()  # harm is counted for days, and the last count is the best
        best = max(values, key=lambda v: (v.best.value is not None, len(v.sources), not v.best.approximate))
        agreeing = [v for v in values if v is not best and _agree(v.best, best.best)]
        q = best.best
        spans = [(s.told, s.span) for v in (best, *agreeing) for s in v.sayings]
        rows.append(CitedQuantity(kind=q.kind, role=q.role, value=q.value, approximate=q.approximate, citations=cited(spans)))
        differing = [v for v in values if v is not best and v not in agreeing and v.best.value is not None]
        if differing:
            listed = tuple(ContradictoryValue(value=v.best.value, citations=v.citations) for v in (best, *differing))
            contradictions.append(Contradiction(field=f"quantities.{q.kind}", values=listed))
    return tuple(rows), tuple(contradictions)


def _agree(a: Quantity, b: Quantity) -> bool:
    """Whether both can be true: one lies in the range of the other, or within a fifth where one is approximate."""
    if a.value is None or b.value is None or a.value == b.value:
        return a.value == b.value
    if _in_range(a.value, b) or _in_range(b.value, a):
        return True
    return (a.approximate or b.approximate) and abs(a.value - b.value) <= 0.2 * max(abs(a.value), abs(b.value))


def _in_range(value: float, of: Quantity) -> bool:
    if of.low is None and of.high is None:
        return False
    return (of.low is None or of.low <= value) and (of.high is None or value <= of.high)


def _attributions(told: Sequence[Told]) -> tuple[CitedAttribution, ...]:
    sayings = [Saying(t, a, a.source) for t in told for a in t.mention.event.attributions if a.source is not None]
    actors = {id(s): next((x for x in s.told.mention.kept.actors if x.id == s.value.chain), None) for s in sayings}

    def name(s: Saying[Attribution]) -> str:
        actor = actors[id(s)]
        return actor.name if actor else participants.without_article(s.span.text)

    found: dict[str, list[Saying[Attribution]]] = {}
    for s in sayings:
        found.setdefault(name(s).casefold(), []).append(s)
    rows = []
    for same in found.values():
        actor = next((a for s in same if (a := actors[id(s)])), None)
        cue = next((s.value.cue.text for s in same if s.value.cue), None)
        rows.append(
            CitedAttribution(
                name=name(same[0]),
                country=actor.country if actor else None,
                sector=actor.sector if actor else None,
                cue=cue,
                citations=cited((s.told, s.span) for s in same),
            )
        )
    return tuple(rows)


def _reports(told: Sequence[Told]) -> tuple[Telling, ...]:
    standings: dict[str, Standing] = {}
    for t in told:
        s, known = t.mention.event.standing, standings.get(t.teller.id)
        standings[t.teller.id] = s if known is None else min(s, known, key=_STANDINGS.index)
    return tuple(Telling(id=report, standing=s) for report, s in standings.items())


def _confidence(told: Sequence[Told]) -> float:
    """That at least one of the sources was read rightly, as if they erred apart; never quite certain."""
    best: dict[str, float] = {}
    for t in told:
        best[t.teller.source] = max(best.get(t.teller.source, 0.0), t.mention.event.confidence)
    return round(min(0.99, 1 - prod(1 - c for c in best.values())), 2)
