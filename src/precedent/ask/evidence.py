"""What the ledger holds on a claim: the events that count, those that nearly do, and the event the claim is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from precedent.ask.days import Days, of_row, ordinal
from precedent.ask.holdings import Holdings
from precedent.entries import CitedRolePlace, Difference, EventRow
from precedent.merge.places import kilometres
from precedent.query import Query
from precedent.records import Claim

# Events farther from the one a claim is about than this, beyond the extents of both places, and in another country, are
# not what a claim that names no place speaks of.
ELSEWHERE_KM = 300.0
LIKELY = 0.5  # an event that is less sure of its type than this speaks neither for nor against


@dataclass(frozen=True, slots=True)
class Dated:
    """An event that counts, with its days. ``firm``: it is more likely than not of the kind wanted, and by its first reading."""

    row: EventRow
    days: Days
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Nearly:
    """An event that does not count, and why."""

    row: EventRow
    differs: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """``subject`` is the event the claim is about, ``others`` the rest that count, earliest first, ``totals`` sums over periods,
    ``open`` events that may count, but of which the ledger does not know a thing that is asked.

    ``given`` is true where the claim's own report says which event it is about; else it is the latest that counts.
    """

    query: Query
    subject: Dated | None
    given: bool
    others: tuple[Dated, ...]
    undated: tuple[EventRow, ...]
    nearly: tuple[Nearly, ...]
    totals: tuple[EventRow, ...]
    today: int | None
    open: tuple[Dated, ...] = ()

    @property
    def counted(self) -> tuple[Dated, ...]:
        """All that count, the claim's own event among them, earliest first."""
        return tuple(sorted((*self.others, self.subject), key=_age)) if self.subject else self.others


def _age(dated: Dated) -> tuple[int, int, str]:
    return dated.days.first, dated.days.last, dated.row.id


def dated(rows: Iterable[EventRow]) -> tuple[Dated, ...]:
    """Those of the events whose days are known, earliest first."""
    return tuple(sorted((Dated(row, days) for row in rows if (days := of_row(row))), key=_age))


def differences(store: Holdings, query: Query, row: EventRow) -> tuple[Difference, ...]:
    """What keeps an event out of the query. It also lies where the words for those in it say: "attacked the post at Koundjoare"."""
    found = store.differences(query, row)
    if row.dataset is not None or not any(d.field == "place" for d in found):
        return found
    said = [text for a in row.actors if a.role != "actor" for text in (a.name, *(c.text for c in a.citations))]
    named = any(_says_where(text, p.name) for p in query.places if p.name for text in said)
    return tuple(d for d in found if d.field != "place") if named else found


def _says_where(text: str, name: str) -> bool:
    return any(f" {where} {name}".casefold() in f" {text}".casefold() for where in ("at", "in", "near", "outside"))


def gather(store: Holdings, claim: Claim, as_of: str | None, event: str | None = None) -> Evidence:
    """Sort the events of the claim's types. *event* is the id, in the ledger, of the event it is about, where known."""
    query = msgspec.structs.replace(claim.query, time=None)
    rows = list(store.similar(query, as_of=as_of))
    subject = store.event(event, as_of=as_of) if event else None
    told = [(row, differences(store, query, row)) for row in rows if subject is None or row.id != subject.id]
    counted = [Dated(row, days, _firm(row, query)) for row, differs in told if not differs and (days := of_row(row))]
    if subject is None and counted:
        latest = max(counted, key=lambda d: (d.days.first, -d.days.last, d.row.id))
        own: Dated | None = latest
        counted.remove(latest)
    else:
        days = of_row(subject) if subject else None
        own = Dated(subject, days) if subject and days else None
    nearly = [Nearly(row, differs) for row, differs in told if differs]
    if own is not None and not query.places:
        far = [(d, _elsewhere(d.row, own.row)) for d in counted]
        counted = [d for d, differs in far if differs is None]
        nearly += [Nearly(d.row, (differs,)) for d, differs in far if differs is not None]
    return Evidence(
        query=query,
        subject=own,
        given=subject is not None,
        others=tuple(sorted(counted, key=_age)),
        undated=tuple(row for row, differs in told if not differs and of_row(row) is None),
        nearly=tuple(n for n in nearly if n.row.genericity != "total"),
        totals=tuple(n.row for n in nearly if n.row.genericity == "total" and len(n.differs) == 1),
        today=ordinal(as_of),
        open=_open(nearly, [d.row for d in (*counted, *((own,) if own else ()))]),
    )


def _firm(row: EventRow, query: Query) -> bool:
    # whether rows of others are weighed at all is decided before (together.py)
    return (row.dataset is not None or row.confidence >= LIKELY) and (not query.type or row.type in query.type)


def _open(nearly: Sequence[Nearly], known: Sequence[EventRow]) -> tuple[Dated, ...]:
    """Events of which nobody says who took part, told of the same matter as those that count: they may count as well.

    Of where something happened reports are silent so often that it says nothing.
    """
    stories, reports = {r.story for r in known if r.story}, {t.id for r in known for t in r.reports}
    found = (
        Dated(n.row, days, firm=False)
        for n in nearly
        if len(n.differs) == 1
        and n.differs[0].has is None
        and n.differs[0].field.partition(".")[0] in ("actor", "recipient")
        and (n.row.story in stories or not reports.isdisjoint(t.id for t in n.row.reports))
        and _firm(n.row, Query(count_by="events"))
        and (days := of_row(n.row))
    )
    return tuple(sorted(found, key=_age))


def _elsewhere(row: EventRow, subject: EventRow) -> Difference | None:
    """Whether an event lies in another part of the world than the one a claim is about; unknown places never do."""
    if not row.places or not subject.places or _countries(row.places) & _countries(subject.places):
        return None
    for a in row.places:
        for b in subject.places:
            distance = kilometres(a, b)
            if distance is None or distance <= ELSEWHERE_KM + (a.radius_km or 0) + (b.radius_km or 0):
                return None
    return Difference(field="place", wanted=subject.places[0].name, has=row.places[0].name)


def _countries(places: Sequence[CitedRolePlace]) -> set[str]:
    return {p.country for p in places if p.country}
