"""The ledger of one request, and who makes it."""

from __future__ import annotations

import getpass
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from precedent.entries import EventRow
from precedent.ledger import Store
from precedent.pipeline import Ledger


class Desk:
    """The ledger's file, held open from one request to the next: connections stay warm, and statements are compiled once.

    Another file in its place (a backup brought back) is opened anew.
    """

    def __init__(self, path: str) -> None:
        self._path, self._lock = Path(path), threading.Lock()
        self._held: tuple[tuple[int, int], Store] | None = None

    def ledger(self) -> Ledger:
        """The ledger for one request: all its threads share a store, whose transactions have a connection each."""
        with self._lock:
            if self._held is None or self._held[0] != self._file():
                self.close()
                store = Ledger(self._path).store
                self._held = self._file(), store
            return Ledger.of(self._held[1])

    def _file(self) -> tuple[int, int]:
        if not self._path.exists():
            return 0, 0
        found = self._path.stat()
        return found.st_dev, found.st_ino

    def close(self) -> None:
        """Close what is held."""
        if self._held is not None:
            self._held[1].close()
            self._held = None


def opened(request: Request) -> Iterator[Ledger]:
    """The ledger, for as long as this request takes."""
    desk: Desk = request.app.state.desk
    with desk.ledger() as ledger:
        yield ledger


Kept = Annotated[Ledger, Depends(opened)]


def event_of(ledger: Ledger, id: str, as_of: str | None = None) -> EventRow:
    """The event of that id, or the imported row."""
    archive = ledger.archive
    return archive.event(id) if archive is not None and archive.owns(id) else ledger.store.event(id, as_of=as_of)


def named(request: Request) -> str:
    """Who makes this request: who signed in, else the user who started the server, since nobody else reaches it."""
    return str(request.state.name or getpass.getuser())


Who = Annotated[str, Depends(named)]
"""Who judges, as ``Ledger.judge`` takes it."""
