"""The command line end to end, in a process of its own: bad input is one clear line and never stops the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SOLDIER = "A North Korean soldier crossed the Military Demarcation Line on Sunday, the South Korean military said."


def precedent(*args: str, feed: str = "", folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "precedent", *args], input=feed, capture_output=True, text=True, check=False, cwd=folder
    )


def lines(*records: dict[str, object] | str) -> str:
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records)


def test_mark_reads_json_lines_from_standard_input() -> None:
    done = precedent("mark", "-", feed=lines({"id": "a", "text": SOLDIER, "published": "2025-10-20", "desk": "asia"}))
    said = json.loads(done.stdout)
    assert (done.returncode, said["id"], said["extra"]) == (0, "a", {"desk": "asia"})
    assert [e["type"] for e in said["events"]] == ["CROSS"]


def test_mark_goes_on_after_bad_lines_and_says_which() -> None:
    feed = lines(
        {"id": "a", "text": "One."}, '{"id": "b", "text": ', {"id": "c"}, {"id": "d", "text": ""}, {"id": "e", "text": "Two."}
    )
    done = precedent("mark", "-", feed=feed)
    assert done.returncode == 3
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "e"]
    told = done.stderr.splitlines()
    assert any("line 2" in line for line in told)
    assert any("line 3" in line for line in told)
    assert len(told) == 3


def test_mark_names_another_language_and_leaves_it_unread() -> None:
    german = "Der Soldat hat am Sonntag die Grenze überschritten, wie das Militär am Montag in Seoul mitteilte. " * 4
    done = precedent("mark", "-", feed=lines({"id": "de", "text": german}))
    said = json.loads(done.stdout)
    assert (done.returncode, said["language"], said["events"]) == (0, "de", [])


def test_a_source_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = precedent("mark", str(tmp_path / "nothing.txt"))
    assert done.returncode in (1, 3)
    assert len(done.stderr.splitlines()) == 1
    assert "nothing.txt" in done.stderr


@pytest.mark.parametrize(
    "args",
    [("events",), ("reports",), ("show", "E-00000000"), ("check", "the first crossing by a soldier since 2017"), ("doctor",)],
)
def test_a_ledger_that_is_not_there_is_one_line(args: tuple[str, ...], tmp_path: Path) -> None:
    done = precedent(*args, "--ledger", str(tmp_path / "none.db"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "none.db").exists()


def test_an_event_type_that_no_codebook_has_is_one_line(tmp_path: Path) -> None:
    done = precedent("events", "--type", "CROSSING", "--ledger", str(tmp_path / "none.db"))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "'CROSSING'" in line
    assert "codebook list" in line


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("not a database, but long enough to be looked at " * 100)
    done = precedent("events", "--ledger", str(tmp_path / "x.db"))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_read_twice_adds_nothing_and_new_words_make_a_version(tmp_path: Path) -> None:
    ledger = str(tmp_path / "l.db")
    wire = tmp_path / "wire.jsonl"
    wire.write_text(lines({"id": "a", "text": SOLDIER, "published": "2025-10-20", "source": "Wire"}))
    first = precedent("read", str(wire), "--ledger", ledger)
    assert first.returncode == 0
    before = precedent("events", "--ledger", ledger).stdout + precedent("reports", "--ledger", ledger).stdout
    again = precedent("read", str(wire), "--ledger", ledger)
    assert "1 unchanged" in again.stdout
    assert precedent("events", "--ledger", ledger).stdout + precedent("reports", "--ledger", ledger).stdout == before
    wire.write_text(lines({"id": "a", "text": SOLDIER + " He is safe.", "published": "2025-10-20", "source": "Wire"}))
    assert "1 new versions" in precedent("read", str(wire), "--ledger", ledger).stdout
    held = [json.loads(line) for line in precedent("reports", "--ledger", ledger).stdout.splitlines()]
    current = [r for r in held if r["revises"]]
    assert len(current) == 1
    assert current[0]["id"].startswith("a@")
    assert len(precedent("events", "--ledger", ledger).stdout.splitlines()) == 1


def test_csv_is_safe_in_a_spreadsheet(tmp_path: Path) -> None:
    ledger = str(tmp_path / "l.db")
    feed = lines({"id": "=1+1", "text": SOLDIER, "title": "@SUM(A1)", "published": "2025-10-20"})
    precedent("read", "-", "--ledger", ledger, feed=feed)
    out = precedent("reports", "--ledger", ledger, "--format", "csv").stdout
    assert "'=1+1" in out
    assert "'@SUM(A1)" in out


def test_the_schema_is_published() -> None:
    assert json.loads(precedent("mark", "--schema").stdout)["$schema"].startswith("https://json-schema.org/")


def test_a_date_that_cannot_be_read_is_said_and_the_report_kept(tmp_path: Path) -> None:
    done = precedent("mark", "-", feed=lines({"id": "a", "text": SOLDIER, "published": "the other day"}))
    said = json.loads(done.stdout)
    assert (done.returncode, said["published"]) == (0, None)
    assert any("the other day" in loss for loss in said["losses"])
    assert said["times"][0]["text"] == "Sunday"
    assert "from" not in said["times"][0]


def test_a_folder_with_an_unreadable_file_is_read_around_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SOLDIER)
    (tmp_path / "b.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "c.txt").write_text("")
    done = precedent("read", str(tmp_path), "--ledger", str(tmp_path / ".l.db"))
    assert done.returncode == 3
    assert "1 new" in done.stdout
    assert "1 empty" in done.stdout
    assert "b.bin" in done.stderr


def test_the_codebooks_are_listed_and_shown() -> None:
    listed = precedent("codebook", "list", "--format", "csv").stdout
    assert "CROSS" in listed
    assert "PROTEST" in listed
    assert "defect" in precedent("codebook", "show", "cross").stdout
    assert precedent("codebook", "show", "DANCE").returncode == 1


@pytest.mark.parametrize(
    "args", [("events", "--since", "yesterday"), ("reports", "--until", "2025"), ("events", "--as-of", "soon")]
)
def test_what_is_no_date_is_refused(args: tuple[str, ...], tmp_path: Path) -> None:
    done = precedent(*args, "--ledger", str(tmp_path / "l.db"))
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "2025-10-20" in done.stderr


def test_a_web_address_is_refused_as_it_was_given() -> None:
    done = precedent("mark", "https://127.0.0.1/One?x=1")
    assert done.returncode == 3
    assert "https://127.0.0.1/One?x=1" in done.stderr
