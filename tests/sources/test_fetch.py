"""Pages from a real server on loopback: what is asked for, how politely, and what is made of the answers."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from typing import Any

import httpcore2
import msgspec
import pytest

from precedent.records import Refusal, Report
from precedent.sources import guard
from precedent.sources.answer import Limits
from precedent.sources.fetch import Door
from precedent.sources.open import read
from precedent.sources.origin import Fetched
from precedent.sources.visits import Visit
from tests.support.site import CERTIFICATE, Asked, Said, Site, article, packed, redirect, site, validated

TEXT = "A soldier crossed the line on Sunday, the army said. It was the first such crossing since August.\n" * 3


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as opened:
        yield opened


class Remembered(dict[str, Visit]):
    def recall(self, url: str) -> Visit | None:
        return self.get(url)


def door(web: Site, **limits: Any) -> Door:
    return Door(allow=[web.host], limits=Limits(**{"gap": 0.0, "attempts": 1, **limits}))


def fetched(found: Fetched | Refusal) -> Fetched:
    assert isinstance(found, Fetched), found
    return found


def refused(found: Fetched | Refusal) -> str:
    assert isinstance(found, Refusal), found
    assert "\n" not in found.reason
    assert found.advice
    return found.reason


def test_a_page_and_who_asks_for_it(web: Site) -> None:
    web.pages["/a"] = Said(b"hello", headers={"Content-Type": "text/plain; charset=ISO-8859-2"})
    assert fetched(door(web).fetch(web.url("/a#part"))) == Fetched(b"hello", web.url("/a"), "iso8859-2")
    assert [asked.path for asked in web.asked] == ["/robots.txt", "/a"]
    for asked in web.asked:
        assert asked.headers["User-Agent"].startswith("precedent/")
        assert asked.headers["Accept-Encoding"] == "gzip"
        assert "Cookie" not in asked.headers


def test_redirects_are_followed_and_the_last_address_counts(web: Site) -> None:
    web.pages |= {"/a": redirect("/b", 301), "/b": redirect(web.url("/c?x=1"), 307), "/c?x=1": Said(b"here")}
    assert fetched(door(web).fetch(web.url("/a"))).url == web.url("/c?x=1")
    web.pages["/loop"] = redirect("/loop")
    assert "leads on more than 5 times" in refused(door(web).fetch(web.url("/loop")))


def test_a_cookie_that_a_redirect_sets_is_kept_for_that_page_alone(web: Site) -> None:
    def wall(asked: Asked) -> Said:
        if asked.headers.get("Cookie") == "seen=1":
            return Said(b"in")
        return Said(status=302, headers={"Location": "/wall", "Set-Cookie": "seen=1; Path=/"})

    web.pages["/wall"] = wall
    through = door(web)
    assert fetched(through.fetch(web.url("/wall"))).data == b"in"
    web.pages["/other"] = Said(b"x")
    through.fetch(web.url("/other"))
    assert "Cookie" not in web.asked[-1].headers


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "name and password"),
        (403, "forbids"),
        (404, "no such page"),
        (410, "any more"),
        (451, "legal"),
        (500, "status 500"),
        (503, "status 503"),
        (204, "status 204"),
        (206, "status 206"),
        (300, "status 300"),
        (418, "status 418"),
    ],
)
def test_failures_are_told(web: Site, status: int, words: str) -> None:
    web.pages["/a"] = Said(b"no", status)
    assert words in refused(door(web).fetch(web.url("/a")))


# Robots


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/a", True),
        ("User-agent: precedent\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*.html$\nAllow: /a.html", "/b.html", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("<html>no robots here</html>", "/a", True),
        ("\ufeffUser-agent: *\r\nDisallow: /", "/a", False),
    ],
)
def test_robots_txt_is_kept(web: Site, rules: str, path: str, allowed: bool) -> None:
    web.pages |= {"/robots.txt": Said(rules.encode()), path: Said(b"x")}
    found = door(web).fetch(web.url(path))
    assert isinstance(found, Fetched) == allowed
    assert web.paths() == ([path] if allowed else [])
    if not allowed:
        assert "robots.txt" in refused(found)


def test_robots_txt_is_read_once_and_after_redirects(web: Site) -> None:
    web.pages |= {
        "/robots.txt": redirect("/rules"),
        "/rules": Said(b"User-agent: *\nDisallow: /no"),
        "/a": Said(b"x"),
        "/b": redirect("/no"),
    }
    through = door(web)
    assert fetched(through.fetch(web.url("/a")))
    assert "robots.txt" in refused(through.fetch(web.url("/b")))
    assert [asked.path for asked in web.asked] == ["/robots.txt", "/rules", "/a", "/b"]


def test_a_robots_txt_that_cannot_be_had_allows_nothing(web: Site) -> None:
    web.pages |= {"/robots.txt": Said(status=503), "/a": Said(b"x")}
    assert isinstance(door(web).fetch(web.url("/a")), Refusal)
    assert web.paths() == []


# Politeness


def test_a_second_between_two_requests_to_a_host(web: Site) -> None:
    web.pages |= {"/a": Said(b"x"), "/b": Said(b"x")}
    slept: list[float] = []
    through = Door(allow=[web.host], sleep=slept.append)
    for path in ("/a", "/b"):
        fetched(through.fetch(web.url(path)))
    assert len(slept) == 2  # before the page that follows robots.txt, and before the next
    assert all(0.5 < wait <= 1 for wait in slept)


def test_robots_txt_may_ask_for_more_time(web: Site) -> None:
    web.pages |= {"/robots.txt": Said(b"User-agent: *\nCrawl-delay: 7"), "/a": Said(b"x"), "/b": Said(b"x")}
    slept: list[float] = []
    through = Door(allow=[web.host], sleep=slept.append)
    for path in ("/a", "/b"):
        fetched(through.fetch(web.url(path)))
    assert 6 < slept[-1] <= 7


def test_what_fails_for_the_moment_is_tried_again(web: Site) -> None:
    failures = [Said(status=503, headers={"Retry-After": "0"}), Said(status=429, headers={"Retry-After": "0"})]
    web.pages["/a"] = lambda _: failures.pop(0) if failures else Said(b"at last")
    assert fetched(door(web, attempts=3).fetch(web.url("/a"))).data == b"at last"
    assert len(web.paths()) == 3


def test_who_asks_for_too_much_patience_is_left_for_later(web: Site) -> None:
    web.pages["/a"] = Said(status=429, headers={"Retry-After": "3600"})
    assert "status 429" in refused(door(web, attempts=3).fetch(web.url("/a")))
    assert len(web.paths()) == 1


def test_what_is_not_there_is_not_tried_again(web: Site) -> None:
    refused(door(web, attempts=3).fetch(web.url("/a")))
    assert len(web.paths()) == 1


def test_nobody_answers() -> None:
    with site() as gone:
        pass
    assert "cannot be reached" in refused(door(gone).fetch(gone.url("/a")))


# Reading again


def test_an_unchanged_page_is_not_sent_again(web: Site) -> None:
    web.pages |= {"/a": redirect("/b"), "/b": validated(article(TEXT))}
    memory = Remembered()
    first = Door(allow=[web.host], memory=memory, limits=Limits(gap=0))
    fetched(first.fetch(web.url("/a")))
    (visit,) = first.visited
    assert visit == Visit(url=web.url("/a"), final=web.url("/b"), etag='"1"', modified="Mon, 20 Oct 2025 08:00:00 GMT", at=visit.at)
    assert 0 <= time.time() - visit.at < 60
    memory[visit.url] = visit
    again = Door(allow=[web.host], memory=memory, limits=Limits(gap=0))
    found = again.fetch(web.url("/a"))
    assert isinstance(found, Refusal)
    assert found.kind == "unchanged"
    assert "If-None-Match" not in web.asked[-2].headers, "the redirect is another page"
    web.pages["/b"] = validated(article("Other words."), etag='"2"', modified="Tue, 21 Oct 2025 08:00:00 GMT")
    assert b"Other" in fetched(again.fetch(web.url("/a"))).data


def test_a_server_that_sends_it_all_the_same_is_read(web: Site) -> None:
    web.pages["/a"] = Said(b"x", headers={"ETag": '"1"', "Content-Type": "text/html"})
    memory = Remembered({web.url("/a"): Visit(url=web.url("/a"), final=web.url("/a"), etag='"1"', at=0)})
    assert fetched(Door(allow=[web.host], memory=memory, limits=Limits(gap=0)).fetch(web.url("/a"))).data == b"x"


# Encrypted connections


def secured(web: Site, connected: list[str]) -> Door:
    """A door by which wiki.example is at *web*; it notes each address connected to."""

    def connect(address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        connected.append(address)
        return guard.connect(address, port, seconds)

    port = web.host.partition(":")[2]
    names = {"wiki.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    allow = [f"{name}:{port}" for name in names]
    limits = Limits(gap=0, attempts=3)
    return Door(allow=allow, resolve=lambda host, _: names[host], connect=connect, limits=limits)


def test_the_certificate_is_of_the_name_and_the_address_the_one_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with site(tls=True) as web:
        web.pages["/a"] = Said(b"secret")
        port = web.host.partition(":")[2]
        connected: list[str] = []
        through = secured(web, connected)
        assert fetched(through.fetch(f"https://wiki.example:{port}/a")).data == b"secret"
        assert connected == ["127.0.0.1"] * 2
        assert "certificate of other.example is not valid" in refused(through.fetch(f"https://other.example:{port}/a"))
        assert len(connected) == 3, "what is not valid is not tried again"


def test_a_certificate_that_nobody_vouches_for() -> None:
    with site(tls=True) as web:
        port = web.host.partition(":")[2]
        assert "certificate of wiki.example" in refused(secured(web, []).fetch(f"https://wiki.example:{port}/a"))
        assert web.asked == []


# Reports


def reports(web: Site, path: str, **options: Any) -> list[Report | Refusal]:
    return list(read(web.url(path), fetch=door(web).fetch, **options))


def test_a_page_is_a_report_under_its_address(web: Site) -> None:
    web.pages |= {"/short": redirect("/2025/10/20/line?utm_source=x"), "/2025/10/20/line?utm_source=x": Said(article(TEXT))}
    (report,) = reports(web, "/short")
    assert isinstance(report, Report)
    assert report.id == report.url == web.url("/2025/10/20/line")
    assert (report.published, report.published_by) == ("2025-10-20", "url")
    assert "soldier crossed" in report.text


def test_a_page_may_say_where_it_belongs(web: Site) -> None:
    web.pages["/amp"] = Said(article(TEXT, head='<link rel="canonical" href="/2025/line">'))
    (report,) = reports(web, "/amp")
    assert isinstance(report, Report)
    assert report.url == web.url("/2025/line")


@pytest.mark.parametrize(
    ("header", "meta", "encoded"),
    [
        ("text/html; charset=windows-1251", "", "cp1251"),
        ("text/html", '<meta charset="windows-1251">', "cp1251"),
        ("text/html; charset=utf-8", '<meta charset="windows-1251">', "utf-8"),
        ("text/html; charset=klingon", '<meta charset="windows-1251">', "cp1251"),
        ("text/html; charset=utf-7", "", "utf-8"),
        ("text/html; charset=", "", "utf-8"),
        ("text/html; charset=utf-16", "", "utf-16"),
        ("", "", "utf-8"),
        ("nonsense", "", "utf-8"),
    ],
)
def test_what_the_server_says_of_the_encoding(web: Site, header: str, meta: str, encoded: str) -> None:
    page = article(TEXT.replace("soldier", "солдат"), head=meta).decode()
    web.pages["/a"] = Said(page.encode(encoded), headers={"Content-Type": header})
    (report,) = reports(web, "/a")
    assert isinstance(report, Report)
    assert "солдат" in report.text


def test_a_broken_encoding_is_read_and_told(web: Site) -> None:
    web.pages["/a"] = Said(
        article(TEXT).replace(b"soldier", b"sol\xff\xfedier"), headers={"Content-Type": "text/html; charset=utf-8"}
    )
    (report,) = reports(web, "/a")
    assert isinstance(report, Report)
    assert "crossed the line" in report.text


def test_other_kinds_at_an_address(web: Site) -> None:
    web.pages |= {
        "/lines": Said(
            b'{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n', headers={"Content-Type": "application/x-ndjson"}
        ),
        "/packed.gz": Said(gzip.compress(TEXT.encode()), headers={"Content-Type": "application/gzip"}),
        "/packed": packed(article(TEXT)),
        "/nothing": Said(b""),
    }
    assert [getattr(report, "id", None) for report in reports(web, "/lines")] == ["a", "b"]
    assert getattr(reports(web, "/packed.gz")[0], "text", "").startswith("A soldier")
    assert "crossed" in getattr(reports(web, "/packed")[0], "text", "")
    assert getattr(reports(web, "/nothing")[0], "kind", "") == "empty"


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>{base}/</link>
<item><title>Line</title><link>{base}/one</link><guid>1</guid><pubDate>Mon, 20 Oct 2025 08:00:00 GMT</pubDate>
<description>A soldier crossed.</description></item>
<item><title>Gone</title><link>{base}/gone</link><guid>2</guid><pubDate>Mon, 20 Oct 2025 08:00:00 GMT</pubDate>
<description>Another crossed.</description></item></channel></rss>"""


