"""Export, then import, through the commands: the same events, or a clear line that says why not."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from precedent.archive import folder_of
from precedent.archive import manifest as m
from precedent.archive.own_import import import_events
from precedent.cli.app import app
from precedent.entries import EventRow
from precedent.pipeline import Ledger
from precedent.query import Query

WHOLE = ("jsonl", "csv", "parquet", "geojson")
EVERY = Query(count_by="events")


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(args))
    return done.exit_code, done.output + str(done.exception or "")


def exported(ledger: Ledger, path: Path, form: str) -> Path:
    assert run("export", str(path), "--as", form, "--ledger", str(ledger.store.path))[0] == 0
    return path


@pytest.mark.parametrize("form", WHOLE)
def test_events_come_back_the_same_from_the_command_line(form: str, ledger: Ledger, tmp_path: Path) -> None:
    out, desk = exported(ledger, tmp_path / "out", form), str(tmp_path / "b.db")
    code, said = run("import", str(out), "--ledger", desk)
    count = len(list(ledger.events()))
    assert (code, f"{count} read as precedent: {count} new" in said) == (0, True)
    assert run("export", str(tmp_path / "back"), "--as", form, "--ledger", desk, "--dataset", "precedent")[0] == 0
    assert (tmp_path / "back").read_bytes() == out.read_bytes()
    assert f"{count} unchanged" in run("import", str(out), "--as", form, "--ledger", desk)[1]


def test_polecat_brings_back_what_its_columns_hold(ledger: Ledger, tmp_path: Path) -> None:
    out, desk = exported(ledger, tmp_path / "out.tsv", "polecat"), str(tmp_path / "b.db")
    assert run("import", str(out), "--ledger", desk)[0] == 0
    rows = {row["Event ID"]: row for row in csv.DictReader(out.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)}
    with Ledger(desk) as other:
        assert other.archive is not None
        found = {row.id.removeprefix("polecat:"): row for row in other.archive.rows(EVERY)}
    assert found.keys() == rows.keys()
    for id_, row in found.items():
        assert (row.type, row.mode or "", row.from_) == (rows[id_]["Event Type"], rows[id_]["Event Mode"], rows[id_]["Event Date"])


@pytest.mark.parametrize(
    ("form", "as_", "said"),
    [
        ("followthemoney", None, "FollowTheMoney entities, which hold a part of each event and cannot be imported"),
        ("csv", "ucdp", "is what precedent export writes as csv, not UCDP GED"),
        ("polecat", "jsonl", "is nothing that precedent export wrote as jsonl"),
    ],
)
def test_what_does_not_come_back_is_said(form: str, as_: str | None, said: str, ledger: Ledger, tmp_path: Path) -> None:
    out = exported(ledger, tmp_path / "out", form)
    code, told = run("import", str(out), *(["--as", as_] if as_ else []), "--ledger", str(tmp_path / "b.db"))
    assert (code, said in told) == (1, True)
    assert not folder_of(tmp_path / "b.db").exists()


def test_a_form_that_does_not_come_back_says_so_when_it_is_written(ledger: Ledger, tmp_path: Path) -> None:
    told = run("export", str(tmp_path / "x"), "--as", "followthemoney", "--ledger", str(ledger.store.path))[1]
    assert "jsonl, csv, parquet, geojson can be imported again" in told


def test_a_row_that_cannot_be_read_is_listed_and_the_others_are_kept(ledger: Ledger, tmp_path: Path) -> None:
    out = exported(ledger, tmp_path / "out.jsonl", "jsonl")
    lines = out.read_bytes().splitlines()
    out.write_bytes(b"\n".join([lines[0], b'{"id": "x", "codebook": 7}', *lines[1:]]))
    code, said = run("import", str(out), "--ledger", str(tmp_path / "b.db"))
    assert code == 3
    assert f"{len(lines)} new" in said
    assert "line 2: no row of an export" in said


def test_another_ledgers_events_answer_as_they_did_there(ledger: Ledger, tmp_path: Path) -> None:
    claim = ("the first crossing by a soldier since last August", "2025-10-20")
    with Ledger(tmp_path / "b.db") as other:
        other.import_(exported(ledger, tmp_path / "out.jsonl", "jsonl"), name="desk-a")
        there, here = ledger.check(*claim), other.check(*claim)
        assert here.verdict == there.verdict
        assert {id_.removeprefix("desk-a:") for id_ in here.evidence} == set(there.evidence)
        assert [(held.dataset, held.coded) for held in here.coverage.rows] == [("desk-a", "precedent")]
        shown = other.show(f"desk-a:{next(iter(ledger.events())).id}")
    assert isinstance(shown, EventRow)
    assert shown.dataset == "desk-a"
    assert shown.what.citations


@pytest.mark.parametrize("form", ["polecat", "followthemoney"])
def test_imported_events_go_out_in_forms_that_name_reports(form: str, ledger: Ledger, tmp_path: Path) -> None:
    with Ledger(tmp_path / "b.db") as other:
        other.import_(exported(ledger, tmp_path / "out.jsonl", "jsonl"))
        done, there = other.export(other.rows(EVERY), tmp_path / "x", form), ledger.export(ledger.events(), tmp_path / "y", form)
    assert done == there


def test_rows_of_machine_coded_data_sets_do_not_become_decisive_by_a_detour(ledger: Ledger, tmp_path: Path) -> None:
    row = msgspec.structs.replace(next(iter(ledger.events())), id="gdelt:1", dataset="gdelt")
    import_events(folder_of(tmp_path / "b.db"), [row])
    with Ledger(tmp_path / "b.db") as other:
        assert other.archive is not None
        assert other.archive.machine_coded() == {"gdelt"}
        assert [held.id for held in other.rows(EVERY)] == ["gdelt:1"]


def test_what_is_imported_later_takes_the_place_of_what_was(ledger: Ledger, tmp_path: Path) -> None:
    folder, rows = folder_of(tmp_path / "b.db"), list(ledger.events())
    import_events(folder, rows)
    done = import_events(folder, [msgspec.structs.replace(rows[0], confidence=0.01), rows[1]])
    assert (done.new, done.revised, done.unchanged, done.held) == (0, 1, 1, len(rows))
    with Ledger(tmp_path / "b.db") as other:
        found = {row.id: row for row in other.rows(EVERY)}
    assert found[f"precedent:{rows[0].id}"].confidence == 0.01
    assert len(found) == len(rows)


def test_killed_in_the_middle_nothing_is_half_imported(ledger: Ledger, tmp_path: Path) -> None:
    rows = list(ledger.events())
    folder = folder_of(tmp_path / "b.db")
    import_events(folder, rows[:3])
    before = {path: path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.is_file()}
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom precedent.archive import manifest\n"
        "from precedent.archive.own_import import import_events\nfrom precedent.export.back import read_events\n"
        "manifest.save = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"import_events(Path({str(folder)!r}), read_events(Path({str(tmp_path / 'rows.jsonl')!r})))"
    )
    (tmp_path / "rows.jsonl").write_text("".join(msgspec.json.encode(row).decode() + "\n" for row in rows))
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    assert m.left_over(folder, m.load(folder))
    with Ledger(tmp_path / "b.db") as other:
        assert len(list(other.rows(EVERY))) == 3
    assert {path: path.read_bytes() for path in before} == before
    done = import_events(folder, rows)
    assert (done.new, done.unchanged) == (len(rows) - 3, 3)
    assert m.left_over(folder, m.load(folder)) == []
