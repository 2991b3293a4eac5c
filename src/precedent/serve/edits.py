"""How a claim or question was read, in parts that can be changed by a click; each change stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import msgspec
from fastapi import Depends
from fastapi import Query as InAddress
from pydantic import Field

from precedent.base import Record
from precedent.pipeline import parts as knowledge
from precedent.query import Period, PlaceWanted, Query, RoleWanted
from precedent.records import Since
from precedent.serve.filters import Day
from precedent.wording import actor_words, country_name, date_words, event_noun, query_words, sector_noun

Address = Callable[["Edits"], str]
_NEARBY = (25, 100, 500)  # km that are offered
_DONE = {"asserted": "told as done", "planned": "planned", "requested": "asked for", "possible": "possible", "believed": "believed"}


class Edits(Record, frozen=True, kw_only=True):
    """What was changed of a reading. ``drop`` names parts of the query as it was read: "roles.0", "roles.0.sector", "time"."""

    type: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    within: float | None = None
    since: str | None = None
    until: str | None = None
    modality: str | None = None
    reading: int | None = None

    def apply(self, query: Query) -> Query:
        """The query as it is meant."""
        if self == Edits(reading=self.reading):
            return query
        roles = [self._role(role, f"roles.{n}") for n, role in enumerate(query.roles)]
        places = [p for n, p in enumerate(query.places) if f"places.{n}" not in self.drop]
        time = None if "time" in self.drop else query.time
        if self.since or self.until:
            time = Period(from_=self.since, until=self.until)
        kept = {name: None if name in self.drop else getattr(query, name) for name in ("polarity", "genericity", "quantity")}
        changed = msgspec.structs.replace(
            query,
            type=self.type or query.type,
            mode=() if self.type or "mode" in self.drop else query.mode,
            roles=tuple(role for role in roles if role is not None),
            places=tuple(msgspec.structs.replace(p, within_km=self.within) for p in places) if self.within else tuple(places),
            time=time,
            modality=None if "modality" in self.drop else self.modality or query.modality,
            **kept,
        )
        return msgspec.structs.replace(changed, words=query_words(changed))

    def _role(self, role: RoleWanted, name: str) -> RoleWanted | None:
        if name in self.drop:
            return None
        gone = {field: None for field in ("country", "sector", "words") if f"{name}.{field}" in self.drop}
        if gone and "words" not in gone:
            gone["words"] = None  # "a northern soldier" says both what is kept and what is not
        left = msgspec.structs.replace(role, **gone)
        return left if (left.country, left.sector, left.words) != (None, None, None) else None

    def without(self, *names: str) -> Edits:
        return msgspec.structs.replace(self, drop=(*self.drop, *names))

    def pairs(self) -> dict[str, Any]:
        """As they stand in an address."""
        return {name: getattr(self, name) for name in self.__struct_fields__}


def edits(
    type: Annotated[list[Annotated[str, Field(max_length=60)]], InAddress(max_length=50)] = [],  # noqa: B006
    drop: Annotated[list[Annotated[str, Field(max_length=60)]], InAddress(max_length=50)] = [],  # noqa: B006
    within: Annotated[float | None, Field(gt=0, le=20040)] = None,
    since: Day = None,
    until: Day = None,
    modality: Annotated[str | None, Field(max_length=20)] = None,
    reading: Annotated[int | None, Field(ge=0, le=20)] = None,
) -> Edits:
    return Edits(
        type=tuple(type),
        drop=tuple(drop),
        within=within,
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        modality=modality,
        reading=reading,
    )


Edited = Annotated[Edits, Depends(edits)]


class Choice(Record, frozen=True, kw_only=True):
    """Another way to read a part, and the address of the page read so."""

    words: str
    address: str
    chosen: bool = False


class Part(Record, frozen=True, kw_only=True):
    """A part of the reading in words, with what it can be changed to."""

    name: str
    words: str
    choices: tuple[Choice, ...]


def parts(query: Query, read: Query, since: Sequence[Since], edited: Edits, address: Address) -> tuple[Part, ...]:
    """The parts of *query*, which *edited* made of what was *read*. *since* are the readings of a claim's bound."""

    def choice(words: str, changed: Edits, chosen: bool = False) -> Choice:
        return Choice(words=words, address=address(changed), chosen=chosen)

    found = [_types(query, edited, choice)]
    for n, role in enumerate(read.roles):
        if f"roles.{n}" not in edited.drop:
            found.append(_role(role, f"roles.{n}", edited, choice))
    for n, place in enumerate(read.places):
        if f"places.{n}" not in edited.drop:
            found.append(_place(place, f"places.{n}", edited, choice))
    if query.time is not None:
        when = query_words(Query(time=query.time, count_by="events")).removeprefix("events ")
        found.append(Part(name="when", words=when, choices=(choice("at any time", edited.without("time")),)))
    if len(since) > 1:
        found.append(_bound(since, edited, choice))
    if query.modality is not None:
        others = [m for m in _DONE if m != query.modality]
        said = tuple(choice(_DONE[m], msgspec.structs.replace(edited, modality=m)) for m in others)
        anyhow = choice("done or not", edited.without("modality", "polarity"))
        found.append(Part(name="standing", words=_DONE.get(query.modality, query.modality), choices=(*said, anyhow)))
    return tuple(found)


