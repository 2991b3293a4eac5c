"""The rules of times, compiled once: an alphabet of word classes and, for each class, the rules that begin with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from precedent.knowledge.calendar import calendar_words
from precedent.spans.time_notation import beginnings, compile_rule, expand, literals
from precedent.spans.time_rules import ANCHORS, read_rules
from precedent.spans.time_tokens import OTHER, Alphabet

Rule = tuple[int, str, re.Pattern[str]]  # its place in the order, its form, its pattern

_SMALL_WORDS = {"the", "of", "a", "to", "at", "in"}


@dataclass(frozen=True, slots=True)
class Grammar:
    """``rules`` by the class with which their matches begin; ``run`` is a stretch of known words, ``anchor`` what it must hold.

    ``stop`` and ``blank`` are the classes of full stops and blank lines; ``opens`` those after which a sentence begins.
    """

    alphabet: Alphabet
    rules: Mapping[str, tuple[Rule, ...]]
    continuations: Mapping[str, re.Pattern[str]]
    run: re.Pattern[str]
    anchor: re.Pattern[str]
    stop: str
    blank: str
    opens: str


@cache
def grammar() -> Grammar:
    read = read_rules()
    names = _named(read.named_day)
    written = [(form, expand(rule, read.macros)) for form, rule in (*read.rules, *names)]
    written.sort(key=lambda rule: "(?=" not in rule[1])  # of equal matches, those that see what they share go first
    more = {form: expand(rule, read.macros) for form, rule in read.continuations.items()}
    alphabet = Alphabet(calendar_words(), {w for rule in (*(rule for _, rule in written), *more.values()) for w in literals(rule)})
    members = alphabet.members
    rules: dict[str, list[Rule]] = {}
    for order, (form, rule) in enumerate(written):
        pattern = compile_rule(rule, members)
        for code in beginnings(pattern.pattern):
            rules.setdefault(code, []).append((order, form, pattern))
    named = sorted({w for _, rule in names for w in literals(expand(rule, read.macros))} - _SMALL_WORDS)
    anchors = "".join(members.get(a) or members["=" + a] for a in ANCHORS) + "".join(members["=" + w] for w in named)
    return Grammar(
        alphabet=alphabet,
        rules={code: tuple(found) for code, found in rules.items()},
        continuations={form: compile_rule(rule, members) for form, rule in more.items()},
        run=re.compile(f"[^{re.escape(OTHER)}{members['BLANK']}]+"),
        anchor=re.compile(f"[{anchors}]"),
        stop=members["STOP"],
        blank=members["BLANK"],
        opens=members["BLANK"] + members["STOP"] + members["QUOTE"],
    )


def _named(day: str) -> list[tuple[str, str]]:
    """Rules for the days and phrases that have a name of their own."""
    words = calendar_words()
    feasts = [
        (f"holiday:{number}", day.replace("names", " | ".join(_notation(name) for name in holiday.names)))
        for number, holiday in enumerate(words.holidays)
    ]
    return feasts + [(f"phrase:{meaning}", " | ".join(map(_notation, phrases))) for meaning, phrases in words.phrases.items()]


def _notation(name: str) -> str:
    return " ".join({"'": "APOS", "-": "DASH"}.get(w, w) for w in re.findall(r"(?:[a-z]+\.)+|[a-z]+|['-]", name))
