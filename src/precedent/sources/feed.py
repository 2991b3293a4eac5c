"""Feeds: RSS 0.9 to 2.0 and Atom by feedparser, JSON Feed, and OPML lists of feeds.

Every item becomes a report, whether or not it has an id of its own, and whatever other items share its time or its link.
"""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
from selectolax.lexbor import LexborHTMLParser

from precedent.base import Record
from precedent.clean import dates
from precedent.errors import SourceError
from precedent.records import Refusal, Report
from precedent.sources.identity import by_content, canonical, domain
from precedent.sources.markup import text_of
from precedent.sources.parsers import Parsed

MOST_ITEMS = 5000
"""Items of a feed that are read; feedparser takes 45 s for 100,000."""

_ITEM = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]")
_CUT = re.compile(
    r"(?:\.\.\.|…|\[(?:\.\.\.|…|&#8230;)\]|(?:read|continue reading|weiterlesen|lire la suite|leer más)[^\n]{0,40})\s*\Z", re.I
)


class Outline(NamedTuple):
    """A feed that an OPML list names."""

    url: str
    title: str | None = None


class _Item(Record, frozen=True, kw_only=True):
    """What an item says, each as it stands; ``html`` where its text is marked up."""

    text: str = ""
    html: bool = True
    title: str | None = None
    id: str | None = None
    link: str | None = None
    author: str | None = None
    source: str | None = None
    published: str | None = None
    changed: str | None = None


def parse(data: bytes, place: str, url: str | None = None, charset: str | None = None) -> Parsed:
    """The items of a feed as reports, without limits of time. *url*: where it was read, which its links are relative to."""
    starts = [match.start() for _, match in zip(range(MOST_ITEMS + 1), _ITEM.finditer(data), strict=False)]
    cut = len(starts) > MOST_ITEMS
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begins == b"{":
        items, base, broken = _json_items(json.loads(data.decode("utf-8-sig")))
    else:
        items, base, broken = _xml_items(data[: starts[-1]] if cut else data, url, charset)
    reports = [report for item in items[:MOST_ITEMS] if (report := _report(item, place, base or url)) is not None]
    refusals = []
    if broken:
        refusals.append(Refusal(source=place, reason=broken, advice="tell who publishes it"))
    if cut or len(items) > MOST_ITEMS:
        reason = f"the feed has more than {MOST_ITEMS:,} items: the rest is not read"
        refusals.append(Refusal(source=place, reason=reason, advice="split it"))
    if silent := min(len(items), MOST_ITEMS) - len(reports):
        refusals.append(Refusal(source=place, reason=f"{silent} items of the feed hold no text", kind="empty"))
    if not items and not broken:
        refusals.append(Refusal(source=place, reason="the feed holds no items", kind="empty"))
    return Parsed(reports=tuple(_apart(reports)), refusals=tuple(refusals))


def is_json_feed(value: object) -> bool:
    """Whether a JSON value says that it is a JSON Feed."""
    return isinstance(value, dict) and "jsonfeed.org/version" in str(value.get("version")) and isinstance(value.get("items"), list)


def completed(full: Report, item: Report) -> Report:
    """The full text of an item, with what only the feed says of it."""
    said = {name: getattr(item, name) for name in ("title", "author", "published", "published_by") if getattr(full, name) is None}
    if full.published is not None:
        said.pop("published_by", None)
    return full if full.thread else msgspec.structs.replace(full, **said, extra={**item.extra, **full.extra})


