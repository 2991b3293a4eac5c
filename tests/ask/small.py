"""A small ledger in a list: events in one line each, and reports by the day they came out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from precedent.entries import (
    CitedActor,
    CitedPlace,
    CitedQuantity,
    CitedRolePlace,
    CitedTime,
    CitedWords,
    Difference,
    EventRow,
    Held,
    MonthCount,
    ReportRow,
    Telling,
)
from precedent.errors import NotFound
from precedent.ledger.select import differences
from precedent.merge.places import NoIndex
from precedent.query import PlaceWanted, Query, RoleWanted
from precedent.records import Claim, Since

PLACES = {
    "line": (38.0, 127.3, 125.0, None),
    "east": (38.5, 128.4, 5.0, "KOR"),
    "nairobi": (-1.3, 36.8, 20.0, "KEN"),
    "kabul": (34.5, 69.2, 15.0, "AFG"),
}
DAYS = {4: "year", 7: "month", 10: "day"}


def until(day: str) -> str:
    if len(day) == 4:
        return f"{int(day) + 1}-01-01"
    if len(day) == 7:
        return f"{int(day[:4]) + (day[5:] == '12')}-{int(day[5:]) % 12 + 1:02}-01"
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def start(day: str) -> str:
    return (day + "-01-01")[:10]


def event(id: str, day: str | None, who: str = "MIL", **other: Any) -> EventRow:
    """``day`` is a day, a month or a year; ``who`` the sector of the one who did it ("" unknown)."""
    names = {"MIL": "a soldier", "CVL": "a civilian", "": "someone"}
    at = other.pop("at", "line")
    quantities = other.pop("quantities", {})
    country = other.pop("country", "PRK")
    name = other.pop("name", names.get(who, who))
    where = ()
    if at:
        lat, lon, radius, land = PLACES[at]
        where = (
            CitedRolePlace(
                role="location", place=f"t:{at}", name=at, kind=None, country=land, lat=lat, lon=lon, radius_km=radius, citations=()
            ),
        )
    row: dict[str, Any] = {
        "id": id,
        "codebook": "movement",
        "type": "CROSS",
        "mode": None,
        "also": (),
        "what": CitedWords(text="crossed", citations=()),
        "time": CitedTime(from_=start(day), until=until(day), grain=DAYS[len(day)], citations=()) if day else None,
        "from_": start(day) if day else None,
        "until": until(day) if day else None,
        "place": CitedPlace(**{n: getattr(where[0], n) for n in CitedPlace.__struct_fields__}) if where else None,
        "places": where,
        "actors": (CitedActor(role="actor", name=name, country=country, sector=who or None, citations=()),),
        "quantities": tuple(
            CitedQuantity(kind=k, role="actor", value=v, approximate=False, citations=()) for k, v in quantities.items()
        ),
        "polarity": "positive",
        "modality": "asserted",
        "genericity": "specific",
        "triggers": (),
        "attributions": (),
        "reports": (Telling(id=f"r-{id}", standing="main"),),
        "sources": 1,
        "copies": 0,
        "first_reported": start(day) if day else None,
        "story": None,
        "claims": (),
        "contradictions": (),
        "confidence": 0.9,
    }
    return EventRow(**{**row, **other})


class Small:
    """Holdings of these events; each has a report on its day, and *reports* are (day, source) of others on the place."""

    def __init__(self, *rows: EventRow, reports: Iterable[tuple[str, str]] = ()) -> None:
        self.rows = rows
        told = [(row.first_reported or "2025-01-01", f"s-{row.id}") for row in rows]
        self.published = sorted([*told, *reports])

    def events(self, query: Query | None = None, *, as_of: str | None = None, report: str | None = None) -> list[EventRow]:
        return [
            r
            for r in self.rows
            if (as_of is None or (r.from_ or "") <= as_of)
            and (report is None or report in {t.id for t in r.reports})
            and (query is None or not self.differences(query, r))
        ]

    def similar(self, query: Query, *, as_of: str | None = None) -> list[EventRow]:
        return self.events(Query(type=query.type, count_by="events"), as_of=as_of)

    def differences(self, query: Query, row: EventRow) -> tuple[Difference, ...]:
        return differences(query, row, NoIndex())

    def event(self, id: str, *, as_of: str | None = None) -> EventRow:
        found = next((r for r in self.rows if r.id == id), None)
        if found is None:
            raise NotFound(f"no event has the id {id}")
        return found

    def report(self, id: str) -> ReportRow:
        raise NotFound(f"no report has the id {id}")

    def claims(self, report_id: str) -> tuple[Claim, ...]:
        raise NotFound(f"no report has the id {report_id}")

    def coverage(self, *, query: Query | None, from_: str | None, until: str | None, as_of: str | None) -> Held:
        held = [p for p in self.published if (from_ or "") <= p[0] < (until or "9") and p[0] <= (as_of or "9")]
        months = sorted({day[:7] for day, _ in held})
        return Held(
            reports=len(held),
            sources=len({source for _, source in held}),
            months=tuple(
                MonthCount(month=m, reports=sum(d[:7] == m for d, _ in held), sources=len({s for d, s in held if d[:7] == m}))
                for m in months
            ),
        )


def since(*days: str) -> tuple[Since, ...]:
    return tuple(Since(value=d, from_=start(d), until=until(d)) for d in days)


def claim(
    kind: str,
    *bounds: str,
    number: int | None = None,
    who: str | None = "MIL",
    at: str | None = None,
    text: str | None = None,
    **other: Any,
) -> Claim:
    """A claim on crossings. A bound is a day, month or year, or a length ("P7Y")."""
    query = Query(
        type=("CROSS",),
        roles=(RoleWanted(role="actor", sector=who, words="a soldier" if who == "MIL" else "a civilian"),) if who else (),
        places=(PlaceWanted(role="any", place=f"t:{at}", name=at),) if at else (),
        polarity="positive",
        modality="asserted",
        genericity="specific",
        count_by=other.pop("count_by", "events"),
    )
    bound = tuple(Since(value=b) if b.startswith("P") else since(b)[0] for b in bounds)
    words = text or f"{kind} {' '.join(bounds)}"
    return Claim(
        start=0, end=len(words), text=words, id="c1", kind=kind, event=None, since=bound, number=number, query=query, **other
    )
