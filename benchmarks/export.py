"""What writing events costs in each form: events a second of processor time, bytes an event, and how memory grows.

    python -m benchmarks.export [--events 20000]

The events are those of the example reports, over and over; taking them out of the ledger is not timed. Each form is written by a
process of its own, for a tenth of the events and for all: memory that grew with the events would show.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from precedent.export.write import Form
from precedent.pipeline import Ledger

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "crossing"


def measure(ledger: str, form: str, events: int) -> tuple[float, int, int]:
    """Seconds of processor time, bytes written and the most memory held, for so many events."""
    with Ledger(ledger) as kept:
        rows = list(kept.events())
        path = Path(f"{ledger}.{form}")
        begun = time.process_time()
        kept.export(islice(cycle(rows), events), path, form)
        return time.process_time() - begun, path.stat().st_size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=20000)
    count = parser.parse_args().events
    print("| form | events a second | bytes an event | memory, a tenth of the events | all |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder, multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        path = f"{folder}/example.db"
        with Ledger(path) as kept:
            kept.read(str(EXAMPLES))
        for form in Form:
            (_, _, small), (took, size, large) = (pool.apply(measure, (path, form.value, n)) for n in (count // 10, count))
            print(f"| {form} | {count / took:,.0f} | {size / count:,.0f} | {small / 1e6:.0f} MB | {large / 1e6:.0f} MB |")


if __name__ == "__main__":
    main()
