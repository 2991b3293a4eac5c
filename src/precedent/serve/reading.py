"""Reports handed to the server: an address, which is fetched through the guard, or texts. Never a path of this machine."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from precedent.base import Record
from precedent.errors import NotFound, SourceError, UsageError
from precedent.pipeline import Ledger, ReadSummary
from precedent.records import Refusal, Report, to_json
from precedent.serve.config import Config
from precedent.serve.jobs import Job, Work
from precedent.sources.lines import from_object

_NAME = "given.jsonl"


class Taken(Record, frozen=True, kw_only=True):
    """What came of it: the summary, and the ids of the reports that are in the ledger now, as far as they are known."""

    summary: ReadSummary
    reports: tuple[str, ...]


def address(config: Config, url: str) -> Work:
    """Work that reads what stands at *url*."""
    if not url.lower().startswith(("http://", "https://")):
        raise UsageError(f"{url!r} is no address of a page", "give one that begins with https:// or http://")
    return lambda job: _read(config, (url,), (url,), job)


def texts(config: Config, given: Sequence[dict[str, Any]]) -> Work:
    """Work that reads reports given as the objects that a line of JSON holds. Raises ``SourceError`` for one that is none."""
    reports = [report(one) for one in given]

    def work(job: Job) -> Record:
        with tempfile.TemporaryDirectory(prefix="precedent-") as folder:
            path = Path(folder) / _NAME
            path.write_text("".join(to_json(one) + "\n" for one in reports), encoding="utf-8")
            return _read(config, (str(path),), [one.id for one in reports], job, "jsonl")

    return work


def report(given: dict[str, Any]) -> Report:
    """The report that an object describes; without an id or address its id is of its words, however often it is given."""
    found = from_object(given, "the report", _NAME)
    if isinstance(found, Refusal):
        raise SourceError(found.reason, found.advice)
    return found


def _read(config: Config, sources: Sequence[str], ids: Sequence[str], job: Job, as_: str | None = None) -> Taken:
    read = 0

    def one() -> None:
        nonlocal read
        read += 1
        job.tell(f"read {read} report{'' if read == 1 else 's'}")

    with Ledger(config.ledger, halted=job.stopping) as ledger:
        before = ledger.store.news(None).upto
        job.tell("reading" if as_ else "fetching")
        summary = ledger.read(
            *sources,
            as_=as_,
            network=ledger.network(config.allow),
            on_report=one,
            on_merge=lambda done, of: job.tell("merging with what is held", done, of),
        )
        if summary.refused and not summary.reports:
            first = summary.refused[0]
            raise SourceError(first.reason, first.advice)
        new = ledger.store.news(before).reports
        return Taken(summary=summary, reports=new or tuple(id for id in ids if _held(ledger, id)))


def _held(ledger: Ledger, id: str) -> bool:
    try:
        ledger.store.report(id)
    except NotFound:
        return False
    return True
