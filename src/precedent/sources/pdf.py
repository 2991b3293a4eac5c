"""PDF documents: their text layer, by pypdf, which the extra ``pdf`` brings."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from precedent.clean import dates
from precedent.errors import SourceError
from precedent.records import Report
from precedent.sources.parsers import Parsed

SECONDS = 60.0
"""Of the processor, for one document."""

_HYPHENATED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def parse(data: bytes, place: str) -> Parsed:
    """The report that a document is; pages that could not be read are named."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise SourceError("PDF documents need a part that is not installed", "pip install 'precedent-ledger[pdf]'") from error
    try:
        document = PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise SourceError("the PDF document is encrypted", "save it without its password")
        pages: list[str] = []
        losses: list[str] = []
        for number, page in enumerate(document.pages, 1):
            try:
                pages.append(page.extract_text())
            except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
                losses.append(f"page {number} could not be read ({type(error).__name__})")
    except PyPdfError as error:
        raise SourceError(
            f"the PDF document is broken ({' '.join(str(error).split())[:200]})", "copy or download it again"
        ) from error
    text = _joined(pages)
    if not text:
        raise SourceError("the PDF document holds no text layer", "read its images with a text recogniser first, such as ocrmypdf")
    said: Any = document.metadata or {}
    created = _CREATED.match(str(said.get("/CreationDate") or ""))
    published = dates.published("-".join(created.groups())) if created else None
    if published:
        losses.append("dated by when the file was made")
    report = Report(
        id=place,
        text=text,
        title=_words(said.get("/Title")),
        author=_words(said.get("/Author")),
        published=published,
        published_by="metadata" if published else None,
        extracted=True,
        losses=tuple(losses),
    )
    return Parsed(reports=(report,))


def _joined(pages: list[str]) -> str:
    """The text of the pages, without the lines at their top and bottom that most of them share but for a number."""
    rows = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(_form(row[at]) for row in rows if row for at in {0, len(row) - 1})
    shared = {form for form, count in edges.items() if count > 2 and 2 * count > len(rows)}
    kept = [
        "\n".join(line for at, line in enumerate(row) if at not in (0, len(row) - 1) or _form(line) not in shared) for row in rows
    ]
    return _HYPHENATED.sub("", "\n\n".join(page for page in kept if page)).strip()


def _form(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
