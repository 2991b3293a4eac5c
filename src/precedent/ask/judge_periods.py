"""Verdicts on claims about a period: "the first in seven years", "the third this year", "the only one", "12 this month"."""

from __future__ import annotations

from precedent.ask.days import Days, iso, of_since, ordinal
from precedent.ask.judge import Finding, Question, ids, that_of, too_few, too_many, unsure_words
from precedent.entries import EventRow
from precedent.events.claims.bounds import day_before

# "In seven years" is said of six and a half: the earlier event may lie this much nearer than the length says.
SLACK = 0.1


def period(q: Question) -> Days | None:
    """The days a claim's period covers: those of the calendar, or a length counted back from the event in question."""
    value = q.since.value if q.since else None
    if value and value.startswith("P") and q.held.subject:
        # "In years" says no number, and more than one.
        start = day_before(iso(q.held.subject.days.first), value.replace("X", "2"))
        first = ordinal(start)
        return Days(first, q.held.subject.days.last) if first is not None else None
    return of_since(q.since)


def _is_length(q: Question) -> bool:
    return bool(q.since and q.since.value and q.since.value.startswith("P"))


def first_in_period(q: Question) -> Finding:
    """None of the kind lies in the period before the one in question; the ledger must reach back to the period's beginning."""
    subject, days = q.held.subject, period(q)
    if subject is None:
        return q.nothing()
    if days is None:
        return q.open("the ledger cannot tell which time the claim counts from")
    if not subject.days.meets(days):
        return q.open(f"no {q.one} in {days.words} is in the ledger")
    slack = round((days.last - days.first) * SLACK) if _is_length(q) else 0
    stretch = Days(days.first + slack, subject.days.first - 1)
    earlier = [d for d in q.held.others if d.days.last < stretch.first]
    looked = Days(min(days.first, earlier[-1].days.first) if earlier and slack else days.first, subject.days.last)
    found = q.sort(q.held.others, stretch)
    if found.sure:
        return Finding("refuted", f"{that_of(found.sure[-1])} lies in that time", ids(subject), ids(*found.sure), looked)
    if found.unsure:
        return q.open(unsure_words(found.unsure), looked=looked)
    if earlier:
        return Finding("supported", f"the {q.one} before it is {that_of(earlier[-1])}", ids(subject, earlier[-1]), looked=looked)
    if not q.seen(Days(days.first - 366, days.first + 31)):
        return q.open(f"the ledger holds no earlier {q.one}, and no report from the beginning of that time", looked=looked)
    return Finding("supported", f"the ledger holds no earlier {q.one} in that time", ids(subject), looked=looked)


def nth_in_period(q: Question) -> Finding:
    """As many of the kind lie in the period, up to and with the one in question, as the claim says."""
    subject, days, number = q.held.subject, period(q), q.claim.number or 1
    if subject is None:
        return q.nothing()
    if days is None:
        return q.open("the ledger cannot tell which time the claim counts from")
    if not subject.days.within(days):
        return q.open(f"no {q.one} in {days.words} is in the ledger")
    looked = Days(days.first, subject.days.last)
    found = q.sort(q.held.others, looked)
    before = tuple(d for d in found.sure if d.days.first < subject.days.first)
    same_day = tuple(d for d in found.sure if d not in before)
    least, most = len(before) + 1, len(found.sure) + 1
    if least > number:
        return too_many(q, subject, before, least, looked)
    if found.unsure:
        return q.open(unsure_words(found.unsure), looked=looked)
    if most < number:
        return too_few(q, subject, found.sure, most, looked)
    return Finding("supported", f"the ledger holds {number} in that time", ids(subject, *before, *same_day), looked=looked)


def only(q: Question) -> Finding:
    """One of the kind, and no second, since the bound or in the period."""
    days = period(q) if q.claim.kind.endswith("in-period") else q.bound
    if days is None and not q.claim.kind.endswith("ever"):
        return q.open("the ledger cannot tell which time the claim counts from")
    stretch = _stretch(q, days)
    found = q.sort(q.held.counted, stretch)
    if len(found.sure) > 1:
        subject = q.held.subject if q.held.subject in found.sure else found.sure[-1]
        others = [d for d in found.sure if d is not subject]
        assert subject is not None
        return Finding("refuted", f"the ledger holds {len(found.sure)} in that time", ids(subject), ids(*others), stretch)
    if not found.sure:
        return Finding("not-enough-info", f"no {q.one} in that time is in the ledger", looked=stretch)
    if found.unsure:
        return Finding("not-enough-info", unsure_words(found.unsure), ids(*found.sure), looked=stretch)
    if q.claim.kind.endswith("ever"):
        return Finding("not-enough-info", _no_beginning(q), ids(*found.sure), looked=stretch)
    return Finding("supported", f"{that_of(found.sure[0])} is the only one in the ledger", ids(*found.sure), looked=stretch)


