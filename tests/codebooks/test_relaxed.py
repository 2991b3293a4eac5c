"""What a word alone says of a type and its mode."""

from __future__ import annotations

import pytest

from precedent.codebooks.load import shipped
from precedent.codebooks.relaxed import knows, says_mode

BOOKS = {book.name: book for book in shipped()}

# codebook, type, mode, trigger, words around, whether the mode is said
MODES = [
    ("plover", "ASSAULT", "explosives", "bombing", "", True),
    ("plover", "ASSAULT", "suicide-attack", "bombing", "", False),
    ("plover", "ASSAULT", "suicide-attack", "attack", "suicide", True),
    ("plover", "ASSAULT", "abduct", "kidnapping", "", True),
    ("plover", "PROTEST", "strike", "walkout", "", True),
    ("movement", "CROSS", "stray", "crossing", "", False),
    ("movement", "CROSS", "defect", "defection", "", True),
]


@pytest.mark.parametrize(("book", "type_", "mode", "trigger", "around", "said"), MODES)
def test_a_mode_is_said_by_words_and_not_by_half_a_pattern(
    book: str, type_: str, mode: str, trigger: str, around: str, said: bool
) -> None:
    assert says_mode(BOOKS[book], type_, mode, trigger, frozenset({trigger, *around.split()})) is said


@pytest.mark.parametrize(
    ("type_", "word", "known"), [("ASSAULT", "attack", True), ("ASSAULT", "kidnapping", True), ("ASSAULT", "coup", False)]
)
def test_a_word_that_no_pattern_is_alone_tells_no_type(type_: str, word: str, known: bool) -> None:
    assert knows(BOOKS["plover"], type_, word) is known
