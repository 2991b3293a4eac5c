"""Paragraphs and sentences of a view, as bounds: what ends a sentence in English news and in forum posts.

A blank line always ends a paragraph. So does a single line break where the line was not merely wrapped, that is, where
the first word of the next line would still have fitted: a headline, a bullet, or a paragraph in a text that sets one on
each line. A full stop ends a sentence unless the word before it is an abbreviation that goes on, or the text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from precedent.clean import abbreviations

Bounds = tuple[int, int]

_BULLET = re.compile(r"\s*(?:[-*•·‣▪–—>]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_WRAP_WIDTHS = range(50, 133)

# The run of stops must not begin inside another run (else a long run is looked at once for each of its stops).
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\])}\"'”’»*_]*+(?=\s|\Z)|[。！？]++[」』”’]*+")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘']{1,40}\Z")
_NEXT_WORD = re.compile(r"\s*+([^\s]{0,40})")


def lines(text: str, start: int = 0, end: int | None = None) -> list[Bounds]:
    """Bounds of the lines of ``text[start:end]`` without the white space around them; of a blank line, twice its end."""
    end = len(text) if end is None else end
    found: list[Bounds] = []
    for line in text[start:end].split("\n"):
        stripped = line.strip()
        first = start + line.find(stripped) if stripped else start + len(line)
        found.append((first, first + len(stripped)))
        start += len(line) + 1
    return found


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Bounds]:
    """Bounds of the paragraphs of ``text[start:end]``, stripped of white space, in order."""
    found: list[Bounds] = []
    block: list[Bounds] = []
    for line in lines(text, start, end):
        if line[0] < line[1]:
            block.append(line)
        elif block:
            found += _unwrapped(text, block)
            block = []
    return found + list(_unwrapped(text, block)) if block else found


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Bounds]:
    """Bounds of the sentences of the paragraph ``text[start:end]``, stripped of white space, in order."""
    end = len(text) if end is None else end
    found: list[Bounds] = []
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and not _ends(text, begin, match, end):
            continue
        _add(found, text, begin, match.end())
        begin = match.end()
    _add(found, text, begin, end)
    return found


def _add(found: list[Bounds], text: str, start: int, end: int) -> None:
    """Add the bounds without the white space around them, unless nothing is left."""
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        first = start + part.find(stripped)
        found.append((first, first + len(stripped)))


def _unwrapped(text: str, lines: list[Bounds]) -> Iterator[Bounds]:
    """The paragraphs of a block: lines that were wrapped at one width are joined again."""
    width = max(end - start for start, end in lines)
    full = [line[1] - line[0] + 1 + len(_first_word(text, following)) > width for line, following in pairwise(lines)]
    wrapped = width in _WRAP_WIDTHS and 2 * sum(full) > len(full)
    start, end = lines[0]
    for following, is_full in zip(lines[1:], full, strict=True):
        goes_on = _first_word(text, following)[:1].islower() and text[end - 1] not in '.!?:…"'
        if ((wrapped and is_full) or goes_on) and not _BULLET.match(text, *following):
            end = following[1]
        else:
            yield start, end
            start, end = following
    yield start, end


def _first_word(text: str, line: Bounds) -> str:
    match = _NEXT_WORD.match(text, *line)
    return match[1] if match else ""


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the stop at *match* ends the sentence that began at *begin*."""
    stop = match.group()
    upcoming = _NEXT_WORD.match(text, match.end(), end)
    following = upcoming.group(1) if upcoming else ""
    first = following.lstrip("\"'“‘([«*_")[:1]
    if stop[0] in "。！？":
        return True
    before = _LAST_WORD.search(text, max(begin, match.start() - 41), match.start())
    word = before.group() if before else ""
    if first.islower():
        return stop == "." and word.islower() and word.isalpha() and len(word) > 2 and word not in abbreviations.ALL
    if stop != ".":
        return True
    lower = word.lower()
    if lower in abbreviations.BEFORE_NUMBERS:
        return not first.isdigit()
    if lower in abbreviations.BEFORE_NAMES:
        return False
    if lower in abbreviations.ALL or _is_initials(word):
        return following.partition("'")[0].strip('"“‘(,').lower() in abbreviations.STARTERS
    return not (word.isdigit() and match.start() - len(word) <= begin + 1)  # "3." that numbers a line


def _is_initials(word: str) -> bool:
    return word.replace(".", "").isalpha() and ("." in word or (len(word) == 1 and word != "I"))
