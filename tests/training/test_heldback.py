"""What is held back is a fifth of the reports, frozen: no mark in it changes unseen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from training.markup import parse

from training import heldback

REPORT = """@report {id}
@source Test Wire
@style wire
@region asia
@published 2001-02-03
@GPE Dhaka

# Crowd gathers in Dhaka
A crowd [gathered 1=PROTEST.demo] in Dhaka.
  1 a=A crowd; l=Dhaka
"""


def test_about_a_fifth_is_drawn_whatever_the_order() -> None:
    texts = parse("\n".join(REPORT.format(id=f"x-{n:03}") for n in range(200)), "x.rep").texts
    chosen = [t.id for t in heldback.drawn(texts)]
    assert 20 < len(chosen) < 60
    assert sorted(chosen) == sorted(t.id for t in heldback.drawn(reversed(texts)))


def test_a_checksum_sees_every_mark_and_not_where_the_text_stands() -> None:
    (one,) = parse(REPORT.format(id="x-1"), "x.rep").texts
    (moved,) = parse("\n\n" + REPORT.format(id="x-1"), "y.rep").texts
    (other,) = parse(REPORT.format(id="x-1").replace("l=Dhaka", "d=Dhaka"), "x.rep").texts
    assert heldback.digest(one) == heldback.digest(moved)
    assert heldback.digest(one) != heldback.digest(other)


def test_nothing_held_back_has_changed() -> None:
    if not heldback.FROZEN.exists():
        pytest.skip("nothing is frozen yet: the corpus is still being written")
    assert heldback.changed() == []


def test_the_marks_of_the_real_reports_are_frozen_each_reading_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = [line.split()[2] for line in heldback.FROZEN.read_text(encoding="utf-8").splitlines() if line.split()[1] == "c"]
    assert frozen == ["first", "second", "selected", "settled"]
    monkeypatch.setattr(heldback, "REAL", tmp_path)
    for name in frozen:
        shutil.copy(heldback.HERE / "c" / f"{name}.jsonl", tmp_path)
    assert heldback.changed() == []
    with (tmp_path / "settled.jsonl").open("a", encoding="utf-8") as file:
        file.write(" ")
    assert [line[0] + line.split()[-1] for line in heldback.changed()] == ["-settled", "+settled"]


@pytest.mark.parametrize("reading", ["first", "second", "settled"])
def test_a_reading_is_of_every_report_drawn_and_holds_no_words(reading: str) -> None:
    drawn, rows = (
        [json.loads(line) for line in (heldback.REAL / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in ("selected", reading)
    )
    assert [row["id"] for row in rows] == [row["id"] for row in drawn]
    assert '"text"' not in json.dumps(rows)
