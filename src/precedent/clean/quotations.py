"""Earlier posts quoted in pasted text: whose words they are, and the lines around them that are no prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from precedent.clean.sentences import Bounds


class Quotation(NamedTuple):
    """Bounds of the quoted words, their author where it is said, and of the lines that only introduce or close them."""

    body: Bounds
    author: str | None
    furniture: tuple[Bounds, ...]


_TAG = re.compile(r"\[(/?)quote(?:=([^\]\n]{0,120}))?\]", re.I)
_MAIL = re.compile(r"On\b[^\n]{4,80}?,? ([^\s,<][^,<\n]{0,60}?)(?: <[^>\n]{1,80}>)? wrote:", re.I)
_WROTE = re.compile(
    r"""(?P<name>\S{1,40}(?:\ \S{1,40}){0,3}?)(?:\ \(?[^()\n]{4,60}\)?)?\ (?:wrote|said|writes|schrieb|a\ écrit|escribió)
        (?:\ on\ [^\n]{4,40})?:\ ?[↑⬆]?""",
    re.VERBOSE,
)
_ORIGINALLY = re.compile(
    r"""(?:Quote:?\ *)?(?:Originally\ posted\ by|Quote\ from|Zitat\ von|Posté\ par)[:\ ]\ *
        (?P<name>[^\n]{1,60}?)(?:\ View\ Post|\ on\ [^\n]{4,60}|:|\ »)?\ *""",
    re.VERBOSE | re.IGNORECASE,
)
_EXPAND = re.compile(r"Click to expand(?:\.\.\.|…)?|(?:Zum Vergrößern anklicken)[^\n]{0,10}", re.I)
_LONELY = re.compile(r"(?:Quote|Zitat|Citation):?", re.I)
_LONGEST_HEAD = 200
_NO_NAMES = frozenset(
    ["he", "she", "they", "i", "it", "we", "you", "who", "also", "and", "then", "the", "a", "an", "his", "her", "its"]
)


def find(text: str, lines: list[Bounds], post: bool) -> list[Quotation]:
    """Quotations in *text*, in order, none inside another. *post*: the text is known to be a forum post.

    Outside posts only what no prose looks like is taken: lines that begin with ">", quote tags, "Originally posted by".
    """
    tagged = list(_tagged(text))
    return sorted([*tagged, *_by_line(text, lines, post, tagged)])


def _tagged(text: str) -> Iterator[Quotation]:
    depth, opening = 0, None
    for tag in _TAG.finditer(text):
        if not tag[1]:
            opening = opening if depth else tag
            depth += 1
        elif depth:
            depth -= 1
            if not depth and opening is not None:
                name = (opening[2] or "").split(",")[0].split(";")[0].strip(" \"'") or None
                yield Quotation((opening.end(), tag.start()), name, (opening.span(), tag.span()))


def _by_line(text: str, lines: list[Bounds], post: bool, tagged: list[Quotation]) -> Iterator[Quotation]:
    closings = [number for number, line in enumerate(lines) if _EXPAND.fullmatch(text, *line)]
    taken = [(quotation.furniture[0][0], quotation.furniture[-1][1]) for quotation in tagged]
    number = 0
    while number < len(lines):
        while taken and taken[0][1] <= lines[number][0]:
            taken.pop(0)
        if taken and taken[0][0] <= lines[number][0]:
            number += 1
            continue
        while closings and closings[0] <= number:
            closings.pop(0)
        found = _at(text, lines, number, post, closings[0] if closings else None)
        if found is None:
            number += 1
        else:
            quotation, number = found
            yield quotation


def _at(text: str, lines: list[Bounds], number: int, post: bool, closing: int | None) -> tuple[Quotation, int] | None:
    """The quotation that begins at a line, and the number of the line after it."""
    first = number
    if _LONELY.fullmatch(text, *lines[number]) and number + 1 < len(lines):
        number += 1
    start, end = lines[number]
    if text.startswith(">", start, end):
        last = _run(text, lines, number)
        return Quotation((start, lines[last - 1][1]), None, ()), last
    if end - start > _LONGEST_HEAD:
        return None
    head = _ORIGINALLY.fullmatch(text, start, end) or _MAIL.fullmatch(text, start, end) or _WROTE.fullmatch(text, start, end)
    if head is None:
        return None
    body = number + 1
    while body < len(lines) and lines[body][0] == lines[body][1]:
        body += 1
    if body == len(lines):
        return None
    if text.startswith(">", *lines[body]):
        last = after = _run(text, lines, body)
    elif closing is not None and closing > body and (head.re is not _WROTE or _is_name(head["name"])):
        last, after = closing, closing + 1
    elif head.re is _ORIGINALLY or (post and head.re is _WROTE and _is_name(head["name"])):
        last = after = _paragraph(lines, body)
    else:
        return None
    furniture = [line for line in lines[first:body] + lines[last:after] if line[0] < line[1]]
    name = head[1].strip() if head.re is _MAIL else head["name"].strip()
    return Quotation((lines[body][0], lines[last - 1][1]), name, tuple(furniture)), after


def _run(text: str, lines: list[Bounds], number: int) -> int:
    while number < len(lines) and text.startswith(">", *lines[number]):
        number += 1
    return number


def _paragraph(lines: list[Bounds], number: int) -> int:
    while number < len(lines) and lines[number][0] < lines[number][1]:
        number += 1
    return number


def _is_name(words: str) -> bool:
    """Whether the words before "wrote:" can be a poster's name: "She wrote:" and "The army said:" are prose."""
    return words.split()[0].lower() not in _NO_NAMES
