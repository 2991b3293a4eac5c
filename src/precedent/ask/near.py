"""Near misses in words: "3 July 2025: a civilian, not a soldier"."""

from __future__ import annotations

from collections.abc import Sequence

from precedent.answers import NearMiss
from precedent.ask.days import Days, of_row
from precedent.ask.evidence import Evidence, Nearly
from precedent.entries import Difference, EventRow
from precedent.query import Query, RoleWanted
from precedent.wording import actor_words, country_name, date_words, event_noun, sector_noun

MOST = 10
_MOST_FIELDS = 2
_ATTRIBUTES = {
    ("polarity", "negative"): "said not to have happened",
    ("modality", "planned"): "planned, not done",
    ("modality", "possible"): "possible, not sure",
    ("modality", "requested"): "asked for, not done",
    ("modality", "hypothetical"): "supposed, not done",
    ("modality", "believed"): "believed, not confirmed",
    ("genericity", "habitual"): "told as a habit, not as one event",
    ("genericity", "total"): "a total over a period, not one event",
}


def near_misses(evidence: Evidence, within: Days | None) -> tuple[NearMiss, ...]:
    """The events that fail in one field or two and may lie in *within*, closest first, then by date; at most ten.

    Events of the right kind whose day is unknown are among them: they may have happened in that time.
    """
    undated = [
        Nearly(row, (Difference(field="time", wanted=within.words if within else None, has=None),)) for row in evidence.undated
    ]
    found = [n for n in (*evidence.nearly, *undated) if len(n.differs) <= _MOST_FIELDS and _may_lie_in(n, within)]
    found.sort(key=lambda n: (len(n.differs), n.row.from_ or "9999", n.row.id))
    return tuple(NearMiss(event=n.row.id, differs=n.differs, words=_words(n, evidence.query)) for n in found[:MOST])


def _may_lie_in(near: Nearly, within: Days | None) -> bool:
    days = of_row(near.row)
    if within is None:
        return True
    if days is None:  # of an event of which two things are not known, nothing is near
        return len(near.differs) == 1 and (near.differs[0].field == "time" or near.differs[0].has is not None)
    return days.meets(within)


def _words(near: Nearly, query: Query) -> str:
    said = list(dict.fromkeys(_difference(d, near.row, query, near.differs) for d in near.differs))
    return f"{date_words(near.row.from_, near.row.until)}: {'; '.join(said)}"


def _difference(differs: Difference, row: EventRow, query: Query, all_: Sequence[Difference]) -> str:
    role, _, field = differs.field.rpartition(".")
    if (differs.field, str(differs.has)) in _ATTRIBUTES:
        return _ATTRIBUTES[differs.field, str(differs.has)]
    if field in ("country", "sector", "words") and role:
        return _participant(role, field, differs, query, all_)
    if differs.field == "time":
        return "when is not known"
    if field == "place":
        wanted = next((p.name for p in query.places if p.place == differs.wanted and p.name), differs.wanted)
        has = next((p.name for p in row.places if p.place == differs.has), differs.has)
        by = {"origin": "from", "destination": "to", "via": "by way of"}.get(role, "at")
        return f"{by} {has}, not {wanted}" if has else f"not known to be {by} {wanted}"
    if role == "quantities":
        return f"{differs.has} {field}, not {differs.wanted}" if differs.has is not None else f"how many {field} is not known"
    if differs.field == "type":
        return f"{event_noun(str(differs.has), plural=False)}, not {event_noun(str(differs.wanted), plural=False)}"
    return (
        f"{differs.has}, not {differs.wanted}"
        if differs.has is not None
        else f"{differs.field} is not known to be {differs.wanted}"
    )


def _participant(role: str, field: str, differs: Difference, query: Query, all_: Sequence[Difference]) -> str:
    """Who took part instead. A wrong sector and country of one participant are told in one breath."""
    wanted = next((r for r in query.roles if role in (r.role, "any")), RoleWanted(role=role))
    if differs.has is None:
        return f"not known to be {actor_words(wanted)}"
    if field == "words":
        return f"{differs.has}, not {differs.wanted}"
    codes = {d.field.rpartition(".")[2]: d.has for d in all_ if d.field.startswith(f"{role}.")}
    if len(codes) > 1:
        both = RoleWanted(country=_text(codes.get("country")), sector=_text(codes.get("sector")))
        return f"{actor_words(both)}, not {actor_words(wanted)}"
    if field == "country":
        return f"of {country_name(str(differs.has))}, not of {country_name(str(differs.wanted))}"
    instead_of = actor_words(wanted) if wanted.country is None else sector_noun(str(differs.wanted))
    return f"{sector_noun(str(differs.has))}, not {instead_of}"


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
