"""Looking at many events at once: which there are, and how many by type, participant, place, day, standing and source.

A selection is a query that SQL alone can answer, exactly as :func:`precedent.ledger.select.differences` would, over the
narrow rows of ``facets``. Each facet is counted with every filter but its own, so that what else could be chosen is seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, Float, Integer, MetaData, String, Table, and_, func, select, true
from sqlalchemy.schema import CreateTable

from precedent.base import Record
from precedent.entries import EventRow
from precedent.ledger import schema as s
from precedent.ledger.facets import STANDINGS, Part, Reading, all_casts, all_kinds
from precedent.ledger.many import among, in_parts
from precedent.ledger.rows import decode
from precedent.ledger.select import of_roles, sieve
from precedent.ledger.spots import all_spots
from precedent.merge.places import PlaceIndex, Spot
from precedent.merge.windows import day
from precedent.query import Query, RoleWanted, alternatives

Box = tuple[float, float, float, float]  # west, south, east, north; west > east where it lies across the date line
SOURCES = (1, 2, 5, 10)  # "at least so many sources"


class Selection(Record, frozen=True, kw_only=True):
    """Which events are looked at: a query, and what only the explorer asks for.

    Of the query all counts but the quantity. *story* is an id, *report* a number, as the tables have them today; *box* is
    degrees; *sources* at least so many; *disputed*: only events that reports contradict each other on.
    """

    query: Query = Query(count_by="events")
    box: Box | None = None
    sources: int | None = None
    disputed: bool = False
    story: str | None = None
    report: int | None = None


class Spread(NamedTuple):
    """Events that may have happened on any day from *first* to *last* (ordinals), and how many."""

    first: int
    last: int
    events: int


class PlaceCount(NamedTuple):
    """A place, and how many events happened there."""

    spot: Spot
    events: int


class Counts(NamedTuple):
    """How many events, by each facet; *dated* the ordinals of the first and last day of any."""

    events: int
    types: list[tuple[str, int]]
    countries: list[tuple[str, int]]
    sectors: list[tuple[str, int]]
    standings: list[tuple[str, int]]
    sources: list[tuple[int, int]]
    polarities: list[tuple[str, int]]
    modalities: list[tuple[str, int]]
    genericities: list[tuple[str, int]]
    disputed: int
    undated: int
    placeless: int
    places: list[PlaceCount]
    days: list[Spread]


class _Words(msgspec.Struct):
    text: str


class _Actor(msgspec.Struct):
    role: str
    name: str
    country: str | None
    sector: str | None
    citations: tuple[_Words, ...]


class _Named(msgspec.Struct):
    name: str


class _Telling(msgspec.Struct):
    """Of an event's row what a role asks about: the rest of it is passed over."""

    actors: tuple[_Actor, ...]
    what: _Words
    triggers: tuple[_Words, ...]
    place: _Named | None
    places: tuple[_Named, ...]
    attributions: tuple[_Named, ...]
    dataset: str | None = None


_telling = msgspec.json.Decoder(_Telling).decode


class _Facet(NamedTuple):
    """The conditions of a selection, by the facet that sets them."""

    own: dict[str, list[ColumnElement[bool]]]

    def all(self, but: str | None = None) -> ColumnElement[bool]:
        return and_(true(), *(c for name, conditions in self.own.items() if name != but for c in conditions))


_f = s.facets.c
# The selection while it is counted; of this connection alone.
_CHOSEN = Table(
    "chosen",
    MetaData(),
    *(Column(name, Integer) for name in ("seq", "kind", "parts", "spot", "standing", "sources", "disputed", "first", "last")),
    *(Column(name, String) for name in ("event", "polarity", "modality", "genericity")),
    Column("rank", Float),
    prefixes=["TEMPORARY"],
)


