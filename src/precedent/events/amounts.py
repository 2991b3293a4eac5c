"""Amounts in a sentence: digits, number words and words for a few or many, with what they count."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from precedent.clean.document import Sentence, Token
from precedent.knowledge.calendar import calendar_words, number
from precedent.resolve.describe import chunk_at
from precedent.spans.phrases import Chunk, Phrases

_LONGEST = 5
_YEARS = range(1900, 2100)


class _Core(NamedTuple):
    last: int
    value: float | int | None
    low: float | int | None
    high: float | int | None
    approximate: bool


class Amount(NamedTuple):
    """Tokens ``first:last``; ``noun`` is the token of what is counted, ``end`` the end of that phrase."""

    first: int
    last: int
    value: float | int | None
    low: float | int | None
    high: float | int | None
    approximate: bool
    noun: int | None
    end: int


@cache
def words() -> dict[str, Any]:
    """The lists of ``amounts.yaml``; phrases as tuples of words, longest first."""
    data: dict[str, Any] = yaml.load(files(__package__).joinpath("amounts.yaml").read_bytes(), yaml.CSafeLoader)
    for key in ("about", "at_least", "at_most", "exactly", "after"):
        data[key] = sorted((tuple(phrase.split()) for phrase in data[key]), key=len, reverse=True)
    data["vague"] = {tuple(phrase.split()): bounds for phrase, bounds in data["vague"].items()}
    for key in ("units", "currency", "calendar", "single", "auxiliaries", "earlier", "later"):
        data[key] = frozenset(data[key])
    data["opens"] = frozenset(phrase[0] for phrase in data["vague"]) | {"between", "from", "a", "half"}
    return data


def find(sentence: Sentence, phrases: Phrases) -> list[Amount]:
    """Every amount of people or things, left to right; dates, money, measures, ranks and shares are left out."""
    found: list[Amount] = []
    at, tokens = 0, sentence.tokens
    while at < len(tokens):
        amount = None
        if phrases.tags[at] == "NUM" or tokens[at].text[0].isdigit() or tokens[at].lower in words()["opens"]:
            amount = _amount(tokens, phrases, at)
        if amount:
            found.append(amount)
            at = amount.last
        else:
            at += 1
    return found


def article(sentence: Sentence, chunk: Chunk) -> Amount | None:
    """ "A" of "a North Korean soldier": one."""
    if sentence.tokens[chunk.first].lower in ("a", "an", "one") and chunk.head > chunk.first:
        return Amount(chunk.first, chunk.first + 1, 1, None, None, False, chunk.head, chunk.last)
    return None


def _amount(tokens: Sequence[Token], phrases: Phrases, at: int) -> Amount | None:
    core = _range(tokens, at) or _vague(tokens, at) or _exact(tokens, phrases, at)
    if core is None:
        return None
    last, approximate = core.last, core.approximate
    first, bound = _modifier(tokens, at)
    value, low, high = core.value, core.low, core.high
    if bound == "about":
        approximate = True
    elif bound == "at_least":
        approximate, low = True, value if value is not None else low
    elif bound == "at_most":
        approximate, high = True, value if value is not None else high
    for phrase in words()["after"]:
        if _is_at(tokens, last, phrase):
            last, approximate = last + len(phrase), True
    noun, end = _counted(tokens, phrases, last)
    if _measures(tokens, first, last, noun, end):
        return None
    return Amount(first, last, value, low, high, approximate, noun, end)


def _range(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "between 5 and 7", "from five to seven", "5 to 7"."""
    opened = tokens[at].lower in ("between", "from")
    start = at + 1 if opened else at
    low, middle = _number(tokens, start)
    if low is None or middle >= len(tokens) or tokens[middle].lower not in (("and", "to") if opened else ("to",)):
        return None
    high, last = _number(tokens, middle + 1)
    if high is None or high <= low:
        return None
    return _Core(last, None, low, high, True)


