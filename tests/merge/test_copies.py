"""Which texts are copies of one another."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precedent.merge import copies

_WORDS = [a + b for a in ("ba", "co", "di", "fu", "ge") for b in ("lor", "mis", "nat", "pel", "rud", "sok")]


def prose(seed: int, words: int) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(_WORDS) + str(chosen.randrange(40)) for _ in range(words))


WIRE = prose(1, 200)
WORDS = WIRE.split()

NEAR = {
    "the same": WIRE,
    "other spaces, marks and case": WIRE.replace(" ", "\n\n").upper() + " !!",
    "a word changed here and there": " ".join(w if i % 20 else "said" for i, w in enumerate(WORDS)),
    "a paragraph cut at the end": " ".join(WORDS[:130]),
    "a line put in front": prose(2, 25) + " " + WIRE,
}
APART = {
    "another text": prose(3, 200),
    "a long report that quotes it": prose(4, 320) + " " + " ".join(WORDS[:100]),
    "a short piece of it": " ".join(WORDS[:60]),
    "rewritten": " ".join(w if i % 3 else prose(i, 1) for i, w in enumerate(WORDS)),
}


def near(a: str, b: str) -> bool:
    x, y = copies.own_words(a, ()), copies.own_words(b, ())
    alike = copies.near(copies.shingles(x), copies.shingles(y))
    if alike is not None:
        assert set(copies.keys(x)) & set(copies.keys(y)), "near, but not found by the blocking keys"
    return alike is not None


@pytest.mark.parametrize("text", NEAR.values(), ids=NEAR)
def test_copies(text: str) -> None:
    assert near(WIRE, text)
    assert near(text, WIRE)


@pytest.mark.parametrize("text", APART.values(), ids=APART)
def test_no_copies(text: str) -> None:
    assert not near(WIRE, text)


def test_short_texts_are_copies_only_word_for_word_and_the_shortest_never() -> None:
    twelve = tuple(WORDS[:12])
    assert copies.keys(twelve) == ()
    assert copies.fingerprint(twelve) == copies.fingerprint(tuple(w.lower() for w in copies.own_words(" ".join(twelve), ())))
    assert copies.fingerprint(tuple(WORDS[:4])) is None


def test_what_is_quoted_is_not_compared() -> None:
    answer = f"I do not believe a word. {WIRE} That is all."
    start = answer.index(WIRE)
    words = copies.own_words(answer, [(start, start + len(WIRE))])
    assert " ".join(words) == "i do not believe a word that is all"


@given(text=st.text(max_size=300), spans=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=4))
def test_any_text_has_words_keys_and_a_print(text: str, spans: list[tuple[int, int]]) -> None:
    words = copies.own_words(text, [(min(p), max(p)) for p in spans])
    copies.fingerprint(words)
    assert copies.keys(words) == copies.keys(words)
