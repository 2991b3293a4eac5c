"""Questions against a small ledger: how each is read, what the answer is, and what is said beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from precedent.answers import Answer
from precedent.ask import order
from precedent.ask.answer import ask
from precedent.ask.check import check
from precedent.ask.precedents import precedents
from precedent.codebooks.load import shipped
from precedent.entries import CitedActor
from precedent.errors import NotFound
from precedent.pipeline import mark_typed
from precedent.records import Marked, to_json
from tests.ask.small import Small, event

TODAY = "2025-10-20"
OLD = event("old", "2017-11-13")
AUG24 = event("aug24", "2024-08-20")
JUL25 = event("jul25", "2025-07-03", "CVL")
FIVE = event("five", "2025-09-01", quantities={"taking part": 5})
OCT25 = event("oct25", "2025-10-19")
VAGUE = event("vague", "2025")
UNDATED = event("undated", None)
PLANNED = event("planned", "2025-05-01", modality="planned")
TOTAL = event("total", None, "CVL", genericity="total", quantities={"taking part": 34000})
ATTACK = event("attack", "2025-03-01", "REB", type="ASSAULT", at="kabul", country="AFG", quantities={"killed": 12})
CROSSINGS = (OLD, AUG24, JUL25, FIVE, OCT25, PLANNED, ATTACK)


def telling(text: str) -> Marked:
    tries = list(mark_typed(text, TODAY))
    return next((found for found in tries if found.events), tries[0])


def answer(question: str, *rows: Any) -> Answer:
    return ask(Small(*(rows or CROSSINGS)), question, TODAY, telling, shipped())


POST = event(
    "post",
    "2025-02-01",
    "REB",
    type="ASSAULT",
    at="",
    actors=(CitedActor(role="recipient", name="the army post at Kabul", country=None, sector="MIL", citations=()),),
)


def test_an_event_lies_where_the_words_for_those_in_it_say() -> None:
    assert answer("How many attacks were there at Kabul in 2025?", POST).events == ("post",)
    assert answer("How many attacks were there at Nairobi in 2025?", POST).events == ()


def test_the_last_to_do_it_is_one() -> None:
    assert answer("Who was the last soldier to cross the line?").events == ("oct25",)
    assert answer("Who was the first soldier to cross the line?").events == ("old",)


# question, the answer, its kind, the events it rests on
ANSWERS = [
    ("How many soldiers crossed the line since 2024?", 7, "count", ["aug24", "five", "oct25"]),
    ("How many soldiers crossed the line in 2025?", 6, "count", ["five", "oct25"]),
    ("How many crossings were there in 2025?", 3, "count", ["jul25", "five", "oct25"]),
    ("How many crossings by soldiers were there before 2024?", 1, "count", ["old"]),
    ("How many crossings were there between 2017 and 2024?", 2, "count", ["old", "aug24"]),
    ("How many times have soldiers crossed the line this year?", 2, "count", ["five", "oct25"]),
    ("How many civilians crossed in 2025?", 1, "count", ["jul25"]),
    ("How many people were killed in attacks in 2025?", 12, "count", ["attack"]),
    ("When did a soldier last cross the line?", "2025-10-19", "date", ["oct25"]),
    ("When did a soldier first cross the line?", "2017-11-13", "date", ["old"]),
    ("When did a civilian cross the line?", "2025-07-03", "date", ["jul25"]),
    ("When was the last attack?", "2025-03-01", "date", ["attack"]),
    ("When did a diplomat last cross the line?", None, "date", []),
    ("Which civilians crossed in 2025?", ("a civilian",), "actors", ["jul25"]),
    ("Who crossed the line in October 2025?", ("a soldier",), "actors", ["oct25"]),
    ("Where did rebels attack in 2025?", ("kabul",), "places", ["attack"]),
    ("Did a soldier cross the line in 2024?", ("aug24",), "events", ["aug24"]),
    ("Did a soldier cross the line in 2020?", (), "events", []),
    ("Which was the first crossing?", ("old",), "events", ["old"]),
    ("What happened in March 2025?", ("attack",), "events", ["attack"]),
]


@pytest.mark.parametrize(("question", "value", "kind", "events"), ANSWERS, ids=[a[0] for a in ANSWERS])
def test_a_question_is_answered(question: str, value: object, kind: str, events: list[str]) -> None:
    said = answer(question)
    assert (said.answer, said.answer_kind, list(said.events)) == (value, kind, events)
    assert said.coverage is not None


def test_the_reading_is_shown_in_words_and_as_the_query() -> None:
    said = answer("How many soldiers crossed the line since 2024?")
    assert said.reading is not None
    assert said.reading.words == "people in crossings by soldiers since 1 January 2024"
    assert said.reading.query.type == ("CROSS",)
    assert (said.reading.query.roles[0].sector, said.reading.query.count_by) == ("MIL", "people")


def test_a_mode_that_only_the_company_suggests_is_not_asked_for() -> None:
    said = answer("When did a soldier last cross the line?")
    assert said.reading is not None
    assert said.reading.query.mode == ()


def test_what_nearly_counts_is_told_apart() -> None:
    said = answer("How many soldiers crossed the line in 2025?")
    assert [(m.event, m.words) for m in said.near_misses] == [
        ("planned", "1 May 2025: planned, not done"),
        ("jul25", "3 July 2025: a civilian, not soldiers"),
    ]


def test_dates_that_are_not_sure_are_left_out_and_said() -> None:
    said = answer("How many soldiers crossed the line in March 2025?", VAGUE, UNDATED)
    assert said.answer == 0
    assert any("vague" in c for c in said.caveats)
    assert any("undated" in c for c in said.caveats)


def test_without_a_time_the_undated_count() -> None:
    assert answer("How many crossings by soldiers were there?", OLD, UNDATED).answer == 2


def test_a_cited_total_answers_only_where_no_event_does() -> None:
    assert answer("How many civilians crossed the line?", TOTAL).answer == 34000
    assert answer("How many civilians crossed the line?", TOTAL, JUL25).answer == 1


def test_nothing_held_is_never_nothing_happened() -> None:
    said = answer("How many crossings were there in 2020?")
    assert said.answer == 0
    assert "does not show that there was none" in said.caveats[-1]


@pytest.mark.parametrize("question", ["Why did soldiers cross?", "What is the capital of France?", "Hello", "What happened?", "?"])
def test_what_cannot_be_read_is_said_with_what_can(question: str) -> None:
    said = answer(question)
    assert (said.answer_kind, said.answer, said.reading) == ("unreadable", None, None)
    assert "ask how many, which, who, where, when" in said.words


KABUL = msgspec.structs.replace(ATTACK, places=(msgspec.structs.replace(ATTACK.places[0], place="geonames:1138958", name="Kabul"),))
ORDERS = [
    ("a soldier crossed in 2017 before rebels attacked Kabul", "before", "supported"),
    ("a soldier crossed in 2017 after rebels attacked Kabul", "after", "refuted"),
    ("rebels attacked Kabul after soldiers crossed the line in October 2025", "after", "refuted"),
    ("rebels attacked Kabul before soldiers crossed the line in October 2025", "before", "supported"),
    ("a soldier crossed the line before rebels attacked Kabul", "before", "not-enough-info"),
    ("protesters marched in Paris before rebels attacked Kabul", "before", "not-enough-info"),
]


@pytest.mark.parametrize(("text", "kind", "verdict"), ORDERS)
def test_what_came_first(text: str, kind: str, verdict: str) -> None:
    claim = order.read(text, telling, shipped())
    assert claim is not None
    said = check(Small(OLD, AUG24, JUL25, OCT25, KABUL), claim, TODAY)
    assert (said.kind, said.verdict) == (kind, verdict)


def test_precedents_are_before_it_and_explain_themselves() -> None:
    said = precedents(Small(*CROSSINGS), "oct25", TODAY)
    assert [p.event for p in said.precedents] == ["five", "aug24", "old", "jul25"]
    assert said.precedents[0].score == 1.0
    last = said.precedents[-1]
    assert [(x.field, x.there, x.here) for x in last.differs] == [("actor's sector", "a civilian", "a soldier")]
    assert "type" in [x.field for x in last.same]
    assert "actor's sector a civilian, not a soldier" in last.words


def test_each_likeness_is_a_part_of_the_score() -> None:
    for found in precedents(Small(*CROSSINGS), "oct25", TODAY).precedents:
        held = (*found.same, *found.differs)
        assert found.score == pytest.approx(sum(x.worth for x in held) / sum(x.most for x in held), abs=0.001)


def test_an_event_without_a_day_has_no_before() -> None:
    with pytest.raises(NotFound):
        precedents(Small(UNDATED), "undated", TODAY)


def test_the_keys_are_the_contracts(shared: Path) -> None:
    wanted = json.loads((shared / "contract" / "ask.output.json").read_text(encoding="utf-8"))
    said = json.loads(to_json(answer("How many soldiers crossed the line since 2024?")))
    assert [k for k in said if k in wanted] == list(wanted)
    assert list(said["reading"]) == list(wanted["reading"])
    assert list(said["coverage"]) == list(wanted["coverage"])