def test_a_feed_alone_and_followed(web: Site) -> None:
    web.pages |= {
        "/feed": Said(FEED.format(base=web.url("")).encode(), headers={"Content-Type": "application/rss+xml"}),
        "/one": Said(article(TEXT)),
    }
    alone = reports(web, "/feed")
    assert [getattr(item, "text", "") for item in alone] == ["A soldier crossed.", "Another crossed."]
    assert web.paths() == ["/feed"]
    full, short = reports(web, "/feed", follow=True)
    assert isinstance(full, Report)
    assert isinstance(short, Report)
    assert "first such crossing" in full.text
    assert (full.published, short.published) == ("2025-10-20T08:00:00+00:00",) * 2
    assert short.text == "Another crossed."
    assert any("no such page" in loss for loss in short.losses)


def test_articles_of_a_feed_are_asked_for_once_a_day(web: Site) -> None:
    web.pages |= {
        "/feed": Said(FEED.format(base=web.url("")).encode(), headers={"Content-Type": "application/rss+xml"}),
        "/one": Said(article(TEXT)),
    }
    memory = Remembered()
    through = Door(allow=[web.host], memory=memory, limits=Limits(gap=0, attempts=1))

    def paths() -> list[str]:
        web.asked.clear()
        list(read(web.url("/feed"), fetch=through.fetch, follow=True))
        memory.update({visit.url: visit for visit in through.visited})
        return web.paths()

    assert paths() == ["/feed", "/one", "/gone"]
    assert paths() == ["/feed", "/gone"]
    one = memory[web.url("/one")]
    memory[one.url] = msgspec.structs.replace(one, at=one.at - 90_000)
    assert paths() == ["/feed", "/one", "/gone"]


