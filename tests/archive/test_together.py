"""Ledger and archive asked together: rows coded by people decide, rows coded by machine only say that they would."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from precedent.archive import Archive
from precedent.cli.app import app
from precedent.errors import NotFound, UsageError
from precedent.pipeline import Ledger
from precedent.query import PlaceWanted, Query
from tests.archive.conftest import Importer
from tests.archive.files import ROWS, Cells, table

CLAIM = "the first attack in Mali since January 2013"
REPORTS = (
    {
        "id": "r1",
        "source": "wire",
        "published": "2013-01-11",
        "text": "Gunmen attacked an army base in Gao, Mali, on 10 January 2013.",
    },
    {"id": "r2", "source": "wire", "published": "2019-06-03", "text": "Gunmen attacked an army base in Gao, Mali, on 2 June 2019."},
)
IN_BETWEEN = {"date_start": "2015-07-04", "date_end": "2015-07-04", "id": "777"}


def acled(**cells: str) -> Cells:
    return {
        **ROWS["acled"], "sub_event_type": "Attack", "event_type": "Violence against civilians", "event_date": "2015-07-04",
        "location": "Gao", "latitude": "16.27", "longitude": "-0.04", "actor1": "AQIM", "inter1": "2", **cells,
    }  # fmt: skip


def gdelt(number: int, day: str = "20150704", code: str = "190") -> Cells:
    return {
        **ROWS["gdelt"], "GLOBALEVENTID": str(number), "SQLDATE": day, "EventCode": code, "ActionGeo_FullName": "Gao, Gao, Mali",
        "ActionGeo_CountryCode": "ML", "ActionGeo_Lat": "16.27", "ActionGeo_Long": "-0.04", "DATEADDED": day,
        "Actor1CountryCode": "MLI",
    }  # fmt: skip


@pytest.fixture
def ledger(desk: Path, tmp_path: Path) -> Ledger:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(report) + "\n" for report in REPORTS))
    kept = Ledger(desk)
    kept.read(str(path))
    return kept


def test_without_an_archive_all_is_as_it_was(ledger: Ledger) -> None:
    verdict = ledger.check(CLAIM, "2019-12-31")
    assert verdict.verdict == "supported"
    assert verdict.coverage.rows == ()
    assert ledger.holdings() is ledger.store
    with pytest.raises(UsageError, match="nothing is imported to trust"):
        ledger.check(CLAIM, trust=["gdelt"])


@pytest.mark.parametrize(("of", "row"), [("ucdp", {**ROWS["ucdp"], **IN_BETWEEN}), ("acled", acled())])
def test_rows_coded_by_people_refute(of: str, row: Cells, ledger: Ledger, bring: Importer) -> None:
    bring(table(of, [row]))
    verdict = ledger.check(CLAIM, "2019-12-31")
    assert verdict.verdict == "refuted"
    assert [id_.split(":")[0] for id_ in verdict.counter] == [of]
    assert f"that of 4 July 2015 ({of})" in verdict.why


def test_rows_coded_by_machine_alone_leave_it_open_and_say_how_many(ledger: Ledger, bring: Importer) -> None:
    bring(table("gdelt", [gdelt(n) for n in (1, 2, 3)]))
    verdict = ledger.check(CLAIM, "2019-12-31")
    assert verdict.verdict == "not-enough-info"
    assert "3 rows of gdelt, coded by machine (one event stands in many rows" in verdict.why
    assert "would refute it" in verdict.why
    assert "alone decide nothing" in verdict.why
    assert set(verdict.counter) == {"gdelt:1", "gdelt:2", "gdelt:3"}


def test_trusted_rows_decide(ledger: Ledger, bring: Importer) -> None:
    bring(table("gdelt", [gdelt(1)]))
    assert ledger.check(CLAIM, "2019-12-31", ["gdelt"]).verdict == "refuted"
    with pytest.raises(UsageError, match="--trust gdlet names no data set in the archive; there are gdelt"):
        ledger.check(CLAIM, trust=["gdlet"])


@pytest.mark.parametrize(
    "rows", [[gdelt(1, "20130110")], [gdelt(1, "20190602"), gdelt(2, "20190603")], [gdelt(1, "20150704", "040")]]
)
def test_rows_that_tell_the_same_or_something_else_change_nothing(rows: Sequence[Cells], ledger: Ledger, bring: Importer) -> None:
    bring(table("gdelt", rows))
    assert ledger.check(CLAIM, "2019-12-31").verdict == "supported"


def test_a_verdict_as_of_an_earlier_day_knows_no_later_row(ledger: Ledger, bring: Importer) -> None:
    bring(table("gdelt", [{**gdelt(1), "DATEADDED": "20200101"}]))
    assert ledger.check(CLAIM, "2019-12-31").verdict == "supported"


def test_coverage_counts_rows_beside_reports_and_says_whose(ledger: Ledger, bring: Importer) -> None:
    bring(table("ucdp", [{**ROWS["ucdp"], **IN_BETWEEN}]))
    bring(table("gdelt", [gdelt(1), gdelt(2)]))
    coverage = ledger.check(CLAIM, "2019-12-31").coverage
    assert coverage.reports == 2
    assert [(held.dataset, held.rows, held.coded) for held in coverage.rows] == [("gdelt", 2, "machine"), ("ucdp", 1, "people")]
    assert "1 row of ucdp, coded by people" in coverage.words
    assert "2 rows of gdelt, coded by machine" in coverage.words


def test_an_answer_counts_rows_and_says_whose(ledger: Ledger, bring: Importer) -> None:
    bring(table("ucdp", [{**ROWS["ucdp"], **IN_BETWEEN}]))
    bring(table("gdelt", [gdelt(1, "20160101")]))
    answer = ledger.ask("How many attacks were there in Mali since January 2014?", "2019-12-31")
    assert answer.answer == 2
    assert "ucdp:777" in answer.events
    assert any(c.startswith("1 row of ucdp, coded by people") for c in answer.caveats)
    assert any(c.startswith("not counted: 1 row of gdelt, coded by machine") and "--trust gdelt" in c for c in answer.caveats)
    assert ledger.ask("How many attacks were there in Mali since January 2014?", "2019-12-31", ["gdelt"]).answer == 3


def test_one_event_in_two_data_sets_and_a_report_is_one(ledger: Ledger, bring: Importer) -> None:
    bring(table("ucdp", [ROWS["ucdp"]]))
    bring(table("acled", [acled(event_date="2013-01-11")]))
    answer = ledger.ask("How many attacks were there in Mali in January 2013?", "2019-12-31")
    assert answer.answer == 1


def test_an_event_shows_the_rows_that_tell_of_it(ledger: Ledger, bring: Importer) -> None:
    bring(table("ucdp", [ROWS["ucdp"], {**ROWS["ucdp"], **IN_BETWEEN}]))
    event = next(row for row in ledger.events() if row.from_ == "2013-01-10")
    shown = ledger.show(event.id)
    assert getattr(shown, "rows", None) == ("ucdp:501",)
    row = ledger.show("ucdp:501")
    assert getattr(row, "dataset", None) == "ucdp"


def test_precedents_are_found_among_rows(ledger: Ledger, bring: Importer) -> None:
    bring(table("ucdp", [{**ROWS["ucdp"], **IN_BETWEEN}]))
    event = next(row for row in ledger.events() if row.from_ == "2019-06-02")
    assert "ucdp:777" in [found.event for found in ledger.precedents(event.id, "2019-12-31").precedents]


def test_rows_are_listed_by_data_set(ledger: Ledger, bring: Importer) -> None:
    bring(table("ucdp", [ROWS["ucdp"]]))
    wanted = Query(places=(PlaceWanted(place="geonames:2453866"),), count_by="events")
    assert [row.id for row in ledger.rows(wanted, ["ucdp"])] == ["ucdp:501"]
    with pytest.raises(NotFound, match="no data set gdelt is imported"):
        ledger.rows(wanted, ["gdelt"])


def run(desk: Path, *args: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*args, "--ledger", str(desk)])
    return done.exit_code, done.output


def test_the_verbs(desk: Path, tmp_path: Path, ledger: Ledger, opened: Callable[[], Archive]) -> None:
    rows = tmp_path / "ged.csv"
    rows.write_text(table("ucdp", [{**ROWS["ucdp"], **IN_BETWEEN}, {**ROWS["ucdp"], "id": "9", "date_start": ""}]))
    code, said = run(desk, "import", str(rows), "--as", "ucdp")
    assert code == 3
    assert "2 read as ucdp: 1 new" in said
    assert "line 3: no date that can be read" in said
    assert run(desk, "import", str(rows), "--as", "gdlt")[0] != 0
    code, said = run(desk, "events", "--dataset", "ucdp")
    assert code == 0
    assert json.loads(said)["id"] == "ucdp:777"
    code, said = run(desk, "check", CLAIM, "--as-of", "2019-12-31", "--format", "table")
    assert said.startswith("REFUTED")
    assert "Government of Mali - AQIM" in said
    code, said = run(desk, "show", "ucdp:777", "--format", "table")
    assert "data set      ucdp" in said
