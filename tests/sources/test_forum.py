"""Forum threads: small pages as each software writes them, and real ones with what a person counts on them."""

from pathlib import Path

import pytest

from precedent.sources.forum import discourse, posts
from precedent.sources.open import read

PAGES = {page.stem: page.read_text(encoding="utf-8") for page in sorted((Path(__file__).parent / "pages").glob("*.html"))}


@pytest.mark.parametrize("software", PAGES)
def test_a_post_of_each_software(software: str) -> None:
    head = '<link rel="canonical" href="https://forum.example.org/threads/line.12/page-2">'
    page = f"<html><head>{head}</head><body><h1>At the line</h1>{PAGES[software]}</body></html>"
    (report,) = posts(page, "file.html")
    assert (report.author, report.rank, (report.published or "")[:10]) == ("Ann", "Member", "2025-10-20")
    assert report.number == (1 if software == "phpbb-3" else 3)
    assert report.thread == "https://forum.example.org/threads/line.12"
    assert report.id == f"{report.thread}#{report.number}"
    assert report.text == "He fled.\nHe was shot.\n\nI doubt it."
    (quote,) = report.quotes
    assert (quote.text, quote.author) == ("He fled.\nHe was shot.", "Bob")
    assert report.text[quote.start : quote.end] == quote.text
    assert report.source == "example.org"


def test_only_the_first_post_carries_the_title() -> None:
    page = (
        "<html><head><title>At the line</title></head><body>"
        + PAGES["phpbb-3"]
        + PAGES["phpbb-3"].replace("p8", "p9")
        + "</body></html>"
    )
    first, second = posts(page, "saved.html")
    assert (first.id, first.title, second.id, second.title) == ("saved.html#1", "At the line", "saved.html#2", None)


def test_dates_of_a_page_settle_each_other() -> None:
    post = PAGES["vbulletin-4"].replace("10-20-2025", "{}")
    other = post.replace("post_8", "post_9").replace("#3", "#4")
    found = posts(post.format("10-11-2025") + other.format("10-20-2025"), "x")
    assert [report.published for report in found] == ["2025-10-11", "2025-10-20"]
    (alone,) = posts(post.format("10-11-2025"), "x")
    assert alone.published is None
    assert alone.losses


def test_articles_and_comments_are_no_thread() -> None:
    assert not posts("<html><body><article><h1>T</h1><p>Text.</p></article><div class='comment'>No!</div></body></html>", "x")


QUOTED = (
    '<aside class="quote" data-username="ann" data-post="1"><div class="title">ann:</div>'
    "<blockquote>A man fled.</blockquote></aside>"
)


def test_discourse_json() -> None:
    topic = {
        "id": 12,
        "title": "At the line",
        "post_stream": {
            "posts": [
                {"username": "ann", "created_at": "2025-10-20T20:14:00.000Z", "cooked": "<p>A man fled.</p>", "post_number": 1},
                {
                    "username": "bob",
                    "created_at": "2025-10-20T21:00:00.000Z",
                    "post_number": 2,
                    "user_title": "Regular",
                    "cooked": QUOTED + "<p>No.</p>",
                },
            ]
        },
    }
    first, second = discourse(topic, "topic.json")
    assert (first.id, first.author, first.text, first.title) == ("topic.json:12#1", "ann", "A man fled.", "At the line")
    assert (second.rank, second.quotes[0].author, second.quotes[0].post) == ("Regular", "ann", "topic.json:12#1")


SAMPLES = {
    # page: software, number of posts, number of the first, authors, day of the first, day of the last, quotations
    "villagersandheroes.com.forums.patchnotes.html": (9, 1, 5, "2020-09-18", "2020-10-06", 4),
    "pocketpc.ch.auslieferung.html": (20, 661, 9, "2011-03-03", "2011-03-03", 3),
    "foren.myoos.de.html": (1, 1, 1, "2009-01-21", "2009-01-21", 1),
    "discourse_topic.json": (2, 1, 2, "2014-02-06", "2014-02-06", 0),
}


@pytest.mark.parametrize("page", SAMPLES)
def test_real_threads(shared: Path, page: str) -> None:
    count, first, authors, begin, last, quotes = SAMPLES[page]
    found = list(read(str(shared / "samples" / "forums" / page)))
    assert len(found) == count
    assert [getattr(report, "number", None) for report in found] == list(range(first, first + count))
    assert len({getattr(report, "author", None) for report in found}) == authors
    days = [str(getattr(report, "published", None))[:10] for report in found]
    assert (days[0], days[-1]) == (begin, last)
    assert sum(len(getattr(report, "quotes", ())) for report in found) == quotes


ARTICLES = {
    "anglerboard.de-rute.html": ("2022-01-21", None),
    "d041d20a0bc04fdf8cef73f750f20bf6.html": ("2019-10-19", None),
    "juraforum.de-Wohngeld.html": ("2022-02-18", "metadata"),
    "skateboardmsm.de.dormhagen.html": ("2017-08-03", "metadata"),
    "werkzeugforum.de-heizjacke.html": ("2022-01-26", "metadata"),
}


@pytest.mark.parametrize("page", ARTICLES)
def test_real_pages_of_forum_sites_that_are_articles(shared: Path, page: str) -> None:
    (report,) = read(str(shared / "samples" / "forums" / page))
    published, by = ARTICLES[page]
    assert str(getattr(report, "published", None))[:10] == published
    assert by is None or getattr(report, "published_by", None) == by
    assert len(getattr(report, "text", "")) > 500
