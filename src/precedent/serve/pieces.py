"""A text cut where marks begin and end, so that a page can show them: each piece with all the marks that cover it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """Code points of a text, half-open, and what the page calls them."""

    start: int
    end: int
    name: str


class Piece(NamedTuple):
    text: str
    names: tuple[str, ...]


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """*text* in pieces; joined they are the text again. Marks may overlap; what lies outside the text is left out."""
    given = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    cuts = sorted({0, len(text), *(m.start for m in given), *(m.end for m in given)})
    return [
        Piece(text[start:end], tuple(dict.fromkeys(m.name for m in given if m.start <= start and end <= m.end)))
        for start, end in pairwise(cuts)
    ]
