"""HTML pages: the posts of a forum thread, or the one article of the page."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from selectolax.lexbor import LexborHTMLParser

from precedent.clean.article import extract
from precedent.errors import SourceError
from precedent.records import Refusal, Report
from precedent.sources import forum
from precedent.sources.identity import by_content, canonical, domain
from precedent.sources.markup import words_of
from precedent.sources.origin import Origin
from precedent.sources.parsers import Parsed, Parser

LARGEST = 20_000_000
"""Characters of the largest page that is tried."""

_MUCH = 100  # words: what pages hold beside their article (dates, captions, terms of use) is seldom more


def read(page: str, origin: Origin, as_: str | None, limited: Parser) -> Iterator[Report | Refusal]:
    """Reports of a page, or why there are none.

    ``as_`` "forum" or "html" says which it is; otherwise a page that holds posts is a thread. A page on which
    trafilatura takes too long is tried again with resiliparse alone, and its report says so.
    """
    if len(page) > LARGEST:
        reason = f"the page has more than {LARGEST // 10**6} million characters"
        yield Refusal(source=origin.name, reason=reason, advice="save its text and read that")
        return
    try:
        try:
            parsed = limited("html", page, origin.place, as_, origin.named, origin.url)
        except SourceError as error:
            if as_ == "forum":
                raise
            parsed = limited("html", page, origin.place, "html", origin.named, origin.url, error.wrong)
    except SourceError as error:
        yield Refusal(source=origin.name, reason=error.wrong, advice=error.advice)
        return
    yield from parsed.reports
    if not parsed.reports and as_ == "forum":
        reason, advice = "no forum posts were found on the page", "read it without --as, or save one post as text"
        yield Refusal(source=origin.name, reason=reason, advice=advice)
    else:
        yield from (msgspec.structs.replace(refused, source=origin.name) for refused in parsed.refusals)


def parse(page: str, place: str, as_: str | None, named: bool, url: str | None = None, failed: str | None = None) -> Parsed:
    """The reports of a page, without limits. *failed*: why the page was given up before; then only what is quick is tried."""
    found = [] if as_ == "html" else forum.posts(page, place, url)
    if found or as_ == "forum":
        return Parsed(reports=tuple(found))
    article = extract(page, url, failed)
    if not article.text:
        reason, advice = "; ".join(article.losses), "save the text you mean and read that"
        return Parsed(refusals=(Refusal(source=place, reason=reason, advice=advice, kind="empty"),))
    address, losses = _address(article.url, url)
    report = Report(
        id=address or (place if named else by_content(place, article.text, article.title)),
        text=article.text,
        title=article.title,
        source=domain(address) or article.publisher,
        author=article.author,
        published=article.published,
        published_by=article.published_by,
        url=address,
        extracted=True,
        losses=(*article.losses, *losses, *(() if failed else _dropped(page, article.text))),
        extra={"publisher": article.publisher} if article.publisher else {},
    )
    return Parsed(reports=(report,))


def _dropped(page: str, text: str) -> tuple[str, ...]:
    """A line where most of the page's words are not in the text: comments, or an article that was taken for something else."""
    body = LexborHTMLParser(page).body
    stand, kept = words_of(body) if body is not None else 0, len(text.split())
    if stand - kept < _MUCH or 2 * kept > stand:
        return ()
    return (f"the text has {kept:,} words; another {stand - kept:,} of the page stand outside its menus and links",)


def _address(said: str | None, read_at: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The address that a page says is its own. One read from the network may not speak for another site."""
    own, at = canonical(said, read_at), canonical(read_at)
    if own and at and domain(own) != domain(at):
        return at, (f"the page calls itself {own[:200]}, which is another site",)
    return own or at, ()
