"""The words of questions from ``words.yaml``, ready to look up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

_PHRASES = ("lead", "begins", "occasion", "tells")


class QuestionWords(NamedTuple):
    """Phrases as tuples of words, the longest first, since the longest that fits says most; ``sets`` by name."""

    lead: tuple[tuple[str, ...], ...]
    begins: tuple[tuple[str, tuple[str, ...]], ...]
    occasion: tuple[tuple[str, ...], ...]
    tells: tuple[tuple[str, ...], ...]
    sets: dict[str, frozenset[str]]


@cache
def load() -> QuestionWords:
    """The shipped words, read once a process."""
    data = yaml.load(files(__package__).joinpath("words.yaml").read_bytes(), yaml.CSafeLoader)
    begins = [(kind, tuple(phrase.split())) for kind, phrases in data["begins"].items() for phrase in phrases]
    return QuestionWords(
        lead=_phrases(data["lead"]),
        begins=tuple(sorted(begins, key=lambda b: -len(b[1]))),
        occasion=_phrases(data["occasion"]),
        tells=_phrases(data["tells"]),
        sets={name: frozenset(words) for name, words in data.items() if name not in _PHRASES},
    )


def _phrases(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(line.split()) for line in lines), key=lambda p: -len(p)))
