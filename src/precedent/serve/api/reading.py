"""Reports in: ``mark``, ``times`` and ``read``; and jobs, followed as they go on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from precedent import pipeline
from precedent.base import Record
from precedent.records import Marked, Time
from precedent.serve import reading
from precedent.serve.api.answers import ERRORS, LATER, soon
from precedent.serve.api.described import gives
from precedent.serve.jobs import EventStream, Progress, stream
from precedent.serve.page import json
from precedent.serve.rate import limited

router = APIRouter(prefix="/api", tags=["reading"], dependencies=[Depends(limited)], responses=ERRORS)
_Short = Annotated[str, Field(max_length=2000)]


class Given(BaseModel):
    """A report, as a line of JSON lines: other keys come back under ``extra``."""

    model_config = ConfigDict(extra="allow")

    text: Annotated[str, Field(min_length=1, max_length=1_000_000)]
    id: _Short | None = None
    title: _Short | None = None
    source: _Short | None = None
    author: _Short | None = None
    published: Annotated[str, Field(max_length=60)] | None = None
    url: _Short | None = None


class Sources(BaseModel):
    """What to read: the address of a page or feed, or reports."""

    model_config = ConfigDict(extra="forbid")

    url: _Short | None = None
    reports: Annotated[list[Given], Field(max_length=100)] = []

    @model_validator(mode="after")
    def _one(self) -> Sources:
        if bool(self.url) == bool(self.reports):
            raise ValueError("give either a url or reports")
        return self


class Said(BaseModel):
    """A text, and the day or moment on which it was said."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=1_000_000)]
    published: Annotated[str, Field(max_length=60)] | None = None


class Times(Record, frozen=True, kw_only=True):
    times: tuple[Time, ...]


@router.post("/mark", summary="What one report tells; keeps nothing", responses={**gives(Marked), **LATER})
def mark(request: Request, given: Given) -> Response:
    report = reading.report(_given(given))
    return soon(request, lambda job: pipeline.mark(report))


@router.post("/times", summary="The times of a text, on the calendar", responses={**gives(Times), **LATER})
def times(request: Request, said: Said) -> Response:
    return soon(request, lambda job: Times(times=pipeline.times(said.text, said.published)))


@router.post(
    "/read", summary="Read, keep and merge: a page or feed of the web, or reports", responses={**gives(reading.Taken), **LATER}
)
def read(request: Request, sources: Sources) -> Response:
    config = request.app.state.config
    if sources.url:
        return soon(request, reading.address(config, sources.url))
    return soon(request, reading.texts(config, [_given(one) for one in sources.reports]))


def _given(given: Given) -> dict[str, Any]:
    return given.model_dump(exclude_none=True)


@router.get("/jobs/{id}", tags=["jobs"], summary="How a job fares, and what came of it", responses=gives(Progress))
def job(request: Request, id: Annotated[str, Field(max_length=40)]) -> Response:
    return json(request.app.state.jobs.get(id, request.state.name).progress())


@router.delete(
    "/jobs/{id}",
    tags=["jobs"],
    summary="Stop a job; what had been read by then is kept, and the same again goes on",
    responses={**gives(Progress), **gives(Progress, status=202, words="It is about to stop.")},
)
def stop(request: Request, id: Annotated[str, Field(max_length=40)]) -> Response:
    job = request.app.state.jobs.get(id, request.state.name)
    job.stop()
    job.settle(request.app.state.config.patience)
    progress = job.progress()
    return json(progress, 202 if progress.state == "running" else 200)


@router.get("/jobs/{id}/events", tags=["jobs"], summary="The same as server-sent events", response_class=EventStream)
async def events(request: Request, id: Annotated[str, Field(max_length=40)]) -> EventStream:
    return EventStream(stream(request.app.state.jobs.get(id, request.state.name)))
