"""``precedents``: the events most like one, before it, and what is the same and what differs.

The likeness of two events is a sum, so that it explains itself: each field that both know adds what its agreement is
worth, and the score is that sum over the most it could have been. The worths are by judgement: what happened counts most,
then who did it and where, then how many and how.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log2

from precedent.answers import Likeness, Precedent, Precedents
from precedent.ask.coverage import coverage
from precedent.ask.days import of_row, ordinal
from precedent.ask.evidence import Dated, Evidence, dated
from precedent.ask.holdings import Holdings
from precedent.entries import CitedActor, CitedPlace, CitedRolePlace, EventRow
from precedent.errors import NotFound
from precedent.merge.places import kilometres
from precedent.merge.words import content
from precedent.query import Query
from precedent.wording import country_name, date_words, event_noun, sector_noun

MOST = 10
FLOOR = 0.3  # below it two events share little but their type
SAME = 0.75  # of what a field is worth: from here on it counts as the same
NEAR_KM, FAR_KM = 25.0, 500.0
_ROUTE = ("origin", "via", "destination")
_COUNTS = ("killed", "wounded", "displaced", "arrested", "detained", "taking part")


def precedents(store: Holdings, event: str, as_of: str | None = None, most: int = MOST) -> Precedents:
    """The events before *event* that are most like it, of equal ones the later first; ``NotFound`` where its day is not known."""
    row = store.event(event, as_of=as_of)
    days = of_row(row)
    if days is None:
        raise NotFound(f"when {row.id} happened is not known", "so nothing in the ledger can be told to be before it")
    query = Query(
        type=tuple(dict.fromkeys((row.type, *(a.type for a in row.also)))),
        polarity="positive",
        modality="asserted",
        genericity="specific",
        count_by="events",
    )
    earlier = [
        d for d in dated(store.similar(query, as_of=as_of)) if d.days.last < days.first and not store.differences(query, d.row)
    ]
    found = sorted((_precedent(row, d) for d in reversed(earlier)), key=lambda p: -p.score)
    held = Evidence(
        query=query,
        subject=Dated(row, days),
        given=True,
        others=tuple(earlier),
        undated=(),
        nearly=(),
        totals=(),
        today=ordinal(as_of),
    )
    first = min((d.row.from_ for d in earlier if d.row.from_), default=row.from_) or ""
    return Precedents(
        event=row.id,
        as_of=as_of,
        precedents=tuple(p for p in found[:most] if p.score >= FLOOR),
        coverage=coverage(store, held, first[:10], as_of),
    )


def _precedent(here: EventRow, there: Dated) -> Precedent:
    """The earlier event, held against the one asked about."""
    held = tuple(likenesses(here, there.row))
    most = sum(x.most for x in held)
    score = round(sum(x.worth for x in held) / most, 3) if most else 0.0
    same = tuple(x for x in held if x.worth >= SAME * x.most)
    differs = tuple(x for x in held if x.worth < SAME * x.most)
    said = f"{date_words(there.row.from_, there.row.until)}: {there.row.what.text}"
    said += f"; the same {_listed([x.field for x in same])}" if same else ""
    said += f"; {_listed([f'{x.field} {x.there}, not {x.here}' for x in differs])}" if differs else ""
    return Precedent(event=there.row.id, score=score, same=same, differs=differs, words=said)


def likenesses(here: EventRow, there: EventRow) -> Iterator[Likeness]:
    """What both events know, held against each other; what one does not know says nothing."""
    yield _type(here, there)
    if here.mode and there.mode and here.type == there.type:
        yield _same("mode", here.mode, there.mode, 1.0)
    yield from _place(here, there)
    for role in _ROUTE:
        yield from _way(role, here, there)
    for role in ("actor", "recipient"):
        yield from _party(role, here.actors, there.actors)
    yield from _means(here, there)
    yield from _numbers(here, there)


def _type(here: EventRow, there: EventRow) -> Likeness:
    """Both types the same, or one of them another reading of the other's."""
    worth = 3.0 if here.type == there.type else 1.5
    return Likeness(
        field="type", here=event_noun(here.type, plural=False), there=event_noun(there.type, plural=False), worth=worth, most=3.0
    )


