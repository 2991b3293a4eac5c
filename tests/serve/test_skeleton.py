"""Every page has its JSON twin, errors come in words, and no answer leaves without the headers that keep it safe."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from precedent.serve.guard import HEADERS
from tests.serve.conftest import Client


def test_a_page_and_its_twin_are_made_from_one_record(app: TestClient) -> None:
    shown, twin = app.get("/"), app.get("/.json").json()
    assert shown.headers["content-type"].startswith("text/html")
    assert [r["id"] for r in twin["came"]]
    assert all(r["title"] is None or r["title"].split("'")[0] in shown.text for r in twin["came"])
    assert 'rel="alternate" type="application/json" href="/.json"' in shown.text


def test_every_page_leads_to_its_twin(app: TestClient, client: Client) -> None:
    event = app.get("/events.json?sort=sources").json()["events"][0]["id"]
    own = ("/", "/report?id=forum-post.txt", "/events?type=CROSS", f"/events/{event}", f"/events/{event}/precedents")
    with client(token="a token of the desk") as guarded:
        for desk, address in (
            *((app, a) for a in (*own, "/check?q=it+shrank", "/review", "/sources", "/api")),
            (guarded, "/signin"),
        ):
            link = re.search(r'<a href="([^"]*)">This page as JSON</a>', desk.get(address).text)
            assert link is not None, address
            twin = desk.get(unescape(link[1]))
            assert (twin.status_code, twin.headers["content-type"]) == (200, "application/json"), address


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/events?since=yesterday", "since: 'yesterday' is no day; give one as 2025-10-20"),
        ("/events?since=0999-01-01", "since: 0999-01-01 is less than 1000-01-01, the least there may be"),
        ("/events?page=two", "page: 'two' is no whole number"),
        ("/events?within=near", "within: 'near' is no number"),
        ("/events?sort=random", "sort: 'random' is none of 'latest', 'earliest', 'sources' or 'doubt'"),
        (f"/events?text={'x' * 201}", "text: it is longer than 200 characters"),
        ("/report", "id: it is missing"),
    ],
)
def test_what_is_not_understood_is_said_in_words(app: TestClient, address: str, words: str) -> None:
    answer = app.get(address.replace("?", ".json?") if "?" in address else f"{address}.json")
    assert (answer.status_code, answer.json()["detail"]) == (422, words)
    assert "go back, put it right" in app.get(address).text


@pytest.mark.parametrize(
    ("address", "media"), [("/nothing", "text/html; charset=utf-8"), ("/nothing.json", "application/problem+json")]
)
def test_what_is_not_there_is_said_in_words(app: TestClient, address: str, media: str) -> None:
    answer = app.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (404, media)
    assert "here is no such page" in answer.text


@pytest.mark.parametrize("address", ["/", "/.json", "/nothing", "/static/precedent.css", "/static/nothing"])
def test_every_answer_carries_the_headers(app: TestClient, address: str) -> None:
    answer = app.get(address)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
