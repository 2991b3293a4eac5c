"""Forum threads: each post of a page a report, with who wrote it, when, its number, and what it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from precedent.base import Record
from precedent.clean import dates
from precedent.records import PublishedBy, Quote, Report
from precedent.sources import general
from precedent.sources.identity import canonical, domain
from precedent.sources.markup import text_of
from precedent.sources.software import Software, softwares


class Thread(Record, frozen=True, kw_only=True):
    """What the posts of a page share."""

    id: str
    title: str | None
    url: str | None
    source: str | None
    first: int = 1


_NUMBER = re.compile(r"#\s*(\d[\d.,]{0,8})|\A([\d.,]{1,9})\Z")
_SAID = re.compile(r"\s*(?:(?:said|wrote|schrieb|a écrit|escribió|ha scritto|hat geschrieben)\b.*|[:↑])\s*\Z", re.I | re.S)
_AMBIGUOUS = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{4}")
_SOURCE_POST = re.compile(r"\d{1,12}")
_PAGE = re.compile(r"/(?:page-?\d+|\d+)/?\Z|/post-\d+/?\Z|-page-?\d+(?=\.html|\Z)")
_DISCOURSE_TOPIC = re.compile(r"((?:/[\w-]{1,60})?/t/[^/]{1,300}/\d{1,9})(?:/\d{1,9})?/?(?:\.json)?\Z")
_PAGE_IN_TITLE = re.compile(
    r"\b(?:page|seite|página|pagina|strona|stránka|sayfa|sida|side|sivu|страница|сторінка|σελίδα|oldal|halaman)\s{1,3}(\d{1,6})\b",
    re.I,
)
_PAGE_FIELDS = frozenset(["page", "start", "p", "pp", "post", "view", "highlight", "do", "mode", "f"])


def posts(page: str, place: str, url: str | None = None) -> list[Report]:
    """The posts of an HTML page in their order; none where it is no forum page. *place* names a thread without a URL."""
    tree = LexborHTMLParser(page)
    for software in softwares():
        nodes = {node.mem_id: node for node in tree.css(software.post)}.values()  # a selector with commas may find one twice
        found = [node for node in nodes if _first(node, software.body) is not None and _said(node, software.author)]
        if found:
            return list(_reports(found, software, _thread(tree, place, url)))
    guessed = general.posts(tree)
    return list(_reports(guessed, general.ANY, _thread(tree, place, url))) if guessed else []


def discourse(value: dict[str, Any], place: str, url: str | None = None) -> list[Report]:
    """The posts of a Discourse topic as its JSON gives them, read at *url* if that is known; none where it is no topic."""
    stream = value.get("post_stream")
    given = stream.get("posts") if isinstance(stream, dict) else None
    if not isinstance(given, list):
        return []
    software = next(software for software in softwares() if software.name == "Discourse")
    address = canonical(url)
    if address and _DISCOURSE_TOPIC.search(urlsplit(address).path):
        address = _without_page(address, None)
    thread = Thread(
        id=address or (f"{place}:{value['id']}" if "id" in value else place),
        title=_text(value.get("title")),
        url=address,
        source=domain(address),
    )
    found = []
    for place_in_list, post in enumerate(item for item in given if isinstance(item, dict)):
        tree = LexborHTMLParser(f"<div>{post.get('cooked') or ''}</div>")
        body = tree.css_first("div")
        number = post.get("post_number")
        number = number if isinstance(number, int) else place_in_list + 1
        published = dates.published(post.get("created_at"))
        if body is not None:
            report = _report(body, software, thread, number, published, "metadata" if published else None)
            found.append(msgspec.structs.replace(report, author=_text(post.get("username")), rank=_text(post.get("user_title"))))
    return [report for report in found if report.text]


def _reports(nodes: list[LexborNode], software: Software, thread: Thread) -> Iterator[Report]:
    when = [_when(node, software) for node in nodes]
    day_first = _day_first([words for words, _ in when])
    for position, (node, (words, exact)) in enumerate(zip(nodes, when, strict=True)):
        body = _first(node, software.body)
        author = _said(node, software.author)
        said = _NUMBER.search(_said(node, software.number) or "")
        number = int(re.sub(r"\D", "", said[1] or said[2]) or 0) if said else 0
        published = dates.published(words, day_first)
        by: PublishedBy | None = None if published is None else "metadata" if exact else "text"
        rank = _said(node, software.rank)
        if body is not None:
            report = _report(body, software, thread, number or thread.first + position, published, by)
            report = msgspec.structs.replace(report, author=author, rank=None if rank == author else rank)
            if report.text:
                yield report


def _report(
    body: LexborNode, software: Software, thread: Thread, number: int, published: str | None, by: PublishedBy | None
) -> Report:
    quotes = list({node.mem_id: node for node in body.css(software.quote)}.values())
    authors = [_quoted(node, software.quoted) for node in quotes]
    for node in body.css(software.drop) if software.drop else ():
        if node.mem_id != body.mem_id:
            node.remove()
    text, found = text_of(body, quotes)
    return Report(
        id=f"{thread.id}#{number}",
        text=text,
        title=thread.title if number == 1 else None,
        source=thread.source,
        published=published,
        published_by=by,
        url=thread.url,
        thread=thread.id,
        number=number,
        extracted=True,
        quotes=tuple(
            Quote(start=quote.start, end=quote.end, text=text[quote.start : quote.end], author=authors[quote.number][0], post=post)
            for quote in found
            for post in [f"{thread.id}#{authors[quote.number][1]}" if authors[quote.number][1] else None]
        ),
        losses=() if published else ("the page does not say when this was posted in a way that reads in one way only",),
    )


def _thread(tree: LexborHTMLParser, place: str, url: str | None) -> Thread:
    link = tree.css_first('link[rel="canonical"]') or tree.css_first('meta[property="og:url"]')
    said = link.attributes.get("href") or link.attributes.get("content") if link is not None else None
    address = canonical(said, url) or canonical(url)
    heading = tree.css_first("h1") or tree.css_first("title")
    title = tree.css_first('meta[property="og:title"]')
    words = title.attributes.get("content") if title is not None else heading.text(separator=" ") if heading is not None else None
    start = dict(parse_qsl(urlsplit(address or "").query)).get("start", "0")
    return Thread(
        id=_without_page(address, _page(tree)) if address else place,
        title=_text(words),
        url=address,
        source=domain(address),
        first=1 + (int(start) if start.isdigit() and len(start) < 9 else 0),
    )


def _page(tree: LexborHTMLParser) -> str | None:
    """The number of the page within its thread, as the title of the page says it."""
    title = tree.css_first("title")
    match = _PAGE_IN_TITLE.search(title.text()) if title is not None else None
    return match[1] if match else None


def _without_page(address: str, page: str | None) -> str:
    """The address of a thread, the same for each of its pages (*page*: the number of this one, where it is known)."""
    parts = urlsplit(address)
    fields = "&".join(field for field in parts.query.split("&") if field and field.partition("=")[0] not in _PAGE_FIELDS)
    if topic := _DISCOURSE_TOPIC.match(parts.path):
        return parts._replace(path=topic[1], query="").geturl()
    path = _PAGE.sub("", parts.path) if not fields else parts.path
    if page and path == parts.path:
        path = re.sub(rf"-{page}(?=\.html?\Z|\Z)", "", path)
    return parts._replace(path=path.rstrip("/") or "/", query=fields).geturl()


def _when(node: LexborNode, software: Software) -> tuple[str | None, bool]:
    """The time a post says, and whether it is meant for machines."""
    for selector in software.time:
        for found in node.css(selector):
            attributes = found.attributes
            exact = attributes.get("datetime") or attributes.get("content") or attributes.get("data-time")
            if exact and dates.published(exact):
                return exact, True
            for words in (attributes.get("title"), found.text(deep=True, separator=" ")):
                if words and re.search(r"\d", words):
                    return words.strip(" »«\t\n").rpartition("»")[2].strip()[-80:], False
    return None, False


def _day_first(times: list[str | None]) -> bool | None:
    """Whether the dates of a page put the day first, if one of them leaves no choice."""
    pairs = [(int(match[1]), int(match[2])) for words in times if words and (match := _AMBIGUOUS.search(words))]
    day_first, month_first = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    return day_first if day_first != month_first else None


def _quoted(node: LexborNode, selectors: tuple[str, ...]) -> tuple[str | None, int | None]:
    """Whose words a quotation holds, and the number of the post they stand in, where it says so."""
    said = _said(node, selectors)
    number = node.attributes.get("data-post")
    return _text(_SAID.sub("", said or "")), int(number) if number and _SOURCE_POST.fullmatch(number) else None


def _first(node: LexborNode, selectors: tuple[str, ...]) -> LexborNode | None:
    return next((found for selector in selectors if (found := node.css_first(selector)) is not None), None)


def _said(node: LexborNode, selectors: tuple[str, ...]) -> str | None:
    """The words of the first selector that has some; "@name" is an attribute of the node itself."""
    for selector in selectors:
        if selector.startswith("@"):
            words = _text(node.attributes.get(selector[1:]))
        else:
            found = node.css_first(selector)
            words = None if found is None else _text(found.attributes.get("content") or found.text(deep=True, separator=" "))
        if words:
            return words
    return None


def _text(value: object) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None
