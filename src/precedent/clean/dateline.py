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
# Without a year it gives no date, but still says where and when it was filed: "LOME, March 21 (Wire) -", "ASUNCION (AD)."
_CAPITALS = r"[^\W\d_a-z](?:[^\W\d_a-z]|[.'’-]){2,40}(?:[ /](?:[^\W\d_a-z]|[.'’-]){1,40}){0,3}"
_HEADED = re.compile(
    rf"\s{{0,9}}{_CAPITALS}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){{0,2}})?"
    r"(?:, (?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2}))?"
    r"(?:(?: [(/] ?[^()\n]{1,60}\))?[ \t]{1,3}(?:—|–|--?)|(?: \([^()\n]{1,60}\))[.:])[ \t]"
)
_ALONE = re.compile(rf"\s{{0,9}}(?:(?:Published|Posted|Updated|Date|Filed)(?: on)?:? )?{_WEEKDAY}{_DAY}\.?\s{{0,9}}\Z")


class Dateline(NamedTuple):
    """``start:end`` of the text, and the full date it gives (ISO; None: no year)."""

    start: int
    end: int
    date: str | None


def find(text: str, start: int = 0) -> Dateline | None:
    """The dateline in the first lines of *text* from *start*, if there is one: that with a full date before any other."""
    at, seen = start, 0
    undated: Dateline | None = None
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
            headed = _HEADED.match(head) if undated is None else None
            if headed:
                undated = Dateline(at, at + headed.end(), None)
        at = end + 1
    return undated
