"""A web site on loopback: real sockets, answers given by the test."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

CERTIFICATE = Path(__file__).parent / "tls" / "cert.pem"
"""Of wiki.example, signed by itself; it and its key are for these tests alone."""


class Asked(NamedTuple):
    """One request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float


class Said(NamedTuple):
    """One answer. ``pause`` is waited before every ``step`` bytes of the body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {"Content-Type": "text/html; charset=utf-8"}
    pause: float = 0.0
    step: int = 2**20


Answer = Callable[[Asked], Said]


class Site:
    """Answers by path; what is not there is 404, robots.txt too. ``asked`` holds all requests in order."""

    def __init__(self, tls: bool = False) -> None:
        self.pages: dict[str, Said | Answer] = {}
        self.asked: list[Asked] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                asked = Asked(self.command, self.path, dict(self.headers), body, time.monotonic())
                site.asked.append(asked)
                page = site.pages.get(self.path, Said(status=404))
                self.give(page(asked) if callable(page) and not isinstance(page, Said) else page)

            do_POST = do_GET

            def give(self, said: Said) -> None:
                try:
                    self.send_response(said.status)
                    for name, value in said.headers.items():
                        self.send_header(name, value)
                    if "Content-Length" not in said.headers:
                        self.send_header("Content-Length", str(len(said.body)))
                    self.send_header("Connection", "close")
                    self.end_headers()
                    for start in range(0, len(said.body), said.step):
                        time.sleep(said.pause)
                        self.wfile.write(said.body[start : start + said.step])
                        self.wfile.flush()
                except OSError:  # the reader has had enough
                    pass
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_name("key.pem"))
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.host = f"127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def site(tls: bool = False) -> Iterator[Site]:
    """A site that is there while the block runs. *tls*: as wiki.example, by :data:`CERTIFICATE`."""
    opened = Site(tls)
    try:
        yield opened
    finally:
        opened.close()


def packed(body: bytes, headers: Mapping[str, str] | None = None) -> Said:
    """An answer sent with gzip."""
    return Said(gzip.compress(body), headers={"Content-Type": "text/html", "Content-Encoding": "gzip", **(headers or {})})


def redirect(to: str, status: int = 302) -> Said:
    return Said(status=status, headers={"Location": to})


def validated(body: bytes, etag: str = '"1"', modified: str = "Mon, 20 Oct 2025 08:00:00 GMT") -> Answer:
    """A page that is sent again only to those who do not have it (RFC 9110, 13.1)."""

    def answer(asked: Asked) -> Said:
        if asked.headers.get("If-None-Match") == etag or asked.headers.get("If-Modified-Since") == modified:
            return Said(status=304, headers={"ETag": etag})
        return Said(body, headers={"Content-Type": "text/html; charset=utf-8", "ETag": etag, "Last-Modified": modified})

    return answer


def article(text: str, title: str = "Soldier crosses line", head: str = "") -> bytes:
    """A page with one article."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()
