"""What is known of a data set: who codes it, what its weakness is, and how sure its rows are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from precedent.base import Record
from precedent.entries import Coder


class DataSet(Record, frozen=True, kw_only=True):
    """``coded`` says by whom (``precedent``: by this program in another ledger, with citations); ``weakness`` is said where
    rows bear on a verdict; ``confidence`` (0 to 1) is by judgement."""

    name: str
    coded: Coder = "people"
    confidence: float = 0.8
    weakness: str | None = None
    licence: str | None = None


@cache
def known() -> dict[str, DataSet]:
    """The data sets that have a format of their own, by their short names."""
    text = (files("precedent.archive") / "datasets.yaml").read_bytes()
    return msgspec.yaml.decode(text, type=dict[str, DataSet])
