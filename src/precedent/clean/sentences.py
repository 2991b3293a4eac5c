"""Paragraphs and sentences of a view, as bounds: what ends a sentence in English news and in forum posts.

A blank line always ends a paragraph. So does a single line break where the line was not merely wrapped, that is, where
the first word of the next line would still have fitted: a headline, a bullet, or a paragraph in a text that sets one on
each line. A full stop ends a sentence unless the word before it is an abbreviation that goes on, or the text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from precedent.clean import abbreviations

Bounds = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-*•·‣▪–—>]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_WRAP_WIDTHS = range(40, 133)

# The run of stops must not begin inside another run (else a long run is looked at once for each of its stops).
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\])}\"'”’»*_]*+(?=\s|\Z)|[。！？]++[」』”’]*+")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘']{1,40}\Z")
_NEXT_WORD = re.compile(r"\s*+([^\s]{0,40})")


def paragraphs(text: str) -> list[Bounds]:
    """Bounds of the paragraphs, stripped of white space, in order."""
    return [part for block in _blocks(text) for part in _unwrapped(text, block)]


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
    stripped = part.lstrip()
    if stripped:
        found.append((end - len(stripped), end - len(part) + len(part.rstrip())))


def _blocks(text: str) -> Iterator[list[Bounds]]:
    """Runs of lines without a blank line between them."""
    block: list[Bounds] = []
    start = 0
    for line in text.split("\n"):
        before = len(block)
        _add(block, text, start, start + len(line))
        if len(block) == before and block:
            yield block
            block = []
        start += len(line) + 1
    if block:
        yield block


def _unwrapped(text: str, lines: list[Bounds]) -> Iterator[Bounds]:
    """The paragraphs of a block: lines that were wrapped at one width are joined again."""
    width = max(end - start for start, end in lines)
    start, end = lines[0]
    for following in lines[1:]:
        if _wrapped(text, (start, end), (max(start, text.rfind("\n", start, end) + 1), end), following, width):
            end = following[1]
        else:
            yield start, end
            start, end = following
    yield start, end


def _wrapped(text: str, so_far: Bounds, line: Bounds, following: Bounds, width: int) -> bool:
    if _BULLET.match(text, *following):
        return False
    word = _NEXT_WORD.match(text, *following)
    first = word.group(1) if word else ""
    if width in _WRAP_WIDTHS and line[1] - line[0] + 1 + len(first) > width:
        return True
    return first[:1].islower() and text[line[1] - 1] not in '.!?:…"”'


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
