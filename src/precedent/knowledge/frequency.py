"""How rare a word is in English at large: one fixed table, so that no weight depends on what a ledger holds."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# What a word is worth that the table lacks: it stands less than once in a million words.
UNLISTED = 6.5


@cache
def _table() -> dict[str, float]:
    found: dict[str, float] = {}
    for line in (files("precedent.knowledge") / "words" / "frequency.txt").read_text("utf-8").splitlines():
        centibels, *words = line.split(" ")
        found.update(dict.fromkeys(words, int(centibels) / 100))
    return found


def rarity(word: str) -> float:
    """Minus the decimal logarithm of *word*'s frequency (lower case): 1.3 for "the", 4 for "california", 6.5 if unlisted."""
    return _table().get(word, UNLISTED)
