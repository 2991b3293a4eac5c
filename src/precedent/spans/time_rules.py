"""The rules of times, read from ``times.grammar``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

_MACRO = re.compile(r"([A-Z]\w*) = (.*)")
_RULE = re.compile(r"([a-z]+): (.*)")
_CONTINUES = "tail"  # the ending of a form that only goes on from another
_NAMED = "holiday"

# Classes of which every expression has one: where a run of known words has none, no rule is tried.
ANCHORS = (
    "MONTH", "WEEKDAY", "WEEKDAYS", "SEASON", "PART", "PARTS", "TODAY", "TONIGHT", "UNIT", "UNITS", "LONG", "FREQUENCY",
    "DECADEWORD", "NOON", "AMPM", "NOW", "RECENT", "YEAR", "ISO", "SLASHED", "CLOCK", "DECADE", "SHORT", "PARTCODE", "ERA", "ZONE",
    "NTH", "overnight", "clock", "past", "period", "time", "modern", "recent",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """``rules`` in their order; ``continuations`` by the form they go on from; ``named_day`` the rule of feast days."""

    macros: dict[str, str]
    rules: tuple[tuple[str, str], ...]
    continuations: dict[str, str]
    named_day: str


def read_rules() -> Rules:
    macros: dict[str, str] = {}
    rules: list[tuple[str, str]] = []
    for line in _whole_lines(files("precedent.spans").joinpath("times.grammar").read_text(encoding="utf-8")):
        if macro := _MACRO.fullmatch(line):
            macros[macro[1]] = macro[2]
        elif rule := _RULE.fullmatch(line):
            rules.append((rule[1], rule[2]))
        else:
            raise ValueError(f"times.grammar: neither a macro nor a rule: {line}")
    continuations = {form.removesuffix(_CONTINUES): rule for form, rule in rules if form.endswith(_CONTINUES)}
    named_day = next(rule for form, rule in rules if form == _NAMED)
    own = tuple((form, rule) for form, rule in rules if not form.endswith(_CONTINUES) and form != _NAMED)
    return Rules(macros, own, continuations, named_day)


def _whole_lines(text: str) -> list[str]:
    """The lines that say something, each with the indented lines that go on from it."""
    whole: list[str] = []
    for line in text.splitlines():
        if line.startswith(" "):
            whole[-1] += " " + line.strip()
        elif line and not line.startswith("#"):
            whole.append(line.strip())
    return whole
