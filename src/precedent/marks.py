"""Marked reports as Parquet: what a cluster writes, and what a ledger takes in without marking anew.

A row is a report with its marks, or what could not be read with its reason. The columns beside them are there to be asked by
other programs. Each file says by which version of the program it was marked, and from what.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import IO, Any

import msgspec

from precedent.errors import PrecedentError
from precedent.records import Marked, Refusal, Report, to_json

Marks = tuple[Report | None, Marked | None, Refusal | None]

ROOMS = (
    "base.py", "records.py", "query.py", "wording.py", "pipeline",
    "clean", "codebooks", "encode", "events", "knowledge", "nearest", "resolve", "sources", "spans",
)  # fmt: skip
"""What the marks of a report depend on."""

_ROWS = 500  # a group of rows: some megabytes, which is all that memory holds
_KIND, _VERSION, _OF = b"precedent", b"precedent.version", b"precedent.of"


@cache
def version() -> str:
    """Names the code and the data that reports are marked by: a hash of both, so that marks of another are never taken for ours."""
    digest = hashlib.sha256()
    for name in ROOMS:
        for path, file in _files(files("precedent") / name, name):
            digest.update(f"{path}\x00".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(entry: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    if entry.is_file():
        if not path.endswith(".pyc"):
            yield path, entry
    elif not path.endswith("__pycache__"):
        for inner in sorted(entry.iterdir(), key=lambda one: one.name):
            yield from _files(inner, f"{path}/{inner.name}")


def write(marks: Iterable[Marks], file: IO[bytes], of: str) -> tuple[int, int]:
    """Write *marks* to *file*, in flat memory; *of* names what they were made from. Returns how many reports, and refusals."""
    arrow, parquet = _arrow()
    text = arrow.string()
    names = ("id", "source", "published", "language", "url")
    columns = [*((name, text) for name in names), ("events", arrow.int32()), *((n, text) for n in ("report", "marked", "refusal"))]
    noted = {_KIND: b"marks", _VERSION: version().encode(), _OF: of.encode()}
    schema = arrow.schema(columns, metadata=noted)
    reports = refusals = 0
    waiting = iter(marks)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while part := list(islice(waiting, _ROWS)):
            rows = []
            for report, marked, refusal in part:
                row: dict[str, Any] = {name: getattr(marked, name) for name in names} if marked else {}
                row["events"] = len(marked.events) if marked else None
                held = {"report": report, "marked": marked, "refusal": refusal}
                rows.append(row | {name: None if record is None else to_json(record) for name, record in held.items()})
                refusals += refusal is not None
                reports += refusal is None
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
    return reports, refusals


def made_of(file: IO[bytes]) -> str | None:
    """What the marks of a file were made from; None where they are of another version, or the file is none of marks, or broken."""
    found = _noted(file)
    return found.get(_OF, b"").decode() if found.get(_VERSION, b"").decode() == version() else None


def held(source: str) -> bool:
    """Whether *source* is a Parquet file of marks, or a folder that holds one."""
    for path in islice(parts(source), 1):
        try:
            with path.open("rb") as file:
                return file.read(4) == b"PAR1" and _noted(file).get(_KIND) == b"marks"
        except OSError:
            return False  # reading it will say why
    return False


def read(source: str) -> Iterator[Marks]:
    """The marks of a file or a folder, in the order of names. A file that is broken or of another version is refused as a whole."""
    arrow, parquet = _arrow()
    report, marked, refusal = msgspec.json.Decoder(Report), msgspec.json.Decoder(Marked), msgspec.json.Decoder(Refusal)
    for path in parts(source):
        with path.open("rb") as file:
            if made_of(file) is None:
                yield None, None, _refused(path, "no marks of this version of precedent", "mark its reports anew")
                continue
            try:
                for batch in parquet.ParquetFile(file).iter_batches(batch_size=64, columns=["report", "marked", "refusal"]):
                    for row in batch.to_pylist():
                        yield (
                            report.decode(row["report"]) if row["report"] else None,
                            marked.decode(row["marked"]) if row["marked"] else None,
                            refusal.decode(row["refusal"]) if row["refusal"] else None,
                        )
            except (arrow.ArrowException, OSError, msgspec.DecodeError) as error:
                yield None, None, _refused(path, f"broken marks ({' '.join(str(error).split())[:200]})", "mark its reports anew")


def parts(source: str) -> Iterator[Path]:
    top = Path(source)
    if top.is_dir():
        yield from sorted(path for path in top.glob("*.parquet") if not path.name.startswith("."))
    elif top.is_file():
        yield top


def _refused(path: Path, reason: str, advice: str) -> Refusal:
    return Refusal(source=str(path), reason=reason, advice=advice)


def _noted(file: IO[bytes]) -> dict[bytes, bytes]:
    arrow, parquet = _arrow()
    try:
        file.seek(0)
        return parquet.read_schema(file).metadata or {}
    except (arrow.ArrowException, OSError):
        return {}


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise PrecedentError(
            "marks in Parquet need a part that is not installed", "pip install 'precedent-ledger[parquet]'"
        ) from error
    return pyarrow, parquet
