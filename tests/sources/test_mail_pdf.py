"""Mail and PDF documents."""

import io

import pytest

from precedent.records import Refusal, Report
from precedent.sources import pdf
from precedent.sources.content import Reader
from precedent.sources.origin import Origin


def one(reader: Reader, data: bytes, name: str = "x") -> Report:
    (report,) = reader.read(io.BytesIO(data), Origin(name, name))
    assert isinstance(report, Report), report
    return report


HEAD = (
    "From: =?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>\r\nTo: desk@example.org\r\nSubject: At the\r\n line\r\n"
    "Date: Mon, 20 Oct 2025 09:00:00 +0900\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
)
PLAIN = (
    "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nI doubt it, at the café.\r\n\r\nOn Sunday, Bob wrote:\r\n> He fled.\r\n"
)
HTML = "Content-Type: text/html; charset=utf-8\r\n\r\n<p>I doubt it, at the café.</p><blockquote><p>He fled.</p></blockquote>"


def test_a_message(reader: Reader) -> None:
    report = one(reader, (HEAD + PLAIN).encode("latin-1"), "a.eml")
    assert (report.id, report.title, report.author) == ("a.eml", "At the line", "Ann Müller")
    assert (report.published, report.published_by) == ("2025-10-20T09:00:00+09:00", "metadata")
    assert report.text.startswith("I doubt it, at the café.\n")
    (quote,) = report.quotes
    assert (quote.author, quote.text) == ("Bob", "> He fled.")
    assert report.text[quote.start : quote.end] == quote.text


def test_a_message_in_html(reader: Reader) -> None:
    report = one(reader, (HEAD + HTML).encode())
    assert report.text == "I doubt it, at the café.\n\nHe fled."
    assert [quote.text for quote in report.quotes] == ["He fled."]


def test_the_plain_part_is_read_and_attachments_are_named(reader: Reader) -> None:
    parts = [PLAIN, HTML, "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=order.pdf\r\n\r\n%PDF"]
    message = (
        f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "".join(f"--b\r\n{part}\r\n" for part in parts) + "--b--\r\n"
    )
    report = one(reader, message.encode("latin-1"))
    assert report.text.startswith("I doubt it")
    assert any("order.pdf" in loss for loss in report.losses)


def test_a_message_without_text_is_told(reader: Reader) -> None:
    (refused,) = reader.read(io.BytesIO((HEAD + "Content-Type: text/plain\r\n\r\n \r\n").encode()), Origin("x", "x"))
    assert isinstance(refused, Refusal)
    assert refused.kind == "empty"


def page(*lines: str) -> str:
    return "BT /F1 12 Tf 14 TL 72 720 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"


def document(*pages: str) -> bytes:
    """A small PDF document, as the format's own specification builds one."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append("<< /Title (At the line) /Author (Ann) /CreationDate (D:20251020090000Z) >>")
    data, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    return f"{data}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def test_the_text_layer_of_a_pdf_document(reader: Reader) -> None:
    pytest.importorskip("pypdf")
    report = one(
        reader,
        document(*(page("Bulletin", f"Soldier {n} crossed the de-", "marcation line.", f"Page {n}") for n in (1, 2, 3))),
        "a.pdf",
    )
    assert report.text == "\n\n".join(f"Soldier {n} crossed the demarcation line." for n in (1, 2, 3))
    assert (report.id, report.title, report.author, report.published) == ("a.pdf", "At the line", "Ann", "2025-10-20")
    assert report.losses == ("dated by when the file was made",)


def test_a_document_of_images_says_so(reader: Reader) -> None:
    pytest.importorskip("pypdf")
    (refused,) = reader.read(io.BytesIO(document("")), Origin("x", "x"))
    assert isinstance(refused, Refusal)
    assert "no text layer" in refused.reason
    assert "ocrmypdf" in str(refused.advice)


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(Exception, match=r"pip install 'precedent-ledger\[pdf\]'"):
        pdf.parse(b"%PDF-1.4", "x")
