"""The only door to the network: one URL to its bytes, politely and under guard.

Every address connected to is judged (:mod:`.guard`), at every redirect; ports, schemes, sizes, times and content types are
limited; robots.txt is kept; requests to one host are a second apart; what fails for the moment is tried again. What a server
gave to recognise a page by (ETag, Last-Modified) is sent back next time, so that an unchanged page costs one short answer.
"""

from __future__ import annotations

import logging
import ssl
import time
import zlib
from collections.abc import Callable, Collection, Mapping
from http.cookiejar import CookieJar
from importlib.metadata import version
from typing import NamedTuple

import httpcore2
import httpx2
import stamina

from precedent.base import Record
from precedent.clean import encoding
from precedent.errors import SourceError
from precedent.records import Refusal
from precedent.sources import guard, robots
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
_NO_TEXT = ("image/", "audio/", "video/", "font/", "multipart/", "model/")
_TEXTLESS = frozenset(["text/css", "text/javascript", "application/javascript", "text/event-stream", "application/wasm"])
_PAGES = frozenset(["text/html", "application/xhtml+xml"])


class Limits(Record, frozen=True, kw_only=True):
    """Seconds and bytes. ``page`` is the largest HTML page, ``file`` anything else; both are inflated by ``ratio`` at most."""

    seconds: float = 60.0
    connect: float = 10.0
    read: float = 20.0
    page: int = 20_000_000
    file: int = 64 * 2**20
    ratio: int = 100
    redirects: int = 5
    attempts: int = 3
    gap: float = 1.0
    patience: float = 60.0


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

    def fetch(self, url: str, told_by: str | None = None) -> Fetched | Refusal:
        """What stands at *url*, which the page at *told_by* named; or why it was not fetched.

        A private address is open to a *url* that names its host, and to what such a page leads to; never to a public page.
        """
        known = self._memory.recall(url) if self._memory is not None else None
        try:
            answer, final = self._followed(_parse(url), told_by, known)
            if answer.status == 304:
                return Refusal(source=url, reason="not changed since it was last read", kind="unchanged")
            if answer.status != 200:
                wrong, advice = _FAILED.get(answer.status, (f"answers with status {answer.status}", "try again later"))
                raise SourceError(f"{final.host} {wrong}", advice)
        except SourceError as error:
            return Refusal(source=url, reason=error.wrong, advice=error.advice)
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if etag or modified:
            self.visited.append(Visit(url=url, final=str(final), etag=etag, modified=modified))
        return Fetched(answer.body, str(final), _media(answer.headers)[1])

    def post(self, url: str, data: bytes, media: str) -> None:
        """Send *data* to *url*, which has to take it: redirects are not followed."""
        target = _parse(url)
        self._admit(target, trusted := target.host in self._allowed)
        answer = self._asked("POST", target, {"Content-Type": media}, CookieJar(), trusted, data)
        if not 200 <= answer.status < 300:
            raise SourceError(f"{target.host} did not take it (status {answer.status})", "check the address")

    def _followed(self, target: httpx2.URL, told_by: str | None, known: Visit | None = None) -> tuple[_Answer, httpx2.URL]:
        """The answer at the end of all redirects, each judged like the first, and its URL."""
        trusted = (_parse(told_by) if told_by else target).host in self._allowed
        jar = CookieJar()

        def ask(url: httpx2.URL) -> _Answer:
            if not self._may(url, trusted):
                raise SourceError(f"the robots.txt of {url.host} asks not to read it", _ADVICE)
            return self._asked("GET", url, _validators(known, url), jar, trusted)

        return self._led(target, trusted, ask)

    def _led(self, target: httpx2.URL, trusted: bool, ask: Callable[[httpx2.URL], _Answer]) -> tuple[_Answer, httpx2.URL]:
        for _ in range(self.limits.redirects + 1):
            self._admit(target, trusted)
            answer = ask(target)
            if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                return answer, target
            before, target = target, _parse(answer.headers["location"], target)
            if before.scheme == "https" and target.scheme == "http":
                raise SourceError(f"{before.host} leads from https to http", "give the http address itself if you trust it")
        raise SourceError(f"it leads on more than {self.limits.redirects} times", "give the address it should lead to")

    def _admit(self, url: httpx2.URL, trusted: bool) -> None:
        port = url.port or _PORTS[url.scheme]
        if port not in _PORTS.values() and not (trusted and port in self._allowed.get(url.host, ())):
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
        answer, _ = self._led(_parse(url), trusted, lambda target: self._asked("GET", target, {}, jar, trusted))
        return robots.Answer(answer.status, answer.body)

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
        watch = guard.Guard(self._resolve, self._connect, lambda host: trusted and host.lower() in self._allowed, limits.seconds)
        client = httpx2.Client(
            transport=guard.Transport(watch, self._tls),
            headers={"User-Agent": f"{robots.AGENT}/{version('precedent-ledger')}", "Accept": "*/*", "Accept-Encoding": "gzip"},
            cookies=jar,
            timeout=httpx2.Timeout(limits.read, connect=limits.connect),
            trust_env=False,  # no proxy: the address connected to has to be the page's own
        )
        try:
            with client, client.stream(method, url, headers=headers, content=data) as answer:
                if answer.status_code in _BUSY:
                    raise _Busy(f"answers with status {answer.status_code}", _seconds(answer.headers.get("retry-after")))
                body = _body(answer, limits) if method == "GET" and answer.status_code == 200 else b""
                return _Answer(answer.status_code, answer.headers, body)
        except httpcore2.TimeoutException as error:
            raise _Busy("does not answer in time") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            if "CERTIFICATE" in str(error):
                raise SourceError(f"the certificate of {url.host} is not valid ({error})", _ADVICE) from error
            raise _Busy(f"cannot be reached ({' '.join(str(error).split()) or type(error).__name__})") from error


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
        found[url.host] = found.get(url.host, frozenset()) | frozenset([url.port] if url.port else [])
    return found


