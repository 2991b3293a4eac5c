"""Where the rooms meet: reports in; what they tell, the ledger of it, and answers out.

``mark`` and ``times`` are pure functions of one report. :class:`Ledger` keeps what many reports tell. Everything here is
also the public Python API, re-exported by :mod:`precedent`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from precedent import settings
from precedent.base import Record
from precedent.entries import Citation, Diagnosis, EventRow, Judgement, JudgementKind, MergeSummary, ReportRow
from precedent.errors import NotFound, PrecedentError, UsageError
from precedent.query import Query
from precedent.records import Claim, Marked, Place, Refusal, Report, Span, Time, relocate

if TYPE_CHECKING:
    from precedent.answers import Answer, Precedents, Trial, Verdict
    from precedent.archive import Archive
    from precedent.archive.importing import ImportSummary
    from precedent.ask.holdings import Holdings
    from precedent.clean.document import Document, View
    from precedent.codebooks.load import Codebook, EventType
    from precedent.codebooks.own import Own
    from precedent.events.weighing import Traits
    from precedent.export.write import Exported, Form
    from precedent.knowledge.gazetteer import Gazetteer
    from precedent.nearest.kind import Kind
    from precedent.sources.network import Network
    from precedent.sources.visits import Visit

R = TypeVar("R")
Names = tuple[str, ...] | None  # of codebooks
_WINDOW = 8  # reports on their way to each worker: enough to keep it busy, few enough to keep memory flat


class Parts(NamedTuple):
    """What reading needs and loads once a process. ``own`` are the user's codebooks, ``shipped`` the others."""

    gazetteer: Gazetteer
    shipped: tuple[Codebook, ...]
    own: tuple[Own, ...]

    @property
    def codebooks(self) -> tuple[Codebook, ...]:
        return (*self.shipped, *(own.codebook for own in self.own))

    @property
    def named(self) -> tuple[str, ...]:
        """Empty for just what ships; see :class:`precedent.records.Marked`."""
        from precedent.codebooks.load import SHIPPED

        names = tuple(book.name for book in self.shipped)
        return () if names == SHIPPED and not self.own else (*names, *(own.id for own in self.own))


def parts(codebooks: Names = None) -> Parts:
    """The gazetteer, and the codebooks of these names (None: all that ship and all that the user added)."""
    return _parts(codebooks, settings.load().codebooks)


@cache
def _parts(codebooks: Names, folder: str | None) -> Parts:
    from precedent.codebooks import own

    return Parts(_gazetteer(), *own.chosen(codebooks, own.folder(folder)))


@cache
def _gazetteer() -> Gazetteer:
    from precedent.knowledge.gazetteer import Gazetteer

    return Gazetteer.open()


@cache
def _learnt(own: tuple[Own, ...]) -> tuple[tuple[Kind, ...], tuple[Codebook, ...]]:
    """Of the user's codebooks the types that are found by example, and those that only have trigger words."""
    if not own:
        return (), ()
    import msgspec

    from precedent.encode import encoder
    from precedent.nearest.kept import by_example, kinds

    words = [(one.codebook, tuple(kind for kind in one.codebook.types if not by_example(kind))) for one in own]
    by_words = tuple(msgspec.structs.replace(book, types=types) for book, types in words if types)
    return tuple(kind for one in own for kind in kinds(one, encoder.shipped())), by_words


def mark(report: Report | dict[str, Any], codebooks: Names = None) -> Marked:
    """Say what one report tells: times, places, actors, events and claims, each with its words.

    Offsets count Unicode code points in the report's own text or title. Text that is not English is named as such and
    left unread. *codebooks* are the names of those that events are looked for by, in place of all that ship and all that the
    user added. The result depends on the report and the codebooks alone.
    """
    import msgspec

    from precedent.clean.prepare import prepare

    if isinstance(report, dict):
        report = msgspec.convert(report, Report)
    doc = prepare(report)
    found = tell(doc, codebooks=codebooks)[0] if doc.language in (None, "en") else _nothing(doc)
    found = _given(found, doc)
    named = parts(codebooks).named
    return msgspec.structs.replace(found, codebooks=named) if named else found


