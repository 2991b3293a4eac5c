"""Imported rows stand among the answers, and have pages of their own, as the ledger's events do."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from precedent.pipeline import Ledger
from tests.archive.files import ROWS, written
from tests.serve.conftest import Client

ROW = {**ROWS["ucdp"], "date_start": "2015-07-04", "date_end": "2015-07-04", "id": "777"}
CLAIM = "the first attack in Mali since January 2013"


@pytest.fixture
def desk(client: Client, ledger: Path, tmp_path: Path) -> Iterator[TestClient]:
    with Ledger(ledger) as kept:
        kept.import_(written(tmp_path, "ucdp", [ROW]))
    with client(ledger) as made:
        yield made


def test_a_row_that_speaks_against_a_claim_is_listed_and_leads_to_its_page(desk: TestClient) -> None:
    asked = {"q": CLAIM, "as_of": "2019-12-31"}
    lists = desk.get("/check.json", params=asked).json()["lists"]
    assert "ucdp:777" in [row["id"] for listed in lists for row in listed["events"]]
    page = desk.get("/check", params=asked).text
    assert "imported from ucdp" in page
    assert 'href="/events/ucdp%3A777"' in page


def test_its_page_shows_the_cells_that_each_value_is_cited_to(desk: TestClient) -> None:
    page, twin = unescape(desk.get("/events/ucdp:777").text), desk.get("/events/ucdp:777.json").json()
    assert "The row as it came" in page
    for value in twin["values"]:
        for cited in value["citations"]:
            assert twin["cells"][cited["start"] : cited["end"]] == cited["text"]
            assert cited["text"] in page
    assert "review it" not in page
    assert desk.get("/events/ucdp:777/precedents").status_code == 200


def test_a_row_that_is_not_there_is_said(desk: TestClient) -> None:
    assert desk.get("/events/ucdp:778").status_code == 404
