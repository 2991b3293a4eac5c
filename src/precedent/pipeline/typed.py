"""What someone types: a claim or a question, read as a report of that day would be."""

from __future__ import annotations

from collections.abc import Iterator

from precedent.errors import UsageError
from precedent.pipeline.marking import tell
from precedent.pipeline.parts import parts
from precedent.records import Claim, Marked, Report

_LEAST = 0.02  # of a few words without a report around them even the likeliest reading is hardly sure


def mark_typed(text: str, day: str) -> Iterator[Marked]:
    """Marks of a sentence that someone typed on *day*: as in a report, then word by word, by what the words alone may tell."""
    from precedent.clean.prepare import prepare
    from precedent.codebooks.relaxed import relaxed

    doc = prepare(Report(id="typed", text=text, published=day))
    books = parts().codebooks
    yield tell(doc, set_somewhere=False)[0]
    for by_words in (relaxed(books, steps=False), relaxed(books, steps=True)):
        yield tell(doc, by_words, _LEAST, set_somewhere=False)[0]


def telling(text: str, day: str) -> Marked:
    """The first marks of what someone typed that tell an event; where none do, those that a report would get."""
    tries = mark_typed(text, day)
    first = next(tries)
    return first if first.events else next((found for found in tries if found.events), first)


def read_claim(text: str, day: str) -> Claim:
    """The claim that *text* makes, said on *day*. Raises ``UsageError`` where none can be read in it."""
    from precedent.ask import order

    tries = tuple(mark_typed(text, day))
    found = next((_whole(told.claims[0], told) for told in tries if told.claims), None)
    found = found or order.read(text, lambda half: telling(half, day), parts().codebooks)
    if found is None:
        raise UsageError(
            f"no claim can be read in {text!r}",
            'say what is compared and since when, e.g. "the first crossing by a soldier since August 2024"',
        )
    return found


def _whole(claim: Claim, told: Marked) -> Claim:
    """The claim with the times and places it names that its reading leaves out."""
    import msgspec

    bounds = {(s.from_, s.until) for s in claim.since}
    length = any((s.value or "").startswith("P") for s in claim.since)  # "in ten years" is counted back, and has other bounds
    times = [
        t.text
        for t in told.times
        if t.type in ("DATE", "TIME")
        and t.from_
        and {(t.from_, t.until), *((r.from_, r.until) for r in t.readings)}.isdisjoint(bounds)
        and not (length and claim.start <= t.start < claim.end)
    ]
    wanted, roles = {p.place or p.name for p in claim.query.places}, claim.query.roles
    places = [
        p.text
        for p in told.places
        if (p.place or p.name) not in wanted
        and not p.as_actor
        and not (p.country and any(r.country == p.country for r in roles))
        and not any(r.words and p.text in r.words for r in roles)
    ]
    return msgspec.structs.replace(claim, unread=(*times, *places)) if times or places else claim


def is_question(text: str) -> bool:
    """Whether *text* begins like a question that :meth:`Ledger.ask` reads."""
    from precedent.ask import asking
    from precedent.ask.answer import verbs

    return asking.read(text, verbs(parts().codebooks)) is not None
