"""What people have judged, as merging honours it: together, apart, read otherwise, or no event at all.

A judgement names mentions by their keys: those that told of an event when it was judged. So it outlives whatever becomes
of the event. Of two that speak of the same pair of mentions the later one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal

import msgspec

from precedent.entries import Judgement
from precedent.merge.mention import Kept
from precedent.records import Event, Grain, Quantity, RoleActor, RolePlace, Time

Relation = Literal["same", "different"]
ATTRIBUTES = ("mode", "polarity", "modality", "genericity")


class Judged:
    """Judgements in the order in which they were made, those that were undone left out."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._of: dict[str, list[Judgement]] = {}
        for judgement in judgements:
            for key in (*judgement.mentions, *judgement.others):
                self._of.setdefault(key, []).append(judgement)

    def __contains__(self, key: str) -> bool:
        return key in self._of

    def relation(self, a: str, b: str) -> Relation | None:
        """What was last judged of two mentions; None where nothing was."""
        for judgement in reversed(self._of.get(a, ())):
            if judgement.kind == "same" and b in (*judgement.mentions, *judgement.others):
                return "same"
            one, other = judgement.mentions, judgement.others
            if judgement.kind == "different" and ((a in one and b in other) or (b in one and a in other)):
                return "different"
        return None

    def same(self, key: str) -> Iterator[str]:
        """The mentions that were judged to tell of one event with that of *key*."""
        others = dict.fromkeys(
            other for j in self._of.get(key, ()) if j.kind == "same" for other in (*j.mentions, *j.others) if other != key
        )
        return (other for other in others if self.relation(key, other) == "same")

    def dropped(self, key: str) -> bool:
        """Whether the mention was judged to be no event."""
        return any(j.kind == "not-event" for j in self._of.get(key, ()))

    def corrected(self, key: str, kept: Kept) -> Kept:
        """The mention as it was judged to be read."""
        event = kept.event
        for judgement in self._of.get(key, ()):
            if judgement.kind in ("type", "value") and judgement.words is None:
                event = correct(event, judgement.field or "", judgement.wrong, judgement.right)
            elif judgement.kind == "value":  # the words of one report say it: there it is put in, elsewhere what is wrong is struck
                struck = correct(event, judgement.field or "", judgement.wrong, None) if judgement.wrong is not None else event
                event = put_in(struck, judgement) if key in judgement.cited_by else struck
        return kept if event is kept.event else msgspec.structs.replace(kept, event=event)


def correct(event: Event, field: str, wrong: Any, right: Any) -> Event:
    """*event* with the value *wrong* of a field put right, or struck where nothing is said to be right (None).

    The words stay what they were: a value put right is another reading of them.
    """
    change = msgspec.structs.replace
    name, _, part = field.partition(".")
    if field == "type":
        codebook, _, type_ = str(right).rpartition(":")
        also = tuple(a for a in event.also if (a.codebook, a.type) != (codebook, type_) and a.type != wrong)
        return change(event, codebook=codebook, type=type_, mode=None, also=also) if event.type == wrong else event
    if field in ATTRIBUTES:
        return change(event, **{field: right}) if getattr(event, field) == wrong else event
    if field == "time":
        times = tuple(t for x in event.times if (t := _time(x, wrong, right)) is not None)
        return change(event, time=_time(event.time, wrong, right) if event.time else None, times=times)
    if field == "place":
        place = None if event.place is not None and wrong in (event.place.place, event.place.name) else event.place
        return change(event, place=place, places=tuple(p for p in event.places if wrong not in (p.place, p.name)))
    if name == "quantities":
        quantities = (_quantity(q, right) if (q.kind, q.value) == (part, wrong) else q for q in event.quantities)
        return change(event, quantities=tuple(q for q in quantities if q is not None))
    return change(event, actors=tuple(_actor(a, part, right) if _has(a, name, part, wrong) else a for a in event.actors))


def put_in(event: Event, judgement: Judgement) -> Event:
    """*event* with a value that a person showed the words of: a time, a place, or a quantity."""
    change, said, field, right = msgspec.structs.replace, judgement.words, judgement.field or "", judgement.right
    assert said is not None
    at: dict[str, Any] = {"start": said.start, "end": said.end, "text": said.text, "in_": said.in_}
    if field == "time":
        from_, _, until = str(right).partition("/")
        time = Time(**at, type="DATE", value=from_, from_=from_, until=until, grain=_grain(from_, until), basis="text")
        return change(event, time=time, times=(time, *event.times))
    if field == "place" and judgement.place is not None:
        place = change(judgement.place, **at)
        there = RolePlace(**{name: getattr(place, name) for name in place.__struct_fields__}, role="location")
        return change(event, place=place, places=(there, *event.places))
    kind, value = field.partition(".")[2], right if isinstance(right, (int, float)) else None
    role = next((q.role for q in event.quantities if q.kind == kind), None)
    return change(event, quantities=(*event.quantities, Quantity(**at, kind=kind, role=role, value=value, approximate=False)))


def _grain(from_: str, until: str) -> Grain | None:
    """The unit of the calendar that half-open bounds are, where they are one."""
    first, end = date.fromisoformat(from_), date.fromisoformat(until)
    days, whole = (end - first).days, first.day == end.day == 1
    if days == 1:
        return "day"
    if whole and days <= 31:
        return "month"
    return "year" if whole and first.month == end.month == 1 and end.year == first.year + 1 else None


def _time(time: Time, wrong: Any, right: Any) -> Time | None:
    if f"{time.from_}/{time.until}" != wrong:
        return time
    if right is None:
        return None
    from_, _, until = str(right).partition("/")
    return msgspec.structs.replace(time, value=from_, from_=from_, until=until, readings=())


def _quantity(quantity: Quantity, right: Any) -> Quantity | None:
    return None if right is None else msgspec.structs.replace(quantity, value=right, approximate=False, low=None, high=None)


def _has(actor: RoleActor, role: str, code: str, wrong: Any) -> bool:
    return actor.role == role and getattr(actor, code) == wrong


def _actor(actor: RoleActor, code: str, right: Any) -> RoleActor:
    return msgspec.structs.replace(actor, **{code: right})
