"""What a server answers: its kind, its charset, and its content within limits, however it was packed."""

from __future__ import annotations

import zlib
from email.message import Message

import httpx2

from precedent.base import Record
from precedent.clean import encoding
from precedent.errors import SourceError

_NO_TEXT = ("image/", "audio/", "video/", "font/", "multipart/", "model/")
_TEXTLESS = frozenset(["text/css", "text/javascript", "application/javascript", "text/event-stream", "application/wasm"])
_PAGES = frozenset(["text/html", "application/xhtml+xml"])
_LONGEST = 1000  # characters of an ETag that is kept


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
    again: float = 86400.0


def media(headers: httpx2.Headers) -> tuple[str | None, str | None]:
    """Content type and charset, as far as the server gives any that mean something."""
    said = Message()
    said["content-type"] = headers.get("content-type", "")
    charset = said.get_content_charset()
    return (said.get_content_type() if "/" in said["content-type"] else None), encoding.known(charset)


def body(answer: httpx2.Response, limits: Limits) -> bytes:
    """The content, inflated, within the limits of its kind."""
    kind, _ = media(answer.headers)
    if kind and (kind.startswith(_NO_TEXT) or kind in _TEXTLESS):
        raise SourceError(f"it is no text ({kind[:60]!r})", "give the address of a page")
    packed = answer.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("identity", "gzip", "x-gzip", ""):
        raise SourceError(f"it is sent packed as {packed[:40]!r}, which was not asked for", "save the page and read the file")
    room = limits.page if kind in _PAGES else limits.file
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in packed else None
    arrived, data = 0, bytearray()
    for chunk in answer.iter_raw():
        arrived += len(chunk)
        try:
            data += inflate.decompress(chunk, room + 1 - len(data)) if inflate is not None else chunk
        except zlib.error as error:
            raise SourceError("what is sent packed is broken", "save the page and read the file") from error
        if len(data) > max(limits.ratio * arrived, 2**20):
            raise SourceError(f"it grows more than {limits.ratio} times when unpacked", "download it, and look at it")
        if len(data) > room:
            raise SourceError(f"it is larger than {room / 10**6:.0f} MB", "download it, and read the file")
    if inflate is not None and arrived and not inflate.eof:
        raise SourceError("what is sent packed is broken off", "try again later")
    return bytes(data)


def validator(value: str | None) -> str | None:
    """An ETag or Last-Modified that can be sent back as it came."""
    return value if value and value.isascii() and len(value) <= _LONGEST else None
