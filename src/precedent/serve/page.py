"""A page and its JSON twin, made from one record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request, Response

from precedent.base import Record
from precedent.records import to_json
from precedent.serve import render

View = TypeVar("View", bound=Callable[..., Record])


def page(router: APIRouter, path: str, template: str) -> Callable[[View], View]:
    """Serve what a function makes as HTML at *path*, and as JSON at *path*.json."""

    def register(view: View) -> View:
        made: Any = Annotated[Record, Depends(view)]

        def as_json(shown: made) -> Response:
            return json(shown)

        def as_html(request: Request, shown: made) -> Response:
            return render.html(request, template, shown)

        for function in (as_json, as_html):  # annotations as they are here, and not as words that FastAPI would look up
            function.__annotations__["shown"] = made
        as_html.__annotations__["request"] = Request
        router.add_api_route(f"{path}.json", as_json, methods=["GET"], include_in_schema=False, response_model=None)
        router.add_api_route(path, as_html, methods=["GET"], include_in_schema=False, response_model=None)
        return view

    return register


def json(record: Record, status_code: int = 200) -> Response:
    """A record as JSON, keys in the contract's order."""
    return Response(to_json(record), status_code, media_type="application/json")
