"""Whatever strangers and users may write, wherever it is shown: no script of it runs, and nothing outside is asked for.

Payloads stand in every string of a report and of its events, in a codebook, in imported rows, in judgements, in what is said
of a feed, in the name of whoever signed in, and in addresses. 200 of them with --soak.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest
import yaml
from playwright.sync_api import Page

from precedent.ledger.visits import Feed, Visits
from precedent.pipeline import Codebooks, Ledger, mark
from precedent.records import Event, Marked, Report
from precedent.serve.access import hash_password
from tests.archive.files import ACLED
from tests.browser.conftest import Opened, Served
from tests.browser.payloads import PAYLOADS

HARM = """() => {
  const found = [];
  if (window.xss !== undefined || document.title === "xss") found.push("it ran");
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) found.push(`${element.tagName} ${name}`);
      if (["href", "src", "action"].includes(name) && /^\\s*(javascript|data|vbscript):/i.test(value)) found.push(value);
    }
    const foreign = "script:not([src]):not([type='application/json']), iframe, object, embed, base, style";
    if (element.matches(foreign)) found.push(element.outerHTML);
  }
  return found;
}"""
EVENTS = ("text", "actor", "type", "mode", "country", "sector")  # filters that take any words


def told(payload: str, number: int) -> tuple[Report, Marked]:
    """A report that holds the payload wherever one can, and whose events are of a week of their own."""
    text = f"A soldier crossed the border at Panmunjom on Sunday, {payload} said. It was the first crossing since 2017."
    report = Report(
        id=f"feeds/r{number} {payload}.txt",
        text=text,
        title=f"{payload} crossed the border",
        source=payload,
        author=payload,
        url=payload if number % 2 else f"https://a.example/{payload}",
        thread=payload,
        number=number,
        rank=payload,
        published=(date(2021, 1, 4) + timedelta(weeks=number)).isoformat(),
        losses=(payload,),
    )
    marked = mark(report)
    return report, msgspec.structs.replace(marked, events=tuple(_of_own_type(e, payload) for e in marked.events))


def _of_own_type(event: Event, payload: str) -> Event:
    """The event as a codebook with the payload for names would have it."""
    actors = tuple(msgspec.structs.replace(a, role=payload) for a in event.actors)
    return msgspec.structs.replace(event, codebook=payload, type=payload, mode=payload, actors=actors)


@pytest.fixture
def codebook(tmp_path: Path, payloads: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A codebook of the user's own with payloads in all that may be written freely; every page is made while it is there."""
    monkeypatch.setenv("PRECEDENT_CODEBOOKS", str(tmp_path / "codebooks"))
    every = " ".join(payloads)
    said = {"description": every, "licence": every, "version": every}
    kind = {"name": "MINE", "definition": every, "examples": [f"{who} shrank." for who in ("It", "They", "We", "You", "He")]}
    (tmp_path / "book.yaml").write_text(yaml.safe_dump({"codebook": "mine", **said, "types": [kind]}), encoding="utf-8")
    Codebooks().add(tmp_path / "book.yaml")


@pytest.fixture
def payloads(soak: bool) -> tuple[str, ...]:
    return PAYLOADS if soak else PAYLOADS[::40]


@pytest.fixture
def hostile(tmp_path: Path, payloads: tuple[str, ...], codebook: None) -> Path:
    """A ledger of nothing else."""
    path = tmp_path / "hostile.db"
    with Ledger(path) as ledger:
        for _ in ledger.store.add_all(told(payload, number) for number, payload in enumerate(payloads)):
            pass
        ledger.store.merge()
        visits = Visits(ledger.store)
        for payload, row in zip(payloads, list(ledger.events()), strict=False):
            ledger.judge("value", row.id, by=payload, field="mode", right=payload, note=payload)
            visits.keep(Feed(url=payload, failures=2, due="2026-01-01T00:00:00", wrong=payload))
        rows = tmp_path / "rows.csv"
        rows.write_text(_rows(payloads), encoding="utf-8")
        ledger.import_(rows, "acled")
    return path


