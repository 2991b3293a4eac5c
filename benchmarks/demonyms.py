"""LGL without the demonyms of its gold, which are no places here: ``python -m benchmarks.demonyms [--shared ../shared]``.

Its figures stand beside those of ``benchmarks.accuracy place``; both come from ``gold/score.py`` of the folder given.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from precedent.knowledge import countries
from precedent.pipeline import mark

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder that holds gold/")
    shared = parser.parse_args().shared
    script = shared / "gold" / "score.py"
    spec = importlib.util.spec_from_file_location("score", script)
    if not script.is_file() or spec is None or spec.loader is None:
        print(f"{shared} holds no gold/score.py: give the folder of the development sets with --shared", file=sys.stderr)
        return 1
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    lines = (shared / "gold/place-lgl.jsonl").read_bytes().splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    found = [[p for p in mark({"id": "r", "text": row["text"]}).places if p.in_ is None] for row in rows]
    outs = [{"places": [{n: getattr(p, n) for n in ("start", "end", "lat", "lon", "geonameid")} for p in ps]} for ps in found]
    gold = sum(len(row["gold"]["places"]) for row in rows)
    for row in rows:
        row["gold"]["places"] = [g for g in row["gold"]["places"] if not _demonym(row["text"][g["start"] : g["end"]])]
    left = sum(len(row["gold"]["places"]) for row in rows)
    print(f"{gold - left} of {gold} are demonyms; without them:")
    print("\n".join(f"| {name} | {value:.3f} |" for name, value in score.score_place(rows, outs).items()))
    return 0


def _demonym(words: str) -> bool:
    return countries.by_demonym(words) is not None and countries.by_name(words) is None


if __name__ == "__main__":
    raise SystemExit(main())
