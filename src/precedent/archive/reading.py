"""A file as blocks of rows: whole rows with the line each begins on, and what could not be read, line by line.

Rows are parted here, by all bytes of a block at once: line numbers stay true, and a row with too many or too few cells is
refused alone. Cells are then parsed by Arrow's reader.
"""

from __future__ import annotations

import codecs
import gzip
import zipfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np

from precedent.archive.detect import Look
from precedent.clean.encoding import encoding_of, refuse_binary
from precedent.errors import SourceError

BLOCK = 1 << 26  # bytes read at a time
HEAD = 1 << 16
_LONGEST = 1 << 24  # bytes of one row: beyond, a quotation mark was never closed
_RATIO = 200  # of a packed file: beyond, it is made to hurt
_NULLS = ["", "NA"]


class Block(NamedTuple):
    """``table`` has a column of strings for each cell, and ``line``: where in the file the row begins, from 1."""

    table: Any


class Bad(NamedTuple):
    line: int
    reason: str


def opened(path: Path, stack: ExitStack) -> IO[bytes] | gzip.GzipFile:
    """The bytes of a file, unpacked where it is gzip or a ZIP archive of one file."""
    try:
        raw = stack.enter_context(path.open("rb"))
        magic = raw.read(4)
        raw.seek(0)
        if magic[:2] == b"\x1f\x8b":
            return stack.enter_context(closing(gzip.GzipFile(fileobj=raw)))
        if magic == b"PK\x03\x04":
            archive = stack.enter_context(zipfile.ZipFile(raw))
            members = [m for m in archive.infolist() if not m.is_dir()]
            if len(members) != 1:
                raise SourceError(f"{path} holds {len(members)} files", "unpack it, and import one file at a time")
            if members[0].file_size > _RATIO * max(1, members[0].compress_size):
                raise SourceError(f"{path} unpacks to {members[0].file_size:,} bytes", "unpack it yourself, if you trust it")
            return stack.enter_context(archive.open(members[0]))
    except (OSError, zipfile.BadZipFile) as error:
        raise SourceError(f"{path} cannot be read ({getattr(error, 'strerror', None) or error})", "give a readable file") from error
    return raw


def beginning(path: Path) -> str:
    """The first characters of a file, as text."""
    with ExitStack() as stack:
        data = opened(path, stack).read(HEAD)
    refuse_binary(data)
    encoding = encoding_of(data[: data.rfind(b"\n") + 1] or data)
    text = data.decode(encoding, "replace")
    return text.removeprefix("\ufeff")


def blocks(path: Path, look: Look, refuse: Callable[[Bad], None], on_bytes: Callable[[int], None] | None = None) -> Iterator[Block]:
    """The rows of a file, a block at a time. *refuse* is handed each row that cannot be read, *on_bytes* what was read."""
    with ExitStack() as stack:
        stream = opened(path, stack)
        line, rest, skip = 1, b"", look.rows_of_names
        for data in _utf8(stream, on_bytes):
            rest += data
            rest, line, skip = yield from _whole(rest, line, skip, look, refuse, last=False)
        if rest:
            yield from _whole(rest + b"\n", line, skip, look, refuse, last=True)


def _utf8(stream: IO[bytes] | gzip.GzipFile, on_bytes: Callable[[int], None] | None) -> Iterator[bytes]:
    """The bytes of a stream as UTF-8. A line that is none is read as Windows-1252, whatever its neighbours are."""
    head = stream.read(HEAD)
    encoding = encoding_of(head[: head.rfind(b"\n") + 1] or head)
    wide = encoding.startswith(("utf-16", "utf-32"))
    rest, first = head, True
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while True:
        data = rest + stream.read(BLOCK - len(rest))
        rest = b""
        if not data:
            return
        if on_bytes is not None:
            on_bytes(len(data))
        if wide:
            yield decoder.decode(data).encode()
            continue
        if first:
            data, first = data.removeprefix(b"\xef\xbb\xbf"), False
        more = stream.readline() if not data.endswith(b"\n") else b""
        yield _repaired(data + more)


def _repaired(data: bytes) -> bytes:
    try:
        data.decode()
        return data
    except UnicodeDecodeError:
        return b"".join(_line(line) for line in data.splitlines(keepends=True))


def _line(line: bytes) -> bytes:
    try:
        line.decode()
        return line
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace").encode()


