"""Feeds watched: what is told and to whom, when a feed is read next, and how a watch goes on after it was stopped."""

from __future__ import annotations

import json
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from precedent.cli.events import save_query
from precedent.cli.watch import addresses, query_of, seconds
from precedent.errors import PrecedentError, SourceError, UsageError
from precedent.ledger.visits import Feed, Visits
from precedent.pipeline import Ledger
from precedent.query import Query, RoleWanted
from precedent.sources import outbox
from precedent.sources.answer import Limits
from precedent.watch import Outlet, Told, Turn, Watch
from tests.support.site import Said, Site, article, site

CROSSING = "A North Korean soldier crossed the Military Demarcation Line on Sunday, the South Korean military said."
FIRST = CROSSING + " It was the first crossing by a soldier since last August."
PROTEST = "Protesters marched through Nairobi on Monday, the police said."
LINES = {"Content-Type": "application/x-ndjson"}


def lines(**texts: str) -> Said:
    """Reports by id, as a page of JSON lines."""
    told = [{"id": id_, "text": text, "published": "2025-10-20", "source": f"Wire {id_}"} for id_, text in texts.items()]
    return Said("".join(json.dumps(report) + "\n" for report in told).encode(), headers=LINES)


class Desk:
    """An outlet that keeps what it is told, or fails while it is shut."""

    def __init__(self, name: str = "desk") -> None:
        self.told: list[Told] = []
        self.shut = False
        self.outlet = Outlet(name, self.deliver)

    def deliver(self, news: Sequence[Told]) -> None:
        if self.shut:
            raise SourceError("the desk is shut", "come back")
        self.told += news

    def words(self) -> list[str]:
        found = [
            f"{t.event.type} {t.event.reports[0].id}" if t.event else f"{t.verdict and t.verdict.verdict} {t.report}"
            for t in self.told
        ]
        self.told = []
        return found


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as opened:
        yield opened


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "l.db") as ledger:
        yield ledger


def watch(kept: Ledger, web: Site, *paths: str, desks: Sequence[Desk] = (), **options: Any) -> Watch:
    network = kept.network([web.host])
    network.door.limits = Limits(gap=0, attempts=1)
    return Watch(kept, [web.url(path) for path in paths], [desk.outlet for desk in desks], network=network, **options)


def once(watching: Watch) -> list[Turn]:
    return list(watching.turns(once=True))


def test_news_are_told_once(kept: Ledger, web: Site) -> None:
    desk = Desk()
    web.pages["/a"] = lines(one=CROSSING)
    watching = watch(kept, web, "/a", desks=[desk])
    (turn,) = once(watching)
    assert turn.summary.new == 1
    assert desk.words() == ["CROSS one"]
    once(watching)
    assert desk.words() == []
    web.pages["/a"] = lines(one=CROSSING, two=PROTEST)
    once(watch(kept, web, "/a", desks=[desk]))  # another watch, as after a stop
    assert desk.words() == ["PROTEST two"]


