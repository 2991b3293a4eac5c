"""How long an import takes, how much memory, and how long ``check`` takes over what was imported, as the archive grows.

    python -m benchmarks.history [--rows 100000 1000000 10000000] [--keep FOLDER]

Rows are generated in GDELT's columns: 40 years in the order of their days, as its files are; codes with the frequencies
of real files (four in ten consult, one in ten statements, …), places and actors drawn from the gazetteer's larger towns.
Each size is imported by a process of its own, whose peak memory is reported; each claim is put five times, and the
quickest is given, in milliseconds of the processor (of all threads together, since other programs may share the machine)
and of wall time, both with the reading of its words, which is given apart.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv

from precedent.archive.codes import country_codes
from precedent.archive.formats import columns
from precedent.knowledge.gazetteer import Gazetteer
from precedent.pipeline import Ledger, mark_typed, parts

BLOCK = 250_000
TOWNS = 3000
FIRST, DAYS = date(1980, 1, 1), 40 * 365
CODES = (
    *("010", "020", "036", "040", "042", "043", "051", "057", "071", "090", "111"),
    *("120", "130", "141", "145", "154", "163", "173", "190", "193", "195"),
)
SHARES = (9, 5, 8, 14, 10, 10, 6, 3, 2, 3, 6, 3, 2, 3, 1, 1, 1, 5, 5, 2, 1)
CLAIMS = (
    "the first attack in Lagos since January 2018",
    "the first protest in France since March 2019",
    "the first attack since January 2019",
    "no soldier has crossed into Germany since February 2015",
)
AS_OF = "2019-12-20"


def generated(rows: int, seed: int = 1) -> Iterator[Any]:
    """Rows in GDELT's 61 columns, a block at a time, the same for the same arguments."""
    pick = np.random.default_rng(seed)
    towns = _towns(parts().gazetteer)
    kinds = np.array(["GOV", "MIL", "COP", "REB", "OPP", "CVL", "BUS", "MED", ""])
    shares = np.array(SHARES) / sum(SHARES)
    for start in range(0, rows, BLOCK):
        number = np.arange(start, min(rows, start + BLOCK))
        day = (np.datetime64(FIRST) + (number * DAYS // rows)).astype("datetime64[D]")
        where = np.minimum((len(towns) * pick.random(len(number)) ** 2).astype(int), len(towns) - 1)
        cells: dict[str, Any] = dict.fromkeys(columns()["gdelt"], pa.nulls(len(number), pa.string()))
        stamp = np.char.replace(np.datetime_as_string(day), "-", "")
        code = pick.choice(CODES, len(number), p=shares)
        cells |= {
            "GLOBALEVENTID": number + 100_000_000,
            "SQLDATE": stamp,
            "DATEADDED": stamp,
            "EventCode": code,
            "EventRootCode": pa.array(code.astype("U2")),
            "NumMentions": pick.integers(1, 40, len(number)),
            "AvgTone": pick.normal(-2, 3, len(number)).round(6),
            "ActionGeo_Type": np.full(len(number), "4"),
            "ActionGeo_FullName": towns["name"][where],
            "ActionGeo_CountryCode": towns["fips"][where],
            "ActionGeo_Lat": towns["lat"][where],
            "ActionGeo_Long": towns["lon"][where],
            "SOURCEURL": np.char.add("https://news.example/", number.astype(str)),
        }
        for actor in ("Actor1", "Actor2"):
            of = towns["country"][np.minimum((len(towns) * pick.random(len(number)) ** 2).astype(int), len(towns) - 1)]
            cells |= {f"{actor}Name": of, f"{actor}CountryCode": of, f"{actor}Type1Code": pick.choice(kinds, len(number))}
        yield pa.table({name: pa.array(cell) if isinstance(cell, np.ndarray) else cell for name, cell in cells.items()})


def _towns(gazetteer: Gazetteer) -> dict[str, Any]:
    """The largest towns, a name each, with GDELT's codes of their countries."""
    fips = {alpha3: code for code, alpha3 in country_codes("fips").items()}
    entries = (gazetteer.entry(n) for n in range(len(gazetteer)))
    towns = sorted((e for e in entries if e.people > 100_000 and e.country in fips), key=lambda e: (-e.people, e.place))[:TOWNS]
    return {
        "name": np.array([f"{t.name}, {t.country}" for t in towns]),
        "country": np.array([t.country for t in towns]),
        "fips": np.array([fips[t.country or ""] for t in towns]),
        "lat": np.array([t.lat for t in towns]),
        "lon": np.array([t.lon for t in towns]),
    }


def write(path: Path, rows: int) -> None:
    """Generated rows as GDELT writes them: tabs, no row of names, no quotation marks."""
    with path.open("wb") as file:
        for block in generated(rows):
            options = pyarrow.csv.WriteOptions(include_header=False, delimiter="\t", quoting_style="none")
            pyarrow.csv.write_csv(block, file, options)


def import_(path: Path, ledger: Path) -> None:
    """Import in this process, and say how long it took and how much memory at most."""
    began, used = time.perf_counter(), time.process_time()
    with Ledger(ledger) as kept:
        summary = kept.import_(path, "gdelt")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    wall, processor = time.perf_counter() - began, time.process_time() - used
    print(f"  imported {summary.new:,} rows in {wall:.0f} s (processor {processor:.0f} s), {peak:.2f} GB at most", flush=True)


def ask(ledger: Path) -> None:
    with Ledger(ledger, create=False) as kept:
        for claim in CLAIMS:
            reading, spent = _spent(partial(_read, claim)), _spent(partial(kept.check, claim, AS_OF))
            verdict = kept.check(claim, AS_OF)
            print(f"  {spent[0]:6.0f} {spent[1]:6.0f}   reading {reading[0]:4.0f}   {claim}: {verdict.verdict}", flush=True)


def _read(claim: str) -> None:
    for _ in mark_typed(claim, AS_OF):
        pass


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the quickest of five runs: of the processor, and of wall time."""
    processor, wall = [], []
    for _ in range(5):
        began, used = time.perf_counter(), time.process_time()
        work()
        processor.append(1000 * (time.process_time() - used))
        wall.append(1000 * (time.perf_counter() - began))
    return min(processor), min(wall)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--keep", type=Path, help="a folder to keep files and ledgers in")
    parser.add_argument("--import", dest="import_", nargs=2, type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.import_:
        import_(*args.import_)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        for rows in args.rows:
            table, ledger = folder / f"{rows}.tsv", folder / f"{rows}.db"
            if not table.exists():
                write(table, rows)
            print(f"{rows:,} rows, {table.stat().st_size / 1e6:,.0f} MB of text; {os.cpu_count()} cores", flush=True)
            if not ledger.exists():
                subprocess.run([sys.executable, "-m", "benchmarks.history", "--import", str(table), str(ledger)], check=True)
            size = sum(p.stat().st_size for p in ledger.with_suffix(".archive").rglob("*.parquet"))
            print(f"  {size / 1e6:,.0f} MB of Parquet; check, ms of processor and wall:")
            ask(ledger)
    return 0


if __name__ == "__main__":
    sys.exit(main())
