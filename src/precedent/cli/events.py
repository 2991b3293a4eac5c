"""``precedent events``: the events that the ledger holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.options import AsOf, LedgerPath, Out, Since, Until
from precedent.cli.output import rows
from precedent.errors import UsageError

if TYPE_CHECKING:
    from precedent.entries import EventRow
    from precedent.query import Query

EXAMPLES = """\b
Examples:
  precedent events
  precedent events --type CROSS --sector MIL --since 2017-01-01
  precedent events --place Panmunjom --format csv
  precedent events --type CROSS --save crossings.json
"""


def run(
    ledger: LedgerPath = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", "-t", help="Event type (any reading of it); may be repeated.")
    ] = None,
    mode: Annotated[list[str] | None, typer.Option("--mode", help="Mode of the type; may be repeated.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Words of a participant's name.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="A participant's country code (PRK).")] = None,
    sector: Annotated[str | None, typer.Option("--sector", help="A participant's sector code (MIL).")] = None,
    place: Annotated[str | None, typer.Option("--place", help="A place's name or id; places inside it count.")] = None,
    within: Annotated[float | None, typer.Option("--within", metavar="KM", help="Or so near to it.")] = None,
    since: Since = None,
    until: Until = None,
    text: Annotated[str | None, typer.Option("--text", help="Words of what is told.")] = None,
    polarity: Annotated[str | None, typer.Option("--polarity", help="positive or negative.")] = None,
    modality: Annotated[
        str | None, typer.Option("--modality", help="asserted, planned, possible, requested, hypothetical, believed.")
    ] = None,
    genericity: Annotated[str | None, typer.Option("--genericity", help="specific, habitual, total.")] = None,
    story: Annotated[str | None, typer.Option("--story", help="Only those of this story.")] = None,
    report: Annotated[str | None, typer.Option("--report", help="Only those this report tells of.")] = None,
    as_of: AsOf = None,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Keep the query itself as JSON, for precedent watch --query.")
    ] = None,
    form: Out = None,
) -> None:
    """List the events held, by the day they happened; filters are joined by "and"."""
    from precedent.pipeline import Ledger, known_types, place_id
    from precedent.query import Period, PlaceWanted, Query, RoleWanted

    roles = (RoleWanted(country=country, sector=sector, words=actor),) if country or sector or actor else ()
    query = Query(
        type=known_types(type_ or ()),
        mode=tuple(mode or ()),
        roles=roles,
        places=(PlaceWanted(place=place_id(place), within_km=within, name=place),) if place else (),
        time=Period(from_=since, until=until) if since or until else None,
        polarity=polarity,
        modality=modality,
        genericity=genericity,
        text=text,
        count_by="events",
    )
    if save is not None:
        save_query(query, save)
    with Ledger(ledger, create=False) as kept:
        found = kept.events(query, as_of=as_of, story=story, report=report)
        rows(found, form, ("id", "when", "type", "what", "who", "where", "status", "sources"), _cells)


def save_query(query: Query, path: Path) -> None:
    """Write *query* as a line of JSON."""
    from precedent.records import to_json

    try:
        path.write_text(to_json(query) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror})", "give another path with --save") from error


def _cells(row: EventRow) -> tuple[str, ...]:
    kind = row.type + (f".{row.mode}" if row.mode else "")
    who = ", ".join(dict.fromkeys(actor.name for actor in row.actors))
    return (row.id, when(row), kind, row.what.text, who, row.place.name if row.place else "", status(row), str(row.sources))


def when(row: EventRow) -> str:
    """The day, month or year as it was said: as many digits as the grain has."""
    digits = {"year": 4, "decade": 4, "century": 4, "month": 7}.get(row.time.grain or "" if row.time else "", 10)
    return (row.from_ or "")[:digits]


def status(row: EventRow) -> str:
    """What departs from "it happened, once": empty for most events."""
    default = ("positive", "asserted", "specific")
    return " ".join(
        value for value, usual in zip((row.polarity, row.modality, row.genericity), default, strict=True) if value != usual
    )
