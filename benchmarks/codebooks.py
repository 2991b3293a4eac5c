"""How well the three worked codebooks are learnt from their 20 examples, and what that costs.

    OPENBLAS_NUM_THREADS=1 python -m benchmarks.codebooks [--speed 60]     # one thread, as the command line sets it

Prints Markdown tables. *Left out in turn* is what ``precedent codebook test`` says. The others are sentences that are no
example of the codebook, half of which tell of its type and half only sound like it (``benchmarks/own-types``): *seen* are 40
each by which the parts of a look were chosen, *new* are 20 each, written when nothing was changed any more. Each is read by
``precedent.mark`` as a report of its own, and counts as found where an event of the codebook comes out.
Intervals are 95 % Wilson. ``--speed`` marks reports of the project's corpus without and with the three codebooks, in one run.
"""

from __future__ import annotations

import argparse
import math
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.speed import reports, words
from precedent import pipeline
from precedent.codebooks.load import SHIPPED
from precedent.records import Report

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("press", "strikes", "health")


def sentences(name: str, part: str) -> list[tuple[bool, str]]:
    """Whether it tells of the codebook's type, and the sentence."""
    lines = (ROOT / "benchmarks" / "own-types" / f"{name}.{part}.tsv").read_text(encoding="utf-8").splitlines()
    return [(told == "1", text) for told, _, text in (line.partition("\t") for line in lines)]


def wilson(hits: int, of: int) -> str:
    """A share with its interval."""
    if not of:
        return "–"
    p, z = hits / of, 1.96
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    low, high = ((middle + sign * half) / (1 + z * z / of) for sign in (-1, 1))
    return f"{p:.2f} ({low:.2f}–{high:.2f})"


def measured(name: str, part: str, mark: Callable[[str], bool]) -> tuple[str, list[str]]:
    """A row of figures over the sentences of one codebook, and those read wrongly."""
    right = wrong = missed = 0
    errors = []
    for told, text in sentences(name, part):
        found = mark(text)
        right, wrong, missed = right + (told and found), wrong + (found and not told), missed + (told and not found)
        if told != found:
            errors.append(f"- {name}, {part}, {'missed' if told else 'found'}: {text}")
    f1 = 2 * right / max(2 * right + wrong + missed, 1)
    return f"| {name} | {wilson(right, right + wrong)} | {wilson(right, right + missed)} | {f1:.2f} |", errors


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of *work*."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speed", type=int, metavar="N", help="compare the speed of marking on N reports of the corpus")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PRECEDENT_CODEBOOKS"] = folder
        books = pipeline.Codebooks()
        print("| left out in turn | precision | recall | F1 | seconds to add |", "| --- | --- | --- | --- | --- |", sep="\n")
        for name in NAMES:
            path = ROOT / "examples" / "codebooks" / f"{name}.yaml"
            trial = books.test(path)[0]
            spent = seconds(lambda path=path: books.add(path))  # type: ignore[misc]
            print(f"| {name} | {trial.precision:.2f} | {trial.recall:.2f} | {trial.f1:.2f} | {spent:.1f} |", flush=True)
        errors = []
        for part in ("seen", "new"):
            print(f"\n| {part} sentences | precision | recall | F1 |", "| --- | --- | --- | --- |", sep="\n")
            for name in NAMES:

                def found(text: str, name: str = name) -> bool:
                    events = pipeline.mark(Report(id="s", text=text), (name,)).events
                    return any(event.codebook == name for event in events)

                row, wrong = measured(name, part, found)
                errors += wrong
                print(row, flush=True)
        print("\n" + "\n".join(errors))
        if args.speed:
            read = reports(args.speed)
            times: dict[tuple[str, ...] | None, float] = dict.fromkeys((SHIPPED, None), 0.0)
            for names in (*times, *times):  # the second round counts
                times[names] = seconds(lambda names=names: [pipeline.mark(r, names) for r in read])  # type: ignore[misc]
            without, with_them = times.values()
            print(f"\n{words(read)} words; with three codebooks added, marking takes {with_them / without:.2f} of the time without")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
