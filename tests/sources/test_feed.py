"""Feeds: what each kind gives, that no item is lost, and the real ones of a feed parser's own tests."""

import io
import json
from pathlib import Path

import pytest

from precedent.records import Refusal, Report
from precedent.sources import detect, feed
from precedent.sources.content import Reader
from precedent.sources.origin import Fetched, Origin


def read(reader: Reader, data: str | bytes, url: str | None = None) -> list[Report | Refusal]:
    return list(reader.read(io.BytesIO(data.encode() if isinstance(data, str) else data), Origin("a feed", "feed.xml", url=url)))


def items(data: str | bytes, url: str | None = None) -> tuple[Report, ...]:
    return feed.parse(data.encode() if isinstance(data, str) else data, "feed.xml", url).reports


RSS = """<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Line Wire</title>
{}</channel></rss>"""
SAID = "<p>A soldier crossed the <b>line</b>.</p><p>He stayed.</p>"
FULL = """<item><title>Soldier &amp;amp; line</title><link>/2025/10/20/line?utm_source=rss</link><guid>x1</guid>
<dc:creator>Ann</dc:creator>
<pubDate>Mon, 20 Oct 2025 09:00:00 +0900</pubDate><description><![CDATA[{}]]></description></item>"""
ATOM = """<feed xmlns='http://www.w3.org/2005/Atom'><title>Line Wire</title><entry><title type='html'>Soldier &amp;amp; line</title>
<link rel='self' href='https://example.org/feed/1'/><link href='https://example.org/2025/10/20/line'/><id>tag:x1</id><author><name>Ann</name></author>
<published>2025-10-20T09:00:00+09:00</published><content type='html'>{}</content></entry></feed>"""
RDF = """<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'
xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Line Wire</title></channel><item><title>Soldier &amp; line</title>
<link>https://example.org/2025/10/20/line</link><dc:creator>Ann</dc:creator><dc:date>2025-10-20T09:00:00+09:00</dc:date>
<description>{}</description></item></rdf:RDF>"""
ESCAPED = SAID.replace("<", "&lt;")
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Line Wire",
        "items": [
            {
                "id": "x1",
                "url": "https://example.org/2025/10/20/line",
                "title": "Soldier & line",
                "content_html": SAID,
                "date_published": "2025-10-20T09:00:00+09:00",
                "authors": [{"name": "Ann"}],
            }
        ],
    }
)


@pytest.mark.parametrize("data", [RSS.format(FULL.format(SAID)), ATOM.format(ESCAPED), RDF.format(ESCAPED), JSON_FEED])
def test_the_same_item_in_each_kind_of_feed(reader: Reader, data: str) -> None:
    (report,) = read(reader, data, "https://example.org/feed")
    assert report == Report(
        id="https://example.org/2025/10/20/line",
        text="A soldier crossed the line.\n\nHe stayed.",
        title="Soldier & line",
        source="example.org",
        author="Ann",
        published="2025-10-20T09:00:00+09:00",
        published_by="metadata",
        url="https://example.org/2025/10/20/line",
        extracted=True,
        from_feed=True,
        extra={"publisher": "Line Wire"},
    )


def item(**said: str) -> str:
    return "<item>" + "".join(f"<{name}>{words}</{name}>" for name, words in said.items()) + "</item>"


@pytest.mark.parametrize(
    "same",
    [
        {"pubDate": "Mon, 20 Oct 2025 09:00:00 GMT"},
        {"link": "https://example.org/"},
        {"guid": "1"},
        {"guid": "1", "link": "https://example.org/", "pubDate": "Mon, 20 Oct 2025 09:00:00 GMT", "title": "News"},
        {},
    ],
    ids=["time", "link", "id", "all", "nothing said"],
)
def test_items_that_share_what_tells_others_apart_are_all_kept(same: dict[str, str]) -> None:
    said = [item(description=f"Event number {number}.", **same) for number in range(30)]
    found = items(RSS.format("".join(said)))
    assert [report.text for report in found] == [f"Event number {number}." for number in range(30)]
    assert len({report.id for report in found}) == 30
    again = items(RSS.format("".join(reversed(said))))
    assert {report.id: report.text for report in again} == {report.id: report.text for report in found}


