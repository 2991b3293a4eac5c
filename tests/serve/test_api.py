"""The API: the verbs of the command line, paged, answered within a second or followed as jobs, never with an error of its own."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import APIOperation
from schemathesis.specs.openapi import checks as openapi

from precedent.errors import PrecedentError
from precedent.pipeline import Ledger
from precedent.serve.jobs import Job, Jobs
from tests.serve.conftest import HERE, Client

# What every reply is held against: no error of the program; and status, type, headers and schema as the description has them.
HELD = (
    schemathesis.checks.not_a_server_error,
    *(openapi.status_code_conformance, openapi.content_type_conformance),
    *(openapi.response_headers_conformance, openapi.response_schema_conformance),
)
CLAIM = "the first crossing by a soldier since last August"


def settled(client: TestClient, answer: Any) -> dict[str, Any]:
    """What came of it: at once, or of the job that it became."""
    for _ in range(600):
        if answer.status_code != 202:
            return answer.json()  # type: ignore[no-any-return]
        state = client.get(answer.headers["location"]).json()
        if state["state"] == "done":
            return state["result"]  # type: ignore[no-any-return]
        assert state["state"] == "running", state
        time.sleep(0.05)
    raise AssertionError("the job never ended")


def test_what_is_held_comes_in_pages(app: TestClient, read_ledger: Path) -> None:
    with Ledger(read_ledger) as ledger:
        events, reports = [row.id for row in ledger.events()], [row.id for row in ledger.reports()]
    for address, held in (("/api/events", events), ("/api/reports", reports)):
        got: list[str] = []
        offset: int | None = 0
        while offset is not None:
            page = app.get(address, params={"limit": 7, "offset": offset}).json()
            got += [item["id"] for item in page["items"]]
            offset = page["next"]
        assert got == held


def test_filters_are_those_of_the_command_line(app: TestClient) -> None:
    found = app.get("/api/events", params={"type": "CROSS", "sector": "MIL", "since": "2024-01-01", "polarity": "positive"}).json()
    assert found["items"]
    read_as = [{item["type"], *(other["type"] for other in item["also"])} for item in found["items"]]
    assert all("CROSS" in types for types in read_as)  # by some report, if not by most
    assert all(item["until"] > "2024-01-01" for item in found["items"])


def test_check_ask_and_precedents_answer(app: TestClient) -> None:
    verdict = settled(app, app.get("/api/check", params={"claim": CLAIM, "as_of": "2025-10-20"}))
    assert verdict["verdict"] == "supported"
    answer = settled(app, app.get("/api/ask", params={"question": "How many soldiers have crossed the line since 2018?"}))
    assert answer["answer_kind"] == "count"
    assert settled(app, app.get("/api/precedents", params={"event": verdict["evidence"][0]}))["precedents"]
    assert settled(app, app.get("/api/check", params={"report": "2025-10-soldier.txt"}))["verdicts"]
    assert app.get("/api/show", params={"id": verdict["evidence"][0]}).json()["type"] == "CROSS"


def test_marks_and_times_are_read_and_nothing_kept(app: TestClient) -> None:
    given_ = {"text": "A soldier crossed the border on Sunday.", "published": "2025-10-20", "desk": "asia"}
    marked = settled(app, app.post("/api/mark", json=given_))
    assert [e["type"] for e in marked["events"]] == ["CROSS"]
    assert marked["extra"] == {"desk": "asia"}
    said = settled(app, app.post("/api/times", json={"text": "It was on Sunday.", "published": "2025-10-20"}))
    assert [t["value"] for t in said["times"]] == ["2025-10-19"]


def test_numbers_of_any_size_beside_a_report_are_kept(client: Client, ledger: Path) -> None:
    with client(ledger) as desk:
        given_ = {"id": "big", "text": "Rebels shot a teacher in Nairobi.", "weight": 2**70}
        assert settled(desk, desk.post("/api/read", json={"reports": [given_]}))["reports"] == ["big"]


def test_reports_are_read_judged_and_the_judgement_undone(client: Client, ledger: Path) -> None:
    with client(ledger) as desk:
        text = "Rebels shot two teachers in Nairobi on Monday, police said."
        taken = settled(desk, desk.post("/api/read", json={"reports": [{"id": "n1", "text": text, "published": "2025-11-04"}]}))
        assert (taken["summary"]["new"], taken["reports"]) == (1, ["n1"])
        event = desk.get("/api/show", params={"id": "n1"}).json()["events"][0]
        seen = desk.get("/api/show", params={"id": event}).headers["etag"]
        said = {"kind": "not-event", "events": [event], "seen": [seen], "note": "a test"}
        judged = settled(desk, desk.post("/api/judge", json=said))
        assert event not in desk.get("/api/show", params={"id": "n1"}).json()["events"]
        settled(desk, desk.post("/api/undo", json={"number": judged["number"]}))
        assert desk.get("/api/show", params={"id": "n1"}).json()["events"] == [event]
        assert [j["kind"] for j in desk.get("/api/judgements").json()["items"]] == ["not-event", "undo"]


def test_a_judgement_of_what_has_changed_since_it_was_shown_is_refused(client: Client, ledger: Path) -> None:
    with client(ledger) as desk:
        event, other = (e["id"] for e in desk.get("/api/events", params={"type": "CROSS", "limit": 2}).json()["items"])
        seen, beside = (desk.get("/api/show", params={"id": id}).headers["etag"] for id in (event, other))
        first = {"kind": "value", "events": [event], "seen": [seen], "field": "polarity", "right": "negative"}
        settled(desk, desk.post("/api/judge", json=first))
        late = {"kind": "value", "events": [event], "seen": [seen], "field": "time", "right": "2025-10-18"}
        for stale in (late, {"kind": "same", "events": [other, event], "seen": [beside, seen]}):
            refused = desk.post("/api/judge", json=stale)
            assert (refused.status_code, "has changed since it was shown" in refused.json()["detail"]) == (409, True)
        for unseen in ({**late, "seen": []}, {name: value for name, value in late.items() if name != "seen"}):
            assert desk.post("/api/judge", json=unseen).status_code == 422
        assert len(desk.get("/api/judgements").json()["items"]) == 1
        again = desk.get("/api/show", params={"id": event}).headers["etag"]
        assert settled(desk, desk.post("/api/judge", json={**late, "seen": [again]}))["number"] == 2


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/show?id=nothing", 404, "has the id nothing"),
        ("/api/events?since=yesterday", 422, "since"),
        ("/api/events?place=Nowhereville-on-Sea", 404, "no place called"),
        ("/api/events?limit=100000", 422, "limit"),
        ("/api/judgements?offset=100000000000000000000", 422, "offset"),
        ("/api/check", 400, "one claim"),
        ("/api/check?claim=green+ideas", 400, "no claim can be read"),
        ("/api/jobs/nothing", 404, "no job"),
        ("/api/nothing", 404, "no such page"),
    ],
)
def test_errors_are_problems_in_words(app: TestClient, address: str, status: int, words: str) -> None:
    answer = app.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert words in answer.json()["detail"]


def test_one_client_cannot_ask_without_end(client: Client) -> None:
    with client(rate=3) as hurried:
        answers = [hurried.get("/api/judgements") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[-1].headers["retry-after"]


def test_what_takes_long_is_followed_as_it_goes_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from precedent.answers import Answer

    def slow(self: Ledger, question: str, as_of: str | None = None) -> Answer:
        time.sleep(1.5)
        raise PrecedentError("it was too hard", "ask something else")

    monkeypatch.setattr(Ledger, "ask", slow)
    with client(patience=0.2) as desk:
        desk.get("/")  # a session, whose job it is
        begun = desk.get("/api/ask", params={"question": "How?"})
        assert begun.status_code == 202
        with desk.stream("GET", f"{begun.headers['location']}/events") as stream:
            told = [line for line in stream.iter_lines() if line]
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert told[0] == "event: running"
    assert told[-2] == "event: failed"
    assert json.loads(told[-1].removeprefix("data: "))["problem"] == "it was too hard; ask something else"


def test_more_work_than_it_can_do_is_refused() -> None:
    from threading import Event

    from precedent.serve.jobs import _WAITING, Busy, Progress

    go, jobs = Event(), Jobs()

    def wait(job: Job) -> Progress:
        go.wait(30)
        return Progress(job="", state="done")

    for _ in range(_WAITING):
        jobs.begin("", wait)
    with pytest.raises(Busy):
        jobs.begin("", wait)
    go.set()
    jobs.close()


def test_what_is_found_is_as_the_description_has_it(client: Client, ledger: Path) -> None:
    """Cases that are made at random seldom name an event that there is: these do."""
    desk = client(ledger, rate=0)
    described = schemathesis.openapi.from_dict(desk.app.openapi())  # type: ignore[attr-defined]
    event = desk.get("/api/events", params={"type": "CROSS", "since": "2025-01-01"}).json()["items"][0]["id"]
    seen = desk.get("/api/show", params={"id": event}).headers["etag"]
    report = {"id": "n1", "text": "Rebels shot two teachers in Nairobi on Monday, police said.", "published": "2025-11-04"}
    asked: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("GET", "/api/show", {"params": {"id": event}}),
        ("GET", "/api/show", {"params": {"id": "2025-10-soldier.txt"}}),
        ("GET", "/api/check", {"params": {"claim": CLAIM, "as_of": "2025-10-20"}}),
        ("GET", "/api/check", {"params": {"report": "2025-10-soldier.txt"}}),
        ("GET", "/api/ask", {"params": {"question": "How many soldiers have crossed the line since 2018?"}}),
        ("GET", "/api/precedents", {"params": {"event": event}}),
        ("POST", "/api/mark", {"json": report}),
        ("POST", "/api/times", {"json": {"text": "on Sunday", "published": "2025-10-20"}}),
        ("POST", "/api/read", {"json": {"reports": [report]}}),
        ("POST", "/api/judge", {"json": {"kind": "accept", "events": [event], "seen": [seen]}}),
        ("POST", "/api/judge", {"json": {"kind": "not-event", "events": [event], "seen": [seen]}}),  # it was judged since
        ("POST", "/api/undo", {"json": {"number": 1}}),
        ("GET", "/api/judgements", {}),
    )
    for method, path, given_ in asked:
        answer = desk.request(method, path, **given_)
        assert answer.status_code in (200, 409), answer.text
        described[path][method].Case(body=given_.get("json"), media_type="application/json").validate_response(
            answer, checks=list(HELD)
        )


def test_nothing_that_can_be_asked_is_an_error_of_the_program(client: Client, ledger: Path, soak: bool) -> None:
    """Cases made from the API's own description by schemathesis, and every reply held against it: 5,000 with --soak."""
    desk = client(ledger, rate=0)
    schema = schemathesis.openapi.from_dict(desk.app.openapi())  # type: ignore[attr-defined]
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 15
    each = 5000 // len(operations) + 1 if soak else 6
    for operation in operations:
        _fuzz(operation, desk, each)
    failed = [error for job in desk.app.state.jobs._jobs.values() if (error := job.future.exception(60))]  # type: ignore[attr-defined]
    assert [error for error in failed if not isinstance(error, PrecedentError)] == []


def _fuzz(operation: APIOperation[Any, Any, Any], desk: TestClient, cases: int) -> None:
    @seed(20251020)
    @settings(max_examples=cases, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        if operation.path.endswith("/events") and "{id}" in operation.path and case.path_parameters.get("id") in (".", ".."):
            return
        asked = {name: value for name, value in case.as_transport_kwargs(base_url=HERE).items() if name != "cookies"}
        if "data" in asked:
            asked["content"] = asked.pop("data")
        case.validate_response(desk.request(**asked), checks=list(HELD))

    ask()
