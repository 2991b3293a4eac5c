"""Writing: each year sorted into a file of its own, and files of earlier imports again without the rows that were revised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from precedent.archive import places
from precedent.archive.manifest import Part
from precedent.archive.work import CELL, Work, doubled


def write(work: Work, cites: Mapping[str, tuple[str, ...]], names: Sequence[str]) -> list[Part]:
    """The new files, a year at a time; and those of earlier imports again, less the rows that were revised."""
    years = [
        y for (y,) in work.db.execute("SELECT DISTINCT year FROM staged ANTI JOIN dropped USING (line) ORDER BY year").fetchall()
    ]
    if not years:
        return []
    number = work.manifest.imports + 1
    spots = f"{work.dataset}/places/{number:06}.parquet"
    work.copy(spots, "SELECT DISTINCT spot, place, name, kind, country, lat, lon, radius_km FROM spots ORDER BY spot")
    parts = []
    for at, year in enumerate(years):
        work.progress("writing", at, len(years))
        parts.append(_year(work, cites, names, int(year), number, spots))
    work.counts["unplaced"] = sum(work.count(f"SELECT count(*) FROM {work.read(p.rows)} WHERE place IS NULL") for p in parts)
    return [*replaced(work, number), *parts]


def _year(work: Work, cites: Mapping[str, tuple[str, ...]], names: Sequence[str], year: int, number: int, spots: str) -> Part:
    of = f"SELECT * FROM staged ANTI JOIN dropped USING (line) WHERE year = {year}"
    work.db.execute(f"CREATE OR REPLACE TEMP VIEW of_year AS {of}")
    base = f"{work.dataset}/{{}}/year={year}/{number:06}.parquet"
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
    work.copy(
        rows,
        "SELECT s.id, s.from_, s.until, s.grain, s.published, s.stamp, s.digest, k.codebook, k.type, k.mode, s.code, s.what, "
        "p.spot, p.place, p.name AS place_name, p.kind, p.country, p.lat, p.lon, p.radius_km, "
        "s.actor, a.country AS actor_country, a.sector AS actor_sector, "
        "s.recipient, r.country AS recipient_country, r.sector AS recipient_sector, "
        "s.killed, s.killed_low, s.killed_high, s.source "
        f"FROM of_year s {joins} ORDER BY k.type, p.country, p.spot, s.from_, s.id",
    )
    listed = ", ".join(f'"{CELL}{doubled(c)}" AS "{doubled(c)}"' for c in names)
    work.copy(cells, f'SELECT id AS "{CELL}id", {listed} FROM of_year ORDER BY id')
    count, first, last = work.db.execute(f"SELECT count(*), min(from_), max(until) FROM {work.read(rows)}").fetchone()
    return Part(
        dataset=work.dataset,
        year=year,
        rows=rows,
        cells=cells,
        places=spots,
        count=count,
        first=first.isoformat(),
        last=last.isoformat(),
        cites=dict(cites),
    )


def replaced(work: Work, number: int) -> Iterator[Part]:
    """Parts of earlier imports, less the rows that this one revises."""
    for part in work.manifest.parts:
        if part.dataset != work.dataset or not work.counts["revised"]:
            yield part
            continue
        gone = work.count(f"SELECT count(*) FROM {work.read(part.rows)} SEMI JOIN replaced USING (id)")
        if gone == part.count:
            continue
        if not gone:
            yield part
            continue
        stem = f"{Path(part.rows).stem.split('-')[0]}-{number:06}.parquet"
        rows, cells = (str(Path(p).with_name(stem)) for p in (part.rows, part.cells))
        work.copy(
            rows, f"SELECT * FROM {work.read(part.rows)} ANTI JOIN replaced USING (id) ORDER BY type, country, spot, from_, id"
        )
        key = f'"{CELL}id"'
        work.copy(cells, f"SELECT * FROM {work.read(part.cells)} WHERE {key} NOT IN (SELECT id FROM replaced) ORDER BY {key}")
        yield msgspec.structs.replace(part, rows=rows, cells=cells, count=part.count - gone)
