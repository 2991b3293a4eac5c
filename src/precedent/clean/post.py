"""A forum post pasted as text: the poster's name and rank, counts, number and time that stand around what was written.

Every forum software lays these lines out in its own way, and pasting loses all but their order. So lines are told apart
by what they say ("Senior Member", "Joined: Mar 2011", "#12", "Yesterday, 10:14 PM"), and a run of them is taken for the
head of a post only where enough stand together; a byline, a date or a headline alone never is. The name is the
one short line among them that says nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from precedent.clean import post_lines
from precedent.clean.sentences import Bounds


@dataclass(frozen=True, slots=True)
class Post:
    """Who posted, as the lines around a post say; ``furniture``: the bounds of those lines, in order."""

    author: str | None
    rank: str | None
    number: int | None
    published: str | None
    furniture: tuple[Bounds, ...]


@dataclass(slots=True)
class _Head:
    """What a run of lines was read as, the lines themselves, and the number of the line after them."""

    end: int
    kinds: set[post_lines.Kind] = field(default_factory=set)
    lines: list[int] = field(default_factory=list)
    author: str | None = None
    rank: str | None = None
    number: int | None = None
    published: str | None = None

    @property
    def certain(self) -> bool:
        """Two kinds of line that only forums have; a name with a rank, counts, or number and time; one line that says it all."""
        telling = self.kinds & {"rank", "count", "number"}
        named = self.author is not None and (bool(telling - {"number"}) or self.kinds >= {"number", "time"})
        return named or "by" in self.kinds or len(telling) > 1


_SIGNATURE = re.compile(r"_{8,}|-{20,}|--")
_HANDLE = re.compile(r"@?[\w.-]{2,25}")
_SENTENCE_END = re.compile(r"[.!?:;\"]\Z")
_HEAD_LINES = 24
_UNKNOWN_LINES = 2
_SIGNATURE_LINES = 12


def find(text: str, lines: list[Bounds]) -> Post | None:
    """The post that *text* is, or None where it is none. *lines*: the bounds of its lines, stripped; a blank one is empty."""
    rows = [text[start:end] for start, end in lines]
    first = next((number for number, row in enumerate(rows) if row), len(rows))
    read = cache(post_lines.read)
    head = _head(rows, first, read)
    if head is None:
        return None
    furniture = [*head.lines]
    for number in range(head.end, len(rows)):
        if rows[number] and not rows[number - 1] and number > furniture[-1]:
            later = _head(rows, number, read)
            if later is not None and len(later.kinds) > 1:
                furniture += later.lines
    furniture += _tail(rows, furniture[-1] + 1, head.author)
    return Post(head.author, head.rank, head.number, head.published, tuple(lines[number] for number in furniture))


def _head(rows: list[str], first: int, read: Callable[[str], list[post_lines.Line]]) -> _Head | None:
    """The head of a post that begins at a line, if one does."""
    head = _Head(first)
    unknown: list[int] = []
    labelled = False
    for number in range(first, min(first + _HEAD_LINES, len(rows))):
        row = rows[number]
        if not row:
            continue
        if labelled and post_lines.is_value(row):
            labelled = False
        elif said := read(row):
            _take(head, said)
        elif kind := post_lines.label(row):
            labelled = True
            head.kinds.add(kind)
        elif len(unknown) < _UNKNOWN_LINES and len(row) <= 40 and len(row.split()) <= 5 and not _SENTENCE_END.search(row):
            unknown.append(number)
            continue
        else:
            break
        _name(rows, unknown, head)
        unknown = []
        head.lines.append(number)
        head.end = number + 1
    if head.author is None and unknown[:1] == [head.end] and _stands_alone(rows, head.end):
        _name(rows, unknown[:1], head)
        head.end += 1
    head.lines.sort()
    return head if head.certain else None


def _take(head: _Head, said: list[post_lines.Line]) -> None:
    for line in said:
        head.kinds.add(line.kind)
        head.author = head.author or line.author
        head.rank = head.rank or line.rank
        head.number = head.number or line.number
        head.published = head.published or line.published


def _name(rows: list[str], unknown: list[int], head: _Head) -> None:
    """Take the name, and a rank of the forum's own making, from the unknown lines before a known one."""
    if not unknown or head.author is not None:
        return
    named = unknown[-1:] if head.rank or len(rows[unknown[0]].split()) > 3 else unknown
    head.author = rows[named[0]].removeprefix("@")
    if len(named) > 1:
        head.rank = rows[named[1]]
    head.lines += named


def _stands_alone(rows: list[str], number: int) -> bool:
    """Whether a line is a single word before a blank line, as a name after the number and the time of a post is."""
    return number + 1 < len(rows) and not rows[number + 1] and bool(_HANDLE.fullmatch(rows[number]))


def _tail(rows: list[str], first: int, author: str | None) -> list[int]:
    """Lines at the end of a post that are no part of it: buttons, "Last edited by", the poster's profile, a signature."""
    end = len(rows)
    for number in range(max(first, end - _SIGNATURE_LINES), end):
        if _SIGNATURE.fullmatch(rows[number]):
            end = number
            break
    while end > first and (not rows[end - 1] or rows[end - 1] == author or post_lines.closes(rows[end - 1])):
        end -= 1
    return [number for number in range(end, len(rows)) if rows[number]]
