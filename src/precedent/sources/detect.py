"""What content is, from how it begins."""

from __future__ import annotations

import csv
import json
import re
from typing import Literal

from precedent.clean.encoding import decode, wide
from precedent.errors import SourceError

Kind = Literal[
    "text", "jsonl", "json", "html", "xml", "feed", "opml", "csv", "mail", "warc", "gzip", "zip", "parquet", "pdf", "other"
]

HEAD = 65536
"""So many first bytes decide."""

KINDS = ("text", "jsonl", "html", "forum", "post", "feed", "csv", "mail")
"""What a user may say that content is ("forum" and "post" are HTML pages and plain text of which more is known)."""

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"%PDF-", "pdf"),
    (b"WARC/1.", "warc"),
)
_PROLOG = r"(?:\s+|<\?[^>]{0,1000}>|<!--.{0,4000}?-->|<!doctype(?:[^>\[]{0,1000}|[^>\[]{0,1000}\[.{0,8000}?\]\s{0,20})>)"
_ROOT = re.compile(rf"\ufeff?{_PROLOG}{{0,50}}+<([a-z_][\w.:-]{{0,60}})", re.I | re.S)
_HTML = frozenset("html head body meta title div article p section main h1".split())  # noqa: SIM905
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]")
_MAIL = ("from", "date", "subject", "message-id", "received", "return-path", "mime-version", "to", "delivered-to")
_SEPARATORS = ",\t;|"


def kind(head: bytes, name: str = "") -> Kind:
    """The kind of content that begins with the bytes *head*; "other" is no text. *name* settles what only a name can: CSV."""
    for signature, found in _SIGNATURES:
        if head.startswith(signature):
            return found
    try:
        begin = decode(head)[0]
    except SourceError:
        # UTF-32 without its mark is full of NULs
        return "feed" if wide(head) is None and _xml(head.replace(b"\0", b"").decode("latin-1")) == "feed" else "other"
    return of_text(begin, name)


def of_text(begin: str, name: str = "") -> Kind:
    """The kind of a text that begins so."""
    stripped = begin.lstrip("\ufeff \t\r\n")
    if stripped[:1] in ("{", "["):
        return _json(stripped)
    if stripped[:1] == "<":
        return _xml(stripped) or "text"
    if _is_mail(stripped):
        return "mail"
    return "csv" if name.lower().removesuffix(".gz").endswith((".csv", ".tsv", ".tab")) or _is_table(begin) else "text"


def separator(line: str) -> str:
    """What separates the cells of a table whose first line is *line*: the separator that makes most cells."""
    return max(_SEPARATORS, key=lambda mark: (line.count(mark), -_SEPARATORS.index(mark)))


def cells(line: str) -> list[str]:
    """The cells of the first line of a table."""
    try:
        return [cell.strip().removeprefix("\ufeff") for cell in next(csv.reader([line], delimiter=separator(line)), [])]
    except csv.Error:
        return []


def _json(begin: str) -> Kind:
    """JSON lines where the first line is a whole value of its own and more may follow; else JSON, else text like "[…] he said"."""
    line, newline, rest = begin.partition("\n")
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        looks = re.match(r'[\[{]\s*(?:["{\[\]}]|$)', begin)
        unfinished = line.rstrip().endswith(("[", "{", ",", ":"))  # one value over several lines
        broken = line.startswith('{"') and newline and rest.lstrip().startswith("{") and not unfinished
        if re.match(r'\{\s*"(?:version"\s*:\s*"https:..jsonfeed|post_stream")', begin):
            return "json"
        return "jsonl" if broken or (len(line) >= HEAD // 2 and line.startswith('{"')) else "json" if looks else "text"
    whole = isinstance(first, dict) and not first.keys().isdisjoint(("post_stream", "items")) and not rest.strip()
    return "jsonl" if isinstance(first, dict) and not whole else "json"


def _xml(begin: str) -> Kind | None:
    """The kind of a text that begins with "<", by its first element; None where it is a text that begins with some tag."""
    match = _ROOT.match(begin)
    if re.match(r"<!doctype\s+html\b", begin, re.I):
        return "html"
    if match is None:
        return "xml" if begin.startswith("<?xml") else None
    root = match[1].lower()
    local = root.rpartition(":")[2]
    if local in ("rss", "feed") or root == "rdf:rdf":
        return "feed"
    if root == "opml":
        return "opml"
    if local in _HTML or re.match(r"(?:.{0,4000}?)<!doctype\s+html", begin[: match.start(1)], re.I | re.S):
        return "html"
    return "xml" if begin.startswith("<?xml") or "xmlns" in begin[match.end() : match.end() + 300] else None


def _is_mail(begin: str) -> bool:
    """Header fields, and among them three that mail has."""
    names = set()
    for line in begin[:HEAD].split("\n")[:60]:
        if not line.strip():
            break
        if _HEADER.match(line):
            names.add(line.partition(":")[0].lower())
        elif not line.startswith((" ", "\t")):
            return False
    return len(names.intersection(_MAIL)) >= 3


def _is_table(begin: str) -> bool:
    """A first line of short cells, one of them called "text", and a second line of cells."""
    line, _, rest = begin.partition("\n")
    names = [cell.lower() for cell in cells(line)] if len(line) < 10_000 else []
    return len(names) > 1 and "text" in names and all(len(name) <= 40 for name in names) and separator(line) in rest
