"""No connection to an address that is not public: asked for, redirected to, or given by a DNS answer that changes.

Resolving and connecting are replaced: these tests open no socket.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence

import httpcore2
import pytest

from precedent.records import Refusal
from precedent.sources.addresses import refused
from precedent.sources.answer import Limits
from precedent.sources.fetch import Door
from precedent.sources.origin import Fetched
from tests.hostile.addresses import PUBLIC, REFUSED, SPELLED

GOOD = "93.184.215.14"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi"
NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def to(url: str, status: int = 302) -> bytes:
    return f"HTTP/1.1 {status} Found\r\nLocation: {url}\r\nContent-Length: 0\r\n\r\n".encode()


class Net:
    """A network that answers each connection with the next of *answers*, and remembers the addresses connected to."""

    def __init__(self, *answers: bytes, names: Callable[[str], Sequence[str]] | None = None, allow: Sequence[str] = ()) -> None:
        self.answers, self.connected, self.asked = list(answers), list[str](), list[str]()
        self.names = names
        self.door = Door(allow=allow, resolve=self.resolve, connect=self.connect, limits=Limits(gap=0, attempts=1))

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if self.names is not None:
            return self.names(host)
        if host.rstrip(".").lower() in ("localhost", "ip6-localhost"):
            return ("::1", "127.0.0.1")
        if "%" in host and ":" in host:  # a zone that may not exist here
            return (host,)
        return tuple(
            str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        )

    def connect(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        self.connected.append(address)
        return httpcore2.MockStream([self.answers.pop(0)])


def test_there_are_enough_of_them() -> None:
    assert len(set(REFUSED)) == len(REFUSED) >= 100
    assert len(set(SPELLED)) >= 52


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_connected_to(address: str) -> None:
    assert refused(address) is None
    net = Net(NONE, PAGE, names=lambda host: [address])
    assert isinstance(net.door.fetch("http://news.example/"), Fetched)
    assert net.connected == [address, address]


@pytest.mark.parametrize("address", REFUSED)
def test_asked_for(address: str) -> None:
    host = f"[{address.replace('%', '%25')}]" if ":" in address else address
    net = Net()
    assert isinstance(net.door.fetch(f"http://{host}/"), Refusal)
    assert net.connected == []
    net = Net(names=lambda _: [address])
    found = net.door.fetch("http://news.example/")
    assert isinstance(found, Refusal)
    assert address in found.reason
    assert net.connected == []


@pytest.mark.parametrize("address", REFUSED[::10])
def test_asked_for_in_secret(address: str) -> None:
    host = f"[{address.replace('%', '%25')}]" if ":" in address else address
    net = Net()
    assert isinstance(net.door.fetch(f"https://{host}/"), Refusal)
    assert net.connected == []


@pytest.mark.parametrize("address", REFUSED)
def test_redirected_to(address: str) -> None:
    host = f"[{address.replace('%', '%25')}]" if ":" in address else address
    net = Net(NONE, to(f"http://{host}/latest/meta-data/"), names=lambda asked: [GOOD] if asked == "news.example" else [address])
    assert isinstance(net.door.fetch("http://news.example/"), Refusal)
    assert net.connected == [GOOD, GOOD]
    net = Net(NONE, to("http://inside.example/"), names=lambda asked: [GOOD] if asked == "news.example" else [address])
    assert isinstance(net.door.fetch("http://news.example/"), Refusal)
    assert net.connected == [GOOD, GOOD]


@pytest.mark.parametrize("address", REFUSED)
def test_a_dns_answer_that_changes(address: str) -> None:
    """Each connection is to an address that was judged, however often the name changes its mind."""
    for good in (0, 1, 2):
        given = [GOOD] * good + [address] * 9
        net = Net(NONE, PAGE, names=lambda _, given=given: [given.pop(0)])  # type: ignore[misc]
        found = net.door.fetch("http://news.example/")
        assert net.connected == [GOOD] * min(good, 2)
        assert isinstance(found, Fetched) == (good == 2)
        assert len(net.asked) <= 2  # robots.txt and the page: a name is looked up once for each connection


@pytest.mark.parametrize("address", REFUSED)
def test_among_public_ones_it_is_passed_over(address: str) -> None:
    net = Net(NONE, PAGE, names=lambda _: [address, GOOD])
    assert isinstance(net.door.fetch("http://news.example/"), Fetched)
    assert net.connected == [GOOD, GOOD]


@pytest.mark.parametrize("host", SPELLED)
def test_however_it_is_spelled(host: str) -> None:
    for url in (f"http://{host}/", f"HTTP://{host}"):
        net = Net(*[PAGE] * 4)
        try:
            found: object = net.door.fetch(url)
        except socket.gaierror:  # no number after all: a name that resolvers would have to know
            found = Refusal(source=url, reason="unknown")
        assert isinstance(found, Refusal)
        assert net.connected == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://127.0.0.1:6379/_x",
        "data:text/html,x",
        "javascript:alert(1)",
        "//news.example/",
        "http:///x",
        "http://",
        "https://[::1/",
        "http://news.example:99999/",
        "http://news.example:-1/",
        "http://a\nb/",
        "http://a\x00b/",
        "http://" + "a" * 300 + ".example/",
        "http://‮moc.elpmaxe/",
        "http://news.example:22/",
        "http://news.example:8080/",
        "http://name:secret@news.example/",
    ],
)
@pytest.mark.parametrize("way", ["direct", "redirected"])
def test_schemes_ports_and_broken_addresses(url: str, way: str) -> None:
    net = Net(NONE, to(url), PAGE, PAGE, names=lambda host: [GOOD] if len(host) < 64 else [])
    if way == "direct":
        assert isinstance(net.door.fetch(url), Refusal)
        assert net.connected == []
    else:
        net.door.fetch("http://news.example/")
        assert set(net.connected) <= {GOOD}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_way_from_https_to_http(status: int) -> None:
    net = Net(NONE, to("http://news.example/plain", status), names=lambda _: [GOOD])
    found = net.door.fetch("https://news.example/")
    assert isinstance(found, Refusal)
    assert "from https to http" in found.reason
    assert len(net.connected) == 2


def test_five_redirects_and_no_more() -> None:
    for hops, fetched in ((5, True), (6, False)):
        net = Net(NONE, *[to("/next")] * hops, PAGE, names=lambda _: [GOOD])
        assert isinstance(net.door.fetch("http://news.example/"), Fetched) == fetched


LOCAL = [address for address in REFUSED if refused(address, private=True) is None]


def test_what_may_be_allowed() -> None:
    assert {"127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "::1", "fd00::1"} <= set(LOCAL)
    assert not {"169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255", "::ffff:127.0.0.1"} & set(LOCAL)


@pytest.mark.parametrize("address", LOCAL)
def test_an_allowed_host(address: str) -> None:
    def names(host: str) -> list[str]:
        return [address] if host == "wiki.example" else [GOOD]

    net = Net(NONE, PAGE, names=names, allow=["wiki.example"])
    assert isinstance(net.door.fetch("http://wiki.example/"), Fetched)
    assert net.connected == [address, address]
    other = Net(names=lambda _: [address], allow=["wiki.example"])
    assert isinstance(other.door.fetch("http://wiki.example.evil.example/"), Refusal)
    led = Net(NONE, to("http://wiki.example/"), names=names, allow=["wiki.example"])
    assert isinstance(led.door.fetch("http://news.example/"), Refusal), "a public page does not lead into a private network"
    assert led.connected == [GOOD, GOOD]
    out = Net(NONE, to("http://news.example/"), NONE, to("http://wiki.example/"), names=names, allow=["wiki.example"])
    assert isinstance(out.door.fetch("http://wiki.example/"), Refusal), "nor one that a private page led out to"
    assert out.connected == [address, address, GOOD, GOOD]
    named = Net(names=names, allow=["wiki.example"])
    assert isinstance(named.door.fetch("http://wiki.example/", "http://news.example/feed"), Refusal)
    assert named.connected == []


def test_ports_are_allowed_one_by_one() -> None:
    net = Net(NONE, PAGE, names=lambda _: ["10.0.0.7"], allow=["wiki.example:8080"])
    assert isinstance(net.door.fetch("http://wiki.example:8080/"), Fetched)
    assert isinstance(net.door.fetch("http://wiki.example:8081/"), Refusal)


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    net = Net(NONE, PAGE, names=lambda _: [GOOD])
    assert isinstance(net.door.fetch("http://news.example/"), Fetched)
    assert net.connected == [GOOD, GOOD]
