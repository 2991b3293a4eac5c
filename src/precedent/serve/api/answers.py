"""What the API answers: a record at once, or within a second; else a job to follow. And the shape of every error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from time import monotonic
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel

from precedent.base import Record
from precedent.pipeline import Ledger
from precedent.records import to_json
from precedent.serve.api.described import gives
from precedent.serve.jobs import Job, Progress, Work
from precedent.serve.page import json

SECONDS = 5.0  # that a list may take; what it has found by then is what it gives


class Problem(BaseModel):
    """What was wrong, and what to do (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    advice: str | None = None


def _problem(words: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


ERRORS: dict[int | str, dict[str, Any]] = {
    400: {**_problem("What was asked cannot be read; the detail says why."), "model": Problem},
    401: _problem("The server asks for a token."),
    404: _problem("No report, event or job has that id; or no place that name."),
    422: _problem("A parameter is not as it should be, or a source cannot be read."),
    429: _problem("Too many requests, or too much work under way; Retry-After says when to try again."),
}
CHANGED: dict[int | str, dict[str, Any]] = {409: _problem("The event has changed since it was seen: look again, then judge.")}
LATER = gives(Progress, status=202, words="It takes longer than a second: a job, to be followed at its Location.")
LATER[202]["headers"] = {"Location": {"description": "Where it is followed.", "schema": {"type": "string"}}}


def soon(request: Request, work: Work) -> Response:
    """What *work* gives, if within a second; else 202 and the job, at whose Location it can be followed."""
    job = request.app.state.jobs.begin(request.state.name, work)
    found = job.result(request.app.state.config.patience)
    if found is not None:
        return json(found)
    answer = json(job.progress(), 202)
    answer.headers["Location"] = f"/api/jobs/{job.id}"
    return answer


def asked(request: Request, work: Callable[[Ledger], Record]) -> Response:
    """What *work* gives of the ledger, likewise. The ledger is opened in the thread that works: it may outlast the request."""
    path = request.app.state.config.ledger

    def begun(job: Job) -> Record:
        with Ledger(path, halted=job.stopping) as ledger:
            return work(ledger)

    return soon(request, begun)


def listed(records: Iterable[Record], offset: int, limit: int) -> Response:
    """A page of *records*: ``items``, and ``next``, the offset at which the next page begins (null: no more).

    After some seconds it gives what it has found, which may be nothing yet: then ``next`` goes on from there.
    """
    until, items, at = monotonic() + SECONDS, list[str](), offset
    more = False
    for record in islice(_by(iter(records), until, offset), offset, None):
        if record is None or len(items) == limit:
            more = True
            break
        items.append(to_json(record))
        at += 1
    following = str(at) if more else "null"
    return Response(f'{{"items":[{",".join(items)}],"next":{following}}}', media_type="application/json")


def _by(records: Iterator[Record], until: float, offset: int) -> Iterator[Record | None]:
    """The records, and None when the time is up: never before the first one beyond *offset*, so that each page goes on."""
    for number, record in enumerate(records):
        if monotonic() > until and number > offset:
            yield None
            return
        yield record
