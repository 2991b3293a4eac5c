"""What a ledger remembers of the network: by what to recognise a page, which feeds fail, how far news has been told.

Kept in the ledger's own file, since it is true of this ledger alone: a page that is unchanged need not be read again *because*
what it says is held here. It is history, not output; without it every page is read once more, and nothing else is lost. So
its tables stand apart from the schema, and are made when they are first needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, inspect, select

from precedent.base import Record
from precedent.ledger.store import Store
from precedent.sources.visits import Visit

_metadata = MetaData()
_visits = Table(
    "visits",
    _metadata,
    Column("url", String, primary_key=True),
    Column("final", String, nullable=False),
    Column("etag", String),
    Column("modified", String),
    Column("at", Integer, nullable=False),
)
_feeds = Table(
    "feeds",
    _metadata,
    Column("url", String, primary_key=True),
    Column("failures", Integer, nullable=False),  # since it was last read
    Column("due", String, nullable=False),  # UTC
    Column("wrong", String),
)
_told = Table(
    "told",
    _metadata,
    Column("watch", String, primary_key=True),
    Column("upto", Integer, nullable=False),  # the last report whose news were told
)


class Feed(Record, frozen=True, kw_only=True):
    """A feed that is watched: how often it failed in a row, why, and when it is read next (ISO 8601, UTC)."""

    url: str
    failures: int = 0
    due: str = ""
    wrong: str | None = None


class Visits:
    """The memory of *store*. *follow*: of readings that follow feeds' items; to them a feed read without is not read yet."""

    def __init__(self, store: Store, follow: bool = False) -> None:
        self._opened, self._mark = store, "#followed" if follow else ""

    @cached_property
    def _store(self) -> Store:
        """The store, with our tables in it."""
        with self._opened.writing() as connection:
            _metadata.create_all(connection)
        return self._opened

    def recall(self, url: str) -> Visit | None:
        """What to recognise the page at *url* by, if it was read before."""
        with self._store.reading() as connection:
            row = connection.execute(select(_visits).where(_visits.c.url == url + self._mark)).first()
        return None if row is None else Visit(url=url, final=row.final, etag=row.etag, modified=row.modified, at=row.at)

    def remember(self, visits: Iterable[Visit]) -> None:
        """Keep *visits*, in place of earlier ones to the same pages."""
        rows = [{name: getattr(visit, name) for name in visit.__struct_fields__} for visit in visits]
        rows = [{**row, "url": row["url"] + self._mark} for row in rows]
        if rows:
            with self._store.writing() as connection:
                connection.execute(insert(_visits).prefix_with("OR REPLACE"), rows)

    def feed(self, url: str) -> Feed:
        """How the feed at *url* has fared."""
        with self._store.reading() as connection:
            row = connection.execute(select(_feeds).where(_feeds.c.url == url)).first()
        return Feed(url=url) if row is None else Feed(url=url, failures=row.failures, due=row.due, wrong=row.wrong)

    def feeds(self) -> tuple[Feed, ...]:
        """All feeds that were ever watched, those that fail first, then by when they are due."""
        with self._opened.reading() as connection:
            if not inspect(connection).has_table(_feeds.name):
                return ()
            rows = connection.execute(select(_feeds).order_by(_feeds.c.failures.desc(), _feeds.c.due, _feeds.c.url)).all()
        return tuple(Feed(url=row.url, failures=row.failures, due=row.due, wrong=row.wrong) for row in rows)

    def read_at(self, url: str) -> int | None:
        """When the page at *url* was last fetched (seconds of Unix time), whether its items were followed or not."""
        with self._opened.reading() as connection:
            if not inspect(connection).has_table(_visits.name):
                return None
            at: int | None = connection.scalar(select(func.max(_visits.c.at)).where(_visits.c.url.in_((url, f"{url}#followed"))))
            return at

    def keep(self, feed: Feed) -> None:
        """Keep how a feed fares."""
        row = {name: getattr(feed, name) for name in feed.__struct_fields__}
        with self._store.writing() as connection:
            connection.execute(insert(_feeds).prefix_with("OR REPLACE"), row)

    def told(self, watch: str) -> int | None:
        """How far the watch of that name has told its news; None where it never began."""
        with self._store.reading() as connection:
            return connection.scalar(select(_told.c.upto).where(_told.c.watch == watch))

    def tell(self, watch: str, upto: int) -> None:
        """Keep how far it has."""
        with self._store.writing() as connection:
            connection.execute(insert(_told).prefix_with("OR REPLACE"), {"watch": watch, "upto": upto})