def outlines(data: bytes) -> tuple[Outline, ...]:
    """The feeds of an OPML list in their order, each once. Raises :class:`SourceError` for what is no OPML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"broken OPML ({str(error)[:100]})", "export the list again") from error
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise SourceError("this is no OPML list", "export the feeds of your reader as OPML")
    found: dict[str, Outline] = {}
    for node in root.iter("{*}outline"):
        said = {str(key).lower(): str(value) for key, value in node.attrib.items()}
        address = canonical(said.get("xmlurl"))
        if address and address not in found:
            found[address] = Outline(address, " ".join((said.get("title") or said.get("text") or "").split()) or None)
    return tuple(found.values())


def _xml_items(data: bytes, url: str | None, charset: str | None) -> tuple[list[_Item], str | None, str | None]:
    import feedparser

    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    if url:
        headers["content-location"] = url
    # A file object: given bytes or a string, feedparser tries to open a file of that name.
    found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    title = _words(found.feed.get("title"))
    broken = found.get("bozo_exception") if found.bozo else None
    why = f"the feed is broken ({' '.join(str(broken).split())[:200]})" if broken is not None and not found.entries else None
    dated_once = found.version.startswith("rss")  # its dc:date, which feedparser takes for a change, is that of publication
    entries = [
        _of_entry(dict(entry), title, dated_once) for entry in found.entries
    ]  # a plain dict: it knows no old names of fields
    return entries, _string(found.feed.get("link")), why


def _of_entry(entry: Mapping[str, Any], feed_title: str | None, dated_once: bool) -> _Item:
    texts = [value for value in entry.get("content") or () if "html" in value.get("type", "") or "text" in value.get("type", "")]
    told = max(texts, key=lambda value: len(value.get("value") or ""), default=None) or entry.get("summary_detail") or {}
    names = [_string(author.get("name")) for author in entry.get("authors") or () if isinstance(author, dict)]
    author = entry.get("author_detail") or {}
    published = _when(entry.get("published"), entry.get("published_parsed")) or _when(
        entry.get("created"), entry.get("created_parsed")
    )
    changed = _when(entry.get("updated"), entry.get("updated_parsed"))
    return _Item(
        text=told.get("value") or entry.get("summary") or "",
        html=told.get("type") != "text/plain",
        title=_words(entry.get("title"), html=(entry.get("title_detail") or {}).get("type") != "text/plain"),
        id=_string(entry.get("id")),
        link=_string(entry.get("link")),
        author=", ".join(name for name in names if name) or _string(author.get("name")),
        source=_words((entry.get("source") or {}).get("title")) or _words(entry.get("publisher")) or feed_title,
        published=published or (changed if dated_once else None),
        changed=changed,
    )


def _json_items(value: dict[str, Any]) -> tuple[list[_Item], str | None, str | None]:
    everyone = _json_author(value)
    found = [
        _Item(
            text=_string(item.get("content_html")) or _text(item.get("content_text")) or _text(item.get("summary")) or "",
            html=bool(_string(item.get("content_html"))),
            title=_words(item.get("title"), html=False),
            id=str(item["id"]) if isinstance(item.get("id"), str | int) else None,
            link=_string(item.get("url")) or _string(item.get("external_url")),
            author=_json_author(item) or everyone,
            source=_words(value.get("title"), html=False),
            published=dates.published(item.get("date_published")),
            changed=dates.published(item.get("date_modified")),
        )
        for item in value["items"]
        if isinstance(item, dict)
    ]
    lost = len(value["items"]) - len(found)
    return found, _string(value.get("home_page_url")), (f"{lost} items of the feed are no objects" if lost else None)


def _json_author(value: Mapping[str, Any]) -> str | None:
    authors = value.get("authors") if isinstance(value.get("authors"), list) else [value.get("author")]
    names = [_string(author.get("name")) for author in authors or () if isinstance(author, dict)]
    return ", ".join(name for name in names if name) or None


def _report(item: _Item, place: str, base: str | None) -> Report | None:
    """The report of an item; none where it says nothing at all."""
    losses: list[str] = []
    text = _plain(item.text) if item.html else item.text.strip()
    title: str | None = item.title
    if not text:
        text, title = title or "", None
        losses.append("the feed gives only the headline")
    elif _CUT.search(text[-80:]):
        losses.append("the feed gives only the beginning")
    if not text:
        return None
    url = canonical(item.link, base) or canonical(item.id)
    published = item.published or item.changed
    if published is None:
        losses.append("the feed does not say when this was published in a way that reads in one way only")
    elif item.published is None:
        losses.append("dated by its last change")
    return Report(
        id=url or item.id or by_content(place, text, title, item.author, published),
        text=text,
        title=title,
        source=domain(url) or item.source,
        author=item.author,
        published=published,
        published_by="metadata" if published else None,
        url=url,
        extracted=True,
        from_feed=True,
        losses=tuple(losses),
        extra={"publisher": item.source} if item.source else {},
    )


def _apart(reports: list[Report]) -> Iterator[Report]:
    """Reports with one id each: different items of one feed are never versions of each other. Equal ones are told once."""
    once = list({(report.id, report.text, report.title, report.published): report for report in reports}.values())
    shared = {id_ for id_, count in Counter(report.id for report in once).items() if count > 1}
    for report in once:
        if report.id in shared:
            yield msgspec.structs.replace(report, id=by_content(report.id, report.text, report.title, report.published))
        else:
            yield report


def _when(said: object, parsed: Any) -> str | None:
    """A time as the feed says it, else as feedparser reads it (in Greenwich's time where it names no other)."""
    if published := dates.published(said):
        return published
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat(timespec="seconds") if parsed else None
    except (TypeError, ValueError, OverflowError):
        return None


def _plain(marked_up: str) -> str:
    """The text of a piece of HTML."""
    body = LexborHTMLParser(f"<body>{marked_up}</body>").body
    return text_of(body, [])[0] if body is not None else ""


def _words(value: object, html: bool = True) -> str | None:
    """A title: words on one line."""
    if not isinstance(value, str):
        return None
    return " ".join((_plain(value) if html and re.search(r"[<&]", value) else value).split()) or None


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
