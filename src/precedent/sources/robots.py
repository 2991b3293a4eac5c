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
_SHORTLY = 300.0  # where it could not be had: a site that is down is not asked three times for each of its pages
_SLOWEST = 30.0  # seconds between requests: a site that asks for more is read at this pace


class Answer(NamedTuple):
    """What the server said: HTTP status, and the file where there is one."""

    status: int
    data: bytes


class Rules(NamedTuple):
    """A site's rules: may this URL be read, and how many seconds lie between two requests. *wrong*: why they cannot be had."""

    allows: Callable[[str], bool]
    delay: float
    until: float
    wrong: SourceError | None = None


class Robots:
    """The rules of the sites met so far. *fetch* gets ``…/robots.txt``, raising :class:`SourceError` where it cannot be had."""

    def __init__(self, fetch: Callable[[str, bool], Answer]) -> None:
        self._fetch = fetch
        self._known: dict[tuple[str, bool], Rules] = {}

    def rules(self, site: str, trusted: bool) -> Rules:
        """The rules of *site* (``https://host[:port]``). No file allows all; one that cannot be had now allows nothing.

        *trusted* is handed on to *fetch*: whether the site may be a private one.
        """
        known = self._known.get((site, trusted))
        if known is None or time.monotonic() > known.until:
            known = self._known[site, trusted] = self._read(site, trusted)
        if known.wrong is not None:
            raise known.wrong
        return known

    def _read(self, site: str, trusted: bool) -> Rules:
        from protego import Protego

        try:
            answer = self._fetch(f"{site}/robots.txt", trusted)
        except SourceError as error:
            return Rules(lambda _: False, 0.0, time.monotonic() + _SHORTLY, error)
        text = answer.data[:LARGEST].decode("utf-8-sig", "replace") if answer.status == 200 else ""
        said = Protego.parse(text)
        delay = min(said.crawl_delay(AGENT) or 0.0, _SLOWEST)
        return Rules(lambda url: said.can_fetch(url, AGENT), delay, time.monotonic() + _KEPT)
