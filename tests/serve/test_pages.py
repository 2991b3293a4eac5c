"""The pages that this half of the app has: what they show, that their addresses last, and what they say when there is nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from precedent.errors import NotFound
from precedent.pipeline import Ledger
from precedent.serve.jobs import Jobs, Progress
from precedent.serve.pages.start import kind
from tests.serve.conftest import Client, csrf
from tests.support.site import Said, article, site

CLAIM = "the first crossing by a soldier since last August"
ASKED = {"q": CLAIM, "as_of": "2025-10-20"}


# Start


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("https://news.example/a", "address"),
        ("HTTP://news.example", "address"),
        ("https://news.example is down", "claim"),
        (CLAIM, "claim"),
        ("no soldier has crossed since 2018", "claim"),
        ("How many soldiers have crossed the line since 2018?", "question"),
        ("When did a soldier last cross the line", "question"),
        ("A soldier crossed on Sunday.\nHe was led away.", "text"),
        ("A soldier crossed on Sunday. " * 20, "text"),
    ],
)
def test_the_box_finds_what_it_was_given(what: str, found: str) -> None:
    assert kind(what) == found


def test_a_claim_in_the_box_leads_to_its_answer(app: TestClient) -> None:
    sent = app.post("/", data={"what": CLAIM, "csrf": csrf(app)})
    assert (sent.status_code, sent.headers["location"]) == (
        303,
        "/check?q=the+first+crossing+by+a+soldier+since+last+August&kind=claim",
    )


def _done(client: TestClient, address: str) -> dict[str, object]:
    for _ in range(300):
        shown = client.get(f"{address}.json").json()
        if shown["progress"]["state"] != "running":
            return shown
        time.sleep(0.1)
    raise AssertionError("the job never ended")


def test_a_text_in_the_box_is_kept_once(client: Client, ledger: Path) -> None:
    text = "A rebel was shot in Nairobi on Monday, police said.\nNobody else was hurt."
    with client(ledger) as desk:
        for new in (1, 0):
            sent = desk.post("/", data={"what": text, "csrf": csrf(desk), "published": "2025-11-04", "source": "Example Wire"})
            shown = _done(desk, sent.headers["location"])
            assert shown["summary"]["new"] if new else "new" not in shown["summary"]
        page = desk.get("/report", params={"id": shown["reports"][0]}).text
    assert "Example Wire" in page
    assert "4 November 2025" in page


def test_an_address_is_fetched_through_the_guard(client: Client, ledger: Path) -> None:
    with site() as web, client(ledger) as desk:
        web.pages["/a"] = Said(
            article("A rebel was shot in Nairobi on Monday, police said. Nobody else was hurt, they added. " * 4)
        )
        sent = desk.post("/", data={"what": web.url("/a"), "csrf": csrf(desk)})
        shown = _done(desk, sent.headers["location"])
        assert shown["progress"]["state"] == "failed"
        assert web.asked == []  # a private address: nothing was asked of it
        with client(ledger, allow=(web.host,)) as trusting:
            sent = trusting.post("/", data={"what": web.url("/a"), "csrf": csrf(trusting)})
            shown = _done(trusting, sent.headers["location"])
    assert shown["reports"], shown


@pytest.mark.parametrize("what", ["file:///etc/passwd", "/etc/passwd", "-", "ftp://news.example/"])
def test_no_path_of_this_machine_is_ever_read(client: Client, ledger: Path, what: str) -> None:
    with client(ledger) as desk:
        assert desk.post("/", data={"what": what, "meant": "address", "csrf": csrf(desk)}).status_code == 400
        assert desk.post("/api/read", json={"url": what}).status_code == 400


def test_a_job_is_nobody_else_s() -> None:
    jobs = Jobs()
    job = jobs.begin("ada", lambda job: Progress(job="", state="done"))
    assert jobs.get(job.id, "ada") is job
    with pytest.raises(NotFound, match="no job"):
        jobs.get(job.id, "eve")
    jobs.close()


def test_what_came_and_what_is_new(app: TestClient) -> None:
    shown = app.get("/.json").json()
    assert {"denial-2025", "goseong-2024-a"} <= {row["id"] for row in shown["came"]}
    assert shown["new"]
    assert any(claim["text"] == CLAIM for claim in shown["claims"])
    later = app.get("/.json", params={"since": shown["upto"]}).json()
    assert (later["new"], later["came"]) == ([], shown["came"])


def test_an_empty_ledger_teaches(client: Client, tmp_path: Path) -> None:
    with client(tmp_path / "new.db") as desk:
        assert "precedent read" in desk.get("/").text
        assert "precedent watch" in desk.get("/sources").text
        assert "Type a sentence" in desk.get("/check").text
        assert "the ledger holds no report" in desk.get("/check", params=ASKED).text.lower()


# Report


def test_a_report_shows_its_words_and_nothing_is_lost(app: TestClient, read_ledger: Path) -> None:
    with Ledger(read_ledger) as kept:
        rows = list(kept.reports())
        texts = {row.id: kept.store.text(row.id) for row in rows}
    for id, given in texts.items():
        shown = app.get("/report.json", params={"id": id}).json()
        assert "".join(piece["text"] for piece in shown["text"]) == given.text
        assert "".join(piece["text"] for piece in shown["title"]) == (given.title or "")


def test_every_value_is_cited_to_words_that_light_up(app: TestClient) -> None:
    shown = app.get("/report.json", params={"id": "2025-10-soldier.txt"}).json()
    covered: dict[str, str] = {}
    for piece in shown["text"]:
        for key in piece.get("keys", ()):
            covered[key] = covered.get(key, "") + piece["text"]
    values = [value for event in shown["events"] for value in event["values"]]
    assert values
    assert all(covered[value["key"]] == value["words"]["text"] for value in values)


def test_each_claim_stands_with_its_verdict(app: TestClient) -> None:
    app.get("/report", params={"id": "2025-10-soldier.txt"})
    shown = app.get("/report.json", params={"id": "2025-10-soldier.txt"}).json()
    claim = next(c for c in shown["claims"] if c["text"] == CLAIM)
    assert claim["verdict"] is None or claim["verdict"]["verdict"] == "supported"
    assert app.get(claim["address"].replace("/check?", "/check.json?")).json()["verdict"]["verdict"] == "supported"
    assert claim["address"].replace("&", "&amp;") in app.get("/report", params={"id": "2025-10-soldier.txt"}).text


def test_repeats_are_greyed_and_copies_named(app: TestClient) -> None:
    assert 'class="repeat"' in app.get("/report", params={"id": "forum-post.txt"}).text.replace(" repeat", '" class="repeat')
    copy = app.get("/report.json", params={"id": "goseong-2024-b"}).json()
    assert copy["report"]["copy_of"] == "goseong-2024-a"
    assert [row["id"] for row in copy["copies"]] == ["goseong-2024-a"]
    assert "counts as no source" in app.get("/report", params={"id": "goseong-2024-b"}).text


# Check and ask


def test_a_claim_is_answered_with_how_it_was_read(app: TestClient) -> None:
    page = app.get("/check", params=ASKED).text
    for words in ("Supported", "How it was read", "Nearly counted", "What the ledger could see", "a civilian, not a soldier"):
        assert words in page


@pytest.mark.parametrize(
    ("change", "words", "verdict"),
    [
        ({"drop": "roles.0"}, "no crossing between", "refuted"),  # civilians crossed in between
        ({"reading": "1"}, "since last August", "not-enough-info"),
        ({"type": "PROTEST"}, "no protest", "not-enough-info"),
    ],
)
def test_the_reading_is_changed_by_the_address(app: TestClient, change: dict[str, str], words: str, verdict: str) -> None:
    shown = app.get("/check.json", params={**ASKED, **change}).json()
    assert shown["changed"]
    assert shown["verdict"]["verdict"] == verdict
    assert words.split(" between")[0] in shown["verdict"]["reading"]["words"] or "reading" in change
    assert app.get(shown["permanent"].replace("/check?", "/check.json?")).json() == shown


def test_every_change_that_is_offered_leads_to_an_answer(app: TestClient) -> None:
    shown = app.get("/check.json", params=ASKED).json()
    offered = [choice["address"] for part in shown["parts"] for choice in part["choices"][:3]]
    assert len(offered) > 6
    assert all(app.get(address).status_code == 200 for address in offered)


def test_a_question_is_counted_and_put_right(app: TestClient) -> None:
    asked = {"q": "How many soldiers have crossed the line since 2018?", "as_of": "2025-10-20"}
    read = app.get("/check.json", params=asked).json()
    anyone = app.get("/check.json", params={**asked, "drop": "roles.0"}).json()
    assert read["answer"]["answer"] == 4
    assert anyone["answer"]["answer"] > 4
    assert "soldier" not in anyone["answer"]["reading"]["words"]


def test_what_cannot_be_read_is_said_beside_the_field(app: TestClient) -> None:
    page = app.get("/check", params={"q": "colourless green ideas"})
    assert page.status_code == 200
    assert "o claim can be read" in page.text
    assert 'value="colourless green ideas"' in page.text


def test_what_takes_long_to_look_up_is_told_and_then_there(client: Client) -> None:
    with client(patience=0.0) as desk:
        desk.get("/")
        first = desk.get("/check.json", params=ASKED).json()
        assert first["waiting"]
        assert f"/job/{first['waiting']}/progress" in desk.get("/check", params=ASKED).text  # the same job, not another
        _done(desk, f"/job/{first['waiting']}")
        assert desk.get("/check.json", params=ASKED).json()["verdict"]["verdict"] == "supported"


# Sources


def test_sources_say_what_each_has_brought(app: TestClient) -> None:
    brought = app.get("/sources.json").json()["brought"]
    assert sum(source["reports"] for source in brought) == 16
    assert sum(source["copies"] for source in brought) >= 1


def test_feeds_that_fail_say_why(client: Client, ledger: Path) -> None:
    from precedent.ledger.visits import Feed, Visits

    with Ledger(ledger) as kept:
        Visits(kept.store).keep(
            Feed(url="https://news.example/feed", failures=3, due="2025-10-20T08:00:00+00:00", wrong="it is gone")
        )
    with client(ledger) as desk:
        page = desk.get("/sources").text
    for words in ("https://news.example/feed", "Failed 3 times in a row", "it is gone", "overdue"):
        assert words in page
