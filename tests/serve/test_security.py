"""Safe by default: who reaches the server, by which name, from which page; what a form needs; what every answer says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from precedent.errors import UsageError
from precedent.serve.access import hash_password, is_password
from precedent.serve.config import config, is_loopback
from precedent.serve.pages.signin import own
from precedent.serve.rate import Rates
from tests.serve.conftest import HERE, Client, csrf

TOKEN = "a token that nobody guesses"


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.4", False),
        ("desk.example", False),
        ("", False),
    ],
)
def test_only_loopback_is_served_to_whoever_comes(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
    if alone:
        assert not config("x.db", host, 0).guarded
    else:
        with pytest.raises(UsageError, match="nothing asks who they are"):
            config("x.db", host, 0)
    assert config("x.db", host, 0, token=TOKEN).guarded


def test_a_short_token_is_refused() -> None:
    with pytest.raises(UsageError, match="can be guessed"):
        config("x.db", "127.0.0.1", 0, token="hunter2")


@pytest.mark.parametrize(
    ("lines", "wrong"), [("", "names nobody"), ("ada", "line 1"), ("# of the desk\nada:secret", "line 2"), (":scrypt$", "line 1")]
)
def test_a_file_of_users_that_makes_no_sense_is_refused(tmp_path: Path, lines: str, wrong: str) -> None:
    (tmp_path / "users").write_text(lines)
    with pytest.raises(UsageError, match=wrong):
        config("x.db", "0.0.0.0", 0, users=tmp_path / "users")


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


@pytest.mark.parametrize("given", [None, "", "0" * 64, "é"])
def test_a_form_without_its_token_is_refused(app: TestClient, given: str | None) -> None:
    sent = {} if given is None else {"csrf": given}
    answer = app.post("/signout", data=sent)
    assert (answer.status_code, "another session" in answer.text) == (403, True)


def test_every_form_that_changes_something_carries_the_token(app: TestClient) -> None:
    for path in ("/",):
        for form in app.get(path).text.split("<form")[1:]:
            head, body = form.split(">", 1)
            if 'method="post"' in head:
                assert 'name="csrf"' in body.split("</form>")[0], head


def test_a_token_of_another_session_is_none(client: Client) -> None:
    users = {"ada": hash_password("correct horse battery")}
    with client(users=users) as one, client(users=users) as other:
        for made in (one, other):
            made.post("/signin", data={"name": "ada", "password": "correct horse battery"})
        assert one.cookies["precedent"] != other.cookies["precedent"]
        assert other.post("/signout", data={"csrf": csrf(one)}).status_code == 403
        assert one.post("/signout", data={"csrf": csrf(one)}).status_code == 303


def test_passwords_are_kept_as_salted_scrypt() -> None:
    one, other = hash_password("correct horse"), hash_password("correct horse")
    assert one != other
    assert one.startswith("scrypt$32768$8$3$")
    assert is_password("correct horse", one)
    assert not is_password("correct hors", one)


def test_signing_in_and_out(client: Client) -> None:
    with client(users={"ada": hash_password("correct horse battery")}) as made:
        asked = made.get("/events?type=CROSS")
        assert (asked.status_code, asked.headers["location"]) == (303, "/signin?next=/events%3Ftype%3DCROSS")
        assert made.get("/events.json").status_code == 401
        assert made.get("/api/reports").headers["www-authenticate"] == "Bearer"
        for name, password in (("ada", "wrong"), ("bob", "correct horse battery"), ("", "")):
            refused = made.post("/signin", data={"name": name, "password": password})
            assert refused.status_code in (401, 422)
            assert "set-cookie" not in refused.headers
        sent = {"name": "ada", "password": "correct horse battery", "next": "/api"}
        entered = made.post("/signin", data=sent)
        assert (entered.status_code, entered.headers["location"]) == (303, "/api")
        assert {"HttpOnly", "SameSite=Strict"} <= {part.strip() for part in entered.headers["set-cookie"].split(";")}
        shown = made.get("/api")
        assert (shown.status_code, "<span>ada</span>" in shown.text) == (200, True)
        made.post("/signout", data={"csrf": csrf(made)})
        assert made.get("/").status_code == 303


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


def test_passwords_are_not_guessed_without_end(client: Client) -> None:
    with client(token=TOKEN) as made:
        form = {"password": "wrong"}
        answers = [made.post("/signin", data=form).status_code for _ in range(12)]
        assert answers == [401] * 10 + [429] * 2


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/events?type=CROSS", "/events?type=CROSS"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_nowhere_else(asked: str, leads: str) -> None:
    assert own(asked) == leads


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
    assert answer.status_code in (400, 422)
    assert "root:" not in answer.text


@pytest.mark.parametrize("address", ["http://127.0.0.1/x", "http://[::1]/", "http://169.254.169.254/latest", "http://2130706433/"])
def test_no_address_within_is_fetched(client: Client, ledger: Path, address: str) -> None:
    with client(ledger=ledger) as made:
        answer = made.post("/api/read", json={"url": address})
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


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
