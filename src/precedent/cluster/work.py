"""One shard to one file of marks: what each worker does, and all that it does."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import IO, Any, Self, cast

import msgspec

from precedent import marks
from precedent.base import Record
from precedent.cluster.shards import Range, Shard, file_system
from precedent.errors import SourceError
from precedent.records import Refusal, Report
from precedent.sources import lines, table
from precedent.sources.content import Reader
from precedent.sources.origin import Origin


class Done(Record, frozen=True, kw_only=True):
    """What became of a shard; ``again`` is false where its marks were there already."""

    name: str
    reports: int = 0
    refusals: int = 0
    again: bool = True


class Work:
    """Marks shards, one after another, into the folder *to*. The gazetteer, the codebooks and the encoder are loaded once."""

    def __init__(self, to: str, as_: str | None = None, columns: Mapping[str, str] | None = None) -> None:
        from precedent.pipeline import parts

        parts()
        self._fs, self._folder = file_system(to)
        self._options = f"{as_} {sorted((columns or {}).items())}"
        self._columns = columns
        self._reader = Reader(as_, columns=columns)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._reader.__exit__()

    def __call__(self, shard: Shard) -> Done:
        """Mark *shard*, unless its marks are there already. They take their name once all of them are written."""
        from precedent.pipeline import mark_all

        if self.done(shard):
            return Done(name=shard.name, again=False)
        part = f"{self._folder}/.{shard.name}.{uuid.uuid4().hex}.part"
        try:
            with self._fs.open(part, "wb") as file:
                reports, refusals = marks.write(mark_all(self._items(shard), jobs=1), file, self._of(shard))
            self._fs.mv(part, f"{self._folder}/{shard.name}")
        finally:
            if self._fs.exists(part):
                self._fs.rm(part)
        return Done(name=shard.name, reports=reports, refusals=refusals)

    def done(self, shard: Shard) -> bool:
        """Whether the marks of *shard* are there: of this version, of the file as it is now, read in the same way."""
        path = f"{self._folder}/{shard.name}"
        if not self._fs.exists(path):
            return False
        with self._fs.open(path, "rb") as file:
            return marks.made_of(file) == self._of(shard)

    def _of(self, shard: Shard) -> str:
        return f"{msgspec.json.encode(shard).decode()} {self._options}"

    def _items(self, shard: Shard) -> Iterator[Report | Refusal]:
        fs, path = file_system(shard.path)
        origin = Origin(shard.path, shard.place)
        try:
            with fs.open(path, "rb") as file:
                yield from self._reader.read(file, origin) if shard.end is None else self._part(file, origin, shard, shard.end)
        except OSError as error:
            yield Refusal(source=shard.path, reason=f"it cannot be read ({error.strerror or error})", advice="check the path")

    def _part(self, file: IO[bytes], origin: Origin, shard: Shard, end: int) -> Iterator[Report | Refusal]:
        if shard.kind == "jsonl":
            found = lines.stream(Range(file, shard.start, end), origin.name, origin.place)
            # Its lines are counted from where the part begins: a number would mislead.
            yield from (
                msgspec.structs.replace(item, source=f"{item.source}, from byte {shard.start}", line=None)
                if isinstance(item, Refusal) and item.line is not None
                else item
                for item in found
            )
            return
        try:
            yield from table.parquet(cast(Any, file), origin, self._columns, range(shard.start, end))
        except SourceError as error:
            yield Refusal(source=origin.name, reason=error.wrong, advice=error.advice)
