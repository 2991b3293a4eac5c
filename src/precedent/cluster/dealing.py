"""Rows dealt out between the workers of a Ray cluster: Ray Data's shuffle, by the part that each row goes to."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from precedent.cluster.merging import Each, Row


class OnRay:
    """:class:`precedent.cluster.merging.Deal` on Ray Data. *workers* is into how many parts a shuffle deals at a time."""

    def __init__(self, ray: Any, workers: int) -> None:
        self._ray, self._workers = ray, workers

    def spread(self, items: Sequence[Any], each: Callable[[Any], Iterable[Row]]) -> Any:
        if not items:
            return None
        given = [{"what": pickle.dumps(item)} for item in items]
        found = self._ray.data.from_items(given, override_num_blocks=len(given))
        return found.map_batches(
            lambda table: _table(row for item in table["what"].to_pylist() for row in each(pickle.loads(item))),
            batch_size=1,
            batch_format="pyarrow",
        ).materialize()

    def group(self, rows: Any, each: Each) -> Any:
        if rows is None or not rows.count():
            return None
        dealt = rows.groupby("part", num_partitions=self._workers * 2)
        return dealt.map_groups(
            lambda table: _table(each(table["part"][0].as_py(), [pickle.loads(what) for what in table["what"].to_pylist()])),
            batch_format="pyarrow",
        ).materialize()

    def gather(self, rows: Any) -> list[Any]:
        return [] if rows is None else [pickle.loads(row["what"]) for row in rows.iter_rows()]


def _table(rows: Iterable[Row]) -> Any:
    """Rows as Arrow holds them; none are a table of no rows with the same columns."""
    import pyarrow

    found = list(rows)
    return pyarrow.table(
        {
            "part": pyarrow.array([part for part, _ in found], pyarrow.int64()),
            "what": pyarrow.array([pickle.dumps(what) for _, what in found], pyarrow.binary()),
        }
    )
