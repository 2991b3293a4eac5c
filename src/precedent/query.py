"""The query: the one description of events to look for that filters, claims, questions and the web app share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from precedent.base import Record

CountBy = Literal["events", "people", "reports"]


class RoleWanted(Record, frozen=True, kw_only=True):
    """A participant to look for: its role ("any" for whichever), country and sector codes, words of its name."""

    role: str = "any"
    country: str | None = None
    sector: str | None = None
    words: str | None = None


class PlaceWanted(Record, frozen=True, kw_only=True):
    """A place to look for: the same place or one inside it, or within so many kilometres of it."""

    role: str = "any"
    place: str | None = None
    within_km: float | None = None
    kind: str | None = None
    name: str | None = None


class Period(Record, frozen=True, kw_only=True):
    """Half-open bounds on when it happened, ISO dates; None is open."""

    from_: str | None = None
    until: str | None = None


class QuantityWanted(Record, frozen=True, kw_only=True):
    """A bound on a quantity of a kind, e.g. killed >= 10."""

    kind: str
    op: Literal["=", "<", "<=", ">", ">="]
    value: float


class Query(Record, frozen=True, kw_only=True):
    """Which events are meant. Empty fields ask for nothing; within a field any of the values will do. Roles:
    of several wanted in one role any will do, different roles all have to be filled, and so has each whose role is "any".

    ``words`` is the query's reading in plain English. ``text`` looks for words in what is told.
    """

    codebook: str | None = None
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    roles: tuple[RoleWanted, ...] = ()
    places: tuple[PlaceWanted, ...] = ()
    time: Period | None = None
    polarity: str | None = None
    modality: str | None = None
    genericity: str | None = None
    standing: str | None = None
    quantity: QuantityWanted | None = None
    text: str | None = None
    count_by: CountBy
    words: str | None = None


def alternatives(roles: Sequence[RoleWanted]) -> tuple[tuple[RoleWanted, ...], ...]:
    """Of each group of *roles* one has to be filled: of those in one role any, and each whose role is "any" by itself."""
    named = dict.fromkeys(r.role for r in roles if r.role != "any")
    return (*((r,) for r in roles if r.role == "any"), *(tuple(r for r in roles if r.role == role) for role in named))