def _types(query: Query, edited: Edits, choice: Callable[..., Choice]) -> Part:
    known = [t.name for book in knowledge().codebooks for t in book.types]
    others = [t for t in known if query.type != (t,)]
    offered = [choice(event_noun(t), msgspec.structs.replace(edited, type=(t,))) for t in others]
    words = " or ".join(event_noun(t) for t in query.type) or "events of any type"
    if query.mode:
        offered.insert(0, choice(f"{words} of any mode", edited.without("mode")))
        words += f" ({' or '.join(query.mode)})"
    return Part(name="what", words=words, choices=tuple(offered))


def _role(role: RoleWanted, name: str, edited: Edits, choice: Callable[..., Choice]) -> Part:
    left = edited._role(role, name) or RoleWanted()
    offered = [choice("anyone", edited.without(name))]
    if left.country and left.sector:
        offered.append(choice(f"{sector_noun(left.sector)} of any country", edited.without(f"{name}.country")))
        offered.append(choice(f"anyone of {country_name(left.country)}", edited.without(f"{name}.sector")))
    elif left.words and (left.country or left.sector):
        kind = sector_noun(left.sector) if left.sector else f"anyone of {country_name(left.country or '')}"
        offered.append(choice(f"{kind}, whatever called", edited.without(f"{name}.words")))
    return Part(name=role.role if role.role != "any" else "who", words=actor_words(left), choices=tuple(offered))


def _place(place: PlaceWanted, name: str, edited: Edits, choice: Callable[..., Choice]) -> Part:
    called = place.name or place.place or place.kind or "a place"
    near = tuple(
        choice(f"within {km} km of it", msgspec.structs.replace(edited, within=float(km)), edited.within == km) for km in _NEARBY
    )
    words = f"within {edited.within:g} km of {called}" if edited.within else called
    return Part(name="where", words=words, choices=(choice("anywhere", edited.without(name)), *near))


def _bound(since: Sequence[Since], edited: Edits, choice: Callable[..., Choice]) -> Part:
    said = [date_words(s.from_, s.until) if s.from_ else s.value or "?" for s in since]
    each = [choice(words, msgspec.structs.replace(edited, reading=n), edited.reading == n) for n, words in enumerate(said)]
    every = choice("each reading in turn", msgspec.structs.replace(edited, reading=None), edited.reading is None)
    words = said[edited.reading] if edited.reading is not None and edited.reading < len(said) else " or ".join(said)
    return Part(name="since", words=words, choices=(*each, every))