def _vague(tokens: Sequence[Token], at: int) -> _Core | None:
    for length in range(min(3, len(tokens) - at), 0, -1):
        bounds = words()["vague"].get(tuple(t.lower for t in tokens[at : at + length]))
        if bounds:
            if any(_is_at(tokens, at, phrase) for key in ("at_least", "at_most") for phrase in words()[key]):
                return None  # "no fewer than"
            value, low, high = bounds
            return _Core(at + length, value, low, high, value is None)
    return None


def _exact(tokens: Sequence[Token], phrases: Phrases, at: int) -> _Core | None:
    word = tokens[at]
    if phrases.tags[at] != "NUM" and not word.text[0].isdigit() and not (word.lower in ("a", "half") and _dozen(tokens, at)):
        return None
    value, last = _number(tokens, at)
    if value is None:
        return None
    bare = last == at + 1 and word.text.isdigit() and len(word.text) == 4 and int(word.text) in _YEARS
    if bare and not (last < len(phrases.tags) and phrases.tags[last] in ("NOUN", "ADJ") and tokens[last].text.endswith("s")):
        return None
    return _Core(last, value, None, None, False)


def _dozen(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].lower in ("dozen", "hundred", "thousand", "million")


def _number(tokens: Sequence[Token], at: int) -> tuple[float | int | None, int]:
    """The number that begins at token *at*, and its end."""
    parts: list[str] = []
    last = at
    while last < min(len(tokens), at + _LONGEST):
        word = tokens[last].lower
        if word[0].isdigit():
            if parts:
                break
            parts.append(word)
        elif _spelt(word) or (word == "a" and not parts and _dozen(tokens, last)) or (word == "half" and parts):
            parts.extend(word.split("-"))
        elif not (word == "and" and parts and parts[-1] in ("hundred", "thousand") and _spelt_at(tokens, last + 1)):
            break
        last += 1
    value = number(parts) if parts else None
    return value, last


def _spelt(word: str) -> bool:
    """Every part of the word is a number word: "two", "twenty-one", "million"."""
    sets = calendar_words().sets
    return all(part in sets["CARDINAL"] or part in sets["TENS"] or part in sets["SCALE"] for part in word.split("-"))


def _spelt_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and _spelt(tokens[at].lower)


def _is_at(tokens: Sequence[Token], at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(t.lower for t in tokens[at : at + len(phrase)]) == phrase


def _modifier(tokens: Sequence[Token], at: int) -> tuple[int, str | None]:
    """Where the words before a number begin, and what they make of it."""
    for bound in ("at_least", "at_most", "about", "exactly"):
        for phrase in words()[bound]:
            start = at - len(phrase)
            if start >= 0 and _is_at(tokens, start, phrase):
                return (at, None) if bound == "exactly" else (start, bound)
    return at, None


def _counted(tokens: Sequence[Token], phrases: Phrases, last: int) -> tuple[int | None, int]:
    """The head of what is counted and the end of its noun phrase; None for a number alone."""
    inside = chunk_at(phrases, last - 1)
    if inside and last <= inside.head:
        return inside.head, inside.last
    behind = chunk_at(phrases, last)
    if behind is None and last < len(tokens) and tokens[last].lower == "of":
        behind = chunk_at(phrases, last + 1)
    return (behind.head, behind.last) if behind and behind.first >= last else (None, last)


def _measures(tokens: Sequence[Token], first: int, last: int, noun: int | None, end: int) -> bool:
    """A date, sum of money, measure, share or rank."""
    units, currency, calendar = words()["units"], words()["currency"], words()["calendar"]
    around = tokens[max(0, first - 1) : first]
    if any(t.text in currency for t in (*around, *tokens[first:last])):
        return True
    if noun is not None and (tokens[noun].lower in units or tokens[last].lower in units):
        return True
    after = tokens[last : last + 1]
    if any(t.lower in units or t.lower in calendar for t in after) or any(t.lower in calendar for t in around):
        return True
    return (
        noun is None and any(t.lower in ("in", "since", "aged", "number", "no.") for t in around) and tokens[first].text.isdigit()
    )
