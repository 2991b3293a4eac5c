"""What each format's columns mean: SQL over a table of its cells, all of them strings, that gives the fields of a row.

Every expression is DuckDB's. A field that a format does not have is left out. ``cites`` names the columns whose cells say
a field, so that each value of an event can be cited.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from precedent.base import Record

# The fields that a format gives, with their types; what it leaves out is null.
FIELDS = {
    "id": "VARCHAR",
    "from_": "DATE",  # the first day on which it may have happened
    "until": "DATE",  # the day after the last
    "grain": "VARCHAR",
    "published": "DATE",  # when what the row is coded from came out
    "stamp": "VARCHAR",  # grows with each revision of a row
    "code": "VARCHAR",
    "what": "VARCHAR",
    "place_name": "VARCHAR",
    "place_areas": "VARCHAR",  # areas that it lies in, the smaller first, joined by "|"
    "place_country": "VARCHAR",
    "place_level": "VARCHAR",  # town, area or country: how finely the row says where
    "place_id": "VARCHAR",
    "lat": "DOUBLE",
    "lon": "DOUBLE",
    "actor": "VARCHAR",
    "actor_country": "VARCHAR",
    "actor_sectors": "VARCHAR",
    "recipient": "VARCHAR",
    "recipient_country": "VARCHAR",
    "recipient_sectors": "VARCHAR",
    "killed": "DOUBLE",
    "killed_low": "DOUBLE",
    "killed_high": "DOUBLE",
    "source": "VARCHAR",
}


class Format(Record, frozen=True, kw_only=True):
    """``columns`` in the order of the format's files; ``types``, ``places`` and ``parties`` name the tables of its codes."""

    dataset: str
    columns: tuple[str, ...]
    delimiter: str
    fields: Mapping[str, str]
    cites: Mapping[str, tuple[str, ...]]
    types: str
    countries: str = "name"
    parties: str = "own"
    values: Mapping[str, str] = MappingProxyType({})  # codes of a map's own, and what they are with us


@cache
def columns() -> dict[str, tuple[str, ...]]:
    """The columns of each format that is known, in their order."""
    told = yaml.safe_load((files("precedent.archive") / "columns.yaml").read_text("utf-8"))
    return {name: tuple(column.strip() for column in said.split(",")) for name, said in told.items()}


def _day(cell: str, *shapes: str) -> str:
    listed = ", ".join(f"'{shape}'" for shape in shapes)
    return f"CAST(try_strptime({cell}, [{listed}]) AS DATE)"


def _number(cell: str) -> str:
    return f"try_cast({cell} AS DOUBLE)"


