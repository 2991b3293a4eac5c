"""Who, what, when and where of the main event, with intervals: ``python -m benchmarks.news [--shared ../shared]``.

The figures are those of ``gold/score.py main``. The set is small, so each stands with the middle 95 % of what 1,000 sets drawn from
the same reports, with replacement, would give (a percentile bootstrap; seed 1).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.gold import scorer
from precedent.pipeline import mark
from precedent.records import to_json

DRAWS, TAIL = 1000, 25


def marked(rows: Sequence[dict[str, Any]], keys: Sequence[str]) -> list[dict[str, Any]]:
    """The program's output for each report, as ``score.py`` takes it."""
    outs = []
    for row in rows:
        out = json.loads(to_json(mark({key: row[key] for key in keys if row.get(key)})))
        outs.append(out | {"text": row["text"], "title": row.get("title") or ""})
    return outs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    score = scorer(parser.parse_args().shared)
    ((_, rows),) = score.load([Path(score.HERE) / "main-5w.jsonl"], None)
    outs = marked(rows, score.INPUT)
    drawn = random.Random(1)
    sets = [[drawn.randrange(len(rows)) for _ in rows] for _ in range(DRAWS)]
    draws = [score.score_main([rows[i] for i in chosen], [outs[i] for i in chosen]) for chosen in sets]
    print(f"| {len(rows)} reports | figure | from | to |\n| --- | --- | --- | --- |")
    for name, value in score.score_main(rows, outs).items():
        spread = sorted(draw[name] for draw in draws)
        print(f"| {name} | {value:.3f} | {spread[TAIL]:.2f} | {spread[-TAIL - 1]:.2f} |")


if __name__ == "__main__":
    main()
