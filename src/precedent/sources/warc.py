"""WARC archives: the documents of a crawl, record by record."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO, Any

from precedent.errors import SourceError
from precedent.records import Refusal, Report
from precedent.sources import archive
from precedent.sources.identity import canonical
from precedent.sources.origin import Origin

LARGEST_RECORD = 64 * 2**20
_TOLD = 12
_DOCUMENTS = ("text/html", "application/xhtml", "text/plain", "application/rss", "application/atom", "application/rdf", "text/xml")
_MAYBE = ("application/xml", "application/pdf", "application/feed+json", "message/rfc822", "application/json", "unknown")
_JSON = (b'"post_stream"', b"jsonfeed.org/version")


def records(
    file: IO[bytes], origin: Origin, read: Callable[[IO[bytes], Origin], Iterator[Report | Refusal]]
) -> Iterator[Report | Refusal]:
    """What *read* makes of each document in a WARC archive, in their order.

    Images, scripts, redirects and answers other than 200 are no documents: one line at the end counts them by kind.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    passed: Counter[str] = Counter()
    found = ArchiveIterator(file, record_types=wanted, parse_http=True, auto_decode="transfer")
    while True:
        try:
            record = next(found, None)
        except (SourceError, KeyboardInterrupt, SystemExit):
            raise
        except (
            BaseException
        ) as error:  # fastwarc raises OSError and ValueError on broken archives, and panics, which are no Exception
            raise SourceError(
                f"the WARC archive is broken ({' '.join(str(error).split())[:200]})", "copy or download it again"
            ) from error
        if record is None:
            break
        address = canonical((record.headers.get("WARC-Target-URI") or "").strip("<>"))
        inside = origin.within(
            address or record.record_id or "record", address, record.http_charset if record.is_http_parsed else None
        )
        why = _no_document(record)
        if why:
            passed[" ".join(why.split())[:80]] += 1  # a content type is whatever the record says
            continue
        try:
            data = _payload(record)
        except (SourceError, OSError, ValueError) as error:
            reason = (
                error.wrong if isinstance(error, SourceError) else f"it cannot be unpacked ({' '.join(str(error).split())[:200]})"
            )
            yield Refusal(source=inside.name, reason=reason, advice="unpack it yourself if you trust it")
            continue
        if _type(record).endswith("json") and not any(mark in data for mark in _JSON):
            passed["JSON of other kinds"] += 1
        else:
            yield from read(io.BytesIO(data), inside._replace(place=address or inside.place))
    if passed:
        told = ", ".join(f"{count} {kind}" for kind, count in passed.most_common(_TOLD))
        yield Refusal(source=origin.name, reason=f"{passed.total()} records hold no documents: {told}", kind="empty")


def _type(record: Any) -> str:
    """The media type a record says, in small letters; "unknown" where it says none."""
    said = record.http_content_type if record.is_http_parsed else record.headers.get("Content-Type")
    return (said or "unknown").partition(";")[0].strip().lower()[:60]


def _no_document(record: Any) -> str | None:
    """What a record is where it is no document."""
    status = record.http_headers.status_code if record.is_http_parsed else None
    if status not in (None, 200):
        return f"with status {status}"
    kind = _type(record)
    return None if kind.startswith((*_DOCUMENTS, *_MAYBE)) else kind


def _payload(record: Any) -> bytes:
    """The document of a record, unpacked as its Content-Encoding says."""
    data: bytes = record.reader.read(LARGEST_RECORD + 1)
    if len(data) > LARGEST_RECORD:
        raise SourceError(f"the record is larger than {LARGEST_RECORD // 2**20} MiB")
    headers = record.http_headers if record.is_http_parsed else {}
    if len(data) < record.content_length and not headers.get("Transfer-Encoding"):
        raise SourceError("the archive ends within this record")
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding in ("", "identity", "none"):
        return data
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(f"it is packed in a way that is not read ({coding[:20]})")
    if not data:
        return data
    most = min(LARGEST_RECORD, max(archive.SMALL, archive.RATIO * len(data)))
    bits = 47 if data[:1] == b"\x1f" or coding != "deflate" else 15 if data[0] & 15 == 8 else -15
    try:
        member = zlib.decompressobj(wbits=bits)
        unpacked = member.decompress(data, most + 1)
    except zlib.error as error:
        raise SourceError(f"it cannot be unpacked ({' '.join(str(error).split())[:200]})") from error
    if len(unpacked) > most:
        raise SourceError(f"it grows to more than {archive.RATIO} times its size when unpacked")
    return unpacked
