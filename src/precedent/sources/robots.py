"""What a site lets us read, by its robots.txt (RFC 9309, read by protego)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from precedent.errors import SourceError

AGENT = "precedent"
"""The name by which robots.txt speaks of us."""
LARGEST = 512 * 2**10
"""Bytes of it that are read; RFC 9309 asks for at least 500 KiB."""

_KEPT = 24 * 3600.0  # seconds until it is read again
_SLOWEST = 30.0  # seconds between requests: a site that asks for more is read at this pace


class Answer(NamedTuple):
    """What the server said: HTTP status, and the file where there is one."""

    status: int
    data: bytes


class Rules(NamedTuple):
    """A site's rules: may this URL be read, and how many seconds lie between two requests."""

    allows: Callable[[str], bool]
    delay: float
    read_at: float


class Robots:
    """The rules of the sites met so far. *fetch* gets ``…/robots.txt``, raising :class:`SourceError` where it cannot be had."""

    def __init__(self, fetch: Callable[[str, bool], Answer]) -> None:
        self._fetch = fetch
        self._known: dict[str, Rules] = {}

    def rules(self, site: str, trusted: bool) -> Rules:
        """The rules of *site* (``https://host[:port]``). No file allows all; one that cannot be had now allows nothing.

        *trusted* is handed on to *fetch*: whether the site may be a private one.
        """
        known = self._known.get(site)
        if known is None or time.monotonic() - known.read_at > _KEPT:
            known = self._known[site] = self._read(site, trusted)
        return known

    def _read(self, site: str, trusted: bool) -> Rules:
        from protego import Protego

        answer = self._fetch(f"{site}/robots.txt", trusted)
        if answer.status >= 500:
            raise SourceError(f"the robots.txt of {site} cannot be read (status {answer.status})", "try again later")
        text = answer.data[:LARGEST].decode("utf-8-sig", "replace") if answer.status == 200 else ""
        said = Protego.parse(text)
        return Rules(
            allows=lambda url: said.can_fetch(url, AGENT),
            delay=min(said.crawl_delay(AGENT) or 0.0, _SLOWEST),
            read_at=time.monotonic(),
        )
