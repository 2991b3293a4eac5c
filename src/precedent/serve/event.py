"""One event as a page shows it: each value with its words, who said it first, what changed, and how to cite it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from precedent.entries import Citation, EventRow, ReportRow
from precedent.records import Standing
from precedent.wording import country_name, date_words, event_noun, sector_noun

UNDATED = "~"  # sorts after every date


class Value(NamedTuple):
    """One thing that is said of an event. *field* is what a judgement calls it, "" where none can be made."""

    field: str
    label: str
    words: str
    codes: str
    citations: tuple[Citation, ...]


class Said(NamedTuple):
    """What a report says that nobody said before it, or otherwise than the entry has it."""

    label: str
    words: str
    how: str  # first, otherwise
    citation: Citation


class Teller(NamedTuple):
    """A report that tells of the event, and what it brought."""

    report: ReportRow
    standing: Standing
    said: list[Said]
    repeats: int  # values that had been said before


def heading(row: EventRow) -> str:
    """What the event is called: "Crossing, 19 October 2025, Military Demarcation Line"."""
    noun = event_noun(row.type, plural=False)
    when = date_words(row.from_, row.until) if row.from_ else None
    parts = [noun[:1].upper() + noun[1:], when, row.place.name if row.place else None]
    return ", ".join(part for part in parts if part)


def values(row: EventRow) -> list[Value]:
    """Everything that is said of the event, in the order in which it is read."""
    return list(_values(row))


def _values(row: EventRow) -> Iterator[Value]:
    kind = row.type + (f".{row.mode}" if row.mode else "")
    yield Value("type", "what happened", row.what.text, f"{kind} ({row.codebook})", row.what.citations)
    if row.time is not None:
        grain = row.time.grain or ""
        yield Value("time", "when", date_words(row.time.from_, row.time.until), grain, row.time.citations)
    seen = set()
    for place in row.places:
        seen.add(place.place or place.name)
        where = ", ".join(x for x in (place.kind, country_name(place.country) if place.country else None) if x)
        field = "place" if row.place is not None and place.place == row.place.place else ""
        yield Value(field, place.role, place.name, where, place.citations)
    if row.place is not None and (row.place.place or row.place.name) not in seen:
        yield Value("place", "where", row.place.name, row.place.kind or "", row.place.citations)
    for actor in row.actors:
        codes = ", ".join(x for x in (_country(actor.country), sector_noun(actor.sector) if actor.sector else None) if x)
        yield Value(f"{actor.role}.sector", actor.role, actor.name, codes, actor.citations)
    for quantity in row.quantities:
        number = "an unknown number" if quantity.value is None else f"{quantity.value:,}"
        about = "about " if quantity.approximate else ""
        yield Value(f"quantities.{quantity.kind}", quantity.kind, about + number, quantity.role or "", quantity.citations)
    for source in row.attributions:
        yield Value("", "says who", source.name, source.cue or "", source.citations)


def _country(code: str | None) -> str | None:
    return country_name(code) if code else None


def tellers(row: EventRow, reports: Sequence[ReportRow]) -> list[Teller]:
    """The reports in the order in which they came out, each with what it was the first to say, or says otherwise."""
    order = {r.id: n for n, r in enumerate(sorted(reports, key=lambda r: (r.published or UNDATED, r.id)))}
    standings = {told.id: told.standing for told in row.reports}
    said: dict[str, list[Said]] = {id_: [] for id_ in order}
    repeats = dict.fromkeys(order, 0)
    for value in values(row):
        by = sorted({c.report: c for c in reversed(value.citations)}.values(), key=lambda c: order.get(c.report, len(order)))
        for n, citation in enumerate(by):
            if citation.report in said and n == 0:
                said[citation.report].append(Said(value.label, value.words, "first", citation))
            elif citation.report in repeats:
                repeats[citation.report] += 1
    for contradiction in row.contradictions:
        for other in contradiction.values[1:]:
            for citation in {c.report: c for c in reversed(other.citations)}.values():
                if citation.report in said:
                    said[citation.report].append(Said(field_words(contradiction.field), str(other.value), "otherwise", citation))
    rows = {r.id: r for r in reports}
    return [Teller(rows[id_], standings.get(id_, "other"), said[id_], repeats[id_]) for id_ in order]


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
