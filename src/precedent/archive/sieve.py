"""A query as conditions on the archive's rows.

What a query means is said once, in :mod:`precedent.ledger.select`. Here stands what DuckDB can sort out for it: every row
that a query wants passes. On all fields but words it is exact; those are read again, row by row, by ``select.differences``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from precedent.archive.engine import literal
from precedent.knowledge.folding import fold
from precedent.ledger.select import lies
from precedent.merge.places import PlaceIndex, Spot
from precedent.merge.words import content, proper
from precedent.query import PlaceWanted, Query, RoleWanted, alternatives

_KM_A_DEGREE = 111.0
NOTHING = "false"
# The rows of data sets say of each event that it happened, once: what is wanted otherwise is not there.
_ALWAYS = (("polarity", "positive"), ("modality", "asserted"), ("genericity", "specific"), ("standing", "main"))
_TOLD = ("what", "actor", "recipient", "place_name", "source")

# The places of the archive that lie in a box, or a country, or are one: with their numbers.
Spots = Callable[[str], Iterable[tuple[int, Spot]]]


class Sieve(NamedTuple):
    """``exact`` is false where words have to be looked at again, row by row."""

    where: str
    exact: bool


def sieve(query: Query, index: PlaceIndex, spots: Spots, as_of: str | None = None) -> Sieve:
    """Conditions that the rows a query wants fulfil, as they were known and had happened by the end of *as_of*."""
    wanted = [NOTHING for name, always in _ALWAYS if getattr(query, name) not in (None, always)]
    if query.codebook is not None:
        wanted.append(f"codebook = {literal(query.codebook)}")
    for name, values in (("type", query.type), ("mode", query.mode)):
        if values:
            wanted.append(f"{name} IN {_listed(values)}")
    wanted += [_any([_role(r) for r in group]) for group in alternatives(query.roles)]
    for role in dict.fromkeys(p.role for p in query.places):
        wanted.append(_places([p for p in query.places if p.role == role], index, spots))
    if query.time is not None:
        wanted += [f"from_ < DATE {literal(query.time.until[:10])}"] if query.time.until else []
        wanted += [f"until > DATE {literal(query.time.from_[:10])}"] if query.time.from_ else []
    if query.quantity is not None:
        op, value = query.quantity.op, query.quantity.value
        wanted.append(f"killed {op} {value!r}" if query.quantity.kind == "killed" else NOTHING)
    if query.text:
        wanted.append(_says(f"concat_ws(' ', {', '.join(_TOLD)})", query.text))
    if as_of is not None:
        wanted.append(f"published <= DATE {literal(as_of[:10])} AND from_ <= DATE {literal(as_of[:10])}")
    return Sieve(" AND ".join(f"({w})" for w in wanted) or "true", not (query.text or any(r.words for r in query.roles)))


def _role(wanted: RoleWanted) -> str:
    """One participant fits in all respects."""
    columns = {"any": ("actor", "recipient"), "actor": ("actor",), "recipient": ("recipient",)}.get(wanted.role, ())
    return _any([_party(wanted, column) for column in columns])


def _party(wanted: RoleWanted, column: str) -> str:
    fits = [f"{column} IS NOT NULL"]
    fits += [f"{column}_{f} = {literal(v)}" for f in ("country", "sector") if (v := getattr(wanted, f)) is not None]
    described = wanted.country is not None or wanted.sector is not None
    if wanted.words and not (described and not proper(wanted.words)):
        fits.append(_says(column, wanted.words))
    return " AND ".join(fits)


def _says(column: str, words: str) -> str:
    """Its words begin like these: a stem is how a word begins."""
    stems = sorted(content((fold(words),)))
    return " AND ".join(f"contains(lower(strip_accents({column})), {literal(stem)})" for stem in stems) or "true"


def _places(wanted: Sequence[PlaceWanted], index: PlaceIndex, spots: Spots) -> str:
    """Rows at the places wanted, by their number: exactly those. A row says where it happened, and no other role of a place."""
    if wanted[0].role not in ("any", "location"):
        return NOTHING
    if any(p.place is None and p.kind is None and p.name is None for p in wanted):
        return "true"
    near = spots(_any([_near(p, index) for p in wanted]))
    numbers = [number for number, spot in near if any(lies(p, spot, index) for p in wanted)]
    return f"spot IN ({', '.join(map(str, numbers))})" if numbers else NOTHING


def _near(wanted: PlaceWanted, index: PlaceIndex) -> str:
    """Places among which all that lie in the one wanted are."""
    if wanted.place is None:
        by_kind = [f"kind = {literal(wanted.kind)}"] if wanted.kind else []
        by_name = [f"lower(name) = {literal(wanted.name.lower())}"] if wanted.name else []
        return " AND ".join([*by_kind, *by_name])
    centre: Any = index.get(wanted.place)
    same = f"place = {literal(wanted.place)}"
    if centre is None:
        return same
    reach = max(wanted.within_km or 0.0, centre.radius_km or 0.0) / _KM_A_DEGREE * 1.05 + 0.05
    found = [same]
    if getattr(centre, "country", None) and centre.kind in ("country", "admin1", "admin2"):
        found.append(f"country = {literal(centre.country)}")
    if centre.lat is not None and centre.lon is not None:
        tall = f"lat BETWEEN {centre.lat - reach} AND {centre.lat + reach}"
        # Meridians lie closer towards the poles; beyond 80 degrees, and across the date line, all of them are looked at.
        wide = reach / max(0.17, _cosine(abs(centre.lat) + reach))
        across = abs(centre.lat) + reach > 80 or abs(centre.lon) + wide > 180
        found.append(tall if across else f"{tall} AND lon BETWEEN {centre.lon - wide} AND {centre.lon + wide}")
    return _any(found)


def _cosine(degrees: float) -> float:
    from math import cos, radians

    return cos(radians(min(degrees, 90.0)))


def _any(conditions: Sequence[str]) -> str:
    return " OR ".join(f"({c})" for c in conditions) or NOTHING


def _listed(values: Sequence[str]) -> str:
    return "(" + ", ".join(literal(v) for v in values) + ")"
