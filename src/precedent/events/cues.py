"""The cue words of ``cues.yaml``, ready to look up."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml


class Governor(NamedTuple):
    """A word that decides on the event it governs: which attribute it sets to what, and how that event may follow."""

    attribute: str
    value: str
    takes: frozenset[str]


class Cues(NamedTuple):
    """Look-up tables, by lower-case word; phrases by their first."""

    governors: dict[str, tuple[Governor, ...]]
    modals: dict[str, str]
    negators: frozenset[str]
    negative_subjects: frozenset[str]
    before_nouns: dict[str, tuple[str, str]]
    conditionals: frozenset[str]
    habitual_adverbs: frozenset[str]
    vague: frozenset[str]
    habitual_phrases: dict[str, list[tuple[str, ...]]]
    total_phrases: dict[str, list[tuple[str, ...]]]


def _effect(entry: dict[str, Any]) -> tuple[str, str]:
    return next((key, entry[key]) for key in ("polarity", "modality", "genericity") if key in entry)


@cache
def load() -> Cues:
    """The shipped cues, read once a process."""
    data = yaml.load(files(__package__).joinpath("cues.yaml").read_bytes(), yaml.CSafeLoader)
    governors: dict[str, list[Governor]] = {}
    for entry in data["governors"]:
        governor = Governor(*_effect(entry), frozenset(entry["takes"]))
        for word in entry["words"]:
            governors.setdefault(word, []).append(governor)

    def phrases(key: str) -> dict[str, list[tuple[str, ...]]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in data[key]:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append(words)
        return found

    return Cues(
        governors={word: tuple(found) for word, found in governors.items()},
        modals={word: value for value, words in data["modals"].items() for word in words},
        negators=frozenset(data["negators"]),
        negative_subjects=frozenset(data["negative_subjects"]),
        before_nouns={word: _effect(entry) for entry in data["before_nouns"] for word in entry["words"]},
        conditionals=frozenset(data["conditionals"]),
        habitual_adverbs=frozenset(data["habitual_adverbs"]),
        vague=frozenset(data["vague"]),
        habitual_phrases=phrases("habitual_phrases"),
        total_phrases=phrases("total_phrases"),
    )
