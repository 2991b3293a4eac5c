"""Events in POLECAT's columns: tab-separated, one row an event that happened, by PLOVER's types.

POLECAT has no columns for what was denied, planned, demanded or is a sum, nor for types that are not PLOVER's: those events
are left out, and counted. Its intensities, quad codes, contexts and Wikipedia ids are other people's judgements, which we
do not make: their columns stay empty. Several actors of one side are joined by semicolons, as POLECAT joins them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO

from precedent.entries import CitedActor, EventRow, ReportRow
from precedent.export.happened import happened

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
"""The header of POLECAT's weekly files."""


def write(rows: Iterable[EventRow], file: IO[str], report: Callable[[str], ReportRow]) -> int:
    """Write *rows*; *report* gives the particulars of a report that tells of one. Returns how many were left out."""
    file.write("\t".join(COLUMNS) + "\n")
    left_out = 0
    for row in rows:
        cells = _cells(row, report)
        if cells is None:
            left_out += 1
        else:
            file.write("\t".join(_flat(cells.get(name)) for name in COLUMNS) + "\n")
    return left_out


def plover(row: EventRow) -> tuple[str, str | None] | None:
    """Type and mode of the event by PLOVER: its own, or another reading's."""
    if row.codebook == "plover":
        return row.type, row.mode
    return next(((also.type, also.mode) for also in row.also if also.codebook == "plover"), None)


def _cells(row: EventRow, report: Callable[[str], ReportRow]) -> dict[str, str | float | None] | None:
    kind = plover(row)
    if kind is None or not happened(row) or row.from_ is None:
        return None
    place = row.place
    first = report(row.reports[0].id) if row.reports else None
    scheme, _, number = (place.place or "").partition(":") if place else ("", "", "")
    return {
        "Event ID": row.id,
        "Event Date": row.from_[:10],
        "Event Type": kind[0],
        "Event Mode": kind[1],
        **_side("Actor", [actor for actor in row.actors if actor.role == "actor"]),
        **_side("Recipient", [actor for actor in row.actors if actor.role == "recipient"]),
        "Placename": place.name if place else None,
        "Country": place.country if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
        "GeoNames ID": number if scheme == "geonames" else None,
        "Raw Placename": place.citations[0].text if place and place.citations else None,
        "Feature Type": place.kind if place else None,
        "Source": first.source if first else None,
        "Publication Date": (row.first_reported or "")[:10],
        "Language": first.language if first else None,
    }


def _side(side: str, actors: list[CitedActor]) -> dict[str, str | None]:
    sectors = list(dict.fromkeys(actor.sector for actor in actors if actor.sector))
    return {
        f"{side} Name": "; ".join(actor.name for actor in actors),
        f"{side} Country": "; ".join(dict.fromkeys(actor.country for actor in actors if actor.country)),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": "; ".join(sectors),
        f"{side} Name Raw": "; ".join(actor.citations[0].text for actor in actors if actor.citations),
    }


def _flat(value: str | float | None) -> str:
    """A cell: the format knows no quotation, so that white space of every kind becomes a space."""
    return "" if value is None else " ".join(str(value).split())
