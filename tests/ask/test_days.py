"""Days in words, open ends included."""

from __future__ import annotations

import pytest

from precedent.ask.days import of_period
from precedent.query import Period


@pytest.mark.parametrize(
    ("from_", "until", "words"),
    [
        ("2025-10-19", "2025-10-20", "19 October 2025"),
        ("2015-02-01", None, "since 1 February 2015"),
        (None, "2015-02-01", "until 31 January 2015"),
        (None, None, "at any time"),
    ],
)
def test_a_period_in_words(from_: str | None, until: str | None, words: str) -> None:
    days = of_period(Period(from_=from_, until=until))
    assert days is not None
    assert days.words == words
