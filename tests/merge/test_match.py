"""Which two mentions are one event, and which are not, and why."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from precedent.merge.blocks import blocks
from precedent.merge.match import Match, link, match
from precedent.merge.mention import Mention
from precedent.records import CARRIED, Also, Reading
from tests.support.telling import Ground, event, mention, when

SOLDIER = ("A northern soldier", "actor", "PRK", "MIL")
LAST_AUGUST = (
    Reading(value="2024-08", from_="2024-08-01", until="2024-09-01"),
    Reading(value="2025-08", from_="2025-08-01", until="2025-09-01"),
)


def crossing(report: str, published: str | None, text: str, *time: Any, trigger: str = "crossed", **more: Any) -> Mention:
    """A crossing by a northern soldier, unless more is said; ``time`` is words, from, until (grain, readings)."""
    more.setdefault("actors", [SOLDIER] if SOLDIER[0] in text else [])
    return mention(report, published, event(text, trigger, time=when(text, *time) if time else None, **more))


def blast(report: str, published: str | None, text: str, *time: Any, trigger: str = "killed", **more: Any) -> Mention:
    return mention(
        report, published, event(text, trigger, type="ASSAULT", codebook="plover", time=when(text, *time) if time else None, **more)
    )


NEWS = crossing(
    "news",
    "2025-10-20",
    "A northern soldier crossed the Line on Sunday",
    *("Sunday", "2025-10-19", "2025-10-20"),
    places=[("Line", "location")],
    main=True,
)
OLD = crossing(
    "old",
    "2017-11-14",
    "A northern soldier fled through the Village on 13 November 2017",
    *("13 November 2017", "2017-11-13", "2017-11-14"),
    trigger="fled",
    places=[("Village", "location")],
    main=True,
)
AUGUST = crossing(
    "august",
    "2024-08-20",
    "A northern soldier crossed at the Harbour on Tuesday",
    *("Tuesday", "2024-08-20", "2024-08-21"),
    places=[("Harbour", "location")],
    main=True,
)
BLAST = blast(
    "blast",
    "2024-03-02",
    "A bomb killed 12 in Nairobi on Friday",
    *("Friday", "2024-03-01", "2024-03-02"),
    places=[("Nairobi", "location")],
    quantities=[("12", "killed", 12, False)],
    main=True,
)

SAME = {
    "told by another paper, with a finer place": (
        NEWS,
        crossing(
            "b",
            "2025-10-21",
            "A northern soldier crossed near the Village on 19 October",
            *("19 October", "2025-10-19", "2025-10-20"),
            places=[("Village", "location")],
            main=True,
        ),
    ),
    "news without a time, published a day later": (
        NEWS,
        crossing("b", "2025-10-21", "A northern soldier crossed the Line", places=[("Line", "location")], main=True),
    ),
    "history with only its year, at the same place": (
        OLD,
        crossing(
            "b",
            "2025-10-20",
            "In 2017 another soldier fled through the Village",
            *("2017", "2017-01-01", "2018-01-01", "year"),
            trigger="fled",
            places=[("Village", "location")],
            actors=[("another soldier", "actor", None, "MIL")],
            standing="background",
        ),
    ),
    "history in a month that can be read in two ways": (
        AUGUST,
        crossing(
            "b",
            "2025-10-20",
            "last August A northern soldier crossed at the Harbour",
            *("last August", "2024-08-01", "2024-09-01", "month", LAST_AUGUST),
            places=[("Harbour", "location")],
            standing="background",
        ),
    ),
    "a plan, and what came of it": (
        NEWS,
        crossing(
            "b",
            "2025-10-17",
            "A northern soldier will cross the Line on Sunday",
            *("Sunday", "2025-10-19", "2025-10-20"),
            trigger="will cross",
            places=[("Line", "location")],
            modality="planned",
            tense="future",
        ),
    ),
    "a denial of it": (
        NEWS,
        crossing(
            "b",
            "2025-10-21",
            "It is denied that A northern soldier crossed the Line on Sunday",
            *("Sunday", "2025-10-19", "2025-10-20"),
            places=[("Line", "location")],
            denied="denied",
        ),
    ),
    "a toll that was revised": (
        BLAST,
        blast(
            "b",
            "2024-03-04",
            "The bomb of Friday killed 19 in Nairobi",
            *("Friday", "2024-03-01", "2024-03-02"),
            places=[("Nairobi", "location")],
            quantities=[("19", "killed", 19, False)],
        ),
    ),
    "another reading of its type": (
        BLAST,
        mention(
            "b",
            "2024-03-02",
            event(
                "The attack on Nairobi on Friday",
                "attack",
                type="RAID",
                codebook="mine",
                also=(Also(codebook="plover", type="ASSAULT"),),
                time=when("The attack on Nairobi on Friday", "Friday", "2024-03-01", "2024-03-02"),
                places=[("Nairobi", "location")],
                main=True,
            ),
        ),
    ),
    "either side of midnight": (
        BLAST,
        blast(
            "b",
            "2024-03-02",
            "A bomb killed 12 in Nairobi on Saturday night",
            *("Saturday night", "2024-03-02", "2024-03-03", "part"),
            places=[("Nairobi", "location")],
            quantities=[("12", "killed", 12, False)],
            main=True,
        ),
    ),
}

DIFFERENT = {
    "a day later, said as surely": (
        AUGUST,
        crossing(
            "b",
            "2024-08-22",
            "A northern soldier crossed at the Harbour on Wednesday",
            *("Wednesday", "2024-08-21", "2024-08-22"),
            places=[("Harbour", "location")],
            main=True,
        ),
        "time",
    ),
    "the same day, at another place": (
        AUGUST,
        crossing(
            "b",
            "2024-08-21",
            "A northern soldier crossed at the Island on Tuesday",
            *("Tuesday", "2024-08-20", "2024-08-21"),
            places=[("Island", "location")],
            main=True,
        ),
        "place",
    ),
    "the same day, in another town of one country": (
        BLAST,
        blast(
            "b",
            "2024-03-02",
            "A bomb killed 9 in Mombasa on Friday",
            "Friday",
            "2024-03-01",
            "2024-03-02",
            places=[("Mombasa", "location")],
        ),
        "place",
    ),
    "a total": (
        NEWS,
        crossing(
            "b",
            "2025-10-21",
            "A northern soldier crossed the Line on Sunday",
            "Sunday",
            "2025-10-19",
            "2025-10-20",
            places=[("Line", "location")],
            genericity="total",
        ),
        "genericity",
    ),
    "a habit": (
        NEWS,
        crossing("b", "2025-10-21", "A northern soldier crossed the Line", places=[("Line", "location")], genericity="habitual"),
        "genericity",
    ),
    "by soldiers of another country": (
        NEWS,
        crossing(
            "b",
            "2025-10-20",
            "Southern soldiers crossed the Line on Sunday",
            "Sunday",
            "2025-10-19",
            "2025-10-20",
            places=[("Line", "location")],
            actors=[("Southern soldiers", "actor", "KOR", "MIL")],
        ),
        "actor.country",
    ),
    "a denial of another": (
        NEWS,
        crossing(
            "b",
            "2025-10-21",
            "It is denied that a second soldier crossed the Line on Sunday",
            *("Sunday", "2025-10-19", "2025-10-20"),
            places=[("Line", "location")],
            actors=[("a second soldier", "actor", "PRK", "MIL")],
            denied="denied",
        ),
        "denied of another",
    ),
    "reported before it happened": (
        NEWS,
        crossing("b", "2025-10-10", "A northern soldier crossed the Line", places=[("Line", "location")], standing="background"),
        "time",
    ),
    "told apart in one report": (
        NEWS,
        crossing(
            "news",
            "2025-10-20",
            "another soldier crossed the Line on Sunday",
            "Sunday",
            "2025-10-19",
            "2025-10-20",
            places=[("Line", "location")],
            actors=[("another soldier", "actor", None, "MIL")],
        ),
        "told apart",
    ),
    "a type of another family": (
        BLAST,
        crossing(
            "b",
            "2024-03-02",
            "He crossed into Nairobi on Friday",
            "Friday",
            "2024-03-01",
            "2024-03-02",
            places=[("Nairobi", "location")],
        ),
        "type",
    ),
    "in the month, but by a civilian": (
        AUGUST,
        crossing(
            "b",
            "2025-10-20",
            "In August 2024 a fisherman crossed the Line",
            *("August 2024", "2024-08-01", "2024-09-01", "month"),
            places=[("Line", "location")],
            actors=[("a fisherman", "actor", "PRK", "CVL")],
            standing="background",
        ),
        "",
    ),
    "nothing but type and day in common": (
        NEWS,
        crossing(
            "b",
            "2025-10-20",
            "Some people crossed on Sunday",
            "Sunday",
            "2025-10-19",
            "2025-10-20",
            actors=[("Some people", "actor", None, None)],
        ),
        "",
    ),
}


def both_ways(a: Mention, b: Mention) -> Match:
    found = match(a.features, b.features, Ground())
    assert match(b.features, a.features, Ground()) == found
    return found


@pytest.mark.parametrize(("a", "b"), SAME.values(), ids=SAME)
def test_one_event(a: Mention, b: Mention) -> None:
    found = both_ways(a, b)
    assert found.barred is None
    assert found.linked, found
    assert round(sum(r.weight for r in found.reasons), 3) == found.score
    assert set(blocks(a.features).looked) & set(blocks(b.features).kept)
    assert set(blocks(b.features).looked) & set(blocks(a.features).kept)


@pytest.mark.parametrize(("a", "b", "why"), DIFFERENT.values(), ids=DIFFERENT)
def test_two_events(a: Mention, b: Mention, why: str) -> None:
    found = both_ways(a, b)
    assert not found.linked, found
    if why:
        assert (found.barred or "").startswith(why)


@pytest.mark.parametrize(("a", "b"), [*SAME.values(), *((a, b) for a, b, _ in DIFFERENT.values())])
def test_a_link_is_what_comparing_everything_gives(a: Mention, b: Mention) -> None:
    found = match(a.features, b.features, Ground())
    assert link(a.features, b.features, Ground()) == (found.score if found.linked else None)
    assert link(b.features, a.features, Ground()) == link(a.features, b.features, Ground())


def test_a_country_that_no_words_say_keeps_nothing_apart() -> None:
    """ "Soldiers" in a paper from another country are read as of that country, until words say otherwise."""
    said = crossing("b", "2025-10-20", "soldiers crossed the Line on Sunday", "Sunday", "2025-10-19", "2025-10-20",
                    places=[("Line", "location")], actors=[("soldiers", "actor", "KOR", "MIL")])  # fmt: skip
    taken = said.event.actors[0]
    carried = msgspec.structs.replace(said.event, actors=(msgspec.structs.replace(taken, how=CARRIED),))
    assert match(NEWS.features, said.features, Ground()).barred == "actor.country"
    found = match(NEWS.features, mention("b", "2025-10-20", carried).features, Ground())
    assert found.barred is None
    assert not any(reason.feature.endswith("country") for reason in found.reasons)
