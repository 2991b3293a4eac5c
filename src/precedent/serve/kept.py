"""The ledger of one request, and who makes it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request

from precedent.pipeline import Ledger


def opened(request: Request) -> Iterator[Ledger]:
    """The ledger, opened for this request and closed after it; both in a worker thread, as are the functions that use it."""
    with Ledger(request.app.state.config.ledger) as ledger:
        yield ledger


Kept = Annotated[Ledger, Depends(opened)]


def named(request: Request) -> str:
    """Who makes this request: who signed in, else the user who started the server, since nobody else reaches it."""
    return str(request.state.name or getpass.getuser())


Who = Annotated[str, Depends(named)]
"""Who judges, as ``Ledger.judge`` takes it."""
