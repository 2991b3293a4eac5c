"""What a table of events looks like: whose format it is, how its cells are parted, and what they are called.

Files come with and without a row of names, with names of columns that are not there, and with cells that have no name. So
the first rows decide: by the names where there are any, else by the number of cells and what stands in the first.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from precedent.archive.formats import columns
from precedent.errors import SourceError

_DAY = re.compile(r"\d{8}$")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_ENOUGH = 0.6  # of a format's names: then a row of names is that format's
_ROWS = 50
OWN = ("ucdp", "acled", "icews", "polecat", "gdelt")
TITLES = {
    "ucdp": "UCDP GED",
    "acled": "ACLED",
    "icews": "ICEWS",
    "polecat": "POLECAT",
    "gdelt": "GDELT events",
    "gdelt-mentions": "GDELT mentions",
    "gdelt-knowledge-graph": "the GDELT knowledge graph",
    "csv": "a table with a row of names",
}


class Look(NamedTuple):
    """``format`` is None where it is no format that is known; ``names`` has a name for each cell of a row, in order.

    ``rows_of_names`` is 1 where the first line is no data. ``quoted``: cells may stand in quotation marks.
    """

    format: str | None
    delimiter: str
    quoted: bool
    names: tuple[str, ...]
    rows_of_names: int


def look(head: str) -> Look:
    """What a file looks like by its beginning. Raises ``SourceError`` where it is no table."""
    lines = [line for line in head.splitlines() if line.strip()][: _ROWS + 1]
    if not lines:
        raise SourceError("the file is empty", "give a table of events")
    if lines[0].lstrip().startswith(("{", "[{")):
        raise SourceError(*_json(lines[0]))
    if lines[0].lstrip().startswith("<"):
        raise SourceError("this is HTML or XML, not a table", "give CSV or tab-separated values")
    delimiter = max("\t,;|", key=lambda d: (lines[0].count(d), d == "\t"))
    quoted = '"' in "".join(lines[:3]) or delimiter != "\t"
    rows = [_cells(line, delimiter, quoted) for line in lines]
    first, width = rows[0], _usual(rows[1:] or rows)
    if len(first) < 2:
        raise SourceError("this is no table: its first line has one cell", "give CSV or tab-separated values")
    named = _named(first)
    if named is not None:
        return Look(named, delimiter, quoted, _fitted(first, columns()[named], width), 1)
    shaped = _shaped(first, delimiter)
    if shaped is not None:
        return Look(shaped, delimiter, quoted and delimiter == ",", _by_position(shaped, _width(shaped, rows)), 0)
    return Look("csv", delimiter, quoted, _fitted(first, first, width), 1)


def _json(line: str) -> tuple[str, str]:
    """What JSON of others looks like, and what to do with it."""
    export = "import what precedent export wrote as jsonl, csv, parquet or geojson"
    if '"schema"' in line and '"properties"' in line:
        return "this looks like FollowTheMoney entities, which hold a part of each event and cannot be imported", export
    if '"FeatureCollection"' in line:
        return "this is GeoJSON, but not as precedent export writes it", f"make a table of it, or {export}"
    if line.startswith('{"id":') and '"codebook":' in line:
        return "this is an export of precedent, but packed", "unpack it"
    return "this is JSON, not a table", "give CSV or tab-separated values; reports in JSON lines go to precedent read"


def _usual(rows: Sequence[Sequence[str]]) -> int:
    """How many cells most rows have; of equally many the first."""
    return Counter(len(row) for row in rows).most_common(1)[0][0]


def _width(of: str, rows: Sequence[Sequence[str]]) -> int:
    """The cells of a row of this format, where no names say how many: as its versions have, else as most rows."""
    versions = {len(columns()[of]), *((57, 58) if of == "gdelt" else ())}
    return _usual([row for row in rows if len(row) in versions] or rows)


def _cells(line: str, delimiter: str, quoted: bool) -> list[str]:
    if not quoted:
        return line.split(delimiter)
    return next(csv.reader([line], delimiter=delimiter), [])


def _named(first: Sequence[str]) -> str | None:
    """Whose names these are."""
    names = {cell.strip().casefold() for cell in first}
    shares = {of: len(names & {c.casefold() for c in listed}) / len(listed) for of, listed in columns().items()}
    best = max(shares, key=lambda of: shares[of])
    return best if shares[best] >= _ENOUGH else None


def _fitted(first: Sequence[str], known: Sequence[str], width: int) -> tuple[str, ...]:
    """A name for each cell: names that no cell stands under are left out, cells without a name get one by their place."""
    spelt = {c.casefold(): c for c in known}
    names = [spelt.get(cell.strip().casefold(), cell.strip()) for cell in first]
    for name in [n for n in names if n not in known]:
        if len(names) > width:
            names.remove(name)
    names += [""] * (width - len(names))
    return _distinct(names)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names made different: a cell without one is called by its place, a second of one name by both."""
    said: set[str] = set()
    found = []
    for at, name in enumerate(names, 1):
        name = name or f"column {at}"
        name = f"{name} {at}" if name.casefold() in said else name
        said.add(name.casefold())
        found.append(name)
    return tuple(found)


def _shaped(first: Sequence[str], delimiter: str) -> str | None:
    """Whose row of data this is, where no names stand above it."""
    filled = list(first)
    while filled and not filled[-1].strip() and len(filled) > 57:
        filled.pop()
    a, b, width = first[0], first[1], len(first)
    if delimiter == "\t":
        if a.isdigit() and _DAY.match(b) and 57 <= len(filled) <= 61:
            return "gdelt"
        if a.isdigit() and len(b) == 14 and b.isdigit() and width in (14, 15, 16):
            return "gdelt-mentions"
        if width in (26, 27) and len(b) == 14 and b.isdigit():
            return "gdelt-knowledge-graph"
        if a.isdigit() and _ISO.match(b) and width == 20:
            return "icews"
        if _ISO.match(b) and width >= 40:
            return "polecat"
    elif delimiter == ",":
        if width == 49 and a.isdigit() and first[5] in ("1", "2", "3"):
            return "ucdp"
        if width == 31 and _ISO.match(b) and a[:3].isalpha():
            return "acled"
    return None


def _by_position(of: str, width: int) -> tuple[str, ...]:
    """The names of a format's columns, for rows without a row of names."""
    listed = columns()[of]
    if of == "gdelt" and width < 61:
        listed = tuple(c for c in listed if "ADM2" not in c)[:width]
    return _distinct([*listed, *[""] * (width - len(listed))][:width])


def agree(found: Look, asked: str | None, path: str) -> str:
    """The format to read by. Raises ``SourceError`` where the file is another's than was asked for, naming what it looks like."""
    if found.format is not None and found.format not in (*OWN, "csv"):
        raise SourceError(f"{path} looks like {TITLES[found.format]}, which hold no events", "give the table of events")
    if asked is None:
        if found.format == "csv":
            raise SourceError(
                f"{path} has the columns of no data set that is known", "give --as csv, with --map for what its columns mean"
            )
        return found.format or "csv"
    if asked != "csv" and found.format != asked:
        advice = f"give --as {found.format}" + (", with --map for what its columns mean" if found.format == "csv" else "")
        raise SourceError(f"{path} looks like {TITLES[found.format or 'csv']}, not {TITLES[asked]}", advice)
    return asked
