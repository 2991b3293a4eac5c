"""One occurrence told twice is one event; what is told apart stays apart; the news is told from history. Read end to end."""

from __future__ import annotations

from precedent.pipeline import mark
from precedent.records import Event, Report
from tests.events.sentences import right

PUBLISHED = "2025-10-20"


def events(text: str, title: str | None = None, published: str | None = PUBLISHED) -> tuple[Event, ...]:
    return mark(Report(id="r", text=text, title=title, published=published)).events


ONE = [
    ("A soldier crossed the border on Sunday. It was the first crossing since May.", None),
    ("A soldier crossed the border on Sunday.", "Soldier crosses border"),
    ("Soldier crosses border\n\nA soldier crossed the border on Sunday.", None),
    ("Rebels attacked a convoy near Kidal on Friday. No group has said that it was behind the attack.", None),
    ("The last strike at the port was in August 2018, when dockers laid down their tools.", None),
    ("Rebels attacked a convoy near Kidal on Friday.\n\nRebels attacked a convoy near Kidal on Friday.", None),
]
TWO = [
    ("A soldier crossed the border on Sunday. Another soldier crossed the border on Monday.", None),
    ("Police arrested two men in Lyon on 3 May 2024. Police arrested a woman in Lille on 5 May 2024.", None),
    ("Rebels attacked a convoy on Friday. The army denied that rebels had attacked a base.", None),
]


def test_told_again_is_one_event() -> None:
    right([(*case, True) for case in ONE], lambda text, title: _alike(text, title) == (1, True), 0.8)


def test_told_apart_stays_apart() -> None:
    right([(*case, 2) for case in TWO], lambda text, title: _alike(text, title)[0], 0.6)


def _alike(text: str, title: str | None) -> tuple[int, bool]:
    """How many events are of the first's type, and whether the first is told more than once."""
    found = events(text, title)
    return sum(e.type == found[0].type for e in found), len(found[0].mentions) > 1


def test_the_news_is_main_and_history_is_background_with_its_words() -> None:
    found = events("A soldier crossed the border on Sunday. In 2017 another soldier fled across the river.")
    assert [e.standing for e in found] == ["main", "background"]
    assert [e.main for e in found] == [True, False]
    assert [c.text for c in found[1].cues if c.attribute == "standing"] == ["In 2017"]


def test_without_a_date_history_is_told_from_the_latest_event() -> None:
    found = events("On 3 May 2024 police arrested a man in Lyon. On 9 June 2011 police arrested his father.", published=None)
    assert [e.standing for e in found] == ["main", "background"]


def test_what_goes_on_with_the_same_people_keeps_the_day() -> None:
    found = events("A soldier fled across the border on Monday. Guards opened fire on him.")
    fired = next(e for e in found if e.type == "ASSAULT")
    assert fired.time is not None
    assert (fired.time.text, fired.time.from_) == ("Monday", "2025-10-20")


def test_a_match_report_tells_of_no_attack() -> None:
    assert not events(
        "The home side shot from all distances and their attack broke the defence before half-time. "
        "A late goal won the cup final, and the coach said the guests had surrendered the title."
    )
