"""Every page has its JSON twin, errors come in words, and no answer leaves without the headers that keep it safe."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from precedent.serve.guard import HEADERS


def test_a_page_and_its_twin_are_made_from_one_record(app: TestClient) -> None:
    shown, twin = app.get("/"), app.get("/.json").json()
    assert shown.headers["content-type"].startswith("text/html")
    assert [r["id"] for r in twin["came"]]
    assert all(r["title"] is None or r["title"].split("'")[0] in shown.text for r in twin["came"])
    assert 'rel="alternate" type="application/json" href="/.json"' in shown.text


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
