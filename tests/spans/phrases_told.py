"""The table of phrases, read: what stands in it is said in ``times.psv``."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Phrase(NamedTuple):
    """A text with a time at ``start:end``, the day it is said on, and what it means. ``type`` "NONE": no time at all."""

    text: str
    start: int
    end: int
    said_on: str | None
    type: str
    value: str | None
    from_: str | None
    until: str | None


def _or_none(cell: str) -> str | None:
    return None if cell == "-" else cell


def read() -> list[Phrase]:
    phrases = []
    for line in (Path(__file__).parent / "times.psv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        marked, said_on, kind, value, low, high = line.split(" | ")
        text = marked.replace("[", "").replace("]", "")
        start, end = (marked.index("["), marked.index("]") - 1) if "[" in marked else (0, len(text))
        phrases.append(Phrase(text, start, end, _or_none(said_on), kind, _or_none(value), _or_none(low), _or_none(high)))
    return phrases
