"""What a report was read as, value by value, for a page that shows each beside its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from precedent.base import Record
from precedent.entries import EventRow
from precedent.records import Claim, Event, Marked, Span, Standing, Time
from precedent.serve.pieces import Mark, pieces
from precedent.wording import country_name, date_words

_USUAL = {"polarity": "positive", "modality": "asserted", "genericity": "specific"}


class Words(Record, frozen=True, kw_only=True):
    """Where words stand: code points of the report's text, or of its title."""

    start: int
    end: int
    text: str
    title: bool = False


class Value(Record, frozen=True, kw_only=True):
    """Something read of an event, and the words that say it. ``key`` is what the words' marks are called."""

    key: str
    kind: str  # what, time, place, actor, quantity, said, attribute: how it is coloured
    name: str
    note: str | None
    words: Words


class Told(Record, frozen=True, kw_only=True):
    """An event that the report tells of; ``id`` is that of the ledger's entry, where there is one."""

    id: str | None
    type: str
    mode: str | None
    standing: Standing
    main: bool
    departs: str  # denied, planned …: "" for what happened, once
    values: tuple[Value, ...]


class Piece(Record, frozen=True, kw_only=True):
    """A stretch of text and all that covers it. ``to`` is the value to go to, ``kind`` how it is coloured.

    ``at`` names the places that begin here (fragments of addresses), ``ends`` the claims that end here.
    """

    text: str
    keys: tuple[str, ...] = ()
    to: str | None = None
    kind: str | None = None
    repeat: bool = False
    quote: bool = False
    at: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


def told(marked: Marked, rows: Sequence[EventRow]) -> tuple[Told, ...]:
    """The events of a report as it tells them; *rows* are the ledger's entries of them."""
    entries = {(c.start, c.end, c.in_): row.id for row in rows for c in row.triggers if c.report == marked.id}
    return tuple(
        Told(
            id=entries.get((event.trigger.start, event.trigger.end, event.trigger.in_)),
            type=event.type,
            mode=event.mode,
            standing=event.standing,
            main=event.main,
            departs=" ".join(v for name, usual in _USUAL.items() if (v := getattr(event, name)) != usual),
            values=tuple(_values(event, f"{number}")),
        )
        for number, event in enumerate(marked.events)
    )


def _values(event: Event, number: str) -> Iterator[Value]:
    count = 0

    def value(kind: str, name: str, span: Span, note: str | None = None) -> Value:
        nonlocal count
        count += 1
        return Value(key=f"v{number}-{count}", kind=kind, name=name, note=note, words=_words(span))

    yield value("what", "what", event.what)
    for time in event.times or ((event.time,) if event.time else ()):
        yield value("time", "when", time, _when(time))
    for place in event.places:
        country = country_name(place.country) if place.country else None
        where = ", ".join(x for x in dict.fromkeys((place.name, country)) if x and x != place.text) or None
        yield value("place", place.role, place, where if place.place else "in no gazetteer")
    for actor in event.actors:
        coded = [country_name(actor.country)] if actor.country else []
        yield value("actor", actor.role, actor, ", ".join([*coded, *([actor.sector] if actor.sector else [])]) or None)
    for quantity in event.quantities:
        said = f"{'about ' if quantity.approximate else ''}{quantity.value:g}" if quantity.value is not None else "a number"
        yield value("quantity", quantity.kind, quantity, said)
    for attribution in event.attributions:
        if attribution.source is not None:
            yield value("said", "says who", attribution.source)
    for cue in event.cues:
        yield value("attribute", cue.attribute, cue, str(getattr(event, cue.attribute, None) or "") or None)


def _when(time: Time) -> str | None:
    if time.from_ is None:
        return time.value
    first = date_words(time.from_, time.until)
    others = [date_words(r.from_, r.until) for r in time.readings[1:] if r.from_]
    return first + (f"; or {' or '.join(others)}" if others else "")


def _words(span: Span) -> Words:
    return Words(start=span.start, end=span.end, text=span.text, title=span.in_ == "title")


def cut(text: str, title: bool, events: Sequence[Told], claims: Sequence[Claim], marked: Marked) -> tuple[Piece, ...]:
    """*text* (the report's, or its title) in pieces."""
    part = "title" if title else "text"
    values = {v.key: v for event in events for v in event.values if v.words.title == title}
    stated = {c.id: c for c in claims if (c.in_ == "title") == title}
    marks = [Mark(v.words.start, v.words.end, v.key) for v in values.values()]
    marks += [Mark(c.start, c.end, c.id) for c in stated.values()]
    marks += [Mark(r.start, r.end, "repeat") for r in marked.repeats if (r.in_ == "title") == title]
    marks += [Mark(q.start, q.end, "quote") for q in marked.quotes if (q.in_ == "title") == title]
    found, at = [], 0
    begins: dict[int, dict[str, None]] = {}
    for mark in marks:
        begins.setdefault(mark.start, {})[f"{part}-{mark.start}-{mark.end}"] = None
    ends: dict[int, list[str]] = {}
    for claim in stated.values():
        ends.setdefault(claim.end, []).append(claim.id)
    for piece in pieces(text, marks):
        keys = tuple(name for name in piece.names if name in values or name in stated)
        smallest = min((values[k] for k in keys if k in values), key=lambda v: v.words.end - v.words.start, default=None)
        kind = smallest.kind if smallest else "claim" if keys else None
        last = at + len(piece.text)
        found.append(
            Piece(
                text=piece.text,
                keys=keys,
                to=smallest.key if smallest else keys[0] if keys else None,
                kind=kind,
                repeat="repeat" in piece.names,
                quote="quote" in piece.names,
                at=tuple(begins.get(at, ())),
                ends=tuple(ends.get(last, ())),
            )
        )
        at = last
    return tuple(found)
