"""gzip, ZIP and WARC: what they hold, in which order, under which ids; tables, mail and PDF documents are in files of their own."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from precedent.records import Refusal, Report
from precedent.sources.content import Reader
from precedent.sources.open import read
from precedent.sources.origin import Origin
from tests.support.warc import record

TEXT = "A soldier crossed the line on Sunday, the army said.\n"
PAGE = f"<html><head><title>Line</title></head><body><article><h1>Line</h1><p>{TEXT * 5}</p></article></body></html>"


def found(reader: Reader, data: bytes, place: str = "x") -> list[Report | Refusal]:
    return list(reader.read(io.BytesIO(data), Origin(place, place)))


def zipped(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_gzip_holds_what_it_holds(reader: Reader) -> None:
    (report,) = found(reader, gzip.compress(TEXT.encode()), "a.txt.gz")
    assert report == Report(id="a.txt.gz", text=TEXT)
    lines = [
        report.text
        for report in found(reader, gzip.compress(b'{"text": "one"}\n') + gzip.compress(b'{"text": "two"}\n'))
        if isinstance(report, Report)
    ]
    assert lines == ["one", "two"]


def test_zip_in_order_of_names_without_hidden_files(reader: Reader) -> None:
    inner = zipped({"c.txt": TEXT.encode()})
    data = zipped(
        {"b.txt": TEXT.encode(), "a/z.html": PAGE.encode(), ".git/x.txt": b"x", "a.txt.gz": gzip.compress(b"one"), "d.zip": inner}
    )
    reports = [report for report in found(reader, data, "all.zip") if isinstance(report, Report)]
    assert [report.id for report in reports] == ["all.zip/a/z.html", "all.zip/a.txt.gz", "all.zip/b.txt", "all.zip/d.zip/c.txt"]


def test_an_archive_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Pipe(zipped({"a.txt": TEXT.encode()}))))
    assert [getattr(report, "id", None) for report in read("-")] == ["stdin/a.txt"]


@pytest.mark.parametrize("packed", [False, True])
def test_warc(reader: Reader, packed: bool) -> None:
    records = [
        record("", b"software: test\r\n", "application/warc-fields", type_="warcinfo"),
        record("https://example.org/a?utm_source=x", PAGE.encode()),
        record("https://example.org/b", gzip.compress(PAGE.encode()), "text/html", 200, "Content-Encoding: gzip"),
        record("https://example.org/c", "Café crossing.".encode("latin-1"), "text/plain; charset=iso-8859-1"),
        record("https://example.org/gone", b"Not found", "text/html", 404),
        record("https://example.org/i.png", b"\x89PNG\r\n\x1a\n", "image/png"),
        record("https://example.org/api", b'{"a": 1}', "application/json"),
        record("https://example.org/d", TEXT.encode(), "text/plain", type_="conversion"),
    ]
    *reports, rest = found(reader, b"".join(gzip.compress(one) if packed else one for one in records), "crawl.warc")
    assert [getattr(report, "id", None) for report in reports] == [f"https://example.org/{name}" for name in "abcd"]
    assert getattr(reports[2], "text", None) == "Café crossing."
    assert isinstance(rest, Refusal)
    assert rest.kind == "empty"
    assert rest.reason == "3 records hold no documents: 1 with status 404, 1 image/png, 1 JSON of other kinds"


def test_a_page_of_a_crawl_may_not_speak_for_another_site(reader: Reader) -> None:
    page = PAGE.replace("<head>", '<head><link rel="canonical" href="https://news.example.com/line">')
    (report,) = found(reader, record("https://example.org/a", page.encode()))
    assert isinstance(report, Report)
    assert (report.id, report.source) == ("https://example.org/a", "example.org")
    assert "another site" in report.losses[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(TEXT.encode() * 99)[:-30], "ends before"),
        (gzip.compress(TEXT.encode() * 99)[:40] + bytes(200), "gzip data is broken"),
        (zipped({"a.txt": TEXT.encode()})[:-30], "ZIP data is broken"),
        (zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "a Word document"),
        (zipped({"mimetype": b"application/epub+zip"}), "an office document or an e-book"),
        (b"WARC/1.0\r\nbroken\r\n", ""),
        (record("https://example.org/a", PAGE.encode())[:-300], "ends within this record"),
        (b"%PDF-1.7\nbroken", "PDF document is broken"),
        (b"PAR1" + bytes(80), "Parquet table is broken"),
        (b"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "XML of a kind"),
        (bytes(range(256)) * 4, "binary"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",  # packed bytes hold the second they were packed in
)
def test_what_is_broken_is_refused_with_its_reason(reader: Reader, data: bytes, reason: str) -> None:
    (refused,) = found(reader, data)
    assert isinstance(refused, Refusal)
    assert reason in refused.reason
    assert refused.advice or refused.kind == "empty"


def test_lines_before_the_break_are_kept(reader: Reader) -> None:
    data = b"".join(gzip.compress(b'{"text": "report %d"}\n' % number) for number in range(50))
    *reports, broken = found(reader, data[:-9])
    assert len(reports) >= 49
    assert isinstance(broken, Refusal)


def test_memory_does_not_grow_with_an_archive(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        for number in range(1000):
            file.write(
                gzip.compress(record(f"https://example.org/{number}", f"Report {number}. {TEXT * 50}".encode(), "text/plain"))
            )
    tracemalloc.start()
    assert sum(isinstance(report, Report) for report in read(str(path))) == 1000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 2**20


def test_a_content_type_of_many_lines_is_told_in_one(reader: Reader) -> None:
    (refused,) = found(reader, record("https://example.org/a", b"x", kind="image/x\r\n y"))
    assert isinstance(refused, Refusal)
    assert "\n" not in refused.reason