def _nothing(doc: Document) -> Marked:
    report = doc.report
    return Marked(
        id=report.id,
        title=report.title,
        language=doc.language,
        published=report.published,
        published_by=report.published_by or ("given" if report.published else None),
        source=report.source,
        author=report.author,
        url=report.url,
        thread=report.thread,
        number=report.number,
        rank=report.rank,
        text=report.text if report.extracted else None,
        times=(),
        places=(),
        actors=(),
        events=(),
        claims=(),
        repeats=doc.repeats,
        quotes=doc.quotes,
        losses=report.losses,
        extra=report.extra,
    )


def tell(
    doc: Document, by_words: tuple[Codebook, ...] = (), least: float | None = None, codebooks: Names = None
) -> tuple[Marked, tuple[Traits, ...]]:
    """The marks of a report in its view, and what each of its events was weighed by; see :func:`precedent.events.read.read`."""
    import msgspec

    from precedent.codebooks.load import shipped
    from precedent.encode import document, encoder
    from precedent.events.gather import LEAST
    from precedent.events.read import read
    from precedent.resolve import actors, calendar, places
    from precedent.resolve.descriptions import described
    from precedent.spans import names, phrases, times

    gazetteer, listed, own = parts(codebooks)
    kinds, words_alone = _learnt(own)
    # Whatever is looked for, the encoder has the hints that it was trained with.
    readings = document.read(doc, encoder.shipped(), shipped())
    said = calendar.resolve(doc, tuple(t for t in times.find(doc) if doc.in_prose(t.part, t.start)))
    parsed = tuple(phrases.parse(sentence) for sentence in doc.sentences)
    named = names.find(doc, parsed, gazetteer)
    where = places.resolve(doc, parsed, named, gazetteer)
    who = actors.chains(doc, parsed, named, where)
    spots = described(doc, named, where, gazetteer)
    least = LEAST if least is None else least
    told = read(doc, parsed, readings, said, spots, who, listed, encoder.shipped(), (*words_alone, *by_words), least, kinds)
    marks = {"times": said, "places": where, "actors": told.actors, "events": told.events, "claims": told.claims}
    return msgspec.structs.replace(_nothing(doc), **marks), told.traits


def _given(found: R, doc: Document) -> R:
    """Move every span of *found* from the view to the text as it was given."""
    if doc.text.text == doc.text.raw and doc.title.text == doc.title.raw:
        return found

    return relocate(found, lambda span: _as_given(doc.view(span.in_ or "text"), span), doc.text.given)


def _as_given(view: View, span: Span) -> tuple[int, int, str]:
    start, end = view.given(span.start, span.end)
    return start, end, view.raw[start:end]


def mark_typed(text: str, day: str) -> Iterator[Marked]:
    """Marks of a sentence that someone typed on *day*: as in a report, then word by word, by what the words alone may tell."""
    from precedent.clean.prepare import prepare
    from precedent.codebooks.relaxed import relaxed

    doc = prepare(Report(id="typed", text=text, published=day))
    books = parts().codebooks
    return (tell(doc, by_words)[0] for by_words in ((), relaxed(books, steps=False), relaxed(books, steps=True)))


def _telling(text: str, day: str) -> Marked:
    """The first marks of what someone typed that tell an event; where none do, those that a report would get."""
    tries = mark_typed(text, day)
    first = next(tries)
    return first if first.events else next((found for found in tries if found.events), first)


def read_claim(text: str, day: str) -> Claim:
    """The claim that *text* makes, said on *day*. Raises ``UsageError`` where none can be read in it."""
    from precedent.ask import order

    tries = tuple(mark_typed(text, day))
    found = next((told.claims[0] for told in tries if told.claims), None)
    found = found or next((c for told in tries if (c := order.read(text, told, parts().codebooks))), None)
    if found is None:
        raise UsageError(
            f"no claim can be read in {text!r}",
            'say what is compared and since when, e.g. "the first crossing by a soldier since August 2024"',
        )
    return found


def is_question(text: str) -> bool:
    """Whether *text* begins like a question that :meth:`Ledger.ask` reads."""
    from precedent.ask import asking
    from precedent.ask.answer import verbs

    return asking.read(text, verbs(parts().codebooks)) is not None


