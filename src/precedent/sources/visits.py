"""What is remembered of pages and feeds between two readings, and who remembers it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from precedent.base import Record


class Visit(Record, frozen=True, kw_only=True):
    """What to recognise a page by (RFC 9110): ``final`` is where *url* led to, where the validators hold.

    ``at`` is when it was read, in seconds since 1970.
    """

    url: str
    final: str
    etag: str | None = None
    modified: str | None = None
    at: int


class Memory(Protocol):
    """What is remembered of earlier visits."""

    def recall(self, url: str) -> Visit | None: ...

    def remember(self, visits: Iterable[Visit]) -> None: ...
