"""HTML pages: the posts of a forum thread, or the one article of the page.

Both are looked for in a process under limits of time and memory (:mod:`precedent.clean.limits`): pages can be made on
which the parsers take minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from precedent.clean.article import extract
from precedent.clean.limits import Limited
from precedent.errors import SourceError
from precedent.records import Refusal, Report
from precedent.sources import forum
from precedent.sources.identity import by_content, canonical, domain

LARGEST = 20_000_000
"""Characters of the largest page that is tried."""

Parser = Limited[list[Report]]


def parser(seconds: float = 20.0, memory: int = 2**30) -> Parser:
    """What :func:`read` needs to parse pages; one serves any number of them. A context manager."""
    return Limited("precedent.sources.html:parse", list[Report], seconds, memory)


def read(
    page: str, name: str, place: str, as_: str | None, parse_limited: Parser, named: bool = True
) -> Iterator[Report | Refusal]:
    """Reports of a page, or why there are none. *place* is its id where it has no URL (*named* false: not even that is its own).

    ``as_`` "forum" or "html" says which it is; otherwise a page that holds posts is a thread.
    """
    if len(page) > LARGEST:
        yield Refusal(
            source=name,
            reason=f"the page has more than {LARGEST // 10**6} million characters",
            advice="save its text and read that",
        )
        return
    try:
        found = parse_limited(page, place, as_, named)
    except SourceError as error:
        yield Refusal(source=name, reason=error.wrong, advice=error.advice)
        return
    yield from found
    if not found and as_ == "forum":
        yield Refusal(
            source=name, reason="no forum posts were found on the page", advice="read it without --as, or save one post as text"
        )
    elif not found:
        yield Refusal(
            source=name, reason="no article text was found on the page", advice="save the text you mean and read that", kind="empty"
        )


def parse(page: str, place: str, as_: str | None, named: bool) -> list[Report]:
    """The reports of a page, without limits."""
    found = [] if as_ == "html" else forum.posts(page, place)
    if found or as_ == "forum":
        return found
    article = extract(page)
    if not article.text:
        return []
    url = canonical(article.url)
    return [
        Report(
            id=url or (place if named else by_content(place, article.text, article.title)),
            text=article.text,
            title=article.title,
            source=article.publisher or domain(url),
            author=article.author,
            published=article.published,
            published_by=article.published_by,
            url=url,
            extracted=True,
            losses=article.losses,
        )
    ]