def conditions(connection: Connection, selection: Selection, index: PlaceIndex) -> _Facet:
    """The selection in SQL, facet by facet."""
    query = selection.query
    own: dict[str, list[ColumnElement[bool]]] = {}
    if query.codebook or query.type or query.mode:
        fitting = [seq for seq, kind in all_kinds(connection) if _of_type(query, kind)]
        own["types"] = [among(_f.kind, fitting)]
    if query.roles:
        own["parts"] = list(_with_roles(connection, query.roles))
    if any(role.words for role in query.roles):
        own["parts"].append(among(_f.seq, _named(connection, query, and_(true(), *own["parts"]), index)))
    for column, value in ((_f.polarity, query.polarity), (_f.modality, query.modality), (_f.genericity, query.genericity)):
        if value is not None:
            own[column.name] = [column == value]
    if query.standing is not None:
        own["standing"] = [_f.standing.op("&")(_mask(query.standing)) != 0]
    if query.time is not None:
        first, end = day(query.time.from_), day(query.time.until)
        own["time"] = [_f.first.is_not(None), *([_f.last >= first] if first else []), *([_f.first < end] if end else [])]
    if query.places:
        own["places"] = _events_where(sieve(connection, Query(places=query.places, count_by="events"), index))
    if selection.box is not None:
        inside = [seq for seq, spot in all_spots(connection) if _inside(spot, selection.box)]
        own["places"] = [*own.get("places", []), among(_f.spot, inside)]
    if selection.story is not None:
        own["story"] = [_f.seq.in_(select(s.events.c.seq).where(s.events.c.story == selection.story))]
    if selection.report is not None:
        m = s.mentions.c
        own["report"] = [_f.event.in_(select(m.event).where(m.report == selection.report, m.live, m.event.is_not(None)))]
    if query.text:
        own["text"] = _events_where(sieve(connection, Query(text=query.text, count_by="events"), index))
    if selection.sources is not None:
        own["sources"] = [_f.sources >= selection.sources]
    if selection.disputed:
        own["disputed"] = [_f.disputed > 0]
    return _Facet(own)


