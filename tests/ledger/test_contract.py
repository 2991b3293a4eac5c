"""The rows have the keys of the contract's worked example, in its order."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from precedent.base import Record
from precedent.entries import EventRow, ReportRow
from precedent.records import to_json

CONTRACT = Path(__file__).parents[2].parent / "shared" / "contract"


@pytest.mark.skipif(not CONTRACT.is_dir(), reason="the contract is not beside the repository")
@pytest.mark.parametrize(("name", "kind"), [("events.row.json", EventRow), ("reports.row.json", ReportRow)])
def test_the_worked_example_goes_in_and_comes_out_the_same(name: str, kind: type[Record]) -> None:
    example = json.loads((CONTRACT / name).read_text("utf-8"))
    row = msgspec.convert(example, kind)
    assert json.dumps(json.loads(to_json(row))) == json.dumps(_floats(example, json.loads(to_json(row))))


def _floats(example: object, row: object) -> object:
    """The example with 125 written as 125.0 where the row has a number with a fraction."""
    if isinstance(example, dict) and isinstance(row, dict):
        return {k: _floats(v, row.get(k)) for k, v in example.items()}
    if isinstance(example, list) and isinstance(row, list):
        return [_floats(a, b) for a, b in zip(example, row, strict=True)]
    return float(example) if isinstance(row, float) and isinstance(example, int) else example
