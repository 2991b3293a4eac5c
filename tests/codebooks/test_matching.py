"""Which words of a sentence the trigger words of the codebooks speak of, and for which types."""

from __future__ import annotations

import pytest

from precedent.codebooks.load import parse, shipped
from precedent.codebooks.matching import hints, index

BOOK = """
codebook: test
types:
  - name: TRUCE
    definition: A fight is ended.
    verbs: [lay down * arms, cross * bridge]
    nouns: [armistice]
  - name: WALK
    definition: Somebody walks.
    verbs: [cross --river, walk ++road|street, stop -walking]
"""


def hinted(sentence: str) -> list[tuple[str, str, float]]:
    words = sentence.lower().split()
    return [(words[h.at], h.type, h.weight) for h in hints(words, index((parse(BOOK, "test"),)))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("they laid down their arms", [("laid", "TRUCE", 1.0), ("down", "TRUCE", 1.0), ("arms", "TRUCE", 1.0)]),
        ("their arms were laid down at noon", [("arms", "TRUCE", 1.0), ("laid", "TRUCE", 1.0), ("down", "TRUCE", 1.0)]),
        ("they laid down ; their arms", []),
        ("the armistices held", [("armistices", "TRUCE", 1.0)]),
        ("he crossed over", [("crossed", "WALK", 1.0)]),
        ("he crossed the old bridge", [("crossed", "TRUCE", 1.0), ("crossed", "WALK", 0.5), ("bridge", "TRUCE", 1.0)]),
        ("he crossed the river", []),
        ("she walked home", []),
        ("she walked up the road", [("walked", "WALK", 1.0)]),
        ("it stopped walking", []),
        ("", []),
    ],
)
def test_what_the_lists_say(sentence: str, expected: list[tuple[str, str, float]]) -> None:
    assert hinted(sentence) == expected


def test_the_shipped_lists_know_many_words() -> None:
    known = index(shipped())
    assert len(known.verbs) > 3000
    assert len(known.nouns) > 500
