"""Which of a place's other names English text could use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from precedent.knowledge import countries
from precedent.knowledge.build.inputs import Row
from precedent.knowledge.folding import fold

_LATIN = re.compile(
    r"(?:(?:al|el|as|ash|at|ad|an|ar|az|d|l|de|la|le|les|los|las)[-' ’])?[A-ZÀ-ÖØ-ÞĀ-ž]"
    r"[A-Za-zÀ-ÖØ-öø-ÿĀ-žḀ-ỿƏəȘșȚț'’‘ʼ.\- ]*"
)
_AREA_WORDS = re.compile(
    r" (?:County|Parish|Province|Governorate|Region|Prefecture|Oblast'?|Krai|Kray|Republic|State|Department|District|Municipality)$"
    r"|-(?:do|si|gun|gu|ken|fu|to|bukto|namdo)$|^(?:Province|State|Republic|Department|Region) (?:of|de|du) (?:the |la )?"
)
# How much a town's other name must look like its name (0 to 100), by its people: of great cities every name counts.
_LIKENESS = ((100_000, 0), (15_000, 45), (0, 65))


def spellings(row: Row) -> Iterator[tuple[str, bool]]:
    """Keys to find *row* under, each once, and whether that is a lesser name of it."""
    key = fold(row.name)
    seen = {key, ""}
    if key:
        yield key, False
    listed = row.kind == "admin2" or (row.kind == "settlement" and isinstance(row.id, int))  # not chosen by us one by one
    bare = _AREA_WORDS.sub("", row.name) if row.kind.startswith("admin") else row.name
    least = next(likeness for people, likeness in _LIKENESS if row.population >= people)
    for name in [bare, *row.other]:
        other = fold(name)
        if other in seen or (row.kind == "settlement" and listed and not (_usable(name) and ratio(key, other) >= least)):
            continue
        seen.add(other)
        yield other, listed and (name + " City" != row.name or countries.by_name(name) is not None)


def _usable(name: str) -> bool:
    """Latin script, capitalised, no airport code, no transliteration key by key."""
    return 3 <= len(name) <= 40 and not (name.isupper() and len(name) <= 4) and _LATIN.fullmatch(name) is not None
