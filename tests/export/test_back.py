"""What was exported and read back is what was exported: any event, in each form that can be imported."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precedent.entries import EventRow, ReportRow
from precedent.errors import SourceError
from precedent.export.back import form as form_of
from precedent.export.back import read_events
from precedent.export.cells import FORMULA
from precedent.export.write import Form, write
from precedent.pipeline import Ledger
from precedent.query import Query
from precedent.records import Refusal, to_json

from . import strange

BOTH_WAYS = ("jsonl", "csv", "parquet")


def no_report(id_: str) -> ReportRow:
    raise AssertionError("these forms ask for no report")


def exported(rows: list[EventRow], form: str) -> bytes:
    file = io.BytesIO()
    write(rows, Form(form), file, no_report)
    return file.getvalue()


@pytest.mark.parametrize("form", BOTH_WAYS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=st.lists(strange.rows, max_size=3))
def test_any_events_come_back_as_they_were(form: str, rows: list[EventRow], tmp_path: Path) -> None:
    path = tmp_path / "events"
    path.write_bytes(exported(rows, form))
    if form == "jsonl" and not rows:
        return  # nothing at all says what it is
    assert list(read_events(path)) == rows


@pytest.mark.parametrize("form", BOTH_WAYS)
def test_a_ledger_comes_back_and_is_filtered_as_events_are(form: str, ledger: Ledger, tmp_path: Path) -> None:
    query = Query(type=("CROSS",), count_by="events")
    done = ledger.export(ledger.events(query), tmp_path / "x", form)
    held = list(ledger.events(query))
    assert done.events == len(held) > 3
    assert list(read_events(tmp_path / "x")) == held


@given(rows=st.lists(strange.rows, min_size=1, max_size=2))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_cell_of_csv_starts_a_formula(rows: list[EventRow]) -> None:
    for row in csv.reader(io.StringIO(exported(rows, "csv").decode(), newline="")):
        for cell in row:
            assert not cell.startswith(FORMULA) or re.fullmatch(r"-\d+(\.\d+)?(e[+-]?\d+)?", cell)  # a number is no formula


def test_a_table_that_a_spreadsheet_saved_is_still_ours(ledger: Ledger, tmp_path: Path) -> None:
    rows = list(ledger.events())
    path = tmp_path / "saved.csv"
    path.write_bytes(b"\xef\xbb\xbf" + exported(rows, "csv"))
    assert list(read_events(path)) == rows


@pytest.mark.parametrize(
    ("form", "broken", "line"),
    [
        ("jsonl", lambda data: data.replace(b'"ASSAULT"', b"17", 1), 1),
        ("jsonl", lambda data: data.replace(b"\n", b"}\n", 1), 1),
        ("csv", lambda data: data.replace(b",plover,", b",", 1), 2),
        ("csv", lambda data: data.replace(b",positive,", b",perhaps,", 1), 2),
        ("csv", lambda data: data.replace(b",[]", b",[", 1), 2),
    ],
)
def test_a_broken_row_is_named_by_its_line_and_the_rest_is_read(
    form: str, broken: object, line: int, ledger: Ledger, tmp_path: Path
) -> None:
    rows = list(ledger.events(Query(type=("ASSAULT",), count_by="events")))
    path = tmp_path / "broken"
    path.write_bytes(broken(exported(rows, form)))  # type: ignore[operator]
    found = list(read_events(path))
    refused = [one for one in found if isinstance(one, Refusal)]
    assert [(one.line, one.source) for one in refused] == [(line, str(path))]
    assert [one for one in found if isinstance(one, EventRow)] == rows[1:]


@pytest.mark.parametrize("content", [b"", b"id,text\n1,x\n", b'{"id": "r1", "text": "x"}\n', b"PAR1 and no more", b"\x00\xff"])
def test_a_file_that_is_no_export_is_told_apart(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    assert form_of(path) is None
    with pytest.raises(SourceError, match="no export of events"):
        list(read_events(path))


def test_a_parquet_file_that_was_cut_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "cut.parquet"
    path.write_bytes(exported(list(ledger.events()), "parquet")[:-100])
    with pytest.raises(SourceError):
        list(read_events(path))


def test_json_lines_are_the_rows_that_events_gives(ledger: Ledger) -> None:
    rows = list(ledger.events())
    assert exported(rows, "jsonl").decode().splitlines() == [to_json(row) for row in rows]
