"""What someone types: a claim or a question, read as a report of that day would be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from precedent.errors import UsageError
from precedent.pipeline.marking import tell
from precedent.pipeline.parts import parts
from precedent.records import Claim, Marked, Report

if TYPE_CHECKING:
    from precedent.ask.homes import Settle

_WHERE = frozenset({"at", "in", "near", "on", "outside", "inside", "along"})
_NOWHERE = frozenset(
    {"history", "row", "all", "total", "kind", "way", "decades", "ages", "record", "memory", "world", "foot", "life"}
)
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


def read_claim(text: str, day: str, settle: Settle | None = None) -> Claim:
    """The claim that *text* makes, said on *day*; *settle* chooses among places of one name.

    Raises ``UsageError`` where none can be read in it.
    """
    from precedent.ask import order

    tries = tuple(mark_typed(text, day))
    found = next((_whole(text, told.claims[0], told, settle) for told in tries if told.claims), None)
    found = found or order.read(text, lambda half: telling(half, day), parts().codebooks)
    if found is None:
        raise UsageError(
            f"no claim can be read in {text!r}",
            'say what is compared and since when, e.g. "the first crossing by a soldier since August 2024"',
        )
    return found


def _whole(text: str, claim: Claim, told: Marked, settle: Settle | None) -> Claim:
    """The claim at the places that are meant, with the times and places it names that its reading leaves out."""
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
    query = settle(claim.query, told.places) if settle else claim.query
    return msgspec.structs.replace(claim, query=query, unread=(*times, *places, *_unplaced(text, told)))


def _unplaced(text: str, told: Marked) -> Iterator[str]:
    """Words that say where without a name, and that no event takes in: "31 arrests | at the bridge"."""
    from precedent.clean.prepare import prepare
    from precedent.codebooks.matching import index
    from precedent.spans.phrases import parse

    nouns = index(parts().codebooks).nouns
    spans = [*told.times, *told.places, *(s for e in told.events for s in (e.trigger, *e.actors, *e.places, *e.quantities))]
    for sentence in prepare(Report(id="typed", text=text)).sentences:
        parsed, tokens = parse(sentence), sentence.tokens
        for chunk in parsed.chunks:
            first, end = tokens[chunk.first].start, tokens[chunk.last - 1].end
            noun, where = tokens[chunk.head].lower, chunk.first and tokens[chunk.first - 1].lower in _WHERE
            taken = noun in _NOWHERE or noun in nouns or any(s.start < end and first < s.end for s in spans)
            if where and parsed.tags[chunk.head] == "NOUN" and not taken:
                yield text[tokens[chunk.first - 1].start : end]


def is_question(text: str) -> bool:
    """Whether *text* begins like a question that :meth:`Ledger.ask` reads."""
    from precedent.ask import asking
    from precedent.ask.answer import verbs

    return asking.read(text, verbs(parts().codebooks)) is not None
