"""The article of an HTML page: its text, title, author, publisher, time of publication and canonical URL.

The text is trafilatura's; where it gives nothing, resiliparse's. Both are imported on first use. Pages can be made that
take them minutes: run :func:`extract` under limits (:mod:`precedent.clean.limits`) on pages you do not know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from precedent.base import Record
from precedent.clean import dates
from precedent.records import PublishedBy


class Article(Record, frozen=True, kw_only=True):
    """What was found on a page. ``text`` is empty where no article was; ``losses`` say what was lost, and why, in words."""

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_by: PublishedBy | None = None
    url: str | None = None
    losses: tuple[str, ...] = ()


_PUBLISHED = (
    'meta[property="article:published_time"]',
    'meta[property="og:article:published_time"]',
    'meta[itemprop="datePublished"]',
    '[itemprop="datePublished"]',
    'meta[name="parsely-pub-date"]',
    'meta[name="sailthru.date"]',
    'meta[name="pubdate"]',
    'meta[name="publish-date"]',
    'meta[name="date"]',
    'meta[name="DC.date.issued"]',
    'meta[name="dc.date"]',
    'meta[name="dcterms.created"]',
    "time[pubdate]",
    "time.entry-date",
    "time.published",
    "time.dt-published",
    "time.u-dt",
    "h1 ~ * time[datetime], article time[datetime]",
)
_SHOWN = '[class*="date"], [class*="publish"], [class*="posted"], [class*="byline"], [class*="info"], time'
_CHANGED = re.compile(r"updat|modif|comment|related", re.I)
_MOST_SHOWN = 200
_LONGEST_SHOWN = 80
_AUTHOR = (
    'meta[name="author"]',
    'meta[property="article:author"]',
    'meta[name="parsely-author"]',
    'meta[name="dc.creator"]',
    '[itemprop="author"] [itemprop="name"]',
    '[itemprop="author"]',
    'a[rel="author"]',
)
_PUBLISHER = ('meta[property="og:site_name"]', '[itemprop="publisher"] > [itemprop="name"]', 'meta[name="application-name"]')
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""Not the extensive search: it loads dateparser, for seconds. A fixed last day: a page reads the same whenever it is read."""

_IN_URL = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)|[/-]((?:19|20)\d{2})([01]\d)([0-3]\d)(?:[/-]|$)")
_JSON_LD = 'script[type="application/ld+json"]'
_ARTICLES = re.compile(r"Article|Report|Posting|CreativeWork|WebPage", re.I)


def extract(page: str, url: str | None = None, failed: str | None = None) -> Article:
    """The article of *page*, read at *url* if that is known. *failed*: why trafilatura gave the page up, if it was tried before."""
    tree = LexborHTMLParser(page)
    linked = _linked(tree)
    canonical = _attribute(tree, 'link[rel="canonical"]', "href") or _attribute(tree, 'meta[property="og:url"]', "content") or url
    text, losses, found = _text(page, url, failed)
    title = _string(linked.get("headline")) or _attribute(tree, 'meta[property="og:title"]', "content") or found.get("title")
    title = title or _first(tree, ("h1", "title"))
    published, by = _published(tree, linked, canonical, found.get("date"))
    return Article(
        text=_without_heading(text, title),
        title=title,
        author=_names(linked.get("author")) or _first(tree, _AUTHOR) or found.get("author"),
        publisher=_names(linked.get("publisher")) or _first(tree, _PUBLISHER),
        published=published,
        published_by=by,
        url=canonical,
        losses=losses,
    )


def _text(page: str, url: str | None, failed: str | None) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Text, losses, and what trafilatura says of title, author and date."""
    if failed is None:
        import trafilatura

        document = trafilatura.bare_extraction(
            page, url=url, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
        )
        found: dict[str, Any] = document if isinstance(document, dict) else document.as_dict() if document is not None else {}
        if text := (found.get("text") or "").strip():
            return text, (), {key: found[key] for key in ("title", "author", "date") if found.get(key)}
    from resiliparse.extract.html2text import extract_plain_text

    why = "trafilatura found no article" if failed is None else f"trafilatura gave the page up ({failed})"
    text = str(extract_plain_text(page, main_content=True, alt_texts=False, links=False, form_fields=False, noscript=False)).strip()
    if text:
        return text, (f"{why}: the text is resiliparse's reading of the main content",), {}
    return "", ("no article text was found on the page" if failed is None else f"{why}, and resiliparse found no text",), {}


def _without_heading(text: str, title: str | None) -> str:
    """The text without the page's heading at its top, where that is the title again."""
    first, _, rest = text.partition("\n")
    return rest.lstrip() if rest.strip() and title and first.strip() and first.strip() in title else text


def _published(
    tree: LexborHTMLParser, linked: dict[str, Any], url: str | None, guess: str | None
) -> tuple[str | None, PublishedBy | None]:
    """When the page was published, by what it says of itself, else by its URL, else by a date in its text."""
    said = [linked.get("datePublished")]
    for selector in _PUBLISHED:
        node = tree.css_first(selector)
        if node is not None:
            said.append(node.attributes.get("content") or node.attributes.get("datetime") or node.text(strip=True))
    said.append(linked.get("dateCreated"))
    for value in said:
        if published := dates.published(value):
            return published, "metadata"
    if match := _IN_URL.search(url or ""):
        parts = [part for part in match.groups() if part]
        if published := dates.published("/".join(parts)):
            return published, "url"
    shown = (node.text(deep=True, separator=" ") for node in tree.css(_SHOWN)[:_MOST_SHOWN] if not _CHANGED.search(_classes(node)))
    for value in (*(words for words in shown if len(words) <= _LONGEST_SHOWN), guess):
        if published := dates.published(value):
            return published, "text"
    return None, None


def _classes(node: LexborNode) -> str:
    return node.attributes.get("class") or ""


def _linked(tree: LexborHTMLParser) -> dict[str, Any]:
    """What the page says of its article in JSON-LD, what it says of itself filling the gaps."""
    said = sorted(_described(tree), key=lambda value: "WebPage" in str(value.get("@type")))
    return {key: value for item in reversed(said) for key, value in item.items()}


def _described(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    for node in tree.css(_JSON_LD):
        try:
            waiting: list[Any] = [json.loads(node.text())]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]
                if _ARTICLES.search(str(value.get("@type", ""))):
                    yield value


def _string(value: object) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _names(value: object) -> str | None:
    """Names in JSON-LD: a string, an object with a name, or a list of either."""
    items = value if isinstance(value, list) else [value]
    names = [_string(item.get("name") if isinstance(item, dict) else item) for item in items]
    return ", ".join(name for name in names if name) or None


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = tree.css_first(selector)
    return None if node is None else _string(node.attributes.get(name))


def _first(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> str | None:
    """The words of the first selector that gives some; an address is no name."""
    for selector in selectors:
        node = tree.css_first(selector)
        words = None if node is None else _string(node.attributes.get("content") or node.text(deep=True, separator=" "))
        if words and len(words) <= 200 and not words.startswith(("http://", "https://")):
            return words
    return None
