"""Sentences that compare, and the claims they make."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.events.claims import find
from precedent.records import Claim
from tests.events.telling import PUBLISHED, SECTORS, tell

TOLD = "A North Korean soldier crossed the line on Sunday. "


def claims(text: str, published: str | None = PUBLISHED) -> tuple[Claim, ...]:
    doc, phrases, drafts, times = tell(text, published)

    def describe(sentence: int, first: int, last: int) -> tuple[str | None, str | None]:
        words = [t.text for t in doc.sentences[sentence].tokens[first:last]]
        return ("PRK" if "Korean" in words else None), next((SECTORS[w] for w in words if w in SECTORS), None)

    return find(doc, phrases, drafts, times, [f"e{k}" for k in range(1, len(drafts) + 1)], describe)


AUGUST, AUGUST_20, SEVENTEEN = "2024-08-01", "2024-08-20", "2017-01-01"
YEAR, MONTH, MARCH, JANUARY = "2025-01-01", "2025-10-01", "2025-03-01", "2025-01-01"

# text, the claim's words, kind, number, where its first reading begins, sector of the actor wanted
CLAIMS = [
    # never, twice, the first time that
    (
        "A soldier has crossed the line twice this year.",
        "A soldier has crossed the line twice this year",
        "number-in-period",
        2,
        YEAR,
        "MIL",
    ),
    (
        "the first time that a soldier has crossed the line",
        "the first time that a soldier has crossed the line",
        "first-ever",
        None,
        None,
        "MIL",
    ),
    # first since
    (
        TOLD + "It was the first crossing by a soldier since last August.",
        "the first crossing by a soldier since last August",
        "first-since",
        None,
        AUGUST,
        "MIL",
    ),
    (
        TOLD + "It is the first such crossing since 2017.",
        "the first such crossing since 2017",
        "first-since",
        None,
        SEVENTEEN,
        "MIL",
    ),
    (TOLD + "It was the first of its kind since 2017.", "the first of its kind since 2017", "first-since", None, SEVENTEEN, "MIL"),
    (TOLD + "The incident was the first since last August.", "the first since last August", "first-since", None, AUGUST, "MIL"),
    (
        TOLD + "This was the first incident since 2017, the army said.",
        "the first incident since 2017",
        "first-since",
        None,
        SEVENTEEN,
        "MIL",
    ),
    (
        "He is the first soldier to cross the line since 2017.",
        "the first soldier to cross the line since 2017",
        "first-since",
        None,
        SEVENTEEN,
        "MIL",
    ),
    (
        "He was the first North Korean soldier to have crossed since last August.",
        "the first North Korean soldier to have crossed since last August",
        "first-since",
        None,
        AUGUST,
        "MIL",
    ),
    (
        "She became the first civilian who crossed since 2017.",
        "the first civilian who crossed since 2017",
        "first-since",
        None,
        SEVENTEEN,
        "CVL",
    ),
    (
        "A soldier crossed the line for the first time since 2017.",
        "for the first time since 2017",
        "first-since",
        None,
        SEVENTEEN,
        "MIL",
    ),
    (
        "For the first time since 2017, a soldier crossed the line.",
        "For the first time since 2017",
        "first-since",
        None,
        SEVENTEEN,
        "MIL",
    ),
    (
        "It was the first time a soldier had crossed the line since 2017.",
        "the first time a soldier had crossed the line since 2017",
        "first-since",
        None,
        SEVENTEEN,
        "MIL",
    ),
    ("Not since 2017 has a soldier crossed the line.", "Not since 2017", "first-since", None, SEVENTEEN, "MIL"),
    ("North Korea fired its first missile since January.", "its first missile since January", "first-since", None, JANUARY, None),
    (
        "the first crossing by a soldier since last August",
        "the first crossing by a soldier since last August",
        "first-since",
        None,
        AUGUST,
        "MIL",
    ),
    (
        "first crossing by a soldier since August 2024",
        "first crossing by a soldier since August 2024",
        "first-since",
        None,
        AUGUST,
        "MIL",
    ),
    (
        "It was the first crossing since the armistice of 1953.",
        "the first crossing since the armistice of 1953",
        "first-since",
        None,
        "1953-01-01",
        None,
    ),
    (
        "It was the first crossing, officials said, since last August.",
        "the first crossing, officials said, since last August",
        "first-since",
        None,
        AUGUST,
        None,
    ),
    (
        "It was the first attack claimed by the group since March.",
        "the first attack claimed by the group since March",
        "first-since",
        None,
        MARCH,
        None,
    ),
    # first ever
    ("It was the first-ever crossing by a soldier.", "the first-ever crossing by a soldier", "first-ever", None, None, "MIL"),
    ("It was the first ever crossing by a soldier.", "the first ever crossing by a soldier", "first-ever", None, None, "MIL"),
    (
        "It was the first crossing by a soldier in history.",
        "the first crossing by a soldier in history",
        "first-ever",
        None,
        None,
        "MIL",
    ),
    ("A soldier crossed the line for the first time.", "for the first time", "first-ever", None, None, "MIL"),
    ("It was the first crossing on record.", "the first crossing on record", "first-ever", None, None, None),
    ("It was the first crossing since records began.", "the first crossing since records began", "first-ever", None, None, None),
    ("He was the first soldier to cross the line.", "the first soldier to cross the line", "first-ever", None, None, "MIL"),
    ("the first soldier to cross the line", "the first soldier to cross the line", "first-ever", None, None, "MIL"),
    (TOLD + "It was the first such crossing.", "the first such crossing", "first-ever", None, None, "MIL"),
    # first in a period
    ("It was the first crossing in seven years.", "the first crossing in seven years", "first-in-period", None, "2018-10-20", None),
    (
        "It was the first crossing in nearly seven years.",
        "the first crossing in nearly seven years",
        "first-in-period",
        None,
        "2018-10-20",
        None,
    ),
    (
        "It was the first crossing in more than seven years.",
        "the first crossing in more than seven years",
        "first-in-period",
        None,
        "2018-10-20",
        None,
    ),
    (
        "A soldier crossed for the first time in a decade.",
        "for the first time in a decade",
        "first-in-period",
        None,
        "2015-10-20",
        "MIL",
    ),
    ("A soldier crossed for the first time in years.", "for the first time in years", "first-in-period", None, None, "MIL"),
    ("It was the first crossing this year.", "the first crossing this year", "first-in-period", None, YEAR, None),
    ("It was this year's first crossing.", "this year's first crossing", "first-in-period", None, YEAR, None),
    ("It was the first crossing of 2025.", "the first crossing of 2025", "first-in-period", None, YEAR, None),
    # nth
    ("It was the third crossing this year.", "the third crossing this year", "nth-in-period", 3, YEAR, None),
    ("third crossing of the MDL this year", "third crossing of the MDL this year", "nth-in-period", 3, YEAR, None),
    ("It is the 3rd crossing so far this year.", "the 3rd crossing so far this year", "nth-in-period", 3, YEAR, None),
    (
        TOLD + "It was the second such crossing in a month.",
        "the second such crossing in a month",
        "nth-in-period",
        2,
        "2025-09-20",
        "MIL",
    ),
    ("It was the third attack in as many weeks.", "the third attack in as many weeks", "nth-in-period", 3, "2025-09-29", None),
    ("It was the second attack in three days.", "the second attack in three days", "nth-in-period", 2, "2025-10-17", None),
    ("He is the third soldier to cross this month.", "the third soldier to cross this month", "nth-in-period", 3, MONTH, "MIL"),
    ("This year's second crossing was quiet.", "This year's second crossing", "nth-in-period", 2, YEAR, None),
    ("It was the fourth crossing since 2020.", "the fourth crossing since 2020", "nth-since", 4, "2020-01-01", None),
    (
        "It was the second time this year that a soldier had crossed.",
        "the second time this year that a soldier had crossed",
        "nth-in-period",
        2,
        YEAR,
        "MIL",
    ),
    ("A soldier crossed for the second time since March.", "for the second time since March", "nth-since", 2, MARCH, "MIL"),
    ("It was the second-ever crossing? No, the second crossing ever.", "the second crossing ever", "nth-ever", 2, None, None),
    # none, no other
    (
        "No other soldier has crossed since 20 August 2024.",
        "No other soldier has crossed since 20 August 2024",
        "no-other-since",
        None,
        AUGUST_20,
        "MIL",
    ),
    (
        "no other soldier has crossed since 20 August 2024",
        "no other soldier has crossed since 20 August 2024",
        "no-other-since",
        None,
        AUGUST_20,
        "MIL",
    ),
    (
        "No other crossing by a soldier has been reported since August 2024.",
        "No other crossing by a soldier has been reported since August 2024",
        "no-other-since",
        None,
        AUGUST,
        "MIL",
    ),
    ("There have been no further attacks since March.", "no further attacks since March", "no-other-since", None, MARCH, None),
    ("No soldier has crossed since 2017.", "No soldier has crossed since 2017", "none-since", None, SEVENTEEN, "MIL"),
    ("Nobody has crossed the line since 2017.", "Nobody has crossed the line since 2017", "none-since", None, SEVENTEEN, None),
    ("There have been no crossings since March.", "no crossings since March", "none-since", None, MARCH, None),
    (
        "Since March, no soldiers have crossed the line.",
        "Since March, no soldiers have crossed the line",
        "none-since",
        None,
        MARCH,
        "MIL",
    ),
    ("A soldier crossed in August 2024. None has crossed since.", "None has crossed since", "none-since", None, AUGUST, None),
    ("No other soldier has crossed this year.", "No other soldier has crossed this year", "no-other-in-period", None, YEAR, "MIL"),
    # deadliest, largest, worst
    (
        "It was the deadliest attack on Kabul since March.",
        "the deadliest attack on Kabul since March",
        "deadliest-since",
        None,
        MARCH,
        None,
    ),
    (
        "It was the most deadly attack in a decade.",
        "the most deadly attack in a decade",
        "deadliest-in-period",
        None,
        "2015-10-20",
        None,
    ),
    ("It was the largest protest since 2017.", "the largest protest since 2017", "largest-since", None, SEVENTEEN, None),
    ("It was the biggest protest this year.", "the biggest protest this year", "largest-in-period", None, YEAR, None),
    ("It was the worst attack in history.", "the worst attack in history", "worst-ever", None, None, None),
    # only
    (
        "It was the only crossing by a soldier this year.",
        "the only crossing by a soldier this year",
        "only-in-period",
        None,
        YEAR,
        "MIL",
    ),
    (
        "She is the only civilian to have crossed since 2017.",
        "the only civilian to have crossed since 2017",
        "only-since",
        None,
        SEVENTEEN,
        "CVL",
    ),
    # last before
    ("The last such crossing was in August 2024.", "The last such crossing was in August 2024", "last-before", None, AUGUST, None),
    (
        TOLD + "The last such crossing was in August 2024.",
        "The last such crossing was in August 2024",
        "last-before",
        None,
        AUGUST,
        "MIL",
    ),
    (
        "The last crossing by a soldier was on 20 August 2024.",
        "The last crossing by a soldier was on 20 August 2024",
        "last-before",
        None,
        AUGUST_20,
        "MIL",
    ),
    (
        "The last time a soldier crossed was in 2017.",
        "The last time a soldier crossed was in 2017",
        "last-before",
        None,
        SEVENTEEN,
        "MIL",
    ),
    ("A soldier last crossed in 2017.", "A soldier last crossed in 2017", "last-before", None, SEVENTEEN, "MIL"),
    # number
    ("Three soldiers have crossed since January.", "Three soldiers have crossed since January", "number-since", 3, JANUARY, "MIL"),
    (
        "At least 12 soldiers have crossed since 2017.",
        "At least 12 soldiers have crossed since 2017",
        "number-since",
        12,
        SEVENTEEN,
        "MIL",
    ),
    ("There have been three crossings this year.", "three crossings this year", "number-in-period", 3, YEAR, None),
    ("There were more than 20 attacks since March.", "more than 20 attacks since March", "number-since", 20, MARCH, None),
    ("North Korean soldiers have crossed four times since 2020.", "four times since 2020", "number-since", 4, "2020-01-01", "MIL"),
]


@pytest.mark.parametrize(("text", "words", "kind", "number", "start", "sector"), CLAIMS)
def test_reads(text: str, words: str, kind: str, number: int | None, start: str | None, sector: str | None) -> None:
    found = claims(text)
    assert [(c.text, c.kind, c.number) for c in found] == [(words, kind, number)]
    claim = found[0]
    assert (claim.since[0].from_ if claim.since else None) == start
    assert next((r.sector for r in claim.query.roles if r.role == "actor"), None) == sector
    assert (claim.query.polarity, claim.query.modality, claim.query.genericity) == ("positive", "asserted", "specific")
    assert text[claim.start : claim.end] == claim.text


@pytest.mark.parametrize(
    "text",
    [
        "The first lady visited Kabul.",
        "The first round of talks was held in March.",
        "At first, the soldiers crossed slowly.",
        "First, a soldier crossed the line.",
        "The first soldier crossed in 2017 and the second in 2020.",
        "The visit began in the third quarter of 2025.",
        "It was one of the deadliest attacks since March.",
        "It was the second deadliest attack since March.",
        "He has lived there since 2017.",
        "No soldier was hurt in the attack.",
        "Three soldiers crossed on Sunday.",
        "Last August, a soldier crossed the line.",
        "The team won its first title since 2017.",
        "The only way to cross is at night.",
        "The First Army attacked in March.",
    ],
)
def test_does_not_read(text: str) -> None:
    assert [c.text for c in claims(text)] == []


def test_the_claim_of_the_contract() -> None:
    (claim,) = claims(TOLD + "It was the first crossing by a soldier since last August.")
    assert [(s.value, s.from_, s.until) for s in claim.since] == [
        ("2024-08", "2024-08-01", "2024-09-01"),
        ("2025-08", "2025-08-01", "2025-09-01"),
    ]
    assert claim.query.type == ("CROSS",)
    assert [(r.role, r.sector, r.words) for r in claim.query.roles] == [("actor", "MIL", "a soldier")]
    assert claim.query.words == "crossings by a soldier"
    assert claim.query.places == ()
    assert claim.event == "e2"


def test_such_takes_who_and_where_from_the_event_just_told() -> None:
    (claim,) = claims(TOLD + "It was the second such crossing this year.")
    assert [(r.role, r.country, r.sector) for r in claim.query.roles] == [("actor", "PRK", "MIL")]
    assert [p.place for p in claim.query.places] == ["precedent:line"]


def test_a_claim_without_an_event_of_its_own_is_about_the_one_told() -> None:
    (claim,) = claims(TOLD + "No other soldier has crossed since 2017.")
    assert claim.event == "e1"


def test_who_is_named_is_looked_for_by_name_and_a_state_by_its_country() -> None:
    (putin,) = claims("Putin visited Kabul for the first time since 2017.")
    (state,) = claims("North Korea fired its first missile since January.")
    assert [(r.country, r.sector, r.words) for r in putin.query.roles] == [(None, None, "Putin")]
    assert [(r.country, r.sector, r.words) for r in state.query.roles] == [("PRK", None, None)]


@pytest.mark.parametrize(
    ("text", "op"),
    [("At least 12 soldiers", ">="), ("More than 12 soldiers", ">"), ("Nearly 12 soldiers", "<"), ("12 soldiers", None)],
)
def test_says_how_a_number_is_meant(text: str, op: str | None) -> None:
    (claim,) = claims(f"{text} have crossed since 2017.")
    assert (claim.op, claim.number, claim.query.count_by) == (op, 12, "people")


def test_a_length_of_time_needs_a_day_to_count_from() -> None:
    (claim,) = claims("It was the first crossing in seven years.", published=None)
    assert [(s.value, s.from_) for s in claim.since] == [("P7Y", None)]


def test_repeated_paragraphs_make_their_claim_once() -> None:
    text = "It was the first crossing by a soldier since last August, the army said on Sunday."
    assert len(claims(f"{text}\n\n{text}")) == 1


WORDS = [
    "the",
    "first",
    "crossing",
    "since",
    "no",
    "other",
    "soldier",
    "has",
    "crossed",
    "2017",
    ",",
    "time",
    "last",
    "was",
    "in",
    "three",
    "only",
    "such",
    ".",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
@settings(max_examples=150, deadline=None)
def test_any_order_of_words_gives_true_spans(words: list[str]) -> None:
    text = " ".join(words)
    for claim in claims(text):
        assert text[claim.start : claim.end] == claim.text
        assert claim.kind
