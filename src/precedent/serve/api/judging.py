"""What people judge of the ledger's reading: kept with who and when, honoured by every later merge, undoable."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from precedent.base import Record
from precedent.entries import Judgement
from precedent.pipeline import Ledger
from precedent.serve.api.answers import CHANGED, ERRORS, LATER, asked, listed
from precedent.serve.api.described import gives
from precedent.serve.filters import Words
from precedent.serve.kept import Kept, Who
from precedent.serve.rate import limited

router = APIRouter(prefix="/api", tags=["judging"], dependencies=[Depends(limited)], responses=ERRORS)
_Id = Annotated[str, Field(min_length=1, max_length=2000)]
_Note = Annotated[str, Field(max_length=2000)]
_Seen = Annotated[str, Field(max_length=80), BeforeValidator(lambda said: said.strip('"') if isinstance(said, str) else said)]


class Judging(BaseModel):
    """As ``precedent judge`` takes it. ``field`` and ``right`` are for ``type`` and ``value``; no ``right``: struck.

    ``seen`` says which state of the events was judged: for each the fingerprint that ``show`` gave as its ``ETag``. Of
    ``different`` the first event alone has one, since the second may be a report.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["accept", "same", "different", "type", "value", "not-event"]
    events: Annotated[list[_Id], Field(min_length=1, max_length=2)]
    seen: Annotated[list[_Seen], Field(min_length=1, max_length=2)]
    field: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    right: Annotated[str, Field(max_length=200)] | None = None
    note: _Note | None = None

    @model_validator(mode="after")
    def _fits(self) -> Judging:
        if len(self.events) != (2 if self.kind in ("same", "different") else 1):
            raise ValueError("same and different take two events, the others one")
        if len(self.seen) != (2 if self.kind == "same" else 1):
            raise ValueError("give what was seen of each event: the ETag that show gave")
        if (self.kind == "value") != (self.field is not None and self.kind != "type"):
            raise ValueError("value takes a field, and the others do not")
        if self.kind == "type" and not self.right:
            raise ValueError("type takes what is right")
        return self


class Undoing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: Annotated[int, Field(ge=1, le=2**31)]
    note: _Note | None = None


class Judgements(Record, frozen=True, kw_only=True):
    """A page of judgements; ``next`` is the offset of the one after it, null at the end."""

    items: tuple[Judgement, ...]
    next: int | None


@router.get("/judgements", summary="What was judged, of one event or of all", responses=gives(Judgements))
def judgements(
    ledger: Kept,
    event: Words = None,
    limit: Annotated[int, Field(ge=1, le=500)] = 100,
    offset: Annotated[int, Field(ge=0, le=10**9)] = 0,
) -> Response:
    return listed(ledger.judgements(event), offset, limit)


@router.post("/judge", summary="Judge, and merge by it", responses={**gives(Judgement), **LATER, **CHANGED})
def judge(request: Request, judging: Judging, who: Who) -> Response:
    field = "type" if judging.kind == "type" else judging.field

    def work(ledger: Ledger) -> Record:
        return ledger.judge(
            judging.kind, *judging.events, by=who, field=field, right=judging.right, note=judging.note, seen=judging.seen
        )

    return asked(request, work)


@router.post("/undo", summary="Undo a judgement, and merge without it", responses={**gives(Judgement), **LATER})
def undo(request: Request, undoing: Undoing, who: Who) -> Response:
    return asked(request, lambda ledger: ledger.undo(undoing.number, by=who, note=undoing.note))
