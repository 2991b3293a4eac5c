"""Verdicts under one reading of a claim's bound. What each kind of claim means stands in ``docs/claims.md``.

Two rules hold for all. Only events that lie surely on one side count for or against; one whose date could lie on either
keeps the verdict open, unless it may well be an event that is counted already. And absence proves nothing by itself:
``supported`` needs an event to hold on to and reports from the time in question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from precedent.answers import Label
from precedent.ask.days import Days, of_since
from precedent.ask.evidence import Dated, Evidence
from precedent.records import Claim, Since
from precedent.wording import query_words

_NEWS = 7  # days

# Whether the ledger holds any report published in a run of days on the places in question.
Seen = Callable[[Days], bool]


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict of one reading, events by id (latest first), and the days it looked at."""

    verdict: Label
    why: str
    evidence: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    looked: Days | None = None


@dataclass(frozen=True, slots=True)
class Sorted:
    """Events against a stretch of days: surely in it, and those that may lie in it and are none of those known for sure."""

    sure: tuple[Dated, ...]
    unsure: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A claim under one reading, with what the ledger holds."""

    claim: Claim
    since: Since | None
    held: Evidence
    seen: Seen

    @property
    def one(self) -> str:
        return query_words(self.held.query, plural=False)

    @property
    def many(self) -> str:
        return query_words(self.held.query)

    @property
    def bound(self) -> Days | None:
        return of_since(self.since)

    @property
    def today(self) -> int:
        """The last day in question."""
        if self.held.today is not None:
            return self.held.today
        return max((d.days.last for d in self.held.counted), default=1)

    def sort(self, events: Sequence[Dated], stretch: Days) -> Sorted:
        """Tell what lies in a stretch from what may: see :func:`sort`."""
        return sort((*events, *self.held.open), stretch, self.held.counted)

    def open(self, why: str, *, looked: Days | None = None) -> Finding:
        subject = (self.held.subject.row.id,) if self.held.subject else ()
        return Finding("not-enough-info", why, subject, looked=looked)

    def nothing(self) -> Finding:
        return Finding("not-enough-info", f"no {self.one} that could be meant is in the ledger")


def sort(events: Sequence[Dated], stretch: Days, known: Sequence[Dated]) -> Sorted:
    """Tell what lies in a stretch from what may.

    A vague date ("in 2025") that takes in an event of *known* that is dated to the day may well tell of that event again,
    and then leaves nothing open.
    """
    sure = tuple(d for d in events if d.firm and d.days.within(stretch))
    exact = [d.days for d in known if d.days.exact and d.firm]
    unsure = (d for d in events if d.days.meets(stretch) and not (d.firm and d.days.within(stretch)))
    return Sorted(
        sure, tuple(d for d in unsure if not any(day.within(d.days) for day in exact if d.firm is False or day != d.days))
    )


def ids(*events: Dated) -> tuple[str, ...]:
    """Ids, latest first."""
    ordered = sorted(events, key=lambda d: (-d.days.first, -d.days.last, d.row.id))
    return tuple(dict.fromkeys(d.row.id for d in ordered))


def that_of(dated: Dated) -> str:
    return f"that of {dated.days.words}" + (f" ({dated.row.dataset})" if dated.row.dataset else "")


def unsure_words(unsure: Sequence[Dated]) -> str:
    last = unsure[-1]
    why = "its date is not sure enough" if last.firm else "the ledger does not know for sure that it is of that kind"
    return f"{that_of(last)} may lie there, but {why}"


def first_since(q: Question) -> Finding:
    """An event of the kind lies in the bound, and none strictly between it and the one in question."""
    subject, bound = q.held.subject, q.bound
    if subject is None:
        return q.nothing()
    if bound is None:
        return q.open("the ledger cannot tell which time the claim counts from")
    if subject.days.first <= bound.last:
        return q.open(f"no {q.one} after {bound.words} is in the ledger to be the first since")
    between = Days(bound.last + 1, subject.days.first - 1)
    looked = Days(bound.first, subject.days.last)
    found = q.sort(q.held.others, between)
    before = [d for d in q.held.others if d.firm and d.days.within(bound)]
    if found.sure:
        why = f"{that_of(found.sure[-1])} lies between {bound.words} and {subject.days.words}"
        return Finding("refuted", why, ids(subject, *before[-1:]), ids(*found.sure), looked)
    if found.unsure:
        return q.open(unsure_words(found.unsure), looked=looked)
    if not before:
        return q.open(_unanchored(q, bound), looked=looked)
    why = f"the {q.one} before it is {that_of(before[-1])}; none lies between"
    return Finding("supported", why, ids(subject, before[-1]), looked=looked)


def _unanchored(q: Question, bound: Days) -> str:
    vague = [d for d in q.held.others if d.days.meets(bound)]
    if vague:
        return f"{that_of(vague[-1])} may lie in {bound.words}, but its date is not sure enough"
    return f"no {q.one} in {bound.words} is in the ledger to be first since"


def none_since(q: Question) -> Finding:
    """An event of the kind lies in the bound, and none after it, up to the event the claim sets apart or the day asked about."""
    bound, subject = q.bound, q.held.subject
    if bound is None:
        return q.open("the ledger cannot tell which time the claim counts from")
    apart = subject if subject and subject.days.first > bound.last and (q.held.given or _is_news(q, subject)) else None
    end = apart.days.first - 1 if apart else q.today
    events = tuple(d for d in q.held.counted if d is not apart)
    before = [d for d in events if d.firm and d.days.within(bound)]
    after = Days(bound.last + 1, max(end, bound.last + 1))
    looked = Days(bound.first, apart.days.last if apart else max(q.today, bound.last))
    found = q.sort(events, after)
    if found.sure:
        return Finding(
            "refuted", f"{that_of(found.sure[-1])} came after {bound.words}", ids(*before[-1:]), ids(*found.sure), looked
        )
    if not before:
        return Finding("not-enough-info", f"no {q.one} in {bound.words} is in the ledger to be the last", looked=looked)
    if found.unsure:
        return Finding("not-enough-info", unsure_words(found.unsure), ids(before[-1]), looked=looked)
    if apart is None and not q.seen(after):
        return Finding("not-enough-info", f"the ledger holds no report from after {bound.words}", ids(before[-1]), looked=looked)
    kept = (before[-1], apart) if apart else (before[-1],)
    return Finding("supported", f"{that_of(before[-1])} is the last in the ledger; none came after it", ids(*kept), looked=looked)


def _is_news(q: Question, subject: Dated) -> bool:
    """Whether "the last was in August", said by hand, is said of what has just happened again."""
    return q.claim.kind == "last-before" and q.today - subject.days.last <= _NEWS


def nth_since(q: Question) -> Finding:
    """As many events of the kind as the claim says; one in the bound itself may be counted or not."""
    subject, bound, number = q.held.subject, q.bound, q.claim.number or 1
    if subject is None:
        return q.nothing()
    if bound is None:
        return q.open("the ledger cannot tell which time the claim counts from")
    if subject.days.first <= bound.last:
        return q.open(f"no {q.one} after {bound.words} is in the ledger")
    looked = Days(bound.first, subject.days.last)
    after = q.sort(q.held.others, Days(bound.last + 1, subject.days.last))
    within = q.sort(q.held.others, looked)
    least, most = len(after.sure) + 1, len(within.sure) + 1
    if least > number:
        return too_many(q, subject, after.sure, least, looked)
    if within.unsure:
        return q.open(unsure_words(within.unsure), looked=looked)
    if most < number:
        return too_few(q, subject, within.sure, most, looked)
    return Finding("supported", f"the ledger holds {number} since {bound.words}", ids(subject, *within.sure), looked=looked)


def too_many(q: Question, subject: Dated, others: Sequence[Dated], count: int, looked: Days) -> Finding:
    return Finding(
        "refuted", f"the ledger holds {count} {q.many} in that time, not {q.claim.number}", ids(subject), ids(*others), looked
    )


def too_few(q: Question, subject: Dated, others: Sequence[Dated], count: int, looked: Days) -> Finding:
    why = f"the ledger holds {count} of the {q.claim.number} {q.many}"
    return Finding("not-enough-info", why, ids(subject, *others), looked=looked)
