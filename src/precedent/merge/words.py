"""Words as merging compares them: lower case, without function words, without the endings of inflection."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import yaml

from precedent.knowledge import countries, names

_WORD = re.compile(r"[^\W_]+")

_LISTS: dict[str, str] = yaml.safe_load((files("precedent.merge") / "words.yaml").read_text("utf-8"))
FUNCTION_WORDS = frozenset(_LISTS["function"].split())
DISTINGUISHING = frozenset(_LISTS["distinguishing"].split())

_ENDINGS = ("ings", "ing", "edly", "ies", "ied", "ers", "ed", "es", "er", "s", "e", "y")


def tokens(text: str) -> list[str]:
    """Runs of letters and digits, as they are written."""
    return _WORD.findall(text)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """*word* in lower case without its inflection: "crossed", "crossing" and "crosses" give one string.

    Only for telling whether two words are forms of one; what it gives need not be a word.
    """
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls" else word


def content(texts: Iterable[str]) -> frozenset[str]:
    """Stems of the content words of *texts*."""
    return frozenset([stem(w) for text in texts for w in tokens(text) if w.lower() not in FUNCTION_WORDS])


def proper(name: str) -> frozenset[str]:
    """The words of a proper name, lower case, titles left out; empty for a description ("a North Korean soldier").

    A phrase names somebody when its last word is capitalised; a description ends in its common noun.
    """
    found = [w for w in tokens(name) if len(w) > 1]
    if not found or not found[-1][0].isupper():
        return frozenset()
    return frozenset(w.lower() for w in found if w[0].isupper()) - FUNCTION_WORDS - names.kind("titles")


@lru_cache(maxsize=65536)
def identifies(word: str) -> bool:
    """Whether a word of a proper name, lower case, can tell who is meant without the others: no word of English, and no
    country, its people or its capital ("Ministry", "Russian" and "Moscow" name thousands of participants)."""
    known = (countries.by_name(word), countries.by_demonym(word), countries.by_capital(word))
    return not names.is_word(word) and not any(known)


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Dice's coefficient, 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
