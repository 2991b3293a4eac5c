"""Sources: what is watched, what failed and why, how much each brings."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from fastapi import APIRouter

from precedent.base import Record
from precedent.entries import Brought
from precedent.ledger.visits import Feed, Visits
from precedent.serve.kept import Kept
from precedent.serve.page import page

router = APIRouter()


class Watched(Record, frozen=True, kw_only=True):
    """A feed that ``precedent watch`` reads. ``read`` is when it was last fetched (UTC), ``late`` that it is overdue."""

    feed: Feed
    host: str
    read: str | None
    late: bool


class Sources(Record, frozen=True, kw_only=True):
    watched: tuple[Watched, ...]
    failing: int
    brought: tuple[Brought, ...]
    most: int  # reports of the source that brings most


@page(router, "/sources", "sources.html")
def sources(ledger: Kept) -> Sources:
    visits = Visits(ledger.store)
    feeds = visits.feeds()
    brought = ledger.store.sources()
    return Sources(
        watched=tuple(_watched(feed, visits) for feed in feeds),
        failing=sum(feed.failures > 0 for feed in feeds),
        brought=brought,
        most=max((source.reports for source in brought), default=0),
    )


def _watched(feed: Feed, visits: Visits) -> Watched:
    at = visits.read_at(feed.url)
    return Watched(
        feed=feed,
        host=urlsplit(feed.url).hostname or feed.url,
        read=datetime.fromtimestamp(at, UTC).isoformat() if at else None,
        late=bool(feed.due) and feed.due < datetime.now(UTC).isoformat(timespec="seconds"),
    )
