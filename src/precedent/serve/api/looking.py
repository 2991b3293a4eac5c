"""What the ledger holds and answers: ``reports``, ``events``, ``show``, ``check``, ``ask`` and ``precedents``."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from precedent.answers import Answer, Precedents, Verdict
from precedent.base import Record
from precedent.entries import EventRow, ReportRow
from precedent.errors import UsageError
from precedent.query import Period
from precedent.serve.api.answers import ERRORS, LATER, asked, listed
from precedent.serve.api.described import gives
from precedent.serve.filters import Day, Filtered, Words
from precedent.serve.kept import Kept
from precedent.serve.page import json
from precedent.serve.rate import limited

router = APIRouter(prefix="/api", tags=["looking"], dependencies=[Depends(limited)], responses=ERRORS)
Limit = Annotated[int, Field(ge=1, le=500), Query(description="How many at most.")]
Offset = Annotated[int, Field(ge=0, le=10**9), Query(description="Where the page begins: `next` of the one before.")]
Id = Annotated[str, Field(min_length=1, max_length=2000)]
Sentence = Annotated[str, Field(min_length=1, max_length=1000)]


class Verdicts(Record, frozen=True, kw_only=True):
    """The verdict on each claim of a report, in their order."""

    verdicts: tuple[Verdict, ...]


class Reports(Record, frozen=True, kw_only=True):
    """A page of reports; ``next`` is the offset of the one after it, null at the end."""

    items: tuple[ReportRow, ...]
    next: int | None


class Events(Record, frozen=True, kw_only=True):
    """A page of events; ``next`` is the offset of the one after it, null at the end."""

    items: tuple[EventRow, ...]
    next: int | None


SHOWN = gives(EventRow, ReportRow)
SHOWN[200]["headers"] = {
    "ETag": {
        "description": "Of an event as it is today: what a judgement of it is sent with as `seen`.",
        "schema": {"type": "string"},
    }
}


@router.get("/reports", summary="Reports held, by date", responses=gives(Reports))
def reports(
    ledger: Kept,
    source: Annotated[Words, Query(description="Only this publisher's.")] = None,
    text: Annotated[Words, Query(description="Only those with these words.")] = None,
    since: Day = None,
    until: Day = None,
    story: Words = None,
    as_of: Day = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Response:
    published = Period(from_=_iso(since), until=_iso(until)) if since or until else None
    found = ledger.reports(source=source, text=text, published=published, story=story, as_of=_iso(as_of))
    return listed(found, offset, limit)


@router.get("/events", summary="Events held, by the day they happened; filters are joined by “and”", responses=gives(Events))
def events(ledger: Kept, filters: Filtered, limit: Limit = 100, offset: Offset = 0) -> Response:
    return listed(ledger.events(filters.query(), **filters.elsewhere()), offset, limit)


@router.get("/show", summary="One event or report in full; an id once given still finds what it became", responses=SHOWN)
def show(ledger: Kept, id: Id, as_of: Day = None) -> Response:
    found = ledger.show(id, as_of=_iso(as_of))
    answer = json(found)
    if isinstance(found, EventRow) and found.dataset is None and as_of is None:
        answer.headers["ETag"] = f'"{ledger.store.seen(msgspec.structs.replace(found, rows=()))}"'
    return answer


@router.get("/check", summary="Verdict on a claim, or on each claim of a report", responses={**gives(Verdict, Verdicts), **LATER})
def check(
    request: Request,
    claim: Annotated[Sentence | None, Query()] = None,
    report: Annotated[Id | None, Query()] = None,
    as_of: Day = None,
) -> Response:
    if (claim is None) == (report is None):
        raise UsageError("check takes one claim, or the id of a report", "give one of the two")
    if report is not None:
        return asked(request, lambda ledger: Verdicts(verdicts=ledger.check_report(report, _iso(as_of))))
    return asked(request, lambda ledger: ledger.check(claim or "", _iso(as_of)))


@router.get("/ask", summary="How many, which, who, where, when last, when first", responses={**gives(Answer), **LATER})
def ask(request: Request, question: Annotated[Sentence, Query()], as_of: Day = None) -> Response:
    return asked(request, lambda ledger: ledger.ask(question, _iso(as_of)))


@router.get("/precedents", summary="The most alike before an event", responses={**gives(Precedents), **LATER})
def precedents(request: Request, event: Id, as_of: Day = None, most: Annotated[int, Field(ge=1, le=100)] = 10) -> Response:
    return asked(request, lambda ledger: ledger.precedents(event, _iso(as_of), most))


def _iso(day: Day) -> str | None:
    return day.isoformat() if day else None
