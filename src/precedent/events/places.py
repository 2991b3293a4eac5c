"""Where an event happened, beside what its roles say: places within other roles, and of what happens at once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from precedent.clean.document import Document
from precedent.events.draft import Draft
from precedent.records import Place, PlaceRole, RolePlace

LARGE = ("country", "admin1")
# What happens at a place. What is said, asked or imposed may be said anywhere, and who moves is told from where to where.
SOMEWHERE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "CONSULT", "RETREAT", "AID"})
_AT = frozenset({"in", "at", "near", "outside", "off", "around"})
_MEANWHILE = frozenset({"as", "when", "while"})
_WITHIN = frozenset({"the", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "of"})
_WITHIN |= {"city", "town", "village", "province", "region", "district", "port", "capital", "state", "island", "border"}


def as_role(place: Place, role: PlaceRole) -> RolePlace:
    fields = {name: getattr(place, name) for name in Place.__struct_fields__}
    return RolePlace(role=role, **fields)


def told_at(doc: Document, place: Place) -> bool:
    """Whether a preposition says that something is there: "in Gao", "near the town of Gao"."""
    before = doc.view("title" if place.in_ else "text").text[: place.start][-60:].lower().split()
    while before[-1:] and before[-1] in _WITHIN:
        before.pop()
    return bool(before) and before[-1] in _AT


def by_way_of(doc: Document, place: Place) -> bool:
    """Whether the words before a place say that it is a way: "via Laos", "by way of China"."""
    before = doc.view("title" if place.in_ else "text").text[: place.start][-20:].lower().rstrip()
    return before.endswith((" via", " by way of"))


def of_recipients(doc: Document, draft: Draft, places: Sequence[Place]) -> list[RolePlace]:
    """What was struck tells where: "attacked Gao", "an army base in Gao", where no place so small is told otherwise."""
    if any(p.role == "location" and p.kind not in LARGE for p in draft.places):
        return []
    struck = [a for a in draft.actors if a.role == "recipient"]
    return [
        as_role(place, "location")
        for place in places
        if place.kind not in LARGE
        and not place.as_actor
        and any(
            a.in_ == place.in_ and a.start <= place.start and place.end <= a.end and (told_at(doc, place) or a.text == place.text)
            for a in struck
        )
    ]


def share(first: Draft, second: Draft) -> None:
    """An event without a place, told with "as", "when" or "while" another happens, took place where that one did."""
    if first.sentence is not second.sentence or first.places:
        return
    between = {t.lower for t in first.sentence.tokens[first.last : second.first]}
    if between & _MEANWHILE:
        first.places = [crossed(p) for p in second.places if p.role in ("location", "via")]


def crossed(place: RolePlace) -> RolePlace:
    """The line or gate that someone came over is where it happened; a country on the way stays a way."""
    over = place.role == "via" and place.kind not in LARGE
    return msgspec.structs.replace(place, role="location") if over else place
