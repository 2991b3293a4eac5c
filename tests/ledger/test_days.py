"""What stood on a day, by the indexes, is what putting every event together anew from that day's reports gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import merge_scale
from precedent.entries import EventRow, Held
from precedent.knowledge.gazetteer import Gazetteer
from precedent.ledger import Store, rows
from precedent.ledger.coverage import held
from precedent.ledger.many import among
from precedent.ledger.schema import reports
from precedent.query import Period, PlaceWanted, Query, RoleWanted

REPORTS, DAYS = 48, 4
DATES = [(merge_scale.START + timedelta(days=n)).isoformat() for n in range(-1, DAYS + 1)]

Rows = dict[str | None, list[EventRow]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Iterator[Store]:
    """Some days of a generated world."""
    with pytest.MonkeyPatch.context() as patch, Store.open(tmp_path_factory.mktemp("days") / "l.db", places=gazetteer) as store:
        patch.setattr(merge_scale, "A_DAY", REPORTS // DAYS)
        for _ in store.add_all(list(merge_scale.World(gazetteer).reports(REPORTS))):
            pass
        store.merge()
        yield store


@pytest.fixture(scope="module")
def stood(store: Store, gazetteer: Gazetteer) -> Rows:
    """All events as they stood on each day, each put together by itself; as they are now under None."""
    now = list(store.events())
    with store.reading() as connection:
        return {None: now} | {
            day: [then for row in now for then in rows.as_of(connection, [row], day, gazetteer).values()] for day in DATES
        }


@pytest.fixture(scope="module")
def wanted(stood: Rows) -> list[PlaceWanted]:
    named = [p for row in stood[None] for p in row.places]
    found = [*named[:6], next(p for p in named if p.kind == "country")]
    wanted = [PlaceWanted(place=p.place, role=role) for p in found for role in ("any", "location", "origin")]
    wanted += [PlaceWanted(place=p.place, within_km=400.0) for p in found] + [PlaceWanted(name=p.name.upper()) for p in found[:2]]
    return [*wanted, PlaceWanted(kind="country"), PlaceWanted()]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_indexes_give_what_looking_at_everything_gives(
    store: Store, stood: Rows, wanted: list[PlaceWanted], data: st.DataObject
) -> None:
    some = st.none() | st.sampled_from(DATES)
    query = Query(
        type=tuple(data.draw(st.lists(st.sampled_from(["CROSS", "ASSAULT", "AID"]), max_size=2, unique=True))),
        places=tuple(data.draw(st.lists(st.sampled_from(wanted), max_size=3))),
        roles=data.draw(st.sampled_from([(), (RoleWanted(role="actor", sector="MIL"),)])),
        time=data.draw(st.none() | st.builds(Period, from_=some, until=some)),
        genericity=data.draw(st.sampled_from([None, "specific", "habitual"])),
        count_by="events",
    )
    day = data.draw(some)
    for asked in (query, Query(places=query.places, count_by="events")):
        slowly = [row for row in stood[day] if not store.differences(asked, row)]
        assert list(store.events(asked, as_of=day)) == slowly
        assert store.coverage(query=asked, as_of=day) == covered(store, slowly, day)


def covered(store: Store, events: list[EventRow], day: str | None) -> Held:
    with store.reading() as connection:
        return held(connection, [among(reports.c.id, {r.id for row in events for r in row.reports})], None, None, day)