def test_what_is_sent_out(web: Site) -> None:
    web.pages["/hook"] = Said(status=204)
    door(web).post(web.url("/hook"), b"{}", "application/json")
    asked = web.asked[-1]
    assert (asked.method, asked.path, asked.body, asked.headers["Content-Type"]) == ("POST", "/hook", b"{}", "application/json")
    web.pages["/hook"] = redirect("/elsewhere")
    with pytest.raises(Exception, match="status 302"):
        door(web).post(web.url("/hook"), b"{}", "application/json")


# What was found by reading the code against a server that means harm


def test_not_changed_means_nothing_to_who_never_read_it(web: Site) -> None:
    web.pages["/a"] = Said(status=304)
    assert "status 304" in refused(door(web).fetch(web.url("/a")))


@pytest.mark.parametrize("etag", ['"é"', '"' + "x" * 2000 + '"', ""])
def test_an_etag_that_cannot_be_sent_back_is_not_kept(web: Site, etag: str) -> None:
    web.pages["/a"] = Said(b"x", headers={"ETag": etag, "Content-Type": "text/html"})
    through = door(web)
    fetched(through.fetch(web.url("/a")))
    assert through.visited[0].etag is None


def test_a_site_without_rules_to_be_had_is_not_asked_for_them_again_and_again(web: Site) -> None:
    web.pages["/robots.txt"] = Said(status=500)
    through = door(web)
    for path in ("/a", "/b", "/c"):
        assert "status 500" in refused(through.fetch(web.url(path)))
    assert len(web.asked) == 1


def test_names_in_other_alphabets_are_allowed_as_they_are_spelled() -> None:
    with site() as web:
        web.pages["/a"] = Said(b"x")
        port = web.host.partition(":")[2]
        through = Door(allow=[f"bücher.example:{port}"], resolve=lambda *_: ["127.0.0.1"], limits=Limits(gap=0))
        assert fetched(through.fetch(f"http://bücher.example:{port}/a")).data == b"x"
