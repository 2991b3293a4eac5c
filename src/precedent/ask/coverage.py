"""What the ledger could have seen: the reports it holds for a place and time, where they are thin, and sums that say more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from precedent.answers import CitedTotal, Coverage, Gap
from precedent.ask.days import Days, iso
from precedent.ask.evidence import Evidence
from precedent.ask.holdings import Holdings
from precedent.ask.judge import Seen
from precedent.entries import CitedPlace, EventRow, Held, RowsHeld
from precedent.knowledge import countries
from precedent.query import PlaceWanted, Query
from precedent.wording import date_words

_LISTED = 3


def coverage(store: Holdings, evidence: Evidence, from_: str | None, until: str | None) -> Coverage:
    """Reports on the places of the claim (of the events that count, where it names none) published from *from_* to *until*.

    Both are days, included. Months in between without any report are gaps.
    """
    after = (date.fromisoformat(until) + timedelta(days=1)).isoformat() if until else None
    held = store.coverage(query=_places(evidence), from_=from_, until=after, as_of=until)
    gaps = _gaps(held, from_, until)
    totals = tuple(t for row in evidence.totals for t in _totals(row, len(evidence.counted)))
    return Coverage(
        reports=held.reports,
        sources=held.sources,
        from_=from_,
        until=until,
        gaps=gaps,
        totals=totals,
        words=_words(held, gaps, totals),
        rows=held.rows,
    )


def reported(store: Holdings, evidence: Evidence, as_of: str | None) -> Seen:
    """Whether any report on those places was published in a run of days, or any row that is weighed."""

    def seen(days: Days) -> bool:
        held = store.coverage(query=_places(evidence), from_=iso(days.first), until=iso(days.last + 1), as_of=as_of)
        return any(m.reports for m in held.months)

    return seen


def _places(evidence: Evidence) -> Query | None:
    """The places the claim names; where it names none, those of the events that count, and their countries: so far an event may
    lie from them and count."""
    wanted = evidence.query.places
    if not wanted:
        here = {of: name for d in evidence.counted if d.row.place for of, name in _around(d.row.place)}
        wanted = tuple(PlaceWanted(place=place, name=name) for place, name in here.items())
    if not wanted:
        return None
    return Query(places=tuple(PlaceWanted(place=p.place, name=p.name, within_km=p.within_km) for p in wanted), count_by="reports")


def _around(place: CitedPlace) -> Iterator[tuple[str, str]]:
    """A place and its country, by their ids and names."""
    known = countries.get(place.country) if place.country else None
    if place.place:
        yield place.place, place.name
    if known and known.geonameid:
        yield f"geonames:{known.geonameid}", known.name


def _gaps(held: Held, from_: str | None, until: str | None) -> tuple[Gap, ...]:
    """Runs of whole months between the first and the last day without a report; the months of those two days are not whole."""
    known = sorted(m.month for m in held.months if m.month and m.reports)
    first = from_[:7] if from_ else (known[0] if known else None)
    last = until[:7] if until else (known[-1] if known else None)
    if first is None or last is None:
        return ()
    empty = [m for m in _between(first, last) if m not in known]
    runs: list[list[str]] = []
    for month in empty:
        if runs and _following(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return tuple(Gap(from_=f"{run[0]}-01", until=_last_day(run[-1]), reports=0) for run in runs)


def _between(first: str, last: str) -> list[str]:
    """The months after *first* and before *last*."""
    found: list[str] = []
    month = _following(first)
    while month < last:
        found.append(month)
        month = _following(month)
    return found


def _following(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def _last_day(month: str) -> str:
    return (date.fromisoformat(f"{_following(month)}-01") - timedelta(days=1)).isoformat()


def _totals(row: EventRow, counted: int) -> list[CitedTotal]:
    """The sums of a row that are more than what the ledger counts."""
    return [
        CitedTotal(event=row.id, value=q.value, words=row.what.text, citations=q.citations)
        for q in row.quantities
        if q.value is not None and q.value > counted
    ]


def _words(held: Held, gaps: Sequence[Gap], totals: Sequence[CitedTotal]) -> str:
    archive = "".join(f"; {_row_words(rows)}" for rows in held.rows)
    if not held.reports:
        return "the ledger holds no report for that place and time" + archive
    said = f"{_many(held.reports, 'report')} by {_many(held.sources, 'source')}{archive}"
    if gaps:
        shown = sorted(sorted(gaps, key=_length, reverse=True)[:_LISTED], key=lambda g: g.from_)
        listed = [_gap_words(g) for g in shown] + (
            [f"in {len(gaps) - len(shown)} other stretches"] if len(gaps) > len(shown) else []
        )
        said += f"; none {' and '.join([', '.join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)}"
    if totals:
        most = max(totals, key=lambda t: (t.value, t.event))
        said += f'; a cited total says {most.value:,} ("{most.words}")'
    return said


def _row_words(held: RowsHeld) -> str:
    weakness = f" ({held.weakness})" if held.weakness else ""
    span = date_words(f"{held.first}-01", f"{_following(held.last)}-01")
    return f"{_many(held.rows, 'row')} of {held.dataset}, coded by {held.coded}{weakness}, {span}"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _length(gap: Gap) -> tuple[int, str]:
    return date.fromisoformat(gap.until).toordinal() - date.fromisoformat(gap.from_).toordinal(), gap.from_


def _gap_words(gap: Gap) -> str:
    first, last = date_words(gap.from_), date.fromisoformat(gap.until)
    whole = date_words(gap.from_, (last + timedelta(days=1)).isoformat())
    return f"in {whole}" if gap.from_[:7] == gap.until[:7] else f"from {first.split(' ', 1)[1]} to {last:%B %Y}"
