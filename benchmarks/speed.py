"""Words a second of the encoder alone and of ``mark``, and where the time goes: ``python -m benchmarks.speed [--json]``.

All figures come from one run over the same texts (the reports of the project's own corpus, each read once), after one
report that warms everything up. ``encoder_words_per_s`` is the encoder's ``read`` on as many threads as processes are used
for marking (``--jobs``, 2 by default); ``mark_words_per_s`` is ``mark_all`` in so many processes, their start included.
Stages are seconds of one process, as ``mark`` goes through its rooms; ``cold_start_s`` opens a new encoder. ``memory_mb``
is the most that a process held which opened the encoder and nothing else, and read a hundred of the sentences (Linux).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

from training.heldback import CORPUS
from training.markup import read

from precedent.clean.prepare import prepare
from precedent.codebooks.load import shipped
from precedent.codebooks.matching import hints, index
from precedent.encode.encoder import Encoder
from precedent.encode.pieces import Place, Sentence
from precedent.pipeline import mark, mark_all
from precedent.records import Report

# The functions that a report goes through, by stage; what is inside another stage is counted there alone.
STAGES = {
    "clean": ("precedent.clean.prepare", "prepare"),
    "hints": ("precedent.encode.document", "hints"),
    "encoder": ("precedent.encode.encoder", "Encoder.read"),
    "times": ("precedent.spans.times", "find"),
    "calendar": ("precedent.resolve.calendar", "resolve"),
    "phrases": ("precedent.spans.phrases", "parse"),
    "names": ("precedent.spans.names", "find"),
    "places": ("precedent.resolve.places", "resolve"),
    "actors": ("precedent.resolve.actors", "chains"),
    "events": ("precedent.events.read", "read"),
}


def reports(many: int) -> list[Report]:
    texts = [t for t in read(sorted(CORPUS.glob("*.rep"))).texts if t.kind == "report"][:many]
    return [Report(id=t.id, title=t.title, text=t.text, source=t.source, published=t.published) for t in texts]


def words(of: Sequence[Report]) -> int:
    return sum(len(s.tokens) for r in of for s in prepare(r).sentences)


@contextmanager
def timed(seconds: dict[str, float]) -> Iterator[None]:
    """Add up the seconds of each stage while inside."""
    with ExitStack() as stack:
        for stage, (module, name) in STAGES.items():
            owner, _, attribute = name.rpartition(".")
            home = getattr(import_module(module), owner) if owner else import_module(module)
            stack.enter_context(patch.object(home, attribute, _timed(getattr(home, attribute), stage, seconds)))
        yield


def _timed(function: Callable[..., Any], stage: str, seconds: dict[str, float]) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            seconds[stage] += time.perf_counter() - began

    return run


def sentences(of: Sequence[Report]) -> list[Sentence]:
    known = index(shipped())
    tokens = [s.tokens for r in of for s in prepare(r).sentences]
    return [Sentence([t.text for t in ts], Place.LATER, hints([t.lower for t in ts], known)) for ts in tokens]


def memory(of: Sequence[Sentence]) -> int:
    """The most megabytes that a process of its own held while it read."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_held, of).result()


def _held(of: Sequence[Sentence]) -> int:
    Encoder().read(of)
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


def measure(many: int, jobs: int) -> dict[str, Any]:
    given = reports(many)
    total = words(given)
    mark(given[0])
    began = time.perf_counter()
    encoder = Encoder()
    cold = time.perf_counter() - began
    read_alone = sentences(given)
    began = time.perf_counter()
    encoder.read(read_alone, threads=jobs)
    alone = time.perf_counter() - began
    began = time.perf_counter()
    marked = sum(1 for _ in mark_all(given, jobs=jobs))
    together = time.perf_counter() - began
    seconds: dict[str, float] = defaultdict(float)
    with timed(seconds):
        for report in given:
            mark(report)
    whole = sum(seconds.values())
    return {
        "reports": marked,
        "words": total,
        "encoder_words_per_s": round(total / alone),
        "mark_words_per_s": round(total / together),
        "mark_share_of_encoder": round(alone / together, 3),
        "cold_start_s": round(cold, 3),
        "memory_mb": memory(read_alone[:100]),
        "stages_s": {stage: round(value, 3) for stage, value in seconds.items()},
        "stages_share": {stage: round(value / whole, 3) for stage, value in seconds.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    given = parser.parse_args()
    found = measure(given.reports, given.jobs)
    if given.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"| {name} | {value if not isinstance(value, dict) else ', '.join(f'{k} {v}' for k, v in value.items())} |")


if __name__ == "__main__":
    main()
