"""Any SOURCE to reports: a file, a folder, standard input. What it is, is found from its content."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from precedent.clean import post
from precedent.clean.encoding import decode, refuse_binary
from precedent.clean.sentences import lines as lines_of
from precedent.clean.view import view
from precedent.errors import SourceError, UsageError
from precedent.records import Refusal, Report
from precedent.sources import detect, forum, html, lines
from precedent.sources.identity import by_content

KINDS = ("text", "jsonl", "html", "forum", "post")
"""What ``as_`` may say."""

LARGEST = 64 * 2**20
"""Bytes of the largest file that is read whole (all but JSON lines)."""

_STDIN = "standard input"


def read(source: str, as_: str | None = None) -> Iterator[Report | Refusal]:
    """Everything that *source* holds: reports, and in their place what could not be read and why.

    *source* is a path or "-". A folder is read with all below it, in the order of names; hidden entries are passed over.
    *as_* overrules what the content says: one of :data:`KINDS`. Reports come as a stream, in an order that only
    depends on the source.
    """
    if as_ is not None and as_ not in KINDS:
        raise UsageError(f"{as_!r} is no kind of source", f"use one of {', '.join(KINDS)}")
    if source.startswith(("http://", "https://")):
        yield Refusal(source=source, reason="web addresses are not read", advice="save the page and read the file")
        return
    with html.parser() as parser:
        if source == "-":
            yield from _opened(sys.stdin.buffer, _STDIN, "stdin", as_, parser, named=False)
            return
        path = Path(source)
        if path.is_dir():
            for file in _files(path):
                yield from file if isinstance(file, list) else _file(file, file.relative_to(path).as_posix(), as_, parser)
        else:
            yield from _file(path, path.name, as_, parser)


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


def _file(path: Path, place: str, as_: str | None, parser: html.Parser) -> Iterator[Report | Refusal]:
    name = str(path)
    try:
        if path.exists() and not path.is_file():
            yield Refusal(source=name, reason="neither a file nor a folder", advice="pipe its content in and read -")
            return
        with path.open("rb") as file:
            yield from _opened(file, name, place, as_, parser, named=True)
    except OSError as error:
        yield _unreadable(name, error)


def _unreadable(name: str, error: OSError) -> Refusal:
    if isinstance(error, FileNotFoundError):
        return Refusal(source=name, reason="no such file or folder", advice="check the path")
    if isinstance(error, PermissionError):
        return Refusal(source=name, reason="no permission to read it", advice="change its permissions or run as a user who may")
    return Refusal(source=name, reason=f"it cannot be read ({error.strerror or error})", advice="check the path and the disk")


def _opened(
    file: IO[bytes], name: str, place: str, as_: str | None, parser: html.Parser, named: bool
) -> Iterator[Report | Refusal]:
    """The reports of an open file: its first bytes say what it is, and JSON lines are then read as a stream."""
    head = file.read(detect.HEAD)
    try:
        refuse_binary(head)
        begin, _ = decode(head) if as_ is None else ("", ())
        kind = as_ or detect.kind(begin)
        if kind == "jsonl" and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield from lines.stream(_Joined(head, file), name, place)
            return
        data = head + file.read(LARGEST + 1 - len(head))
        if len(data) > LARGEST:
            yield Refusal(source=name, reason=f"larger than {LARGEST // 2**20} MiB", advice="split it, or give it as JSON lines")
            return
        text, losses = decode(data)
    except SourceError as error:
        yield Refusal(source=name, reason=error.wrong, advice=error.advice)
        return
    if not text.strip("\ufeff\x00 \t\r\n"):
        yield Refusal(source=name, reason="it is empty", kind="empty")
    elif kind == "jsonl":
        yield from lines.stream(io.BytesIO(text.encode("utf-8", "replace")), name, place)
    elif kind == "json":
        yield from _json(text, name, place)
    elif kind in ("html", "forum"):
        yield from html.read(text, name, place, as_, parser, named)
    else:
        yield _text(text, place, losses, named, is_post=kind == "post")


class _Joined:
    """What was read already, and the rest of the file, as one file to read lines from."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readline(self, limit: int = -1, /) -> bytes:
        line = self._head.readline(limit)
        if line.endswith(b"\n") or len(line) == limit:
            return line
        return line + self._rest.readline(limit - len(line) if limit >= 0 else -1)


def _json(text: str, name: str, place: str) -> Iterator[Report | Refusal]:
    """One JSON value in a file: a report, a list of reports, or a Discourse topic."""
    try:
        value = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        yield Refusal(
            source=name,
            reason=f"broken JSON ({str(error)[:100]})",
            advice="give one object a line, or --as text to read it as it stands",
        )
        return
    if isinstance(value, dict) and (found := forum.discourse(value, place)):
        yield from found
        return
    for item in value if isinstance(value, list) else [value]:
        yield lines.from_object(item, name, place)


def _text(text: str, place: str, losses: tuple[str, ...], named: bool, is_post: bool) -> Report:
    """Plain text as it stands: no title is split off, since offsets count into the text as it was given."""
    report = Report(id=place if named else by_content(place, text), text=text, losses=losses)
    seen = view(text).text
    found = post.find(seen, lines_of(seen)) if is_post else None
    if found is None:
        return report
    return Report(
        id=report.id,
        text=text,
        author=found.author,
        rank=found.rank,
        number=found.number,
        published=found.published,
        published_by="text" if found.published else None,
        losses=losses,
    )
