"""Any SOURCE to reports: a file, a folder, standard input. What it is, is found from its content."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from precedent.errors import UsageError
from precedent.records import Refusal, Report
from precedent.sources.content import Reader
from precedent.sources.detect import KINDS
from precedent.sources.origin import Fetch, Origin


def read(
    source: str,
    as_: str | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    fetch: Fetch | None = None,
    follow: bool = False,
) -> Iterator[Report | Refusal]:
    """Everything that *source* holds: reports, and in their place what could not be read and why.

    *source* is a path or "-". A folder is read with all below it, in the order of names; hidden entries are passed over.
    *as_* overrules what the content says: one of :data:`KINDS`. Reports come as a stream, in an order that only
    depends on the source. *columns*, *fetch* and *follow* are as in :class:`Reader`.
    """
    if as_ is not None and as_ not in KINDS:
        raise UsageError(f"{as_!r} is no kind of source", f"use one of {', '.join(KINDS)}")
    with Reader(as_, columns=columns, fetch=fetch, follow=follow) as reader:
        if source.startswith(("http://", "https://")):
            yield from reader.url(source)
        elif source == "-":
            yield from reader.read(sys.stdin.buffer, Origin("standard input", "stdin", named=False))
        elif Path(source).is_dir():
            for file in _files(Path(source)):
                yield from file if isinstance(file, list) else _file(file, file.relative_to(source).as_posix(), reader)
        else:
            yield from _file(Path(source), Path(source).name, reader)


def _files(folder: Path) -> Iterator[Path | list[Refusal]]:
    """The files below a folder by name. Links to folders, which can run in circles, are refused instead of followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield [_unreadable(str(folder), error)]
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.is_symlink() and entry.is_dir():
            yield [Refusal(source=entry.path, reason="a link to a folder is not followed", advice="name the folder itself")]
        else:
            yield Path(entry.path)


def _file(path: Path, place: str, reader: Reader) -> Iterator[Report | Refusal]:
    name = str(path)
    try:
        if path.exists() and not path.is_file():
            yield Refusal(source=name, reason="neither a file nor a folder", advice="pipe its content in and read -")
            return
        with path.open("rb") as file:
            yield from reader.read(file, Origin(name, place))
    except OSError as error:
        yield _unreadable(name, error)


def _unreadable(name: str, error: OSError) -> Refusal:
    if isinstance(error, FileNotFoundError):
        return Refusal(source=name, reason="no such file or folder", advice="check the path")
    if isinstance(error, PermissionError):
        return Refusal(source=name, reason="no permission to read it", advice="change its permissions or run as a user who may")
    return Refusal(source=name, reason=f"it cannot be read ({error.strerror or error})", advice="check the path and the disk")
