"""The archive as it is asked: rows of imported data sets by the same query as the ledger's events.

Opened beside a ledger, and only where something was imported. Rows come out without their cells, which are fetched where
a row is shown: thousands can be weighed in the time it takes to show one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from heapq import merge
from pathlib import Path
from typing import Any

from precedent.archive.datasets import DataSet
from precedent.archive.engine import connect, literal
from precedent.archive.manifest import Manifest, Part, load
from precedent.archive.own import Own, as_it_came
from precedent.archive.rows import COLUMNS, Cells, Row, event_row, text
from precedent.archive.sieve import Sieve, sieve
from precedent.entries import EventRow, MonthCount, RowsHeld
from precedent.errors import LedgerError, NotFound
from precedent.ledger.select import differences
from precedent.merge.places import PlaceIndex, Spot
from precedent.query import Query

MOST = 5000  # rows that are weighed one by one; of more, the one of each day with most killed
_PAGE = 1000
_CELL = "cell:"


def folder_of(ledger: Path) -> Path:
    """Where the archive of a ledger lies: ``desk.archive/`` beside ``desk.db``."""
    return ledger.with_suffix(".archive")


class Archive:
    """The rows in force when it was opened. Not to be shared between threads."""

    def __init__(self, folder: Path, manifest: Manifest, places: PlaceIndex) -> None:
        self.folder, self.manifest, self._index = folder, manifest, places
        tables = [p for p in manifest.parts if p.form == "table"]
        self._files = {str(folder / p.rows): p for p in tables}
        self._own = Own(folder, [p for p in manifest.parts if p.form == "events"], places, self._db)
        self._connection: Any = None
        self._part: dict[str, Part] = {}  # of rows that came out, so that each is found again at once

    @classmethod
    def beside(cls, ledger: Path, places: PlaceIndex) -> Archive | None:
        """The archive of a ledger; None where nothing was imported."""
        manifest = load(folder_of(ledger))
        return cls(folder_of(ledger), manifest, places) if manifest.parts else None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def datasets(self) -> dict[str, DataSet]:
        return self.manifest.datasets

    def machine_coded(self) -> frozenset[str]:
        return frozenset(name for name, about in self.datasets.items() if about.coded == "machine")

    def as_it_came(self, row: EventRow) -> EventRow:
        """A row as it is exported: what came from another ledger as it was called there."""
        about = self.datasets.get(row.dataset or "")
        return as_it_came(row, row.dataset or "") if about is not None and about.coded == "precedent" else row

    def owns(self, id_: str) -> bool:
        """Whether an id is that of a row: begins with a data set's name."""
        return id_.partition(":")[0] in self.datasets

    # Asking

    def rows(
        self, query: Query, datasets: Collection[str] | None = None, as_of: str | None = None, *, full: bool = False
    ) -> Iterator[EventRow]:
        """Rows that a query wants, by date, then id; with their cells where they are wanted *full*."""
        own = self._own.wanted(query, datasets, as_of)
        yield from merge(self._rows(query, datasets, as_of, full), own, key=lambda row: (row.from_ is None, row.from_ or ""))

    def _rows(self, query: Query, datasets: Collection[str] | None, as_of: str | None, full: bool) -> Iterator[EventRow]:
        parts = self._parts(query, datasets)
        if not parts:
            return
        where = self._sieve(query, as_of, parts)
        names = ", ".join(COLUMNS[1:])
        # A cursor of its own: another question may be put while rows are still to come.
        cursor = self._db().cursor()
        cursor.execute(f"SELECT {names}, filename FROM {self._of(parts)} WHERE {where.where} ORDER BY from_, id, filename")
        while page := cursor.fetchmany(_PAGE):
            yield from self._fitting(query, page, where.exact, full)

    def similar(
        self, query: Query, datasets: Collection[str], as_of: str | None = None, *, most: int = MOST
    ) -> tuple[int, list[EventRow]]:
        """How many rows a query wants, and those to weigh: all, or of more than *most* the one of each day with most killed.

        So the days are exact however many rows there are, and so is the largest toll of each; only counts are not.
        """
        own = list(self._own.wanted(query, datasets, as_of))
        total, rows = self._similar(query, datasets, as_of, most)
        return total + len(own), rows + own

    def _similar(self, query: Query, datasets: Collection[str], as_of: str | None, most: int) -> tuple[int, list[EventRow]]:
        parts = self._parts(query, datasets)
        if not parts:
            return 0, []
        where = self._sieve(query, as_of, parts)
        names, of = ", ".join(COLUMNS[1:]), self._of(parts)
        db = self._db()
        found = db.execute(f"SELECT {names}, filename FROM {of} WHERE {where.where} LIMIT {most + 1}").fetchall()
        if len(found) <= most:
            rows = list(self._fitting(query, found, where.exact, full=False))
            return len(rows), rows
        packed = ", ".join(f"{name} := {name}" for name in (*COLUMNS[1:], "filename"))
        found = db.execute(
            f"SELECT arg_max(struct_pack({packed}), (coalesce(killed, 0), id)) AS best, count(*) FROM {of} WHERE {where.where} "
            "GROUP BY from_, until"
        ).fetchall()
        days = [tuple(best.values()) for best, _ in found]
        return sum(count for _, count in found), list(self._fitting(query, days, where.exact, full=False))

    def count(self, query: Query, datasets: Collection[str], as_of: str | None = None) -> dict[str, int]:
        """How many rows a query wants, by data set."""
        counts = Counter(row.dataset or "" for row in self._own.wanted(query, datasets, as_of))
        parts = self._parts(query, datasets)
        if not parts:
            return dict(sorted(counts.items()))
        where = self._sieve(query, as_of, parts)
        by = self._dataset_of("filename")
        found = (
            self._db().execute(f"SELECT {by}, count(*) FROM {self._of(parts)} WHERE {where.where} GROUP BY 1 ORDER BY 1").fetchall()
        )
        return dict(sorted((counts + Counter(dict(found))).items()))

    def coverage(
        self, query: Query | None, from_: str | None, until: str | None, as_of: str | None
    ) -> tuple[tuple[RowsHeld, ...], dict[str, tuple[MonthCount, ...]]]:
        """Rows of each data set on the query's places that came out in these half-open days; in all, and by month."""
        query = query or Query(count_by="reports")
        by_month: Counter[tuple[str, str]] = Counter()
        for row in self._own.wanted(query, None, as_of):
            day = (row.first_reported or row.from_ or "")[:10]
            if day and (from_ is None or day >= from_) and (until is None or day < until):
                by_month[row.dataset or "", day[:7]] += 1
        by_month += self._by_month(query, from_, until, as_of)
        months: dict[str, list[MonthCount]] = {}
        for (dataset, month), count in sorted(by_month.items()):
            months.setdefault(dataset, []).append(MonthCount(month=month, reports=count, sources=1))
        held = tuple(
            RowsHeld(
                dataset=name,
                rows=sum(c.reports for c in counts),
                coded=self.datasets[name].coded,
                weakness=self.datasets[name].weakness,
                first=counts[0].month or "",
                last=counts[-1].month or "",
            )
            for name, counts in months.items()
        )
        return held, {name: tuple(counts) for name, counts in months.items()}

    def _by_month(self, query: Query, from_: str | None, until: str | None, as_of: str | None) -> Counter[tuple[str, str]]:
        """Rows of tables, by data set and month."""
        found: Counter[tuple[str, str]] = Counter()
        parts = self._parts(query, None)
        if not parts:
            return found
        where = self._sieve(query, as_of, parts).where
        where += f" AND published >= DATE {literal(from_)}" if from_ else ""
        where += f" AND published < DATE {literal(until)}" if until else ""
        # Days are counted by DuckDB and added up here: naming the month of each of millions of rows would take seconds.
        counted = self._db().execute(
            f"SELECT filename, published, count(*) FROM {self._of(parts)} WHERE {where} GROUP BY ALL ORDER BY ALL"
        )
        for file, day, count in counted.fetchall():
            found[self._files[file].dataset, day.isoformat()[:7]] += count
        return found

    def event(self, id_: str) -> EventRow:
        """The row of that id, with its citations."""
        dataset, _, there = id_.partition(":")
        if (own := self._own.event(dataset, there)) is not None:
            return own
        row, part = self._row(id_)
        return event_row(row, self.datasets[row.dataset], part.cites, self._cells(part, [row.id])[row.id])

    def text(self, id_: str) -> str:
        """The words of a row: its filled cells, a line each."""
        row, part = self._row(id_)
        return text(self._cells(part, [row.id])[row.id])

    # Reading

    def _row(self, id_: str) -> tuple[Row, Part]:
        dataset, _, own = id_.partition(":")
        parts = [self._part[id_]] if id_ in self._part else [p for p in self._files.values() if p.dataset == dataset]
        if parts:
            names = ", ".join(COLUMNS[1:])
            found = self._db().execute(f"SELECT {names}, filename FROM {self._of(parts)} WHERE id = {literal(own)}").fetchone()
            if found is not None:
                return self._made(found)
        raise NotFound(f"no row of {dataset} has the id {own}", "precedent events --dataset lists rows")

    def _fitting(self, query: Query, found: Sequence[tuple[Any, ...]], exact: bool, full: bool) -> Iterator[EventRow]:
        made = [self._made(values) for values in found]
        cells: dict[str, Cells] = {}
        if full:
            for file in dict.fromkeys(p.rows for _, p in made):
                mine = [(row, p) for row, p in made if p.rows == file]
                known = self._cells(mine[0][1], [row.id for row, _ in mine])
                cells |= {row.key: known[row.id] for row, _ in mine}
        for row, part in made:
            event = event_row(row, self.datasets[row.dataset], part.cites, cells.get(row.key))
            if exact or not differences(query, event, self._index):
                yield event

    def _made(self, values: tuple[Any, ...]) -> tuple[Row, Part]:
        part = self._files[values[-1]]
        row = Row(part.dataset, *values[:-1])
        self._part[row.key] = part
        return row, part

    def _cells(self, part: Part, ids: Sequence[str]) -> dict[str, Cells]:
        """The filled cells of rows of one part, in the order of their columns."""
        path = literal(str(self.folder / part.cells))
        listed = ", ".join(literal(i) for i in ids)
        found = self._db().execute(f'SELECT * FROM read_parquet({path}, hive_partitioning = false) WHERE "{_CELL}id" IN ({listed})')
        names = [column[0] for column in found.description][1:]
        return {
            own: [(name, cell) for name, cell in zip(names, cells, strict=True) if cell is not None]
            for own, *cells in found.fetchall()
        }

    def _sieve(self, query: Query, as_of: str | None, parts: Sequence[Part]) -> Sieve:
        places = literal(sorted({str(self.folder / p.places) for p in parts}))

        def spots(where: str) -> list[tuple[int, Spot]]:
            found = self._db().execute(
                "SELECT DISTINCT spot, place, lower(coalesce(name, '')), kind, country, lat, lon, radius_km "
                f"FROM read_parquet({places}, hive_partitioning = false) WHERE {where}"
            )
            return [(number, Spot(*said)) for number, *said in found.fetchall()]

        return sieve(query, self._index, spots, as_of)

    def _parts(self, query: Query, datasets: Collection[str] | None) -> list[Part]:
        """The parts whose rows may be wanted: of these data sets, and in the query's time."""
        time = query.time
        return [
            p
            for p in self._files.values()
            if (datasets is None or p.dataset in datasets)
            and (time is None or time.until is None or p.first < time.until[:10])
            and (time is None or time.from_ is None or p.last > time.from_[:10])
        ]

    def _of(self, parts: Sequence[Part]) -> str:
        files = literal([str(self.folder / p.rows) for p in parts])
        return f"read_parquet({files}, filename = true, hive_partitioning = false)"

    def _dataset_of(self, column: str) -> str:
        """SQL: the data set of a file."""
        return f"split_part(substr({column}, {len(str(self.folder)) + 2}), '/', 1)"

    def _db(self) -> Any:
        if self._connection is None:
            self._connection = connect()
            missing = next((p.rows for p in self.manifest.parts if not (self.folder / p.rows).exists()), None)
            if missing is not None:
                raise LedgerError(
                    f"{self.folder / missing} is missing", "put it back from a backup, or remove the archive and import again"
                )
        return self._connection
