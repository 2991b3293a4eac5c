"""The notation in which the rules of times are written, and how it becomes regular expressions over token classes.

``the? month=MONTH day=DAY (COMMA year=YEAR)?`` reads: the word "the" or not, a token of the set MONTH, kept as ``month``,
one of the set DAY, kept as ``day``, and perhaps a comma and a year. Capitalised names (``Count``) are macros; ``name=``
keeps what the next set, word, macro or bracket matches. White space means nothing; ``( ) ? | (?= (?!`` are those of ``re``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_ATOM = re.compile(
    r"(?:(?P<keep>[a-z][a-z0-9]*)=)?(?:(?P<set>[A-Z][A-Z0-9]+)|(?P<macro>[A-Z][a-z]\w*)|(?P<literal>[a-z][a-z'.]*)|(?P<open>\())|(?P<space>\s+)|(?P<other>.)"
)


def expand(rule: str, macros: Mapping[str, str]) -> str:
    """*rule* with its macros written out."""

    def write(match: re.Match[str]) -> str:
        if match["macro"] is None:
            return match.group()
        keep = f"{match['keep']}=" if match["keep"] else ""
        return f"{keep}({expand(macros[match['macro']], macros)})"

    return _ATOM.sub(write, rule)


def literals(rule: str) -> Iterable[str]:
    """The words that the (expanded) rule names one by one."""
    return (match["literal"] for match in _ATOM.finditer(rule) if match["literal"])


def compile_rule(rule: str, members: Mapping[str, str]) -> re.Pattern[str]:
    """The expanded rule over the alphabet: *members* gives the characters of each set and, as ``=word``, of each word.

    A name kept in several places of one rule becomes ``name``, ``name__1``, ``name__2``…: see :func:`kept`.
    """
    seen: Counter[str] = Counter()

    def write(match: re.Match[str]) -> str:
        if match["space"]:
            return ""
        if match["other"]:
            return match["other"]
        keep = ""
        if name := match["keep"]:
            keep = f"?P<{name}__{seen[name]}>" if seen[name] else f"?P<{name}>"
            seen[name] += 1
        if match["open"]:
            return f"({keep or '?:'}"
        body = f"[{members[match['set'] or '=' + match['literal']]}]"
        return f"({keep}{body})" if keep else body

    pattern = _ATOM.sub(write, rule)
    return re.compile(pattern.replace("(?:?", "(?"))


def kept(match: re.Match[str]) -> dict[str, tuple[int, int]]:
    """The bounds of what *match* kept, by name; of places that share a name, the first that matched."""
    found: dict[str, tuple[int, int]] = {}
    for name in match.re.groupindex:
        start, end = match.span(name)
        if start >= 0:
            found.setdefault(name.partition("__")[0], (start, end))
    return found


def beginnings(pattern: str) -> str:
    """The characters with which a match of a compiled rule's *pattern* can begin, so that others need not try it.

    Reads what :func:`compile_rule` writes: classes, brackets, ``|``, ``?`` and look-aheads.
    """
    firsts, _, _ = _alternatives(pattern, 0)
    return "".join(sorted(firsts))


def _alternatives(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """First characters, whether nothing at all may match, and where the alternatives end."""
    firsts: set[str] = set()
    empty = False
    while True:
        found, nothing, at = _sequence(pattern, at)
        firsts |= found
        empty |= nothing
        if at >= len(pattern) or pattern[at] == ")":
            return firsts, empty, at
        at += 1  # the bar


def _sequence(pattern: str, at: int) -> tuple[set[str], bool, int]:
    firsts: set[str] = set()
    empty = True
    while at < len(pattern) and pattern[at] not in "|)":
        found, nothing, at = _item(pattern, at)
        if at < len(pattern) and pattern[at] == "?":
            nothing, at = True, at + 1
        if empty:
            firsts |= found
            empty = nothing
    return firsts, empty, at


def _item(pattern: str, at: int) -> tuple[set[str], bool, int]:
    if pattern[at] == "[":
        close = pattern.index("]", at)
        return set(pattern[at + 1 : close]), False, close + 1
    looks_ahead = pattern.startswith(("(?=", "(?!"), at)
    start = pattern.index(">", at) + 1 if pattern.startswith("(?P<", at) else at + 3
    found, nothing, close = _alternatives(pattern, start)
    return (set(), True, close + 1) if looks_ahead else (found, nothing, close + 1)
