"""Start, Report, Check and ask, and Sources, as people use them: by mouse, by keyboard, on a phone, by night, on paper."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, Opened

expect.set_options(timeout=PATIENCE)
CLAIM = "the first crossing by a soldier since last August"
CHECKED = f"/check?q={quote(CLAIM)}&as_of=2025-10-20"
REPORT = "/report?id=2025-10-soldier.txt"
PAGES = ("/", REPORT, "/report?id=forum-post.txt", CHECKED, "/check", "/check?q=green+ideas", "/sources", "/api")


def test_a_claim_in_the_box_is_answered(opened: Opened, desk: str) -> None:
    page = opened()
    page.goto(desk)
    page.get_by_label("An address, a pasted text").fill(CLAIM)
    page.get_by_role("button", name="Go").click()
    expect(page.locator(".outcome .verdict")).to_be_visible()
    assert "kind=claim" in page.url


def test_a_pasted_text_is_read_while_its_progress_shows(opened: Opened, desk: str) -> None:
    page = opened()
    page.goto(desk)
    page.get_by_label("An address, a pasted text").fill("Rebels shot two teachers in Nairobi on Monday, police said.\nOthers fled.")
    page.get_by_text("Of a text: who published it").click()
    page.get_by_label("Source").fill("Example Wire")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", name="Read", exact=True)).to_be_visible()
    page.locator("main .list a").first.click()
    expect(page.locator(".text")).to_contain_text("Rebels shot two teachers")


def test_a_value_lights_its_words_and_words_their_value(opened: Opened, site: str) -> None:
    page = opened()
    page.goto(site + REPORT)
    value = page.locator("dd.time", has_text="Sunday").first
    words = page.locator(".text .m.time", has_text="Sunday").first
    value.hover()
    expect(words).to_have_class(re.compile(r"\blit\b"))
    page.locator("h1").hover()
    expect(words).not_to_have_class(re.compile(r"\blit\b"))
    words.focus()
    expect(value).to_have_class(re.compile(r"\blit\b"))
    value.locator("a").focus()
    expect(words).to_have_class(re.compile(r"\blit\b"))


def test_a_citation_s_address_lights_the_words_that_it_cites(opened: Opened, site: str) -> None:
    page = opened()
    page.goto(f"{site}{REPORT}#text-108-145")
    expect(page.locator(".text .lit").first).to_be_visible()
    assert "".join(page.locator(".text .lit").all_inner_texts()) == "crossed the Military Demarcation Line"


def test_the_reading_is_changed_by_clicking(opened: Opened, site: str) -> None:
    page = opened()
    page.goto(site + CHECKED)
    expect(page.locator(".outcome")).to_contain_text("Supported")
    page.locator(".parts summary", has_text="a soldier").click()
    page.get_by_role("link", name="anyone", exact=True).click()
    page.wait_for_url("**drop=roles.0**")
    expect(page.locator(".outcome")).not_to_contain_text("Supported")
    page.get_by_role("link", name="Back to the reading as it was").click()
    expect(page.locator(".outcome")).to_contain_text("Supported")


def test_by_keyboard_alone_from_the_start_to_the_words_of_a_report(opened: Opened, site: str) -> None:
    page = opened()
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#what")).to_be_focused()
    page.keyboard.type(CLAIM)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check?**")
    _tab_to(page, "a.source")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report?**")
    expect(page.locator(".text .lit").first).to_be_visible()


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way to {selector} by keyboard")


def test_without_scripts_all_is_there(opened: Opened, desk: str) -> None:
    page = opened(java_script_enabled=False)
    page.goto(desk)
    page.get_by_label("An address, a pasted text").fill("One line of news from Nairobi.\nAnother line of it.")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", name="Read", exact=True)).to_be_visible()
    page.goto(desk + REPORT)
    page.locator("dd.time a", has_text="Sunday").first.click()
    assert "#text-" in page.url


def test_an_answer_prints_without_the_frame(opened: Opened, site: str) -> None:
    page = opened()
    page.goto(site + CHECKED)
    page.emulate_media(media="print")
    for hidden in (".top", ".foot", "form.ask", ".parts"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".outcome")).to_be_visible()


def test_times_are_shown_by_the_reader_s_clock_too(opened: Opened, desk: str) -> None:
    page = opened(timezone_id="Asia/Tokyo", locale="en-GB")
    report = {"id": "timed", "text": "Rebels shot a teacher in Nairobi.", "published": "2025-11-04T08:30:00+01:00"}
    page.goto(desk)
    answer = page.request.post(f"{desk}/api/read", data={"reports": [report]})
    assert answer.status in (200, 202)
    page.wait_for_function("() => fetch('/report?id=timed').then(r => r.ok)")
    page.goto(f"{desk}/report?id=timed")
    expect(page.locator("article time")).to_contain_text("08:30")
    expect(page.locator("article .here")).to_contain_text("16:30")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_pages_fit_and_nobody_is_shut_out(opened: Opened, site: str, width: int, scheme: str, axe: str) -> None:
    page = opened(width, scheme)
    for address in PAGES:
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.evaluate(axe)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        serious = [
            f"{address}: {v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary'][:300]}"
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert not serious, "\n".join(serious)
