"""The same reports, in any order, in any batches, on any number of workers: the same ``reports`` and ``events``, to the byte."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "crossing"


def precedent(*args: str) -> str:
    done = subprocess.run([sys.executable, "-m", "precedent", *args], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), done.stderr
    return done.stdout


def holds(ledger: Path) -> str:
    return precedent("reports", "--ledger", str(ledger), "--format", "jsonl") + precedent(
        "events", "--ledger", str(ledger), "--format", "jsonl"
    )


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> str:
    ledger = tmp_path_factory.mktemp("straight") / "l.db"
    precedent("read", str(EXAMPLE / "wire.jsonl"), "--ledger", str(ledger))
    return holds(ledger)


def test_two_workers_give_the_same_ledger(straight: str, tmp_path: Path) -> None:
    precedent("read", str(EXAMPLE / "wire.jsonl"), "--ledger", str(tmp_path / "l.db"), "--jobs", "2")
    assert holds(tmp_path / "l.db") == straight


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_in_any_batches_gives_the_same_ledger(straight: str, tmp_path: Path, seed: int) -> None:
    reports = (EXAMPLE / "wire.jsonl").read_text(encoding="utf-8").splitlines()
    random.Random(seed).shuffle(reports)
    for k, part in enumerate((reports[:2], reports[2:])):
        batch = tmp_path / f"{k}.jsonl"
        batch.write_text("\n".join(part) + "\n", encoding="utf-8")
        precedent("read", str(batch), "--ledger", str(tmp_path / "l.db"))
    assert holds(tmp_path / "l.db") == straight


def test_the_example_has_no_actor_named_after_a_poster(tmp_path: Path) -> None:
    gold = json.loads((EXAMPLE / "gold.json").read_text(encoding="utf-8"))
    precedent("read", str(EXAMPLE), "--ledger", str(tmp_path / "l.db"))
    rows = [json.loads(line) for line in precedent("events", "--ledger", str(tmp_path / "l.db"), "--format", "jsonl").splitlines()]
    assert rows
    assert not {actor["name"] for row in rows for actor in row["actors"]} & set(gold["no_actors"])
