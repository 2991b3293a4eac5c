"""The store: the one door to a ledger file, and its only writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import structs
from sqlalchemy import ColumnElement, Connection, Engine, func, or_, select

from precedent.entries import (
    Added,
    Brought,
    Citation,
    Diagnosis,
    Difference,
    EventRow,
    Held,
    Judgement,
    JudgementKind,
    MergeSummary,
    ReportRow,
    Resolved,
)
from precedent.errors import NotFound
from precedent.ledger import explore, finding, judge, judging, merging, review, rows, versions
from precedent.ledger import schema as s
from precedent.ledger import select as asking
from precedent.ledger.coverage import brought, held
from precedent.ledger.doctor import examine
from precedent.ledger.engine import connect, copy, spoken, writing
from precedent.ledger.explore import Counts, Selection
from precedent.ledger.many import among
from precedent.ledger.merging import Progress
from precedent.ledger.news import News, news
from precedent.ledger.resting import Resting, resting
from precedent.ledger.review import Beside
from precedent.merge.places import NoIndex, PlaceIndex
from precedent.query import Period, Query
from precedent.records import Claim, Marked, Place, Report

_ADDED = 100  # reports that are kept in one transaction


class Store:
    """A ledger. Not to be shared between threads while one of them iterates; any number of processes may open one."""

    def __init__(self, path: Path, engine: Engine, places: PlaceIndex) -> None:
        self.path = path
        self._engine = engine
        self._places = places

    @classmethod
    def open(
        cls, path: Path, *, create: bool = True, places: PlaceIndex | None = None, halted: Callable[[], bool] | None = None
    ) -> Store:
        """Open the ledger at *path*, or make it. *places* is the gazetteer that merging and queries ask.

        *halted* is asked often, in whatever thread works: once it says yes, that raises ``Interrupted``. Raises ``LedgerError``
        where it is missing (and not to be made), not a ledger, newer, or cannot be opened.
        """
        return cls(path, connect(path, create, halted), places or NoIndex())

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

    def known(self, report: Report, codebooks: tuple[str, ...] = ()) -> Added | None:
        """The report as it is there, if its very words are, with the same or better particulars and read for the same
        *codebooks* (:attr:`precedent.records.Marked.codebooks`); else None: add it."""
        with self.reading() as connection:
            return versions.known(connection, report, codebooks)

    def add(self, report: Report, marked: Marked) -> Added:
        """Keep a report with its marks, all in one transaction. Events are worked out by :meth:`merge`."""
        with self.writing() as connection:
            return versions.add(connection, report, marked)

    def add_all(self, told: Iterable[tuple[Report, Marked]]) -> Iterator[Added]:
        """Keep many reports, some at a time in one transaction; in their order. What is killed in between is added again."""
        waiting = iter(told)
        while part := list(islice(waiting, _ADDED)):
            with self.writing() as connection:
                added = versions.add_all(connection, part)
            yield from added

    def judge(
        self,
        kind: JudgementKind,
        events: Sequence[str],
        *,
        by: str,
        field: str | None = None,
        right: str | None = None,
        note: str | None = None,
        words: Citation | None = None,
        place: Place | None = None,
        seen: Sequence[str] = (),
    ) -> Judgement:
        """Keep what a person judged; the next :meth:`merge` honours it, and every later one.

        *kind* is ``same`` or ``different`` (two events; of ``different`` the second may be a report, whose telling is then
        taken out of the first), ``type`` (*right*: ``CODEBOOK:TYPE``), ``value`` (of *field*; *right* None: struck),
        ``not-event`` or ``accept``. *words* are those that say the right time, place or quantity, of a report that tells of the
        event; *place* is the place they name. *seen* are the fingerprints (:meth:`seen`) of the events as they were
        looked at. Raises ``NotFound``, ``UsageError``, and ``Conflict`` where one has changed since.
        """
        with self.writing() as connection:
            said = judging.Said(
                kind=kind, events=tuple(events), by=by, field=field, right=right, note=note, words=words, place=place
            )
            return judge.judge(connection, said, seen, self._places)

    def undo(self, number: int, *, by: str, note: str | None = None) -> Judgement:
        """Undo a judgement: by another one, so that both stay to be seen."""
        with self.writing() as connection:
            return judge.undo(connection, number, by, note)

    @staticmethod
    def seen(row: EventRow) -> str:
        """The fingerprint of an event as :meth:`event` gives it."""
        return judging.fingerprint(row)

    def judgements(self, event: str | None = None) -> tuple[Judgement, ...]:
        """What was judged (of an event's mentions, where given), in the order in which it was."""
        with self.reading() as connection:
            keys = None if event is None else judge.mentions_of(connection, event, self._places)
            return tuple(judging.judgements(connection, keys))

    def backup(self, target: Path) -> int:
        """Copy the ledger as it is at this moment to *target*, while others read and write it; returns its bytes."""
        with spoken(self.path):
            return copy(self._engine, target)

    def waiting(self) -> int:
        """Reports and mentions that :meth:`merge` has not come to yet."""
        with self.reading() as connection:
            return merging.waiting(connection)

    def merge(self, progress: Progress | None = None) -> MergeSummary:
        """Work out copies, stories and events of what was added, and of what a run that was stopped left undone.

        May be killed at any moment, and taken up by any later call. *progress* is told how many of how many steps are done.
        """
        return merging.merge(self.reading, self.writing, self._places, progress)

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
            conditions.append(asking.found_by(text))
        if published is not None:
            conditions += [c.published >= published.from_] if published.from_ else []
            conditions += [c.published < published.until] if published.until else []
        if as_of is not None:
            conditions.append(rows.published_by(as_of[:10]))
        with self.reading() as connection:
            if story is not None:
                conditions.append(c.story == finding.resolved(connection, story, "story", self._places).id)
            yield from rows.report_rows(connection, conditions)

    def latest(self, most: int) -> list[ReportRow]:
        """The reports that were read last, the latest first; superseded versions left out."""
        with self.reading() as connection:
            found = connection.execute(select(s.reports).where(s.reports.c.current).order_by(s.reports.c.seq.desc()).limit(most))
            return [rows.report_row(connection, row) for row in found]

    def events(
        self, query: Query | None = None, *, as_of: str | None = None, story: str | None = None, report: str | None = None
    ) -> Iterator[EventRow]:
        """Events that *query* wants, by when they happened (unknown last), then id.

        *as_of* gives what had been published, and had happened, by the end of that day.
        """
        with self.reading() as connection:
            conditions: list[ColumnElement[bool]] = []
            if story is not None:
                conditions.append(s.events.c.story == finding.resolved(connection, story, "story", self._places).id)
            if report is not None:
                told = select(s.mentions.c.event).where(
                    s.mentions.c.report == finding.report(connection, report).seq, s.mentions.c.live
                )
                conditions.append(s.events.c.id.in_(told))
            fitting: list[ColumnElement[bool]] = []
            if query is not None:
                conditions += asking.of_types(query)
                fitting = asking.sieve(connection, query, self._places)
            if as_of is None:
                found = rows.event_rows(connection, [*conditions, *fitting])
            else:
                found = rows.rows_as_of(connection, conditions, fitting, as_of[:10], self._places)
            for row in found:
                if query is None or not asking.differences(query, row, self._places):
                    yield row

    def selection(self, query: Query, *, story: str | None = None, report: str | None = None, **more: Any) -> Selection:
        """A selection, its story and report by the ids they have today. *more* as :class:`Selection` has it."""
        with self.reading() as connection:
            told = finding.resolved(connection, story, "story", self._places).id if story else None
            of = finding.report(connection, report).seq if report else None
        return Selection(query=query, story=told, report=of, **more)

    def explore(
        self, selection: Selection, *, order: str = "latest", offset: int = 0, limit: int = 50
    ) -> tuple[Counts, list[EventRow]]:
        """How many events of a selection there are, by each facet; and some of them, in one of ``explore.ORDERS``."""
        with self.reading() as connection:
            return explore.look(connection, selection, self._places, order=order, offset=offset, limit=limit)

    def queue(self, limit: int = 50, offset: int = 0) -> list[EventRow]:
        """Events that nobody has accepted as they are told today, by doubt and weight."""
        with self.reading() as connection:
            return list(review.queue(connection, limit, offset))

    def resting(self, row: EventRow) -> list[Resting]:
        """The claims that an event bears on, those about it first."""
        with self.reading() as connection:
            return list(resting(connection, row, self._places))

    def beside(self, event: str, most: int = 5) -> list[Beside]:
        """Other events that may be the same as *event*, the likeliest first, with what speaks for it and against it."""
        with self.reading() as connection:
            return review.beside(connection, finding.resolved(connection, event, "event", self._places).id, self._places, most)

    def similar(self, query: Query, *, as_of: str | None = None) -> Iterator[EventRow]:
        """Events of the types that *query* wants, whatever else keeps them out of it."""
        yield from self.events(Query(codebook=query.codebook, type=query.type, count_by=query.count_by), as_of=as_of)

    def differences(self, query: Query, row: EventRow) -> tuple[Difference, ...]:
        """The fields that keep *row* out of *query*; empty where it is in."""
        return asking.differences(query, row, self._places)

    def event(self, id_: str, *, as_of: str | None = None) -> EventRow:
        """The event of that id, or the one it has become part of."""
        with self.reading() as connection:
            found = finding.resolved(connection, id_, "event", self._places)
            if not found.current:
                told = judging.judgements(connection, [finding.head(connection, id_)])
                return structs.replace(finding.withdrawn(connection, id_, self._places), judgements=tuple(told))
            row = next(rows.event_rows(connection, [s.events.c.id == found.id]))
            then = row if as_of is None else rows.as_of(connection, [row], as_of[:10], self._places).get(row.id)
            if then is not None:
                return judge.with_judgements(connection, then)
        raise NotFound(f"event {id_} was not told of, or was yet to happen, on {as_of}", "give a later --as-of")

    def report(self, id_: str) -> ReportRow:
        """The report, or version of one, of that id."""
        with self.reading() as connection:
            return rows.report_row(connection, finding.report(connection, id_))

    def text(self, id_: str) -> Report:
        """The report as it was handed in."""
        with self.reading() as connection:
            return versions.as_given(finding.report(connection, id_))

    def marked(self, id_: str) -> Marked:
        """The report's marks."""
        with self.reading() as connection:
            return versions.as_marked(connection, finding.report(connection, id_))

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
        with self.reading() as connection:
            told = [] if query is None else [self._told(connection, query, as_of)]
            return held(connection, told, from_, until, as_of)

    def _told(self, connection: Connection, query: Query, as_of: str | None) -> ColumnElement[bool]:
        """Reports that tell of what *query* wants."""
        if query != Query(places=query.places, count_by=query.count_by):
            return among(s.reports.c.id, {r.id for row in self.events(query, as_of=as_of) for r in row.reports})
        # Places alone are answered by their index; only rows that were different on that day have to be looked at.
        m, at = s.mentions.c, asking.sieve(connection, query, self._places)
        if as_of is None:
            return s.reports.c.seq.in_(select(m.report).where(m.live, m.event.in_(select(s.events.c.id).where(*at))))
        day = as_of[:10]
        changed = s.events.c.id.in_(rows.changed_since(day))
        as_now = select(s.events.c.id).where(*at, rows.begun(day), ~changed)
        then = rows.rows_as_of(connection, [changed], [], day, self._places)
        others = {r.id for row in then if not asking.differences(query, row, self._places) for r in row.reports}
        return or_(s.reports.c.seq.in_(select(m.report).where(m.live, m.event.in_(as_now))), among(s.reports.c.id, others))

    def sources(self, most: int = 500) -> tuple[Brought, ...]:
        """What each source has brought, the one with the most reports first."""
        with self.reading() as connection:
            return brought(connection, most)

    def news(self, after: int | None) -> News:
        """Reports that were first read after the one numbered *after*, and events that only they tell of."""
        with self.reading() as connection:
            return news(connection, after)

    def doctor(self) -> Diagnosis:
        """Look at everything: whether each citation says what stands there, and each id leads somewhere."""
        with self.reading() as connection:
            return examine(connection, lambda id_: finding.resolve(connection, id_, self._places))
