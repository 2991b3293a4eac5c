"""Abbreviations of English and what may follow them, from ``abbreviations.yaml``."""

from __future__ import annotations

from importlib import resources

import yaml

_lists: dict[str, list[str]] = yaml.safe_load(
    resources.files(__package__).joinpath("abbreviations.yaml").read_text(encoding="utf-8")
)

BEFORE_NAMES = frozenset(_lists["before_names"])
BEFORE_NUMBERS = frozenset(_lists["before_numbers"])
STARTERS = frozenset(_lists["starters"])
ALL = BEFORE_NAMES | BEFORE_NUMBERS | frozenset(_lists["others"])
