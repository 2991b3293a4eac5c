"""Review: accept, put right, join, part, or throw out what the machine read; nobody overwrites another unseen."""

from __future__ import annotations

import getpass
from typing import Annotated, Literal, cast

import msgspec
from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from precedent.base import Record
from precedent.entries import Citation
from precedent.errors import Conflict, NotFound, UsageError
from precedent.pipeline import Ledger
from precedent.serve import render
from precedent.serve.csrf import checked
from precedent.serve.filters import Words
from precedent.serve.kept import Kept
from precedent.serve.page import json, page
from precedent.serve.render import address
from precedent.serve.review import Choice, Reviewing, locate, meanings, reviewing

router = APIRouter()
Deed = Literal["accept", "not-event", "value", "same", "different"]
Said = Annotated[str, Form(max_length=500)]


class Meanings(Record, frozen=True, kw_only=True):
    """What the words that were selected may mean in a field, the likeliest first."""

    words: str
    meanings: tuple[Choice, ...]


@page(router, "/review", "review.html")
def review(
    request: Request, ledger: Kept, event: Words = None, done: Annotated[int | None, Query(ge=1, le=2**53)] = None
) -> Reviewing:
    return reviewing(ledger.store, event, judge_name(request), done)


@router.get("/review/meanings.json", include_in_schema=False)
def read_words(
    ledger: Kept,
    field: Annotated[str, Query(max_length=60)],
    words: Annotated[str, Query(max_length=300)],
    report: Words = None,
) -> Response:
    published = ledger.store.report(report).published if report else None
    return json(Meanings(words=words, meanings=tuple(meanings(field, words, published))))


@router.post("/review", include_in_schema=False, dependencies=[Depends(checked)])
def judge(
    request: Request,
    ledger: Kept,
    event: Said,
    deed: Annotated[Deed, Form()],
    seen: Said = "",
    other: Said = "",
    field: Said = "",
    right: Said = "",
    words: Annotated[str, Form(max_length=2000)] = "",
    report: Said = "",
    start: Annotated[int, Form(ge=0, le=2**53)] = 0,
    note: Said = "",
    next: Said = "",
) -> Response:
    by = judge_name(request)
    try:
        if deed in ("same", "different") and not other.strip():
            raise UsageError("nothing was chosen", "choose one of those that are listed")
        judged = ledger.judge(
            deed if field != "type" else "type",
            *([event, other.partition(" ")[0]] if deed in ("same", "different") else [event]),
            by=by,
            field=field or None if deed == "value" else None,
            right=right.strip() or None,
            note=note.strip() or None,
            words=_shown(ledger, event, field, words, report, start) if deed == "value" else None,
            seen=tuple(filter(None, (seen, other.partition(" ")[2] if deed == "same" else ""))),
        )
    except (Conflict, NotFound, UsageError) as error:
        wanted = f"{field} → {right or 'struck'}" if deed == "value" else None
        shown = msgspec.structs.replace(reviewing(ledger.store, event, by), problem=str(error), wanted=wanted)
        return render.html(request, "review.html", shown, 409 if isinstance(error, Conflict) else 400)
    onward = deed in ("accept", "not-event")
    return RedirectResponse(address("/review", event=next if onward else event, done=judged.number), 303)


@router.post("/review/undo", include_in_schema=False, dependencies=[Depends(checked)])
def undo(request: Request, ledger: Kept, number: Annotated[int, Form(ge=1, le=2**53)]) -> Response:
    undone = ledger.undo(number, by=judge_name(request))
    found = ledger.store.resolve(undone.events[0])
    return RedirectResponse(address("/review", event=found.id if found.current else None, done=undone.number), 303)


def judge_name(request: Request) -> str:
    """Who judges: whoever signed in; where nobody need, the one at whose machine this is."""
    return cast(str, request.state.name) or getpass.getuser()


def _shown(ledger: Ledger, event: str, field: str, words: str, report: str, start: int) -> Citation | None:
    """The words that were shown, where they stand; only times, places and numbers are read from words."""
    if not words.strip() or not (field in ("time", "place") or field.startswith("quantities.")):
        return None
    told = [ledger.store.text(r.id) for r in ledger.store.event(event).reports]
    return locate(told, words, report or None, start)
