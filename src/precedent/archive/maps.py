"""``--map``: what the columns of a table of one's own mean. Without one, columns are known by the names of our own fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from precedent.archive.datasets import DataSet
from precedent.archive.formats import Format
from precedent.base import Record
from precedent.errors import SourceError, UsageError

SLUG = re.compile(r"[a-z][a-z0-9-]{0,30}\Z")
# A field, the names a column of it may have where no map says so, and the field of a format that it fills.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "event_id"),
    "date": ("date", "event_date", "from"),
    "until": ("until", "end_date"),
    "type": ("type", "event_type"),
    "what": ("what", "notes", "description"),
    "place": ("place", "location"),
    "area": ("area", "admin1"),
    "country": ("country",),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon"),
    "actor": ("actor", "actor1"),
    "actor_country": ("actor_country",),
    "actor_sector": ("actor_sector",),
    "recipient": ("recipient", "actor2"),
    "recipient_country": ("recipient_country",),
    "recipient_sector": ("recipient_sector",),
    "killed": ("killed", "fatalities"),
    "source": ("source",),
}
_PLAIN = {
    "id": "id",
    "type": "code",
    "what": "what",
    "place": "place_name",
    "area": "place_areas",
    "country": "place_country",
    "actor": "actor",
    "actor_country": "actor_country",
    "actor_sector": "actor_sectors",
    "recipient": "recipient",
    "recipient_country": "recipient_country",
    "recipient_sector": "recipient_sectors",
    "source": "source",
}
_NUMBERS = {"latitude": "lat", "longitude": "lon", "killed": "killed"}


class Map(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``columns`` gives for a field of ours the column; ``types`` for a value of the type's column a type of ours.

    ``type`` is the type of all rows where no column says it; ``date_format`` as in ``strptime`` ("%d/%m/%Y").
    """

    dataset: str
    columns: dict[str, str] = {}
    types: dict[str, str] = {}
    type: str | None = None
    date_format: str | None = None
    coded: Literal["people", "machine"] = "people"
    weakness: str | None = None


def read(path: Path) -> Map:
    """The map in *path* (YAML). Raises ``UsageError`` with what is wrong in it."""
    try:
        found = msgspec.yaml.decode(path.read_bytes(), type=Map)
    except OSError as error:
        raise UsageError(f"the map {path} cannot be read ({error.strerror})", "give a YAML file with --map") from error
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"the map {path} is off: {' '.join(str(error).split())}", "see docs/history.md") from error
    if not SLUG.match(found.dataset):
        raise UsageError(f"{found.dataset!r} is no name for a data set", "use small letters, digits and hyphens")
    unknown = sorted(set(found.columns) - set(_NAMES))
    if unknown:
        raise UsageError(f"the map {path} names the field {unknown[0]!r}", f"fields are {', '.join(_NAMES)}")
    return found


def default(dataset: str) -> Map:
    """For a table whose columns are called as our fields are."""
    return Map(dataset=dataset)


def about(told: Map) -> DataSet:
    return DataSet(name=told.dataset, coded=told.coded, weakness=told.weakness)


def format_of(told: Map, names: Sequence[str], delimiter: str) -> Format:
    """The format that a map makes of a table with these columns."""
    spelt = {name.casefold(): name for name in names}
    having: dict[str, str] = {}
    for field, usual in _NAMES.items():
        wanted = (told.columns[field],) if field in told.columns else usual
        column = next((spelt[name.casefold()] for name in wanted if name.casefold() in spelt), None)
        if column is not None:
            having[field] = column
        elif field in told.columns:
            raise SourceError(f"no column is called {told.columns[field]!r}", f"the columns are {', '.join(names)}")
    for needed, other in (("date", None), ("type", told.type)):
        if needed not in having and other is None:
            raise SourceError(
                f"no column says the {needed}", f"name it in a map: columns: {{{needed}: NAME}} (see docs/history.md)"
            )
    quoted = {field: '"' + column.replace('"', '""') + '"' for field, column in having.items()}
    fields = {of: quoted[field] for field, of in _PLAIN.items() if field in quoted}
    fields |= {of: f"try_cast({quoted[field]} AS DOUBLE)" for field, of in _NUMBERS.items() if field in quoted}
    fields |= _dates(quoted["date"], quoted.get("until"), told.date_format)
    fields.setdefault("what", quoted.get("type", "NULL"))
    if "type" not in having:
        fields["code"] = "'" + (told.type or "").replace("'", "''") + "'"
    cites: dict[str, tuple[str, ...]] = {
        "what": tuple(having[f] for f in ("what", "type") if f in having)[:1],
        "time": tuple(having[f] for f in ("date", "until") if f in having),
        **{field: (having[field],) for field in ("place", "actor", "recipient", "killed", "source") if field in having},
    }
    return Format(
        dataset=told.dataset,
        columns=tuple(names),
        delimiter=delimiter,
        fields=fields,
        cites=cites,
        types=told.dataset,
        values={value.casefold(): type_ for value, type_ in told.types.items()},
    )


def _dates(first: str, last: str | None, shape: str | None) -> dict[str, str]:
    """Bounds and grain: "2019" is a year, "2019-05" a month, anything else a day."""
    shapes = [shape] if shape else ["%Y-%m-%d", "%d %B %Y", "%Y-%m", "%Y"]
    listed = ", ".join("'" + s.replace("'", "''") + "'" for s in shapes)
    day, end = (f"CAST(try_strptime(left({cell}, 40), [{listed}]) AS DATE)" for cell in (first, last or first))
    year, month = (f"regexp_full_match({first}, '{shape}')" for shape in (r"\d{4}", r"\d{4}-\d\d"))
    unit = f"CASE WHEN {year} THEN 'year' WHEN {month} THEN 'month' ELSE 'day' END"
    spans = {"year": "INTERVAL 1 YEAR", "month": "INTERVAL 1 MONTH", "day": "INTERVAL 1 DAY"}
    after = " ".join(f"WHEN '{grain}' THEN CAST({day} + {span} AS DATE)" for grain, span in spans.items())
    said_end = f"CASE WHEN {end} > {day} THEN {end} END" if last else "NULL"
    return {
        "from_": day,
        "until": f"coalesce({said_end}, CASE {unit} {after} END)",
        "grain": unit,
        "published": day,
    }