def _events_where(wanted: Sequence[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    return [_f.seq.in_(select(s.events.c.seq).where(*wanted))] if wanted else []


def _of_type(query: Query, kind: Iterable[Reading]) -> bool:
    readings = [r for r in kind if query.codebook in (None, r.codebook) and (not query.type or r.type in query.type)]
    return any(not query.mode or r.mode in query.mode for r in readings)


def _with_roles(connection: Connection, roles: Sequence[RoleWanted]) -> Iterator[ColumnElement[bool]]:
    """Of several wanted in one role any will do; different roles all have to be filled, and each of those in whichever role."""
    casts = all_casts(connection)
    for wanted in alternatives(roles):
        yield among(_f.parts, [seq for seq, cast in casts if any(_plays(w, part) for w in wanted for part in cast)])


def _named(connection: Connection, query: Query, fitting: ColumnElement[bool], index: PlaceIndex) -> list[int]:
    """Events whose participants have the names that are looked for: told with these words, and then looked at one by one."""
    told: list[ColumnElement[bool]] = []
    if len(query.roles) == 1 and not (query.roles[0].country or query.roles[0].sector):
        told = _events_where(sieve(connection, Query(text=query.roles[0].words, count_by="events"), index))
    chosen = select(s.events.c.seq, s.events.c.row).where(s.events.c.seq.in_(select(_f.seq).where(fitting, *told)))
    return [seq for seq, row in connection.execute(chosen) if next(of_roles(query.roles, _telling(row)), None) is None]


def _plays(wanted: RoleWanted, part: Part) -> bool:
    return wanted.role in ("any", part.role) and wanted.country in (None, part.country) and wanted.sector in (None, part.sector)


def _mask(standing: str) -> int:
    return next((bit for name, bit in STANDINGS.items() if name == standing), 0)


def _inside(spot: Spot, box: Box) -> bool:
    if spot.lat is None or spot.lon is None:
        return False
    west, south, east, north = box
    across = west <= spot.lon <= east if west <= east else spot.lon >= west or spot.lon <= east
    return across and south <= spot.lat <= north


def look(
    connection: Connection, selection: Selection, index: PlaceIndex, *, order: str = "latest", offset: int = 0, limit: int = 50
) -> tuple[Counts, list[EventRow]]:
    """How many events of the selection there are, by each facet; and some of them, in one of the orders of ``ORDERS``."""
    of = _Counting(connection, conditions(connection, selection, index))
    return _counts(connection, of), of.rows(order, offset, limit)


def _counts(connection: Connection, of: _Counting) -> Counts:
    cast, kinds, spots = dict(all_casts(connection)), dict(all_kinds(connection)), dict(all_spots(connection))
    parts, places, days = of.by("parts"), of.by("spot", own="places"), of.by("first", "last", own="time")
    attributes = {name: of.attribute(name) for name in s.ATTRIBUTES}
    standings, sources, disputed = (attributes[name] for name in ("standing", "sources", "disputed"))
    types: Counter[str] = Counter()
    for kind, events in of.by("kind", own="types").items():
        for type_ in {f"{reading.codebook}:{reading.type}" for reading in kinds[kind]}:  # filters match any reading
            types[type_] += events
    return Counts(
        events=of.by_none(),
        types=_ranked(types),
        countries=_split(parts, lambda seq: {p.country for p in cast[seq] if p.country}),
        sectors=_split(parts, lambda seq: {p.sector for p in cast[seq] if p.sector}),
        standings=[(name, sum(n for mask, n in standings.items() if mask & bit)) for name, bit in STANDINGS.items()],
        sources=[(least, sum(n for count, n in sources.items() if count >= least)) for least in SOURCES],
        polarities=_ranked(attributes["polarity"]),
        modalities=_ranked(attributes["modality"]),
        genericities=_ranked(attributes["genericity"]),
        disputed=sum(n for contradictions, n in disputed.items() if contradictions),
        undated=sum(n for (first, _), n in days.items() if first is None),
        placeless=places.pop(None, 0),
        places=sorted((PlaceCount(spots[seq], n) for seq, n in places.items()), key=_most_first),
        days=[Spread(first, last, n) for (first, last), n in days.items() if first is not None],
    )


def _most_first(place: PlaceCount) -> tuple[int, str, str]:
    return -place.events, place.spot.name, place.spot.place or ""


class _Counting:
    """Counts of a selection by columns. What it holds is found once; only a facet with a filter of its own looks again."""

    def __init__(self, connection: Connection, of: _Facet) -> None:
        self._connection, self._of, self._chosen = connection, of, s.facets
        if of.own:
            connection.execute(CreateTable(_CHOSEN, if_not_exists=True))
            connection.execute(_CHOSEN.delete())
            columns = [column.name for column in _CHOSEN.columns]
            connection.execute(_CHOSEN.insert().from_select(columns, select(*(_f[c] for c in columns)).where(of.all())))
            self._chosen = _CHOSEN

    def by(self, *names: str, own: str | None = None) -> Counter[Any]:
        """Events by the values of columns, by tuples of them where there are several."""
        own = own or names[0]
        table, where = (s.facets, self._of.all(own)) if own in self._of.own else (self._chosen, true())
        columns = [table.c[name] for name in names]
        rows = self._connection.execute(select(*columns, func.count()).select_from(table).where(where).group_by(*columns))
        return Counter({values[0] if len(names) == 1 else tuple(values): n for *values, n in rows})

    def attribute(self, name: str) -> Counter[Any]:
        """Events by one of the attributes: all are counted in one walk, but for those with filters of their own."""
        if name in self._of.own:
            return self.by(name)
        at, found = s.ATTRIBUTES.index(name), Counter[Any]()
        for values, events in self._attributes.items():
            found[values[at]] += events
        return found

    @cached_property
    def _attributes(self) -> Counter[Any]:
        return self.by(*s.ATTRIBUTES, own="all of them")

    def rows(self, order: str, offset: int, limit: int) -> list[EventRow]:
        """Some of the events in one of ``ORDERS``; where what is asked for is not known, last."""
        c, e = self._chosen.c, s.events.c
        name = ORDERS[order]
        column = c[name.removeprefix("-")]
        ordered = select(c.seq).order_by(column.is_(None), column.desc() if name.startswith("-") else column, c.event)
        seqs = self._connection.scalars(ordered.offset(offset).limit(limit)).all()
        rows = {r.seq: decode(r.row) for r in in_parts(self._connection, select(e.seq, e.row), e.seq, seqs)}
        return [rows[seq] for seq in seqs]

    def by_none(self) -> int:
        return self._connection.scalar(select(func.count()).select_from(self._chosen)) or 0


def _split(counted: Counter[int], values: Callable[[int], set[str]]) -> list[tuple[str, int]]:
    """Counts of sets as counts of what is in them."""
    found: Counter[str] = Counter()
    for seq, events in counted.items():
        for value in sorted(values(seq)):
            found[value] += events
    return _ranked(found)


def _ranked(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


# By what is put in order: columns, falling where a minus stands before them; then ids.
ORDERS = {"latest": "-first", "earliest": "first", "sources": "-sources", "doubt": "-rank"}