def _vague(day: str, precision: str, spans: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Bounds and grain of a day that is said with a precision: ``spans`` gives, for a code, a unit and its grain."""
    starts = " ".join(f"WHEN '{code}' THEN CAST(date_trunc('{unit}', {day}) AS DATE)" for code, (unit, _) in spans.items())
    ends = " ".join(
        f"WHEN '{code}' THEN CAST(date_trunc('{unit}', {day}) + INTERVAL 1 {unit} AS DATE)" for code, (unit, _) in spans.items()
    )
    grains = " ".join(f"WHEN '{code}' THEN '{grain}'" for code, (_, grain) in spans.items())
    return {
        "from_": f"CASE {precision} {starts} ELSE {day} END",
        "until": f"CASE {precision} {ends} ELSE {day} + 1 END",
        "grain": f"CASE {precision} {grains} ELSE 'day' END",
    }


def _gdelt() -> Format:
    day, added = _day('"SQLDATE"', "%Y%m%d"), _day('left("DATEADDED", 8)', "%Y%m%d")
    where = "string_split(\"ActionGeo_FullName\", ',')"
    fields = {
        "id": '"GLOBALEVENTID"',
        "from_": day,
        "until": f"{day} + 1",
        "grain": "'day'",
        # Daily files began on 1 April 2013; a row added before is history, coded from what came out on the day itself.
        "published": f"CASE WHEN {added} >= DATE '2013-04-01' THEN {added} ELSE {day} END",
        "stamp": '"DATEADDED"',
        "code": '"EventCode"',
        "what": "'EventCode ' || \"EventCode\"",
        "place_name": f"{where}[1]",
        "place_areas": f"CASE WHEN len({where}) > 2 THEN trim({where}[-2]) END",
        "place_country": '"ActionGeo_CountryCode"',
        "place_level": "CASE \"ActionGeo_Type\" WHEN '1' THEN 'country' WHEN '2' THEN 'area' WHEN '5' THEN 'area' ELSE 'town' END",
        "lat": _number('"ActionGeo_Lat"'),
        "lon": _number('"ActionGeo_Long"'),
        "source": '"SOURCEURL"',
    }
    for role, number in (("actor", 1), ("recipient", 2)):
        fields[role] = f'"Actor{number}Name"'
        fields[f"{role}_country"] = f'"Actor{number}CountryCode"'
        kinds = ", ".join(f'"Actor{number}Type{n}Code"' for n in (1, 2, 3))
        fields[f"{role}_sectors"] = f"concat_ws(',', {kinds})"
    return Format(
        dataset="gdelt",
        columns=columns()["gdelt"],
        delimiter="\t",
        fields=fields,
        cites={
            "what": ("EventCode",),
            "time": ("SQLDATE",),
            "place": ("ActionGeo_FullName",),
            "actor": ("Actor1Name",),
            "recipient": ("Actor2Name",),
            "source": ("SOURCEURL",),
        },
        types="cameo",
        countries="fips",
        parties="cameo",
    )


def _icews() -> Format:
    day = _day('"Event Date"', "%Y-%m-%d", "%m/%d/%Y")
    fields = {
        "id": '"Event ID"',
        "from_": day,
        "until": f"{day} + 1",
        "grain": "'day'",
        "published": day,
        "code": '"CAMEO Code"',
        "what": '"Event Text"',
        "place_name": 'coalesce("City", "District", "Province", "Country")',
        "place_areas": 'concat_ws(\'|\', "District", "Province")',
        "place_country": '"Country"',
        "place_level": 'CASE WHEN "City" IS NOT NULL THEN \'town\' WHEN coalesce("District", "Province") IS NOT NULL '
        "THEN 'area' ELSE 'country' END",
        "lat": _number('"Latitude"'),
        "lon": _number('"Longitude"'),
        "actor": '"Source Name"',
        "actor_country": '"Source Country"',
        "actor_sectors": '"Source Sectors"',
        "recipient": '"Target Name"',
        "recipient_country": '"Target Country"',
        "recipient_sectors": '"Target Sectors"',
        "source": '"Publisher"',
    }
    return Format(
        dataset="icews",
        columns=columns()["icews"],
        delimiter="\t",
        fields=fields,
        cites={
            "what": ("Event Text",),
            "time": ("Event Date",),
            "place": ("City", "District", "Province", "Country"),
            "actor": ("Source Name",),
            "recipient": ("Target Name",),
            "source": ("Publisher",),
        },
        types="cameo",
        parties="icews",
    )


def _polecat() -> Format:
    day, out = _day('"Event Date"', "%Y-%m-%d"), _day('"Publication Date"', "%Y-%m-%d")
    fields = {
        "id": '"Event ID"',
        "from_": day,
        "until": f"{day} + 1",
        "grain": "'day'",
        "published": f"coalesce({out}, {day})",
        "stamp": '"Version"',
        "code": "\"Event Type\" || coalesce('.' || \"Event Mode\", '')",
        "what": '"Event Type"',
        "place_name": 'coalesce("Placename", "City", "District", "Province", "Country")',
        "place_areas": 'concat_ws(\'|\', "District", "Province")',
        "place_country": '"Country"',
        "place_level": "CASE WHEN \"City\" IS NOT NULL OR \"Feature Type\" LIKE 'P%' THEN 'town' "
        "WHEN coalesce(\"District\", \"Province\") IS NOT NULL THEN 'area' ELSE 'country' END",
        "place_id": '"GeoNames ID"',
        "lat": _number('"Latitude"'),
        "lon": _number('"Longitude"'),
        "source": '"Source"',
    }
    for role, name in (("actor", "Actor"), ("recipient", "Recipient")):
        fields[role] = f'coalesce("{name} Name", "{name} Name Raw")'
        fields[f"{role}_country"] = f'"{name} Country"'
        fields[f"{role}_sectors"] = f'concat_ws(\',\', "Primary {name} Sector", "{name} Sectors")'
    return Format(
        dataset="polecat",
        columns=columns()["polecat"],
        delimiter="\t",
        fields=fields,
        cites={
            "what": ("Event Type",),
            "time": ("Event Date",),
            "place": ("Placename", "City", "District", "Province", "Country"),
            "actor": ("Actor Name", "Actor Name Raw"),
            "recipient": ("Recipient Name", "Recipient Name Raw"),
            "source": ("Source",),
        },
        types="polecat",
    )


def _ucdp() -> Format:
    first, last = (_day(f'left("{name}", 10)', "%Y-%m-%d", "%m/%d/%Y") for name in ("date_start", "date_end"))
    fields = {
        "id": '"id"',
        "from_": first,
        "until": f"greatest(coalesce({last}, {first}), {first}) + 1",
        "grain": "CASE WHEN \"date_prec\" = '1' THEN 'day' WHEN \"date_prec\" IN ('2', '3') THEN 'week' "
        "WHEN \"date_prec\" = '4' THEN 'month' ELSE 'year' END",
        "published": f"greatest(coalesce({last}, {first}), {first})",
        "code": '"type_of_violence"',
        "what": '"dyad_name"',
        "place_name": 'coalesce("where_coordinates", "adm_2", "adm_1", "country")',
        "place_areas": 'concat_ws(\'|\', "adm_2", "adm_1")',
        "place_country": "regexp_replace(\"country\", ' ?\\(.*\\)', '')",
        "place_level": "CASE WHEN \"where_prec\" IN ('1', '2') THEN 'town' WHEN \"where_prec\" IN ('3', '4', '5') THEN 'area' "
        "ELSE 'country' END",
        "lat": _number('"latitude"'),
        "lon": _number('"longitude"'),
        "actor": '"side_a"',
        "recipient": '"side_b"',
        "killed": _number('"best"'),
        "killed_low": _number('"low"'),
        "killed_high": _number('"high"'),
        "source": '"source_article"',
    }
    return Format(
        dataset="ucdp",
        columns=columns()["ucdp"],
        delimiter=",",
        fields=fields,
        cites={
            "what": ("dyad_name",),
            "time": ("date_start", "date_end"),
            "place": ("where_coordinates", "adm_2", "adm_1", "country"),
            "actor": ("side_a",),
            "recipient": ("side_b",),
            "killed": ("best",),
            "source": ("source_article",),
        },
        types="ucdp",
        parties="ucdp",
    )


def _acled() -> Format:
    day = _day('"event_date"', "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%d/%m/%Y")
    fields = {
        "id": '"event_id_cnty"',
        **_vague(day, '"time_precision"', {"2": ("week", "week"), "3": ("month", "month")}),
        "published": day,
        "stamp": "lpad(\"timestamp\", 12, '0')",
        "code": '"sub_event_type"',
        "what": '"sub_event_type"',
        "place_name": '"location"',
        "place_areas": 'concat_ws(\'|\', "admin2", "admin1")',
        "place_country": 'coalesce("iso", "country")',
        "place_level": "CASE \"geo_precision\" WHEN '3' THEN 'area' ELSE 'town' END",
        "lat": _number('"latitude"'),
        "lon": _number('"longitude"'),
        "killed": _number('"fatalities"'),
        "source": '"source"',
    }
    for role, number in (("actor", 1), ("recipient", 2)):
        fields[role] = f'"actor{number}"'
        fields[f"{role}_sectors"] = f'"inter{number}"'
    return Format(
        dataset="acled",
        columns=columns()["acled"],
        delimiter=",",
        fields=fields,
        cites={
            "what": ("sub_event_type",),
            "time": ("event_date",),
            "place": ("location",),
            "actor": ("actor1",),
            "recipient": ("actor2",),
            "killed": ("fatalities",),
            "source": ("source",),
        },
        types="acled",
        parties="acled",
    )


@cache
def known() -> dict[str, Format]:
    """The formats that are known by name."""
    return {f.dataset: f for f in (_ucdp(), _acled(), _icews(), _polecat(), _gdelt())}
