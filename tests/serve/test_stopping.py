"""A job is stopped wherever it is: what was kept is sound, and the same again goes on to what it would have been."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient

from precedent.errors import LedgerError
from precedent.ledger import Store, engine
from precedent.pipeline import Ledger
from precedent.records import to_json
from precedent.serve.jobs import Job, Jobs, Progress, Stopped
from tests.serve.conftest import Client, csrf
from tests.support.crossings import world
from tests.support.telling import Ground

TEXT = "Rebels shot two teachers in Nairobi on Monday, police said.\nOthers fled."


class Countdown:
    """Says yes after so many times of being asked; counts how often it was."""

    def __init__(self, left: int) -> None:
        self.left, self.asked = left, 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked > self.left


def read(path: Path, halted: Callable[[], bool]) -> None:
    with Store.open(path, places=Ground(), halted=halted) as store:
        for report, marked in world():
            if store.known(report) is None:
                store.add(report, marked)
        store.merge()


def held(path: Path) -> list[str]:
    with Store.open(path, places=Ground()) as store:
        assert store.doctor().complaints == ()
        return [to_json(row) for row in (*store.reports(), *store.events())]


def test_stopped_anywhere_it_is_sound_and_goes_on(tmp_path: Path, soak: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """At so many places drawn by chance, a few hundred instructions of the database apart; 200 with --soak."""
    monkeypatch.setattr(engine, "STEPS", 50)
    never = Countdown(10**9)
    read(tmp_path / "whole.db", never)
    expected, chance = held(tmp_path / "whole.db"), random.Random(10)
    assert never.asked > 200
    for number in range(200 if soak else 5):
        path = tmp_path / f"{number}.db"
        with pytest.raises(LedgerError):
            read(path, Countdown(chance.randrange(never.asked - 20)))
        held(path)
        read(path, Countdown(10**9))
        assert held(path) == expected


class Gate(NamedTuple):
    reached: Event
    open: Event


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Where reading waits before it merges."""
    found, merge = Gate(Event(), Event()), Store.merge

    def waiting(self: Store, progress: Any = None) -> Any:
        found.reached.set()
        found.open.wait(60)
        return merge(self, progress)

    monkeypatch.setattr(Store, "merge", waiting)
    yield found
    found.open.set()


def settled(desk: TestClient, address: str) -> dict[str, Any]:
    for _ in range(300):
        told = desk.get(address).json()
        told = told.get("progress", told)
        if told["state"] != "running":
            return told  # type: ignore[no-any-return]
        time.sleep(0.1)
    raise AssertionError("the job never ended")


def test_a_reading_is_stopped_on_its_page_and_goes_on_by_reading_again(client: Client, ledger: Path, gate: Gate) -> None:
    with client(ledger, patience=0.3) as desk:
        form = {"csrf": csrf(desk)}
        job = desk.post("/", data={**form, "what": TEXT}).headers["location"]
        assert gate.reached.wait(60)
        assert "Stop it" in desk.get(job).text
        assert desk.post(f"{job}/stop", data={"csrf": "0" * 64}).status_code == 403
        assert desk.post(f"{job}/stop", data=form).headers["location"] == job
        assert desk.get(f"{job}.json").json()["progress"]["words"] == "stopping"
        gate.open.set()
        assert settled(desk, f"{job}.json")["state"] == "stopped"
        assert "goes on from there" in desk.get(job).text
        again = desk.post("/", data={**form, "what": TEXT}).headers["location"]
        assert settled(desk, f"{again}.json")["state"] == "done"
    with Ledger(ledger) as kept:
        assert kept.doctor().complaints == ()
        assert kept.store.waiting() == 0


def test_a_reading_is_stopped_by_the_api(client: Client, ledger: Path, gate: Gate) -> None:
    with client(ledger, patience=0.3) as desk:
        begun = desk.post("/api/read", json={"reports": [{"id": "n1", "text": TEXT}]})
        job = begun.headers["location"]
        assert gate.reached.wait(60)
        assert desk.delete("/api/jobs/nothing").status_code == 404
        assert desk.delete(job).status_code == 202
        gate.open.set()
        told = settled(desk, job)
        assert (told["state"], "goes on from there" in told["problem"]) == ("stopped", True)
        assert (desk.delete(job).status_code, desk.delete(job).json()["state"]) == (200, "stopped")
        with desk.stream("GET", f"{job}/events") as stream:
            assert next(stream.iter_lines()) == "event: stopped"
        done = desk.post("/api/read", json={"reports": [{"id": "n1", "text": TEXT}]})
        assert settled(desk, done.headers["location"])["state"] == "done" if done.status_code == 202 else done.json()["reports"]


def test_a_check_that_is_stopped_is_looked_up_anew_when_asked_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    go, check = Event(), Ledger.check

    def slow(self: Ledger, *given: Any, **more: Any) -> Any:
        go.wait(30)
        return check(self, *given, **more)

    monkeypatch.setattr(Ledger, "check", slow)
    monkeypatch.setattr(engine, "STEPS", 50)
    asked = "/check?q=the+first+crossing+by+a+soldier+since+2017&as_of=2025-10-20"
    with client(patience=0.3) as desk:
        job = desk.get(asked.replace("?", ".json?")).json()["waiting"]
        assert "Stop it" in desk.get(asked).text
        desk.post(f"/job/{job}/stop", data={"csrf": csrf(desk, asked)})
        go.set()
        assert settled(desk, f"/job/{job}.json")["state"] == "stopped"
        assert f'href="{asked.replace("&", "&amp;")}"' in desk.get(f"/job/{job}").text
    with client() as desk:
        assert desk.get(asked.replace("?", ".json?")).json()["verdict"]


def test_what_waits_for_its_turn_never_begins_and_the_end_of_the_server_stops_all() -> None:
    go, jobs, began = Event(), Jobs(), list[int]()

    def work(job: Job) -> Progress:
        began.append(1)
        while not go.wait(0.01):
            job.tell("working")
        return Progress(job="", state="done")

    under = [jobs.begin("", work) for _ in range(6)]  # four are worked on at a time
    while len(began) < 4:
        time.sleep(0.01)
    under[5].stop()
    jobs.close()
    for job in under:
        assert isinstance(job.future.exception(10), Stopped)
        assert job.progress().state == "stopped"
    assert len(began) == 4


def test_what_is_done_stays_done() -> None:
    jobs = Jobs()
    job = jobs.begin("", lambda job: Progress(job="", state="done"))
    job.settle(10)
    job.stop()
    assert job.progress().state == "done"
    jobs.close()
