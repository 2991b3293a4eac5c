"""What keeps an event out of a query, where codes alone do not say it."""

from __future__ import annotations

from typing import Any

import pytest

from precedent.entries import Citation, CitedActor, CitedPlace, CitedRolePlace, CitedWords, EventRow
from precedent.ledger.select import differences
from precedent.merge.places import NoIndex
from precedent.query import PlaceWanted, Query, RoleWanted
from tests.ask.small import event


def row(what: str, mode: str | None = None, actors: tuple[CitedActor, ...] = (), **other: Any) -> EventRow:
    """An attack told by the first of these words."""
    first = what.split()[0]
    told = {"what": CitedWords(text=what, citations=()), "triggers": (Citation(report="r", start=0, end=len(first), text=first),)}
    return event("e", "2025-01-01", codebook="plover", type="ASSAULT", mode=mode, actors=actors, **told, **other)


def actor(name: str, role: str = "recipient", sector: str | None = None) -> CitedActor:
    return CitedActor(role=role, name=name, country=None, sector=sector, citations=())


def out(query: Query, told: EventRow) -> list[str]:
    return [d.field for d in differences(query, told, NoIndex())]


BOMBING = Query(type=("ASSAULT",), mode=("explosives",), count_by="events")

MODES = [
    ("said by its words, though another was guessed", row("bombing of a market", "suicide-attack"), []),
    ("another is said", row("bombed a camp", "aerial", (actor("the air force", "actor"),)), ["mode"]),
    ("not said", row("attacked a market"), ["mode"]),
]


@pytest.mark.parametrize(("name", "told", "fields"), MODES, ids=[m[0] for m in MODES])
def test_a_mode_counts_where_words_say_it(name: str, told: EventRow, fields: list[str]) -> None:
    assert out(BOMBING, told) == fields


def bridge(words: str) -> Query:
    return Query(type=("ASSAULT",), roles=(RoleWanted(role="recipient", words=words),), count_by="events")


def test_a_thing_is_there_where_the_words_of_the_event_name_it() -> None:
    told = row("closed the crossing at Aflao", None, (actor("the"),))
    assert out(bridge("the Aflao crossing"), told) == []
    assert out(bridge("the Kodjoviakope crossing"), told) == ["recipient.words"]


def place(name: str, country: str, kind: str) -> CitedRolePlace:
    return CitedRolePlace(
        role="location", place=f"geonames:{name}", name=name, kind=kind, country=country, lat=None, lon=None, radius_km=None,
        citations=(),
    )  # fmt: skip


def at(*places: CitedRolePlace) -> EventRow:
    first = CitedPlace(**{n: getattr(places[0], n) for n in CitedPlace.__struct_fields__})
    return row("attacked a post", None, (actor("a post"),), places=places, place=first)


def test_what_lies_beside_a_country_is_not_in_it() -> None:
    town, border = place("Dapaong", "TGO", "settlement"), place("Burkina", "BFA", "border")
    burkina = Query(places=(PlaceWanted(place="geonames:Burkina"),), count_by="events")
    assert out(burkina, at(town, place("Burkina", "BFA", "country"))) == ["place"]
    assert out(burkina, at(border)) == ["place"]
    assert out(burkina, at(place("Burkina", "BFA", "country"))) == []
