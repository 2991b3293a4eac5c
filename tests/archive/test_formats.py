"""What a row of each data set becomes: its id, day, place, participants and type as ours, each cited to the row's own cells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from precedent.archive import Archive
from precedent.entries import EventRow
from precedent.query import Query
from tests.archive.conftest import Importer
from tests.archive.files import ROWS, table

EVERY = Query(count_by="events")


def only(archive: Archive) -> EventRow:
    (row,) = archive.rows(EVERY, full=True)
    return row


@pytest.mark.parametrize(
    ("of", "id_", "type_", "days", "place", "actors", "killed"),
    [
        ("ucdp", "ucdp:501", "ASSAULT", ("2013-01-10", "2013-01-11"), "Gao town", "MLI GOV, - REB", 12),
        ("acled", "acled:MLI9001", "PROTEST.demo", ("2019-03-08", "2019-03-09"), "Bamako", "MLI CVL", 0),
        ("icews", "icews:7001", "COERCE.arrest", ("2018-06-02", "2018-06-03"), "Chennai", "IND COP, IND CVL", None),
        ("polecat", "polecat:0105-1-ab", "ASSAULT.firearms", ("2023-01-05", "2023-01-06"), "Mogadishu", "SOM REB, SOM MIL", None),
        ("gdelt", "gdelt:300000001", "PROTEST.demo", ("2015-05-18", "2015-05-19"), "Tbilisi", "GEO CVL, - JRN", None),
    ],
)  # fmt: skip
def test_a_row_becomes_an_event(
    of: str,
    id_: str,
    type_: str,
    days: tuple[str, str],
    place: str,
    actors: str,
    killed: int | None,
    bring: Importer,
    opened: Callable[[], Archive],
) -> None:
    bring(table(of, [ROWS[of]]))
    row = only(opened())
    assert (row.id, row.dataset) == (id_, of)
    assert row.type + (f".{row.mode}" if row.mode else "") == type_
    assert (row.from_, row.until) == days
    assert row.place is not None
    assert row.place.name == place
    assert row.place.place is not None
    assert row.place.place.startswith("geonames:")
    assert ", ".join(f"{a.country or '-'} {a.sector}" for a in row.actors) == actors
    assert [a.role for a in row.actors] == ["actor", "recipient"][: len(row.actors)]
    assert [q.value for q in row.quantities] == ([] if killed is None else [killed])


@pytest.mark.parametrize("of", ROWS)
def test_citations_say_what_stands_in_the_row(of: str, bring: Importer, opened: Callable[[], Archive]) -> None:
    bring(table(of, [ROWS[of]]))
    archive = opened()
    row, text = only(archive), archive.text(only(archive).id)
    assert all(f"{name}: {cell}" in text for name, cell in ROWS[of].items())
    assert_true(row, text)


def assert_true(row: EventRow, text: str) -> None:
    values = [row.what, row.time, row.place, *row.places, *row.actors, *row.quantities, *row.attributions]
    cited = [c for value in values if value is not None for c in value.citations]
    assert {c.report for c in cited} == {row.id}
    assert all(text[c.start : c.end] == c.text for c in cited)
    assert all(value.citations for value in (row.what, row.time, row.place) if value is not None)


@pytest.mark.parametrize(
    ("of", "cells", "from_", "until", "grain"),
    [
        ("acled", {"time_precision": "2"}, "2019-03-04", "2019-03-11", "week"),
        ("acled", {"time_precision": "3"}, "2019-03-01", "2019-04-01", "month"),
        ("acled", {"event_date": "08 March 2019"}, "2019-03-08", "2019-03-09", "day"),
        ("ucdp", {"date_prec": "4", "date_start": "2013-01-01", "date_end": "2013-01-31"}, "2013-01-01", "2013-02-01", "month"),
        ("ucdp", {"date_prec": "2", "date_end": "2013-01-12"}, "2013-01-10", "2013-01-13", "week"),
    ],
)
def test_a_day_is_as_exact_as_the_row_says(
    of: str, cells: dict[str, str], from_: str, until: str, grain: str, bring: Importer, opened: Callable[[], Archive]
) -> None:
    bring(table(of, [{**ROWS[of], **cells}]))
    row = only(opened())
    assert row.time is not None
    assert (row.from_, row.until, row.time.grain) == (from_, until, grain)


@pytest.mark.parametrize(
    ("of", "cells", "kind"),
    [
        ("ucdp", {"where_prec": "6"}, "country"),
        ("ucdp", {"where_prec": "4", "where_coordinates": "Gao region"}, "admin1"),
        ("acled", {"geo_precision": "1", "location": "Bamako"}, "settlement"),
        ("gdelt", {"ActionGeo_Type": "1", "ActionGeo_FullName": "Georgia"}, "country"),
    ],
)
def test_a_place_is_as_fine_as_the_row_says(
    of: str, cells: dict[str, str], kind: str, bring: Importer, opened: Callable[[], Archive]
) -> None:
    bring(table(of, [{**ROWS[of], **cells}]))
    row = only(opened())
    assert row.place is not None
    assert row.place.kind == kind


def test_a_village_that_no_gazetteer_knows_keeps_its_name_and_lies_in_its_area(
    bring: Importer, opened: Callable[[], Archive]
) -> None:
    bring(table("ucdp", [{**ROWS["ucdp"], "where_coordinates": "Xyzzyq village", "latitude": "16.5", "longitude": "-0.2"}]))
    row = only(opened())
    assert row.place is not None
    assert (row.place.name, row.place.lat, row.place.country) == ("Xyzzyq village", 16.5, "MLI")
    assert row.place.place is not None


def test_a_code_that_no_table_knows_keeps_itself(bring: Importer, opened: Callable[[], Archive]) -> None:
    summary = bring(table("gdelt", [{**ROWS["gdelt"], "EventCode": "010"}]))
    assert summary.untyped == 1
    assert (only(opened()).codebook, only(opened()).type) == ("cameo", "010")


def test_a_table_of_ones_own_is_read_by_a_map(bring: Importer, opened: Callable[[], Archive]) -> None:
    told = """
