"""The words of comparison from ``words.yaml``, ready to look up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, get_args

import yaml

from precedent.knowledge import countries
from precedent.knowledge.calendar import calendar_words

Op = Literal["<", "<=", ">", ">="]

_NUMBERED = re.compile(r"(\d{1,4})(?:st|nd|rd|th)")


class ClaimWords(NamedTuple):
    """Look-up tables, by lower-case word; phrases as tuples of words."""

    superlatives: Mapping[str, str]
    stand_ins: frozenset[str]
    ranked: frozenset[str]
    ever: tuple[tuple[str, ...], ...]
    hedges: frozenset[str]
    vague_lengths: Mapping[str, str]
    units: Mapping[str, str]
    amounts: tuple[tuple[tuple[str, ...], Op], ...]
    others: frozenset[str]
    sums: tuple[tuple[str, ...], ...]
    anyone: frozenset[str]
    sites: frozenset[str]


@cache
def load() -> ClaimWords:
    """The shipped words, read once a process."""
    data = yaml.load(files(__package__).joinpath("words.yaml").read_bytes(), yaml.CSafeLoader)
    return ClaimWords(
        superlatives={word: kind for kind, words in data["superlatives"].items() for word in words},
        stand_ins=frozenset(data["stand_ins"]),
        ranked=frozenset(data["ranked"]),
        ever=tuple(tuple(phrase.split()) for phrase in data["ever"]),
        hedges=frozenset(data["hedges"]),
        vague_lengths=data["vague_lengths"],
        units=data["units"],
        amounts=tuple((tuple(phrase.split()), op) for op in get_args(Op) for phrase in data["amounts"][op]),
        others=frozenset(data["others"]),
        sums=tuple(tuple(phrase.split()) for phrase in data["sums"]),
        anyone=frozenset(data["anyone"]),
        sites=frozenset(data["sites"]),
    )


def ordinal(word: str) -> int | None:
    """The place that an ordinal names: "third" and "3rd" are 3."""
    numbered = _NUMBERED.fullmatch(word)
    if numbered:
        return int(numbered.group(1))
    named = calendar_words().meaning("ORDINAL", word)
    return named if isinstance(named, int) else None


def ranks(word: str) -> bool:
    """Whether a word gives what follows it a place among others: "third", "deadliest", "first-ever", "last"."""
    return ordinal(word) is not None or word in load().superlatives or word in ("first-ever", "last", "previous", "latest")


def is_anyone(phrase: str) -> bool:
    """Whether a noun phrase names people of whatever sector: "a man", "three people", "North Koreans"."""
    said = phrase.split()
    if not said or said[-1].lower() in load().anyone:
        return True
    names = [" ".join(said[k:]) for k in range(len(said))]
    return any(countries.by_demonym(name) or countries.by_demonym(name.removesuffix("s")) for name in names)
