"""The same on a local Ray cluster of two workers, which are killed, as is the driver."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from precedent import marks
from precedent.cluster import engine
from precedent.cluster.shards import shards
from precedent.cluster.work import Work
from precedent.entries import EventRow
from precedent.export.back import read_events
from precedent.pipeline import Ledger

SIZE = 300

try:
    import ray
except ImportError:
    warnings.warn("RAY IS NOT INSTALLED: the tests of the cluster are skipped (pip install 'precedent-ledger[ray]')", stacklevel=1)
    pytest.skip("Ray is not installed", allow_module_level=True)


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """Two workers; one cluster for all tests here, since it takes seconds to start."""
    engine._start(engine._ray(), None, 2)
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def alone(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of the collection."""
    folder = tmp_path_factory.mktemp("alone")
    with Work(str(folder)) as work:
        for part in shards([str(collection)], SIZE):
            work(part)
    return content(folder)


@pytest.fixture(scope="module")
def crawled(crawl: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of WARC, WARC.gz, Parquet and JSON lines."""
    folder = tmp_path_factory.mktemp("crawled")
    with Work(str(folder)) as work:
        for part in shards([str(crawl)], SIZE):
            work(part)
    return content(folder)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def workers() -> list[int]:
    """The processes of this cluster that mark."""
    mine, found = {os.getpid()}, []
    processes = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                processes.append((int(entry.name), parent, (entry / "cmdline").read_text()))
            except (OSError, IndexError):
                continue
    for _ in range(4):
        mine |= {pid for pid, parent, _ in processes if parent in mine}
    found = [pid for pid, _, command in processes if pid in mine and command.startswith("ray::") and "MapWorker" in command]
    return sorted(found)


def killing(count: int) -> Callable[[int, int], None]:
    """Kills so many workers, one after each shard that is told of."""
    left = count

    def on_shard(done: int, of: int) -> None:
        nonlocal left
        if left and done < of and (running := workers()):
            left -= 1
            os.kill(running[0], signal.SIGKILL)

    return on_shard


def test_two_workers_write_what_one_process_writes(collection: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    done = engine.mark([str(collection)], str(tmp_path / "marks"), workers=2, size=SIZE)
    assert (done.shards, done.known, done.reports, done.refusals) == (len(alone), 0, 14, 1)
    assert content(tmp_path / "marks") == alone


def test_a_worker_is_killed_and_nothing_is_lost_and_nothing_is_there_twice(
    collection: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    killed = killing(1)
    engine.mark([str(collection)], str(tmp_path / "marks"), workers=2, size=SIZE, on_shard=killed)
    assert killed.__closure__ is not None
    assert 0 in [cell.cell_contents for cell in killed.__closure__]  # it was
    assert {name: data for name, data in content(tmp_path / "marks").items() if not name.startswith(".")} == alone
    ids = [report.id for report, _, _ in marks.read(str(tmp_path / "marks")) if report]
    assert len(ids) == len(set(ids)) == 14


def test_warc_parquet_and_json_lines_with_a_worker_killed_in_the_middle(
    crawl: Path, crawled: dict[str, bytes], tmp_path: Path
) -> None:
    killed = killing(1)
    engine.mark([str(crawl)], str(tmp_path / "marks"), workers=2, size=SIZE, on_shard=killed)
    assert killed.__closure__ is not None
    assert 0 in [cell.cell_contents for cell in killed.__closure__]  # it was
    assert {name: data for name, data in content(tmp_path / "marks").items() if not name.startswith(".")} == crawled
    assert sorted({name.partition("-")[0] for name in crawled}) == ["a", "b", "c", "d"]
    ids = [report.id for report, _, _ in marks.read(str(tmp_path / "marks")) if report]
    assert len(ids) == len(set(ids)) == 20


def test_a_killed_run_goes_on_where_it_was(collection: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    to = tmp_path / "marks"
    code = f"from precedent.cluster import engine; engine.mark([{str(collection)!r}], {str(to)!r}, workers=1, size={SIZE})"
    driver = subprocess.Popen(
        [sys.executable, "-c", code], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 240
    while not list(to.glob("*.parquet")):
        assert driver.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    os.killpg(driver.pid, signal.SIGKILL)
    driver.wait()
    done = engine.mark([str(collection)], str(to), workers=2, size=SIZE)
    assert done.known >= 1
    assert {name: data for name, data in content(to).items() if not name.startswith(".")} == alone


def test_two_workers_merge_by_key_what_one_ledger_merges(crawl: Path, crawled: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "marks").mkdir()
    for name, data in crawled.items():
        (tmp_path / "marks" / name).write_bytes(data)
    count = engine.merge(str(tmp_path / "marks"), str(tmp_path / "events"), workers=2)
    found = [row for row in read_events(tmp_path / "events") if isinstance(row, EventRow)]
    with Ledger(tmp_path / "one.db") as ledger:
        ledger.read(str(tmp_path / "marks"))
        assert sorted(found, key=lambda row: (row.from_ is None, row.from_ or "", row.id)) == list(ledger.events())
    assert count == len(found) > 3
