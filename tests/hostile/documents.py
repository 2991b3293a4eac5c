"""Documents changed at random: what each kind begins from, and the changes. Everything follows from a seed."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Callable
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "sources"

ARTICLE = """<!DOCTYPE html><html lang="en"><head><title>Line | Wire</title><meta charset="utf-8">
<meta property="article:published_time" content="2025-10-20T09:00:00+09:00"><link rel="canonical" href="https://example.org/line">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Line", "author": [{"name": "Ann"}]}</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><article><h1>Line</h1>
<p class="lead">A soldier crossed the line on Sunday.</p>
<p>It was the first crossing since August 2024, the army said. &ldquo;He wants to stay,&rdquo;
a spokesman said.</p><blockquote>He fled.</blockquote><table><tr><td>1</td><td>2</td></tr></table>
<p>In 2017 another soldier was shot at as he fled.</p></article></body></html>"""
RSS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY x "y">]>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Wire</title><link>https://example.org/</link><item><title>Line</title><link>https://example.org/line</link><guid>1</guid>
<pubDate>Mon, 20 Oct 2025 09:00:00 +0900</pubDate><description><![CDATA[<p>A soldier crossed the line.</p>]]></description></item>
<item><title>Second</title><dc:date>2025-10-20</dc:date>
<description>He stayed &amp;amp; &#x41; spoke.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><title>Wire</title>
<entry><title type="html">Line</title>
<link href="line"/><id>tag:1</id><updated>2025-10-20T09:00:00Z</updated>
<author><name>Ann</name></author><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>A soldier crossed.</p></div></content></entry></feed>"""
TABLE = 'id,text,published\r\nr1,"A soldier crossed, ""he said"".",2025-10-20\r\nr2,"Two\nlines.",2025-10-21\r\n'
LINES = '{"id": "r1", "text": "A soldier crossed.", "published": "2025-10-20"}\n{"text": "Two."}\n'
MAIL = """From: Ann <ann@example.org>\r\nTo: desk@example.org\r\nSubject: =?utf-8?q?L=C3=ADne?=\r\n
Date: Mon, 20 Oct 2025 09:00:00 +0900\r\n
MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n
Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>A soldier crossed=2E</p>\r\n--b--\r\n""".replace("\r\n\n", "\r\n")
TOKENS = [
    *(
        b"<div>",
        b"</div>",
        b"<p>",
        b"<table><tr><td>",
        b"<blockquote>",
        b"<article class=message--post data-author=x>",
        b"<li class=post>",
    ),
    *(
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<!ENTITY a '&b;'>",
        b"&a;",
        b"&#0;",
        b"&#x110000;",
        b"&#xD800;",
        b"<?xml version='1.0'?>",
    ),
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1f\x8b",
        b"\r\n\r\n",
        b'"',
        b"'",
        b"\\",
        b"{",
        b"[",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
    ),
    *(
        b"Content-Length: 99999999999\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Encoding: gzip\r\n",
        b"WARC/1.0\r\n",
        b"HTTP/1.1 200 OK\r\n",
    ),
    *(
        b'style="',
        b" x=1",
        b"<svg><foreignObject>",
        b"<template>",
        b"<title>",
        b"<base href='//x'>",
        b"<meta charset=utf-7>",
        b"<item>",
    ),
    *("\u202e".encode(), "\u0000\u2028".encode(), "ſ".encode(), "İ".encode(), "🜁".encode()),
]


def warc(body: bytes, packed: bool = False) -> bytes:
    """A WARC archive of two records that hold *body*."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    found = b""
    for number in (1, 2):
        said = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
            "WARC-Date: 2025-10-21T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{zlib.crc32(body) + number:012d}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        record = said.encode() + http + b"\r\n\r\n"
        found += gzip.compress(record) if packed else record
    return found


def originals(shared: Path | None) -> list[bytes]:
    """Documents of each kind; with the real pages and feeds of *shared* where it is present."""
    pages = [path.read_bytes() for path in sorted((SOURCES / "pages").glob("*.html"))]
    feeds = [RSS.encode(), ATOM.encode()]
    html = [ARTICLE.encode(), b"<html><body class=forum>" + b"".join(pages) + b"</body></html>", *pages]
    if shared is not None:
        html += [path.read_bytes() for path in sorted((shared / "samples" / "forums").glob("*.html"))]
        feeds += [path.read_bytes() for path in sorted((shared / "samples" / "feeds").rglob("*.xml"))[::4]]
    archives = [warc(ARTICLE.encode()), warc(ARTICLE.encode(), packed=True), warc(pages[0]), gzip.compress(RSS.encode())]
    return [*html, *feeds, *archives, TABLE.encode(), LINES.encode(), MAIL.encode()]


def mutated(seed: int, originals: list[bytes]) -> bytes:
    """A document of the kind that *seed* falls on, changed in one to eight places."""
    chance = random.Random(seed)
    data = originals[seed % len(originals)]
    for _ in range(chance.randint(1, 8)):
        data = chance.choice(_CHANGES)(data, chance, originals)[: 4 * 2**20]
    return data


def _cut(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + int(chance.expovariate(1 / 60)))


def _flip(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    changed = bytearray(data)
    for _number in range(chance.randint(1, 20) if data else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _delete(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start, end = _cut(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start, end = _cut(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 10, 500, 5000)) + data[end:]


def _insert(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 3, 200, 20_000)) + data[start:]


def _splice(data: bytes, chance: random.Random, originals: list[bytes]) -> bytes:
    other = chance.choice(originals)
    start, end = _cut(other, chance)
    return data[: chance.randint(0, len(data))] + other[start : end + 2000] + data[chance.randint(0, len(data)) :]


def _break_off(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    return data[: chance.randint(0, len(data))]


def _recode(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    return data.decode("utf-8", "replace").encode(
        chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "cp1252", "koi8-r")), "replace"
    )


_CHANGES: tuple[Callable[[bytes, random.Random, list[bytes]], bytes], ...] = (
    _flip,
    _flip,
    _delete,
    _delete,
    _repeat,
    _insert,
    _insert,
    _splice,
    _break_off,
    _recode,
)
