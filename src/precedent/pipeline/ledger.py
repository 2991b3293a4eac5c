"""Many reports in one ledger: read, listed, asked, judged, exported, and imported rows beside them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from precedent import settings
from precedent.base import Record
from precedent.entries import Citation, Diagnosis, EventRow, Judgement, JudgementKind, MergeSummary, ReportRow
from precedent.errors import NotFound, UsageError
from precedent.pipeline.marking import Read, mark_all
from precedent.pipeline.parts import Names, gazetteer, parts, place_named, type_named
from precedent.pipeline.typed import read_claim, telling
from precedent.query import Query
from precedent.records import Claim, Marked, Refusal, Report

if TYPE_CHECKING:
    from precedent.answers import Answer, Precedents, Verdict
    from precedent.archive import Archive
    from precedent.archive.importing import ImportSummary
    from precedent.ask.holdings import Holdings
    from precedent.export.write import Exported, Form
    from precedent.ledger import Store
    from precedent.sources.network import Network
    from precedent.sources.visits import Visit


def with_particulars(report: Report, marked: Marked) -> Report:
    """The report with what marking found in its own words: when it was published, a poster's name and rank."""
    import msgspec

    found = {name: getattr(marked, name) for name in ("published", "published_by", "author", "rank", "number")}
    return msgspec.structs.replace(report, **{name: value for name, value in found.items() if getattr(report, name) is None})


class ReadSummary(Record, frozen=True, kw_only=True):
    """What one ``read`` did. ``refused`` lists what could not be read, each with its reason."""

    reports: int = 0
    new: int = 0
    versions: int = 0
    updated: int = 0
    unchanged: int = 0
    empty: int = 0
    not_english: int = 0
    repeated_paragraphs: int = 0
    refused: tuple[Refusal, ...] = ()
    merged: MergeSummary


