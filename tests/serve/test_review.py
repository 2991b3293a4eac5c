"""Review: what a person judges is kept with who and why, cited to words that stand there, and never over another's unseen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from precedent.errors import UsageError
from precedent.pipeline import Ledger
from precedent.records import Report
from precedent.serve.review import locate, meanings
from tests.serve.conftest import Client, csrf


@pytest.fixture
def desk(client: Client, ledger: Path) -> TestClient:
    """A client that may write."""
    return client(ledger)


def item(desk: TestClient, event: str | None = None) -> dict[str, Any]:
    page = desk.get("/review.json", params={"event": event} if event else {}).json()
    return {**page["item"], "next": page["next"]}


def send(desk: TestClient, looked: dict[str, Any], deed: str, **more: Any) -> Any:
    form = {"csrf": csrf(desk, "/review"), "event": looked["event"]["id"], "seen": looked["seen"], "deed": deed, **more}
    return desk.post("/review", data=form)


def crossing(desk: TestClient) -> dict[str, Any]:
    found = desk.get("/events.json?type=CROSS&since=2025-10-19&until=2025-10-20").json()["events"]
    return item(desk, found[0]["id"])


def test_the_first_in_the_queue_is_accepted_and_the_next_comes(desk: TestClient, ledger: Path) -> None:
    looked = item(desk)
    answer = send(desk, looked, "accept", next=looked["next"], note="read twice")
    assert answer.status_code == 303
    page = desk.get(answer.headers["location"])
    assert "is read rightly (read twice)" in page.text
    assert item(desk)["event"]["id"] == looked["next"]
    with Ledger(ledger) as kept:
        (judged,) = kept.judgements()
    assert (judged.kind, judged.note, bool(judged.by)) == ("accept", "read twice", True)


def test_a_time_is_put_right_by_its_words_and_undone(desk: TestClient) -> None:
    looked = crossing(desk)
    text = next(t for t in looked["texts"] if "Sunday" in "".join(p[0] for p in t["text"]))
    answer = send(desk, looked, "value", field="time", right="2025-10-18", words="Sunday", report=text["report"], start=5)
    assert answer.status_code == 303
    now = item(desk, looked["event"]["id"])
    judged = now["event"]["judgements"][-1]
    assert (judged["wrong"], judged["right"]) == ("2025-10-19/2025-10-20", "2025-10-18/2025-10-19")
    assert judged["words"]["text"] == "Sunday"
    assert "2025-10-19/2025-10-20" in desk.get(f"/review?event={looked['event']['id']}").text  # the machine's reading stays
    undone = desk.post("/review/undo", data={"csrf": csrf(desk, "/review"), "number": judged["number"]})
    assert undone.status_code == 303
    assert crossing(desk)["event"]["from"] == "2025-10-19"


def test_two_people_at_once_never_overwrite_each_other_unseen(client: Client, ledger: Path) -> None:
    ana, ben = client(ledger), client(ledger)
    both = crossing(ana)
    assert send(ana, both, "value", field="polarity", right="negative").status_code == 303
    late = send(ben, both, "value", field="time", right="2025-10-18")
    assert late.status_code == 409
    assert "has changed since it was shown" in late.text
    assert "time → 2025-10-18" in late.text  # what was wanted is not lost
    with Ledger(ledger) as kept:
        assert [j.field for j in kept.judgements()] == ["polarity"]
    assert send(ben, crossing_again(ben, both), "value", field="time", right="2025-10-18").status_code == 303


def crossing_again(desk: TestClient, looked: dict[str, Any]) -> dict[str, Any]:
    return item(desk, looked["event"]["id"])


def test_merge_and_split(desk: TestClient) -> None:
    looked = crossing(desk)
    other = desk.get("/events.json?type=CROSS&until=2018-01-01").json()["events"][0]["id"]
    seen = item(desk, other)["seen"]
    assert send(desk, looked, "same", other=f"{other} {seen}").status_code == 303
    merged = item(desk, looked["event"]["id"])
    assert len(merged["event"]["reports"]) > len(looked["event"]["reports"])
    apart = merged["event"]["reports"][-1]["id"]
    assert send(desk, merged, "different", other=apart).status_code == 303
    assert apart not in {r["id"] for r in item(desk, merged["event"]["id"])["event"]["reports"]}


def test_a_merger_with_nothing_or_with_what_is_not_there_is_said_where_it_was_tried(desk: TestClient) -> None:
    for other in ("", "E-00000000"):
        answer = send(desk, crossing(desk), "same", other=other)
        assert (answer.status_code, "Not kept" in answer.text) == (400, True)


def test_what_is_no_event_is_gone_and_comes_back(desk: TestClient) -> None:
    looked = item(desk)
    assert send(desk, looked, "not-event", next=looked["next"]).status_code == 303
    assert "Not counted any more" in desk.get(f"/events/{looked['event']['id']}").text
    desk.post("/review/undo", data={"csrf": csrf(desk, "/review"), "number": 1})
    assert item(desk)["event"]["id"] == looked["event"]["id"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"field": "time", "right": "soon"}, "is no date"),
        ({"field": "time", "right": "2025-10-18", "words": "never said"}, "no report that tells of it says"),
        ({"field": "place", "right": "Seoul"}, "without the words that name it"),
        ({"field": "height", "right": "2"}, "is no field that can be judged"),
    ],
)
def test_what_cannot_be_kept_is_said_where_it_was_tried(desk: TestClient, more: dict[str, str], words: str) -> None:
    answer = send(desk, crossing(desk), "value", **more)
    assert answer.status_code == 400
    assert words in answer.text.casefold()
    assert "Not kept" in answer.text


def test_a_form_of_another_session_changes_nothing(desk: TestClient) -> None:
    looked = item(desk)
    form = {"csrf": "0" * 64, "event": looked["event"]["id"], "seen": looked["seen"], "deed": "not-event"}
    assert desk.post("/review", data=form).status_code == 403
    assert item(desk)["event"]["id"] == looked["event"]["id"]


@pytest.mark.parametrize(
    ("field", "words", "meant"),
    [
        ("time", "last Monday", "2025-10-13/2025-10-14"),
        ("time", "no time at all", None),
        ("quantities.killed", "about 1,500 people", "1500"),
        ("quantities.killed", "two hundred", "200"),
        ("quantities.killed", "several", None),
        ("place", "Panmunjom", "precedent:panmunjom"),
        ("polarity", "denied", None),
    ],
)
def test_selected_words_are_read_as_reports_are(field: str, words: str, meant: str | None) -> None:
    found = meanings(field, words, "2025-10-20")
    assert (found[0].value if found else None) == meant


TEXTS = [Report(id="a", text="On  Sunday\r\nhe left. On Sunday!", title="Sunday's news"), Report(id="b", text="On Monday")]


@pytest.mark.parametrize(
    ("words", "report", "near", "where"),
    [
        ("On Sunday", None, 0, ("a", None, 0)),
        ("On Sunday", "a", 20, ("a", None, 21)),
        ("Sunday he", "a", 0, ("a", None, 4)),
        ("news", None, 0, ("a", "title", 9)),
        ("Monday", None, None, ("b", None, 3)),
    ],
)
def test_words_are_found_where_they_stand(words: str, report: str | None, near: int | None, where: tuple[object, ...]) -> None:
    found = locate(TEXTS, words, report, near)
    assert (found.report, found.in_, found.start) == where


@pytest.mark.parametrize("words", ["", "  ", "Tuesday"])
def test_words_that_stand_nowhere_are_refused(words: str) -> None:
    with pytest.raises(UsageError):
        locate(TEXTS, words)
