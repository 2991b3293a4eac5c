"""Closed word lists for reading roles (grammar.yaml)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from precedent.codebooks.inflect import verb_forms


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    text = files("precedent.events").joinpath("grammar.yaml").read_text(encoding="utf-8")
    return {name: tuple(words.split()) for name, words in yaml.safe_load(text).items()}


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list as they stand."""
    return frozenset(_lists()[name])


@cache
def forms(name: str) -> frozenset[str]:
    """Every form of the verbs of a list."""
    return frozenset(form for verb in _lists()[name] for form in verb_forms(verb))
