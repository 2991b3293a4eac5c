"""``check``: a claim held against the ledger. Each reading of its bound has a verdict; the likeliest that can be judged decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import prod

from precedent.answers import ClaimReading, ReadingVerdict, Verdict
from precedent.ask import aside, judge, judge_periods, judge_sizes, order
from precedent.ask.coverage import coverage, reported
from precedent.ask.days import Days, iso
from precedent.ask.evidence import Evidence, gather
from precedent.ask.holdings import Holdings
from precedent.ask.judge import Finding, Question, that_of
from precedent.ask.near import near_misses
from precedent.ask.together import Together
from precedent.records import Claim, Since
from precedent.wording import date_words, query_words

# Of events that are less sure of their type about a third is of another (benchmarks/README.md): too many to refute a claim by.
SURE = 0.8

JUDGES: dict[str, Callable[[Question], Finding]] = {
    "first-since": judge.first_since,
    "first-in-period": judge_periods.first_in_period,
    "first-ever": judge_periods.first_ever,
    "nth-since": judge.nth_since,
    "nth-in-period": judge_periods.nth_in_period,
    "nth-ever": judge_periods.first_ever,
    "no-other-since": judge.none_since,
    "no-other-in-period": judge_periods.none_in_period,
    "none-since": judge.none_since,
    "none-in-period": judge_periods.none_in_period,
    "none-ever": judge_periods.none_ever,
    "last-before": judge.none_since,
    "only-since": judge_periods.only,
    "only-in-period": judge_periods.only,
    "only-ever": judge_periods.only,
    "number-since": judge_periods.number,
    "number-in-period": judge_periods.number,
    "number-ever": judge_periods.number,
    **{
        f"{stem}-{bound}": judge_sizes.superlative
        for stem in ("deadliest", "largest", "worst")
        for bound in ("since", "in-period", "ever")
    },
}


def check(store: Holdings, claim: Claim, as_of: str | None = None, *, event: str | None = None) -> Verdict:
    """The verdict on *claim* from what was published and had happened by the end of *as_of* (ISO date; None: all there is).

    *event* is the ledger's id of the event the claim is about, where its own report tells of one; else the latest that
    counts is taken.
    """
    if claim.than is not None:
        return order.check(store, claim, claim.than, as_of)
    held = gather(store, claim, as_of, event)
    questions = [Question(claim, since, held, reported(store, held, as_of)) for since in claim.since or (None,)]
    findings = [_as_read(claim, _doubted(JUDGES[claim.kind](q), held)) for q in questions]
    reduced = ""
    if isinstance(store, Together):
        reduced = f"; of {store.reduced:,} imported rows that fit, one of each day was weighed" if store.reduced else ""
        more = aside.gathered(store, claim, held, as_of)
        if more is not None:
            pairs = zip(findings, questions, strict=True)
            findings = [aside.weigh(store, f, q, JUDGES[claim.kind], more, as_of) for f, q in pairs]
    chosen = next((k for k, f in enumerate(findings) if f.verdict != "not-enough-info"), 0)
    finding = findings[chosen]
    looked = finding.looked or questions[chosen].bound
    return Verdict(
        claim=claim.text,
        kind=claim.kind,
        as_of=as_of,
        reading=ClaimReading(words=reading_words(claim, held, questions[chosen].since), query=claim.query),
        verdict=finding.verdict,
        why=finding.why + _disputed(held, finding) + reduced,
        readings=tuple(
            ReadingVerdict(since=q.since, verdict=f.verdict, evidence=f.evidence, counter=f.counter, why=f.why)
            for q, f in zip(questions, findings, strict=True)
        ),
        evidence=finding.evidence,
        counter=finding.counter,
        near_misses=near_misses(held, Days(looked.first, max(looked.last, held.today or 0)) if looked else None),
        coverage=coverage(store, held, _start(held, finding, looked), as_of),
    )


def _doubted(finding: Finding, held: Evidence) -> Finding:
    """A refutation by events that may well all be of another kind, as far as the ledger knows, is none."""
    against = [d.row for d in held.counted if d.row.id in finding.counter]
    if finding.verdict != "refuted" or not against or any(row.dataset is not None for row in against):
        return finding
    if 1 - prod(1 - row.confidence for row in against) >= SURE:
        return finding
    return replace(
        finding, verdict="not-enough-info", why=f"{finding.why}, but the ledger is not sure enough that it was of that kind"
    )


def _as_read(claim: Claim, finding: Finding) -> Finding:
    """A finding on a claim of which a part was not read speaks of another claim."""
    if not claim.unread or finding.verdict == "not-enough-info":
        return finding
    unread = " and ".join(f"“{words}”" for words in claim.unread)
    without = f"{unread} could not be read; without it the claim would be {finding.verdict}: {finding.why}"
    return replace(finding, verdict="not-enough-info", why=without)


def check_report(store: Holdings, report: str, as_of: str | None = None) -> tuple[Verdict, ...]:
    """The verdicts on each claim that a report makes, by default as of the day it was published."""
    row = store.report(report)
    day = as_of or (row.published[:10] if row.published else None)
    about = {c.claim: e.id for e in store.events(as_of=day, report=row.id) for c in e.claims if c.report == row.id}
    return tuple(check(store, claim, day, event=about.get(claim.id)) for claim in store.claims(row.id))


def _disputed(held: Evidence, finding: Finding) -> str:
    """What is to be said of events the verdict rests on that some report denies."""
    resting = [d for d in held.counted if d.row.id in finding.evidence + finding.counter]
    denied = [d for d in resting if any(c.field == "polarity" for c in d.row.contradictions)]
    return "".join(f"; {that_of(d)} is also said not to have happened" for d in reversed(denied))


def _start(held: Evidence, finding: Finding, looked: Days | None) -> str | None:
    """The first day that coverage is asked for: that of the earliest event the verdict rests on, else of the bound."""
    resting = [d.days.first for d in held.counted if d.row.id in finding.evidence + finding.counter]
    subject = held.subject.days.first if held.subject else None
    first = min((f for f in resting if f != subject), default=looked.first if looked else subject)
    return iso(first) if first else None


def reading_words(claim: Claim, held: Evidence, since: Since | None) -> str:
    """How the claim was read, in plain English."""
    one, many = query_words(held.query, plural=False), query_words(held.query)
    _, said, after = claim.text.partition("since ")
    when = date_words(since.from_, since.until) if since and since.from_ else after or "the time it names"
    bound = after if said and claim.kind.endswith("-since") else when
    subject = f"the one of {held.subject.days.words}" if held.subject else "the one it is about"
    period = f"in {when}" if since and since.from_ and not (since.value or "").startswith("P") else "in that time"
    stem = claim.kind.removesuffix("-since").removesuffix("-in-period").removesuffix("-ever")
    span = f"since {bound}" if claim.kind.endswith("-since") else "ever" if claim.kind.endswith("-ever") else period
    if claim.kind == "first-since":
        return f"no {one} between {subject} and {bound}"
    if claim.kind == "last-before":
        return f"no {one} after {when}" + (f" and before {subject}" if held.given else "")
    if stem == "first":
        return f"no {one} before {subject}" + ("" if span == "ever" else f" {period}")
    if stem == "nth":
        return f"{subject} is number {claim.number} of the {many} {span}"
    if stem == "number":
        in_all = "in all" if claim.kind.endswith("ever") else span
        return f"{claim.op or ''}{' ' if claim.op else ''}{claim.number} {many} {in_all}"
    if stem in ("no-other", "none"):
        return f"no {'other ' if stem == 'no-other' else ''}{one} {span}"
    if stem == "only":
        return f"one {one} {span}, and no second"
    return f"{subject} is the {stem} of the {many} {span}"
