"""Documents that mean harm: bombs, nesting, attributes without end, entities of XML, names that lead out of an archive."""

from __future__ import annotations

import gzip
import io
import socket
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from precedent.records import Refusal, Report
from precedent.sources import feed, parsers
from precedent.sources.content import Reader
from precedent.sources.origin import Origin
from tests.hostile.documents import ARTICLE, RSS, warc

SECRET = "precedent-secret-7f3a"


def found(reader: Reader, data: bytes, name: str = "x") -> list[Report | Refusal]:
    """What a document gives, in bounded processor time."""
    began = time.process_time()
    items = list(reader.read(io.BytesIO(data), Origin(name, name)))
    assert time.process_time() - began + 2 * parsers.SECONDS < 10
    assert items
    return items


def reasons(items: list[Report | Refusal]) -> str:
    return "; ".join(item.reason if isinstance(item, Refusal) else " ".join(item.losses) for item in items)


@cache
def bomb() -> bytes:
    """A gzip file of 64 kB that grows to 64 MiB."""
    packer, block = zlib.compressobj(9, wbits=31), b"a" * 2**20
    return b"".join(packer.compress(block) for _ in range(64)) + packer.flush()


def zipped(entries: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def test_gzip_bombs(reader: Reader) -> None:
    (refused,) = found(reader, bomb())
    assert "grows to more than 100 times" in reasons([refused])


def test_a_bomb_within_a_bomb(reader: Reader) -> None:
    assert "grows to more than 100 times" in reasons(found(reader, gzip.compress(bomb())))
    assert "grows to more than 100 times" in reasons(found(reader, zipped([("a.gz", bomb())])))


def test_a_bomb_in_a_record_of_a_crawl(reader: Reader) -> None:
    plain, packed = warc(b"a" * (65 * 2**20)), warc(bomb())
    assert "larger than 64 MiB" in reasons(found(reader, plain))
    assert "grows to more than 100 times" in reasons(found(reader, gzip.compress(plain, 1)))
    said = packed.replace(b"Content-Type: text/html\r\n", b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n")
    assert "grows to more than 100 times" in reasons(found(reader, _with_lengths(said)))


def _with_lengths(data: bytes) -> bytes:
    """The archive of :func:`warc` with each record's length corrected by the header that was put in."""
    extra = len(b"Content-Encoding: gzip\r\n")
    lines = data.split(b"\r\n")
    for at, line in enumerate(lines):
        if line.startswith(b"Content-Type: application/http"):
            length = int(lines[at + 1].partition(b":")[2]) + extra
            lines[at + 1] = b"Content-Length: %d" % length
    return b"\r\n".join(lines)


def test_zip_bombs(reader: Reader) -> None:
    assert "grows to more than 100 times" in reasons(found(reader, zipped([("a.txt", b"a" * (65 * 2**20))])))
    items = found(reader, zipped([(f"{number}.txt", b"a" * (2 * 2**20)) for number in range(12)]))
    assert "nothing after this is read" in reasons(items)
    assert sum(isinstance(item, Report) for item in items) < 10


def test_archives_within_archives_without_end(reader: Reader) -> None:
    data = zipped([("a.txt", b"words")])
    for number in range(12):
        data = zipped([(f"{number}.zip", data)])
    assert "within each other" in reasons(found(reader, data))
    for _ in range(12):
        data = gzip.compress(data)
    assert "within each other" in reasons(found(reader, data))


def test_a_list_of_entries_without_end(reader: Reader) -> None:
    end = b"PK\x05\x06" + bytes(8) + (40 * 2**20).to_bytes(4, "little") + bytes(6)
    (refused,) = found(reader, b"PK\x03\x04" + bytes(200) + end)
    assert "too many entries" in reasons([refused])


OUTSIDE = ["../x.txt", "/etc/x.txt", "a/../../x.txt", "C:\\x.txt", "..\\x.txt", "\\\\server\\x.txt", "a/../x.txt"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_names_that_lead_out_of_an_archive(reader: Reader, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused, report = found(reader, zipped([(name, b"escaped"), ("zzz.txt", b"words")]))
    assert isinstance(report, Report)
    assert "leads out of the archive" in reasons([refused])
    assert not list(tmp_path.iterdir())


def test_links_and_twins_in_an_archive(reader: Reader) -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("b.txt", "two")
    refused, report, twin = found(reader, file.getvalue())
    assert (getattr(report, "text", None), reasons([refused, twin])) == (
        "one",
        "it is a link; the archive holds another entry of this name",
    )


WORDS = "<p>A soldier crossed the line on Sunday, the army said.</p>"
SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {
    "nested elements": (200_000, lambda n: "<div>" * n + WORDS),
    "nested elements, closed": (50_000, lambda n: "<div>" * n + WORDS + "</div>" * n),
    "nested lists": (60_000, lambda n: "<ul><li>" * n + WORDS),
    "nested quotations": (
        60_000,
        lambda n: "<div class=post id=p1><p class=author>a<div class=content>" + "<blockquote>" * n + WORDS,
    ),
    "nested tables": (30_000, lambda n: "<table><tr><td>" * n + WORDS),
    "attributes": (200_000, lambda n: "<p " + " ".join(f"a{number}=1" for number in range(n)) + ">" + WORDS),
    "an attribute": (15_000_000, lambda n: f'<p title="{"x" * n}">{WORDS}'),
    "paragraphs": (300_000, lambda n: "<p>word word</p>" * n),
    "a paragraph": (3_800_000, lambda n: f"<p>{'word ' * n}</p>"),
    "posts": (
        20_000,
        lambda n: (
            "<article class='message--post' data-author=a><div class='message-body'><div class=bbWrapper>x</div></div></article>"
            * n
        ),
    ),
    "posts of no known software": (
        20_000,
        lambda n: "<body class=forum>" + "<div class=post><i class=author>a</i><time>2025-10-20</time><p class=text>x" * n,
    ),
    "entities": (2_000_000, lambda n: f"<p>{'&amp;' * n}</p>"),
    "comments": (500_000, lambda n: "<!--" * n + WORDS),
    "JSON-LD": (200_000, lambda n: '<script type="application/ld+json">' + "[" * n + "</script>" + WORDS),
    "dates": (20_000, lambda n: f"<span class=date>10/11/2025 {'1' * 60}</span>" * n + WORDS),
}
SLICE = 100


@pytest.mark.parametrize("shape", SHAPES)
def test_pages_of_every_shape_are_read_or_refused_with_a_reason(reader: Reader, shape: str, soak: bool) -> None:
    most, page = SHAPES[shape]
    items = found(reader, ("<!DOCTYPE html><html><body>" + page(most if soak else most // SLICE)).encode())
    assert all(isinstance(item, Report) or item.reason for item in items)
    if soak and shape in ("paragraphs", "a paragraph"):
        assert "resiliparse" in reasons(items)


def test_a_page_of_too_many_characters_is_not_tried(reader: Reader) -> None:
    assert "more than 20 million characters" in reasons(found(reader, b"<!DOCTYPE html>" + b"x" * 20_000_000))


def deep(open_: str, inside: str, close: str, times: int) -> bytes:
    return (open_ * times + inside + close * times).encode()


@pytest.mark.parametrize(
    "data",
    [
        deep("[", "1", "]", 200_000),
        deep('{"a":', "1", "}", 200_000),
        b'{"text": ' + b"9" * 100_000 + b"}",
        RSS.replace("<item>", "<item>" * 20_000, 1).encode(),
        RSS.replace("<description>", "<description " + " ".join(f"a{n}='1'" for n in range(20_000)) + ">", 1).encode(),
        b"From: a@b\r\nDate: x\r\nSubject: y\r\n" + b"".join(b"X-%d: 1\r\n" % number for number in range(20_000)),
        b"From: a@b\r\nDate: x\r\nSubject: " + b"=?utf-8?q?=C3?=" * 20_000 + b"\r\n\r\nwords",
        b"From: a@b\r\nDate: x\r\nSubject: y\r\n" + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 2_000,
        b"%PDF-1.4\n" + b"1 0 obj<<" * 100_000,
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj trailer<</Root 1 0 R>>startxref\n0\n%%EOF",
        b"id,text\n" + b'"' * 1_000_001,
        b"id,text\n" + b"," * 2_000_000,
        b"WARC/1.0\r\n" + b"A: b\r\n" * 500_000,
    ],
    ids=[
        "arrays",
        "objects",
        "number",
        "items",
        "attributes",
        "headers",
        "words",
        "parts",
        "objects-pdf",
        "loop-pdf",
        "quotes",
        "cells",
        "warc",
    ],
)
def test_nesting_and_length_in_other_kinds(reader: Reader, data: bytes) -> None:
    assert all(isinstance(item, Report) or item.reason for item in found(reader, data))


def payloads(path: Path, port: int) -> list[str]:
    """Twenty documents of XML that ask for a local file or a connection, or grow."""
    file, web = path.as_uri(), f"http://127.0.0.1:{port}/x"
    outside = [
        f'<!ENTITY e SYSTEM "{target}">' for target in (file, web, str(path), f"ftp://127.0.0.1:{port}/x", f"//127.0.0.1:{port}/x")
    ]
    outside += [f'<!ENTITY e PUBLIC "-//x" "{file}">', f'<!ENTITY % p SYSTEM "{file}"> %p; <!ENTITY e "x">']
    outside += [
        f'<!ENTITY % p SYSTEM "{web}"> %p; <!ENTITY e "x">',
        f'<!ENTITY e SYSTEM "{file}" NDATA n><!NOTATION n SYSTEM "{file}">',
    ]
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    inside = [
        '<!ENTITY e0 "lol">' + grown + '<!ENTITY e "&e9;">',
        '<!ENTITY e "&f;"><!ENTITY f "&e;">',
        f'<!ENTITY e "{"x" * 100_000}">',
    ]
    said = [f"<!DOCTYPE rss [{declared}]>" for declared in outside + inside]
    said += [f'<!DOCTYPE rss SYSTEM "{target}">' for target in (file, web)]
    said += [f'<?xml-stylesheet href="{target}"?>' for target in (file, web)]
    documents = [
        "<?xml version='1.0'?>" + RSS.partition("]>")[0].partition("<!DOCTYPE")[0].partition("?>")[2] + head for head in said
    ]
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="{file}"/>'
    item = "<item><title>T &e;</title><description>D &e;</description></item>"
    body = f"<rss version='2.0'><channel><title>&e;</title>{item}</channel></rss>"
    plain = body.replace("&e;", include)
    schema = body.replace("<rss ", f"<rss xmlns:s='http://www.w3.org/2001/XMLSchema-instance' s:schemaLocation='x {web}' ").replace(
        "&e;", ""
    )
    based = body.replace("<rss ", f"<rss xml:base='{file}' ").replace("&e;", "")
    linked = body.replace("&e;", f"<link>{file}</link><enclosure url='{web}'/>")
    return [head + body for head in documents] + [plain, schema, based, linked]


def test_entities_of_xml_reach_no_file_and_no_server(reader: Reader, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        documents = payloads(secret, server.getsockname()[1])
        assert len(documents) >= 20
        for document in documents:
            for data in (document, document.replace("rss", "opml"), document.replace("<rss", "<feed").replace("</rss>", "</feed>")):
                told = repr(found(reader, data.encode()))
                assert SECRET not in told
                assert len(told) < 500_000
            assert SECRET not in repr(list(found_outlines(document)))
        with pytest.raises(BlockingIOError):  # nobody connected
            server.accept()


def found_outlines(document: str) -> list[str]:
    try:
        return [outline.url for outline in feed.outlines(document.replace("rss", "opml").encode())]
    except Exception as error:
        return [str(error)]


def test_a_document_that_is_the_name_of_a_file_is_not_that_file(reader: Reader, tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(RSS.replace("Line", SECRET))
    assert SECRET not in repr(feed.parse(str(secret).encode(), "x"))
    assert SECRET not in repr(found(reader, secret.as_uri().encode()))


def test_a_feed_of_100_000_items_is_cut(reader: Reader) -> None:
    items = "".join(f"<item><title>T{number}</title></item>" for number in range(100_000))
    found_items = found(reader, f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    assert "more than 5,000 items" in reasons(found_items) or "within" in reasons(found_items)


def test_articles_are_read_as_ever_after_all_that(reader: Reader) -> None:
    (report,) = found(reader, ARTICLE.encode())
    assert isinstance(report, Report)
    assert (report.title, report.author, report.published) == ("Line", "Ann", "2025-10-20T09:00:00+09:00")
