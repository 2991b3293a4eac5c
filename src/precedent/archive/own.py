"""Events that another ledger exported, as the archive is asked for them: the very rows, with citations and all.

They keep what tables of data sets have no columns for (several participants, denials, what is planned), so the row is
kept whole, as JSON. Beside it stand the few columns that sort most rows out; the rest is decided by
:func:`precedent.ledger.select.differences`, row by row, as for the ledger's own events.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from precedent.archive.engine import literal
from precedent.archive.manifest import Part
from precedent.entries import EventRow
from precedent.ledger.select import differences
from precedent.merge.places import PlaceIndex
from precedent.query import Query

COLUMNS = {
    "id": "VARCHAR",  # without the name of the data set
    "from_": "VARCHAR",  # ISO, as in the row; null where unknown
    "until": "VARCHAR",
    "published": "VARCHAR",  # the day on which it was first reported
    "types": "VARCHAR[]",  # every reading
    "countries": "VARCHAR[]",  # of participants
    "polarity": "VARCHAR",
    "modality": "VARCHAR",
    "genericity": "VARCHAR",
    "event": "VARCHAR",  # the row, JSON
}
_PAGE = 500

_decode = msgspec.json.Decoder(EventRow).decode


def columns(row: EventRow, dataset: str) -> dict[str, Any]:
    """What is kept of a row in :data:`COLUMNS`, and its data set."""
    return {
        "dataset": dataset,
        "id": row.id.removeprefix(f"{dataset}:"),
        "from_": row.from_,
        "until": row.until,
        "published": row.first_reported,
        "types": sorted({row.type, *(reading.type for reading in row.also)}),
        "countries": sorted({actor.country for actor in row.actors if actor.country}),
        "polarity": row.polarity,
        "modality": row.modality,
        "genericity": row.genericity,
        "event": msgspec.json.encode(row).decode(),
    }


def named(row: EventRow, dataset: str) -> EventRow:
    """A row as it is called here: by its data set's name, and its own id there."""
    return row if row.dataset is not None else msgspec.structs.replace(row, id=f"{dataset}:{row.id}", dataset=dataset)


def as_it_came(row: EventRow, dataset: str) -> EventRow:
    """The same as it was called where it came from."""
    return msgspec.structs.replace(row, id=row.id.removeprefix(f"{dataset}:"), dataset=None) if row.dataset == dataset else row


class Own:
    """The events of *parts*. *db* gives the archive's connection."""

    def __init__(self, folder: Path, parts: Sequence[Part], places: PlaceIndex, db: Callable[[], Any]) -> None:
        self._parts, self._index, self._db = parts, places, db
        self._files = {str(folder / part.rows): part for part in parts}

    def wanted(self, query: Query, datasets: Collection[str] | None, as_of: str | None) -> Iterator[EventRow]:
        """The events that a query means, by date (unknown last), then id."""
        files = [file for file, part in self._files.items() if datasets is None or part.dataset in datasets]
        if not files:
            return
        cursor = self._db().cursor()
        cursor.execute(
            f"SELECT event, filename FROM {_read(files)} WHERE {' AND '.join(_sieve(query, as_of)) or 'true'} "
            "ORDER BY from_ NULLS LAST, id, filename"
        )
        while page := cursor.fetchmany(_PAGE):
            for event, file in page:
                row = named(_decode(event), self._files[file].dataset)
                if not differences(query, row, self._index):
                    yield row

    def event(self, dataset: str, id_: str) -> EventRow | None:
        """The event with that id there."""
        files = [file for file, part in self._files.items() if part.dataset == dataset]
        if not files:
            return None
        found = self._db().execute(f"SELECT event FROM {_read(files)} WHERE id = {literal(id_)}").fetchone()
        return named(_decode(found[0]), dataset) if found else None


def _read(files: Sequence[str]) -> str:
    return f"read_parquet({literal(list(files))}, filename = true, hive_partitioning = false)"


def _sieve(query: Query, as_of: str | None) -> Iterator[str]:
    """Conditions that every event fulfils which a query wants."""
    for column in ("polarity", "modality", "genericity"):
        if (value := getattr(query, column)) is not None:
            yield f"{column} = {literal(value)}"
    if query.type:
        yield f"list_has_any(types, {literal(list(query.type))})"
    for role in dict.fromkeys(wanted.role for wanted in query.roles):
        said = [wanted.country for wanted in query.roles if wanted.role == role]
        countries = [country for country in said if country is not None]
        if len(countries) == len(said):
            yield f"list_has_any(countries, {literal(countries)})"
    if query.time is not None and query.time.until is not None:
        yield f"from_ < {literal(query.time.until)}"
    if query.time is not None and query.time.from_ is not None:
        yield f"(until IS NULL OR until > {literal(query.time.from_[:10])})"
    if as_of is not None:
        yield f"coalesce(published[:10] <= {literal(as_of[:10])}, true) AND coalesce(from_[:10] <= {literal(as_of[:10])}, true)"
