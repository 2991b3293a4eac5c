"""How long ``check`` and ``ask`` take on a large ledger of generated reports (those of ``benchmarks.merge_scale``).

    python -m benchmarks.check_speed [--reports 1000] [--ledger FILE]

Each claim and question is put three times in one process, and the quickest counts; reading its words is timed apart. Times are
of the processor, since other programs may share the machine; the ledger's answering is what is left when reading is taken off. With
``--ledger`` the ledger is kept in FILE, and taken from there the next time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.merge_scale import World
from precedent.knowledge.gazetteer import Gazetteer
from precedent.ledger import Store
from precedent.pipeline import Ledger, mark_typed

CLAIMS = (
    "the first crossing by soldiers since January 2015",
    "the third attack in France since January 2015",
    "no soldier has crossed into Germany since February 2015",
    "the deadliest attack since January 2015",
)
QUESTIONS = (
    "How many soldiers have crossed since January 2015?",
    "When did rebels last attack Paris?",
    "How many people were killed in attacks in India in February 2015?",
)


def build(path: Path, reports: int) -> None:
    gazetteer = Gazetteer.open()
    with Store.open(path, places=gazetteer) as store:
        told = World(gazetteer).reports(reports)
        for _ in store.add_all([next(told) for _ in range(reports)]):
            pass
        store.merge()


def quickest(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of the quickest of three runs."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return 1000 * min(spent)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000, help="how many reports to generate")
    parser.add_argument("--ledger", type=Path, help="where to keep the ledger")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.ledger or Path(folder) / "speed.db"
        if not path.exists():
            build(path, args.reports)
        with Ledger(path, create=False) as ledger:
            for verb, texts in (("check", CLAIMS), ("ask", QUESTIONS)):
                for text in texts:
                    reading = quickest(lambda text=text: [next(mark_typed(text, "2026-01-01"))])  # type: ignore[misc]
                    whole = quickest(lambda verb=verb, text=text: getattr(ledger, verb)(text))  # type: ignore[misc]
                    print(f"{verb:6} {whole:8.0f} ms, of it reading {reading:5.0f} ms  {text}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
