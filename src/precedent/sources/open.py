"""Any SOURCE to reports: a file, a folder, standard input. What it is, is found from its content."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from precedent.base import Record
from precedent.errors import UsageError
from precedent.records import Refusal, Report
from precedent.sources import detect
from precedent.sources.content import Reader
from precedent.sources.network import Network
from precedent.sources.origin import Fetch, Origin

Progress = Callable[[int], None]

_ARCHIVES = frozenset(["gzip", "zip", "warc", "parquet"])  # opened whatever the user says their documents are


class Planned(Record, frozen=True, kw_only=True):
    """What would be read: a file and its kind by its first bytes, or a web address. ``bytes`` is null where it is not known."""

    source: str
    kind: str
    bytes: int | None


def read(
    source: str,
    as_: str | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    fetch: Fetch | None = None,
    follow: bool = False,
    on_bytes: Progress | None = None,
) -> Iterator[Report | Refusal]:
    """Everything that *source* holds: reports, and in their place what could not be read and why.

    *source* is a path, a web address, or "-". A folder is read with all below it, in the order of names; hidden entries are
    passed over. *as_* overrules what the content says: one of :data:`detect.KINDS`. Reports come as a stream, in an order
    that only depends on the source. *columns*, *fetch* (by default the public network) and *follow* are as in
    :class:`Reader`. *on_bytes* is told how many more bytes of files have been read, out of :func:`size`.
    """
    _check(as_)
    with Reader(as_, columns=columns, fetch=fetch or Network().fetch, follow=follow) as reader:
        if is_web(source):
            yield from reader.url(source)
        elif source == "-":
            yield from reader.read(sys.stdin.buffer, Origin("standard input", "stdin", named=False))
        else:
            for path, place in _below(source):
                yield from [path] if isinstance(path, Refusal) else _file(path, place, reader, on_bytes)


def plan(source: str, as_: str | None = None) -> Iterator[Planned | Refusal]:
    """What :func:`read` would read, and as what. Archives are not looked into, nor is anything fetched."""
    _check(as_)
    if is_web(source) or source == "-":
        yield Planned(source=source, kind="url" if source != "-" else "standard input", bytes=None)
        return
    for path, _ in _below(source):
        yield path if isinstance(path, Refusal) else _planned(path, as_)


def size(source: str) -> int:
    """Bytes of the files that *source* names; 0 for what has to be fetched or is piped in."""
    if is_web(source) or source == "-":
        return 0
    return sum(path.stat().st_size for path, _ in _below(source) if isinstance(path, Path) and path.is_file())


def is_web(source: str) -> bool:
    """Whether *source* is meant as an address rather than a path."""
    scheme, mark, _ = source.partition("://")
    return bool(mark) and scheme.isalnum()


def _check(as_: str | None) -> None:
    if as_ is not None and as_ not in detect.KINDS:
        raise UsageError(f"{as_!r} is no kind of source", f"use one of {', '.join(detect.KINDS)}")


def _below(source: str) -> Iterator[tuple[Path | Refusal, str]]:
    """The files that a path names, each with the path below it that ids begin with."""
    top = Path(source)
    if not top.is_dir():
        yield top, top.name
        return
    for path in _files(top):
        yield path, path.relative_to(top).as_posix() if isinstance(path, Path) else ""


def _files(folder: Path) -> Iterator[Path | Refusal]:
    """The files below a folder by name. Links to folders, which can run in circles, are refused instead of followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(str(folder), error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.is_symlink() and entry.is_dir():
            yield Refusal(source=entry.path, reason="a link to a folder is not followed", advice="name the folder itself")
        else:
            yield Path(entry.path)


def _file(path: Path, place: str, reader: Reader, on_bytes: Progress | None) -> Iterator[Report | Refusal]:
    name = str(path)
    try:
        if refused := _no_file(path):
            yield refused
            return
        with path.open("rb") as file:
            read = 0
            for item in reader.read(file, Origin(name, place)):
                yield item
                if on_bytes is not None and (now := file.tell()) > read:
                    on_bytes(now - read)
                    read = now
            if on_bytes is not None:
                on_bytes(max(os.fstat(file.fileno()).st_size - read, 0))
    except OSError as error:
        yield _unreadable(name, error)


def _planned(path: Path, as_: str | None) -> Planned | Refusal:
    if refused := _no_file(path):
        return refused
    try:
        with path.open("rb") as file:
            kind: str = detect.kind(file.read(detect.HEAD), str(path))
            bytes_ = os.fstat(file.fileno()).st_size
    except OSError as error:
        return _unreadable(str(path), error)
    return Planned(source=str(path), kind=as_ if as_ and kind not in _ARCHIVES else kind, bytes=bytes_)


def _no_file(path: Path) -> Refusal | None:
    if not path.exists() or path.is_file():
        return None
    return Refusal(source=str(path), reason="neither a file nor a folder", advice="pipe its content in and read -")


def _unreadable(name: str, error: OSError) -> Refusal:
    if isinstance(error, FileNotFoundError):
        return Refusal(source=name, reason="no such file or folder", advice="check the path")
    if isinstance(error, PermissionError):
        return Refusal(source=name, reason="no permission to read it", advice="change its permissions or run as a user who may")
    return Refusal(source=name, reason=f"it cannot be read ({error.strerror or error})", advice="check the path and the disk")
