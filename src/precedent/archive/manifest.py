"""Which files of the archive are in force: one small file, replaced whole, so that an import is there or is not.

Data files are written first and named here last; what is not named does not exist, and is cleared away by the next import.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from precedent.archive.datasets import DataSet
from precedent.base import Record
from precedent.errors import LedgerError, UsageError

NAME = "archive.json"
STAGED = "staged"  # the folder of what an import has not put in force yet
VERSION = 2  # 2: events of other ledgers


class Part(Record, frozen=True, kw_only=True):
    """Rows of one data set, one year and one import. Paths are relative to the archive's folder.

    Of a table, ``cells`` holds the same rows as they came, and ``cites`` the columns of them that say each field. Events that
    a ledger exported (``form`` is events) stand in one file, whatever their year.
    """

    dataset: str
    year: int
    rows: str
    cells: str
    places: str
    count: int
    first: str
    last: str
    cites: dict[str, tuple[str, ...]]
    form: Literal["table", "events"] = "table"

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.rows, self.cells, self.places)))


class Manifest(Record, frozen=True, kw_only=True):
    """``imports`` counts those that brought anything; it numbers the files of the next one."""

    version: int = VERSION
    imports: int = 0
    datasets: dict[str, DataSet] = {}
    parts: tuple[Part, ...] = ()


def load(folder: Path) -> Manifest:
    """The manifest of the archive in *folder*; an empty one where there is none."""
    path = folder / NAME
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror})", "look at its permissions") from error
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise LedgerError(f"{path} is damaged", "put a backup of the archive's folder in its place, or import again") from error
    if found.version > VERSION:
        raise LedgerError(f"{folder} was written by a newer precedent", "update precedent")
    return found


def admit(manifest: Manifest, dataset: str, form: str) -> None:
    """Raise ``UsageError`` where the archive holds the data set in another form: ids of the two are not to be told apart."""
    if any(part.dataset == dataset and part.form != form for part in manifest.parts):
        held = "an export of it" if form == "table" else "its own table"
        raise UsageError(f"the archive holds {dataset} already, by {held}", "import that again, or into another ledger's archive")


def following(manifest: Manifest, parts: Iterable[Part], datasets: Mapping[str, DataSet]) -> Manifest:
    """The manifest after an import: *parts* are all that are in force, *datasets* is what is known of them."""
    return Manifest(
        imports=manifest.imports + 1,
        datasets=dict(sorted(datasets.items())),
        parts=tuple(sorted(parts, key=lambda p: (p.dataset, p.year, p.rows))),
    )


def save(folder: Path, manifest: Manifest) -> None:
    """Put *manifest* in force."""
    beside = folder / f"{NAME}.new"
    with beside.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, folder / NAME)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """One import at a time; ``LedgerError`` where another is at work. A killed one's lock is let go by the operating system."""
    import fcntl

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise LedgerError(f"{folder} cannot be written ({error.strerror})", "give a ledger in a folder you may write to") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LedgerError(f"another import is writing {folder}", "wait for it, and import again") from None
        yield


def left_over(folder: Path, manifest: Manifest) -> list[Path]:
    """Files that are not in force: those of killed imports, and those that revisions took the place of."""
    named = {folder / p for part in manifest.parts for p in part.files}
    stage = folder / STAGED
    files = (path for path in sorted(folder.glob("*/**/*.parquet")) if path not in named and stage not in path.parents)
    return [*([stage] if stage.exists() else []), *files]


def clear(folder: Path, manifest: Manifest) -> None:
    """Remove what is not in force."""
    for path in left_over(folder, manifest):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
