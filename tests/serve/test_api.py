"""The verbs over HTTP: they say what the Python API says, in pages, within a second or as a job."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from precedent.base import Record
from precedent.pipeline import Ledger, mark, times
from precedent.records import Marked, Report, to_json
from tests.serve.conftest import Client

CLAIM, DAY = "the first crossing by a soldier since last August", "2025-10-20"
TEXT = "A soldier crossed the Imjin River on 3 May 2025, the army said."


def said(record: Record) -> object:
    return json.loads(to_json(record))


@pytest.fixture(scope="module")
def kept(read_ledger: Path) -> Ledger:
    return Ledger(read_ledger)


def test_mark_and_times_keep_nothing(app: TestClient, kept: Ledger) -> None:
    report = {"id": "r1", "text": TEXT, "published": DAY, "desk": "north"}
    assert app.post("/api/mark", json=report).json() == said(
        mark({**report, "published_by": "given", "extra": {"desk": "north"}}) if False else _marked(report)
    )
    assert app.post("/api/times", json={"text": TEXT}).json() == {"times": [said(time) for time in times(TEXT)]}
    assert all(row.id != "r1" for row in kept.reports())


def _marked(given: dict[str, str]) -> Record:
    from precedent.serve.reading import report

    return mark(report(given))


def test_questions_are_answered_as_by_the_python_api(app: TestClient, kept: Ledger) -> None:
    asked = {"as_of": DAY}
    assert app.get("/api/check", params={"claim": CLAIM, **asked}).json() == said(kept.check(CLAIM, DAY))
    verdicts = app.get("/api/check", params={"report": "2025-10-soldier.txt"}).json()["verdicts"]
    assert verdicts == [said(v) for v in kept.check_report("2025-10-soldier.txt")]
    question = "How many soldiers have crossed the line since 2018?"
    assert app.get("/api/ask", params={"question": question, **asked}).json() == said(kept.ask(question, DAY))
    event = kept.check(CLAIM, DAY).evidence[0]
    assert app.get("/api/precedents", params={"event": event, **asked}).json() == said(kept.precedents(event, DAY))
    assert app.get("/api/show", params={"id": event}).json() == said(kept.show(event))


@pytest.mark.parametrize("what", ["reports", "events"])
def test_pages_hold_everything_once_in_order(app: TestClient, kept: Ledger, what: str) -> None:
    found: list[object] = []
    at: int | None = 0
    while at is not None:
        answer = app.get(f"/api/{what}", params={"limit": 7, "offset": at}).json()
        assert len(answer["items"]) <= 7
        found, at = found + answer["items"], answer["next"]
    assert found == [said(row) for row in (kept.reports() if what == "reports" else kept.events())]


def test_an_earlier_day_is_paged_too(app: TestClient, kept: Ledger) -> None:
    day = "2024-12-31"
    answer = app.get("/api/events", params={"as_of": day, "type": "CROSS"}).json()
    assert [e["id"] for e in answer["items"]] == [e.id for e in kept.events(as_of=day) if e.type == "CROSS"]


def test_what_is_sent_is_read_once(client: Client, ledger: Path) -> None:
    with client(ledger=ledger) as made:
        sent = {"reports": [{"text": TEXT, "title": "Crossing", "published": "2025-05-04", "source": "Example Wire"}]}
        first, second = (made.post("/api/read", json=sent).json() for _ in range(2))
        assert (first["summary"]["new"], second["summary"].get("new", 0), second["summary"]["unchanged"]) == (1, 0, 1)
        assert first["reports"] == second["reports"]
        row = made.get("/api/show", params={"id": first["reports"][0]}).json()
        assert (row["title"], row["source"], row["published"]) == ("Crossing", "Example Wire", "2025-05-04")


def test_judgements_are_kept_with_who_and_undone(client: Client, ledger: Path) -> None:
    with client(ledger=ledger, token="a token that nobody guesses") as made:
        made.headers["Authorization"] = "Bearer a token that nobody guesses"
        event = made.get("/api/events?type=CROSS&limit=1").json()["items"][0]["id"]
        judged = made.post("/api/judge", json={"kind": "not-event", "events": [event], "note": "a figure of speech"}).json()
        assert (judged["kind"], judged["by"], judged["note"]) == ("not-event", "token", "a figure of speech")
        assert all(e["id"] != event for e in made.get("/api/events?type=CROSS").json()["items"])
        made.post("/api/undo", json={"number": judged["number"]})
        assert any(e["id"] == event for e in made.get("/api/events?type=CROSS").json()["items"])
        assert len(made.get("/api/judgements").json()["items"]) == 2


@pytest.mark.parametrize(
    ("method", "address", "body", "status", "words"),
    [
        ("GET", "/api/show?id=E-00000000", None, 404, "no event has the id"),
        ("GET", "/api/check", None, 400, "give one of the two"),
        ("GET", "/api/check?claim=good%20morning", None, 400, "no claim can be read"),
        ("GET", "/api/events?since=yesterday", None, 422, "since"),
        ("GET", "/api/events?place=Nowhereville", None, 404, "Nowhereville"),
        ("GET", "/api/jobs/none", None, 404, "no job"),
        ("POST", "/api/judge", {"kind": "same", "events": ["E-1"]}, 422, "take two events"),
        ("POST", "/api/mark", {"text": "  "}, 422, "empty"),
        ("POST", "/api/read", {}, 422, "either a url or reports"),
        ("POST", "/api/mark", None, 422, "body"),
        ("DELETE", "/api/events", None, 405, "not for DELETE"),
        ("GET", "/api/nothing", None, 404, "no such page"),
    ],
)
def test_what_is_wrong_is_said_in_words(app: TestClient, method: str, address: str, body: object, status: int, words: str) -> None:
    answer = app.request(method, address, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert (problem["status"], words in f"{problem['detail']} {problem.get('advice')}") == (status, True), problem


def test_what_takes_longer_is_a_job_that_tells_its_progress(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("precedent.serve.api.answers.AT_ONCE", 0.0)
    go = threading.Event()

    def slow(report: Report) -> Marked:
        go.wait(10)
        return mark(report)

    monkeypatch.setattr("precedent.pipeline.mark", slow)
    with client() as made:
        answer = made.post("/api/mark", json={"text": TEXT})
        assert (answer.status_code, answer.json()["state"]) == (202, "running")
        at = answer.headers["location"]
        assert made.get(at).json()["state"] == "running"
        threading.Timer(0.3, go.set).start()
        with made.stream("GET", f"{at}/events") as events:
            assert events.headers["content-type"].startswith("text/event-stream")
            told = [json.loads(line.removeprefix("data: ")) for line in events.iter_lines() if line.startswith("data: ")]
        assert [t["state"] for t in told][-2:] == ["running", "done"]
        assert told[-1]["result"] == said(_marked({"text": TEXT})) == made.get(at).json()["result"]


def test_a_job_that_fails_says_why(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("precedent.serve.api.answers.AT_ONCE", 0.0)
    with client() as made:
        at = made.get("/api/check?claim=good%20morning").headers["location"]
        with made.stream("GET", f"{at}/events") as events:
            last = [line for line in events.iter_lines() if line.startswith("data: ")][-1]
        told = json.loads(last.removeprefix("data: "))
        assert (told["state"], "no claim can be read" in told["problem"]) == ("failed", True)


def test_the_api_describes_itself(app: TestClient) -> None:
    described = app.get("/api/openapi.json").json()
    assert {path.removeprefix("/api/").split("/")[0] for path in described["paths"]} == {
        "ask", "check", "events", "jobs", "judge", "judgements", "mark", "precedents", "read", "reports", "show", "times", "undo"
    }  # fmt: skip
    shown = app.get("/api").text
    assert all(path in shown for path in described["paths"])
