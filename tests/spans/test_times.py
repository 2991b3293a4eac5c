"""Times are found where they stand, and what only looks like one is let be."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.spans import time_tokens
from precedent.spans.time_grammar import grammar
from precedent.spans.times import find_in
from tests.spans.phrases_told import Phrase, read

PHRASES = read()


def test_the_table_is_large() -> None:
    assert len(PHRASES) >= 600


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: f"{p.text} @{p.said_on}")
def test_span(phrase: Phrase) -> None:
    found = [(s.start, s.end) for s in find_in(phrase.text)]
    if phrase.type == "NONE":
        assert found == []
    else:
        assert (phrase.start, phrase.end) in found


WORDS = [
    "the",
    "past",
    "two",
    "weeks",
    "March",
    "3",
    "2017",
    "of",
    "last",
    "year",
    "-",
    ",",
    "a",
    "half",
    "Monday",
    "at",
    "p.m.",
    "\n\n",
    ".",
    "early",
]


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_spans_are_true_in_order_and_apart(text: str) -> None:
    last = 0
    for span in find_in(text):
        assert last <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]
        assert span.text == span.text.strip()
        last = span.end


def test_no_time_goes_across_a_blank_line() -> None:
    assert [s.text for s in find_in("It fell in May\n\n2014 was quiet")] == ["May", "2014"]


HURTFUL = {
    "digits": "1" * 100_000,
    "digits and dots": "1." * 50_000,
    "digits and commas": "1,000" * 20_000,
    "groups of three": "1" + ",000" * 25_000,
    "slashes": "1/" * 50_000,
    "colons": "1:" * 50_000,
    "dashes": "2000-" * 20_000,
    "letters": "a" * 100_000,
    "initials": "a." * 50_000,
    "newlines": "\n" * 100_000,
    "newlines and spaces": "\n " * 50_000,
    "spaces": " " * 100_000,
    "quotes": "'" * 100_000,
    "mixed digits and letters": "1a" * 50_000,
    "letters then digits": "a1" * 50_000,
    "apostrophe years": "'90" * 33_000,
    "underscores": "_" * 100_000,
}


@pytest.mark.parametrize("name", HURTFUL)
def test_the_token_pattern_is_linear(name: str) -> None:
    """Four times the text takes about four times as long; were it quadratic, sixteen times."""
    text = HURTFUL[name]
    # Kept matches would make the collector of garbage work, and that is not linear.
    part, whole = (_seconds(lambda t=t: deque(time_tokens.PATTERN.finditer(t), maxlen=0)) for t in (text[: len(text) // 4], text))
    assert whole < 9 * part + 0.01


@pytest.mark.parametrize("name", HURTFUL)
def test_hostile_text_is_read_in_time(name: str) -> None:
    assert _seconds(lambda: list(find_in(HURTFUL[name])), tries=1) < _limit(1.0)


WORDY = ["two ", "hundred ", "March ", "1 ", "last ", "the past ", "more than ", "first ", "in 2014 ", "a half ", "early and "]


@pytest.mark.parametrize("word", WORDY)
def test_each_rule_is_linear_on_a_run_of_known_words(word: str) -> None:
    text = word * (100_000 // len(word))
    codes = time_tokens.tokenise(text, grammar().alphabet).codes
    patterns = {pattern for rules in grammar().rules.values() for _, _, pattern in rules}
    limit = _limit(0.1)
    assert all(_seconds(lambda p=pattern: list(p.finditer(codes)), tries=2) < limit for pattern in patterns)
    assert _seconds(lambda: list(find_in(text)), tries=1) < _limit(2.0)


def _limit(seconds: float) -> float:
    """*seconds* of an idle core: a core that others share is given more, as much as a bare pattern needs more there."""
    bare = _seconds(lambda: list(re.finditer(r"\w", "a" * 100_000)))
    return seconds * max(1.0, bare / 0.02)


def _seconds(work: Callable[[], object], tries: int = 3) -> float:
    """The least processor time of a few tries."""
    spent = []
    for _ in range(tries):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)
