"""HTML pages: the posts of a forum thread, or the one article of the page."""

from __future__ import annotations

from collections.abc import Iterator

from precedent.clean.extractor import Extractor
from precedent.errors import SourceError
from precedent.records import Refusal, Report
from precedent.sources import forum
from precedent.sources.identity import by_content, canonical, domain


def read(page: str, name: str, place: str, as_: str | None, extractor: Extractor, named: bool = True) -> Iterator[Report | Refusal]:
    """Reports of a page. *place* is its id where it has no URL (*named* false: where even that names no file).

    ``as_`` "forum" or "html" says which it is; otherwise a page that holds posts is a thread.
    """
    if as_ != "html":
        posts = forum.posts(page, place)
        yield from posts
        if posts:
            return
        if as_ == "forum":
            yield Refusal(
                source=name, reason="no forum posts were found on the page", advice="read it without --as, or save one post as text"
            )
            return
    try:
        article = extractor.extract(page)
    except SourceError as error:
        yield Refusal(source=name, reason=error.wrong, advice=error.advice)
        return
    if not article.text:
        yield Refusal(
            source=name, reason="no article text was found on the page", advice="save the text you mean and read that", kind="empty"
        )
        return
    url = canonical(article.url)
    yield Report(
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