class Ledger:
    """Many reports' events, merged and cited, in one SQLite file. Use as a context manager.

    >>> with Ledger("precedent.db") as ledger:      # doctest: +SKIP
    ...     ledger.read("reports/")
    ...     for event in ledger.events(Query(type=("CROSS",), count_by="events")):
    ...         print(event.from_, event.what.text)
    """

    def __init__(self, path: str | Path | None = None, *, create: bool = True, halted: Callable[[], bool] | None = None) -> None:
        """Open the ledger at *path* (default: ``PRECEDENT_LEDGER``, else ``precedent.db``).

        *halted* is asked often while the ledger works; once it says yes, that raises ``Interrupted``, and what was kept is kept.
        """
        from precedent.ledger import Store

        self.store = Store.open(Path(path or settings.load().ledger), create=create, places=gazetteer(), halted=halted)
        self._archive: Archive | None = None
        self._closes = True

    @classmethod
    def of(cls, store: Store) -> Ledger:
        """The ledger of a store that is open already, and stays open: for many short uses of one, in any thread."""
        made = cls.__new__(cls)
        made.store, made._archive, made._closes = store, None, False
        return made

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        if self._closes:
            self.store.close()
        if self._archive is not None:
            self._archive.close()

    def read(
        self,
        *sources: str,
        as_: str | None = None,
        jobs: int | None = None,
        columns: Mapping[str, str] | None = None,
        codebooks: Names = None,
        again: bool = False,
        follow: bool = False,
        network: Network | None = None,
        on_report: Callable[[], None] | None = None,
        on_bytes: Callable[[int], None] | None = None,
        on_merge: Callable[[int, int], None] | None = None,
    ) -> ReadSummary:
        """Read *sources* (files, folders, web addresses, ``-``), mark what is new, keep it and merge it.

        What is known, and was read for the same *codebooks* (as of :func:`mark`), is not marked again, nor is what
        :mod:`precedent.marks` holds of this version. *again*: the reports that the ledger holds are read as well, from the
        texts it keeps. *columns* says which column of a table gives which field of a report; *follow* reads the full text of
        feeds' items; *network* says what may be fetched (:meth:`network`). *on_report* is called after each report,
        *on_bytes* with the bytes of files read since it was last called, *on_merge* with (done, of) while merging.
        """
        from precedent import marks
        from precedent.sources.open import read

        network = network or self.network(follow=follow)
        counts: dict[str, int] = {}
        refused: list[Refusal] = []
        seen: deque[tuple[int, list[Visit]]] = deque()  # visits, and how many items must have been kept before they count
        handed = kept = 0
        named = parts(codebooks).named

        def count(kind: str) -> None:
            counts[kind] = counts.get(kind, 0) + 1
            if on_report is not None:
                on_report()

        def found(source: str) -> Iterator[Report | Refusal | Read]:
            if marks.held(source):
                return (Read(*item) for item in marks.read(source))
            return read(source, as_, columns=columns, fetch=network.fetch, follow=follow, on_bytes=on_bytes)

        def unknown() -> Iterator[Report | Refusal | Read]:
            nonlocal handed
            for source in sources:
                wrong = set()
                for item in found(source):
                    report = item.report if isinstance(item, Read) else item
                    if isinstance(item, Refusal) and item.kind == "refused":
                        wrong.add(item.source)
                    if isinstance(report, Report) and self.store.known(report, named):
                        count("unchanged")
                    else:
                        handed += 1
                        yield item
                seen.append((handed, [visit for visit in network.visits() if visit.url not in wrong]))

        def held() -> Iterator[Report]:
            for row in list(self.store.reports()):
                report = self.store.text(row.id)
                if self.store.known(report, named):
                    count("unchanged")
                else:
                    yield report

        def remember() -> None:
            while seen and seen[0][0] <= kept:
                network.remember(seen.popleft()[1])

        repeats = 0
        for report, marked, refusal in mark_all(chain(held() if again else (), unknown()), jobs, codebooks):
            if refusal is not None or report is None or marked is None:
                if refusal is not None and refusal.kind == "refused":
                    refused.append(refusal)
                count(refusal.kind if refusal is not None else "refused")
            else:
                count(self.store.add(with_particulars(report, marked), marked).kind)
                repeats += len(marked.repeats)
                if marked.language not in (None, "en"):
                    counts["not-english"] = counts.get("not-english", 0) + 1
            kept += 1
            remember()
        remember()
        return ReadSummary(
            reports=sum(counts.get(kind, 0) for kind in ("new", "version", "updated", "unchanged")),
            new=counts.get("new", 0),
            versions=counts.get("version", 0),
            updated=counts.get("updated", 0),
            unchanged=counts.get("unchanged", 0),
            empty=counts.get("empty", 0),
            not_english=counts.get("not-english", 0),
            repeated_paragraphs=repeats,
            refused=tuple(refused),
            merged=self.store.merge(on_merge),
        )

    def network(self, allow: Collection[str] = (), follow: bool = False) -> Network:
        """The network as this ledger reads it: pages unchanged since the last visit are not read again.

        *allow* names hosts, or ``HOST:PORT``, whose addresses may be private. *follow* as it will be read with.
        """
        from precedent.ledger.visits import Visits
        from precedent.sources.network import Network

        return Network(allow, Visits(self.store, follow))

    def import_(
        self,
        file: str | Path,
        as_: str | None = None,
        map_: str | Path | None = None,
        name: str | None = None,
        on_step: Callable[[str, int, int], None] | None = None,
    ) -> ImportSummary:
        """Import a table of events, or an export of another ledger's, into the archive beside this ledger.

        *as_* is ucdp, acled, icews, polecat, gdelt, csv, or a form of :data:`precedent.export.back.FORMS` (default: what the
        file is), *map_* a YAML file that says what the columns mean, *name* what the other ledger is called here (default:
        precedent). *on_step* is told (step, done, of; of is 0 where it is not known). Killed at any moment, nothing of it is there.
        """
        from precedent.archive import folder_of
        from precedent.pipeline.bringing import bring

        return bring(folder_of(self.store.path), Path(file), as_, Path(map_) if map_ else None, name, on_step)

    @property
    def archive(self) -> Archive | None:
        """The rows imported, as they are now; None where there are none."""
        from precedent.archive import Archive

        found = Archive.beside(self.store.path, gazetteer())
        if self._archive is None or found is None or found.manifest != self._archive.manifest:
            if self._archive is not None:
                self._archive.close()
            self._archive = found
        return self._archive

    def holdings(self, trust: Collection[str] = (), near: EventRow | None = None) -> Holdings:
        """Ledger and archive as one; *trust* names data sets coded by machine that may decide a verdict."""
        archive = self.archive
        if archive is None:
            if trust:
                raise UsageError(
                    f"nothing is imported to trust {next(iter(trust))} by", "import a file first: precedent import FILE"
                )
            return self.store
        from precedent.ask.together import Together

        return Together(self.store, archive, gazetteer(), trust, near)

    def reports(self, **filters: Any) -> Iterator[ReportRow]:
        """The reports held, by date: see :meth:`precedent.ledger.Store.reports`."""
        return self.store.reports(**filters)

    def events(self, query: Query | None = None, **filters: Any) -> Iterator[EventRow]:
        """The events held that *query* means, by date: see :meth:`precedent.ledger.Store.events`."""
        return self.store.events(query, **filters)

    def export(self, events: Iterable[EventRow], path: Path | None = None, form: Form | str = "jsonl") -> Exported:
        """Write *events* (see :meth:`events`) in one of the forms of :class:`precedent.export.write.Form`, in flat memory.

        The file at *path* is there whole or not at all; without one, standard output is written to.
        """
        from functools import lru_cache

        from precedent.export import target
        from precedent.export.write import COUNTS_BYTES, Form, write

        form, archive = Form(form), self.archive
        if archive is not None:
            events = map(archive.as_it_came, events)
        at = target.standard_output(seekable=form in COUNTS_BYTES) if path is None else target.whole(path)
        with at as file:
            return write(events, form, file, lru_cache(4096)(self._report))

    def _report(self, id: str) -> ReportRow:
        """The report of that id; of one that is not held, as where imported rows come from, nothing but the id is known."""
        try:
            return self.store.report(id)
        except NotFound:
            unknown = dict.fromkeys(("title", "source", "author", "published", "url", "language", "copy_of", "revises", "thread"))
            return ReportRow(id=id, **unknown, words=0, number=None, story=None, main_event=None, events=())

    def rows(self, query: Query, datasets: Collection[str] | None = None, as_of: str | None = None) -> Iterator[EventRow]:
        """The imported rows that *query* means, by date, of all data sets or of these."""
        archive = self.archive
        for unknown in sorted(set(datasets or ()) - set(archive.datasets if archive else ())):
            raise NotFound(f"no data set {unknown} is imported", "import a file of it first: precedent import FILE")
        return archive.rows(query, datasets, as_of, full=True) if archive else iter(())

    def show(self, id: str, as_of: str | None = None) -> EventRow | ReportRow:
        """The event, imported row or report of that id; an id once given still finds what it became."""
        if (archive := self.archive) is not None and archive.owns(id):
            return self.holdings().event(id)
        found = self.store.resolve(id)
        if found.kind == "report":
            return self.store.report(found.id)
        if found.kind == "event":
            return self.holdings().event(found.id, as_of=as_of)
        raise NotFound(f"{id} is a story", "list its events with `precedent events --story`")

    def check(
        self, claim: str | Claim, as_of: str | None = None, trust: Collection[str] = (), *, event: str | None = None
    ) -> Verdict:
        """Whether *claim* ("the first crossing by a soldier since last August") holds in this ledger, with evidence.

        *as_of* is the day on which it is said: what was published and had happened by its end counts. Default: today.
        *trust* names data sets coded by machine whose imported rows may decide it; *event* is the id of the event that the
        claim is about, where it is known.
        """
        from precedent.ask.check import check
        from precedent.ask.homes import settle

        day, held = as_of or date.today().isoformat(), self.holdings(trust)
        found = read_claim(claim, day, settle(held, day)) if isinstance(claim, str) else claim
        return check(held, found, as_of=day, event=event)

    def check_report(self, id: str, as_of: str | None = None, trust: Collection[str] = ()) -> tuple[Verdict, ...]:
        """A verdict for each claim of that report, as of *as_of* or else the day it was published."""
        from precedent.ask.check import check_report

        report = self.store.report(id)
        day = as_of or (report.published or date.today().isoformat())[:10]
        return check_report(self.holdings(trust), report.id, as_of=day)

    def ask(
        self,
        question: str,
        as_of: str | None = None,
        trust: Collection[str] = (),
        *,
        change: Callable[[Query], Query] | None = None,
    ) -> Answer:
        """The answer to a plain question ("How many soldiers crossed the line since 2017?"), with how it was read.

        *as_of* is the day on which it is asked: what was published and had happened by its end counts. Default: today.
        *change* puts right how it was read.
        """
        from precedent.ask.answer import ask

        day = as_of or date.today().isoformat()
        return ask(self.holdings(trust), question, day, lambda statement: telling(statement, day), parts().codebooks, change)

    def precedents(self, event: str, as_of: str | None = None, most: int = 10, trust: Collection[str] = ()) -> Precedents:
        """The events before *event* (an id) that are most like it, with what is the same and what differs."""
        from precedent.ask.precedents import precedents

        day = as_of or date.today().isoformat()
        near = self.holdings(trust).event(event, as_of=day)
        return precedents(self.holdings(trust, near), event, day, most)

    def judge(
        self,
        kind: JudgementKind,
        *events: str,
        by: str,
        field: str | None = None,
        right: str | None = None,
        note: str | None = None,
        words: Citation | None = None,
        seen: Sequence[str] = (),
    ) -> Judgement:
        """Keep what *by* judged of events, and merge by it: see :meth:`precedent.ledger.Store.judge`.

        *right* of a type may leave out its codebook; of a place whose *words* are shown it is the place's id, or its name.
        """
        place = None
        if field == "type":
            right = type_named(right or "")
        elif field == "place" and words is not None:
            place = place_named(right or words.text, words)
            right = place.place
        judged = self.store.judge(kind, events, by=by, field=field, right=right, note=note, words=words, place=place, seen=seen)
        self.store.merge()
        return judged

    def undo(self, number: int, *, by: str, note: str | None = None) -> Judgement:
        """Undo a judgement, and merge without it."""
        undone = self.store.undo(number, by=by, note=note)
        self.store.merge()
        return undone

    def judgements(self, event: str | None = None) -> tuple[Judgement, ...]:
        """What was judged, of one event or of all, in the order in which it was."""
        return self.store.judgements(event)

    def backup(self, target: str | Path) -> int:
        """Copy the ledger as it is now to a new file while others use it; returns its bytes."""
        return self.store.backup(Path(target))

    def doctor(self) -> Diagnosis:
        """Whether the ledger is sound and every citation true to its text, and whether its archive is whole."""
        import msgspec

        from precedent.archive import folder_of
        from precedent.archive.doctor import examine

        found, beside = self.store.doctor(), examine(folder_of(self.store.path))
        complaints = (*found.complaints, *beside.complaints)
        return msgspec.structs.replace(found, complaints=complaints, rows=beside.rows, left_over=beside.left_over)
