"""Tokens, shown with spaces between them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.clean.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Korea's army didn't, couldn't stop.", "Korea 's army did n't , could n't stop ."),
        ("They're, I've, we'll, he'd", "They 're , I 've , we 'll , he 'd"),
        ("the soldiers' wish", "the soldiers ' wish"),
        ("O'Brien in Sana'a and Xi'an", "O'Brien in Sana'a and Xi'an"),
        ("1,500 of 3.5 million", "1,500 of 3.5 million"),
        ("$3.5bn, 20%", "$ 3.5bn , 20 %"),
        ("at 10:14 on 2025-10-20", "at 10:14 on 2025-10-20"),
        ("a 24-year-old, 6.3-magnitude", "a 24-year-old , 6.3-magnitude"),
        ("U.S.-led, U.N., a.m.", "U.S.-led , U.N. , a.m."),
        ("Gen. J. P. Kim, Oct. 20", "Gen. J. P. Kim , Oct. 20"),
        ("So do I. He ran.", "So do I . He ran ."),
        ("AT&T and Q&A", "AT&T and Q&A"),
        ("wait... -- no — yes", "wait ... -- no — yes"),
        ("(see https://example.org/a?b=1).", "( see https://example.org/a?b=1 ) ."),
        ('"No," he said', '" No , " he said'),
        ("cafe\u0301s and/or", "cafe\u0301s and / or"),
        ("판문점 2017년", "판문점 2017년"),
        ("", ""),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    assert " ".join(token.text for token in tokenize(text)) == tokens


@settings(deadline=None)
@given(st.text(max_size=120))
def test_tokens_stand_where_they_say_and_cover_the_text(text: str) -> None:
    tokens = tokenize(text)
    for token in tokens:
        assert text[token.start : token.end] == token.text
        assert token.lower == token.text.lower()
    assert all(before.end <= after.start for before, after in pairwise(tokens))
    assert "".join(token.text for token in tokens) == "".join(text.split())
