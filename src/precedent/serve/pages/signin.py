"""Signing in and out, where the server asks who is there."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from precedent.base import Record
from precedent.errors import PrecedentError
from precedent.serve import access, csrf, render
from precedent.serve.guard import cookie
from precedent.serve.page import page

router = APIRouter(include_in_schema=False)


class SignIn(Record, frozen=True, kw_only=True):
    """``users`` is whether names are known, and not only a token. ``next`` is the page to go on to."""

    users: bool
    next: str
    wrong: str | None = None


@page(router, "/signin", "signin.html")
def ask(request: Request, next: Annotated[str, Query(max_length=2000)] = "/") -> SignIn:
    return _form(request, next)


@router.post("/signin", dependencies=[Depends(csrf.checked)])
def sign_in(
    request: Request,
    password: Annotated[str, Form(max_length=1000)],
    name: Annotated[str, Form(max_length=200)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """A session, if name and password are right. Sent from elsewhere, guard and token have refused it before."""
    config = request.app.state.config
    host = request.client.host if request.client else ""
    if not request.app.state.tries.take(host, time.monotonic()):
        return _again(request, next, "Too many attempts in the last minute: wait a little, and try again.", 429)
    who = access.admit(config, name.strip(), password)
    if who is None:
        return _again(request, next, "That is not right. Capital letters count, in names and in passwords.", 401)
    gone = RedirectResponse(own(next), 303)
    gone.headers["Set-Cookie"] = cookie(access.issue(config, who), request.url.scheme)
    return gone


@router.post("/signout", dependencies=[Depends(csrf.checked)])
def sign_out(request: Request) -> Response:
    gone = RedirectResponse("/signin", 303)
    gone.headers["Set-Cookie"] = cookie("", request.url.scheme) + "; Max-Age=0"
    return gone


def own(address: str) -> str:
    """An address on this server, to go on to; anything else is the start."""
    return address if address.startswith("/") and address[1:2] not in ("/", "\\") and address.isprintable() else "/"


def _again(request: Request, next: str, wrong: str, status: int) -> Response:
    return render.html(request, "signin.html", _form(request, next, wrong), status)


def _form(request: Request, next: str, wrong: str | None = None) -> SignIn:
    config = request.app.state.config
    if not config.guarded:
        raise PrecedentError("nobody has to sign in here", "go to the start")
    return SignIn(users=bool(config.users), next=own(next), wrong=wrong)
