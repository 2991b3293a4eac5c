"""Large collections in parts that are marked on their own: a file, a range of a file's lines, or some of a table's row groups."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import IO, Any

from precedent.base import Record
from precedent.errors import PrecedentError, SourceError, UsageError
from precedent.sources import detect, lines

BYTES = 32 * 2**20
"""Bytes of one part of JSON lines or of a table: about an hour of one core, and so the most that a killed worker loses."""


_CHANGES = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated")
"""What file systems call that which changes when a file does."""


class Shard(Record, frozen=True, kw_only=True):
    """One part. ``path`` is a path or an address of an object store; ``place`` is what ids begin with.

    ``start`` and ``end`` bound bytes (of ``jsonl``: lines that begin there) or row groups (of ``parquet``); ``end`` null: the whole
    file. ``state`` changes when the file does.
    """

    path: str
    place: str
    kind: str
    start: int = 0
    end: int | None = None
    state: str

    @property
    def name(self) -> str:
        """The name of the file of its marks: the same for the same part of the same source."""
        part = hashlib.sha256(f"{self.path}\x00{self.start}\x00{self.end}".encode()).hexdigest()[:12]
        stem = "".join(sign if sign.isalnum() else "-" for sign in self.place)[-60:]
        return f"{stem}-{self.start:012d}-{part}.parquet"


def file_system(source: str) -> tuple[Any, str]:
    """The file system of a path or an address, and the path there. Raises ``UsageError`` where none is known for it."""
    try:
        import fsspec
    except ImportError as error:
        raise PrecedentError("object stores need a part that is not installed", "pip install 'precedent-ledger[ray]'") from error
    try:
        return fsspec.url_to_fs(source)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"{source} is at no store that can be read here ({error})", "give a path, or install its fsspec part"
        ) from error


def shards(sources: list[str], size: int = BYTES) -> Iterator[Shard]:
    """The parts of *sources* (files, folders, addresses of object stores), in the order of names; hidden files are passed over.

    *size*: bytes of a part. Raises ``SourceError`` where a source is not there.
    """
    for source in sources:
        if source == "-" or source.startswith(("http://", "https://")):
            raise UsageError(f"{source} is not read on a cluster", "give files, folders or addresses of an object store")
        fs, top = file_system(source)
        if not fs.exists(top):
            raise SourceError(f"{source}: no such file or folder", "check the path")
        if not fs.isdir(top):
            yield from _parts(fs, top, top.rsplit("/", 1)[-1], size)
            continue
        for path in sorted(fs.find(top)):
            place = path.removeprefix(top).lstrip("/")
            if not any(part.startswith(".") for part in place.split("/")):
                yield from _parts(fs, path, place, size)


def _parts(fs: Any, path: str, place: str, size: int) -> Iterator[Shard]:
    info = fs.info(path)
    length = info["size"]
    with fs.open(path, "rb") as file:
        kind: str = detect.kind(file.read(detect.HEAD), path)
        bounds = _groups(file, size) if kind == "parquet" and length > size else []
    if kind == "jsonl" and length > size:
        bounds = [(start, min(start + size, length)) for start in range(0, length, size)]
    # Not fs.ukey, which is of everything that is known of a file: of when it was last read, too.
    state = " ".join([str(length), *(str(info[name]) for name in _CHANGES if info.get(name))])
    where = fs.unstrip_protocol(path)
    for start, end in bounds or [(0, None)]:
        yield Shard(path=where, place=place, kind=kind, start=start, end=end, state=state)


def _groups(file: IO[bytes], size: int) -> list[tuple[int, int | None]]:
    """Row groups in runs of about *size* bytes."""
    from pyarrow.parquet import ParquetFile

    file.seek(0)
    held = ParquetFile(file).metadata
    bounds: list[tuple[int, int | None]] = []
    start, weight = 0, 0
    for group in range(held.num_row_groups):
        weight += held.row_group(group).total_byte_size
        if weight >= size:
            bounds.append((start, group + 1))
            start, weight = group + 1, 0
    return [*bounds, (start, held.num_row_groups)] if start < held.num_row_groups else bounds


class Range:
    """The lines of *file* that begin at bytes from *start* until before *end*."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self._file, self._end = file, end
        if start:
            file.seek(start - 1, io.SEEK_SET)
            while (line := file.readline(lines.LONGEST)) and not line.endswith(b"\n"):
                pass  # the end of a line that began before

    def readline(self, size: int = -1, /) -> bytes:
        return self._file.readline(size) if self._file.tell() < self._end else b""
