"""The explorer, the page of an event and review, as people use them: by mouse, by keyboard, on a phone, by night."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, Opened, until

expect.set_options(timeout=PATIENCE)
PAGES = ("/events", "/events?type=CROSS&since=2017-01-01", "EVENT", "EVENT/precedents", "/review")


def first_event(page: Page, site: str) -> str:
    found = page.request.get(f"{site}/events.json?sort=sources").json()["events"][0]["id"]
    return f"/events/{found}"


def total(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".chosen strong").inner_text()))


def drawn(page: Page) -> None:
    """Wait until map and timeline stand."""
    until(page, "() => Boolean(document.getElementById('map').dataset.places && document.querySelector('#timeline svg'))")


def test_choosing_narrows_all_three_views_and_the_address_holds_it(opened: Opened, site: str) -> None:
    page = opened()
    page.goto(f"{site}/events")
    drawn(page)
    places, all_events = page.locator("#map").get_attribute("data-places"), total(page)
    bars = page.locator("#timeline .shape").count()
    page.locator("#type-1").click()
    expect(page.locator(".chips a").first).to_contain_text("crossings")
    assert page.locator("#timeline .shape").count() != bars
    assert 0 < total(page) < all_events
    assert "type=CROSS" in page.url
    until(page, "places => document.getElementById('map').dataset.places !== places", places)
    again = opened()
    again.goto(page.url)
    assert total(again) == total(page)
    page.go_back()
    expect(page.locator(".chosen strong")).to_contain_text(f"{all_events} events")
    assert page.locator("#timeline .shape").count() == bars
    assert page.locator("#map canvas").count() == 1  # the map outlives it


def test_a_bar_of_the_timeline_leads_to_its_period(opened: Opened, site: str) -> None:
    for scripts in (True, False):
        page = opened(java_script_enabled=scripts)
        page.goto(f"{site}/events")
        bar = page.locator("#timeline a").last
        bar.click(force=True)
        page.wait_for_url("**since=**")
        expect(page.locator(".chips a").first).to_contain_text("in 1990 to 1999")
        expect(page.locator("#timeline rect.chosen")).to_have_count(1)


def test_dragging_over_the_timeline_chooses_a_period(opened: Opened, site: str) -> None:
    page = opened()
    page.goto(f"{site}/events")
    drawn(page)
    whole = total(page)
    box = page.locator("#timeline svg").bounding_box()
    assert box is not None
    middle = box["y"] + 60
    page.mouse.move(box["x"] + box["width"] * 0.75, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.97, middle, steps=6)
    page.mouse.up()
    page.wait_for_url("**since=20**")
    expect(page.locator(".chips a").first).to_contain_text("20")
    assert 0 < total(page) < whole
    assert "until=20" in page.url


def test_the_map_chooses_what_it_shows(opened: Opened, site: str) -> None:
    page = opened()
    page.goto(f"{site}/events")
    drawn(page)
    page.locator("#follow-view").check()
    page.wait_for_url("**box=**")
    expect(page.locator(".chips")).to_contain_text("in this part of the map")
    page.locator("#map canvas").focus()
    for _ in range(3):
        page.keyboard.press("+")
    until(page, "before => location.href !== before", page.url)


def test_the_explorer_works_without_scripts(opened: Opened, site: str) -> None:
    page = opened(java_script_enabled=False)
    page.goto(f"{site}/events")
    whole = total(page)
    page.locator("#type-1").click()
    assert 0 < total(page) < whole
    page.fill("#find-text", "soldier")
    page.get_by_role("button", name="Find").click()
    assert "text=soldier" in page.url
    assert "type=CROSS" in page.url


def test_by_keyboard_alone_from_the_explorer_to_a_citation(opened: Opened, site: str) -> None:
    page = opened()
    page.goto(f"{site}/events?type=CROSS&sort=sources")
    drawn(page)
    link = page.locator("table.events a").first
    for _ in range(200):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/E-*")
    expect(page.locator("#precedents")).to_be_visible()  # fetched after the page
    assert "@misc{" in page.locator("#cite-bibtex").input_value()


def test_review_by_keyboard_alone(opened: Opened, desk: str) -> None:
    page = opened()
    page.goto(f"{desk}/review")
    first = page.locator(".bench h2 a").first.inner_text()
    page.keyboard.press("n")
    page.wait_for_url("**event=**")
    page.go_back()
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Kept as judgement 1")
    assert page.locator(".bench h2 a").first.inner_text() != first or page.locator(".queue li").count() > 0
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_contain_text("Kept as judgement 2")
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("judgement 2 is undone")
    page.keyboard.press("f")
    expect(page.locator("#fix-form select")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("a")  # a letter in a field is a letter
    assert page.locator("#fix-form [name=words]").input_value() == "a"


def test_words_that_are_selected_become_the_fix(opened: Opened, desk: str) -> None:
    page = opened()
    found = page.request.get(f"{desk}/events.json?type=CROSS&since=2025-10-19&until=2025-10-20").json()["events"][0]["id"]
    page.goto(f"{desk}/review?event={found}")
    mark = page.locator(".reading mark", has_text=re.compile("^Sunday$")).first
    mark.scroll_into_view_if_needed()
    mark.dblclick()
    expect(page.locator("#fix-form [name=words]")).to_have_value(re.compile("Sunday ?"))
    expect(page.locator("#fix-form [name=right]")).to_have_value("2025-10-19/2025-10-20")
    page.locator("#fix-form [name=right]").fill("2025-10-18")
    page.locator("#fix-form").get_by_role("button", name="Keep").click()
    expect(page.get_by_role("status")).to_contain_text("2025-10-18/2025-10-19, not 2025-10-19/2025-10-20")
    expect(page.locator("#person")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_is_wider_than_the_window_and_nobody_is_shut_out(
    opened: Opened, site: str, width: int, scheme: str, axe: str
) -> None:
    page = opened(width, scheme)
    event = first_event(page, site)
    for address in PAGES:
        page.goto(site + address.replace("EVENT", event))
        if address.startswith("/events"):
            drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.evaluate(axe)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        serious = [
            f"{address}: {v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary'][:300]}"
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert serious == []
