"""A row of a data set as a row of the ledger: the same record, whose citations point into the row itself.

A row's text is what stands in its filled cells, a line each: the column's name, a colon, and the cell as it came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from precedent.archive.datasets import DataSet
from precedent.entries import (
    Citation,
    CitedActor,
    CitedAttribution,
    CitedPlace,
    CitedQuantity,
    CitedRolePlace,
    CitedTime,
    CitedWords,
    EventRow,
    Telling,
)
from precedent.records import Grain

COLUMNS = (
    "dataset", "id", "from_", "until", "grain", "published", "codebook", "type", "mode", "what", "place", "place_name", "kind",
    "country", "lat", "lon", "radius_km", "actor", "actor_country", "actor_sector", "recipient", "recipient_country",
    "recipient_sector", "killed", "killed_low", "killed_high", "source",
)  # fmt: skip


class Row(NamedTuple):
    """A row as it is kept: see :mod:`precedent.archive.formats`, and :data:`COLUMNS` for its order."""

    dataset: str
    id: str
    from_: date
    until: date
    grain: Grain
    published: date
    codebook: str
    type: str
    mode: str | None
    what: str | None
    place: str | None
    place_name: str | None
    kind: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    actor: str | None
    actor_country: str | None
    actor_sector: str | None
    recipient: str | None
    recipient_country: str | None
    recipient_sector: str | None
    killed: float | None
    killed_low: float | None
    killed_high: float | None
    source: str | None

    @property
    def key(self) -> str:
        """Its id here: the data set's name, and its own id there."""
        return f"{self.dataset}:{self.id}"


Cells = Sequence[tuple[str, str]]
_CITED = ("what", "time", "place", "actor", "recipient", "killed", "source")
_UNCITED: dict[str, tuple[Citation, ...]] = dict.fromkeys(_CITED, ())


def text(cells: Cells) -> str:
    """The words of a row: what citations count into."""
    return "".join(f"{name}: {cell}\n" for name, cell in cells)


def citations(id_: str, cells: Cells, columns: Sequence[str]) -> tuple[Citation, ...]:
    """The cells of these columns, where they stand in the row's words."""
    found: dict[str, Citation] = {}
    at = 0
    for name, cell in cells:
        start = at + len(name) + 2
        if name in columns:
            found[name] = Citation(report=id_, start=start, end=start + len(cell), text=cell)
        at = start + len(cell) + 1
    return tuple(found[name] for name in columns if name in found)


def event_row(row: Row, about: DataSet, cites: Mapping[str, Sequence[str]], cells: Cells | None = None) -> EventRow:
    """The row as an event. Without its *cells* it is the same but for the citations."""
    said = _UNCITED if cells is None else {field: citations(row.key, cells, cites.get(field, ())) for field in _CITED}
    from_, until = row.from_.isoformat(), row.until.isoformat()
    where: dict[str, Any] = {
        "place": row.place,
        "name": row.place_name or "",
        "kind": row.kind,
        "country": row.country,
        "lat": row.lat,
        "lon": row.lon,
        "radius_km": row.radius_km,
        "citations": said["place"][:1],
    }
    placed = row.place_name is not None or row.place is not None
    location = CitedPlace(**where) if placed else None
    return EventRow(
        id=row.key,
        codebook=row.codebook,
        type=row.type,
        mode=row.mode,
        also=(),
        what=CitedWords(text=row.what or row.type, citations=said["what"]),
        time=CitedTime(from_=from_, until=until, grain=row.grain, citations=said["time"]),
        from_=from_,
        until=until,
        place=location,
        places=(CitedRolePlace(role="location", **where),) if placed else (),
        actors=tuple(
            CitedActor(role=role, name=name, country=country, sector=sector, citations=said[role])
            for role, name, country, sector in (
                ("actor", row.actor, row.actor_country, row.actor_sector),
                ("recipient", row.recipient, row.recipient_country, row.recipient_sector),
            )
            if name is not None
        ),
        quantities=_killed(row, said["killed"]),
        polarity="positive",
        modality="asserted",
        genericity="specific",
        triggers=said["what"],
        attributions=(
            (CitedAttribution(name=row.source, country=None, sector=None, cue=None, citations=said["source"]),)
            if row.source
            else ()
        ),
        reports=(Telling(id=row.key, standing="main"),),
        sources=1,
        copies=0,
        first_reported=row.published.isoformat(),
        story=None,
        claims=(),
        contradictions=(),
        confidence=about.confidence,
        dataset=row.dataset,
    )


def _killed(row: Row, cited: tuple[Citation, ...]) -> tuple[CitedQuantity, ...]:
    """How many died, by the data set's best count; about so many where its bounds differ."""
    if row.killed is None:
        return ()
    value = int(row.killed) if row.killed == int(row.killed) else row.killed
    approximate = row.killed_low is not None and row.killed_low != row.killed_high
    return (CitedQuantity(kind="killed", role=None, value=value, approximate=approximate, citations=cited),)
