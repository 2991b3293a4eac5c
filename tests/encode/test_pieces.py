"""Words cut into pieces: case beside an uncased vocabulary, and every word with a first piece of its own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.codebooks.matching import Hint
from precedent.encode.encoder import WEIGHTS
from precedent.encode.pieces import LONGEST, Case, Cutter, Place, Sentence, case_of, place_of


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    return Cutter(WEIGHTS / "tokenizer.json", ("ASSAULT", "AID"))


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("soldier", Case.LOWER),
        ("Seoul", Case.TITLE),
        ("A", Case.TITLE),
        ("I", Case.UPPER),
        ("NATO", Case.UPPER),
        ("McNamara", Case.MIXED),
        ("1,500", Case.DIGIT),
        ("24-year-old", Case.DIGIT),
        ("F-16", Case.DIGIT),
        (",", Case.OTHER),
        ("“", Case.OTHER),
        ("", Case.OTHER),
    ],
)
def test_case_of_a_word(word: str, case: Case) -> None:
    assert case_of(word) is case


@pytest.mark.parametrize(
    ("number", "place"), [(0, Place.FIRST), (1, Place.EARLY), (2, Place.EARLY), (3, Place.LATER), (99, Place.LATER)]
)
def test_place_of_a_sentence(number: int, place: Place) -> None:
    assert place_of(number) is place


def test_the_first_piece_of_each_word(cutter: Cutter) -> None:
    (pieces,) = cutter.cut([Sentence(["Panmunjom", "fell", "."], Place.FIRST)])
    assert list(pieces.first) == [1, len(pieces.ids) - 3, len(pieces.ids) - 2]
    assert pieces.cases[0] == Place.FIRST
    assert set(pieces.cases[1 : pieces.first[1]]) == {Case.TITLE}


CUTTER = Cutter(WEIGHTS / "tokenizer.json", ())


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=30))
def test_every_word_has_a_piece_whatever_it_holds(words: list[str]) -> None:
    (pieces,) = CUTTER.cut([Sentence(words)])
    assert len(pieces.first) == len(words)
    assert all(0 <= at < len(pieces.ids) for at in pieces.first)
    assert sorted(pieces.first) == list(pieces.first)


def test_a_sentence_without_end_is_read_to_its_limit(cutter: Cutter) -> None:
    (pieces,) = cutter.cut([Sentence(["word"] * 2000, Place.LATER)])
    assert len(pieces.ids) == LONGEST + 2
    assert len(pieces.first) == LONGEST


def test_hints_stand_at_the_first_piece_of_their_word(cutter: Cutter) -> None:
    words = ["Unfathomably", "shelled", "."]
    (pieces,) = cutter.cut([Sentence(words, Place.FIRST, [Hint(1, "ASSAULT", 1.0), Hint(1, "AID", 0.5), Hint(0, "CROSS", 1.0)])])
    assert pieces.hints.sum() == 1.5
    assert list(pieces.hints[pieces.first[1]]) == [1.0, 0.5]