def _validators(known: Visit | None, url: httpx2.URL) -> dict[str, str]:
    if known is None or known.final != str(url):
        return {}
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in given.items() if value}


def _seconds(after: str | None) -> float | None:
    """Retry-After in seconds; as a date it is passed over, and our own waiting stands."""
    return float(after) if after and after.isascii() and after.isdigit() else None


def _media(headers: httpx2.Headers) -> tuple[str | None, str | None]:
    """Content type and charset, as far as the server gives any that mean something."""
    from email.message import Message

    said = Message()
    said["content-type"] = headers.get("content-type", "")
    charset = said.get_content_charset()
    return (said.get_content_type() if "/" in said["content-type"] else None), encoding.known(charset)


def _body(answer: httpx2.Response, limits: Limits) -> bytes:
    """The content, inflated, within the limits of its kind."""
    media, _ = _media(answer.headers)
    if media and (media.startswith(_NO_TEXT) or media in _TEXTLESS):
        raise SourceError(f"it is no text ({media})", "give the address of a page")
    packed = answer.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("identity", "gzip", "x-gzip", ""):
        raise SourceError(f"it is sent packed as {packed[:40]!r}, which was not asked for", _ADVICE)
    room = limits.page if media in _PAGES else limits.file
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in packed else None
    arrived, body = 0, bytearray()
    for chunk in answer.iter_raw():
        arrived += len(chunk)
        try:
            body += inflate.decompress(chunk, room + 1 - len(body)) if inflate is not None else chunk
        except zlib.error as error:
            raise SourceError("what is sent packed is broken", _ADVICE) from error
        if len(body) > max(limits.ratio * arrived, 2**20):
            raise SourceError(f"it grows more than {limits.ratio} times when unpacked", "download it, and look at it")
        if len(body) > room:
            raise SourceError(f"it is larger than {room / 10**6:.0f} MB", "download it, and read the file")
    if inflate is not None and arrived and not inflate.eof:
        raise SourceError("what is sent packed is broken off", "try again later")
    return bytes(body)


def _host(url: httpx2.URL) -> str:
    return f"[{url.host}]" if ":" in url.host else url.host
