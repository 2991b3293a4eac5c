"""Who did it and to whom, by what means, where and when: the words that the encoder puts into an event's roles, as records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from precedent.clean.document import Document
from precedent.encode.reading import Spot
from precedent.events.draft import Draft
from precedent.records import Place, PlaceRole, RoleActor, RolePlace, Span, Time

if TYPE_CHECKING:
    from precedent.resolve.actors import Chains

S = TypeVar("S", bound=Span)
_PLACES = ("location", "origin", "destination", "via")
_MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT", "ASSAULT"})  # "X and Y met": each is the other's recipient
_WHEN = ("DATE", "TIME", "SET")


def fill(doc: Document, drafts: Iterable[Draft], times: Sequence[Time], places: Sequence[Place], chains: Chains) -> None:
    """Put participants, times and places into the drafts."""
    when, where = _by_part(times), _by_part(places)
    for draft in drafts:
        part = "title" if draft.sentence.part == "title" else None
        for spot in draft.told.roles:
            span = _span(doc, draft, spot)
            if spot.label == "time":
                draft.times += [t for t in when.get(part, ()) if _touch(t, span) and t.type in _WHEN and t not in draft.times]
            elif spot.label in _PLACES:
                draft.places += [_role_place(p, cast(PlaceRole, spot.label)) for p in where.get(part, ()) if _touch(p, span)]
            if spot.label in draft.takes:
                draft.actors.append(_actor(draft, spot, span, chains))
        if draft.type in _MUTUAL:
            draft.actors += _each_other(draft.actors)
        if not any(p.role in ("location", "destination") for p in draft.places):
            draft.places = [_crossed(p) for p in draft.places]


def _by_part(spans: Iterable[S]) -> dict[str | None, list[S]]:
    found: dict[str | None, list[S]] = {}
    for span in spans:
        found.setdefault(span.in_, []).append(span)
    return found


def _span(doc: Document, draft: Draft, spot: Spot) -> Span:
    tokens = draft.sentence.tokens
    return doc.span(draft.sentence.part, tokens[spot.first].start, tokens[spot.last - 1].end)


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _actor(draft: Draft, spot: Spot, span: Span, chains: Chains) -> RoleActor:
    at = (draft.sentence.index, spot.first, spot.last)
    chain = chains.at(*at)
    country, sector = chains.describe(*at)
    return RoleActor(
        role=spot.label,
        start=span.start,
        end=span.end,
        text=span.text,
        in_=span.in_,
        chain=chain.id if chain else None,
        country=country,
        sector=sector,
    )


def _role_place(place: Place, role: PlaceRole) -> RolePlace:
    fields = {name: getattr(place, name) for name in Place.__struct_fields__}
    return RolePlace(role=role, **fields)


def _crossed(place: RolePlace) -> RolePlace:
    """The line or gate that someone came over is where it happened; a country on the way stays a way."""
    over = place.role == "via" and place.kind not in ("country", "admin1")
    return msgspec.structs.replace(place, role="location") if over else place


def _each_other(actors: Sequence[RoleActor]) -> list[RoleActor]:
    """Of a mutual act that names no recipient, those named after the first are recipients as well."""
    who = [a for a in actors if a.role == "actor"]
    if len(who) < 2 or any(a.role == "recipient" for a in actors):
        return []
    return [msgspec.structs.replace(a, role="recipient") for a in who[1:]]
