"""A long read that is stopped, at whatever moment and however rudely, goes on where it was: nothing lost, nothing twice."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from precedent.pipeline import Ledger
from precedent.records import to_json
from precedent.sources.answer import Limits
from precedent.sources.network import Network
from tests.support.site import Said, Site, article, site, validated

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs process groups and SIGKILL")

COUNT = 18
TOWNS = ("Nairobi", "Lima", "Oslo", "Manila", "Tunis", "Quito", "Riga", "Hanoi", "Accra", "La Paz")
DEEDS = (
    "Protesters marched through {town} on Monday, the police said.",
    "Soldiers shot three demonstrators in {town} on Sunday, witnesses said.",
    "The government in {town} withdrew its troops from the border last week.",
    "Police arrested {n} people in {town} on Friday. A week earlier, another {n} were arrested there.",
)


def reports(count: int) -> list[dict[str, str]]:
    return [
        {
            "id": f"r{i}",
            "text": f"Report {i}. " + DEEDS[i // 2 % len(DEEDS)].format(town=TOWNS[i // 8 % len(TOWNS)], n=i // 2 + 2),
            "published": f"2025-10-{10 + i // 2 % 18}",
            "source": f"Wire {i % 3}",
        }
        for i in range(count)
    ]


def folder(at: Path, count: int) -> Path:
    """A folder of several kinds of files that holds that many reports, and one that cannot be read."""
    at.mkdir()
    told = reports(count)
    third = count // 3
    (at / "a.jsonl").write_text("".join(json.dumps(report) + "\n" for report in told[:third]))
    (at / "b.jsonl.gz").write_bytes(
        gzip.compress("".join(json.dumps(report) + "\n" for report in told[third : 2 * third]).encode())
    )
    for report in told[2 * third :]:
        (at / f"c-{report['id']}.txt").write_text(report["text"])
    (at / "bad.jsonl").write_text('{"id": "x"}\n')
    return at


def start(source: Path, ledger: Path, jobs: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "precedent", "read", str(source), "--ledger", str(ledger), "--jobs", str(jobs)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def held(ledger: Path) -> int:
    try:
        with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.Error:  # not there yet
        return 0


def stopped(source: Path, ledger: Path, at: int, how: signal.Signals, jobs: int = 1, later: float = 0.0) -> subprocess.Popen[str]:
    """Start reading, and stop the program and all it started once the ledger holds *at* reports, some seconds *later*."""
    process = start(source, ledger, jobs)
    until = time.monotonic() + 600
    while held(ledger) < at and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(later)
    if process.poll() is None:
        os.killpg(process.pid, how)
    process.wait(120)
    return process


def at_once(kept: Ledger, web: Site) -> Network:
    """The network with that site in it, asked without a pause."""
    network = kept.network([web.host])
    network.door.limits = Limits(gap=0)
    return network


def rows(ledger: Path) -> list[str]:
    with Ledger(ledger, create=False) as kept:
        assert not kept.doctor().complaints
        assert kept.store.waiting() == 0
        return [to_json(row) for row in (*kept.reports(), *kept.events())]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("told") / "source", COUNT)


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a ledger says of the source that was read without a break."""
    return finished(source, tmp_path_factory.mktemp("whole") / "l.db")


def finished(source: Path, ledger: Path) -> list[str]:
    """The rows of a ledger once all of *source* has been read into it; the broken file is refused each time."""
    with Ledger(ledger) as kept:
        summary = kept.read(str(source))
    assert (summary.reports, len(summary.refused)) == (COUNT, 1)
    return rows(ledger)


def test_killed_again_and_again(tmp_path: Path, source: Path, whole: list[str], soak: bool) -> None:
    for seed in range(25 if soak else 1):
        chance = random.Random(seed)
        ledger = tmp_path / f"{seed}.db"
        for at in sorted(chance.sample(range(1, COUNT), 5 if soak else 1)):
            stopped(source, ledger, at, signal.SIGKILL, jobs=chance.choice((1, 2)) if soak else 1, later=chance.random() * 0.1)
        stopped(source, ledger, COUNT, signal.SIGKILL, later=chance.random() * 0.1)  # while it merges
        process = start(source, ledger, 1)
        out, err = process.communicate(timeout=600)
        assert process.returncode == 3
        assert f"{COUNT} read" in out
        assert "bad.jsonl" in err
        assert rows(ledger) == whole


@pytest.mark.parametrize("jobs", [1, 2])
def test_control_c_is_one_line(tmp_path: Path, source: Path, whole: list[str], jobs: int) -> None:
    process = stopped(source, tmp_path / "l.db", COUNT // 3, signal.SIGINT, jobs)
    assert process.stderr is not None
    assert process.stderr.read().splitlines() == ["precedent: stopped; run the same command again to go on"]
    assert process.returncode == 130
    assert held(tmp_path / "l.db") >= COUNT // 3
    assert finished(source, tmp_path / "l.db") == whole


def test_a_page_counts_as_read_once_all_of_it_is_kept(tmp_path: Path) -> None:
    """Stopped in the middle of a page of many reports, the page is fetched whole again; once it is kept, no more."""
    told = reports(12)
    lines = "".join(json.dumps(report) + "\n" for report in told).encode()
    with site() as web:
        web.pages |= {"/lines": validated(lines), "/one": validated(article(DEEDS[0].format(town="Oslo") * 3))}

        def count(path: str, kind: str) -> int:
            return sum(asked.path == path and ("If-None-Match" in asked.headers) == (kind == "again") for asked in web.asked)

        left = 5

        def stop() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise KeyboardInterrupt

        with Ledger(tmp_path / "l.db") as kept:
            urls = (web.url("/one"), web.url("/lines"))
            with pytest.raises(KeyboardInterrupt):
                kept.read(*urls, network=at_once(kept, web), on_report=stop)
        with Ledger(tmp_path / "l.db") as kept:
            summary = kept.read(*urls, network=at_once(kept, web))
            assert (summary.new, summary.unchanged) == (8, 5)
            assert (count("/one", "again"), count("/lines", "again"), count("/lines", "first")) == (1, 0, 2)
            summary = kept.read(*urls, network=at_once(kept, web))
            assert (summary.new, summary.unchanged, count("/lines", "again")) == (0, 2, 1)


def test_a_page_of_which_something_was_refused_is_fetched_again(tmp_path: Path) -> None:
    with site() as web, Ledger(tmp_path / "l.db") as kept:
        web.pages["/bad"] = Said(b'{"id": "a", "text": "One."}\n{broken\n', headers={"ETag": '"1"', "Content-Type": "text/plain"})
        for _ in range(2):
            assert len(kept.read(web.url("/bad"), network=at_once(kept, web)).refused) == 1
        assert not any("If-None-Match" in asked.headers for asked in web.asked)


def test_a_full_disk_is_one_line_and_the_ledger_opens_afterwards(tmp_path: Path, source: Path, whole: list[str]) -> None:
    import resource

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    ledger = tmp_path / "l.db"
    command = [sys.executable, "-m", "precedent", "read", str(source), "--ledger", str(ledger)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=little_room)
    assert done.returncode == 1
    (told,) = done.stderr.splitlines()
    assert str(ledger) in told
    assert "disk" in told
    assert finished(source, ledger) == whole


def test_a_ledger_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    command = [sys.executable, "-m", "precedent", "read", str(tmp_path), "--ledger", str(tmp_path / "file" / "l.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "cannot be opened" in done.stderr
