"""Check and ask: a claim or question in one field; how it was read, what is so, what speaks for it, what could not be seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from pydantic import Field

from precedent.answers import Answer, Verdict
from precedent.base import Record
from precedent.entries import EventRow
from precedent.errors import NotFound, PrecedentError, UsageError
from precedent.pipeline import Ledger, is_question, read_claim
from precedent.records import Claim
from precedent.serve.drawing import Drawing, of_events
from precedent.serve.edits import Edited, Edits, Part, parts
from precedent.serve.filters import Day, Words
from precedent.serve.jobs import Job
from precedent.serve.kept import event_of
from precedent.serve.page import page
from precedent.serve.render import address

router = APIRouter()
_MOST = 50  # events that are listed; the rest are counted

Kind = Literal["claim", "question"]
Asked = Annotated[str | None, Field(max_length=1000), Query(description="A claim or a question in plain English.")]


class Listed(Record, frozen=True, kw_only=True):
    """Events of one kind: that speak for it, against it, or nearly counted (``notes``: why not, by id)."""

    name: str
    events: tuple[EventRow, ...]
    notes: dict[str, str] = {}
    more: int = 0


class Checked(Record, frozen=True, kw_only=True):
    """What was asked, how it was read, and the answer. ``unread`` says why nothing could be read in it.

    ``permanent`` is the address of this answer, ``without`` that of the one to the reading before it was changed.
    ``waiting`` is the job that looks it up, where that takes longer; this address then has the answer.
    """

    q: str
    as_of: str
    kind: Kind | None = None
    report: str | None = None
    claim: str | None = None
    unread: str | None = None
    verdict: Verdict | None = None
    answer: Answer | None = None
    parts: tuple[Part, ...] = ()
    changed: bool = False
    permanent: str = ""
    without: str = ""
    lists: tuple[Listed, ...] = ()
    waiting: str | None = None

    @property
    def drawing(self) -> Drawing | None:
        """The events that are listed, on a line of time, with the months of which the ledger holds nothing."""
        coverage = self.verdict.coverage if self.verdict else self.answer.coverage if self.answer else None
        return of_events([(part.name, part.events) for part in self.lists], coverage.gaps if coverage else (), self.as_of)


@page(router, "/check", "check.html")
def check(
    request: Request,
    edited: Edited,
    q: Asked = None,
    as_of: Day = None,
    kind: Annotated[Kind | None, Query(description="What it is; found from its words where not given.")] = None,
    report: Words = None,
    claim: Words = None,
) -> Checked:
    day = as_of.isoformat() if as_of else None
    said = (q or "").strip()
    if not (said or (report and claim)):
        return Checked(q="", as_of=day or date.today().isoformat())
    config, jobs = request.app.state.config, request.app.state.jobs

    def work(job: Job) -> Checked:
        job.tell("looking through the ledger")
        with Ledger(config.ledger, halted=job.stopping) as ledger:
            if report and claim:
                return _of_report(ledger, edited, report, claim, day)
            return _said(ledger, edited, said, day or date.today().isoformat(), kind)

    job = jobs.begin(request.state.name, work, key=f"/check?{request.url.query}")
    try:
        found: Checked | None = job.result(config.patience)
    except PrecedentError:
        jobs.end(job)
        raise
    if found is not None:
        jobs.end(job)
    return found or Checked(q=said, as_of=day or date.today().isoformat(), waiting=job.id)


def _said(ledger: Ledger, edited: Edits, said: str, day: str, kind: Kind | None) -> Checked:
    kind = kind or ("question" if is_question(said) else "claim")
    try:
        if kind == "question":
            return _question(ledger, edited, said, day)
        return _claim(ledger, edited, said, day, read_claim(said, day), {"q": said, "kind": "claim", "as_of": day})
    except UsageError as error:
        return Checked(q=said, as_of=day, kind=kind, unread=str(error))


def _of_report(ledger: Ledger, edited: Edits, report: str, id: str, as_of: str | None) -> Checked:
    """The claim of a report, about the event that the report tells of, as of the day it was published."""
    row = ledger.store.report(report)
    found = next((c for c in ledger.store.claims(row.id) if c.id == id), None)
    if found is None:
        raise NotFound(f"report {report} makes no claim {id}", "see the claims on the report's page")
    day = as_of or (row.published or date.today().isoformat())[:10]
    about = (e.id for e in ledger.events(as_of=day, report=row.id) if any((c.report, c.claim) == (row.id, id) for c in e.claims))
    here: dict[str, str | None] = {"report": report, "claim": id, "as_of": as_of}
    return _claim(ledger, edited, found.text, day, found, here, next(about, None))


def _claim(
    ledger: Ledger, edited: Edits, said: str, day: str, read: Claim, here: dict[str, str | None], about: str | None = None
) -> Checked:
    one = edited.reading is not None and edited.reading < len(read.since)
    since = read.since[edited.reading : edited.reading + 1] if one and edited.reading is not None else read.since
    query = edited.apply(read.query)
    meant = msgspec.structs.replace(read, query=query, since=since)
    verdict = ledger.check(meant, day, event=about)
    misses = {miss.event: miss.words for miss in verdict.near_misses}
    lists = (
        _listed(ledger, "Speaks for it", verdict.evidence, day),
        _listed(ledger, "Speaks against it", verdict.counter, day),
        _listed(ledger, "Nearly counted", tuple(misses), day, misses),
    )
    return Checked(
        q=said,
        as_of=day,
        kind="claim",
        report=here.get("report"),
        claim=here.get("claim"),
        verdict=verdict,
        parts=parts(query, read.query, read.since, edited, lambda e: address("/check", **here, **e.pairs())),
        changed=edited != Edits(),
        permanent=address("/check", **here, **edited.pairs()),
        without=address("/check", **here),
        lists=lists,
    )


def _question(ledger: Ledger, edited: Edits, said: str, day: str) -> Checked:
    read = ledger.ask(said, day)
    answer = read if edited == Edits() else ledger.ask(said, day, change=edited.apply)
    here = {"q": said, "kind": "question", "as_of": day}
    if read.reading is None or answer.reading is None:
        return Checked(q=said, as_of=day, kind="question", unread=answer.words)
    misses = {miss.event: miss.words for miss in answer.near_misses}
    lists = (_listed(ledger, "Rests on", answer.events, day), _listed(ledger, "Nearly counted", tuple(misses), day, misses))
    return Checked(
        q=said,
        as_of=day,
        kind="question",
        answer=answer,
        parts=parts(answer.reading.query, read.reading.query, (), edited, lambda e: address("/check", **here, **e.pairs())),
        changed=edited != Edits(),
        permanent=address("/check", **here, **edited.pairs()),
        without=address("/check", **here),
        lists=lists,
    )


def _listed(ledger: Ledger, name: str, ids: Sequence[str], day: str, notes: dict[str, str] | None = None) -> Listed:
    rows = tuple(row for id in ids[:_MOST] if (row := _event(ledger, id, day)) is not None)
    return Listed(name=name, events=rows, notes=notes or {}, more=max(len(ids) - _MOST, 0))


def _event(ledger: Ledger, id: str, day: str) -> EventRow | None:
    try:
        return event_of(ledger, id, day)
    except NotFound:  # merged into another since it was found
        return None