def none_in_period(q: Question) -> Finding:
    """No event of the kind in the period; of "no other", none but the one the claim is about."""
    days = period(q)
    if days is None:
        return q.open("the ledger cannot tell which time the claim counts from")
    if q.claim.kind.startswith("no-other"):
        return only(q)
    apart = q.held.subject if q.held.given else None
    found = q.sort([d for d in q.held.counted if d is not apart], days)
    if found.sure:
        return Finding("refuted", f"{that_of(found.sure[-1])} lies in that time", (), ids(*found.sure), days)
    return Finding(
        "not-enough-info", f"the ledger holds no {q.one} in that time, which does not show that there was none", looked=days
    )


def none_ever(q: Question) -> Finding:
    """Refuted by any event of the kind; never supported, as no ledger reaches back for ever."""
    sure = [d for d in q.held.counted if d.firm]
    if not sure:
        return Finding("not-enough-info", f"no {q.one} is in the ledger, which does not reach back for ever")
    looked = Days(sure[0].days.first, sure[-1].days.last)
    return Finding("refuted", f"{that_of(sure[-1])} is in the ledger", (), ids(*sure), looked)


def first_ever(q: Question) -> Finding:
    """Refuted by enough earlier events; never supported, as no ledger reaches back for ever."""
    subject, number = q.held.subject, q.claim.number or 1
    if subject is None:
        return q.nothing()
    looked = Days(min(d.days.first for d in q.held.counted), subject.days.last)
    before = [d for d in q.held.others if d.firm and d.days.last < subject.days.first]
    if len(before) >= number:
        why = f"{that_of(before[-1])} came before it" if number == 1 else f"the ledger holds {len(before)} before it"
        return Finding("refuted", why, ids(subject), ids(*before), looked)
    return Finding("not-enough-info", _no_beginning(q), ids(subject, *before), looked=looked)


def _no_beginning(q: Question) -> str:
    return f"the ledger holds no other {q.one} before it, but does not reach back for ever"


def number(q: Question) -> Finding:
    """How many since the bound, or in the period: events, or the people in them (at least one each)."""
    days, wanted, op = q.bound, q.claim.number or 0, q.claim.op
    if days is None and not q.claim.kind.endswith("ever"):
        return q.open("the ledger cannot tell which time the claim counts from")
    stretch = _stretch(q, days, whole=True)
    found = q.sort(q.held.counted, stretch)
    kind = q.held.query.quantity.kind if q.held.query.quantity else "taking part"
    count = sum(people(d.row, kind) for d in found.sure) if q.held.query.count_by == "people" else len(found.sure)
    evidence = ids(*found.sure)
    said = f"the ledger counts {count} in that time"
    if not found.sure:
        return Finding("not-enough-info", f"no {q.one} in that time is in the ledger", looked=stretch)
    if (op == "<" and count >= wanted) or (op in ("<=", None) and count > wanted):
        return Finding("refuted", said, (), evidence, stretch)
    if (op == ">=" and count >= wanted) or (op == ">" and count > wanted):
        return Finding("supported", said, evidence, looked=stretch)
    if op is None and count == wanted and not found.unsure and days is not None:
        return Finding("supported", said, evidence, looked=stretch)
    return Finding("not-enough-info", f"{said}, and may not hold all{_cited(q, kind)}", evidence, looked=stretch)


def _cited(q: Question, kind: str) -> str:
    """What a report says of the sum. It may be the very report that makes the claim, so it proves nothing."""
    sums = [x.value for row in q.held.totals for x in row.quantities if x.kind == kind and x.value is not None]
    return f"; a cited total says {max(sums):,}" if sums else ""


_ALIKE = ("arrested", "detained")  # one report says the one and another the other of the same people


def people(row: EventRow, kind: str) -> int:
    """How many are told of a kind; one where nobody says."""
    kinds = _ALIKE if kind in _ALIKE else (kind,)
    told = [q.value for q in row.quantities if q.kind in kinds and q.value]
    return int(max(told, default=1))


def _stretch(q: Question, days: Days | None, *, whole: bool = False) -> Days:
    """The days from a bound, or the days of a period, to the day asked about. *whole*: the bound itself counts."""
    if days is None:
        return Days(1, max(q.today, 1))
    if q.claim.kind.endswith("in-period"):
        return Days(days.first, max(days.first, min(days.last, q.today)))
    return Days(days.first if whole else days.last + 1, max(q.today, days.last + 1))
