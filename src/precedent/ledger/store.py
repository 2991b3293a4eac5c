"""The store: the one door to a ledger file, and its only writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, distinct, func, or_, select

from precedent.entries import Added, Diagnosis, Difference, EventRow, Held, MergeSummary, ReportRow, Resolved
from precedent.errors import NotFound
from precedent.ledger import finding, rows, versions
from precedent.ledger import schema as s
from precedent.ledger import select as asking
from precedent.ledger.comparing import compare
from precedent.ledger.coverage import held
from precedent.ledger.doctor import examine
from precedent.ledger.engine import connect, spoken, writing
from precedent.ledger.news import News, news
from precedent.ledger.placing import place, settle
from precedent.merge.places import NoIndex, PlaceIndex
from precedent.query import Period, Query
from precedent.records import Claim, Marked, Report

# Work of one transaction: enough that a commit costs little, little enough that others do not wait and memory is bounded.
_REPORTS, _MENTIONS = 100, 500

Progress = Callable[[int, int], None]


class Store:
    """A ledger. Not to be shared between threads while one of them iterates; any number of processes may open one."""

    def __init__(self, path: Path, engine: Engine, places: PlaceIndex) -> None:
        self.path = path
        self._engine = engine
        self._places = places

    @classmethod
    def open(cls, path: Path, *, create: bool = True, places: PlaceIndex | None = None) -> Store:
        """Open the ledger at *path*, or make it. *places* is the gazetteer that merging and queries ask.

        Raises ``LedgerError`` where it is missing (and not to be made), not a ledger, newer, or cannot be opened.
        """
        return cls(path, connect(path, create), places or NoIndex())

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that reads: all it sees is of one moment."""
        with spoken(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: all of it is kept, or nothing."""
        with spoken(self.path), writing(self._engine) as connection:
            yield connection

    # Writing

    def known(self, report: Report) -> Added | None:
        """The report as it is there, if its very words are, with the same or better particulars; else None: add it."""
        with self.reading() as connection:
            return versions.known(connection, report)

    def add(self, report: Report, marked: Marked) -> Added:
        """Keep a report with its marks, all in one transaction. Events are worked out by :meth:`merge`."""
        with self.writing() as connection:
            return versions.add(connection, report, marked)

    def waiting(self) -> int:
        """Reports and mentions that :meth:`merge` has not come to yet."""
        with self.reading() as connection:
            reports = connection.scalar(select(func.count()).where(s.reports.c.stage < s.SETTLED)) or 0
            return reports + (connection.scalar(select(func.count()).where(s.mentions.c.stage < s.PLACED)) or 0)

    def merge(self, progress: Progress | None = None) -> MergeSummary:
        """Work out copies, stories and events of what was added, and of what a run that was stopped left undone.

        May be killed at any moment, and taken up by any later call. *progress* is told how many of how many steps are done.
        """
        looked_at = self._count(s.mentions.c.seq, s.mentions.c.stage < s.PLACED)
        done, total = 0, 2 * self._count(s.reports.c.seq, s.reports.c.stage == s.ADDED) + looked_at
        steps: tuple[Callable[[Connection], int], ...] = (
            lambda connection: compare(connection, self._places, _REPORTS),
            lambda connection: settle(connection, _REPORTS),
            lambda connection: place(connection, self._places, _MENTIONS),
        )
        for step in steps:
            more = True
            while more:
                with self.writing() as connection:
                    worked = step(connection)
                more, done = worked > 0, done + worked
                if progress is not None and worked:
                    progress(min(done, total), max(done, total))
        return self._summary(looked_at)

    def _count(self, column: ColumnElement[object], *conditions: ColumnElement[bool]) -> int:
        with self.reading() as connection:
            return connection.scalar(select(func.count(distinct(column))).where(*conditions)) or 0

    def _summary(self, looked_at: int) -> MergeSummary:
        r, m = s.reports.c, s.mentions.c
        live, events = self._count(m.seq, m.live), self._count(s.events.c.id)
        return MergeSummary(
            mentions=looked_at,
            reports=self._count(r.base),
            copies=self._count(r.seq, r.current, r.root != r.base),
            events=events,
            merged=live - events,
            stories=self._count(r.story),
        )

    # Reading

    def reports(
        self,
        *,
        source: str | None = None,
        text: str | None = None,
        published: Period | None = None,
        story: str | None = None,
        as_of: str | None = None,
    ) -> Iterator[ReportRow]:
        """Reports, all versions of them, by publication (unknown last), then id."""
        c = s.reports.c
        conditions: list[ColumnElement[bool]] = []
        if source is not None:
            conditions.append(or_(func.lower(c.source) == source.lower(), c.publisher == " ".join(source.casefold().split())))
        if text is not None:
            conditions.append(or_(c.text.icontains(text, autoescape=True), c.title.icontains(text, autoescape=True)))
        if published is not None:
            conditions += [c.published >= published.from_] if published.from_ else []
            conditions += [c.published < published.until] if published.until else []
        if as_of is not None:
            conditions.append(rows.published_by(as_of[:10]))
        with self.reading() as connection:
            if story is not None:
                conditions.append(c.story == self._resolved(connection, story, "story").id)
            yield from rows.report_rows(connection, conditions)

    def events(
        self, query: Query | None = None, *, as_of: str | None = None, story: str | None = None, report: str | None = None
    ) -> Iterator[EventRow]:
        """Events that *query* wants, by when they happened (unknown last), then id.

        *as_of* gives what had been published, and had happened, by the end of that day.
        """
        with self.reading() as connection:
            conditions: list[ColumnElement[bool]] = []
            if story is not None:
                conditions.append(s.events.c.story == self._resolved(connection, story, "story").id)
            if report is not None:
                told = select(s.mentions.c.event).where(
                    s.mentions.c.report == self._report(connection, report).seq, s.mentions.c.live
                )
                conditions.append(s.events.c.id.in_(told))
            if query is not None and as_of is None:  # as of an earlier day a row may have had other values
                conditions += asking.sieve(query)
            for row in rows.event_rows(connection, conditions):
                then = row if as_of is None else rows.as_of(connection, row, as_of[:10], self._places)
                if then is not None and (query is None or not asking.differences(query, then, self._places)):
                    yield then

    def similar(self, query: Query, *, as_of: str | None = None) -> Iterator[EventRow]:
        """Events of the types that *query* wants, whatever else keeps them out of it."""
        yield from self.events(Query(codebook=query.codebook, type=query.type, count_by=query.count_by), as_of=as_of)

    def differences(self, query: Query, row: EventRow) -> tuple[Difference, ...]:
        """The fields that keep *row* out of *query*; empty where it is in."""
        return asking.differences(query, row, self._places)

    def event(self, id_: str, *, as_of: str | None = None) -> EventRow:
        """The event of that id, or the one it has become part of."""
        with self.reading() as connection:
            found = self._resolved(connection, id_, "event")
            if not found.current:
                return finding.withdrawn(connection, id_, self._places)
            row = next(rows.event_rows(connection, [s.events.c.id == found.id]))
            then = row if as_of is None else rows.as_of(connection, row, as_of[:10], self._places)
        if then is None:
            raise NotFound(f"event {id_} was not told of, or was yet to happen, on {as_of}", "give a later --as-of")
        return then

    def report(self, id_: str) -> ReportRow:
        """The report, or version of one, of that id."""
        with self.reading() as connection:
            return rows.report_row(connection, self._report(connection, id_))

    def text(self, id_: str) -> Report:
        """The report as it was handed in."""
        with self.reading() as connection:
            return versions.as_given(self._report(connection, id_))

    def marked(self, id_: str) -> Marked:
        """The report's marks."""
        with self.reading() as connection:
            return versions.as_marked(connection, self._report(connection, id_))

    def claims(self, id_: str) -> tuple[Claim, ...]:
        """What the report claims of its events in comparison with others."""
        return self.marked(id_).claims

    def resolve(self, id_: str) -> Resolved:
        """What an id stands for today, whenever it was given out."""
        with self.reading() as connection:
            return finding.resolve(connection, id_, self._places)

    def coverage(
        self, *, query: Query | None = None, from_: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> Held:
        """Reports and sources, in all and by month of publication, of those that tell of what *query* wants (None: of all).

        Copies and superseded versions are not counted. *from_* and *until* are half-open days of publication.
        """
        ids = None if query is None else {r.id for row in self.events(query, as_of=as_of) for r in row.reports}
        with self.reading() as connection:
            return held(connection, ids, from_, until, as_of)

    def news(self, after: int) -> News:
        """Reports that were first read after the one numbered *after*, and events that only they tell of."""
        with self.reading() as connection:
            return news(connection, after)

    def doctor(self) -> Diagnosis:
        """Look at everything: whether each citation says what stands there, and each id leads somewhere."""
        with self.reading() as connection:
            return examine(connection, lambda id_: finding.resolve(connection, id_, self._places))

    def _resolved(self, connection: Connection, id_: str, kind: str) -> Resolved:
        found = finding.resolve(connection, id_, self._places)
        if found.kind != kind:
            raise NotFound(
                f"{id_} is the id of a {found.kind}", f"give that of an {kind}" if kind == "event" else f"give that of a {kind}"
            )
        return found

    def _report(self, connection: Connection, id_: str) -> Row[Any]:
        found = finding.find_report(connection, id_)
        if found is None:
            raise NotFound(f"no report has the id {id_}", "precedent reports lists what there is")
        return found