def test_an_item_told_twice_is_one() -> None:
    assert len(items(RSS.format(item(guid="1", description="One.") * 2))) == 1


def test_a_headline_alone_is_text_and_says_so() -> None:
    (report,) = items(RSS.format(item(title="Soldier crosses line")))
    assert (report.text, report.title) == ("Soldier crosses line", None)
    assert "the feed gives only the headline" in report.losses


def test_what_is_only_a_beginning_says_so() -> None:
    (report,) = items(RSS.format(item(title="T", description="A soldier crossed the […]")))
    assert "the feed gives only the beginning" in report.losses


def test_nothing_is_lost_without_a_reason(reader: Reader) -> None:
    (empty,) = read(reader, RSS.format(""))
    assert isinstance(empty, Refusal)
    assert empty.reason == "the feed holds no items"
    report, silent = read(reader, RSS.format(item(description="One.") + item(author="Ann")))
    assert isinstance(report, Report)
    assert isinstance(silent, Refusal)
    assert (silent.reason, silent.kind) == ("1 items of the feed hold no text", "empty")


def test_a_feed_with_too_many_items_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_ITEMS", 3)
    parsed = feed.parse(RSS.format("".join(item(description=f"Event {n}.") for n in range(9))).encode(), "feed.xml")
    assert [report.text for report in parsed.reports] == ["Event 0.", "Event 1.", "Event 2."]
    assert "more than 3 items" in parsed.refusals[0].reason


PAGE = (
    "<html><head><meta property='og:site_name' content='The Line'></head><body><article><h1>Soldier & line</h1>"
    + "<p>A soldier crossed the line on Sunday, the army said, and stayed.</p>" * 4
)


def test_followed_items_have_the_text_of_their_pages() -> None:
    def fetch(url: str, told_by: str | None, article: bool) -> Fetched | Refusal:
        return Refusal(source=url, reason="it is gone") if "lost" in url else Fetched(PAGE.encode(), url, "utf-8")

    said = item(link="https://example.org/a", description="A soldier…", author="Ann") + item(
        link="https://example.org/lost", title="B"
    )
    with Reader(fetch=fetch, follow=True) as reader:
        full, lost = read(reader, RSS.format(said))
    assert isinstance(full, Report)
    assert isinstance(lost, Report)
    assert (full.id, full.author) == ("https://example.org/a", "Ann")
    assert (full.from_feed, lost.from_feed) == (False, True)
    assert (full.source, full.extra, lost.source) == ("example.org", {"publisher": "The Line"}, "example.org")
    assert full.text.startswith("A soldier crossed the line on Sunday")
    assert "the full text was not read: it is gone" in lost.losses


def test_opml_lists_feeds_and_each_is_read() -> None:
    said = """<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline text="A" xmlUrl="https://a.example.org/feed"/>
    <outline title="B" type="rss" XMLURL="https://b.example.org/feed"/></outline><outline xmlUrl="https://a.example.org/feed"/></body></opml>"""
    assert feed.outlines(said.encode()) == (("https://a.example.org/feed", "A"), ("https://b.example.org/feed", "B"))
    with Reader(fetch=lambda url, *_: Fetched(RSS.format(item(description=f"From {url}.")).encode(), url)) as reader:
        found = [getattr(report, "text", None) for report in read(reader, said)]
    assert found == ["From https://a.example.org/feed.", "From https://b.example.org/feed."]


def test_real_feeds(shared: Path, reader: Reader) -> None:
    """Each is known for a feed, and gives its items or the reason why there are none."""
    for path in sorted((shared / "samples" / "feeds").rglob("*.xml")):
        data = path.read_bytes()
        assert detect.kind(data[: detect.HEAD]) == "feed", path.name
        found = read(reader, data)
        assert found, path.name
        assert not [refused for refused in found if isinstance(refused, Refusal) and refused.kind == "refused"], path.name
        assert all(report.text.strip() and report.id for report in found if isinstance(report, Report)), path.name
