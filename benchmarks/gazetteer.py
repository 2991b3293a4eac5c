"""How fast the gazetteer opens and answers, and what it takes of memory: ``python -m benchmarks.gazetteer``.

Opening is timed in processes of their own, in which nothing but numpy and the trie library is loaded before. Look-ups are timed
with each name asked once, so that no cache helps; processor time, on one core.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from precedent.knowledge.gazetteer import Gazetteer

NAMES = 20_000
_OPEN = """
import json, resource, time
import marisa_trie, numpy
from precedent.knowledge import countries, gazetteer
def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
before, start, used = resident(), time.perf_counter(), time.process_time()
places = gazetteer.Gazetteer.open()
places.find("Paris")
opened = (time.perf_counter() - start, time.process_time() - used, resident() - before)
print(json.dumps(opened))
"""


def opening(times: int = 5) -> tuple[float, float, float]:
    """Milliseconds of the clock and of the processor, and megabytes, to open it and look up a first name: the best of *times*."""
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", _OPEN], stdout=subprocess.PIPE, check=True).stdout) for _ in range(times)
    ]
    clock, used, memory = (min(values) for values in zip(*runs, strict=True))
    return 1000 * clock, 1000 * used, memory


def look_ups() -> tuple[float, float]:
    """Microseconds for a name that is there, and for one that is not."""
    places = Gazetteer.open()
    step = max(1, len(places) // NAMES)
    known = list(dict.fromkeys(places.entry(number).name for number in range(0, len(places), step)))
    places.entry.cache_clear()
    return _each(places, known), _each(places, [f"{name} qx" for name in known])


def _each(places: Gazetteer, names: list[str]) -> float:
    start = time.process_time()
    for name in names:
        places.find(name)
    return 1e6 * (time.process_time() - start) / len(names)


def main() -> int:
    clock, used, memory = opening()
    there, missing = look_ups()
    print("| figure | measured |\n| --- | --- |")
    print(f"| opening and a first look-up | {clock:.0f} ms of the clock, {used:.0f} ms of the processor |")
    print(f"| memory that it takes | {memory:.0f} MB |")
    print(f"| look-up of a name that is there | {there:.1f} µs |\n| look-up of a name that is not | {missing:.1f} µs |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
