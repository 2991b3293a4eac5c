"""One meaning of a query: what DuckDB sorts out is what ``ledger.select`` says of each row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precedent.archive import Archive
from precedent.entries import EventRow
from precedent.knowledge.gazetteer import Gazetteer
from precedent.ledger.select import differences
from precedent.query import Period, PlaceWanted, QuantityWanted, Query, RoleWanted
from tests.archive.conftest import Importer
from tests.archive.files import ROWS, Cells, table

EVERY = Query(count_by="events")
TOWNS = (("Bamako", "466", 12.65, -8.0), ("Gao", "466", 16.27, -0.04), ("Niamey", "562", 13.51, 2.11), ("Lagos", "566", 6.45, 3.39))
FIJI = ("Suva", "242", -18.14, 178.44)


def rows(number: int) -> list[Cells]:
    pick = Random(7).choice
    made = []
    for at in range(number):
        name, iso, lat, lon = pick((*TOWNS, FIJI))
        made.append(
            {
                **ROWS["acled"],
                "event_id_cnty": f"X{at:03}",
                "event_date": f"20{pick((17, 18, 19))}-0{pick((1, 5, 9))}-1{pick((0, 4))}",
                "time_precision": pick(("1", "3")),
                "sub_event_type": pick(("Attack", "Peaceful protest", "Armed clash", "Arrests", "Other")),
                "actor1": pick(
                    ("Military Forces of Mali (2012-2020)", "Boko Haram", "Police Forces of Niger (2011-)", "Protesters (Nigeria)")
                ),
                "inter1": pick(("1", "2", "6")),
                "actor2": pick(("", "Civilians (Mali)", "Coopérative São Gonçalo")),
                "inter2": "7",
                "iso": iso,
                "location": name,
                "latitude": str(lat),
                "longitude": str(lon),
                "fatalities": pick(("0", "3", "12", "")),
            }
        )
    return made


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Archive:
    from precedent.archive import folder_of
    from precedent.archive.importing import import_file

    desk = tmp_path_factory.mktemp("desk") / "desk.db"
    path = desk.with_suffix(".csv")
    path.write_text(table("acled", rows(150)))
    import_file(folder_of(desk), path, gazetteer)
    found = Archive.beside(desk, gazetteer)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def every(archive: Archive) -> list[EventRow]:
    return list(archive.rows(EVERY))


maybe = st.none()
roles = st.builds(
    RoleWanted,
    role=st.sampled_from(["any", "actor", "recipient", "instrument"]),
    country=maybe | st.sampled_from(["MLI", "NER", "NGA"]),
    sector=maybe | st.sampled_from(["MIL", "COP", "CVL", "REB"]),
    words=maybe | st.sampled_from(["Boko Haram", "goncalo", "soldiers", "forces of Mali"]),
)
places = st.builds(
    PlaceWanted,
    role=st.sampled_from(["any", "location", "origin"]),
    place=st.sampled_from(["geonames:2460596", "geonames:2453866", "geonames:2440485", "geonames:2205218", "geonames:6255146"]),
    within_km=maybe | st.sampled_from([50.0, 1200.0]),
)
queries = st.builds(
    Query,
    type=st.lists(st.sampled_from(["ASSAULT", "PROTEST", "COERCE"]), max_size=2, unique=True).map(tuple),
    mode=st.sampled_from([(), ("demo",), ("arrest", "demo")]),
    codebook=maybe | st.sampled_from(["plover", "acled"]),
    roles=st.lists(roles, max_size=2).map(tuple),
    places=st.lists(places, max_size=2).map(tuple),
    time=maybe
    | st.builds(Period, from_=maybe | st.just("2018-01-01"), until=maybe | st.sampled_from(["2018-05-01", "2019-05-12"])),
    polarity=st.sampled_from([None, "positive", "negative"]),
    quantity=maybe
    | st.builds(
        QuantityWanted, kind=st.sampled_from(["killed", "wounded"]), op=st.sampled_from([">=", "<", "="]), value=st.just(3.0)
    ),
    text=maybe | st.sampled_from(["Bamako", "protests", "São"]),
    count_by=st.just("events"),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries)
def test_the_archive_means_by_a_query_what_the_ledger_means(
    query: Query, archive: Archive, every: list[EventRow], gazetteer: Gazetteer
) -> None:
    meant = [row.id for row in every if not differences(query, row, gazetteer)]
    assert [row.id for row in archive.rows(query)] == meant
    assert len(archive.similar(query, ["acled"])[1]) == len(meant)


def test_of_more_rows_than_are_weighed_the_days_and_the_tolls_stay_exact(archive: Archive, every: list[EventRow]) -> None:
    total, weighed = archive.similar(EVERY, ["acled"], most=10)
    assert total == len(every)

    def tolls(rows: list[EventRow]) -> dict[tuple[str | None, str | None], float]:
        found: dict[tuple[str | None, str | None], float] = {}
        for row in rows:
            killed = max((q.value or 0 for q in row.quantities), default=0)
            found[row.from_, row.until] = max(killed, found.get((row.from_, row.until), 0))
        return found

    assert tolls(weighed) == tolls(every)
    assert len(weighed) == len(tolls(every))


def test_as_of_a_day_holds_what_had_come_out_and_happened(bring: Importer, opened: Callable[[], Archive]) -> None:
    late = {**ROWS["gdelt"], "GLOBALEVENTID": "9", "DATEADDED": "20160101"}
    bring(table("gdelt", [ROWS["gdelt"], late]))
    assert [row.id for row in opened().rows(EVERY, as_of="2015-12-31")] == ["gdelt:300000001"]
    assert list(opened().rows(EVERY, as_of="2015-05-18")) == []


def test_only_the_years_asked_for_are_opened(archive: Archive, tmp_path: Path) -> None:
    parts = archive._parts(Query(time=Period(from_="2018-01-01", until="2018-06-01"), count_by="events"), None)
    assert [part.year for part in parts] == [2018]
