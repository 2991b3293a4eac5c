"""20,000 documents changed at random (a slice without --soak): no crash, none over 10 s or 1 GiB, every loss with a reason.

Time is the processor's. What runs under limits (:mod:`precedent.sources.parsers`) ends itself; the rest is measured here.
"""

import io
import logging
import multiprocessing
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from precedent.records import Refusal, Report
from precedent.sources import parsers
from precedent.sources.content import Reader
from precedent.sources.origin import Origin
from tests.conftest import ROOT
from tests.hostile.documents import mutated, originals

SLICE, ALL, EVERY = 200, 20_000, 500
SECONDS, TRIES = 10, 2
MEMORY = 2**30


def test_mutated_documents(soak: bool) -> None:
    """In a process of its own, so that its memory is that of reading and of nothing else that was tested before."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        peak = pool.submit(read_all, soak).result()
    assert peak * 1024 < MEMORY


def read_all(soak: bool) -> int:
    """Read every document; the most memory that this process or one of its parsers took, in KiB."""
    shared = ROOT.parent / "shared"
    begins = originals(shared if soak and shared.is_dir() else None)
    assert parsers.MEMORY <= MEMORY
    with Reader() as reader:
        for seed in range(ALL if soak else SLICE):
            if seed % EVERY == 0:
                logging.getLogger(__name__).info("%d documents read", seed)  # for --log-cli-level=INFO
            read_one(reader, seed, begins)
    return max(_most(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def _most() -> int:
    """The most memory that this process took, in KiB; ``ru_maxrss`` would count that of the process which started it."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1])


def read_one(reader: Reader, seed: int, begins: list[bytes]) -> None:
    data = mutated(seed, begins)
    began = time.process_time()
    found = list(reader.read(io.BytesIO(data), Origin("a document", "x")))
    assert time.process_time() - began + TRIES * parsers.SECONDS < SECONDS, seed
    assert found, f"document {seed}: nothing, and no reason"
    for item in found:
        if isinstance(item, Refusal):
            assert item.reason, seed
            assert "\n" not in item.reason, seed
        else:
            assert isinstance(item, Report)
            assert item.id, seed
            assert item.text.strip(), seed
            assert all(item.text[quote.start : quote.end] == quote.text for quote in item.quotes), seed
