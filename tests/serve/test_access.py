"""Who may come in, from where, and by which name: safe by default."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from precedent.errors import UsageError
from precedent.serve import access
from precedent.serve.config import Config, config, read_users
from precedent.serve.guard import is_ours
from precedent.serve.pages.signin import own
from tests.serve.conftest import Client, csrf

TOKEN = "a token of the desk"
PASSWORD = "nine grey herons"


@pytest.fixture(scope="module")
def users() -> dict[str, str]:
    return {"ada": access.hash_password(PASSWORD)}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "desk.example"])
def test_nothing_is_open_to_the_network_unless_it_asks_who_comes(host: str) -> None:
    with pytest.raises(UsageError, match="can be reached by others"):
        config("desk.db", host, 8311)
    assert config("desk.db", host, 8311, token=TOKEN).guarded


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_this_machine_is_let_in(host: str) -> None:
    assert not config("desk.db", host, 8311).guarded


def test_a_token_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(UsageError, match="can be guessed"):
        config("desk.db", "127.0.0.1", 8311, token="secret")


@pytest.mark.parametrize(("lines", "wrong"), [("", "names nobody"), ("ada:plain text", "line 1"), ("# nobody\n", "names nobody")])
def test_a_file_of_users_says_what_is_wrong(tmp_path: Path, lines: str, wrong: str) -> None:
    (tmp_path / "users").write_text(lines)
    with pytest.raises(UsageError, match=wrong):
        read_users(tmp_path / "users")


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1:8311", True),
        ("localhost", True),
        ("[::1]:8311", True),
        ("192.168.1.5:8311", True),  # a bare address cannot be another site's name
        ("desk.example", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example:8311", False),
        ("evil.example:8311@127.0.0.1", True),  # a user's name, and the host is the address
        ("", False),
        ("[::1", False),
    ],
)
def test_only_its_own_names_are_answered_to(host: str, ours: bool) -> None:
    assert is_ours(host, ("desk.example",)) is ours


def test_a_name_pointed_here_by_another_site_is_refused(app: TestClient) -> None:
    answer = app.get("/.json", headers={"Host": "rebound.example"})
    assert (answer.status_code, "rebound.example" in answer.text) == (421, True)


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
@pytest.mark.parametrize("address", ["/", "/api/mark", "/signin"])
def test_what_another_site_sends_is_refused(app: TestClient, address: str, headers: dict[str, str]) -> None:
    assert app.post(address, headers=headers, data={"what": "x", "csrf": csrf(app)}).status_code == 403


@pytest.mark.parametrize("given", ["", "0" * 64, "é"])
def test_a_form_without_its_token_is_refused_in_words(app: TestClient, given: str) -> None:
    answer = app.post("/", data={"what": "no soldier has crossed", "csrf": given})
    assert answer.status_code == 403
    assert "from another session" in answer.text


def test_another_session_s_token_is_refused(client: Client) -> None:
    with client() as one, client() as other:
        stolen = csrf(other)
        csrf(one)
        assert one.post("/", data={"what": "x", "csrf": stolen}).status_code == 403


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    with client() as fresh:
        said = fresh.get("/").headers["set-cookie"]
    assert all(word in said for word in ("HttpOnly", "SameSite=Strict", "Path=/"))


def test_an_altered_cookie_is_no_session(client: Client, users: dict[str, str]) -> None:
    settings = Config(ledger="x", users=users, secret="a secret of the tests")
    good = access.issue(settings, "ada")
    assert access.session(settings, good)
    assert access.session(settings, good[:-1] + ("0" if good[-1] != "0" else "1")) is None
    assert access.session(Config(ledger="x", secret="another"), good) is None


def test_with_a_token_everything_asks_for_it(client: Client) -> None:
    with client(token=TOKEN) as guarded:
        sent = guarded.get("/report?id=r1")
        assert (sent.status_code, sent.headers["location"]) == (303, "/signin?next=/report%3Fid%3Dr1")
        for address in ("/.json", "/api/events"):
            assert guarded.get(address).status_code == 401
            assert guarded.get(address, headers={"Authorization": "Bearer wrong"}).status_code == 401
            assert guarded.get(address, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert guarded.get("/static/precedent.css").status_code == 200


def test_signing_in_and_out(client: Client, users: dict[str, str]) -> None:
    with client(users=users) as guarded:
        form = {"csrf": csrf(guarded, "/signin")}
        wrong = guarded.post("/signin", data={**form, "name": "ada", "password": "wrong", "next": "/sources"})
        assert (wrong.status_code, "That is not right" in wrong.text) == (401, True)
        assert guarded.post("/signin", data={**form, "name": "eve", "password": PASSWORD}).status_code == 401
        right = guarded.post("/signin", data={**form, "name": "ada", "password": PASSWORD, "next": "/sources"})
        assert (right.status_code, right.headers["location"]) == (303, "/sources")
        assert "ada" in guarded.get("/sources").text
        assert guarded.post("/signout", data={"csrf": csrf(guarded, "/sources")}).status_code == 303
        assert guarded.get("/sources").status_code == 303


def test_nobody_can_be_signed_in_by_a_form_that_is_not_theirs(client: Client) -> None:
    with client(token=TOKEN) as one, client(token=TOKEN) as other:
        own, stolen = csrf(one, "/signin"), csrf(other, "/signin")
        for given in ("", "0" * 64, stolen):
            refused = one.post("/signin", data={"password": TOKEN, "csrf": given})
            assert (refused.status_code, "from another session" in refused.text) == (403, True)
            assert access.COOKIE not in refused.cookies
        assert one.get("/").status_code == 303  # the cookie that the form is bound to lets nobody in
        assert one.post("/signin", data={"password": TOKEN, "csrf": own}).status_code == 303
        assert one.get("/").status_code == 200


def test_passwords_cannot_be_tried_by_the_thousand(client: Client) -> None:
    with client(token=TOKEN) as guarded:
        form = {"csrf": csrf(guarded, "/signin"), "password": "wrong"}
        tried = [guarded.post("/signin", data=form).status_code for _ in range(12)]
    assert tried[:10] == [401] * 10
    assert tried[-1] == 429


@pytest.mark.parametrize(
    ("given", "to"),
    [
        ("/events?type=CROSS", "/events?type=CROSS"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a\r\nb", "/"),
    ],
)
def test_signing_in_leads_nowhere_else(given: str, to: str) -> None:
    assert own(given) == to


def test_what_is_too_large_is_refused_before_it_is_read(app: TestClient) -> None:
    answer = app.post("/api/mark", content=b"{}", headers={"Content-Length": str(10**9)})
    assert answer.status_code == 413


def test_hashes_are_salted_and_say_how_they_were_made() -> None:
    one, other = access.hash_password("a"), access.hash_password("a")
    assert one != other
    assert one.startswith("scrypt$32768$8$3$")
    assert access.is_password("a", other)
    assert not access.is_password("b", other)
