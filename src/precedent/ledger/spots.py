"""Where events happened, indexed: each place once, and the events that name it, by role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
from sqlalchemy import Connection, select

from precedent.entries import CitedPlace, CitedRolePlace, EventRow
from precedent.ledger import schema as s
from precedent.ledger.many import enter
from precedent.merge.places import Spot, spot

_encode = msgspec.json.Encoder().encode
_decode = lru_cache(65536)(msgspec.json.Decoder(Spot).decode)


def enter_spots(connection: Connection, rows: Sequence[EventRow]) -> None:
    """Index the places of events that have just been written."""
    said = sorted({(spot_json(place), role, row.id) for row in rows for role, place in _places(row)})
    enter(connection, s.spots, ("spot",), sorted({(spot_,) for spot_, _, _ in said}))
    if said:
        statement = "INSERT OR IGNORE INTO event_spots (spot, role, event) SELECT seq, ?, ? FROM spots WHERE spot = ?"
        connection.exec_driver_sql(statement, [(role, event, spot_) for spot_, role, event in said])


def _places(row: EventRow) -> Iterator[tuple[str, CitedPlace | CitedRolePlace]]:
    if row.place is not None:
        yield "location", row.place
    yield from ((p.role, p) for p in row.places)


def spot_json(place: CitedPlace | CitedRolePlace) -> str:
    """A place as it stands in the index."""
    return _encode(spot(place)).decode()


def all_spots(connection: Connection) -> list[tuple[int, Spot]]:
    """Every place that an event was ever at, with its number."""
    return [(seq, _decode(said)) for seq, said in connection.execute(select(s.spots.c.seq, s.spots.c.spot))]
