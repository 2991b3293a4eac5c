"""The only door to the network: one URL to its bytes, politely and under guard.

Every address connected to is judged (:mod:`.guard`), at every redirect; ports, schemes, sizes, times and content types are
limited; robots.txt is kept; requests to one host are a second apart; what fails for the moment is tried again. What a server
gave to recognise a page by (ETag, Last-Modified) is sent back next time, so that an unchanged page costs one short answer.
"""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable, Collection, Mapping
from functools import cache
from http.cookiejar import CookieJar
from importlib.metadata import version
from typing import NamedTuple

import httpcore2
import httpx2
import msgspec
import stamina

from precedent.errors import SourceError
from precedent.records import Refusal
from precedent.sources import answer, guard, robots
from precedent.sources.answer import Limits
from precedent.sources.origin import Fetched
from precedent.sources.visits import Memory, Visit

logging.getLogger("stamina").addHandler(logging.NullHandler())  # else each new attempt is a line on standard error

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_BUSY = frozenset([408, 425, 429, 500, 502, 503, 504])
_ADVICE = "save the page and read the file"
_FAILED: Mapping[int, tuple[str, str]] = {
    401: ("asks for a name and password", _ADVICE),
    403: ("forbids it", _ADVICE),
    404: ("has no such page", "check the address"),
    410: ("has no such page any more", "check the address"),
    451: ("may not show it for legal reasons", "look for another source"),
}


class _Answer(NamedTuple):
    status: int
    headers: httpx2.Headers
    body: bytes


class _Busy(Exception):
    """The server, or the way to it, fails for the moment. *after* is when it asks to be tried again, in seconds."""

    def __init__(self, wrong: str, after: float | None = None) -> None:
        super().__init__(wrong)
        self.after = after