def times(text: str, published: str | None = None) -> tuple[Time, ...]:
    """Find and normalise the times of an English text said on *published* (ISO 8601 date or datetime), as TIMEX3.

    Reads the text alone, without sentences or tokens; its speed is in benchmarks/times.md.
    """
    from precedent.clean.view import view
    from precedent.resolve import calendar
    from precedent.spans import times as spans

    seen = view(text)
    found = calendar.resolve_in(seen.text, list(spans.find_in(seen.text)), published)
    return found if seen.text == seen.raw else relocate(found, lambda span: _as_given(seen, span), seen.given)


class Read(NamedTuple):
    """One report after marking: what was said of it, or why nothing could be."""

    report: Report | None
    marked: Marked | None
    refusal: Refusal | None


def _try(item: Report | Refusal | Read, codebooks: Names = None) -> Read:
    if isinstance(item, Read):
        return item
    if isinstance(item, Refusal):
        return Read(None, None, item)
    try:
        return Read(item, mark(item, codebooks), None)
    except Exception as error:  # one bad report must never stop a batch
        where = f"{type(error).__name__}: {error}".splitlines()[0]
        return Read(None, None, Refusal(source=item.id, reason=f"could not be read ({where})", advice="please report this text"))


def mark_all(items: Iterable[Report | Refusal | Read], jobs: int | None = None, codebooks: Names = None) -> Iterator[Read]:
    """Mark a stream of reports in order, in *jobs* processes (default: ``PRECEDENT_JOBS``, else 1), in flat memory.

    What is marked already goes through as it is. *codebooks* as of :func:`mark`; what is wrong with one is raised before
    anything is read.
    """
    jobs = jobs or settings.load().jobs
    _learnt(parts(codebooks).own)
    if jobs <= 1:
        yield from (_try(item, codebooks) for item in items)
        return
    import multiprocessing
    import signal
    from concurrent.futures.process import BrokenProcessPool

    # Ctrl-C reaches the workers too: the parent alone decides what it means.
    ignore = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=signal.signal, initargs=ignore
    ) as pool:
        waiting: deque[Future[Read]] = deque()
        try:
            for item in items:
                waiting.append(_finished(item) if isinstance(item, Read) else pool.submit(_try, item, codebooks))
                if len(waiting) >= jobs * _WINDOW:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise PrecedentError(
                "a worker process ended before its work was done",
                'read again to go on; in a script, call it under `if __name__ == "__main__":`, or use jobs=1',
            ) from error
        finally:
            for future in waiting:
                future.cancel()


def _finished(read: Read) -> Future[Read]:
    future: Future[Read] = Future()
    future.set_result(read)
    return future


def _with_particulars(report: Report, marked: Marked) -> Report:
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

    def __init__(self, path: str | Path | None = None, *, create: bool = True) -> None:
        """Open the ledger at *path* (default: ``PRECEDENT_LEDGER``, else ``precedent.db``)."""
        from precedent.ledger import Store

        self.store = Store.open(Path(path or settings.load().ledger), create=create, places=_gazetteer())
        self._archive: Archive | None = None

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
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
                count(self.store.add(_with_particulars(report, marked), marked).kind)
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
        on_step: Callable[[str, int, int], None] | None = None,
    ) -> ImportSummary:
        """Import a table of events into the archive beside the ledger: see :func:`precedent.archive.importing.import_file`.

        *as_* is ucdp, acled, icews, polecat, gdelt or csv (default: what the file looks like), *map_* a YAML file that says
        what the columns mean. *on_step* is told (step, done, of). Killed at any moment, nothing of it is there.
        """
        from precedent.archive import folder_of
        from precedent.archive.importing import import_file

        folder = folder_of(self.store.path)
        return import_file(folder, Path(file), _gazetteer(), as_, Path(map_) if map_ else None, on_step)

    @property
    def archive(self) -> Archive | None:
        """The rows imported, as they are now; None where there are none."""
        from precedent.archive import Archive

        found = Archive.beside(self.store.path, _gazetteer())
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

        return Together(self.store, archive, _gazetteer(), trust, near)

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

        form = Form(form)
        at = target.standard_output(seekable=form in COUNTS_BYTES) if path is None else target.whole(path)
        with at as file:
            return write(events, form, file, lru_cache(4096)(self.store.report))

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

        day = as_of or date.today().isoformat()
        found = read_claim(claim, day) if isinstance(claim, str) else claim
        return check(self.holdings(trust), found, as_of=day, event=event)

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
        return ask(self.holdings(trust), question, day, lambda statement: _telling(statement, day), parts().codebooks, change)

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
            right = _type(right or "")
        elif field == "place" and words is not None:
            place = _place(right or words.text, words)
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
        """Whether the ledger is sound and every citation true to its text."""
        return self.store.doctor()


