"""Accuracy on the development sets beside the project, as a table: ``python -m benchmarks.accuracy [--shared ../shared] [TASK …]``.

Runs ``gold/score.py`` of the folder given for each task and prints a Markdown table of its figures.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.gold import script

TASKS = ("time", "place", "types", "main", "stories", "speed")
ROOT = Path(__file__).resolve().parents[1]


def figures(shared: Path, task: str, command: str) -> list[dict[str, Any]]:
    """One record of figures a set of the task."""
    done = subprocess.run(
        [sys.executable, str(script(shared)), task, "--precedent", command, "--json"], stdout=subprocess.PIPE, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def table(task: str, sets: list[dict[str, Any]]) -> list[str]:
    """A Markdown table: one line a figure, one column a set."""
    names = [key for key in sets[0] if key != "set"]
    lines = [f"| {task} | " + " | ".join(s["set"] for s in sets) + " |", "| --- |" + " --- |" * len(sets)]
    for name in names:
        cells = [f"{s[name]:.3f}" if isinstance(s.get(name), float) else str(s.get(name, "")) for s in sets]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", nargs="*", help=f"of {', '.join(TASKS)}; all by default")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder that holds gold/")
    parser.add_argument("--precedent", default=f"{Path(sys.executable).parent}/precedent", help="how to start the program")
    args = parser.parse_args()
    for task in args.tasks or TASKS:
        print("\n".join(table(task, figures(args.shared, task, args.precedent))), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