def _same(field: str, here: str, there: str, most: float) -> Likeness:
    return Likeness(field=field, here=here, there=there, worth=most if here == there else 0.0, most=most)


def _place(here: EventRow, there: EventRow) -> Iterator[Likeness]:
    """The two that lie nearest: the whole worth within their extents, none from 500 km on, and of the logarithm in between."""
    pairs = [(a, b, _apart(a, b)) for a in _at(here) for b in _at(there)]
    known = [(a, b, apart) for a, b, apart in pairs if apart is not None]
    if not known:
        return
    a, b, apart = min(known, key=lambda pair: pair[2])
    share = 1.0 if apart <= NEAR_KM else max(0.0, 1.0 - log2(apart / NEAR_KM) / log2(FAR_KM / NEAR_KM))
    said = b.name if apart == 0 else f"{b.name} ({apart:,.0f} km away)"
    yield Likeness(field="place", here=a.name, there=said, worth=round(2.0 * share, 3), most=2.0)


def _at(row: EventRow) -> list[CitedPlace | CitedRolePlace]:
    """Where it happened."""
    return [p for p in row.places if p.role == "location"] or ([row.place] if row.place else [])


def _apart(a: CitedPlace | CitedRolePlace, b: CitedPlace | CitedRolePlace) -> float | None:
    """Kilometres from the extent of the one to the middle of the other; None where either lies nowhere."""
    if a.name == b.name or (a.place is not None and a.place == b.place):
        return 0.0
    distance = kilometres(a, b)
    return None if distance is None else max(0.0, distance - max(a.radius_km or 0.0, b.radius_km or 0.0))


def _way(role: str, here: EventRow, there: EventRow) -> Iterator[Likeness]:
    """Where it set out from, by way of what, and to where."""
    a, b = (_names(row.places, role) for row in (here, there))
    if a and b:
        yield Likeness(field=role, here=_listed(a), there=_listed(b), worth=1.0 if set(a) & set(b) else 0.0, most=1.0)


def _names(places: Sequence[CitedRolePlace], role: str) -> list[str]:
    return list(dict.fromkeys(p.name for p in places if p.role == role))


def _party(role: str, here: Sequence[CitedActor], there: Sequence[CitedActor]) -> Iterator[Likeness]:
    """Of whom: the country, and the sector, of any in the role."""
    for field, word in (("country", country_name), ("sector", sector_noun)):
        a, b = (list(dict.fromkeys(v for x in side if x.role == role and (v := getattr(x, field)))) for side in (here, there))
        if a and b:
            shared = [v for v in a if v in b]
            said = [word((shared or side)[0]) for side in (a, b)]
            yield Likeness(field=f"{role}'s {field}", here=said[0], there=said[1], worth=1.0 if shared else 0.0, most=1.0)


def _means(here: EventRow, there: EventRow) -> Iterator[Likeness]:
    """What it was done with, and else the words for what was done."""
    tools = [[a.name for a in row.actors if a.role == "instrument"] for row in (here, there)]
    if all(tools):
        shared = content(tools[0]) & content(tools[1])
        yield Likeness(field="means", here=_listed(tools[0]), there=_listed(tools[1]), worth=1.0 if shared else 0.0, most=1.0)
    words = [content(t.text for t in row.triggers) for row in (here, there)]
    if all(words):
        first = [row.triggers[0].text for row in (here, there)]
        yield Likeness(field="words", here=first[0], there=first[1], worth=0.5 if words[0] & words[1] else 0.0, most=0.5)


def _numbers(here: EventRow, there: EventRow) -> Iterator[Likeness]:
    """How many, of each kind both tell: half the worth at twice as many, none from four times on."""
    for kind in _COUNTS:
        a, b = (max((q.value for q in row.quantities if q.kind == kind and q.value), default=None) for row in (here, there))
        if a and b:
            share = max(0.0, 1.0 - abs(log2(a / b)) / 2)
            yield Likeness(field=kind, here=f"{a:,}", there=f"{b:,}", worth=round(share, 3), most=1.0)


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
