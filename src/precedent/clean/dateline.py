"""The dateline or date line at the head of a text: when and where it was filed, not when anything in it happened."""

from __future__ import annotations

import re
from typing import NamedTuple

from precedent.clean.dates import published

_LINES = 4  # a dateline stands under the headline, at most a by-line between
_LONGEST = 160
_PLACE = r"(?:[A-Z][\w.'’/-]*(?: [A-Z][\w.'’/-]*){0,4}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?(?:,| \()? )?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DAY = r"(?P<date>(?:\d{1,2} )?[A-Z][a-z]{2,8}\.? (?:\d{1,2}, ?)?\d{4}|\d{4}-\d{2}-\d{2})"
_FILED = re.compile(
    rf"\s{{0,9}}{_PLACE}{_WEEKDAY}{_DAY}\)?(?: \([^()\n]{{1,60}}\)| / ?[\w ]{{1,30}})?\.?[ \t]{{0,3}}(?:—|–|--?|:)[ \t]"
)
_ALONE = re.compile(rf"\s{{0,9}}(?:(?:Published|Posted|Updated|Date|Filed)(?: on)?:? )?{_WEEKDAY}{_DAY}\.?\s{{0,9}}\Z")


class Dateline(NamedTuple):
    """``start:end`` of the text, and the full date it gives (ISO)."""

    start: int
    end: int
    date: str


def find(text: str, start: int = 0) -> Dateline | None:
    """The dateline with a full date in the first lines of *text* from *start*, if there is one."""
    at, seen = start, 0
    while at < len(text) and seen < _LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        head = text[at : min(end, at + _LONGEST)]
        if head.strip():
            seen += 1
            found = _FILED.match(head) or (_ALONE.match(head) if end - at < _LONGEST else None)
            day = published(found["date"].replace(".", "")) if found else None
            if found and day:
                return Dateline(at, at + found.end(), day)
        at = end + 1
    return None