def _whole(
    data: bytes, line: int, skip: int, look: Look, refuse: Callable[[Bad], None], *, last: bool
) -> Generator[Block, None, tuple[bytes, int, int]]:
    """Hand out the whole rows of *data*; what is left, the line it begins on, and how many rows of names are still to come."""
    while data:
        text = np.frombuffer(data, dtype=np.uint8)
        newlines = np.flatnonzero(text == 10)
        odd = None
        ends = newlines
        if look.quoted:
            odd = np.bitwise_xor.accumulate((text == 34).view(np.uint8))
            ends = newlines[odd[newlines] == 0]
        begun = int(ends[-1]) + 1 if len(ends) else 0
        if begun < len(data) and (last or len(data) - begun > _LONGEST):
            # No row ends here, though lines do: a quotation mark in this row is never closed.
            skip = yield from _rows(data[:begun], text[:begun], newlines, ends, odd, line, skip, look, refuse)
            line += int(np.searchsorted(newlines, begun))
            refuse(Bad(line, "a quotation mark is never closed"))
            after = data.find(b"\n", begun) + 1 or len(data)
            data, line = data[after:], line + 1
            continue
        stop = _broken(ends, newlines, _counts(text, ends, odd, look), look, skip)
        if stop is None:
            skip = yield from _rows(data[:begun], text[:begun], newlines, ends, odd, line, skip, look, refuse)
            return data[begun:], line + int(np.searchsorted(newlines, begun)), skip
        # A row over several lines that does not fit: a stray quotation mark. Its first line is refused, the rest read anew.
        start = int(ends[stop - 1]) + 1 if stop else 0
        skip = yield from _rows(data[:start], text[:start], newlines, ends[:stop], odd, line, skip, look, refuse)
        line += int(np.searchsorted(newlines, start))
        refuse(Bad(line, "a quotation mark does not fit in this row"))
        data, line = data[data.find(b"\n", start) + 1 :], line + 1
    return b"", line, skip


def _counts(text: Any, ends: Any, odd: Any, look: Look) -> Any:
    """Cells of each row."""
    marks = text == ord(look.delimiter)
    at = np.flatnonzero(marks if odd is None else marks & (odd == 0))
    return np.diff(np.searchsorted(at, ends), prepend=0) + 1


def _broken(ends: Any, newlines: Any, counts: Any, look: Look, skip: int) -> int | None:
    """The first row of several lines that has not as many cells as it should."""
    if not look.quoted or not len(ends):
        return None
    lines = np.diff(np.searchsorted(newlines, ends, side="right"), prepend=0)
    wrong = np.flatnonzero((lines > 1) & (counts != len(look.names)))
    wrong = wrong[wrong >= skip]
    return int(wrong[0]) if len(wrong) else None


def _rows(
    data: bytes, text: Any, newlines: Any, ends: Any, odd: Any, line: int, skip: int, look: Look, refuse: Callable[[Bad], None]
) -> Generator[Block, None, int]:
    """The block of these rows; returns how many rows of names are still to be skipped."""
    width = len(look.names)
    ends = ends[: np.searchsorted(ends, len(data))]
    if not len(ends):
        return skip
    starts = np.concatenate(([0], ends[:-1] + 1))
    lines = line + np.searchsorted(newlines, starts)
    counts = _counts(text, ends, odd[: len(data)] if odd is not None else None, look)
    blank = (ends == starts) | ((ends == starts + 1) & (text[starts] == 13))
    if counts.size and blank.any():
        counts = np.where(blank, 0, counts)
    filled = np.flatnonzero(~blank)
    names, skip = filled[:skip], max(0, skip - len(filled))
    fits = counts == width
    fits[names] = False
    parts = []
    told = np.zeros(len(ends), dtype=bool)
    told[names] = True
    for at in np.flatnonzero(~fits & ~blank & ~told).tolist():
        row = data[int(starts[at]) : int(ends[at])].rstrip(b"\r")
        mended = _mended(row, int(counts[at]), width, look)
        if mended is None:
            refuse(Bad(int(lines[at]), f"{int(counts[at])} cells, not {width}"))
        else:
            parts.append((int(lines[at]), mended))
    kept = data if fits.all() else np.asarray(text)[np.repeat(fits, ends + 1 - starts)].tobytes()
    numbers = lines[fits]
    if parts:
        kept += b"".join(row + b"\n" for _, row in parts)
        numbers = np.concatenate((numbers, [n for n, _ in parts]))
    if len(numbers):
        yield Block(_parsed(kept, look, numbers))
    return skip


def _mended(row: bytes, cells: int, width: int, look: Look) -> bytes | None:
    """A row whose surplus cells are empty, without them; one that ends early by empty cells alone is no better than cut off."""
    surplus = cells - width
    tail = look.delimiter.encode() * surplus
    return row[: -len(tail)] if surplus > 0 and row.endswith(tail) else None


def _parsed(data: bytes, look: Look, lines: Sequence[int]) -> Any:
    """Cells as Arrow strings; empty ones, and R's NA, are null."""
    import pyarrow as pa
    import pyarrow.csv

    names = list(look.names)
    table = pyarrow.csv.read_csv(
        pa.BufferReader(data),
        read_options=pyarrow.csv.ReadOptions(column_names=names, block_size=max(1 << 20, min(len(data) + 1, 1 << 23))),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=look.delimiter,
            quote_char='"' if look.quoted else False,
            newlines_in_values=look.quoted,
            ignore_empty_lines=True,
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=_NULLS
        ),
    )
    if table.num_rows != len(lines):
        raise SourceError(f"the rows from line {lines[0]} on cannot be parted", "look at their quotation marks")
    return table.append_column("line", pa.array(lines, type=pa.int64()))
