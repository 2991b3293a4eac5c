"""gzip and ZIP: what they hold, one entry at a time, with caps on what a few bytes may grow to.

Nothing is ever written to a disk, so that a name cannot lead anywhere; names that try are refused all the same.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, cast

from precedent.errors import SourceError
from precedent.records import Refusal, Report
from precedent.sources.origin import Origin

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

RATIO = 100
"""So many times its size may what is packed grow to, once it is larger than :data:`SMALL`."""

SMALL = 8 * 2**20
LARGEST_ENTRY = 64 * 2**20
LARGEST_DIRECTORY = 32 * 2**20
"""Bytes of a ZIP archive's list of entries (about 400,000): it is held in memory."""

_BLOCK = 65536
_BOMB = f"it grows to more than {RATIO} times its size when unpacked"
_OFFICE = {"word/": "a Word document", "xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation"}


def again(head: bytes, rest: IO[bytes]) -> IO[bytes]:
    """A file of which *head* was read already, from its beginning."""
    if rest.seekable():
        rest.seek(-len(head), io.SEEK_CUR)
        return rest
    return io.BufferedReader(_Joined(head, rest), _BLOCK)


def inflated(file: IO[bytes]) -> IO[bytes]:
    """What a gzip file holds, of any number of members. It ends where the data is broken or a bomb: see :func:`check`."""
    return io.BufferedReader(_Inflated(file), _BLOCK)


def check(stream: IO[bytes]) -> None:
    """Raise :class:`SourceError`, once, where a stream ended because what it is unpacked from is broken or a bomb."""
    raw = getattr(stream, "raw", None)
    while isinstance(raw, _Joined):
        raw = getattr(raw.rest, "raw", None)
    if isinstance(raw, _Inflated) and raw.broken is not None:
        broken, raw.broken = raw.broken, None
        raise broken


class _Stream(io.RawIOBase):
    """Bytes that come once, and know how many came."""

    given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        into = memoryview(buffer).cast("B")
        data = self.next(len(into))
        self.given += len(data)
        into[: len(data)] = data
        return len(data)

    def next(self, most: int) -> bytes | memoryview:
        raise NotImplementedError

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Where the stream stands; it cannot be moved."""
        if whence == io.SEEK_CUR and offset == 0:
            return self.given
        raise io.UnsupportedOperation("this stream comes once")


class _Joined(_Stream):
    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self.rest = memoryview(head), rest

    def next(self, most: int) -> bytes | memoryview:
        data = self._head[:most] or self.rest.read(most)
        self._head = self._head[len(data) :]
        return data


class _Inflated(_Stream):
    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._waiting, self._ended = file, b"", False
        self._member = zlib.decompressobj(wbits=31)
        self._taken = 0
        self.broken: SourceError | None = None

    def next(self, most: int) -> bytes:
        data = b""
        try:
            while not data and not self._ended:
                data = self._inflate(most)
            if self.given + len(data) > max(SMALL, RATIO * self._taken):
                raise SourceError(_BOMB, "unpack it yourself if you trust it")
        except SourceError as error:
            self.broken, self._ended, data = error, True, b""
        return data

    def _inflate(self, most: int) -> bytes:
        fresh = not self._waiting
        waiting = self._waiting or self._file.read(_BLOCK)
        if self._member.eof:
            waiting = waiting.lstrip(b"\0") if self._taken else waiting  # padding after the last member
            if not waiting:
                self._ended = fresh
                return b""
            self._member = zlib.decompressobj(wbits=31)
        elif not waiting:
            raise SourceError("its gzip data ends before it is complete", "copy or download it again")
        try:
            data = self._member.decompress(waiting, most)
        except zlib.error as error:
            raise SourceError(f"its gzip data is broken ({error})", "copy or download it again") from error
        self._waiting = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        self._taken += len(waiting) - len(self._waiting)
        return data


def entries(
    file: IO[bytes], origin: Origin, read: Callable[[IO[bytes], Origin], Iterator[Report | Refusal]]
) -> Iterator[Report | Refusal]:
    """What *read* makes of each entry of a ZIP archive, in the order of their names."""
    size = _check_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise SourceError(f"its ZIP data is broken ({error})", "copy or download it again") from error
    with archive:
        listed = sorted(archive.infolist(), key=lambda entry: (entry.filename.split("/"), entry.header_offset))
        if any(entry.filename in ("[Content_Types].xml", "mimetype") for entry in listed):
            what = next((name for entry in listed for start, name in _OFFICE.items() if entry.filename.startswith(start)), None)
            raise SourceError(f"this is {what or 'an office document or an e-book'}", "save its text as plain text, HTML or PDF")
        grown, before = 0, None
        for entry in listed:
            inside = origin.within(entry.filename)
            reason = "the archive holds another entry of this name" if entry.filename == before else _unwanted(entry)
            if entry.is_dir() or (reason is None and any(part.startswith(".") for part in entry.filename.split("/"))):
                continue
            if reason:
                yield Refusal(source=inside.name, reason=reason, advice="unpack the archive yourself if you trust it")
                continue
            before = entry.filename
            if grown + entry.file_size > max(SMALL, RATIO * size):
                yield Refusal(source=inside.name, reason=f"{_BOMB}: nothing after this is read", advice="unpack it yourself")
                return
            grown += entry.file_size
            try:
                with archive.open(entry) as opened:
                    yield from read(cast(IO[bytes], io.BufferedReader(_Joined(b"", opened), _BLOCK)), inside)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
                reason = f"its ZIP data is broken ({' '.join(str(error).split())[:200]})"
                yield Refusal(source=inside.name, reason=reason, advice="copy or download it again")


def _unwanted(entry: zipfile.ZipInfo) -> str | None:
    """Why an entry is not opened."""
    name = entry.filename
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name[:2] or ".." in name.split("/"):
        return "its name leads out of the archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a link"
    if entry.flag_bits & 1:
        return "it is encrypted"
    if entry.file_size > LARGEST_ENTRY and entry.file_size > RATIO * max(1, entry.compress_size):
        return _BOMB
    return None


def _check_directory(file: IO[bytes]) -> int:
    """The size of the archive; :class:`SourceError` where its list of entries is too long to be held."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    at, at_64 = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    listed = struct.unpack_from("<L", tail, at + 12)[0] if 0 <= at <= len(tail) - 22 else 0
    if listed == 0xFFFFFFFF and 0 <= at_64 <= len(tail) - 56:
        listed = struct.unpack_from("<Q", tail, at_64 + 40)[0]
    if listed > LARGEST_DIRECTORY:
        raise SourceError("the archive holds too many entries", "unpack it and read the folder")
    file.seek(0)
    return size
