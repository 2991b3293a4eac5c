"""Cells of a table that a spreadsheet may open: what it would run as a formula is text, and every value comes back as it was.

A text that begins with a sign that starts a formula gets an apostrophe before it (OWASP ASVS 1.2.10), and so does a text
that begins with an apostrophe, or is empty: then the one before is always ours, and reading takes it off again. An empty
cell is null. Numbers stand as they are; what is neither text nor number is JSON, which begins with a bracket.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

MARK = "'"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What starts a formula in some spreadsheet: the ASCII signs, white space that is passed over, and the signs in full width."""


def cell(value: Any) -> str:
    """*value* as a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return MARK + value if not value or value.startswith((MARK, *FORMULA)) else value
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))


def text(given: str) -> str | None:
    """The text that a cell was written for."""
    return given.removeprefix(MARK) if given else None


def other(given: str) -> Any:
    """The number or the JSON that a cell was written for. Raises ``ValueError``."""
    return json.loads(given) if given else None
