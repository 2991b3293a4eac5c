"""Times are put on the calendar: the table of phrases, and what only a whole report can tell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.records import Time
from precedent.resolve.calendar import resolve_in
from precedent.spans.times import find_in
from tests.spans.phrases_told import Phrase, read


def times(text: str, published: str | None = None) -> tuple[Time, ...]:
    return resolve_in(text, list(find_in(text)), published)


def values(text: str, published: str | None = None) -> list[str | None]:
    return [t.value for t in times(text, published)]


@pytest.mark.parametrize("phrase", [p for p in read() if p.type != "NONE"], ids=lambda p: f"{p.text} @{p.said_on}")
def test_meaning(phrase: Phrase) -> None:
    found = next(t for t in times(phrase.text, phrase.said_on) if (t.start, t.end) == (phrase.start, phrase.end))
    assert (found.type, found.value, found.from_, found.until) == (phrase.type, phrase.value, phrase.from_, phrase.until)


class TestReadings:
    """Where usage is divided both readings stay, the likelier first; the first is the value."""

    @pytest.mark.parametrize(
        ("said", "published", "readings"),
        [
            ("last August", "2025-10-20", ["2024-08", "2025-08"]),
            ("last March", "2025-10-20", ["2025-03", "2024-03"]),
            ("last November", "2025-10-20", []),
            ("last Tuesday", "2025-10-23", ["2025-10-14", "2025-10-21"]),
            ("last Friday", "2025-10-20", []),
            ("next Friday", "2025-10-20", ["2025-10-31", "2025-10-24"]),
            ("last summer", "2025-10-20", ["2024-SU", "2025-SU"]),
            ("03/04/2024", "2025-10-20", ["2024-03-04", "2024-04-03"]),
            ("25/12/2024", "2025-10-20", []),
        ],
    )
    def test_readings(self, said: str, published: str, readings: list[str]) -> None:
        (found,) = times(said, published)
        assert [r.value for r in found.readings] == readings
        if readings:
            assert (found.value, found.from_, found.until) == (readings[0], found.readings[0].from_, found.readings[0].until)


class TestAnchors:
    def test_explicit_dates_stand_on_the_text_alone(self) -> None:
        (found,) = times("In 2017 he fled.", "2025-10-20")
        assert (found.basis, found.grain) == ("text", "year")

    def test_relative_days_stand_on_the_day_of_publication(self) -> None:
        (found,) = times("He crossed on Sunday.", "2025-10-20")
        assert (found.basis, found.grain, found.value) == ("published", "day", "2025-10-19")

    def test_a_moment_of_publication_gives_its_local_day(self) -> None:
        assert values("He crossed today.", "2025-10-20T23:30:00-05:00") == ["2025-10-20"]

    def test_the_dateline_day_goes_before_the_day_of_publication(self) -> None:
        found = times("SEOUL, Oct. 19 (Wire) — A soldier crossed today, the army said.", "2025-10-20T01:10:00+09:00")
        assert [t.value for t in found] == ["2025-10-19", "2025-10-19"]
        assert found[1].basis == "dateline"

    def test_a_date_far_off_is_no_dateline(self) -> None:
        assert values("SEOUL, March 3 (Wire) — A soldier crossed today.", "2025-10-20")[1] == "2025-10-20"

    def test_after_an_event_told(self) -> None:
        found = times("They fled on March 3. Three days later they were back.", "2025-10-20")
        assert (found[1].value, found[1].basis) == ("2025-03-06", "event")

    def test_hours_count_from_the_moment_of_publication(self) -> None:
        assert values("It fell three hours ago.", "2025-10-20T14:30:00+02:00") == ["2025-10-20T11:30"]


class TestNoDateOfPublication:
    def test_nothing_is_guessed(self) -> None:
        found = times("He crossed on Sunday and left last week.")
        assert [(t.value, t.from_, t.until, t.basis) for t in found] == [
            ("XXXX-WXX-7", None, None, None),
            ("XXXX-WXX", None, None, None),
        ]

    @pytest.mark.parametrize(
        "head",
        [
            "Soldier crosses\n\nOctober 20, 2025\n\n",
            "Published: October 20, 2025\n\n",
            "SEOUL, October 20, 2025 (Wire) — ",
            "Posted on 2025-10-20\n\n",
        ],
    )
    def test_a_date_at_the_head_of_the_text_will_do(self, head: str) -> None:
        found = times(head + "He crossed on Sunday, the army said.")
        assert (found[-1].value, found[-1].basis) == ("2025-10-19", "text")

    def test_a_date_within_a_sentence_will_not(self) -> None:
        assert values("The war of October 20, 2025 began on a hill. He crossed today.")[-1] == "XXXX-XX-XX"


class TestStories:
    """A history is told from within: its months belong to the years it tells of."""

    TEXT = (
        "The siege began on 3 March 1744. In April the walls fell. By early November the army had left, and in January "
        "it was back. A report written in 1990 doubts this. In May 1746 peace was made. The next month it broke. "
        "Two years later all was over."
    )

    def test_months_follow_what_was_told(self) -> None:
        assert values(self.TEXT, "2009-12-19") == [
            "1744-03-03", "1744-04", "1744-11", "1745-01", "1990", "1746-05", "1746-06", "1748"
        ]  # fmt: skip

    def test_the_same_without_a_date_of_publication(self) -> None:
        assert values(self.TEXT) == values(self.TEXT, "2009-12-19")

    def test_years_before_our_era(self) -> None:
        found = times("In 490 BC they landed. The following year they left. In 479 BC they lost.", "2009-12-19")
        assert [t.value for t in found] == ["BC0490", "BC0489", "BC0479"]
        assert all(t.from_ is None and t.until is None for t in found)


def test_the_days_of_a_title_are_in_the_title() -> None:
    (span,) = find_in("Markets to remain closed until Friday", "title")
    (found,) = resolve_in("", [span], "2025-10-20")
    assert (found.in_, found.value) == ("title", "2025-10-24")


def test_local_times_keep_their_zone() -> None:
    (found,) = times("It struck at 6 p.m. EST.", "2025-10-20")
    assert (found.value, found.from_) == ("2025-10-20T18:00", "2025-10-20T18:00:00-05:00")


WORDS = [
    "the",
    "past",
    "two",
    "weeks",
    "March",
    "3",
    "29",
    "31",
    "2017",
    "9999",
    "1",
    "BC",
    "of",
    "last",
    "year",
    "-",
    "next",
    "a",
    "half",
    "Monday",
    "at",
    "p.m.",
    "ago",
    "later",
    "February",
    "century",
    "decades",
    "hundred",
    "thousand",
    "weekend",
    "Easter",
    "quarter",
    "24:00",
    "same",
    "month",
    "winter",
    "following",
]


@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)),
    st.sampled_from([None, "2024-02-29", "2025-10-20T01:10:00+09:00", "0001-01-01", "9999-12-31", "not a date"]),
)
@settings(max_examples=400, deadline=None)
def test_any_text_resolves_with_true_offsets_and_ordered_bounds(text: str, published: str | None) -> None:
    for found in times(text, published):
        assert text[found.start : found.end] == found.text
        if found.from_ is not None and found.until is not None:
            assert found.from_ < found.until
        if found.readings:
            assert found.readings[0].value == found.value
    assert times(text, published) == times(text, published)
