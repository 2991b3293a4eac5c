"""The closed word lists of ``words.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def _lists() -> dict[str, frozenset[str]]:
    data = yaml.load(files(__package__).joinpath("words.yaml").read_bytes(), yaml.CSafeLoader)
    return {name: frozenset(words) for name, words in data.items()}


def words(name: str) -> frozenset[str]:
    """A list by its name in the file."""
    return _lists()[name]