dataset: border-log
columns: {id: Nr, date: Datum, type: Art, place: Ort, country: Land, killed: Tote}
types: {Grenzübertritt: "movement:CROSS", Schuss: ASSAULT.firearms}
date_format: "%d.%m.%Y"
weakness: one side's reports alone
"""
    rows = "Nr;Datum;Art;Ort;Land;Tote\n1;13.11.2017;Grenzübertritt;Seoul;KOR;0\n2;14.11.2017;Schuss;Seoul;KOR;2\n"
    assert bring(rows, map_=told).new == 2
    crossing, shot = opened().rows(EVERY)
    assert (crossing.id, crossing.codebook, crossing.type) == ("border-log:1", "movement", "CROSS")
    assert (shot.type, shot.mode, shot.from_) == ("ASSAULT", "firearms", "2017-11-14")


def test_a_cell_marked_against_spreadsheets_is_taken_back(bring: Importer, opened: Callable[[], Archive]) -> None:
    bring("id,date,type,actor\n1,2019,ASSAULT,'=cmd\n", "csv")
    row = only(opened())
    assert row.actors[0].name == "=cmd"
    assert (row.from_, row.until) == ("2019-01-01", "2020-01-01")


@pytest.mark.parametrize(("name", "rows"), [("gdelt1-georgia-2012-08.csv", 399), ("icews-2018.sample.tab", 3705)])
def test_real_files(name: str, rows: int, shared: Path, bring: Importer, opened: Callable[[], Archive]) -> None:
    summary = bring(shared / "samples" / "formats" / name)
    assert (summary.rows, summary.new, summary.refused) == (rows, rows, 0)
    archive = opened()
    protests = list(archive.rows(Query(type=("PROTEST",), count_by="events"), full=True))
    assert protests
    for row in protests[:20]:
        assert_true(row, archive.text(row.id))
