"""Any content to reports: what it is, is found from its first bytes, and what it holds is read in turn.

Memory holds one document at a time: JSON lines, tables and archives are read as streams, in the order in which they stand.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import IO, Any, Self

import msgspec

from precedent.clean import post
from precedent.clean.encoding import decode
from precedent.clean.sentences import lines as lines_of
from precedent.clean.view import view
from precedent.errors import SourceError
from precedent.records import Refusal, Report
from precedent.sources import archive, detect, feed, forum, html, lines, parsers, pdf, table, warc
from precedent.sources.identity import by_content
from precedent.sources.origin import Fetch, Fetched, Origin

LARGEST = 64 * 2**20
"""Bytes of the largest document that is read whole (all but JSON lines, tables and archives)."""

DEEPEST = 4
"""So many archives, lists and feeds may stand one within another."""

Found = Iterator[Report | Refusal]


class Reader:
    """Reads content of any kind; one serves a whole call, since its parsers are slow to start. A context manager.

    *as_* overrules what documents say they are (:data:`detect.KINDS`); archives are opened all the same. *columns*: which
    column of a table gives which field of a report. *fetch* reads web addresses; with *follow* the items of feeds too.
    """

    def __init__(
        self,
        as_: str | None = None,
        *,
        columns: Mapping[str, str] | None = None,
        fetch: Fetch | None = None,
        follow: bool = False,
    ) -> None:
        self.as_, self.columns, self.fetch, self.follow = as_, columns, fetch, follow
        self._parser, self._patient = parsers.parser(), parsers.parser(seconds=pdf.SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._parser.close()
        self._patient.close()

    def url(self, address: str, depth: int = 0, told_by: str | None = None, article: bool = False) -> Found:
        """What stands at a web address, which the page at *told_by* named, maybe as an article."""
        if self.fetch is None:
            yield Refusal(source=address, reason="web addresses are not read here", advice="save the page and read the file")
            return
        match self.fetch(address, told_by, article):
            case Fetched(data, final, charset):
                yield from self.read(io.BytesIO(data), Origin(address, final, True, final, charset, depth))
            case Refusal() as refused:
                yield refused

    def read(self, file: IO[bytes], origin: Origin) -> Found:
        """The reports of an open file, and in their place what could not be read and why."""
        if origin.depth > DEEPEST:
            reason = f"more than {DEEPEST} archives, lists or feeds within each other"
            yield Refusal(source=origin.name, reason=reason, advice="unpack it first")
            return
        told = False
        try:
            for item in self._read(file, origin):
                told = True
                yield item
        except SourceError as error:
            told = True
            yield Refusal(source=origin.name, reason=error.wrong, advice=error.advice)
        if not told:
            yield Refusal(source=origin.name, reason="it holds no reports", kind="empty")

    def _read(self, file: IO[bytes], origin: Origin) -> Found:
        head = file.read(detect.HEAD)
        kind = detect.kind(head, origin.name)
        stream = archive.again(head, file)
        match kind:
            case "gzip":
                unpacked = archive.inflated(stream)
                yield from self.read(unpacked, origin._replace(depth=origin.depth + 1, charset=None))
                archive.check(unpacked)
            case "zip":
                yield from archive.entries(_seekable(stream), origin, self.read)
            case "warc":
                yield from warc.records(stream, origin, self.read)
            case "parquet":
                yield from table.parquet(_seekable(stream), origin, self.columns)
            case _:
                yield from self._documents(stream, head, _AS.get(self.as_, self.as_) if self.as_ else kind, origin)

    def _documents(self, stream: IO[bytes], head: bytes, kind: str, origin: Origin) -> Found:
        if kind == "jsonl" and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield from lines.stream(stream, origin.name, origin.place)
        elif kind == "csv":
            yield from table.read(stream, head, origin, self.columns)
        else:
            yield from self._document(_whole(stream), kind, origin)

    def _document(self, data: bytes, kind: str, origin: Origin) -> Found:
        """The reports of a document that is in memory whole."""
        if kind == "pdf":
            yield from _parsed(self._patient, origin, "pdf", data, origin.place)
        elif kind == "mail":
            yield from _parsed(self._parser, origin, "mail", data, origin.place)
        elif kind == "feed":
            yield from self._feed(data, origin)
        elif kind == "opml":
            yield from self._list(data, origin)
        else:
            text, losses = decode(data, origin.charset)
            if not text.strip("\ufeff\x00 \t\r\n"):
                yield Refusal(source=origin.name, reason="it is empty", kind="empty")
            elif kind == "html":
                yield from html.read(text, origin, self.as_, self._parser)
            elif kind == "jsonl":
                yield from lines.stream(io.BytesIO(text.encode("utf-8", "replace")), origin.name, origin.place)
            elif kind == "json":
                yield from self._json(text, data, origin)
            elif kind == "xml":
                raise SourceError("this is XML of a kind that is not read", "give its text as plain text, HTML or JSON lines")
            else:
                yield _text(text, losses, origin, is_post=self.as_ == "post")

    def _json(self, text: str, data: bytes, origin: Origin) -> Found:
        """One JSON value in a file: a report, a list of reports, a Discourse topic, or a JSON Feed."""
        try:
            value = json.loads(text.removeprefix("\ufeff"))
        except (ValueError, RecursionError) as error:
            advice = "give one object a line, or --as text to read it as it stands"
            raise SourceError(f"broken JSON ({str(error)[:100]})", advice) from error
        if feed.is_json_feed(value):
            yield from self._feed(data, origin)
        elif isinstance(value, dict) and "post_stream" in value:
            found = forum.discourse(value, origin.place, origin.url)
            yield from found
            if not found:
                yield Refusal(source=origin.name, reason="the Discourse topic holds no posts", kind="empty")
        else:
            for item in value if isinstance(value, list) else [value]:
                yield lines.from_object(item, origin.name, origin.place)

    def _feed(self, data: bytes, origin: Origin) -> Found:
        """The items of a feed, with --follow the full text of each where it can be had."""
        for item in _parsed(self._parser, origin, "feed", data, origin.place, origin.url, origin.charset):
            if isinstance(item, Refusal) or not (self.follow and self.fetch and item.url):
                yield item
                continue
            full = list(self.url(item.url, origin.depth + 1, origin.url, article=True))
            got = [report for report in full if isinstance(report, Report)]
            why = [found.reason for found in full if isinstance(found, Refusal)]
            unchanged = any(found.kind == "unchanged" for found in full if isinstance(found, Refusal))
            yield from (feed.completed(report, item) for report in got)
            if unchanged and not got:
                yield Refusal(source=item.url, reason="unchanged", kind="unchanged")
            elif not got:
                loss = f"the full text was not read: {'; '.join(why) or 'nothing stands at its address'}"
                yield msgspec.structs.replace(item, losses=(*item.losses, loss[:400]))

    def _list(self, data: bytes, origin: Origin) -> Found:
        """The feeds of an OPML list, each read in turn."""
        found = feed.outlines(data)
        if not found:
            yield Refusal(source=origin.name, reason="the list names no feeds", kind="empty")
        for outline in found:
            yield from self.url(outline.url, origin.depth + 1, origin.url)


def _parsed(limited: parsers.Parser, origin: Origin, room: str, data: Any, *arguments: Any) -> Found:
    """What a parser under limits makes of *data*; what it could not read is refused, in its words."""
    parsed = limited(room, data, *arguments)
    yield from parsed.reports
    yield from (msgspec.structs.replace(refused, source=origin.name) for refused in parsed.refusals)


_AS = {"forum": "html", "post": "text"}


def _seekable(stream: IO[bytes]) -> IO[bytes]:
    return stream if stream.seekable() else io.BytesIO(_whole(stream))


def _whole(stream: IO[bytes]) -> bytes:
    """All of a stream, refused where it is larger than what is read whole."""
    data = stream.read(LARGEST + 1)
    archive.check(stream)
    if len(data) > LARGEST:
        raise SourceError(f"larger than {LARGEST // 2**20} MiB", "split it, or give its reports as JSON lines")
    return data


def _text(text: str, losses: tuple[str, ...], origin: Origin, is_post: bool) -> Report:
    """Plain text as it stands: no title is split off, since offsets count into the text as it was given."""
    report = Report(
        id=origin.url or (origin.place if origin.named else by_content(origin.place, text)),
        text=text,
        url=origin.url,
        losses=losses,
    )
    if not is_post:
        return report
    seen = view(text).text
    found = post.find(seen, lines_of(seen))
    if found is None:
        return report
    return msgspec.structs.replace(
        report,
        author=found.author,
        rank=found.rank,
        number=found.number,
        published=found.published,
        published_by="text" if found.published else None,
    )
