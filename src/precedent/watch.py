"""Feeds read again and again, and what is new told: events and claims that a saved query means.

All that a watch remembers (when a feed is due, how often it failed, how far news have been told) is in the ledger, so that
one that is stopped, at whatever moment, goes on from there. News are told at least once: again, if they could not be
delivered, or if the watch was stopped just between telling them and noting it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from precedent.answers import Verdict
from precedent.base import Record
from precedent.entries import EventRow
from precedent.errors import PrecedentError
from precedent.query import Query
from precedent.records import Claim

if TYPE_CHECKING:
    from precedent.ledger.visits import Feed
    from precedent.pipeline import Ledger, ReadSummary
    from precedent.sources.network import Network

LONGEST = 86400.0
"""Seconds: a feed that fails on and on is still tried once a day."""

_DOUBLED = 10  # times that the wait is doubled at most


class Told(Record, frozen=True, kw_only=True):
    """A piece of news: an event that only new reports tell of, or a claim of a new report with the verdict on it."""

    kind: Literal["event", "claim"]
    event: EventRow | None = None
    report: str | None = None
    verdict: Verdict | None = None


class Outlet(NamedTuple):
    """Where news go. ``deliver`` raises :class:`PrecedentError` where they could not be; *name* is what is remembered of it."""

    name: str
    deliver: Callable[[Sequence[Told]], None]


class Turn(NamedTuple):
    """One reading of a feed: how it fares, what came of it, and which news could not be delivered, and why."""

    feed: Feed
    summary: ReadSummary
    undelivered: tuple[str, ...]


class Watch:
    """Watches *feeds* (URLs) for *ledger*, every so many seconds each, and tells *outlets* what *query* means."""

    def __init__(
        self,
        ledger: Ledger,
        feeds: Sequence[str],
        outlets: Sequence[Outlet],
        *,
        query: Query | None = None,
        every: float = 900.0,
        follow: bool = False,
        network: Network | None = None,
    ) -> None:
        from precedent.ledger.visits import Visits

        self._ledger, self._feeds, self._outlets = ledger, tuple(dict.fromkeys(feeds)), outlets
        self._query, self._every, self._follow = query or Query(count_by="events"), every, follow
        self._network = network or ledger.network(follow=follow)
        self._state = Visits(ledger.store)
        for outlet in outlets:  # what the ledger held before a watch began is no news to it
            if self._state.told(outlet.name) is None:
                self._state.tell(outlet.name, ledger.store.news(None).upto)

    def turns(self, once: bool = False) -> Iterator[Turn]:
        """Read each feed when it is due, and tell the news of each. *once*: all but those that failed lately, then stop."""
        while True:
            for url in self._feeds:
                feed = self._state.feed(url)
                if feed.due <= _utc() or (once and not feed.failures):
                    after, summary = self._read(feed)
                    yield Turn(after, summary, self.tell())
            if once:
                return
            first = min(datetime.fromisoformat(self._state.feed(url).due) for url in self._feeds)
            time.sleep(max((first - datetime.now(UTC)).total_seconds(), 0.0))

    def _read(self, feed: Feed) -> tuple[Feed, ReadSummary]:
        from precedent.ledger.visits import Feed

        summary = self._ledger.read(feed.url, follow=self._follow, network=self._network)
        wrong = next((refusal.reason for refusal in summary.refused if refusal.source == feed.url), None)
        failures = feed.failures + 1 if wrong is not None and not summary.reports else 0
        wait = min(self._every * 2 ** min(failures, _DOUBLED), max(LONGEST, self._every))
        after = Feed(url=feed.url, failures=failures, due=_utc(wait), wrong=wrong if failures else None)
        self._state.keep(after)
        return after, summary

    def tell(self) -> tuple[str, ...]:
        """Deliver what is new to each outlet, and note how far that has got. Gives what could not be delivered, in words."""
        failed = []
        for outlet in self._outlets:
            news = self._ledger.store.news(self._state.told(outlet.name))
            told = [*self._events(news.events), *(told for report in news.reports for told in self._claims(report))]
            try:
                if told:
                    outlet.deliver(told)
            except PrecedentError as error:
                failed.append(f"{len(told)} news are kept for later: {error}")
                continue
            self._state.tell(outlet.name, news.upto)
        return tuple(failed)

    def _events(self, new: Sequence[str]) -> Iterator[Told]:
        wanted = set(new)
        for row in self._ledger.events(self._query) if wanted else ():
            if row.id in wanted:
                yield Told(kind="event", event=row)

    def _claims(self, report: str) -> Iterator[Told]:
        """The claims of a report about events that the query means; where a claim is of no event told, by its type."""
        claims = self._ledger.store.claims(report)
        if not claims:
            return
        about = {claim.claim for row in self._ledger.events(report=report) for claim in row.claims if claim.report == report}
        meant = {
            claim.claim for row in self._ledger.events(self._query, report=report) for claim in row.claims if claim.report == report
        }
        for claim, verdict in zip(claims, self._ledger.check_report(report), strict=True):
            if claim.id in meant or (claim.id not in about and self._concerns(claim)):
                yield Told(kind="claim", report=report, verdict=verdict)

    def _concerns(self, claim: Claim) -> bool:
        return not self._query.type or bool(set(self._query.type) & set(claim.query.type))


def _utc(later: float = 0.0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=later)).isoformat(timespec="seconds")
