"""``precedent judge`` and ``precedent backup`` from the command line, and what ``show`` says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from precedent.cli.app import app
from precedent.errors import PrecedentError

SAID = (
    "A North Korean soldier crossed the Military Demarcation Line on Sunday, the South Korean military said.",
    "Protesters marched through Nairobi on Monday, the police said.",
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judged")
    told = [{"id": f"r{n}", "text": text, "published": "2025-10-21"} for n, text in enumerate(SAID)]
    (folder / "told.jsonl").write_text("".join(json.dumps(report) + "\n" for report in told))
    precedent("read", str(folder / "told.jsonl"), ledger=folder / "l.db")
    return folder / "l.db"


def precedent(*args: str, ledger: Path) -> str:
    done = CliRunner().invoke(app, [*args, "--ledger", str(ledger)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def ids(ledger: Path, *args: str) -> list[str]:
    return [json.loads(line)["id"] for line in precedent("events", *args, ledger=ledger).splitlines()]


def test_what_is_judged_is_honoured_shown_and_undone(ledger: Path) -> None:
    (march,) = ids(ledger, "--type", "PROTEST")
    said = precedent("judge", "not-event", march, "--by", "ana", "--note", "a drill", ledger=ledger)
    assert f"{march} is no event (a drill)" in said
    assert f"{march} is counted no more" in said
    assert ids(ledger, "--type", "PROTEST") == []
    shown = json.loads(precedent("show", march, ledger=ledger))
    assert [(j["kind"], j["by"], j["note"]) for j in shown["judgements"]] == [("not-event", "ana", "a drill")]
    number = str(shown["judgements"][0]["number"])
    precedent("judge", "undo", number, "--by", "ben", ledger=ledger)
    assert ids(ledger, "--type", "PROTEST") == [march]
    assert "judged" in precedent("show", march, "--format", "table", ledger=ledger)
    listed = [json.loads(line) for line in precedent("judge", "list", ledger=ledger).splitlines()]
    assert [(j["kind"], j["by"]) for j in listed] == [("not-event", "ana"), ("undo", "ben")]


def test_a_type_is_found_by_its_name_in_any_codebook(ledger: Path) -> None:
    (crossing,) = ids(ledger, "--type", "CROSS")
    assert "movement:MIGRATE, not CROSS" in precedent("judge", "type", crossing, "migrate", ledger=ledger)
    assert ids(ledger, "--type", "MIGRATE") == [crossing]
    with pytest.raises(PrecedentError, match="codebook list"):
        precedent("judge", "type", crossing, "DANCE", ledger=ledger)


def test_a_backup_is_a_ledger(ledger: Path) -> None:
    copy = ledger.with_name("copy.db")
    assert "MB" in precedent("backup", str(copy), ledger=ledger)
    assert ids(copy) == ids(ledger)
