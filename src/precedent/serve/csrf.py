"""Forms of our own pages, and of nobody else's: a token that only a page of this session can hold."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Form, Request

from precedent.errors import PrecedentError
from precedent.serve.access import sign


class Forged(PrecedentError):
    """A form that this session was not given."""


def token(request: Request) -> str:
    """What a form of this session has to carry."""
    return sign(request.app.state.config, f"csrf {request.state.session}")


def checked(request: Request, csrf: Annotated[str, Form()] = "") -> None:
    """A dependency of every route that a form is sent to."""
    if not hmac.compare_digest(csrf.encode(), token(request).encode()):
        raise Forged("this form is from another session", "go back, load the page again, and send it once more")
