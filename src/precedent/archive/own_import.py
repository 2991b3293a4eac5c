"""An import of events that another ledger exported: all of them or nothing, each as it came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from precedent.archive import manifest as m
from precedent.archive import own
from precedent.archive.datasets import DataSet, known
from precedent.archive.engine import literal
from precedent.archive.importing import LISTED, ImportSummary, at_work, summary
from precedent.archive.maps import SLUG
from precedent.archive.settling import settle
from precedent.archive.work import Step, Work
from precedent.entries import EventRow
from precedent.errors import UsageError
from precedent.records import Refusal

NAME = "precedent"  # what the events of another ledger are called together, where no other name is given
_ROWS = 1000  # events of one group: a few megabytes, which is all that memory holds


def import_events(
    folder: Path, events: Iterable[EventRow | Refusal], name: str = NAME, progress: Step | None = None
) -> ImportSummary:
    """Import *events* into the archive in *folder*, under the data set *name*; rows of a data set keep that one's name.

    Of one id the event that is imported last counts. *progress* is told (step, done, 0). Raises ``UsageError`` where the
    name is none, or is that of a table imported before.
    """
    if not SLUG.match(name) or name in known():
        raise UsageError(f"{name!r} is no name for another ledger's events", "use small letters, digits and hyphens: desk-b")
    counts: Counter[str] = Counter()
    refusals: list[Refusal] = []
    step = progress or (lambda *_: None)

    def good() -> Iterator[EventRow]:
        for event in events:
            if isinstance(event, Refusal):
                counts["refused"] += 1
                refusals.extend([event] if len(refusals) < LISTED else [])
            else:
                yield event

    with at_work(folder) as (manifest, staged, db):
        path = staged / "events.parquet"
        datasets = _stage(path, good(), name, step)
        kept, abouts = list(manifest.parts), dict(manifest.datasets)
        db.execute(
            f"CREATE TEMP VIEW given AS SELECT *, NULL AS stamp, md5(event) AS digest FROM read_parquet({literal(str(path))})"
        )
        for dataset in datasets:
            m.admit(manifest, dataset, "events")
            work = Work(folder, staged, manifest, dataset, db, step)
            work.counts["staged"] = work.count(f"SELECT count(*) FROM given WHERE dataset = {literal(dataset)}")
            kept = [*(p for p in kept if p.dataset != dataset), *_written(work)]
            counts += work.counts
            abouts[dataset] = _about(dataset, name, manifest)
        if kept != list(manifest.parts):
            manifest = m.following(manifest, kept, abouts)
            m.save(folder, manifest)
    return summary(counts, manifest, datasets or (name,), tuple(refusals))


def _stage(path: Path, events: Iterator[EventRow], name: str, step: Step) -> tuple[str, ...]:
    """Write all events to one file, with the data set of each; returns those there are."""
    import pyarrow as pa
    from pyarrow import parquet

    lists = {column: pa.list_(pa.string()) for column, kind in own.COLUMNS.items() if kind.endswith("[]")}
    texts = ("dataset", *own.COLUMNS)
    schema = pa.schema([("line", pa.int64()), *((column, lists.get(column, pa.string())) for column in texts)])
    datasets: set[str] = set()
    count = 0
    with parquet.ParquetWriter(path, schema, compression="snappy") as writer:
        while part := list(islice(events, _ROWS)):
            rows: list[dict[str, Any]] = []
            for line, event in enumerate(part, count + 1):
                dataset = event.dataset or name
                rows.append({"line": line, **own.columns(own.as_it_came(event, name), dataset)})
                datasets.add(dataset)
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            count += len(part)
            step("reading events", count, 0)
    return tuple(sorted(datasets))


def _written(work: Work) -> Iterator[m.Part]:
    """The parts of the data set after the import: what is new in a file of its own, earlier files without what was revised."""
    work.db.execute(f"CREATE OR REPLACE TEMP VIEW staged AS SELECT * FROM given WHERE dataset = {literal(work.dataset)}")
    settle(work)
    number = work.manifest.imports + 1
    columns = ", ".join((*own.COLUMNS, "digest", "stamp"))
    for part in (p for p in work.manifest.parts if p.dataset == work.dataset):
        left = work.count(f"SELECT count(*) FROM {work.read(part.rows)} ANTI JOIN replaced USING (id)")
        path = part.rows
        if 0 < left < part.count:
            path = f"{work.dataset}/events/{Path(part.rows).stem.split('-')[0]}-{number:06}.parquet"
            work.copy(path, f"SELECT * FROM {work.read(part.rows)} ANTI JOIN replaced USING (id) ORDER BY from_ NULLS LAST, id")
        if left:
            yield msgspec.structs.replace(part, rows=path, cells=path, places=path, count=left)
    count = work.count("SELECT count(*) FROM staged ANTI JOIN dropped USING (line)")
    if count:
        path = f"{work.dataset}/events/{number:06}.parquet"
        work.copy(path, f"SELECT {columns} FROM staged ANTI JOIN dropped USING (line) ORDER BY from_ NULLS LAST, id")
        yield m.Part(
            dataset=work.dataset,
            year=0,
            rows=path,
            cells=path,
            places=path,
            count=count,
            first="",
            last="",
            cites={},
            form="events",
        )


def _about(dataset: str, name: str, manifest: m.Manifest) -> DataSet:
    """What is known of the data set. Of rows that nobody here knows, it is taken that a machine coded them: they decide nothing."""
    if dataset == name:
        return DataSet(name="events of another ledger", coded="precedent")
    unknown = DataSet(name=dataset, coded="machine", weakness="who coded it is not known here")
    return manifest.datasets.get(dataset) or known().get(dataset) or unknown