class Door:
    """Fetches pages. *allow* names hosts, or ``HOST:PORT``, that may have private addresses and other ports.

    ``visited`` collects what to recognise pages by; it is to be remembered once what they hold has been kept, and not before.
    """

    def __init__(
        self,
        *,
        allow: Collection[str] = (),
        memory: Memory | None = None,
        limits: Limits | None = None,
        resolve: guard.Resolve = guard.resolve,
        connect: guard.Connect = guard.connect,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits or Limits()
        self.visited: list[Visit] = []
        self._allowed = _allowed(allow)
        self._memory, self._resolve, self._connect, self._sleep = memory, resolve, connect, sleep
        self._robots = robots.Robots(self._robots_txt)
        self._next: dict[str, float] = {}  # when the next request to a host may be made
        self._gaps: dict[str, float] = {}  # where its robots.txt asks for more than the usual second
        self._tls: ssl.SSLContext | None = None

    def fetch(self, url: str, told_by: str | None = None, article: bool = False) -> Fetched | Refusal:
        """What stands at *url*, which the page at *told_by* named; or why it was not fetched.

        A private address is open to a *url* that names its host, and to what such a page leads to; never to a public page.
        An *article* of a feed is asked for once a day at most: a feed that is read each quarter of an hour names the same ones.
        """
        known = self._memory.recall(url) if self._memory is not None else None
        now = int(time.time())
        if article and known is not None and now - known.at < self.limits.again:
            return Refusal(source=url, reason="read less than a day ago", kind="unchanged")
        try:
            said, final = self._followed(_parse(url), told_by, known)
            if said.status == 304 and known is not None and _validators(known, final):
                self.visited.append(msgspec.structs.replace(known, at=now))
                return Refusal(source=url, reason="not changed since it was last read", kind="unchanged")
            if said.status != 200:
                wrong, advice = _FAILED.get(said.status, (f"answers with status {said.status}", "try again later"))
                raise SourceError(f"{final.host} {wrong}", advice)
        except SourceError as error:
            return Refusal(source=url, reason=error.wrong, advice=error.advice)
        etag, modified = (answer.validator(said.headers.get(name)) for name in ("etag", "last-modified"))
        self.visited.append(Visit(url=url, final=str(final), etag=etag, modified=modified, at=now))
        return Fetched(said.body, str(final), answer.media(said.headers)[1])

    def post(self, url: str, data: bytes, media: str) -> None:
        """Send *data* to *url*, which has to take it: redirects are not followed."""
        target = _parse(url)
        self._admit(target, trusted := _name(target) in self._allowed)
        said = self._asked("POST", target, {"Content-Type": media}, CookieJar(), trusted, data)
        if not 200 <= said.status < 300:
            raise SourceError(f"{target.host} did not take it (status {said.status})", "check the address")

    def _followed(self, target: httpx2.URL, told_by: str | None, known: Visit | None) -> tuple[_Answer, httpx2.URL]:
        """The answer at the end of all redirects, each judged like the first, and its URL."""
        jar = CookieJar()

        def ask(url: httpx2.URL, trusted: bool) -> _Answer:
            if not self._may(url, trusted):
                raise SourceError(f"the robots.txt of {url.host} asks not to read it", _ADVICE)
            return self._asked("GET", url, _validators(known, url), jar, trusted)

        return self._led(target, _name(_parse(told_by) if told_by else target) in self._allowed, ask)

    def _led(self, target: httpx2.URL, trusted: bool, ask: Callable[[httpx2.URL, bool], _Answer]) -> tuple[_Answer, httpx2.URL]:
        """*trusted*, that private addresses which were allowed are open, ends where a page leads out to another host."""
        for _ in range(self.limits.redirects + 1):
            self._admit(target, trusted)
            said = ask(target, trusted)
            if said.status not in _REDIRECTS or not said.headers.get("location"):
                return said, target
            trusted = trusted and _name(target) in self._allowed
            before, target = target, _parse(said.headers["location"], target)
            if before.scheme == "https" and target.scheme == "http":
                raise SourceError(f"{before.host} leads from https to http", "give the http address itself if you trust it")
        raise SourceError(f"it leads on more than {self.limits.redirects} times", "give the address it should lead to")

    def _admit(self, url: httpx2.URL, trusted: bool) -> None:
        port = url.port or _PORTS[url.scheme]
        if port not in _PORTS.values() and not (trusted and port in self._allowed.get(_name(url), ())):
            raise SourceError(
                f"port {port} of {url.host} is not fetched from",
                f"allow it with --allow-private {_host(url)}:{port} if you trust it",
            )

    def _may(self, url: httpx2.URL, trusted: bool) -> bool:
        """Whether the site's robots.txt lets us read *url*; how slowly, is kept."""
        rules = self._robots.rules(f"{url.scheme}://{url.netloc.decode('ascii')}", trusted)
        self._gaps[url.host] = rules.delay
        return rules.allows(str(url))

    def _robots_txt(self, url: str, trusted: bool) -> robots.Answer:
        jar = CookieJar()
        said, _ = self._led(_parse(url), trusted, lambda target, still: self._asked("GET", target, {}, jar, still))
        return robots.Answer(said.status, said.body)

    def _asked(
        self, method: str, url: httpx2.URL, headers: Mapping[str, str], jar: CookieJar, trusted: bool, data: bytes | None = None
    ) -> _Answer:
        """One answer, after as many attempts as it takes and is allowed."""
        limits = self.limits
        try:
            for attempt in stamina.retry_context(
                self._again, attempts=limits.attempts, timeout=None, wait_initial=1.0, wait_max=20.0
            ):
                with attempt:
                    self._wait(url)
                    return self._once(method, url, headers, jar, trusted, data)
        except _Busy as error:
            raise SourceError(f"{url.host} {error}", "try again later") from error
        raise AssertionError("stamina returns or raises")

    def _again(self, error: Exception) -> bool | float:
        if not isinstance(error, _Busy):
            return False
        return True if error.after is None else error.after if error.after <= self.limits.patience else False

    def _wait(self, url: httpx2.URL) -> None:
        """Let a second pass between two requests to a host, or as long as its robots.txt asks for."""
        wait = self._next.get(url.host, 0.0) - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        self._next[url.host] = time.monotonic() + max(self.limits.gap, self._gaps.get(url.host, 0.0))

    def _once(
        self, method: str, url: httpx2.URL, headers: Mapping[str, str], jar: CookieJar, trusted: bool, data: bytes | None
    ) -> _Answer:
        limits = self.limits
        if url.scheme == "https" and self._tls is None:
            self._tls = httpx2.create_ssl_context()
        watch = guard.Guard(self._resolve, self._connect, lambda host: trusted and host in self._allowed, limits.seconds)
        client = httpx2.Client(
            transport=guard.Transport(watch, self._tls),
            headers={"User-Agent": _agent(), "Accept": "*/*", "Accept-Encoding": "gzip"},
            cookies=jar,
            timeout=httpx2.Timeout(limits.read, connect=limits.connect),
            trust_env=False,  # no proxy: the address connected to has to be the page's own
        )
        try:
            with client, client.stream(method, url, headers=headers, content=data) as said:
                if said.status_code in _BUSY:
                    raise _Busy(f"answers with status {said.status_code}", _seconds(said.headers.get("retry-after")))
                body = answer.body(said, limits) if method == "GET" and said.status_code == 200 else b""
                return _Answer(said.status_code, said.headers, body)
        except httpcore2.TimeoutException as error:
            raise _Busy("does not answer in time") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            if "CERTIFICATE" in str(error):
                raise SourceError(f"the certificate of {url.host} is not valid ({error})", _ADVICE) from error
            raise _Busy(f"cannot be reached ({' '.join(str(error).split()) or type(error).__name__})") from error
        except (httpx2.HTTPError, httpx2.StreamError, ValueError) as error:
            raise SourceError(f"what {url.host} answers cannot be understood", _ADVICE) from error


@cache
def _agent() -> str:
    """Who asks."""
    return f"{robots.AGENT}/{version('precedent-ledger')}"


def _parse(url: str, base: httpx2.URL | None = None) -> httpx2.URL:
    try:
        parsed = (base.join(url) if base is not None else httpx2.URL(url.strip())).copy_with(fragment=None)
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise SourceError(f"{url[:200]!r} is no web address", "check how it is spelled") from error
    if parsed.scheme not in _PORTS or not parsed.host:
        raise SourceError(f"{url[:200]!r} is no web address", "give one that begins with https:// or http://, or a path")
    if parsed.userinfo:
        raise SourceError("an address with a name and password in it is not fetched", _ADVICE)
    return parsed


def _allowed(hosts: Collection[str]) -> dict[str, frozenset[int]]:
    """The hosts that may be private, as URLs spell them, each with the ports named for it."""
    found: dict[str, frozenset[int]] = {}
    for spelled in hosts:
        bracketed = f"[{spelled}]" if spelled.count(":") > 1 and not spelled.startswith("[") else spelled
        url = _parse(f"http://{bracketed}")
        if url.path != "/" or url.query:
            raise SourceError(f"{spelled!r} is no host", "give a name such as wiki.example, or name:port")
        found[_name(url)] = found.get(_name(url), frozenset()) | frozenset([url.port] if url.port else [])
    return found


def _validators(known: Visit | None, url: httpx2.URL) -> dict[str, str]:
    if known is None or known.final != str(url):
        return {}
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in given.items() if value}


def _seconds(after: str | None) -> float | None:
    """Retry-After in seconds; as a date it is passed over, and our own waiting stands."""
    return float(after) if after and after.isascii() and after.isdigit() else None


def _name(url: httpx2.URL) -> str:
    """The host as it is resolved, by which it is allowed."""
    return url.raw_host.decode("ascii")


def _host(url: httpx2.URL) -> str:
    return f"[{url.host}]" if ":" in url.host else url.host
