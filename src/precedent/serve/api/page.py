"""The API in a page: what can be asked, from its own description."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from precedent.base import Record
from precedent.serve.page import page

router = APIRouter(include_in_schema=False)
_VERBS = ("get", "post", "delete")


class Operation(Record, frozen=True, kw_only=True):
    method: str
    path: str
    summary: str
    parameters: tuple[tuple[str, str], ...]  # name and description


class Described(Record, frozen=True, kw_only=True):
    operations: tuple[Operation, ...]
    guarded: bool


@page(router, "/api", "api.html")
def api(request: Request) -> Described:
    said: dict[str, Any] = request.app.openapi()
    found = tuple(
        Operation(
            method=verb.upper(),
            path=path,
            summary=verbs[verb].get("summary", ""),
            parameters=tuple((p["name"], p.get("description", "")) for p in verbs[verb].get("parameters", ())),
        )
        for path, verbs in said["paths"].items()
        for verb in _VERBS
        if verb in verbs
    )
    return Described(operations=found, guarded=request.app.state.config.guarded)
