"""How many: killed, wounded, arrested, displaced, taking part."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.events import amounts, quantities
from tests.support.reading import read

Row = tuple[str, float | None, str]


def counted(text: str, trigger: str, type: str = "ASSAULT", **roles: str) -> list[Row]:
    reading = read(text)
    draft = reading.draft(trigger, type, **roles)
    quantities.find(reading.doc, reading.phrases, [draft])
    return [(q.kind, q.value, q.text) for q in draft.quantities]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("The blast killed 12 people.", "killed", [("killed", 12, "12")]),
        ("Twelve people were killed.", "killed", [("killed", 12, "Twelve")]),
        ("At least 12 people were killed.", "killed", [("killed", 12, "At least 12")]),
        ("A bomb exploded, killing three and wounding 12.", "exploded", [("killed", 3, "three"), ("wounded", 12, "12")]),
        ("The attack left three dead and 20 wounded.", "attack", [("killed", 3, "three"), ("wounded", 20, "20")]),
        ("The attack killed three soldiers and five civilians.", "attack", [("killed", 3, "three"), ("killed", 5, "five")]),
        ("The death toll from the attack rose to 45.", "attack", [("killed", 45, "45")]),
        ("The raid led to the deaths of six villagers.", "raid", [("killed", 6, "six")]),
        ("Dozens of people died in the attack.", "attack", [("killed", None, "Dozens")]),
        ("A gunman shot and killed dozens", "killed", [("killed", None, "dozens")]),
        ("No one was hurt in the attack.", "attack", [("wounded", 0, "No")]),
        ("Some 1.2 million people were killed.", "killed", [("killed", 1_200_000, "Some 1.2 million")]),
        ("Twenty-one people were injured in the raid.", "raid", [("wounded", 21, "Twenty-one")]),
        ("The attack on 3 May killed two.", "attack", [("killed", 2, "two")]),
        ("The attack in 2017 hit a base.", "attack", []),
        ("They fired 12 rockets in the attack.", "attack", []),
        ("The attack cost 12 million dollars.", "attack", []),
    ],
)
def test_casualties(text: str, trigger: str, expected: list[Row]) -> None:
    assert counted(text, trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "type", "roles", "expected"),
    [
        ("Police arrested 30 men.", "arrested", "COERCE", {}, [("arrested", 30, "30")]),
        ("Two men were detained.", "detained", "COERCE", {}, [("detained", 2, "Two")]),
        ("Gunmen abducted 40 pupils.", "abducted", "ASSAULT", {}, [("abducted", 40, "40")]),
        ("The storm left six sailors missing.", "storm", "ASSAULT", {}, [("missing", 6, "six")]),
        ("The rebels freed some 30 captives.", "freed", "RETREAT", {}, [("released", 30, "some 30")]),
        ("Some 200 families were deported.", "deported", "COERCE", {}, [("deported", 200, "Some 200")]),
        ("The floods displaced about 5,000 people.", "displaced", "MIGRATE", {}, [("displaced", 5000, "about 5,000")]),
        ("A North Korean soldier crossed.", "crossed", "CROSS", {"actor": "A North Korean soldier"}, [("taking part", 1, "A")]),
        (
            "About 34,000 people have come.",
            "come",
            "CROSS",
            {"actor": "About 34,000 people"},
            [("taking part", 34000, "About 34,000")],
        ),
        ("Two soldiers crossed.", "crossed", "CROSS", {"actor": "Two soldiers"}, [("taking part", 2, "Two")]),
        ("Another soldier crossed.", "crossed", "CROSS", {"actor": "Another soldier"}, []),
        ("An army crossed.", "crossed", "CROSS", {"actor": "An army"}, []),
        ("A court convicted him.", "convicted", "ACCUSE", {"actor": "A court"}, []),
        (
            "Hundreds of students marched.",
            "marched",
            "PROTEST",
            {"actor": "Hundreds of students"},
            [("taking part", None, "Hundreds")],
        ),
    ],
)
def test_other_kinds(text: str, trigger: str, type: str, roles: dict[str, str], expected: list[Row]) -> None:
    assert counted(text, trigger, type, **roles) == expected


@pytest.mark.parametrize(
    ("words", "value", "low", "high", "approximate"),
    [
        ("12", 12, None, None, False),
        ("twelve", 12, None, None, False),
        ("two hundred and five", 205, None, None, False),
        ("1,500", 1500, None, None, False),
        ("about 34,000", 34000, None, None, True),
        ("at least 12", 12, 12, None, True),
        ("more than a dozen", 12, 12, None, True),
        ("up to 40", 40, None, 40, True),
        ("between five and seven", None, 5, 7, True),
        ("5 to 7", None, 5, 7, True),
        ("dozens of", None, 24, None, True),
        ("a handful of", None, 3, 7, True),
        ("several", None, 3, 9, True),
        ("tens of thousands of", None, 20000, None, True),
        ("half a dozen", 6, None, None, False),
        ("some 300", 300, None, None, True),
        ("nearly 300", 300, None, None, True),
        ("no fewer than 12", 12, 12, None, True),
        ("upwards of 50", 50, 50, None, True),
        ("as many as 40", 40, None, 40, True),
        ("fewer than 20", 20, None, 20, True),
        ("exactly 12", 12, None, None, False),
        ("scores of", None, 40, None, True),
        ("hundreds of thousands of", None, 200000, None, True),
        ("several hundred", None, 300, 999, True),
        ("a few", None, 3, 5, True),
        ("no", 0, None, None, False),
    ],
)
def test_amounts(words: str, value: float | None, low: float | None, high: float | None, approximate: bool) -> None:
    reading = read(f"The guards held {words} soldiers.")
    found = amounts.find(reading.doc.sentences[0], reading.phrases[0])
    assert [(a.value, a.low, a.high, a.approximate) for a in found] == [(value, low, high, approximate)]


def test_a_count_goes_to_the_event_whose_word_says_it() -> None:
    reading = read("The shelling began at dawn and the raid killed four soldiers.")
    shelling, killed = reading.draft("shelling"), reading.draft("killed")
    quantities.find(reading.doc, reading.phrases, [shelling, killed])
    assert not shelling.quantities
    assert [q.value for q in killed.quantities] == [4]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "12",
                "1,2,3",
                "5.5.5",
                "killed",
                "three",
                "and",
                "half",
                "a",
                "dozen",
                "million",
                "between",
                "to",
                "of",
                "dead",
                "at",
                "least",
                "people",
                "99999999999999999999",
                ".",
                ",",
                "%",
            ]
        ),
        max_size=30,
    )
)
def test_spans_are_true_whatever_the_words(words: list[str]) -> None:
    text = " ".join([*words, "attack"])
    reading = read(text)
    draft = reading.draft("attack")
    quantities.find(reading.doc, reading.phrases, [draft])
    for quantity in draft.quantities:
        assert quantity.text == reading.doc.text.text[quantity.start : quantity.end] != ""


def test_a_sentence_made_to_hurt_takes_time_in_proportion() -> None:
    def seconds(times: int) -> float:
        reading = read("attack " + "killed 12 " * times)
        draft = reading.draft("attack")
        started = time.process_time()
        quantities.find(reading.doc, reading.phrases, [draft])
        return time.process_time() - started

    seconds(100)
    assert seconds(8000) < 4 * 2 * seconds(2000)
