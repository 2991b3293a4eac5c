"""What a second worker of a cluster brings, and what marks weigh: a generated collection marked by one worker, then by two.

    python -m benchmarks.cluster [--reports 400] [--alone]

The collection is the example reports over and over, each under an id of its own, as JSON lines in sixteen shards. The cluster
has started before the clock does; loading what marking needs is timed, as every run pays for it. Both runs write the
same bytes, which is checked. What comes out: the ratio, words a second of one worker, and bytes a report and an event; those
are what docs/scale.md is reckoned from. How many cores of the machine were busy meanwhile, with whatever else ran, is said
beside each run: the ratio is worth something only where one worker left a core idle. What one process marks in a second of
processor time comes first, since that hardly depends on who else uses the machine; with --alone it comes without a cluster.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import tempfile
import time
from pathlib import Path

from precedent import marks
from precedent.cluster import engine
from precedent.cluster.engine import _ray, _start
from precedent.pipeline import mark_all
from precedent.records import Report
from precedent.sources.open import read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "crossing"
SHARDS = 16


def collection(path: Path, count: int) -> int:
    """Write so many reports to *path*; returns their words."""
    told = [report for report in read(str(EXAMPLES)) if isinstance(report, Report)]
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            report = told[number % len(told)]
            words += len(report.text.split())
            file.write(json.dumps({"id": f"r{number}", "text": report.text, "published": report.published}) + "\n")
    return words


def alone() -> None:
    """One process: words marked in a second of processor time, what is loaded once left out, and bytes of marks."""
    reports = [report for report in read(str(EXAMPLES)) if isinstance(report, Report)]
    list(mark_all(reports[:1], jobs=1))
    begun = time.process_time()
    found = list(mark_all(reports, jobs=1))
    took = time.process_time() - begun
    file = io.BytesIO()
    marks.write(found, file, "benchmark")
    words = sum(len(report.text.split()) for report in reports)
    print(f"one process: {words / took:.0f} words in a second of its time; marks: {len(file.getvalue()) / words:.0f} bytes a word")


def busy() -> float:
    """Seconds for which the cores of this machine have worked since it started, for whomever."""
    user, nice, system, *_ = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return (int(user) + int(nice) + int(system)) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--alone", action="store_true", help="one process, no cluster")
    given = parser.parse_args()
    alone()
    if given.alone:
        return
    count = given.reports
    ray = _ray()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "wire.jsonl"
        words = collection(source, count)
        size = source.stat().st_size // SHARDS + 1
        seconds, cores = [], []
        for workers in (1, 2):
            _start(ray, None, workers)
            begun, worked = time.perf_counter(), busy()
            engine.mark([str(source)], f"{folder}/{workers}", workers=workers, size=size)
            seconds.append(time.perf_counter() - begun)
            cores.append((busy() - worked) / seconds[-1])
            ray.shutdown()
        one, two = (sorted((path.name, path.read_bytes()) for path in Path(folder, name).iterdir()) for name in ("1", "2"))
        assert one == two, "two workers wrote something else than one"
        events = sum(len(told.events) for _, told, _ in marks.read(f"{folder}/1") if told)
        held = sum(len(data) for _, data in one)
    print(f"{count} reports, {words} words, {events} events, {len(one)} shards")
    for workers, took, used in zip((1, 2), seconds, cores, strict=True):
        each = f"{words / took / workers:.0f} words a second a worker"
        print(f"{workers} worker{'s' if workers > 1 else ''}: {took:.1f} s, {each}; {used:.1f} cores busy")
    print(f"1 to 2 workers: {seconds[0] / seconds[1]:.2f} times as fast")
    print(f"marks: {held / count:.0f} bytes a report, {held / max(events, 1):.0f} an event; {words / count:.0f} words a report")


if __name__ == "__main__":
    main()
