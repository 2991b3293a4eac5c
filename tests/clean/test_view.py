"""The view: repaired text with a true map back to the text as given."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.clean.view import view

ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\r\n\x00\u200b\u200e\u202e\ufeff\u00ad\u00a0\u2028&;#amp\u00c3\u00a9\u00e2\u20ac\u2122\ud800“’"),
        st.sampled_from("abc XYZ.,"),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("plain text", "plain text"),
        ("", ""),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("Pan\u200bmun\u00adjom", "Panmunjom"),
        ("\ufeffSEOUL", "SEOUL"),
        ("\u202eabc\u202c", "abc"),
        ("a\u00a0b\u2003c\td", "a b c d"),
        ("one\u2028two\x0cthree", "one\ntwo\nthree"),
        ("nul\x00here", "nul here"),
        ("“No,” he’s said", '"No," he\'s said'),
        ("well‑known", "well-known"),
        ("37°57′N — far", "37°57′N — far"),
        ("Q&amp;A &#8217; &#x2014; &bogus; AT&T &", "Q&A ' — &bogus; AT&T &"),
        ("It\u00e2\u20ac\u2122s a caf\u00c3\u00a9", "It's a café"),
        ("café’s “É” naïve Ü", 'café\'s "É" naïve Ü'),
        ("half \ud800 pair", "half \ufffd pair"),
        ("판문점", "판문점"),
    ],
)
def test_repairs(raw: str, seen: str) -> None:
    assert view(raw).text == seen


@pytest.mark.parametrize("raw", ["plain", "“quoted” text", "nul\x00", "tab\t\u00a0", "판문점", "café"])
def test_no_map_where_no_length_changes(raw: str) -> None:
    assert view(raw).back is None


@settings(deadline=None)
@given(ODD)
def test_every_span_maps_to_the_text_as_given(raw: str) -> None:
    seen = view(raw)
    assert seen.raw == raw
    last = (0, 0)
    for start in range(len(seen.text)):
        first, end = seen.given(start, start + 1)
        assert 0 <= first < end <= len(raw)
        assert last[1] <= first, "the map rises and characters do not overlap"
        last = (first, end)
        assert seen.seen(first, end) == (start, start + 1)
    assert seen.given(0, len(seen.text))[1] <= len(raw)
    assert seen.given(len(seen.text), len(seen.text))[0] <= len(raw)


@settings(deadline=None)
@given(ODD)
def test_what_is_not_repaired_is_kept(raw: str) -> None:
    seen = view(raw)
    for offset, character in enumerate(seen.text):
        if character.isalnum() and character.isascii():
            first, end = seen.given(offset, offset + 1)
            assert character in raw[first:end] or raw[first] in "&"


@pytest.mark.parametrize("raw", ["\u00c3" * 200_000, "&amp" * 50_000, "\r\n" * 100_000, "é“" * 100_000, "\u200b" * 200_000])
def test_linear(raw: str) -> None:
    began = time.process_time()
    view(raw)
    assert time.process_time() - began < 3
