"""Queries over the ledger: a first sieve in SQL, then the exact answer on each row, with what keeps a row out."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from sqlalchemy import Column, ColumnElement, Connection, literal_column, or_, table
from sqlalchemy import column as sql_column
from sqlalchemy import select as sql_select

from precedent.codebooks.load import shipped
from precedent.codebooks.relaxed import say_mode
from precedent.entries import CitedPlace, CitedRolePlace, Difference, EventRow
from precedent.knowledge.folding import fold
from precedent.ledger import schema as s
from precedent.ledger.many import among
from precedent.ledger.spots import all_spots
from precedent.merge.places import PlaceIndex, Spot, kilometres
from precedent.merge.windows import bounds, day
from precedent.merge.words import content, proper, tokens
from precedent.query import Period, PlaceWanted, QuantityWanted, Query, RoleWanted, alternatives


class Words(Protocol):
    @property
    def text(self) -> str: ...


class Playing(Protocol):
    """A participant, as far as a role asks about it."""

    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def sector(self) -> str | None: ...
    @property
    def citations(self) -> Sequence[Words]: ...


class Named(Protocol):
    @property
    def name(self) -> str: ...


class Telling(Protocol):
    """An event, as far as a role asks about it."""

    @property
    def actors(self) -> Sequence[Playing]: ...
    @property
    def what(self) -> Words: ...
    @property
    def triggers(self) -> Sequence[Words]: ...
    @property
    def place(self) -> Named | None: ...
    @property
    def places(self) -> Sequence[Named]: ...
    @property
    def attributions(self) -> Sequence[Named]: ...
    @property
    def dataset(self) -> str | None: ...


# What is done to people in every event of a mode, by kinds of quantities.
_DONE_TO = {
    "arrest": ("arrested", "detained"),
    "deport": ("deported",),
    "expel": ("deported",),
    "release": ("released",),
    "abduct": ("abducted",),
    "execute": ("killed",),
    "assassinate": ("killed",),
    "massacre": ("killed",),
}
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def of_types(query: Query) -> list[ColumnElement[bool]]:
    """Conditions on the table of events that every event of the types wanted fulfils, on whatever day.

    A row has all types that any report ever read it as, so those it had before are among them.
    """
    if not query.type:
        return []
    t = s.event_types.c
    codebook = [t.codebook == query.codebook] if query.codebook is not None else []
    return [s.events.c.id.in_(sql_select(t.event).where(t.type.in_(query.type), *codebook))]


def sieve(connection: Connection, query: Query, index: PlaceIndex) -> list[ColumnElement[bool]]:
    """Further conditions, which every row that the query wants fulfils as rows are now."""
    c = s.events.c
    wanted: list[ColumnElement[bool]] = []
    for column, value in ((c.polarity, query.polarity), (c.modality, query.modality), (c.genericity, query.genericity)):
        if value is not None:
            wanted.append(column == value)
    if query.time is not None:
        if query.time.until is not None:
            wanted.append(c.from_ < query.time.until)
        if query.time.from_ is not None:
            wanted.append(or_(c.until.is_(None), c.until > query.time.from_[:10]))
    wanted += _at(connection, query.places, index)
    stems = sorted(stem for stem in _stems(query.text or "") if stem.isascii())  # FTS5 knows no letter younger than Unicode 6.1
    if stems:
        wanted.append(_matching("event_words", c.seq, " AND ".join(f'"{stem}"' for stem in stems)))
    return wanted


def _at(connection: Connection, places: Sequence[PlaceWanted], index: PlaceIndex) -> Iterator[ColumnElement[bool]]:
    """Events at the places wanted, by the index of places: exactly those."""
    e, known = s.event_spots.c, all_spots(connection) if places else []
    for role in dict.fromkeys(p.role for p in places):
        wanted = [p for p in places if p.role == role]
        named = {p.place for p in wanted if p.place is not None and p.kind is None}  # most lie in no place but their own
        lying = [seq for seq, spot in known if spot.place in named or any(lies(p, spot, index) for p in wanted)]
        in_role = [e.role == role] if role != "any" else []
        yield s.events.c.id.in_(sql_select(e.event).where(among(e.spot, lying), *in_role))


def differences(query: Query, row: EventRow, index: PlaceIndex) -> tuple[Difference, ...]:
    """The fields that keep *row* out of *query*, with what was wanted and what it has; empty where it is in."""
    return tuple(_differences(query, row, index))


def _differences(query: Query, row: EventRow, index: PlaceIndex) -> Iterator[Difference]:
    yield from _types(query, row)
    for field in ("polarity", "modality", "genericity"):
        wanted, has = getattr(query, field), getattr(row, field)
        if wanted is not None and wanted != has:
            yield Difference(field=field, wanted=wanted, has=has)
    if query.standing is not None and all(r.standing != query.standing for r in row.reports):
        yield Difference(field="standing", wanted=query.standing, has=row.reports[0].standing if row.reports else None)
    yield from of_roles(query.roles, row)
    for part in dict.fromkeys(p.role for p in query.places):
        yield from min((list(_place(p, row, index)) for p in query.places if p.role == part), key=len)
    if query.time is not None:
        yield from _time(query.time, row)
    if query.quantity is not None and not _goes_without_saying(query, query.quantity):
        yield from _quantity(query.quantity, row)
    if query.text and not _stems(query.text) <= words_of(row):
        yield Difference(field="text", wanted=query.text, has=row.what.text)


def of_roles(wanted: Sequence[RoleWanted], row: Telling) -> Iterator[Difference]:
    """What keeps an event from the roles. Of several wanted in one role any will do; different roles all have to be filled, and
    whoever is wanted in whichever role has to be there."""
    for group in alternatives(wanted):
        yield from min((list(_role(r, row)) for r in group), key=len)


def words_of(row: Telling) -> frozenset[str]:
    """Stems of all words by which an event is told."""
    told = [row.what.text, *(a.name for a in row.actors), *(p.name for p in row.places), *(a.name for a in row.attributions)]
    told += [row.place.name] if row.place else []
    told += [c.text for c in row.triggers] + [c.text for a in row.actors for c in a.citations]
    return _stems(*told)


def _stems(*texts: str) -> frozenset[str]:
    """Stems of content words, accents folded: "Gonçalves" is found as "goncalves"."""
    return content(fold(text) for text in texts)


def found_by(words: str) -> ColumnElement[bool]:
    """Reports in whose title or text these words stand next to each other, whatever their case and accents.

    The last one may be the beginning of a word. No words: nothing.
    """
    return _matching("report_words", s.reports.c.seq, f'"{" ".join(tokens(words))}"*')


def _matching(search: str, column: Column[int], expression: str) -> ColumnElement[bool]:
    """Rows that full-text search finds by an FTS5 *expression*."""
    found = table(search, sql_column("rowid"))
    return column.in_(sql_select(found.c.rowid).where(literal_column(search).op("MATCH")(expression)))


def _types(query: Query, row: EventRow) -> Iterator[Difference]:
    readings = [(row.codebook, row.type, row.mode), *((a.codebook, a.type, a.mode) for a in row.also)]
    if query.codebook is not None:
        readings = [r for r in readings if r[0] == query.codebook]
        if not readings:
            yield Difference(field="codebook", wanted=query.codebook, has=row.codebook)
            return
    if query.type:
        readings = [r for r in readings if r[1] in query.type]
        if not readings:
            yield Difference(field="type", wanted=" or ".join(query.type), has=row.type)
            return
    if query.mode and all(r[2] not in query.mode for r in readings) and not _said(query, row, readings):
        yield Difference(field="mode", wanted=" or ".join(query.mode), has=readings[0][2])


def _said(query: Query, row: EventRow, readings: Sequence[tuple[str, str, str | None]]) -> bool:
    """Whether the words that tell an event say a mode that is wanted: often a mode is only guessed from who is there. That of an
    imported row is what its makers coded."""
    if row.dataset is not None:
        return False
    told = frozenset(t.lower() for text in (row.what.text, *(c.text for c in row.triggers)) for t in tokens(text))
    around = told | {t.lower() for a in row.actors for t in tokens(a.name)}
    books = {b.name: b for b in shipped()}
    known = [(books[codebook], type_, mode) for codebook, type_, mode in readings if codebook in books]
    if any(mode and say_mode(book, type_, mode, told, around) for book, type_, mode in known):
        return False
    return any(say_mode(book, type_, mode, told, told) for book, type_, _ in known for mode in query.mode)


def _role(wanted: RoleWanted, row: Telling) -> Iterator[Difference]:
    """One participant has to fit in all respects; where none does, the differences of the one that comes nearest.

    Who or what is looked for by words alone ("the border crossing", "power") is also there where the words that tell the
    event name it, in whatever role they were read. Who is in an imported row stands in its columns.
    """
    name = "actor" if wanted.role == "any" else wanted.role
    having = [a for a in row.actors if wanted.role in ("any", a.role)]
    uncoded = row.dataset is None and wanted.country is None and (wanted.sector is None or not having)
    if wanted.words and uncoded and wanted.role != "actor" and content((wanted.words,)) <= words_of(row):
        return
    if not having:
        asked = next(
            ((f, v) for f in ("country", "sector", "words") if (v := getattr(wanted, f)) is not None), ("words", wanted.role)
        )
        yield Difference(field=f"{name}.{asked[0]}", wanted=asked[1], has=None)
        return
    yield from min((list(_actor(wanted, a, name)) for a in having), key=len)


@lru_cache(65536)
def _called(*words: str) -> frozenset[str]:
    """Stems of what a participant is called: one name stands in many events."""
    return content(words)


def _actor(wanted: RoleWanted, has: Playing, name: str) -> Iterator[Difference]:
    for field in ("country", "sector"):
        value = getattr(wanted, field)
        if value is not None and value != getattr(has, field):
            yield Difference(field=f"{name}.{field}", wanted=value, has=getattr(has, field))
    # "a soldier" is what the sector MIL says already, and another report may say "a serviceman".
    described = wanted.country is not None or wanted.sector is not None
    asked = wanted.words and not (described and not proper(wanted.words))
    if asked and not _called(wanted.words or "") <= _called(has.name, *(c.text for c in has.citations)):
        yield Difference(field=f"{name}.words", wanted=wanted.words, has=has.name)


@dataclass(frozen=True, slots=True)
class _Point:
    lat: float | None
    lon: float | None
    radius_km: float | None = None


def _place(wanted: PlaceWanted, row: EventRow, index: PlaceIndex) -> Iterator[Difference]:
    having: list[CitedPlace | CitedRolePlace] = [p for p in row.places if wanted.role in ("any", p.role) and not _beside(p, row)]
    if row.place is not None and not row.places and wanted.role in ("any", "location"):
        having.append(row.place)
    if any(lies(wanted, p, index) for p in having):
        return
    field = "place" if wanted.role == "any" else f"{wanted.role}.place"
    asked = wanted.place or wanted.name or wanted.kind
    yield Difference(field=field, wanted=asked, has=(having[0].place or having[0].name) if having else None)


def _beside(place: CitedRolePlace, row: EventRow) -> bool:
    """A country that only tells where another lies: "near Togo's border with Burkina Faso" is in Togo."""
    here = row.place
    if place.kind == "border" and (place.place or "").startswith("geonames:"):
        return True
    if here is None or here.country is None or place.role != "location" or place.kind != "country":
        return False
    return place.country != here.country and here.kind not in ("border", "zone", "river", "lake", "sea")


def lies(wanted: PlaceWanted, has: CitedPlace | CitedRolePlace | Spot, index: PlaceIndex) -> bool:
    if wanted.kind is not None and has.kind != wanted.kind:
        return False
    if wanted.place is None:
        return wanted.name is None or wanted.name.casefold() == has.name.casefold()
    if has.place is None:
        return False
    if has.place == wanted.place or index.contains(wanted.place, has.place):
        return True
    centre = index.get(wanted.place)
    if wanted.within_km is None or centre is None:
        return False
    distance = kilometres(centre, _Point(has.lat, has.lon))
    return distance is not None and distance <= wanted.within_km


def _time(wanted: Period, row: EventRow) -> Iterator[Difference]:
    """Whether the event may have happened in the period: the days of both meet."""
    lies = bounds(row.from_, row.until)
    first, end = day(wanted.from_), day(wanted.until)
    if lies is None or (first is not None and lies[1] < first) or (end is not None and lies[0] >= end):
        yield Difference(field="time", wanted=f"{wanted.from_ or '…'}/{wanted.until or '…'}", has=row.from_)


def _goes_without_saying(query: Query, wanted: QuantityWanted) -> bool:
    """Whether the number wanted is one at least of what every event of the modes wanted does: who is arrested in an arrest."""
    least = (wanted.op, wanted.value) == (">=", 1)
    return least and bool(query.mode) and all(wanted.kind in _DONE_TO.get(mode, ()) for mode in query.mode)


def _quantity(wanted: QuantityWanted, row: EventRow) -> Iterator[Difference]:
    values = [q.value for q in row.quantities if q.kind == wanted.kind and q.value is not None]
    if not any(_COMPARE[wanted.op](v, wanted.value) for v in values):
        yield Difference(
            field=f"quantities.{wanted.kind}", wanted=f"{wanted.op} {wanted.value:g}", has=values[0] if values else None
        )
