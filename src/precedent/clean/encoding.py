"""Bytes to text: byte order marks, the declared charset, UTF-8, then Windows-1252; what is no text is refused with its kind."""

from __future__ import annotations

import codecs
import re

from precedent.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet table"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_DECLARED_WITHIN = 4096
_SAMPLE = 8192
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}) + b"\x7f"
_NO_CHARSETS = frozenset(["utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"])


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text that *data* encodes, and what was lost, in words. Line ends and NULs stay as they are.

    *declared*: the charset that was said beside it, in a header of HTTP or mail.

    Raises :class:`SourceError` for content that is no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lossy(data, name)
    refuse_binary(data)
    if found := wide(data):
        return _lossy(data, found)
    for tried in (known(declared) or charset(data), "utf-8"):
        if tried:
            try:
                return data.decode(tried), ()
            except UnicodeDecodeError:
                continue
    return _lossy(data, "cp1252")


def encoding_of(head: bytes) -> str:
    """The encoding to read a long text by, as :func:`decode` would find it from the text's first bytes."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if found := wide(head):
        return found
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def charset(data: bytes) -> str | None:
    """The charset an HTML or XML text declares, as browsers read it (ISO 8859-1 is Windows-1252); None where it is unknown."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return known(match[1].decode("ascii", "replace")) if match else None


def known(name: str | None) -> str | None:
    """The encoding that a document means by *name*; None where it is unknown, or one that no document of bytes can be in."""
    try:
        codec = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    if codec.name in _NO_CHARSETS or codec.name.startswith(("utf-16", "utf-32")) or not getattr(codec, "_is_text_encoding", True):
        return None
    return "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name


def refuse_binary(data: bytes) -> None:
    """Raise :class:`SourceError` where *data* begins like no text does."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"this is {kind}, not text", "give its text as plain text, HTML or JSON lines")
    sample = b"" if data.startswith(tuple(mark for mark, _ in _MARKS)) else data[:_SAMPLE]
    odd = len(sample) - len(sample.translate(None, _CONTROL))
    if odd > len(sample) // 20 + 2 and not wide(data):
        raise SourceError("this is binary data, not text", "give its text as plain text, HTML or JSON lines")


def wide(data: bytes) -> str | None:
    """The name of UTF-16 without its mark: every second byte of what is mostly Latin text is NUL."""
    sample = data[: _SAMPLE & ~1]
    half = len(sample) // 2
    if half < 2:
        return None
    for name, nul, other in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        if nul.count(0) > 0.7 * half and other.count(0) < 0.1 * half:
            return name
    return None


def _lossy(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(name, "replace")
    lost = text.count("\ufffd") - (0 if name == "cp1252" else data.count("\ufffd".encode(name if "sig" not in name else "utf-8")))
    return text, ((f"{lost} bytes could not be read as {name}",) if lost > 0 else ())
