"""Start: what came in, what is new, claims waiting to be checked; one box that takes whatever is at hand."""

from __future__ import annotations

from fastapi import APIRouter

from precedent.base import Record
from precedent.entries import ReportRow
from precedent.serve.kept import Kept
from precedent.serve.page import page

router = APIRouter()


class Start(Record, frozen=True, kw_only=True):
    """``came`` are the reports read last, the latest first."""

    came: tuple[ReportRow, ...]


@page(router, "/", "start.html")
def start(ledger: Kept) -> Start:
    return Start(came=tuple(ledger.store.latest(20)))
