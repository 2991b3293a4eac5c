"""The words of English times: months, units, numbers, feast days. Read once from ``calendar.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day. One of ``day`` (MM-DD), ``nth`` (n, weekday, month), ``easter`` (days after), ``date``; else unknown."""

    names: tuple[str, ...]
    day: str | None = None
    nth: tuple[int, int, int] | None = None
    plus: int = 0
    easter: int | None = None
    date: str | None = None
    moon: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """``sets`` gives each set's words and meanings; ``phrases`` the phrases of each vague reference."""

    sets: Mapping[str, Mapping[str, Any]]
    phrases: Mapping[str, Sequence[str]]
    holidays: tuple[Holiday, ...]
    capitals: frozenset[str]
    counted: frozenset[str]
    numbered: frozenset[str]
    around: Mapping[str, frozenset[str]]
    tenses: Mapping[str, frozenset[str]]

    def meaning(self, name: str, word: str) -> Any:
        """What *word* means in the set *name*; None where it does not belong to it."""
        return self.sets[name].get(word)


def _holiday(entry: Mapping[str, Any]) -> Holiday:
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Holiday(**plain)


@cache
def calendar_words() -> CalendarWords:
    raw = yaml.load(
        files("precedent.knowledge").joinpath("calendar.yaml").read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    holidays = tuple(_holiday(entry) for entry in raw["holidays"])
    return CalendarWords(
        sets=raw["sets"],
        phrases=raw["phrases"],
        holidays=holidays,
        capitals=frozenset(raw["capitals"]),
        counted=frozenset(raw["counted"]),
        numbered=frozenset(raw["numbered"]),
        around={name: frozenset(words) for name, words in raw["around"].items()},
        tenses={name: frozenset(words) for name, words in raw["tenses"].items()},
    )


_SUFFIXES = ("st", "nd", "rd", "th")


def number(words: Sequence[str]) -> float | int | None:
    """The number that *words* say: ``("two", "hundred")``, ``("1,500",)``, ``("a",)``, ``("two", "and", "a", "half")``.

    None where they say none that is exact ("several").
    """
    sets = calendar_words().sets
    total: float | int = 0
    current: float | int = 0
    said = False
    for at, word in enumerate(words):
        if word in sets["CARDINAL"] or word in sets["TENS"]:
            current += sets["CARDINAL"].get(word, sets["TENS"].get(word, 0))
            said = True
        elif word in sets["SCALE"]:
            current = (current or 1) * sets["SCALE"][word]
            if current >= 1000:
                total, current = total + current, 0
            said = True
        elif word in ("half", "quarter"):
            current += 0.5 if word == "half" else 0.25
            said = True
        elif word == "couple":
            return 2
        elif word in ("a", "an"):
            if at == len(words) - 1 or (
                at == 0 and words[1] not in ("half", "hundred", "thousand", "million", "dozen", "quarter", "few", "couple")
            ):
                current, said = current + 1, True
        elif word[0].isdigit():
            plain = word.replace(",", "")
            try:
                current += float(plain) if "." in plain else int(plain)
            except (ValueError, OverflowError):
                return None
            said = True
    if not said:
        return None
    value = total + current
    return int(value) if value == int(value) else value


def ordinal(words: Sequence[str]) -> int | None:
    """The place in a row that *words* say: ``("21st",)``, ``("twenty", "-", "first")``; -1 for "last"."""
    sets = calendar_words().sets
    total = 0
    for word in words:
        if word in sets["TENS"]:
            total += sets["TENS"][word]
        elif word in sets["ORDINAL"]:
            return int(total + sets["ORDINAL"][word])
        elif word in sets["LASTORDINAL"]:
            return int(sets["LASTORDINAL"][word])
        elif word[-2:] in _SUFFIXES and word[:-2].isdigit():
            return int(word[:-2][:6])
        elif word.isdigit():
            return int(word[:6])
    return None
