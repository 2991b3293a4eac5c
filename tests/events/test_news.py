"""The news as a desk would put it: who, what, when and where of the main event, read end to end.

The encoder finds what happens; where it misreads a report, that row is wrong whatever the words of the answer are, so a share of
the table is asked for.
"""

from __future__ import annotations

import pytest

from precedent.pipeline import mark
from precedent.records import Event, Report
from tests.events.sentences import right

# Title; text; who; what; day; where. Empty: not said.
CASES = """
Ministers meet in Lusaka | Ministers of five states met in Lusaka on Sunday to talk about the river. | \
    Ministers of five states | meet in Lusaka | 2025-10-19 | Lusaka
Rebels attack convoy near Kidal | Rebels attacked an army convoy near Kidal on Friday. No group said why. | Rebels | \
    attack convoy | 2025-10-17 | Kidal
Police arrest editor | Police in Lima arrested the editor of a weekly on Saturday, his lawyer said. | Police in Lima | \
    arrest editor | 2025-10-18 | Lima
Soldier walks across border | A soldier crossed the Yalu River on Sunday, the army said. He was alone. | A soldier | \
    crossed the Yalu River | 2025-10-19 | Yalu River
Lions win cup final | The Lions beat the Rovers in Nairobi on Saturday to win the cup final for the first time. | Lions | \
    win cup final | 2025-10-18 | Nairobi
Ferry sinks off Cebu | A ferry sank off Cebu on Friday in heavy rain. All aboard were saved. | | sinks off Cebu | \
    2025-10-17 | Cebu
Court jails former mayor | A court in Graz jailed the former mayor for four years on Monday. | A court in Graz | \
    jails former mayor | 2025-10-20 | Graz
Students march in Dhaka | Thousands of students marched through Dhaka on Sunday to demand lower fees. | \
    Thousands of students | march in Dhaka | 2025-10-19 | Dhaka
France recalls ambassador | France on Saturday recalled its ambassador from Bamako after the coup. | France | \
    recalls ambassador | 2025-10-18 |
Storm kills six in Sarawak | A storm killed six people in Sarawak on Thursday, rescuers said. | A storm | kills six | \
    2025-10-16 | Sarawak
""".strip().splitlines()


def main(title: str, text: str) -> Event | None:
    found = mark(Report(id="n", title=title or None, text=text, published="2025-10-20")).events
    return next((e for e in found if e.main), None)


def _rows(column: int) -> list[tuple[str, str, str]]:
    return [
        (cells[0], cells[1], cells[column]) for line in CASES for cells in [[c.strip() for c in line.split("|")]] if cells[column]
    ]


def test_the_news_is_told_in_the_words_of_the_heading_or_the_lead() -> None:
    right(_rows(3), lambda title, text: (e := main(title, text)) and e.what.text, 0.7)


def test_who_is_named() -> None:
    def named(title: str, text: str) -> str | None:
        event = main(title, text)
        return next((a.text for a in event.actors if a.role == "actor"), None) if event else None

    right(_rows(2), named, 0.6)


def test_the_day_stands_in_the_lead() -> None:
    right(_rows(4), lambda title, text: (e := main(title, text)) and e.time and (e.time.from_ or "")[:10], 0.8)


def test_the_place_stands_in_the_lead() -> None:
    right(_rows(5), lambda title, text: (e := main(title, text)) and e.place and e.place.text, 0.7)


@pytest.mark.parametrize("line", CASES)
def test_every_report_has_one_main_event_whose_words_stand_where_it_says(line: str) -> None:
    title, text = (cell.strip() for cell in line.split("|")[:2])
    found = mark(Report(id="n", title=title, text=text, published="2025-10-20")).events
    assert sum(e.main for e in found) == 1
    for event in found:
        for span in (event.what, event.trigger, *event.actors, *event.places, *event.times):
            assert (title if span.in_ else text)[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("How to keep bees in winter", "Wrap the hive, leave the bees their honey and do not open the lid."),
        ("An evening with the harbour choir", "The choir sings on Thursdays. Newcomers are welcome."),
        ("Beer war ends in truce", "Two breweries have made up after a summer in which each cut its prices."),
        ("Sunny spells and a light breeze", "The morning will be dry. Clouds gather from the west towards evening."),
    ],
)
def test_a_heading_alone_makes_no_event(title: str, text: str) -> None:
    assert not [e for e in mark(Report(id="n", title=title, text=text, published="2025-10-20")).events if e.trigger.in_ == "title"]
