"""Where content came from: what to call it when it is refused, and what the ids of its reports begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from precedent.records import Refusal


class Origin(NamedTuple):
    """*name* is for people; *place* begins ids, and is one by itself where *named*.

    *url*: the address the content was read at; *charset*: what the server said of it; *depth*: how many archives,
    lists and feeds it was found within.
    """

    name: str
    place: str
    named: bool = True
    url: str | None = None
    charset: str | None = None
    depth: int = 0

    def within(self, entry: str, url: str | None = None, charset: str | None = None) -> Origin:
        """The origin of something called *entry* that this holds."""
        return Origin(f"{self.name}: {entry}", f"{self.place}/{entry}", True, url, charset, self.depth + 1)


class Fetched(NamedTuple):
    """What a web address gave: bytes, the address they came from in the end, and the charset that the server named."""

    data: bytes
    url: str
    charset: str | None = None


Fetch = Callable[[str, str | None, bool], Fetched | Refusal]
"""Reads a web address, and is told which page named it, if one did, and whether as an article, which seldom changes.

What cannot be read is refused with its reason."""