def _rows(payloads: tuple[str, ...]) -> str:
    out = io.StringIO()
    lines = csv.DictWriter(out, [*dict.fromkeys((*ACLED, "actor2"))])
    lines.writeheader()
    for number, payload in enumerate(payloads):
        said = dict.fromkeys(("actor1", "actor2", "location", "admin1", "source", "notes"), payload)
        lines.writerow({**ACLED, **said, "event_id_cnty": f"X{number}", "event_date": f"2019-03-{1 + number % 28:02}"})
    return out.getvalue()


class Browsing:
    """Goes from address to address, and holds at each that nothing of it runs."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site, self.seen = page, site, 0

    def see(self, address: str, found: bool = True) -> None:
        """The page of an address, and its JSON twin; *found*: that it has to be there."""
        path, mark_, query = address.partition("?")
        for one in (address, f"{path}.json{mark_}{query}"):
            answer = self.page.goto(self.site + one)
            assert answer is not None
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-type"].startswith(("text/html", "application/json", "application/problem+json"))
            assert answer.status == 200 if found else answer.status < 500, one
            assert self.page.evaluate(HARM) == [], one
            assert self.page.url.startswith(self.site)
            self.seen += 1


def test_what_is_stored_never_runs(opened: Opened, serve: Served, hostile: Path, payloads: tuple[str, ...]) -> None:
    browsing = Browsing(opened(), serve(hostile))
    for address in ("/", "/sources", "/events", "/events?sort=earliest", "/review", "/check"):
        browsing.see(address)
    with Ledger(hostile) as ledger:
        rows, imported = list(ledger.events()), [f"acled:X{n}" for n in range(len(payloads))]
        ids = [row.id for row in ledger.reports()]
    assert len(ids) == len(payloads)
    assert len(rows) >= len(payloads)
    for report, row, other in zip(ids, rows, imported, strict=False):
        browsing.see(f"/report?id={quote(report, safe='')}")
        browsing.see(f"/check?report={quote(report, safe='')}&claim=c1")
        browsing.see(f"/review?event={row.id}")
        for id_ in (row.id, other):
            browsing.see(f"/events/{id_}")
            browsing.see(f"/events/{id_}/precedents")
    assert browsing.seen >= 14 * len(payloads)


def test_what_is_asked_never_runs(opened: Opened, serve: Served, hostile: Path, payloads: tuple[str, ...]) -> None:
    browsing = Browsing(opened(), serve(hostile))
    for payload in payloads:
        said = quote(payload, safe="")
        browsing.see(f"/check?q={said}")
        browsing.see(f"/check?q={said}&kind=question&type={said}&drop={said}", found=False)
        browsing.see("/events?" + "&".join(f"{name}={quote(payload[:60], safe='')}" for name in EVENTS))
        for wrong in ("report?id", "review?event", "events?place", "events?story", "events?sort"):
            browsing.see(f"/{wrong}={said}", found=False)
        for wrong in ("job", "nothing"):
            browsing.see(f"/{wrong}/{said}", found=False)
        browsing.see(f"/review/meanings?field=time&words={said}&report={said}", found=False)


def test_the_name_of_whoever_signed_in_never_runs(opened: Opened, serve: Callable[..., str], hostile: Path) -> None:
    for payload in PAYLOADS[:9:4]:
        page = opened()
        site = serve(hostile, users={payload: hash_password("nine grey herons")})
        page.goto(f"{site}/signin?next={quote(payload)}")
        assert page.evaluate(HARM) == []
        page.get_by_label("Name").fill(payload)
        page.get_by_label("Password").fill("nine grey herons")
        page.get_by_role("button", name="Sign in").click()
        assert payload in page.locator(".who").inner_text()
        assert page.evaluate(HARM) == []
