"""One event as a page shows it: each value with its words, who said it first, what changed, and how to cite it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from precedent.base import Record
from precedent.entries import Citation, EventRow, ReportRow
from precedent.records import Standing
from precedent.wording import country_name, date_words, event_noun, sector_noun

UNDATED = "~"  # sorts after every date


class Value(Record, frozen=True, kw_only=True):
    """One thing that is said of an event. *field* is what a judgement calls it, "" where none can be made."""

    field: str
    label: str
    words: str
    codes: str
    citations: tuple[Citation, ...]


class Said(Record, frozen=True, kw_only=True):
    """What a report says that nobody said before it (first), or that is not what the entry has (otherwise)."""

    label: str
    words: str
    how: Literal["first", "otherwise"]
    citation: Citation


class Teller(Record, frozen=True, kw_only=True):
    """A report that tells of the event, and what it brought; ``repeats`` counts what had been said before."""

    report: ReportRow
    standing: Standing
    said: tuple[Said, ...]
    repeats: int


def heading(row: EventRow) -> str:
    """What the event is called: "Crossing, 19 October 2025, Military Demarcation Line"."""
    noun = event_noun(row.type, plural=False)
    when = date_words(row.from_, row.until) if row.from_ else None
    parts = [noun[:1].upper() + noun[1:], when, row.place.name if row.place else None]
    return ", ".join(part for part in parts if part)


def values(row: EventRow) -> tuple[Value, ...]:
    """Everything that is said of the event, in the order in which it is read."""
    return tuple(Value(field=f, label=label, words=words, codes=codes, citations=c) for f, label, words, codes, c in _values(row))


def _values(row: EventRow) -> Iterator[tuple[str, str, str, str, tuple[Citation, ...]]]:
    kind = row.type + (f".{row.mode}" if row.mode else "")
    yield "type", "what happened", row.what.text, f"{kind} ({row.codebook})", row.what.citations
    if row.time is not None:
        yield "time", "when", date_words(row.time.from_, row.time.until), row.time.grain or "", row.time.citations
    for place in row.places:
        own = row.place is not None and place.place == row.place.place
        yield "place" if own else "", place.role, place.name, _codes(place.kind, _country(place.country)), place.citations
    if row.place is not None and not any(p.place == row.place.place for p in row.places):
        yield "place", "where", row.place.name, _codes(row.place.kind, _country(row.place.country)), row.place.citations
    for actor in row.actors:
        sector = sector_noun(actor.sector) if actor.sector else None
        yield f"{actor.role}.sector", actor.role, actor.name, _codes(_country(actor.country), sector), actor.citations
    for quantity in row.quantities:
        number = "an unknown number" if quantity.value is None else f"{quantity.value:,}"
        about = "about " if quantity.approximate else ""
        yield f"quantities.{quantity.kind}", quantity.kind, about + number, "", quantity.citations
    for source in row.attributions:
        yield "", "says who", source.name, source.cue or "", source.citations


def _country(code: str | None) -> str | None:
    return country_name(code) if code else None


def _codes(*words: str | None) -> str:
    return ", ".join(word for word in words if word)


def tellers(row: EventRow, reports: Sequence[ReportRow]) -> tuple[Teller, ...]:
    """The reports in the order in which they came out, each with what it was the first to say, or says otherwise."""
    ordered = sorted(reports, key=lambda r: (r.published or UNDATED, r.id))
    place = {r.id: n for n, r in enumerate(ordered)}
    said: dict[str, list[Said]] = {r.id: [] for r in ordered}
    repeats = dict.fromkeys(said, 0)
    for value in values(row):
        each = {c.report: c for c in reversed(value.citations) if c.report in place}
        first, *again = sorted(each.values(), key=lambda c: place[c.report]) if each else (None,)
        if first is not None:
            said[first.report].append(Said(label=value.label, words=value.words, how="first", citation=first))
        for citation in again:
            assert citation is not None
            repeats[citation.report] += 1
    for contradiction in row.contradictions:
        for other in contradiction.values[1:]:
            for citation in {c.report: c for c in reversed(other.citations) if c.report in place}.values():
                words = str(other.value)
                said[citation.report].append(
                    Said(label=field_words(contradiction.field), words=words, how="otherwise", citation=citation)
                )
    standings = {told.id: told.standing for told in row.reports}
    return tuple(
        Teller(report=r, standing=standings.get(r.id, "other"), said=tuple(said[r.id]), repeats=repeats[r.id]) for r in ordered
    )


def field_words(field: str) -> str:
    """A field's name as a person reads it."""
    return {"polarity": "whether it happened", "time": "when"}.get(field, field.removeprefix("quantities."))


def citation(row: EventRow, first: ReportRow | None, on: str, held: str) -> str:
    """The event to be cited in a text. *on* is the day it was looked at, *held* the name of the ledger."""
    sources = f"{row.sources} source{'s' if row.sources != 1 else ''}"
    where = f" First reported by {first.source or 'an unknown source'}{_on(first.published)}." if first else ""
    link = f" {first.url}." if first and first.url else ""
    told = f"{heading(row)}: “{row.what.text}”.{where}{link} {sources}."
    return f"{told} Event {row.id} of the ledger {held}, looked at on {date_words(on)}."


def bibtex(row: EventRow, first: ReportRow | None, on: str, held: str) -> str:
    """The event as an entry of BibTeX."""
    fields = {
        "title": heading(row),
        "author": f"{{{_tex(first.source)}}}" if first and first.source else None,
        "year": (first.published or "")[:4] if first else None,
        "url": first.url if first else None,
        "note": f"“{row.what.text}”. Event {row.id} of the ledger {held}; sources: {row.sources}",
        "urldate": on,
    }
    said = ((name, value if name in ("author", "url") else _tex(value)) for name, value in fields.items() if value)
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in said)
    return f"@misc{{{re.sub('[^A-Za-z0-9-]', '', row.id)},\n{body}\n}}"


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{c: f"\\{c}" for c in "&%$#_{}"}}


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in text)


def _on(published: str | None) -> str:
    return f", {date_words(published[:10])}" if published else ""
