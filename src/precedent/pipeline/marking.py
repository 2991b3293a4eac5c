"""Reports in, what each tells out: pure functions of one report, and a stream of them in as many processes as wanted."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from precedent import settings
from precedent.errors import PrecedentError, UsageError
from precedent.pipeline.parts import Names, gazetteer, learnt, parts
from precedent.records import Marked, Place, Refusal, Report, Span, Time, relocate

if TYPE_CHECKING:
    from precedent.clean.document import Document, View
    from precedent.codebooks.load import Codebook
    from precedent.encode.reading import Reading
    from precedent.events.weighing import Traits
    from precedent.resolve.actors import Chains
    from precedent.spans.names import Name
    from precedent.spans.phrases import Phrases


R = TypeVar("R")
_WINDOW = 8  # reports on their way to each worker: enough to keep it busy, few enough to keep memory flat


def mark(report: Report | dict[str, Any], codebooks: Names = None) -> Marked:
    """Say what one report tells: times, places, actors, events and claims, each with its words.

    Offsets count Unicode code points in the report's own text or title. Text that is not English is named as such and
    left unread. *codebooks* are the names of those that events are looked for by, in place of all that ship and all that the
    user added. The result depends on the report and the codebooks alone. Raises ``UsageError`` where ``published`` is no day.
    """
    import msgspec

    from precedent.clean.prepare import prepare

    if isinstance(report, dict):
        report = msgspec.convert(report, Report)
    if report.published:
        report = msgspec.structs.replace(report, published=_day(report.published))
    doc = prepare(report)
    found = tell(doc, codebooks=codebooks)[0] if doc.language in (None, "en") else _nothing(doc)
    found = _given(found, doc)
    named = parts(codebooks).named
    return msgspec.structs.replace(found, codebooks=named) if named else found


def _day(published: str) -> str:
    """The day or moment on which a report was published, as the contract has it."""
    from precedent.clean import dates

    found = dates.published(published)
    if found is None:
        raise UsageError(f"published {published!r} is no day", "give one, as 2025-10-20 or 2025-10-20T08:30+02:00, or leave it out")
    return found


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


class Seen(NamedTuple):
    """What stands where in a report's view, before its events are read: one reading and one parse a sentence."""

    readings: tuple[Reading, ...]
    phrases: tuple[Phrases, ...]
    names: tuple[Name, ...]
    places: tuple[Place, ...]
    chains: Chains


def see(doc: Document) -> Seen:
    """Names, places and actors of a report in its view."""
    from precedent.codebooks.load import shipped
    from precedent.encode import document, encoder
    from precedent.resolve import actors, places
    from precedent.spans import names, phrases

    # Whatever is looked for, the encoder has the hints that it was trained with.
    readings = document.read(doc, encoder.shipped(), shipped())
    parsed = tuple(phrases.parse(sentence) for sentence in doc.sentences)
    named = names.find(doc, parsed, [reading.names for reading in readings], gazetteer())
    where = places.resolve(doc, parsed, named, gazetteer())
    return Seen(readings, parsed, named, where, actors.chains(doc, parsed, named, where, gazetteer()))


def tell(
    doc: Document,
    by_words: tuple[Codebook, ...] = (),
    least: float | None = None,
    codebooks: Names = None,
    *,
    set_somewhere: bool = True,
) -> tuple[Marked, tuple[Traits, ...]]:
    """The marks of a report in its view, and what each of its events was weighed by; see :func:`precedent.events.read.read`."""
    import msgspec

    from precedent.encode import encoder
    from precedent.events.gather import LEAST
    from precedent.events.read import read
    from precedent.resolve import calendar
    from precedent.resolve.descriptions import described
    from precedent.spans import times

    _, listed, own = parts(codebooks)
    kinds, words_alone = learnt(own)
    said = calendar.resolve(doc, tuple(t for t in times.find(doc) if doc.sentence_at(t.part, t.start) is not None))
    readings, parsed, named, where, who = see(doc)
    spots = described(doc, named, where, gazetteer())
    least = LEAST if least is None else least
    words = (*words_alone, *by_words)
    told = read(
        doc, parsed, readings, said, spots, who, listed, encoder.shipped(), words, least, kinds, set_somewhere=set_somewhere
    )
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


def times(text: str, published: str | None = None) -> tuple[Time, ...]:
    """Find and normalise the times of an English text said on *published* (ISO 8601 date or datetime), as TIMEX3.

    Reads the text alone, without sentences or tokens; its speed is in benchmarks/times.md. Raises ``UsageError`` where
    *published* is no day.
    """
    from precedent.clean.view import view
    from precedent.resolve import calendar
    from precedent.spans import times as spans

    seen = view(text)
    found = calendar.resolve_in(seen.text, list(spans.find_in(seen.text)), _day(published) if published else None)
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
    except UsageError as error:
        return Read(None, None, Refusal(source=item.id, reason=error.wrong, advice=error.advice))
    except Exception as error:  # one bad report must never stop a batch
        where = f"{type(error).__name__}: {error}".splitlines()[0]
        return Read(None, None, Refusal(source=item.id, reason=f"could not be read ({where})", advice="please report this text"))


def mark_all(items: Iterable[Report | Refusal | Read], jobs: int | None = None, codebooks: Names = None) -> Iterator[Read]:
    """Mark a stream of reports in order, in *jobs* processes (default: ``PRECEDENT_JOBS``, else 1), in flat memory.

    What is marked already goes through as it is. *codebooks* as of :func:`mark`; what is wrong with one is raised before
    anything is read.
    """
    jobs = jobs or settings.load().jobs
    learnt(parts(codebooks).own)
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
