"""Accuracy and speed of times alone: ``python -m benchmarks.times [--shared ../shared]``.

Accuracy is that of ``gold/score.py time`` in the folder given, over what finding and resolving say of the bare texts. Speed is
words of the story articles a second of processor time on one core, the best of five rounds, after one text to warm up.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from precedent.resolve.calendar import resolve_in
from precedent.spans.times import find_in

SETS = ("time-meantime", "time-wikiwars")
ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5


def said(row: dict[str, Any]) -> dict[str, Any]:
    found = resolve_in(row["text"], list(find_in(row["text"])), row.get("published"))
    return {"times": [msgspec.to_builtins(t) for t in found]}


def scorer(gold: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def words_a_second(rows: list[dict[str, Any]]) -> float:
    find_in("a start in May 2014")
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for row in rows:
            resolve_in(row["text"], list(find_in(row["text"])), row.get("published"))
        spent.append(time.process_time() - start)
    return sum(len(row["text"].split()) for row in rows) / min(spent)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder that holds gold/")
    gold = parser.parse_args().shared / "gold"
    if not (gold / "score.py").is_file():
        print(f"{gold} holds no score.py: give the folder of the development sets with --shared", file=sys.stderr)
        return 1
    score = scorer(gold)
    for name in SETS:
        rows = read(gold / f"{name}.jsonl")
        figures = score.score_time(rows, [said(row) for row in rows])
        print(name, "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items()))
    print(f"speed  {words_a_second(read(gold / 'stories.jsonl')):,.0f} words a second")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
