"""The explorer's address holds its selection; whatever stands in it is answered in words, and the page hands scripts only data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from precedent.ledger.explore import Spread
from precedent.serve.drawing import Drawing, of_counts
from precedent.serve.timeline import timeline, years


def twin(app: TestClient, address: str) -> dict[str, object]:
    path, _, query = address.partition("?")
    return app.get(f"{path}.json?{query}").json()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("query", "chip"),
    [
        ("type=CROSS", "crossings"),
        ("country=PRK", "North Korea"),
        ("sector=MIL", "a soldier"),
        ("place=Panmunjom", "in Panmunjom"),
        ("place=Seoul&within=100", "within 100 km of Seoul"),
        ("since=2025-01-01", "since 1 January 2025"),
        ("since=2025-01-01&until=2026-01-01", "in 2025"),
        ("text=soldier", "told with “soldier”"),
        ("standing=main", "told as the news"),
        ("polarity=negative", "negative"),
        ("sources=2", "2 or more sources"),
        ("box=120,30,130,40", "in this part of the map"),
        ("actor=soldier", "who: soldier"),
    ],
)
def test_a_filter_is_said_in_words_and_can_be_taken_out(app: TestClient, query: str, chip: str) -> None:
    whole, found = twin(app, "/events"), twin(app, f"/events?{query}")
    assert 0 < found["total"] < whole["total"]
    (said,) = found["chips"]  # type: ignore[misc]
    assert said["words"] == chip
    assert twin(app, said["without"])["total"] == whole["total"]


def test_every_choice_leads_to_as_many_events_as_it_says(app: TestClient) -> None:
    page = twin(app, "/events?since=2017-01-01")
    for facet in page["facets"]:  # type: ignore[attr-defined]
        for choice in facet["choices"][:4]:
            found = twin(app, choice["address"])["total"]
            if facet["name"] == "place":  # counted at the place itself; found in all that lies in it too, and in any role
                assert found >= choice["events"] > 0
            else:
                assert found == choice["events"], (facet["name"], choice["words"])


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("since=yesterday", 422, "since"),
        ("place=Nowhereatall", 404, "no place called"),
        ("box=1,2,3", 400, "no part of the map"),
        ("box=1,2,3,nan", 400, "no part of the map"),
        ("sort=random", 422, "sort"),
        ("page=0", 422, "page"),
        ("as_of=2020-01-01", 400, "as it is today"),
        ("story=S-00000000", 404, "no story"),
        ("report=nothing", 404, "no report"),
    ],
)
def test_what_cannot_be_read_is_said(app: TestClient, query: str, status: int, words: str) -> None:
    answer = app.get(f"/events?{query}")
    assert answer.status_code == status
    assert words in answer.text.casefold()


def test_nothing_in_the_data_ends_the_script_element(app: TestClient) -> None:
    page = app.get("/events").text
    data = re.search(r'<script type="application/json" id="view-data">(.*?)</script>', page, re.S)
    assert data is not None
    assert "<" not in data[1]
    assert len(json.loads(data[1])[0]) == 6


def test_an_empty_ledger_says_how_to_fill_it(client: Callable[..., TestClient], tmp_path: Path) -> None:
    page = client(tmp_path / "new.db").get("/events").text
    assert "holds no event yet" in page
    assert "precedent read" in page


def test_a_page_behind_the_last_is_empty_and_leads_back(app: TestClient) -> None:
    page = twin(app, "/events?page=99")
    assert (page["events"], page["next"]) == ([], None)
    assert dict(parse_qsl(urlsplit(str(page["previous"])).query)) == {"page": "98"}


def spread(first: str, last: str, events: int = 1) -> Spread:
    return Spread(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal(), events)


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2024-01-01", "2024-02-01", "day"),
        ("2022-01-01", "2024-01-01", "week"),
        ("2014-01-01", "2024-01-01", "month"),
        ("1994-01-01", "2024-01-01", "quarter"),
        ("1904-01-01", "2024-01-01", "year"),
        ("1204-01-01", "2024-01-01", "decade"),
    ],
)
def test_the_steps_suit_the_whole(first: str, last: str, unit: str) -> None:
    drawn = timeline([spread(first, first), spread(last, last)])
    assert drawn.unit == unit
    assert len(drawn.bins) == 2
    assert all(bin_.from_ <= day < bin_.until for bin_, day in zip(drawn.bins, (first, last), strict=True))


def test_what_fits_in_a_step_is_a_bar_and_what_does_not_is_a_line() -> None:
    days = [spread("2010-03-05", "2010-03-05", 4), spread("2010-03-01", "2010-03-31", 2), spread("2012-01-01", "2012-12-31", 3)]
    drawn = timeline([*days, spread("2018-06-01", "2018-06-01")])
    assert [(b.from_, b.how, b.events) for b in drawn.bins[:2]] == [
        ("2010-03-01", "to the day", 4),
        ("2010-03-01", "less surely", 2),
    ]
    assert [(x.from_, x.until, x.events) for x in drawn.spans] == [("2012-01-01", "2013-01-01", 3)]


def test_lines_never_overlap_and_what_finds_no_lane_is_counted() -> None:
    days = [spread("2010-01-01", f"20{n}-12-31") for n in range(12, 40)]
    drawn = timeline([*days, spread("2009-01-01", "2009-01-01"), spread("2040-01-01", "2040-01-01")])
    assert len({x.lane for x in drawn.spans}) == len(drawn.spans)
    assert len(drawn.spans) + drawn.unshown == len(days)


def test_one_event_of_antiquity_does_not_press_the_others_together() -> None:
    drawn = timeline(
        [spread("0044-03-15", "0044-03-15"), spread("2024-01-01", "2024-01-01", 200), spread("2024-03-01", "2024-03-01", 200)]
    )
    assert (drawn.unit, drawn.before) == ("day", 1)


def drawing(days: list[Spread], since: str | None = None, until: str | None = None) -> Drawing:
    drawn = of_counts(timeline(days), (since, until), lambda since, until: f"{since}/{until}")
    assert drawn is not None
    return drawn


def test_bars_stand_on_the_line_and_lead_to_their_own_period() -> None:
    days = [spread("2010-03-05", "2010-03-05", 4), spread("2010-03-01", "2010-03-31", 2), spread("2012-01-01", "2012-12-31", 3)]
    drawn = drawing([*days, spread("2018-06-01", "2018-06-01")])
    sure, less, line, last = sorted(drawn.shapes, key=lambda s: (s.x, -s.y))
    assert (sure.y + sure.height, less.y + less.height) == (drawn.ground, sure.y)  # the less sure upon the sure
    assert sure.height == pytest.approx(2 * less.height, abs=0.2)
    assert (sure.address, line.address, last.address) == ("2010-03-01/2010-04-01", "2012-01-01/2013-01-01", "2018-06-01/2018-07-01")
    assert line.y > drawn.ground
    assert drawn.left <= sure.x < line.x < last.x <= last.x + last.width <= drawn.right


def test_the_period_that_is_chosen_is_shaded_within_the_drawing() -> None:
    days = [spread("2010-03-05", "2010-03-05"), spread("2018-06-01", "2018-06-01")]
    assert drawing(days).behind == ()
    (chosen,) = drawing(days, "1999-01-01", "2014-01-01").behind
    assert chosen.x == drawing(days).left
    assert chosen.x + chosen.width < drawing(days).right


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-01-30", "2024-02-05", "31 Jan"),
        ("2024-01-01", "2024-11-01", "Feb 2024"),
        ("2014-01-01", "2024-01-01", "2016"),
        ("1204-01-01", "2024-01-01", "1300"),
    ],
)
def test_ticks_are_of_a_size_that_suits_the_whole(first: str, last: str, words: str) -> None:
    ticks = drawing([spread(first, first), spread(last, last)]).ticks
    assert words in [tick.words for tick in ticks]
    assert 1 < len(ticks) <= 10
    assert [tick.at for tick in ticks] == sorted(tick.at for tick in ticks)


@pytest.mark.parametrize(("most", "levels"), [(1, ["1"]), (3, ["1", "2", "3"]), (40, ["20", "40"]), (2345, ["1,000", "2,000"])])
def test_levels_are_round_numbers(most: int, levels: list[str]) -> None:
    assert [level.words for level in drawing([spread("2024-01-01", "2024-01-01", most)]).levels] == levels


def test_nothing_and_the_ends_of_time_are_drawn_too() -> None:
    assert of_counts(timeline([]), (None, None), lambda since, until: None) is None
    assert drawing([spread("9999-12-31", "9999-12-31")]).shapes
    assert drawing([spread("0001-01-01", "0001-01-01"), spread("9999-12-31", "9999-12-31")]).ticks
    assert timeline([]).bins == ()
    ends = timeline([spread("0001-01-01", "0001-01-01"), spread("9999-12-31", "9999-12-31")])
    assert ends.from_ is not None
    assert years([spread("9999-12-31", "9999-12-31"), spread("1999-12-31", "2000-01-01")]) == [(9999, 1)]
