"""Rows coded by machine, which decide nothing by themselves: a verdict that they would change is left open, and says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec

from precedent.archive.datasets import DataSet
from precedent.ask.days import iso, of_row
from precedent.ask.evidence import Dated, Evidence
from precedent.ask.judge import Finding, Question
from precedent.ask.together import Together
from precedent.entries import EventRow
from precedent.query import Period, Query
from precedent.records import Claim

_LISTED = 10
Judge = Callable[[Question], Finding]


def gathered(store: Together, claim: Claim, held: Evidence, as_of: str | None) -> Evidence | None:
    """The evidence with the rows that stand aside; None where there are none. Before a claim's bound none speaks against it."""
    starts = [since.from_ for since in claim.since if since.from_]
    time = Period(from_=min(starts)) if starts and len(starts) == len(claim.since) else None
    rows = store.aside(msgspec.structs.replace(held.query, time=time), (d.row for d in held.counted), as_of)
    found = sorted((Dated(row, days) for row in rows if (days := of_row(row))), key=lambda d: (d.days, d.row.id))
    if not found:
        return None
    subject = held.subject or found.pop()
    return replace(held, subject=subject, others=tuple(sorted((*held.others, *found), key=lambda d: (d.days, d.row.id))))


def weigh(store: Together, finding: Finding, question: Question, judge: Judge, more: Evidence, as_of: str | None) -> Finding:
    """*finding*, or what is to be said where rows coded by machine would change it."""
    if finding.verdict == "refuted":
        return finding
    other = judge(replace(question, held=more))
    if other.verdict in (finding.verdict, "not-enough-info"):
        return finding
    rows = [d.row for d in more.counted if d.row.id in other.counter + other.evidence and d.row.dataset in store.machine]
    if not rows:
        return finding
    said = _said(store, question.held.query, rows, as_of)
    would = "would refute it" if other.verdict == "refuted" else "speak for it"
    why = f"{said}, {would} ({other.why}), but alone decide nothing"
    if finding.verdict == "not-enough-info":
        why = f"{finding.why}; {why}"
    counter = tuple(i for i in other.counter if store.archive.owns(i))[:_LISTED]
    return Finding("not-enough-info", why, finding.evidence, counter, other.looked or finding.looked)


def _said(store: Together, query: Query, rows: Sequence[EventRow], as_of: str | None) -> str:
    """How many rows of which data set, in the time that these few stand for, and what their weakness is."""
    days = [d for row in rows if (d := of_row(row))]
    period = Period(from_=iso(min(d.first for d in days)), until=iso(max(d.last for d in days) + 1))
    counts = store.archive.count(msgspec.structs.replace(query, time=period), sorted({r.dataset or "" for r in rows}), as_of)
    return " and ".join(rows_words(name, counts.get(name, 0), store.archive.datasets[name]) for name in sorted(counts))


def rows_words(name: str, count: int, about: DataSet) -> str:
    """ "12 rows of gdelt, coded by machine (one event stands in many rows, …)"."""
    weakness = f" ({about.weakness})" if about.weakness else ""
    return f"{count:,} {'row' if count == 1 else 'rows'} of {name}, coded by {about.coded}{weakness}"


def caveats(store: Together, query: Query, found: Sequence[EventRow], as_of: str | None) -> list[str]:
    """Of an answer: which of its events are rows of data sets, and which rows were left aside."""
    said = []
    for name in sorted({row.dataset for row in found if row.dataset}):
        count = sum(row.dataset == name for row in found)
        said.append(f"{rows_words(name, count, store.archive.datasets[name])}, among these")
    for name, count in store.archive.count(query, store.machine, as_of).items():
        said.append(f"not counted: {rows_words(name, count, store.archive.datasets[name])}; --trust {name} counts them")
    if store.reduced:
        said.append(f"of {store.reduced:,} rows that fit, one of each day was looked at")
    return said