def test_what_the_ledger_held_before_is_no_news(kept: Ledger, web: Site, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(PROTEST)
    kept.read(str(tmp_path / "old.txt"))
    desk = Desk()
    web.pages["/a"] = lines(one=CROSSING)
    once(watch(kept, web, "/a", desks=[desk]))
    assert desk.words() == ["CROSS one"]


def test_what_was_read_by_other_ways_is_told_too(kept: Ledger, web: Site, tmp_path: Path) -> None:
    desk = Desk()
    web.pages["/a"] = lines(one=CROSSING)
    watching = watch(kept, web, "/a", desks=[desk])
    (tmp_path / "by-hand.txt").write_text(PROTEST)
    kept.read(str(tmp_path / "by-hand.txt"))
    once(watching)
    assert sorted(desk.words()) == ["CROSS one", "PROTEST by-hand.txt"]


def test_a_second_telling_a_copy_and_a_new_version_are_no_news(kept: Ledger, web: Site) -> None:
    desk = Desk()
    web.pages["/a"] = lines(one=CROSSING)
    watching = watch(kept, web, "/a", desks=[desk])
    once(watching)
    assert desk.words() == ["CROSS one"]
    web.pages["/a"] = lines(
        one=CROSSING + " He is safe.",
        copy=CROSSING,
        other="On Sunday a North Korean soldier crossed the Military Demarcation Line.",
    )
    (turn,) = once(watching)
    assert (turn.summary.new, turn.summary.versions) == (2, 1)
    assert desk.words() == []


def test_only_what_the_query_means(kept: Ledger, web: Site) -> None:
    crossings, protests, all_ = Desk("crossings"), Desk("protests"), Desk("all")
    web.pages["/a"] = lines(one=FIRST, two=PROTEST)
    soldiers = Query(type=("CROSS",), roles=(RoleWanted(sector="MIL"),), count_by="events")
    for desk, query in ((crossings, soldiers), (protests, Query(type=("PROTEST",), count_by="events")), (all_, None)):
        watching = watch(kept, web, "/a", desks=[desk], query=query)
        Visits(kept.store).tell(desk.outlet.name, 0)  # as if each had begun before the reports came
        once(watching)
    assert crossings.words() == ["CROSS one", "not-enough-info one"]
    assert protests.words() == ["PROTEST two"]
    assert len(all_.words()) == 3


def test_a_feed_that_fails_is_tried_less_and_less(kept: Ledger, web: Site) -> None:
    desk = Desk()
    web.pages["/good"] = lines(one=CROSSING)
    watching = watch(kept, web, "/bad", "/good", desks=[desk], every=600)
    state = Visits(kept.store)

    def wait() -> float:
        return (datetime.fromisoformat(state.feed(web.url("/bad")).due) - datetime.now(UTC)).total_seconds() / 600

    bad, good = once(watching)
    assert (bad.feed.failures, good.feed.failures) == (1, 0)
    assert "no such page" in (bad.feed.wrong or "")
    assert desk.words() == ["CROSS one"]
    assert 1.9 < wait() <= 2
    assert [turn.feed.url for turn in once(watching)] == [web.url("/good")], "not yet due"
    for failures, expected in ((2, 4), (3, 8), (11, 144), (40, 144)):  # a day at most
        state.keep(Feed(url=web.url("/bad"), failures=failures - 1, due=""))
        once(watching)
        assert expected - 0.1 < wait() <= expected
    web.pages["/bad"] = lines(two=PROTEST)
    state.keep(Feed(url=web.url("/bad"), failures=3, due=""))
    bad, _ = once(watching)
    assert (bad.feed.failures, bad.feed.wrong) == (0, None)
    assert 0.9 < wait() <= 1


def test_on_and_on(kept: Ledger, web: Site) -> None:
    web.pages["/a"] = lines(one=CROSSING)
    turns = watch(kept, web, "/a", every=1).turns()
    assert next(turns).summary.new == 1
    web.pages["/a"] = lines(one=CROSSING, two=PROTEST)
    assert next(turns).summary.new == 1
    assert len(web.paths()) == 2


def test_news_that_cannot_be_delivered_are_kept(kept: Ledger, web: Site) -> None:
    shut, other = Desk("shut"), Desk("open")
    shut.shut = True
    web.pages["/a"] = lines(one=CROSSING)
    watching = watch(kept, web, "/a", desks=[shut, other])
    (turn,) = once(watching)
    assert "the desk is shut" in turn.undelivered[0]
    assert other.words() == ["CROSS one"]
    shut.shut = False
    once(watching)
    assert (shut.words(), other.words()) == (["CROSS one"], [])


# The command


def test_the_command(web: Site, tmp_path: Path) -> None:
    web.pages |= {"/feed": lines(one=FIRST), "/hook": Said(b"ok")}
    outlines = "".join(f'<outline text="x" xmlUrl="{web.url(path)}"/>' for path in ("/feed", "/gone"))
    (tmp_path / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')

    def precedent(*more: str) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-m",
            "precedent",
            "watch",
            "feeds.opml",
            "--once",
            "--allow-private",
            web.host,
            "--ledger",
            "l.db",
            *more,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    done = precedent()
    assert done.returncode == 3
    event, claim = (json.loads(line) for line in done.stdout.splitlines())
    assert (event["kind"], event["event"]["type"], claim["kind"], claim["report"]) == ("event", "CROSS", "claim", "one")
    assert claim["verdict"]["verdict"] == "not-enough-info"
    good, bad = done.stderr.splitlines()
    assert "1 new" in good
    assert "has no such page; tried again after 20" in bad


def headline(web: Site) -> dict[str, Said]:
    """A feed that gives the headline alone of a page, and the page, an older one by its date."""
    item = f"<item><title>Line</title><link>{web.url('/page')}</link><pubDate>Tue, 21 Oct 2025 09:00:00 GMT</pubDate></item>"
    feed = f"<rss version='2.0'><channel><title>Wire</title>{item}</channel></rss>".encode()
    said = '<meta property="article:published_time" content="2025-10-20T09:00:00+09:00">'
    return {
        "/feed": Said(feed, headers={"Content-Type": "application/rss+xml", "ETag": '"1"'}),
        "/page": Said(article(f"{CROSSING}\nHe is held by the army, which asks him why he came.", head=said)),
    }


def reading(kept: Ledger, web: Site, path: str, follow: bool = False) -> tuple[int, int, int]:
    """How many new reports, new versions and unchanged reports that address gave."""
    network = kept.network([web.host], follow)
    network.door.limits = Limits(gap=0, attempts=1)
    summary = kept.read(web.url(path), network=network, follow=follow)
    return summary.new, summary.versions, summary.unchanged


@pytest.mark.parametrize("order", [("/page", "/feed"), ("/feed", "/page")])
def test_what_a_feed_says_of_a_page_never_replaces_the_page(kept: Ledger, web: Site, order: tuple[str, str]) -> None:
    web.pages |= headline(web)
    assert [reading(kept, web, path)[:2] for path in order] == [(1, 0), (0, 1)]
    (current,) = [report for report in kept.reports() if report.revises is not None]
    assert "crossed" in kept.store.text(current.id).text


def test_a_feed_read_before_is_followed_all_the_same(kept: Ledger, web: Site) -> None:
    web.pages |= headline(web)
    read = [reading(kept, web, "/feed", follow) for follow in (False, True, False, True)]
    assert read[:2] == [(1, 0, 0), (0, 1, 0)]
    assert all((new, versions) == (0, 0) for new, versions, _ in read[2:])


def test_webhooks_are_posted_to(kept: Ledger, web: Site) -> None:
    from precedent.cli.watch import _outlets

    web.pages |= {"/a": lines(one=CROSSING), "/hook": Said(b"ok")}
    network = kept.network([web.host])
    network.door.limits = Limits(gap=0, attempts=1)
    outlets = _outlets(None, web.url("/hook"), None, network)
    once(Watch(kept, [web.url("/a")], outlets, network=network))
    posted = web.asked[-1]
    assert (posted.method, posted.path, posted.headers["Content-Type"]) == ("POST", "/hook", "application/json")
    assert [told["event"]["type"] for told in json.loads(posted.body)["news"]] == ["CROSS"]


class Post(socketserver.ThreadingTCPServer):
    """As much of a mail server as takes a letter."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        super().__init__(("127.0.0.1", 0), Counter)


class Counter(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Post)
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    letter += part
                self.server.letters.append(letter.decode())
            self.wfile.write(b"221 bye\r\n" if line == b"QUIT" else b"250 ok\r\n")
            if line == b"QUIT":
                return


def test_mail_is_sent() -> None:
    with Post() as post:
        threading.Thread(target=post.serve_forever, args=(0.05,), daemon=True).start()
        server = f"smtp://127.0.0.1:{post.server_address[1]}"
        outbox.mail(server, "a@example.org", "b@example.org", "precedent: 1 news", "event  Ünterwegs\n", '{"kind":"event"}\n')
        with pytest.raises(SourceError, match="no encrypted connection"):
            outbox.mail(server.replace("//", "//me:secret@"), "a@example.org", "b@example.org", "s", "t", "j")
        post.shutdown()
    (letter,) = post.letters
    assert "To: b@example.org" in letter
    assert "news.jsonl" in letter


@pytest.mark.parametrize(
    ("server", "to"),
    [
        ("smtp://127.0.0.1:1", "b@example.org"),
        ("http://x", "b@example.org"),
        ("smtp://x:99999", "b@x"),
        ("smtp://x", "b@x\nBcc: c@x"),
    ],
)
def test_mail_that_cannot_be_sent_is_a_line(server: str, to: str) -> None:
    with pytest.raises(SourceError) as told:
        outbox.mail(server, "a@example.org", to, "s", "t", "j")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(("span", "expected"), [("15m", 900), ("90s", 90), ("1h", 3600), ("2d", 172800)])
def test_spans_of_time(span: str, expected: float) -> None:
    assert seconds(span) == expected


@pytest.mark.parametrize("span", ["", "15", "0m", "-5m", "15 minutes", "m", "1.5h", "9999999d"])
def test_what_is_no_span(span: str) -> None:
    with pytest.raises(UsageError):
        seconds(span)


def test_a_query_is_saved_and_read_again(tmp_path: Path) -> None:
    query = Query(type=("CROSS",), roles=(RoleWanted(sector="MIL"),), count_by="events")
    save_query(query, tmp_path / "q.json")
    assert query_of(tmp_path / "q.json") == query


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"typ": ["CROSS"]}', "'typ'"),
        ('{"roles": [{"sektor": "MIL"}]}', "'sektor'"),
        ('{"type": "CROSS"}', "no query"),
        ("[]", "no query"),
        ("{", "no query"),
        ("", "no query"),
    ],
)
def test_what_is_no_query(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "q.json").write_text(text)
    with pytest.raises(UsageError, match=words):
        query_of(tmp_path / "q.json")


def test_lists_of_feeds(tmp_path: Path) -> None:
    (tmp_path / "none.opml").write_text("<opml version='2.0'><body/></opml>")
    (tmp_path / "no.opml").write_text("hello")
    for name in ("none.opml", "no.opml", "missing.opml"):
        with pytest.raises(PrecedentError):
            addresses(str(tmp_path / name))
    assert addresses("https://news.example/feed") == ["https://news.example/feed"]
