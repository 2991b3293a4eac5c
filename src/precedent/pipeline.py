"""Where the rooms meet: reports in; what they tell, the ledger of it, and answers out.

``mark`` and ``times`` are pure functions of one report. :class:`Ledger` keeps what many reports tell. Everything here is
also the public Python API, re-exported by :mod:`precedent`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from precedent import settings
from precedent.base import Record
from precedent.entries import Diagnosis, EventRow, Judgement, JudgementKind, MergeSummary, ReportRow
from precedent.errors import NotFound, PrecedentError, UsageError
from precedent.query import Query
from precedent.records import Marked, Refusal, Report, Span, Time, relocate

if TYPE_CHECKING:
    from precedent.answers import Answer, Precedents, Verdict
    from precedent.clean.document import Document, View
    from precedent.codebooks.load import Codebook
    from precedent.knowledge.gazetteer import Gazetteer
    from precedent.sources.network import Network
    from precedent.sources.visits import Visit

R = TypeVar("R")
_WINDOW = 8  # reports on their way to each worker: enough to keep it busy, few enough to keep memory flat


class Parts(NamedTuple):
    """What reading needs and loads once a process."""

    gazetteer: Gazetteer
    codebooks: tuple[Codebook, ...]


@cache
def parts() -> Parts:
    """The shipped gazetteer and codebooks."""
    from precedent.codebooks.load import shipped
    from precedent.knowledge.gazetteer import Gazetteer

    return Parts(Gazetteer.open(), shipped())


def mark(report: Report | dict[str, Any]) -> Marked:
    """Say what one report tells: times, places, actors, events and claims, each with its words.

    Offsets count Unicode code points in the report's own text or title. Text that is not English is named as such and
    left unread. The result depends on the report alone.
    """
    from precedent.clean.prepare import prepare

    if isinstance(report, dict):
        import msgspec

        report = msgspec.convert(report, Report)
    doc = prepare(report)
    found = _read(doc) if doc.language in (None, "en") else _nothing(doc)
    return _given(found, doc)


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


def _read(doc: Document, codebooks: tuple[Codebook, ...] | None = None) -> Marked:
    import msgspec

    from precedent.events.read import read
    from precedent.resolve import actors, calendar, places
    from precedent.spans import names, phrases, times

    gazetteer, shipped = parts()
    said = calendar.resolve(doc, tuple(t for t in times.find(doc) if doc.in_prose(t.part, t.start)))
    parsed = tuple(phrases.parse(sentence) for sentence in doc.sentences)
    named = names.find(doc, parsed, gazetteer)
    where = places.resolve(doc, parsed, named, gazetteer)
    who = actors.chains(doc, parsed, named, where)
    told = read(doc, parsed, named, said, where, who, codebooks or shipped)
    return msgspec.structs.replace(
        _nothing(doc), times=said, places=where, actors=told.actors, events=told.events, claims=told.claims
    )


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
    return (_read(doc, codebooks) for codebooks in (books, relaxed(books, steps=False), relaxed(books, steps=True)))


def _telling(text: str, day: str) -> Marked:
    """The first marks of what someone typed that tell an event; where none do, those that a report would get."""
    tries = mark_typed(text, day)
    first = next(tries)
    return first if first.events else next((found for found in tries if found.events), first)


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


def _try(item: Report | Refusal) -> Read:
    if isinstance(item, Refusal):
        return Read(None, None, item)
    try:
        return Read(item, mark(item), None)
    except Exception as error:  # one bad report must never stop a batch
        where = f"{type(error).__name__}: {error}".splitlines()[0]
        return Read(None, None, Refusal(source=item.id, reason=f"could not be read ({where})", advice="please report this text"))


def mark_all(items: Iterable[Report | Refusal], jobs: int | None = None) -> Iterator[Read]:
    """Mark a stream of reports in order, in *jobs* processes (default: ``PRECEDENT_JOBS``, else 1), in flat memory."""
    jobs = jobs or settings.load().jobs
    if jobs <= 1:
        yield from map(_try, items)
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
                waiting.append(pool.submit(_try, item))
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

        self.store = Store.open(Path(path or settings.load().ledger), create=create, places=parts().gazetteer)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def read(
        self,
        *sources: str,
        as_: str | None = None,
        jobs: int | None = None,
        columns: Mapping[str, str] | None = None,
        follow: bool = False,
        network: Network | None = None,
        on_report: Callable[[], None] | None = None,
        on_bytes: Callable[[int], None] | None = None,
        on_merge: Callable[[int, int], None] | None = None,
    ) -> ReadSummary:
        """Read *sources* (files, folders, web addresses, ``-``), mark what is new, keep it and merge it.

        What is known is not marked again. *columns* says which column of a table gives which field of a report; *follow* reads
        the full text of feeds' items; *network* says what may be fetched (:meth:`network`). *on_report* is called after each
        report, *on_bytes* with the bytes of files read since it was last called, *on_merge* with (done, of) while merging.
        """
        from precedent.sources.open import read

        network = network or self.network(follow=follow)
        counts: dict[str, int] = {}
        refused: list[Refusal] = []
        seen: deque[tuple[int, list[Visit]]] = deque()  # visits, and how many items must have been kept before they count
        handed = kept = 0

        def count(kind: str) -> None:
            counts[kind] = counts.get(kind, 0) + 1
            if on_report is not None:
                on_report()

        def unknown() -> Iterator[Report | Refusal]:
            nonlocal handed
            for source in sources:
                wrong = set()
                for item in read(source, as_, columns=columns, fetch=network.fetch, follow=follow, on_bytes=on_bytes):
                    if isinstance(item, Refusal) and item.kind == "refused":
                        wrong.add(item.source)
                    if isinstance(item, Report) and self.store.known(item):
                        count("unchanged")
                    else:
                        handed += 1
                        yield item
                seen.append((handed, [visit for visit in network.visits() if visit.url not in wrong]))

        def remember() -> None:
            while seen and seen[0][0] <= kept:
                network.remember(seen.popleft()[1])

        repeats = 0
        for report, marked, refusal in mark_all(unknown(), jobs):
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

    def reports(self, **filters: Any) -> Iterator[ReportRow]:
        """The reports held, by date: see :meth:`precedent.ledger.Store.reports`."""
        return self.store.reports(**filters)

    def events(self, query: Query | None = None, **filters: Any) -> Iterator[EventRow]:
        """The events held that *query* means, by date: see :meth:`precedent.ledger.Store.events`."""
        return self.store.events(query, **filters)

    def show(self, id: str, as_of: str | None = None) -> EventRow | ReportRow:
        """The event or report of that id; an id once given still finds what it became."""
        found = self.store.resolve(id)
        if found.kind == "report":
            return self.store.report(found.id)
        if found.kind == "event":
            return self.store.event(found.id, as_of=as_of)
        raise NotFound(f"{id} is a story", "list its events with `precedent events --story`")

    def check(self, claim: str, as_of: str | None = None) -> Verdict:
        """Whether *claim* ("the first crossing by a soldier since last August") holds in this ledger, with evidence.

        *as_of* is the day on which it is said: what was published and had happened by its end counts. Default: today.
        """
        from precedent.ask import order
        from precedent.ask.check import check

        day = as_of or date.today().isoformat()
        tries = tuple(mark_typed(claim, day))
        found = next((told.claims[0] for told in tries if told.claims), None)
        found = found or next((c for told in tries if (c := order.read(claim, told, parts().codebooks))), None)
        if found is None:
            raise UsageError(
                f"no claim can be read in {claim!r}",
                'say what is compared and since when, e.g. "the first crossing by a soldier since August 2024"',
            )
        return check(self.store, found, as_of=day)

    def check_report(self, id: str, as_of: str | None = None) -> tuple[Verdict, ...]:
        """A verdict for each claim of that report, as of *as_of* or else the day it was published."""
        from precedent.ask.check import check_report

        report = self.store.report(id)
        day = as_of or (report.published or date.today().isoformat())[:10]
        return check_report(self.store, report.id, as_of=day)

    def ask(self, question: str, as_of: str | None = None) -> Answer:
        """The answer to a plain question ("How many soldiers crossed the line since 2017?"), with how it was read.

        *as_of* is the day on which it is asked: what was published and had happened by its end counts. Default: today.
        """
        from precedent.ask.answer import ask

        day = as_of or date.today().isoformat()
        return ask(self.store, question, day, lambda statement: _telling(statement, day), parts().codebooks)

    def precedents(self, event: str, as_of: str | None = None, most: int = 10) -> Precedents:
        """The events before *event* (an id) that are most like it, with what is the same and what differs."""
        from precedent.ask.precedents import precedents

        return precedents(self.store, event, as_of or date.today().isoformat(), most)

    def judge(
        self,
        kind: JudgementKind,
        *events: str,
        by: str,
        field: str | None = None,
        right: str | None = None,
        note: str | None = None,
    ) -> Judgement:
        """Keep what *by* judged of events, and merge by it: see :meth:`precedent.ledger.Store.judge`.

        *right* of a type may leave out its codebook.
        """
        if field == "type":
            right = _type(right or "")
        judged = self.store.judge(kind, events, by=by, field=field, right=right, note=note)
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


def _type(name: str) -> str:
    """``CODEBOOK:TYPE`` of a type's name."""
    codebook, _, type_ = name.rpartition(":")
    for book in parts().codebooks:
        if codebook in ("", book.name) and any(kind.name == type_.upper() for kind in book.types):
            return f"{book.name}:{type_.upper()}"
    raise NotFound(f"no codebook has a type {name!r}", "see `precedent codebook list`")


def known_types(names: Iterable[str]) -> tuple[str, ...]:
    """Names of event types as the codebooks write them; ``NotFound`` for one that none has."""
    return tuple(_type(name).rpartition(":")[2] for name in names)


def place_id(name: str) -> str:
    """The id of the place most often meant by *name* (an id stands for itself)."""
    gazetteer = parts().gazetteer
    if name.startswith(("geonames:", "precedent:")):
        return name
    found = gazetteer.find(name)
    if not found:
        raise NotFound(f"the gazetteer has no place called {name!r}", "try another spelling, or an id such as geonames:1835848")
    return found[0].entry.place
