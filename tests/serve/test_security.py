"""What the server does not do: answer to other names, let in who is not known, read what lies on its machine, tell its paths."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from precedent.serve.rate import Rates
from tests.serve.conftest import HERE, Client

TOKEN = "a token that nobody guesses"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:8311", 200),
        ("[::1]:8311", 200),
        ("localhost:8311", 200),
        ("desk.example", 200),
        ("rebound.example", 421),
        ("localhost.rebound.example", 421),
        ("127.0.0.1.rebound.example", 421),
        ("", 421),
        ("[::1", 421),
        ("desk.example@rebound.example", 421),
    ],
)
def test_a_page_that_has_its_own_name_point_here_gets_nothing(client: Client, host: str, status: int) -> None:
    with client(names=("desk.example",)) as made:
        for path in ("/", "/.json", "/api/reports", "/static/precedent.css"):
            assert made.get(path, headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": HERE}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:9"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_another_site_changes_nothing_by_the_api(app: TestClient, headers: dict[str, str], status: int) -> None:
    assert app.post("/api/times", json={"text": "on Sunday"}, headers=headers).status_code == status


def test_every_form_that_changes_something_carries_the_token(app: TestClient, client: Client) -> None:
    with client(token=TOKEN) as made:
        pages = [app.get(path).text for path in ("/", "/check", "/sources", "/review", "/events")]
        for page in (*pages, made.get("/signin").text):
            for form in page.split("<form")[1:]:
                head, body = form.split(">", 1)
                if 'method="post"' in head:
                    assert 'name="csrf"' in body.split("</form>")[0], head


def test_a_token_lets_programs_in(client: Client) -> None:
    with client(token=TOKEN) as made:
        assert made.get("/api/reports", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert made.get("/api/reports", headers={"Authorization": f"bearer {TOKEN}"}).status_code == 200
        for wrong in (f"Basic {TOKEN}", "Bearer ", "Bearer nothing", TOKEN, f"Bearer {TOKEN}x"):
            assert made.get("/api/reports", headers={"Authorization": wrong}).status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c.d", "..", "a.9999999999.YWRh.0000", "a.9999999999.YWRh."])
def test_a_cookie_that_we_did_not_sign_is_nobodys(client: Client, cookie: str) -> None:
    with client(token=TOKEN) as made:
        assert made.get("/api/reports", headers={"Cookie": f"precedent={cookie}"}).status_code == 401


def test_so_often_a_minute() -> None:
    rates = Rates(60)
    assert all(rates.take("ada", 0.0) for _ in range(60))
    assert not rates.take("ada", 0.0)
    assert rates.take("bob", 0.0)
    assert rates.take("ada", 1.0)
    assert not rates.take("ada", 1.0)


def test_the_api_says_when_to_ask_again(client: Client) -> None:
    with client(rate=2) as made:
        answers = [made.get("/api/judgements") for _ in range(3)]
        assert [a.status_code for a in answers] == [200, 200, 429]
        assert int(answers[2].headers["retry-after"]) >= 1


@pytest.mark.parametrize("chunked", [False, True])
def test_what_is_too_large_is_refused(app: TestClient, chunked: bool) -> None:
    body = b'{"text": "' + b"x" * (9 * 2**20) + b'"}'
    content = iter([body[: 2**20], body[2**20 :]]) if chunked else body
    answer = app.post("/api/times", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize("path", ["/etc/passwd", "file:///etc/passwd", "examples/crossing", "-", "ftp://a.example/x", "http://"])
def test_no_path_of_this_machine_is_read(app: TestClient, path: str) -> None:
    answer = app.post("/api/read", json={"url": path})
    assert answer.status_code in (400, 422), answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("address", ["http://127.0.0.1/x", "http://[::1]/", "http://169.254.169.254/latest", "http://2130706433/"])
def test_no_address_within_is_fetched(client: Client, ledger: Path, address: str) -> None:
    with client(ledger=ledger) as made:
        answer = made.post("/api/read", json={"url": address})
        assert (answer.status_code, "is not fetched" in answer.json()["detail"]) == (422, True)


def test_an_error_names_no_path(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "private" / "desk.db"
    path.parent.mkdir()
    sqlite3.connect(path).execute("CREATE TABLE other (x)")
    with client(ledger=path) as made:
        answer = made.get("/api/reports")
        assert answer.status_code == 503
        assert str(tmp_path) not in answer.text


def test_nobody_is_signed_in_by_another_site(client: Client) -> None:
    with client(token=TOKEN) as made:
        sent = made.post("/signin", data={"password": TOKEN}, headers={"Origin": "http://evil.example"})
        assert (sent.status_code, "set-cookie" in sent.headers) == (403, False)
