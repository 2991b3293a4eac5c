"""LGL with and without the demonyms of its gold, which are no places here: ``python -m benchmarks.demonyms [--shared ../shared]``.

The figures come from ``gold/score.py`` of the folder given; the reports are read in two processes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.gold import scorer
from precedent.knowledge import countries
from precedent.pipeline import mark_all
from precedent.records import Report

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder that holds gold/")
    shared = parser.parse_args().shared
    score = scorer(shared)
    lines = (shared / "gold/place-lgl.jsonl").read_bytes().splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    marked = (read.marked for read in mark_all((Report(id="r", text=row["text"]) for row in rows), jobs=2))
    found = [[p for p in one.places if p.in_ is None] if one else [] for one in marked]
    outs = [{"places": [{n: getattr(p, n) for n in ("start", "end", "lat", "lon", "geonameid")} for p in ps]} for ps in found]
    whole = score.score_place(rows, outs)
    gold = sum(len(row["gold"]["places"]) for row in rows)
    for row in rows:
        row["gold"]["places"] = [g for g in row["gold"]["places"] if not _demonym(row["text"][g["start"] : g["end"]])]
    left = sum(len(row["gold"]["places"]) for row in rows)
    print(f"{gold - left} of {gold} are demonyms\n\n| figure | with them | without them |\n| --- | --- | --- |")
    print("\n".join(f"| {name} | {whole[name]:.3f} | {value:.3f} |" for name, value in score.score_place(rows, outs).items()))


def _demonym(words: str) -> bool:
    return countries.by_demonym(words) is not None and countries.by_name(words) is None


if __name__ == "__main__":
    main()
