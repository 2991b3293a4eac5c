"""Judgements in the ledger: added and never changed, found by the keys of the mentions that they name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple, get_args

import msgspec
from sqlalchemy import Connection, func, insert, select

from precedent.entries import Citation, EventRow, Judgement, JudgementKind
from precedent.errors import NotFound, UsageError
from precedent.ledger import schema as s
from precedent.ledger.many import enter, in_parts
from precedent.merge.judgements import Judged
from precedent.records import Genericity, Modality, Place, Polarity, to_json

Value = str | float | int | None

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Judgement).decode
_ATTRIBUTES = {"polarity": get_args(Polarity), "modality": get_args(Modality), "genericity": get_args(Genericity)}
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
FIELDS = "mode, polarity, modality, genericity, time, place, quantities.KIND, ROLE.country or ROLE.sector"


class Said(NamedTuple):
    """What a person says of events; the fields of :class:`precedent.entries.Judgement`."""

    kind: JudgementKind
    events: tuple[str, ...]
    by: str
    field: str | None = None
    right: str | None = None
    note: str | None = None
    words: Citation | None = None
    place: Place | None = None


def judged(connection: Connection, keys: Collection[str]) -> Judged:
    """What was judged of mentions and not undone."""
    return Judged(j for j in judgements(connection, keys) if j.undone_by is None and j.kind != "undo")


def judgements(connection: Connection, keys: Collection[str] | None = None) -> list[Judgement]:
    """All judgements (of mentions with these keys, where given), in the order in which they were made."""
    of, j = s.judged.c, s.judgements.c
    chosen = select(j.number, j.said)
    if keys is None:
        rows = connection.execute(chosen.order_by(j.number)).all()
    else:
        numbers = {row.number for row in in_parts(connection, select(of.number), of.key, keys)}
        rows = sorted(in_parts(connection, chosen, j.number, numbers))
    undone = {row.undoes: row.number for row in in_parts(connection, select(j.undoes, j.number), j.undoes, [n for n, _ in rows])}
    return [msgspec.structs.replace(_decode(said), number=number, undone_by=undone.get(number)) for number, said in rows]


def keep(connection: Connection, judgement: Judgement) -> Judgement:
    """Add a judgement; returns it with its number. One that undoes another takes over its events and mentions."""
    if judgement.undoes is not None:
        meant = next((j for j in judgements(connection) if j.number == judgement.undoes), None)
        if meant is None:
            raise NotFound(f"there is no judgement {judgement.undoes}", "precedent judge list names them")
        if meant.kind == "undo" or meant.undone_by is not None:
            raise UsageError(f"judgement {meant.number} is undone already, or undoes another", "judge again instead")
        judgement = msgspec.structs.replace(judgement, events=meant.events, mentions=meant.mentions, others=meant.others)
    number = (connection.scalar(select(func.max(s.judgements.c.number))) or 0) + 1
    judgement = msgspec.structs.replace(judgement, number=number)
    connection.execute(insert(s.judgements), {"number": number, "undoes": judgement.undoes, "said": _encode(judgement)})
    keys = dict.fromkeys((*judgement.mentions, *judgement.others))
    enter(connection, s.judged, ("key", "number"), [(key, number) for key in keys])
    return judgement


def tellings(connection: Connection, event: str, report: int | None = None) -> tuple[str, ...]:
    """Keys of the mentions that tell of an event today (those of one report, where its number is given)."""
    m = s.mentions.c
    only = [m.report == report] if report is not None else []
    return tuple(connection.scalars(select(m.key).where(m.event == event, m.live, *only).order_by(m.key)))


def fingerprint(row: EventRow) -> str:
    """A hash of an event as it was shown, judgements and all: whoever judges it says by this what was looked at."""
    return hashlib.sha256(to_json(row).encode()).hexdigest()[:16]


def changed(row: EventRow) -> str:
    """What may have changed an event since it was shown, in words."""
    if row.judgements:
        last = row.judgements[-1]
        return f"event {row.id} has changed since it was shown; {last.by} judged it last, at {last.at}"
    return f"event {row.id} has changed since it was shown: something was read"


def wrong_value(row: EventRow, field: str, *, absent: bool = False) -> Value:
    """What a row has in a field that is judged wrong; raises ``UsageError`` where it has several things there, or nothing.

    *absent*: that it has nothing is no error, because words are shown that say something.
    """
    name, _, part = field.partition(".")
    found: Sequence[Value]
    if field == "type":
        return row.type
    if field in ("mode", *_ATTRIBUTES):
        found = [getattr(row, field)]
    elif field == "time":
        found = [f"{row.time.from_}/{row.time.until}"] if row.time else []
    elif field == "place":
        found = [row.place.place or row.place.name] if row.place else []
    elif name == "quantities" and part:
        found = [q.value for q in row.quantities if q.kind == part]
    elif part in ("country", "sector"):
        found = [getattr(a, part) for a in row.actors if a.role == name]
    else:
        raise UsageError(f"{field!r} is no field that can be judged", f"give {FIELDS}")
    told = list(dict.fromkeys(value for value in found if value is not None))
    if absent and not told:
        return None
    if len(told) != 1:
        has = f"has {' and '.join(map(str, told))}" if told else "has nothing"
        raise UsageError(f"event {row.id} {has} in {field}", "name a field with one value; `precedent show` lists them")
    return told[0]


def right_value(field: str, right: str | None, *, place: bool = False) -> Value:
    """What is right, as the field has it; raises ``UsageError`` where the field can have no such value."""
    name = field.partition(".")[0]
    if field in _ATTRIBUTES and right not in _ATTRIBUTES[field]:
        raise UsageError(f"{right!r} is no {field}", f"give one of {', '.join(_ATTRIBUTES[field])}")
    if right is None or field == "mode":
        return right
    if field == "time":
        return _period(right)
    if field == "place" and not place:
        raise UsageError("a place can be struck, but not put in without the words that name it", "leave out what is right")
    if name == "quantities":
        try:
            number = float(right.replace(",", ""))
        except ValueError:
            raise UsageError(f"{right!r} is no number", "give one, or leave it out to strike the value") from None
        return int(number) if number.is_integer() else number
    return right


def _period(said: str) -> str:
    """A day, a month, a year, or ``FROM/UNTIL``, as half-open bounds with a stroke between."""
    from_, stroke, until = said.partition("/")
    first, last = _DAY.fullmatch(from_), _DAY.fullmatch(until or from_)
    if first is None or last is None:
        raise UsageError(f"{said!r} is no date", "give 2024-08-20, 2024-08, 2024, or 2024-08-20/2024-08-22 (the end left out)")
    return f"{_start(first)}/{_start(last) if stroke else _end(first)}"


def _start(day: re.Match[str]) -> str:
    return f"{day[1]}-{day[2] or '01'}-{day[3] or '01'}"


def _end(day: re.Match[str]) -> str:
    from datetime import date, timedelta

    try:
        if day[3]:
            return (date.fromisoformat(day[0]) + timedelta(days=1)).isoformat()
        year, month = int(day[1]), int(day[2] or 12)
        return date(year + month // 12, month % 12 + 1, 1).isoformat()
    except ValueError:
        raise UsageError(f"{day[0]!r} is no date", "give 2024-08-20, 2024-08 or 2024") from None
