"""Words by which something is said to come from someone (``speech.tsv``)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _classes() -> dict[str, frozenset[str]]:
    lines = files(__package__).joinpath("speech.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: frozenset(forms.split()) for name, forms in rows}


def words(name: str) -> frozenset[str]:
    """The forms of a class: ``say``, ``report``, ``tell``, ``deny``, ``noun``, ``passive``, ``adverb``."""
    return _classes()[name]


@cache
def verbs() -> frozenset[str]:
    """Every form of a verb that has a source for its subject."""
    return words("say") | words("report") | words("tell") | words("deny")
