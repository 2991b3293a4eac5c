"""Forum threads: small pages as each software writes them, and real ones with what a person counts on them."""

from pathlib import Path

import pytest
import yaml

from precedent.records import Report
from precedent.sources.content import Reader
from precedent.sources.forum import discourse, posts
from precedent.sources.origin import Origin

PAGES = {page.stem: page.read_text(encoding="utf-8") for page in sorted((Path(__file__).parent / "pages").glob("*.html"))}


UNNUMBERED = ("phpbb-3", "invision", "nodebb")


@pytest.mark.parametrize("software", PAGES)
def test_a_post_of_each_software(software: str) -> None:
    head = '<link rel="canonical" href="https://forum.example.org/threads/line.12/page-2">'
    page = f"<html><head>{head}</head><body><h1>At the line</h1>{PAGES[software]}</body></html>"
    (report,) = posts(page, "file.html")
    assert (report.author, report.rank, (report.published or "")[:10]) == ("Ann", "Member", "2025-10-20")
    assert report.number == (1 if software in UNNUMBERED else 3)
    assert report.thread == "https://forum.example.org/threads/line.12"
    assert report.id == f"{report.thread}#{report.number}"
    assert report.text == "He fled.\nHe was shot.\n\nI doubt it."
    (quote,) = report.quotes
    assert (quote.text, quote.author) == ("He fled.\nHe was shot.", None if software == "nodebb" else "Bob")
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


def test_a_discourse_topic_read_at_its_address() -> None:
    post = {"username": "ann", "created_at": "2025-10-20T20:14:00.000Z", "cooked": "<p>A man fled.</p>", "post_number": 1}
    (report,) = discourse({"id": 12, "post_stream": {"posts": [post]}}, "x", "https://meta.example.org/t/at-the-line/12.json")
    assert report.id == "https://meta.example.org/t/at-the-line/12#1"
    assert report.source == "example.org"


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


def sample(shared: Path, name: str, reader: Reader) -> list[Report]:
    with (shared / "samples" / "forums" / name).open("rb") as file:
        return [report for report in reader.read(file, Origin(name, name)) if isinstance(report, Report)]


EXPECTED = yaml.safe_load((Path(__file__).parent / "forum_pages.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", EXPECTED["threads"])
def test_real_threads_as_a_person_counts_them(shared: Path, reader: Reader, page: str) -> None:
    found = sample(shared, page, reader)
    assert [
        [report.number, report.author, report.rank, report.published, [quote.author for quote in report.quotes]] for report in found
    ] == EXPECTED["threads"][page]["posts"]
    assert {report.source for report in found} == {EXPECTED["threads"][page]["source"]}
    assert len({report.thread for report in found}) == 1
    assert all(report.text[quote.start : quote.end] == quote.text for report in found for quote in report.quotes)


@pytest.mark.parametrize("page", EXPECTED["articles"])
def test_real_pages_of_forum_sites_that_are_articles(shared: Path, reader: Reader, page: str) -> None:
    (report,) = sample(shared, page, reader)
    told = [report.author, report.source, report.extra.get("publisher"), report.published, report.published_by]
    assert told == EXPECTED["articles"][page]
    assert report.thread is None
    assert len(report.text) > 500


POST = (
    "<div class='{kind} {row}' id='m{number}'><div class='head'><a class='user' href='/user/{name}'>{name}</a>"
    "<span class='date'>20. lokakuuta 2025, 1{number}:00</span></div>"
    "<div class='text-content'><blockquote>Hän pakeni.</blockquote>Reply number {number} in the thread.</div></div>"
)


def general(kind: str, body: str = "class='forum-thread'") -> str:
    rows = "".join(
        POST.format(kind=kind, row="odd" if n % 2 else "even", number=n, name=name) for n, name in ((1, "Aino"), (2, "Eero"))
    )
    return f"<html><head><title>At the line</title></head><body {body}><nav class='topnav'>Home</nav>{rows}</body></html>"


def test_a_forum_of_no_known_software() -> None:
    first, second = posts(general("post"), "saved.html")
    assert (first.id, first.author, first.published, first.title) == ("saved.html#1", "Aino", "2025-10-20", "At the line")
    assert (second.number, second.author, second.text) == (2, "Eero", "Hän pakeni.\n\nReply number 2 in the thread.")
    assert [quote.text for quote in second.quotes] == ["Hän pakeni."]


def test_comments_and_lists_of_posts_are_no_thread() -> None:
    assert not posts(general("comment"), "saved.html")
    assert not posts(general("post", "class='news'"), "saved.html")


@pytest.mark.parametrize(
    ("address", "title", "thread"),
    [
        ("https://f.example.org/threads/line.12/page-2", "", "https://f.example.org/threads/line.12"),
        ("https://f.example.org/viewtopic.php?t=167&start=20", "", "https://f.example.org/viewtopic.php?t=167"),
        ("https://f.example.org/news/122-line-34.html", "Line - Seite 34", "https://f.example.org/news/122-line.html"),
        ("https://f.example.org/news/122-line-34.html", "Line", "https://f.example.org/news/122-line-34.html"),
        ("https://f.example.org/t/at-the-line/12/7", "", "https://f.example.org/t/at-the-line/12"),
    ],
)
def test_the_pages_of_a_thread_share_its_address(address: str, title: str, thread: str) -> None:
    (post,) = posts(f"<html><head><title>{title}</title></head><body>{PAGES['phpbb-3']}</body></html>", "x", address)
    assert post.thread == thread
