"""Start: what came in, what is new, claims waiting to be checked; one box that takes whatever is at hand."""

from __future__ import annotations

import time
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse
from pydantic import Field

from precedent.base import Record
from precedent.entries import EventRow, ReportRow
from precedent.errors import UsageError
from precedent.pipeline import ReadSummary, is_question
from precedent.serve import csrf, jobs, reading
from precedent.serve.filters import Day, Words
from precedent.serve.kept import Kept
from precedent.serve.page import page
from precedent.serve.pages.report import Stated, stated
from precedent.serve.render import address

router = APIRouter()
_REPORTS, _EVENTS, _CLAIMS = 20, 20, 10
_SECONDS = 0.4  # for verdicts
_SENTENCE = 300  # characters: what is longer is a text, and no claim

Kind = Literal["address", "text", "claim", "question"]


class Start(Record, frozen=True, kw_only=True):
    """``came`` are the reports read last, the latest first; ``new`` the events that no report before them tells of.

    ``since`` numbers the report after which events are new; ``upto`` is the last there is, so that a visit later can ask for
    what came after. ``claims`` are of the reports that came, those without a verdict first.
    """

    came: tuple[ReportRow, ...]
    new: tuple[EventRow, ...]
    more: int
    claims: tuple[Stated, ...]
    since: int
    upto: int


@page(router, "/", "start.html")
def start(ledger: Kept, since: Annotated[int | None, Query(ge=0, le=2**62)] = None) -> Start:
    came = ledger.store.latest(_REPORTS)
    upto = ledger.store.news(None).upto
    after = max(upto - _REPORTS, 0) if since is None else since
    news = ledger.store.news(after)
    new = [ledger.store.event(id) for id in news.events[:_EVENTS]]
    until = time.monotonic() + _SECONDS
    claims = [said for row in came for said in stated(ledger, row, ledger.store.claims(row.id), None, until)]
    claims.sort(key=lambda said: _ORDER[said.verdict.verdict if said.verdict else None])
    return Start(
        came=tuple(came),
        new=tuple(sorted(new, key=lambda row: row.from_ or "", reverse=True)),
        more=max(len(news.events) - _EVENTS, 0),
        claims=tuple(claims[:_CLAIMS]),
        since=after,
        upto=upto,
    )


_ORDER = {None: 0, "not-enough-info": 1, "refuted": 2, "supported": 3}


def kind(what: str) -> Kind:
    """What was put into the box: one word with a scheme is an address, what is long or has lines a text."""
    if what.lower().startswith(("http://", "https://")) and len(what.split()) == 1:
        return "address"
    if len(what) > _SENTENCE or "\n" in what:
        return "text"
    return "question" if is_question(what) else "claim"


@router.post("/", dependencies=[Depends(csrf.checked)], include_in_schema=False)
def take(
    request: Request,
    what: Annotated[str, Form(max_length=2_000_000)],
    meant: Annotated[Literal["", "address", "text", "claim", "question"], Form()] = "",
    title: Annotated[Words, Form()] = None,
    source: Annotated[Words, Form()] = None,
    published: Annotated[Day, Form()] = None,
) -> RedirectResponse:
    """Send what was put into the box where it belongs."""
    what = what.replace("\r\n", "\n").strip()
    if not what:
        raise UsageError("the box was empty", "put in an address, a text, a claim or a question")
    found = meant or kind(what)
    if found in ("claim", "question"):
        return RedirectResponse(address("/check", q=what[:1000], kind=found), 303)
    config = request.app.state.config
    if found == "address":
        work = reading.address(config, what)
    else:
        day = published.isoformat() if published else None
        work = reading.texts(config, [{"text": what, "title": title, "source": source, "published": day}])
    job = request.app.state.jobs.begin(request.state.name, work)
    return RedirectResponse(f"/job/{job.id}", 303)


class Under(Record, frozen=True, kw_only=True):
    """A job under way, and where what came of it can be seen. ``again`` is the address that asks the same once more."""

    progress: jobs.Progress
    again: str | None
    summary: ReadSummary | None
    reports: tuple[str, ...]


@page(router, "/job/{id}", "job.html")
def job(request: Request, id: Annotated[str, Field(max_length=40)]) -> Under:
    under = request.app.state.jobs.get(id, request.state.name)
    now = under.progress()
    taken = now.result if isinstance(now.result, reading.Taken) else None
    return Under(progress=now, again=under.key, summary=taken.summary if taken else None, reports=taken.reports if taken else ())


@router.post("/job/{id}/stop", dependencies=[Depends(csrf.checked)], include_in_schema=False)
def stop(request: Request, id: str) -> RedirectResponse:
    """Have a job stop, and show how it fares."""
    under = request.app.state.jobs.get(id, request.state.name)
    under.stop()
    under.settle(request.app.state.config.patience)
    return RedirectResponse(f"/job/{under.id}", 303)


@router.get("/job/{id}/progress", include_in_schema=False)
async def progress(request: Request, id: str) -> jobs.EventStream:
    """How a job fares, as server-sent events."""
    return jobs.EventStream(jobs.stream(request.app.state.jobs.get(id, request.state.name)))
