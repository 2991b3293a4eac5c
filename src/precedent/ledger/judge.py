"""Judging: what a person says of events as they are told today, held against the tables and kept."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs
from sqlalchemy import Connection

from precedent.entries import Citation, EventRow, Judgement
from precedent.errors import Conflict, NotFound, UsageError
from precedent.ledger import finding, judging, rows, versions
from precedent.ledger import schema as s
from precedent.ledger.comparing import compare_anew
from precedent.ledger.judging import Said
from precedent.merge.places import PlaceIndex


def judge(connection: Connection, said: Said, seen: Sequence[str], index: PlaceIndex) -> Judgement:
    """Keep what was said of events, unless one of them is not what was *seen* any more (fingerprints)."""
    kind, events, field, right = said.kind, said.events, said.field, said.right
    told_of = [_current(connection, id_, index) for id_ in events[: 1 if kind == "different" else None]]
    for row, print_ in zip(told_of, seen, strict=False):
        _unchanged(connection, row, print_)
    mentions = judging.tellings(connection, told_of[0].id)
    cited_by = _cited_by(connection, told_of[0].id, field, said.words)
    others: tuple[str, ...] = ()
    if kind == "same":
        others = judging.tellings(connection, told_of[1].id)
    elif kind == "different":
        others = _other_tellings(connection, told_of[0].id, events[1], index)
        mentions = tuple(key for key in mentions if key not in others)
    if kind in ("same", "different") and (not mentions or not others or mentions == others):
        raise UsageError(f"{events[0]} and {events[1]} are one event already", "give two events, or an event and a report")
    wrong = judging.wrong_value(told_of[0], field, absent=said.words is not None) if field else None
    judgement = Judgement(
        number=0,
        kind=kind,
        events=events,
        field=field,
        wrong=wrong,
        right=right if field == "type" else judging.right_value(field, right, place=said.place is not None) if field else None,
        by=said.by,
        at=versions.now(),
        note=said.note,
        mentions=mentions,
        others=others,
        words=said.words,
        cited_by=cited_by,
        place=said.place,
    )
    return _kept(connection, judgement)


def undo(connection: Connection, number: int, by: str, note: str | None) -> Judgement:
    """Undo a judgement by another one."""
    return _kept(connection, Judgement(number=0, kind="undo", undoes=number, by=by, at=versions.now(), note=note))


def with_judgements(connection: Connection, row: EventRow) -> EventRow:
    """The row with what was judged of its tellings."""
    judged = judging.judgements(connection, judging.tellings(connection, row.id))
    return structs.replace(row, judgements=tuple(judged)) if judged else row


def mentions_of(connection: Connection, event: str, index: PlaceIndex) -> tuple[str, ...]:
    """Keys of the mentions that tell of an event today; of one that is not counted any more, that which its id was made from."""
    found = finding.resolved(connection, event, "event", index)
    return judging.tellings(connection, found.id) or (finding.head(connection, event),)


def _unchanged(connection: Connection, row: EventRow, seen: str) -> None:
    row = with_judgements(connection, row)
    if judging.fingerprint(row) != seen:
        raise Conflict(judging.changed(row), "look at it again, then judge")


def _cited_by(connection: Connection, event: str, field: str | None, words: Citation | None) -> tuple[str, ...]:
    """Keys of what the report of *words* tells of the event; raises ``UsageError`` where the words are not there."""
    if words is None:
        return ()
    if field not in ("time", "place") and not (field or "").startswith("quantities."):
        raise UsageError(f"no words can be shown for {field}", "show those of a time, a place or a number")
    report = finding.report(connection, words.report)
    text = report.title or "" if words.in_ == "title" else report.text
    if not words.text.strip() or text[words.start : words.end] != words.text:
        raise UsageError(f"report {words.report} does not say {words.text!r} there", "select the words again")
    told = judging.tellings(connection, event, report.seq)
    if not told:
        raise UsageError(f"report {words.report} does not tell of event {event}", "show words of a report that does")
    return told


def _kept(connection: Connection, judgement: Judgement) -> Judgement:
    undone = [j for j in judging.judgements(connection, None) if j.number == judgement.undoes] if judgement.undoes else []
    judgement = judging.keep(connection, judgement)
    if "accept" not in (judgement.kind, *(j.kind for j in undone)):  # which changes nothing that is read
        compare_anew(connection, [*judgement.mentions, *judgement.others])
    return judgement


def _current(connection: Connection, id_: str, index: PlaceIndex) -> EventRow:
    found = finding.resolved(connection, id_, "event", index)
    if not found.current:
        raise NotFound(f"event {id_} is not counted any more", "precedent events lists those that are")
    return next(rows.event_rows(connection, [s.events.c.id == found.id]))


def _other_tellings(connection: Connection, event: str, other: str, index: PlaceIndex) -> tuple[str, ...]:
    found = finding.resolve(connection, other, index)
    if found.kind == "report":
        return judging.tellings(connection, event, finding.report(connection, found.id).seq)
    return judging.tellings(connection, _current(connection, other, index).id)
