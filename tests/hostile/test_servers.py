"""Servers that mean harm: endless, slow, swollen, broken answers, over real sockets on loopback."""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Iterator

import pytest

from precedent.records import Refusal
from precedent.sources.answer import Limits
from precedent.sources.fetch import Door
from precedent.sources.origin import Fetched
from tests.support.site import Said, Site, packed, site

HTML = {"Content-Type": "text/html"}


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as opened:
        yield opened


def reason(web: Site, path: str, **limits: float) -> str:
    found = Door(allow=[web.host], limits=Limits(gap=0, attempts=1, **limits)).fetch(web.url(path))  # type: ignore[arg-type]
    assert isinstance(found, Refusal), found
    return found.reason


def test_a_page_of_more_than_twenty_megabytes(web: Site) -> None:
    web.pages["/a"] = Said(b"<p>word</p>" * 2_000_000, headers=HTML)
    assert "larger than 20 MB" in reason(web, "/a")


def test_a_file_of_more_than_sixty_four(web: Site) -> None:
    web.pages["/a"] = Said(b"word " * 14_000_000, headers={"Content-Type": "text/plain"})
    assert "larger than 67 MB" in reason(web, "/a")


def test_a_packed_page_that_grows(web: Site) -> None:
    web.pages["/a"] = packed(b"\0" * 300_000_000)
    began = time.monotonic()
    assert "grows more than 100 times" in reason(web, "/a")
    assert time.monotonic() - began < 5


def test_packed_twice_and_oddly(web: Site) -> None:
    for coding in ("gzip, gzip", "br", "zstd", "deflate", "compress", "gzip, identity", "exi"):
        web.pages["/a"] = Said(b"x", headers=HTML | {"Content-Encoding": coding})
        assert "packed" in reason(web, "/a")


def test_packed_content_that_is_none(web: Site) -> None:
    whole = zlib.compressobj(wbits=31)
    data = whole.compress(b"words " * 1000) + whole.flush()
    for body, words in ((b"no gzip at all", "broken"), (data[: len(data) // 2], "broken off"), (data[:-1], "broken off")):
        web.pages["/a"] = Said(body, headers=HTML | {"Content-Encoding": "gzip"})
        assert words in reason(web, "/a")


def test_a_drop_at_a_time(web: Site) -> None:
    web.pages["/a"] = Said(b"x" * 1000, headers=HTML, pause=0.1, step=1)
    began = time.monotonic()
    assert "takes longer" in reason(web, "/a", seconds=1.0)
    assert time.monotonic() - began < 3


def test_silence(web: Site) -> None:
    web.pages["/a"] = Said(b"x", headers=HTML, pause=5.0)
    assert "in time" in reason(web, "/a", read=0.5)


@pytest.mark.parametrize(
    "media",
    [
        "image/png",
        "video/mp4",
        "audio/mpeg",
        "font/woff2",
        "text/css",
        "text/javascript",
        "text/event-stream",
        "multipart/x-mixed-replace; boundary=x",
    ],
)
def test_what_is_no_text(web: Site, media: str) -> None:
    web.pages["/a"] = Said(b"x", headers={"Content-Type": media})
    assert "no text" in reason(web, "/a")


def raw(answer: bytes, pause: float = 0.0) -> tuple[str, threading.Thread]:
    """A server that gives *answer* to whatever is asked, twice, byte by byte where it pauses. Its host."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with server:
            for given in (b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", answer):
                try:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(65536)
                        for byte in (given[i : i + 1] for i in range(len(given))) if pause and given is answer else (given,):
                            connection.sendall(byte)
                            time.sleep(pause if given is answer else 0)
                except OSError:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return f"127.0.0.1:{server.getsockname()[1]}", thread


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00" * 100,
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nx",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 50_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nBro ken\r\n\r\n",
        b"HTTP/1.1 999999 Odd\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\x00//\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_answers_that_are_none(answer: bytes) -> None:
    host, thread = raw(answer)
    began = time.monotonic()
    found = Door(allow=[host], limits=Limits(gap=0, attempts=1, read=2.0)).fetch(f"http://{host}/a")
    assert isinstance(found, Refusal)
    assert "\n" not in found.reason
    assert time.monotonic() - began < 5
    thread.join(5)


def test_headers_a_byte_at_a_time() -> None:
    host, _ = raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000, pause=0.05)
    began = time.monotonic()
    found = Door(allow=[host], limits=Limits(gap=0, attempts=1, seconds=1.0)).fetch(f"http://{host}/a")
    assert isinstance(found, Refusal)
    assert time.monotonic() - began < 3


def test_a_robots_txt_made_to_hurt(web: Site) -> None:
    rules = (
        b"User-agent: *\n"
        + b"Disallow: /"
        + b"*a" * 5_000
        + b"$\n"
        + b"".join(b"Disallow: /%d*a*b*c*d\n" % i for i in range(20_000))
    )
    web.pages |= {"/robots.txt": Said(rules), "/" + "a" * 2000: Said(b"x", headers=HTML)}
    began = time.monotonic()
    found = Door(allow=[web.host], limits=Limits(gap=0)).fetch(web.url("/" + "a" * 2000))
    assert isinstance(found, Fetched | Refusal)
    assert time.monotonic() - began < 5


def test_an_endless_robots_txt(web: Site) -> None:
    web.pages |= {"/robots.txt": Said(b"Disallow: /x\n" * 6_000_000), "/a": Said(b"x", headers=HTML)}
    began = time.monotonic()
    Door(allow=[web.host], limits=Limits(gap=0, attempts=1)).fetch(web.url("/a"))
    assert time.monotonic() - began < 5
