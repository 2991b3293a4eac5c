"""Verdicts on superlatives: "the deadliest since March", "the largest this year", "the worst in history"."""

from __future__ import annotations

from precedent.ask.days import Days
from precedent.ask.evidence import Dated
from precedent.ask.judge import Finding, Question, ids, that_of, unsure_words
from precedent.ask.judge_periods import period
from precedent.entries import EventRow

# What a superlative measures: the first of these kinds of quantity that the event in question has.
MEASURES = {
    "deadliest": ("killed",),
    "worst": ("killed", "wounded", "displaced"),
    "largest": ("taking part", "crossed", "displaced", "detained", "arrested", "killed"),
}


def size(row: EventRow, kind: str) -> float | int | None:
    """The highest number told of a kind; None where nobody says."""
    return max((q.value for q in row.quantities if q.kind == kind and q.value is not None), default=None)


def superlative(q: Question) -> Finding:
    """None of the kind in that time is told to be larger; under "since", one in the bound is at least as large."""
    subject, stem = q.held.subject, q.claim.kind.split("-")[0]
    if subject is None:
        return q.nothing()
    measure = next((k for k in MEASURES[stem] if size(subject.row, k) is not None), None)
    if measure is None:
        return q.open(f"how large {that_of(subject)} was is not in the ledger")
    own = size(subject.row, measure) or 0
    bound = q.bound if q.claim.kind.endswith("since") else period(q)
    if bound is None and not q.claim.kind.endswith("ever"):
        return q.open("the ledger cannot tell which time the claim counts from")
    if bound is not None and q.claim.kind.endswith("since") and subject.days.first <= bound.last:
        return q.open(f"no {q.one} after {bound.words} is in the ledger")
    start = 1 if bound is None else bound.last + 1 if q.claim.kind.endswith("since") else bound.first
    stretch = Days(start, subject.days.first - 1)
    looked = Days(bound.first if bound else min(d.days.first for d in q.held.counted), subject.days.last)
    found = q.sort(q.held.others, stretch)
    larger = [d for d in found.sure if _size(d, measure) > own]
    if larger:
        most = max(larger, key=lambda d: (_size(d, measure), d.row.id))
        why = f"{that_of(most)} had {_size(most, measure):,} {measure}, more than {own:,}"
        return Finding("refuted", why, ids(subject), ids(*larger), looked)
    if unsure := [d for d in found.unsure if _size(d, measure) > own]:
        return q.open(unsure_words(unsure), looked=looked)
    if bound is None:
        return q.open("the ledger holds no larger one before it, but does not reach back for ever", looked=looked)
    unknown = sum(size(d.row, measure) is None for d in found.sure)
    doubt = f"; of {unknown} in between it is not known" if unknown else ""
    if q.claim.kind.endswith("since"):
        before = [d for d in q.held.others if d.days.within(bound) and _size(d, measure) >= own]
        if not before:
            return q.open(f"no {q.one} in {bound.words} with {own:,} {measure} or more is in the ledger", looked=looked)
        why = f"{that_of(before[-1])} had {_size(before[-1], measure):,} {measure}, and none in between more than {own:,}{doubt}"
        return Finding("supported", why, ids(subject, before[-1]), looked=looked)
    if not found.sure and not q.seen(Days(bound.first - 366, bound.first + 31)):
        return q.open("the ledger holds nothing of that time to compare it with", looked=looked)
    return Finding(
        "supported", f"none in that time had more than {own:,} {measure}{doubt}", ids(subject, *found.sure), looked=looked
    )


def _size(dated: Dated, measure: str) -> float | int:
    return size(dated.row, measure) or 0
