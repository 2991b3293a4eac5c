"""Events as FollowTheMoney entities, one a line: Event, with LegalEntity, Address and Document that it points to.

Whether "the rebels" are a person or an organisation no report says: every actor is a LegalEntity, which is either. An entity
that several events share comes once for each, with the same id and the same properties: what reads such streams puts
entities of one id together. The schema knows only what happened, as :mod:`.happened` has it; the rest is left out, and counted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import IO, Any

from precedent.entries import CitedActor, CitedPlace, EventRow, ReportRow
from precedent.export.happened import happened
from precedent.export.licence import ATTRIBUTION
from precedent.knowledge import countries

Entity = dict[str, Any]
_DIGITS = {"year": 4, "month": 7, "day": 10}


def write(rows: Iterable[EventRow], file: IO[str], report: Callable[[str], ReportRow]) -> int:
    """Write *rows*; *report* gives the particulars of a report that tells of one. Returns how many were left out."""
    left_out = 0
    for row in rows:
        if happened(row):
            for entity in entities(row, report):
                file.write(json.dumps(entity, ensure_ascii=False) + "\n")
        else:
            left_out += 1
    return left_out


def entities(row: EventRow, report: Callable[[str], ReportRow]) -> Iterator[Entity]:
    """The event, and before it what it points to."""
    actors = [_actor(actor) for actor in row.actors]
    proofs = [_document(report(told.id)) for told in row.reports]
    address = _address(row.place) if row.place else None
    yield from actors
    yield from proofs
    if address:
        yield address
    yield _entity(
        row.id,
        "Event",
        name=[row.what.text],
        keywords=[row.type + (f".{row.mode}" if row.mode else "")],
        description=["; ".join(f"{actor.role}: {actor.name}" for actor in row.actors)],
        involved=[actor["id"] for actor in actors],
        proof=[proof["id"] for proof in proofs],
        addressEntity=[address["id"]] if address else [],
        location=[row.place.name] if row.place else [],
        country=_country(row.place.country) if row.place else [],
        recordId=[row.id],
        **_when(row),
    )


def _entity(id_: str, schema: str, **properties: list[str]) -> Entity:
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _actor(actor: CitedActor) -> Entity:
    id_ = _id("actor", actor.name, actor.country, actor.sector)
    return _entity(id_, "LegalEntity", name=[actor.name], country=_country(actor.country), sector=[actor.sector or ""])


def _document(report: ReportRow) -> Entity:
    return _entity(
        _id("report", report.id),
        "Document",
        title=[report.title or ""],
        fileName=[report.id],  # the schema wants one of every document
        author=[report.author or ""],
        publisher=[report.source or ""],
        publishedAt=[report.published or ""],
        sourceUrl=[report.url or ""],
        language=["eng"] if report.language == "en" else [],
    )


def _address(place: CitedPlace) -> Entity:
    scheme, _, number = (place.place or "").partition(":")
    return _entity(
        _id("place", place.place or place.name, place.country),
        "Address",
        full=[place.name],
        country=_country(place.country),
        latitude=[] if place.lat is None else [str(place.lat)],
        longitude=[] if place.lon is None else [str(place.lon)],
        publisher=[ATTRIBUTION],
        sourceUrl=[f"https://www.geonames.org/{number}"] if scheme == "geonames" else [],
    )


def _country(code: str | None) -> list[str]:
    """The schema's codes are ISO 3166-1 alpha-2 in small letters; what has none (IGO, a dissolved state) is left out."""
    country = countries.get(code) if code else None
    return [country.alpha2.lower()] if country and country.alpha2 and not country.dissolved else []


def _when(row: EventRow) -> dict[str, list[str]]:
    """A year, a month or a day is a date of so many digits; any other time has a first and a last day."""
    if row.from_ is None:
        return {}
    digits = _DIGITS.get(row.time.grain or "" if row.time else "")
    if digits:
        return {"date": [row.from_[:digits]]}
    last = date.fromisoformat(row.until[:10]) if row.until else None
    if last and "T" not in (row.until or "") and last > date.fromisoformat(row.from_[:10]):
        last -= timedelta(days=1)  # ours are half-open
    return {"startDate": [row.from_[:10]], "endDate": [last.isoformat()] if last else []}


def _id(*parts: str | None) -> str:
    return hashlib.sha256("\x00".join(part or "" for part in parts).encode()).hexdigest()[:40]
