"""``precedent watch``: read feeds again and again, and tell what is new."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from precedent.cli.options import AllowPrivate, Follow, LedgerPath
from precedent.cli.output import say, warn
from precedent.errors import SourceError, UsageError

if TYPE_CHECKING:
    from precedent.query import Query
    from precedent.sources.network import Network
    from precedent.watch import Outlet, Told, Turn

EXAMPLES = """\b
Examples:
  precedent watch feeds.opml --every 15m
  precedent watch https://news.example/feed.xml --query crossings.json --follow
  precedent watch feeds.opml --once --webhook https://hooks.example/desk
"""

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def seconds(value: str) -> float:
    """A span of time such as 15m."""
    match = re.fullmatch(r"(\d{1,6})([smhd])", value.strip())
    if not match or int(match[1]) == 0:
        raise UsageError(f"{value!r} is no span of time", "give one as 15m, 1h or 2d")
    return float(int(match[1]) * _UNITS[match[2]])


def run(
    feeds: Annotated[list[str], typer.Argument(metavar="FEEDS…", help="OPML lists of feeds, or addresses of feeds.")],
    every: Annotated[str, typer.Option("--every", metavar="SPAN", help="How often each feed is read: 15m, 1h, 2d.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Read each feed once, tell the news, and stop.")] = False,
    query: Annotated[
        Path | None, typer.Option("--query", metavar="FILE", help="Tell only what this query means (precedent events --save).")
    ] = None,
    webhook: Annotated[str | None, typer.Option("--webhook", metavar="URL", help="Post news there as JSON.")] = None,
    mail: Annotated[str | None, typer.Option("--mail", metavar="ADDRESS", help="Send news there by mail.")] = None,
    follow: Follow = False,
    allow_private: AllowPrivate = None,
    ledger: LedgerPath = None,
) -> None:
    """Read feeds again and again; print new events and claims as JSON lines, or send them. Stop it at any time."""
    from precedent.pipeline import Ledger
    from precedent.watch import Watch

    interval, wanted = seconds(every), None if query is None else query_of(query)
    failed = False
    with Ledger(ledger) as kept:
        network = kept.network(allow_private or (), follow)
        watch = Watch(
            kept,
            [url for given in feeds for url in addresses(given)],
            _outlets(wanted, webhook, mail, network),
            query=wanted,
            every=interval,
            follow=follow,
            network=network,
        )
        for turn in watch.turns(once):
            failed = failed or turn.feed.wrong is not None or bool(turn.undelivered)
            _tell(turn)
    if failed:
        raise typer.Exit(3)


def addresses(given: str) -> list[str]:
    """The feeds that an OPML file names, or the one whose address was given."""
    from precedent.sources.feed import outlines
    from precedent.sources.open import is_web

    if is_web(given):
        return [given]
    try:
        found = [outline.url for outline in outlines(Path(given).read_bytes())]
    except OSError as error:
        raise SourceError(f"{given} cannot be read ({error.strerror})", "give an OPML list, or the address of a feed") from error
    if not found:
        raise SourceError(f"{given} names no feeds", "export the feeds of your reader as OPML")
    return found


def query_of(path: Path) -> Query:
    """A query saved as JSON (``precedent events --save``). Keys it cannot have are an error: they would let everything in."""
    import msgspec

    from precedent.query import Query

    try:
        given = msgspec.json.decode(path.read_bytes())
        query = msgspec.convert({"count_by": "events", **given}, Query)
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror})", "save one with precedent events --save") from error
    except (msgspec.DecodeError, TypeError) as error:
        raise UsageError(f"{path} holds no query ({error})", "save one with precedent events --save") from error
    if unknown := _unknown(given, msgspec.to_builtins(query)):
        raise UsageError(f"{path}: a query has no {unknown!r}", "save one with precedent events --save")
    return query


def _unknown(given: Any, read: Any) -> str | None:
    """A key of *given* that is not in what was read of it."""
    if isinstance(given, dict):
        for key, value in given.items():
            if value not in (None, [], ()) and (key not in read or (inner := _unknown(value, read[key]))):
                return key if key not in read else inner
    elif isinstance(given, list):
        return next((found for one, other in zip(given, read, strict=True) if (found := _unknown(one, other))), None)
    return None


def _outlets(query: Query | None, webhook: str | None, mail: str | None, network: Network) -> list[Outlet]:
    """Standard output, unless news are sent elsewhere. What each was told is remembered by where it is and what it asks for."""
    from precedent.records import to_json
    from precedent.watch import Outlet

    asked = "" if query is None else to_json(query)
    places: list[tuple[str, Callable[[Sequence[Told]], None]]] = []
    if webhook is not None:
        places.append((webhook, lambda news: network.door.post(webhook, _listed(news), "application/json")))
    if mail is not None:
        places.append((f"mailto:{mail}", lambda news: _mail(mail, news)))
    return [Outlet(f"{name} {asked}", deliver) for name, deliver in places or [("-", _print)]]


def _print(news: Sequence[Told]) -> None:
    from precedent.records import to_json

    for told in news:
        say(to_json(told))
    sys.stdout.flush()


def _listed(news: Sequence[Told]) -> bytes:
    from precedent.records import to_json

    return ('{"news":[' + ",".join(map(to_json, news)) + "]}").encode()


def _mail(to: str, news: Sequence[Told]) -> None:
    from precedent.records import to_json
    from precedent.settings import load
    from precedent.sources import outbox

    settings = load()
    outbox.mail(
        settings.mail_server,
        settings.mail_from,
        to,
        f"precedent: {len(news)} news",
        "\n".join(map(_line, news)) + "\n",
        "".join(to_json(told) + "\n" for told in news),
    )


def _line(told: Told) -> str:
    """A piece of news in a line of words."""
    if told.event is not None:
        from precedent.cli.events import when

        row = told.event
        where = f" ({row.place.name})" if row.place else ""
        return f"event  {when(row):<10}  {row.type}  {row.what.text}{where}  [{', '.join(r.id for r in row.reports)}]"
    assert told.verdict is not None
    return f"claim  {told.verdict.verdict}  “{told.verdict.claim}”: {told.verdict.why}  [{told.report}]"


def _tell(turn: Turn) -> None:
    """How the reading of a feed went, in a line on standard error."""
    feed, summary = turn.feed, turn.summary
    if feed.wrong is not None:
        often = f" ({feed.failures} times in a row)" if feed.failures > 1 else ""
        warn(f"{feed.url}: {feed.wrong}{often}; tried again after {feed.due}")
    else:
        refused = f", {len(summary.refused)} refused" if summary.refused else ""
        warn(f"{feed.url}: {summary.new} new, {summary.versions} new versions, {summary.unchanged} unchanged{refused}")
    for wrong in turn.undelivered:
        warn(wrong)
