"""How quickly the web app answers over many events: generated ones, each with the report that tells it.

    python -m benchmarks.web [--events 100000] [--ledger FILE] [--browser]

The reports are those of ``merge_scale``, spread over the years; what is timed is looking, so that each telling is entered as an
event of its own and nothing is compared. Times are of a server in a process of its own, asked over loopback, the median of five
after one that does not count, by the clock and in processor time (which other work on the machine hardly changes). In the browser,
Debian's Chromium without a graphics card: from asking for the page to its first paint, and from a click on a filter to its counts.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import merge_scale
from precedent.knowledge.gazetteer import Gazetteer
from precedent.ledger import Store
from precedent.ledger import schema as s
from precedent.ledger.mentions import load
from precedent.ledger.placing import _write, reporters
from precedent.merge.entry import entry

STANDS = 1500  # milliseconds after which the map is drawn, by a processor alone
PER_REPORT = merge_scale.NEWS + merge_scale.HISTORY + merge_scale.ALWAYS + merge_scale.GENERAL
A_DAY, BATCH = 4, 2000


def generate(path: Path, events: int) -> None:
    """A ledger of so many events, one a telling."""
    merge_scale.A_DAY = A_DAY
    gazetteer = Gazetteer.open()
    with Store.open(path, places=gazetteer) as store:
        for _ in store.add_all(merge_scale.World(gazetteer).reports(events // PER_REPORT)):
            pass
        with store.writing() as connection:
            connection.execute(
                s.reports.update().values(stage=s.SETTLED, root=s.reports.c.base, root_publisher=s.reports.c.publisher)
            )
            m = s.mentions.c
            seqs = list(connection.scalars(s.mentions.select().with_only_columns(m.seq).order_by(m.seq)))
            for start in range(0, len(seqs), BATCH):
                part = seqs[start : start + BATCH]
                tellers = reporters(connection, part)
                rows, placed = [], []
                for seq, mention in load(connection, part).items():
                    id_ = f"E-{mention.key[:12]}"
                    rows.append(entry(id_, [mention], tellers, None, gazetteer))
                    placed.append((id_, s.PLACED, seq))
                _write(connection, rows)
                connection.exec_driver_sql("UPDATE mentions SET event = ?, stage = ? WHERE seq = ?", placed)
                connection.exec_driver_sql(
                    "INSERT INTO issued (id, key) SELECT event, key FROM mentions WHERE seq BETWEEN ? AND ?", (part[0], part[-1])
                )


ASKED = {
    "all": "",
    "type": "type=PROTEST",
    "type and standing": "type=PROTEST&type=ASSAULT&standing=main",
    "country": "country=IND",
    "sector": "sector=MIL",
    "year": "since=2018-01-01&until=2019-01-01",
    "place": "place=Mumbai&within=300",
    "part of the map": "box=60,0,120,50",
    "text": "text=rebels",
    "participant's name": "actor=rebels",
    "sources": "sources=2",
    "page 1,000": "page=1000",
}


@contextmanager
def served(ledger: Path) -> Iterator[tuple[str, int]]:
    """A server on *ledger*, in a process of its own: its address and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "precedent", "serve", "--ledger", str(ledger), "--port", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/static/icon.svg").close()
                break
            except OSError:
                time.sleep(0.1)
        yield address, running.pid
    finally:
        running.terminate()
        running.wait()


def seconds(address: str, process: int) -> tuple[float, float]:
    """By the clock, and of processor time."""
    started, used = time.perf_counter(), _used(process)
    with urllib.request.urlopen(address, timeout=120) as answer:
        answer.read()
    return time.perf_counter() - started, _used(process) - used


def _used(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def answers(address: str, process: int) -> None:
    """How long the server takes for each selection."""
    for name, query in ASKED.items():
        url = f"{address}/events?{query}"
        seconds(url, process)
        clock, used = (statistics.median(taken) for taken in zip(*(seconds(url, process) for _ in range(5)), strict=True))
        with urllib.request.urlopen(url.replace("/events?", "/events.json?")) as answer:
            found = json.load(answer)["total"]
        print(f"{name:20}{found:9,} events {1000 * clock:8.0f} ms {1000 * used:8.0f} ms of processor time", flush=True)


def browsed(address: str) -> None:
    """How long a person waits: for the first paint, and from a click on a filter to its counts."""
    from playwright.sync_api import Page, sync_playwright

    flags = ["--headless=new", "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
    flags += ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]

    def found(page: Page, what: str) -> float:
        while not (value := page.evaluate(what)):  # not wait_for_function, which the pages' policy forbids
            page.wait_for_timeout(20)
        return float(value)

    def open_(page: Page) -> float:
        page.goto(f"{address}/events", timeout=120_000)
        found(page, "() => document.getElementById('map').dataset.places")
        return found(page, "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime")

    clicked = """id => {
        const from = performance.now();
        window.took = null;
        document.body.addEventListener("htmx:afterSettle", () => { window.took = performance.now() - from; }, {once: true});
        document.getElementById(id).click();
    }"""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        painted: list[float] = []
        filtered: dict[int, list[float]] = {STANDS: [], 0: []}
        for wait, taken in filtered.items():
            for _ in range(4):
                for name in ("type-1", "country-2", "sector-1"):
                    painted.append(open_(page))
                    page.wait_for_timeout(wait)
                    page.evaluate(clicked, name)
                    taken.append(found(page, "() => window.took"))
        browser.close()
    stands, drawing = (statistics.median(taken[3:]) for taken in filtered.values())
    print(f"first paint {statistics.median(painted[3:]):.0f} ms; from a click on a filter to its counts {stands:.0f} ms,")
    print(f"{drawing:.0f} ms where the click comes while the map is drawn for the first time")


def main() -> None:
    parser = argparse.ArgumentParser(description="How quickly the web app answers over many events.")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--ledger", type=Path, help="keep the generated ledger here, or take the one that is")
    parser.add_argument("--browser", action="store_true", help="time the pages in Chromium too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = given.ledger or Path(folder) / "web.db"
        if not ledger.exists():
            generate(ledger, given.events)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        with served(ledger) as (address, process):
            answers(address, process)
            if given.browser:
                browsed(address)


if __name__ == "__main__":
    main()