class Codebooks:
    """The codebooks that ship, and those that the user keeps in a folder beside them.

    >>> own = Codebooks()                       # doctest: +SKIP
    >>> own.test("press.yaml")[0].f1            # before it is added
    >>> own.add("press.yaml")
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        """*folder*: where the user's are kept (default: ``PRECEDENT_CODEBOOKS``, else the system's folder of the user's data)."""
        from precedent.codebooks import own

        self.folder = own.folder(folder or settings.load().codebooks)

    def list(self) -> tuple[Codebook, ...]:
        """All of them, the shipped ones first."""
        from precedent.codebooks import own

        shipped, mine = own.chosen(None, self.folder)
        return (*shipped, *(one.codebook for one in mine))

    def show(self, type: str) -> tuple[Codebook, EventType]:
        """The type of that name (any case; ``CODEBOOK:TYPE`` where two have it), with its codebook. Raises ``NotFound``."""
        codebook, _, name = type.rpartition(":")
        for book in self.list():
            for kind in book.types:
                if codebook in ("", book.name) and kind.name.upper() == name.upper():
                    return book, kind
        raise NotFound(f"no codebook has a type {type!r}", "see `precedent codebook list`")

    def add(self, path: str | Path) -> Codebook:
        """Keep a codebook, so that reports are read for it from now on; learns its types. Raises ``CodebookError``."""
        from precedent.codebooks import own
        from precedent.codebooks.load import read
        from precedent.encode import encoder
        from precedent.nearest.kept import enough, kinds

        enough(read(path), str(path))
        kept = own.add(path, self.folder)
        kinds(kept, encoder.shipped())
        _parts.cache_clear()
        return kept.codebook

    def remove(self, name: str) -> Codebook:
        """Keep that codebook no longer; what was read for it stays in the ledgers. Raises ``NotFound``."""
        from precedent.codebooks import own

        removed = own.remove(name, self.folder)
        _parts.cache_clear()
        return removed.codebook

    def test(self, path: str | Path) -> tuple[Trial, ...]:
        """How well the examples of a codebook's types tell them, each left out in turn. Raises ``CodebookError``."""
        from precedent.codebooks.load import read
        from precedent.encode import encoder
        from precedent.nearest.kept import enough
        from precedent.nearest.trial import trials

        book = read(path)
        enough(book, str(path))
        return trials(book, encoder.shipped())


def _type(name: str) -> str:
    """``CODEBOOK:TYPE`` of a type's name."""
    codebook, _, type_ = name.rpartition(":")
    for book in parts().codebooks:
        if codebook in ("", book.name) and any(kind.name == type_.upper() for kind in book.types):
            return f"{book.name}:{type_.upper()}"
    raise NotFound(f"no codebook has a type {name!r}", "see `precedent codebook list`")


def _place(name: str, words: Citation) -> Place:
    """The place of that id or name, as the one that *words* name."""
    entry = _gazetteer().get(place_id(name))
    if entry is None:
        raise NotFound(f"the gazetteer has no place {name!r}", "try its name, or another id")
    return Place(
        start=words.start,
        end=words.end,
        text=words.text,
        in_=words.in_,
        place=entry.place,
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        radius_km=entry.radius_km,
        geonameid=entry.geonameid,
        how="judged",
    )


def known_types(names: Iterable[str]) -> tuple[str, ...]:
    """Names of event types as the codebooks write them; ``NotFound`` for one that none has."""
    return tuple(_type(name).rpartition(":")[2] for name in names)


def place_id(name: str) -> str:
    """The id of the place most often meant by *name* (an id stands for itself)."""
    gazetteer = _gazetteer()
    if name.startswith(("geonames:", "precedent:")):
        return name
    found = gazetteer.find(name)
    if not found:
        raise NotFound(f"the gazetteer has no place called {name!r}", "try another spelling, or an id such as geonames:1835848")
    return found[0].entry.place
