"""What names are made of: English words, people's names, and the words that tell the kind of a name (``words/names.yaml``)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import marisa_trie
import yaml

_HERE = Path(str(files("precedent.knowledge")))


@cache
def _trie(name: str) -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    trie.mmap(str(_HERE / "data" / f"{name}.marisa"))
    return trie


def is_word(lower: str) -> bool:
    """Whether an English dictionary lists the word (lower case) as more than a name."""
    return lower in _trie("words")


def is_given_name(lower: str) -> bool:
    return lower in _trie("given_names") or lower in kind("given")


def is_surname(lower: str) -> bool:
    """Whether it is among the most frequent family names."""
    return lower in _trie("surnames")


@cache
def _kinds() -> dict[str, frozenset[str]]:
    raw = yaml.safe_load((_HERE / "words" / "names.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in raw.items()}


def kind(name: str) -> frozenset[str]:
    """The words of one list of ``words/names.yaml``, lower case."""
    return _kinds()[name]
