"""An import: a table of events into the archive's Parquet, all of it or nothing, in memory that does not grow with the file.

Blocks of rows are coded by one SQL statement each and staged by year. Then what is looked up once for many rows (types,
places, actors) is; duplicates and revisions are settled; and each year is sorted and written. Only then does the manifest
name the new files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from precedent.archive import detect, formats, maps, places
from precedent.archive import manifest as m
from precedent.archive.codes import kind_of, party_of
from precedent.archive.datasets import DataSet, known
from precedent.archive.engine import connect, literal, spoken
from precedent.archive.formats import FIELDS, Format
from precedent.archive.reading import Bad, Block, beginning, blocks
from precedent.base import Record
from precedent.errors import SourceError, UsageError
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Refusal

_LISTED = 1000  # refused rows that are listed; all are counted
_NAMED = "name, areas, country, level, id, lat, lon"
_CELL = "cell:"  # before the name of a column as it came, so that none is taken for a field of ours
_ROW_GROUP = 65536

Step = Callable[[str, int, int], None]


class ImportSummary(Record, frozen=True, kw_only=True):
    """What one import did, in rows. ``untyped`` are among those kept: no table gives them a type of ours."""

    dataset: str
    rows: int = 0
    new: int = 0
    unchanged: int = 0
    repeated: int = 0
    revised: int = 0
    outdated: int = 0
    untyped: int = 0
    unplaced: int = 0
    refused: int = 0
    refusals: tuple[Refusal, ...] = ()
    held: int = 0


def import_file(
    folder: Path,
    path: Path,
    gazetteer: Gazetteer,
    as_: str | None = None,
    map_: Path | None = None,
    progress: Step | None = None,
) -> ImportSummary:
    """Import *path* into the archive in *folder*. *progress* is told (step, done, of).

    Raises ``SourceError`` where the file is of another format or cannot be read, ``UsageError`` for a bad map or name.
    """
    format_, look, about = _format(path, as_, map_)
    with m.writing(folder):
        manifest = m.load(folder)
        m.clear(folder, manifest)
        stage = folder / "staged"
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        try:
            work = _Import(folder, stage, manifest, format_, about, gazetteer, progress or (lambda *_: None))
            with spoken(folder):
                return work.run(path, look)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _format(path: Path, as_: str | None, map_: Path | None) -> tuple[Format, detect.Look, DataSet]:
    if as_ is not None and as_ not in (*detect.OWN, "csv"):
        raise UsageError(f"--as {as_} is no format that is known", f"give one of {', '.join((*detect.OWN, 'csv'))}")
    try:
        look = detect.look(beginning(path))
    except SourceError as error:
        raise SourceError(f"{path}: {error.wrong}" if str(path) not in error.wrong else error.wrong, error.advice) from error
    told = maps.read(map_) if map_ else None
    asked = "csv" if told else as_
    name = detect.agree(look, asked, str(path))
    if name != "csv":
        return formats.known()[name], look, known()[name]
    told = told or maps.default("csv")
    if told.dataset in known():
        raise UsageError(f"the map calls its data set {told.dataset}", "that is the name of a known one: choose another")
    return maps.format_of(told, look.names, look.delimiter), look, maps.about(told)


class _Import:
    """One import at work."""

    def __init__(
        self,
        folder: Path,
        stage: Path,
        manifest: m.Manifest,
        format_: Format,
        about: DataSet,
        gazetteer: Gazetteer,
        progress: Step,
    ) -> None:
        self.folder, self.stage, self.manifest = folder, stage, manifest
        self.format, self.about, self.gazetteer, self.progress = format_, about, gazetteer, progress
        self.counts: dict[str, int] = {}
        self.bad: list[Bad] = []
        self.cells: tuple[str, ...] = ()
        self.db = connect(stage / "spill", memory="2GB")

    def run(self, path: Path, look: detect.Look) -> ImportSummary:
        try:
            self._stage(path, look)
            parts: Sequence[m.Part] = ()
            if self.counts.get("staged"):
                self._view()
                self._settle()
                self._look_up()
                parts = self._write()
        finally:
            self.db.close()
        if parts:
            m.save(self.folder, self._manifest(parts))
        refusals = tuple(Refusal(source=str(path), line=line, reason=reason) for line, reason in sorted(self.bad)[:_LISTED])
        told = {name: self.counts.get(name, 0) for name in ("new", "unchanged", "repeated", "revised", "outdated", "refused")}
        return ImportSummary(
            dataset=self.format.dataset,
            rows=self.counts.get("staged", 0) + told["refused"],
            **told,
            untyped=self.counts.get("untyped", 0),
            unplaced=self.counts.get("unplaced", 0),
            refusals=refusals,
            held=sum(
                p.count for p in (self._manifest(parts) if parts else self.manifest).parts if p.dataset == self.format.dataset
            ),
        )

    def _refuse(self, bad: Bad) -> None:
        self.counts["refused"] = self.counts.get("refused", 0) + 1
        if len(self.bad) < _LISTED:
            self.bad.append(bad)

    # Staging: rows coded and split by year

    def _stage(self, path: Path, look: detect.Look) -> None:
        total, read = path.stat().st_size, 0

        def on_bytes(more: int) -> None:
            nonlocal read
            read += more
            self.progress("reading", min(read, total), total)

        self.cells = look.names
        for number, block in enumerate(blocks(path, look, self._refuse, on_bytes)):
            self._code(block, number)

    def _code(self, block: Block, number: int) -> None:
        """Code a block; rows that have no id, date or type are refused."""
        import pyarrow as pa

        table = block.table
        for name in self.format.columns:
            if name not in table.column_names:
                table = table.add_column(0, name, pa.nulls(table.num_rows, pa.string()))
        self.db.register("given", table)
        self.db.execute(
            f"CREATE OR REPLACE TEMP VIEW block AS SELECT line, {', '.join(map(self._cell, table.column_names[:-1]))} FROM given"
        )
        cells = ", ".join(f'"{_doubled(c)}" AS "{_CELL}{_doubled(c)}"' for c in self.cells)
        said = "md5_number_lower(concat_ws(chr(31), " + ", ".join(f"coalesce(\"{_doubled(c)}\", '')" for c in self.cells) + "))"
        given = {name: self.format.fields.get(name, "NULL") for name in FIELDS}
        if given["id"] == "NULL":
            given["id"] = f"format('{{:016x}}', {said})"
        fields = ", ".join(f"CAST({given[name]} AS {kind}) AS {name}" for name, kind in FIELDS.items())
        coded = f"SELECT line, {said} AS digest, {fields}, {cells} FROM block"
        wrong = (
            "CASE WHEN id IS NULL THEN 'no id' WHEN from_ IS NULL THEN 'no date that can be read' "
            "WHEN code IS NULL THEN 'no type' END"
        )
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE coded AS SELECT *, {wrong} AS wrong, year(from_) AS year FROM ({coded})")
        for line, reason in self.db.execute("SELECT line, wrong FROM coded WHERE wrong IS NOT NULL ORDER BY line").fetchall():
            self._refuse(Bad(line, reason))
        target = literal(str(self.stage / f"{number:06}"))
        self.db.execute(
            f"COPY (SELECT * EXCLUDE (wrong) FROM coded WHERE wrong IS NULL) TO {target} "
            "(FORMAT parquet, PARTITION_BY (year), COMPRESSION snappy)"
        )
        kept = self.db.execute("SELECT count(*) FROM coded WHERE wrong IS NULL").fetchone()[0]
        self.counts["staged"] = self.counts.get("staged", 0) + kept
        self.db.execute("DROP TABLE coded")
        self.db.unregister("given")

    def _cell(self, name: str) -> str:
        """SQL: a cell as it came; in tables of one's own, without the mark that keeps a spreadsheet from running it."""
        column = f'"{_doubled(name)}"'
        own = self.format.dataset not in known()
        return f"regexp_replace({column}, '^''([=+@\t-])', '\\1') AS {column}" if own else column

    def _view(self) -> None:
        files = literal(str(self.stage / "*" / "*" / "*.parquet"))
        self.db.execute(f"CREATE TEMP VIEW staged AS SELECT * FROM read_parquet({files}, hive_partitioning = true)")

    # Duplicates and revisions

    def _settle(self) -> None:
        """``dropped``: lines that are not kept. ``replaced``: ids whose rows in the archive give way."""
        self.progress("settling", 0, 1)
        self.db.execute("CREATE TEMP TABLE dropped (line BIGINT PRIMARY KEY, why VARCHAR)")
        self.db.execute("CREATE TEMP TABLE replaced (id VARCHAR)")
        self.db.execute(
            "CREATE TEMP TABLE twice AS SELECT id, line, digest, stamp FROM staged WHERE id IN "
            "(SELECT id FROM staged GROUP BY id HAVING count(*) > 1)"
        )
        # Of one id in one file the last revision counts; the same cells again are only repeated.
        self.db.execute(
            "INSERT INTO dropped SELECT line, CASE WHEN digest = kept THEN 'repeated' ELSE 'outdated' END FROM "
            "(SELECT line, digest, row_number() OVER w AS place, first_value(digest) OVER w AS kept FROM twice "
            "WINDOW w AS (PARTITION BY id ORDER BY coalesce(stamp, '') DESC, line DESC)) WHERE place > 1"
        )
        before = [str(self.folder / p.rows) for p in self.manifest.parts if p.dataset == self.format.dataset]
        if before:
            self.db.execute(
                "CREATE TEMP TABLE again AS SELECT s.line, s.id, s.digest = o.digest AS same, "
                "coalesce(s.stamp, '') >= coalesce(o.stamp, '') AS later "
                f"FROM staged s JOIN read_parquet({literal(before)}) o USING (id) ANTI JOIN dropped USING (line)"
            )
            self.db.execute(
                "INSERT INTO dropped SELECT line, CASE WHEN same THEN 'unchanged' ELSE 'outdated' END FROM again "
                "WHERE same OR NOT later"
            )
            self.db.execute("INSERT INTO replaced SELECT id FROM again WHERE later AND NOT same")
        for why, count in self.db.execute("SELECT why, count(*) FROM dropped GROUP BY why").fetchall():
            self.counts[why] = count
        self.counts["revised"] = self.db.execute("SELECT count(*) FROM replaced").fetchone()[0]
        self.counts["new"] = self.counts["staged"] - self.db.execute("SELECT count(*) FROM dropped").fetchone()[0]
        self.counts["new"] -= self.counts["revised"]

    # What is looked up once for many rows

    def _look_up(self) -> None:
        self.progress("looking up places and actors", 0, 1)
        self._types()
        self._places()
        self._parties()

    def _types(self) -> None:
        values = self.format.values
        codes = [code for (code,) in self.db.execute("SELECT DISTINCT code FROM staged ORDER BY code").fetchall()]
        kinds = [kind_of(self.format.types, values.get(code.casefold(), code)) for code in codes]
        self._table("kinds", {"code": codes, "codebook": [k.codebook for k in kinds], "type": [k.type for k in kinds],
                              "mode": [k.mode for k in kinds]})  # fmt: skip
        theirs = [code for code, kind in zip(codes, kinds, strict=True) if kind.codebook == self.format.types]
        self.counts["untyped"] = self._count(
            f"SELECT count(*) FROM staged ANTI JOIN dropped USING (line) WHERE code IN {_listed(theirs)}"
        )

    def _places(self) -> None:
        said = [
            places.Said(*row)
            for row in self.db.execute(
                "SELECT DISTINCT place_name, place_areas, place_country, place_level, place_id, lat, lon FROM staged ORDER BY ALL"
            ).fetchall()
        ]
        found = [places.locate(s, self.format.countries, self.gazetteer) for s in said]
        self._table(
            "places",
            {
                **{f"said_{name}": [getattr(s, name) for s in said] for name in places.Said._fields},
                **{name: [getattr(f, name) for f in found] for name in places.Found._fields},
            },
        )
        self.db.execute(
            "CREATE OR REPLACE TEMP TABLE spots AS SELECT *, CAST(md5_number_lower(concat_ws(chr(31), coalesce(place, ''), "
            "coalesce(name, ''), coalesce(kind, ''), coalesce(country, ''), coalesce(lat, 0), coalesce(lon, 0), "
            "coalesce(radius_km, 0))) >> 1 AS BIGINT) AS spot FROM places"
        )

    def _parties(self) -> None:
        said = self.db.execute(
            "SELECT DISTINCT actor, actor_country, actor_sectors FROM staged UNION "
            "SELECT DISTINCT recipient, recipient_country, recipient_sectors FROM staged ORDER BY ALL"
        ).fetchall()
        found = [party_of(self.format.parties, *row) for row in said]
        self._table(
            "parties",
            {
                "name": [row[0] for row in said],
                "said_country": [row[1] for row in said],
                "said_sectors": [row[2] for row in said],
                "country": [p.country for p in found],
                "sector": [p.sector for p in found],
            },
        )

    def _table(self, name: str, columns: dict[str, list[Any]]) -> None:
        import pyarrow as pa

        kinds = {"lat": pa.float64(), "lon": pa.float64(), "radius_km": pa.float64()}
        arrays = {c: pa.array(v, type=kinds.get(c.removeprefix("said_"), pa.string())) for c, v in columns.items()}
        self.db.register("given", pa.table(arrays))
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM given")
        self.db.unregister("given")

    def _count(self, statement: str) -> int:
        return int(self.db.execute(statement).fetchone()[0])

    # Writing

    def _write(self) -> list[m.Part]:
        """The new files, a year at a time; and those of earlier imports again, less the rows that were revised."""
        years = [
            y
            for (y,) in self.db.execute("SELECT DISTINCT year FROM staged ANTI JOIN dropped USING (line) ORDER BY year").fetchall()
        ]
        if not years:
            return []
        number = self.manifest.imports + 1
        spots = f"{self.format.dataset}/places/{number:06}.parquet"
        self._copy(spots, "SELECT DISTINCT spot, place, name, kind, country, lat, lon, radius_km FROM spots ORDER BY spot")
        parts = []
        for at, year in enumerate(years):
            self.progress("writing", at, len(years))
            parts.append(self._year(int(year), number, spots))
        self.counts["unplaced"] = sum(self._count(f"SELECT count(*) FROM {self._read(p.rows)} WHERE place IS NULL") for p in parts)
        return [*self._replaced(number), *parts]

    def _year(self, year: int, number: int, spots: str) -> m.Part:
        of = f"SELECT * FROM staged ANTI JOIN dropped USING (line) WHERE year = {year}"
        self.db.execute(f"CREATE OR REPLACE TEMP VIEW of_year AS {of}")
        base = f"{self.format.dataset}/{{}}/year={year}/{number:06}.parquet"
        rows, cells = base.format("rows"), base.format("cells")
        same = " AND ".join(
            f"s.{theirs} IS NOT DISTINCT FROM p.said_{ours}"
            for theirs, ours in zip(
                ("place_name", "place_areas", "place_country", "place_level", "place_id", "lat", "lon"),
                places.Said._fields,
                strict=True,
            )
        )
        joins = "LEFT JOIN kinds k USING (code) LEFT JOIN spots p ON " + same
        for role, alias in (("actor", "a"), ("recipient", "r")):
            joins += (
                f" LEFT JOIN parties {alias} ON s.{role} IS NOT DISTINCT FROM {alias}.name AND "
                f"s.{role}_country IS NOT DISTINCT FROM {alias}.said_country AND "
                f"s.{role}_sectors IS NOT DISTINCT FROM {alias}.said_sectors"
            )
        self._copy(
            rows,
            "SELECT s.id, s.from_, s.until, s.grain, s.published, s.stamp, s.digest, k.codebook, k.type, k.mode, s.code, s.what, "
            "p.spot, p.place, p.name AS place_name, p.kind, p.country, p.lat, p.lon, p.radius_km, "
            "s.actor, a.country AS actor_country, a.sector AS actor_sector, "
            "s.recipient, r.country AS recipient_country, r.sector AS recipient_sector, "
            "s.killed, s.killed_low, s.killed_high, s.source "
            f"FROM of_year s {joins} ORDER BY k.type, p.country, p.spot, s.from_, s.id",
        )
        listed = ", ".join(f'"{_CELL}{_doubled(c)}" AS "{_doubled(c)}"' for c in self.cells)
        self._copy(cells, f'SELECT id AS "{_CELL}id", {listed} FROM of_year ORDER BY id')
        count, first, last = self.db.execute(f"SELECT count(*), min(from_), max(until) FROM {self._read(rows)}").fetchone()
        return m.Part(
            dataset=self.format.dataset,
            year=year,
            rows=rows,
            cells=cells,
            places=spots,
            count=count,
            first=first.isoformat(),
            last=last.isoformat(),
            cites=dict(self.format.cites),
        )

    def _replaced(self, number: int) -> Iterable[m.Part]:
        """Parts of earlier imports, less the rows that this one revises."""
        for part in self.manifest.parts:
            if part.dataset != self.format.dataset or not self.counts["revised"]:
                yield part
                continue
            gone = self._count(f"SELECT count(*) FROM {self._read(part.rows)} SEMI JOIN replaced USING (id)")
            if gone == part.count:
                continue
            if not gone:
                yield part
                continue
            stem = f"{Path(part.rows).stem.split('-')[0]}-{number:06}.parquet"
            rows, cells = (str(Path(p).with_name(stem)) for p in (part.rows, part.cells))
            self._copy(
                rows, f"SELECT * FROM {self._read(part.rows)} ANTI JOIN replaced USING (id) ORDER BY type, country, spot, from_, id"
            )
            key = f'"{_CELL}id"'
            self._copy(cells, f"SELECT * FROM {self._read(part.cells)} WHERE {key} NOT IN (SELECT id FROM replaced) ORDER BY {key}")
            yield msgspec.structs.replace(part, rows=rows, cells=cells, count=part.count - gone)

    def _read(self, path: str) -> str:
        return f"read_parquet({literal(str(self.folder / path))}, hive_partitioning = false)"

    def _copy(self, path: str, statement: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        self.db.execute(
            f"COPY ({statement}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )

    def _manifest(self, parts: Sequence[m.Part]) -> m.Manifest:
        # A map may say anew what is known of its data set; what is known of the others stands in the program.
        datasets = {**self.manifest.datasets, self.format.dataset: self.about}
        return m.Manifest(
            imports=self.manifest.imports + 1,
            datasets=dict(sorted(datasets.items())),
            parts=tuple(sorted(parts, key=lambda p: (p.dataset, p.year, p.rows))),
        )


def _doubled(name: str) -> str:
    return name.replace('"', '""')


def _listed(values: Sequence[str]) -> str:
    return "(" + ", ".join(literal(v) for v in values or [""]) + ")"
