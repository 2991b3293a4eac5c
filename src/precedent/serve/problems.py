"""What goes wrong, in words: a page for people, ``application/problem+json`` (RFC 9457) for programs."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from precedent.base import Record
from precedent.errors import Conflict, LedgerError, NotFound, PrecedentError, SourceError, UsageError
from precedent.serve import render
from precedent.serve.csrf import Forged
from precedent.serve.jobs import Busy

_log = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[PrecedentError], int], ...] = (
    (NotFound, 404),
    (Conflict, 409),
    (UsageError, 400),
    (SourceError, 422),
    (Busy, 429),
    (Forged, 403),
    (LedgerError, 503),
)


class Problem(Record, frozen=True, kw_only=True):
    """What was wrong, and what to do about it."""

    title: str
    status: int
    detail: str
    advice: str | None = None


def answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The problem as the page or as the JSON that was asked for."""
    if request.url.path.startswith("/api") or request.url.path.endswith(".json"):
        said = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}
        body = json.dumps(said | ({"advice": problem.advice} if problem.advice else {}))
        return Response(body, problem.status, headers, media_type="application/problem+json")
    shown = render.html(request, "problem.html", problem, problem.status)
    shown.headers.update(headers or {})
    return shown


def add(app: FastAPI) -> None:
    """Have *app* answer so."""
    app.add_exception_handler(PrecedentError, _spoken)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _unexpected)


def _spoken(request: Request, error: Exception) -> Response:
    assert isinstance(error, PrecedentError)
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
    wrong = error.wrong.replace(str(request.app.state.config.ledger), "the ledger").replace("ledger the ledger", "the ledger")
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=wrong, advice=error.advice)
    return answer(request, problem, {"Retry-After": "10"} if isinstance(error, Busy) else None)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(str(part) for part in e['loc'][1:]) or 'the body'}: {_wrong(e)}" for e in error.errors()[:5])
    advice = "see /api for what can be asked" if request.url.path.startswith("/api") else "go back, put it right, and try again"
    return answer(request, Problem(title="Not understood", status=422, detail=said, advice=advice))


_WRONG = {
    "missing": "it is missing",
    "extra_forbidden": "nothing of that name can be given",
    "int_parsing": "{input!r} is no whole number",
    "float_parsing": "{input!r} is no number",
    "string_too_long": "it is longer than {max_length} characters",
    "string_too_short": "it is empty",
    "too_long": "there are more than {max_length}",
    "greater_than_equal": "{input} is less than {ge}, the least there may be",
    "less_than_equal": "{input} is more than {le}, the most there may be",
    "literal_error": "{input!r} is none of {expected}",
}


def _wrong(error: dict[str, Any]) -> str:
    """What is wrong with a value, in our words where there are some."""
    kind, given = error["type"], str(error.get("input"))[:60]
    if kind.startswith("date") and kind not in ("date_type",):
        return f"{given!r} is no day; give one as 2025-10-20"
    if kind in _WRONG:
        return _WRONG[kind].format(**{"input": given, **(error.get("ctx") or {})})
    return str(error["msg"]).removeprefix("Value error, ").lower()


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = {404: "there is no such page", 405: f"this page is not for {request.method}"}.get(error.status_code, error.detail)
    problem = Problem(title=HTTPStatus(error.status_code).phrase, status=error.status_code, detail=detail)
    return answer(request, problem, dict(error.headers or {}))


def _unexpected(request: Request, error: Exception) -> Response:
    _log.error("precedent serve: %s %s failed", request.method, request.url.path, exc_info=error)
    detail = f"an error in the program ({type(error).__name__}); nothing was changed by half"
    return answer(request, Problem(title="It failed", status=500, detail=detail, advice="please report it with what you asked for"))
