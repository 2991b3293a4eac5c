"""Events as Parquet: columns nested as the rows are, so that DuckDB, pandas and Arrow ask for parts of them, and all comes back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import msgspec

from precedent.entries import EventRow
from precedent.errors import PrecedentError
from precedent.export.licence import ATTRIBUTION, CODES, LICENCE

if TYPE_CHECKING:
    import pyarrow

_HISTORY = "judgements"  # given where one event is shown, and not among rows
_OMITTED = frozenset(f.encode_name for f in msgspec.structs.fields(EventRow) if f.default == ())  # left out while empty
_ROWS = 1000  # rows of one group: a few megabytes, which is all that memory holds


def write(rows: Iterable[EventRow], file: IO[bytes]) -> None:
    """Write one Parquet file. Attribution and licence stand in its metadata. Needs the extra ``parquet``."""
    arrow, parquet = _arrow()
    noted = {"attribution": f"{ATTRIBUTION}. {CODES}", "licence": LICENCE, "precedent": "events"}
    schema = _struct(arrow, EventRow)
    table = arrow.schema(list(schema), metadata=noted)
    waiting = iter(rows)
    with parquet.ParquetWriter(file, table, compression="zstd") as writer:
        while part := list(islice(waiting, _ROWS)):
            plain = [_plain(row) for row in part]
            writer.write_table(arrow.Table.from_pylist(plain, schema=table))


def is_ours(file: IO[bytes]) -> bool:
    """Whether a Parquet file says that it is an export of events."""
    arrow, parquet = _arrow()
    try:
        return (parquet.read_schema(file).metadata or {}).get(b"precedent") == b"events"
    except (arrow.ArrowException, OSError):
        return False


def read(file: IO[bytes]) -> Iterable[Any]:
    """The rows of such a file, as JSON would give them. Raises ``ValueError`` where it is broken."""
    arrow, parquet = _arrow()
    try:
        for batch in parquet.ParquetFile(file).iter_batches(batch_size=64):
            yield from (_whole(row) for row in batch.to_pylist())
    except (arrow.ArrowException, OSError) as error:
        raise ValueError(" ".join(str(error).split())[:200]) from error


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise PrecedentError("Parquet needs a part that is not installed", "pip install 'precedent-ledger[parquet]'") from error
    return pyarrow, parquet


def _struct(arrow: Any, record: type[msgspec.Struct]) -> pyarrow.StructType:
    """The Arrow type of a record, from its annotations: the two cannot drift apart."""
    info = msgspec.inspect.type_info(record)
    assert isinstance(info, msgspec.inspect.StructType)
    return arrow.struct([(field.encode_name, _column(arrow, field.type)) for field in info.fields if field.name != _HISTORY])


def _column(arrow: Any, kind: msgspec.inspect.Type) -> Any:
    match kind:
        case msgspec.inspect.UnionType():
            types = [one for one in kind.types if not isinstance(one, msgspec.inspect.NoneType)]
            return arrow.float64() if len(types) == 2 else _column(arrow, types[0]) if len(types) == 1 else arrow.string()
        case msgspec.inspect.VarTupleType():
            return arrow.list_(_column(arrow, kind.item_type))
        case msgspec.inspect.StructType():
            return _struct(arrow, kind.cls)
        case msgspec.inspect.BoolType():
            return arrow.bool_()
        case msgspec.inspect.IntType():
            return arrow.int64()
        case msgspec.inspect.FloatType():
            return arrow.float64()
    return arrow.string()


def _plain(row: EventRow) -> dict[str, Any]:
    """A row as columns hold it: a value of a contradiction, which may be of any type, is JSON."""
    plain: dict[str, Any] = msgspec.to_builtins(row)
    for contradiction in plain["contradictions"]:
        for value in contradiction["values"]:
            value["value"] = json.dumps(value["value"])
    return plain


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    row = {name: value for name, value in row.items() if value is not None or name not in _OMITTED}
    for contradiction in row["contradictions"]:
        for value in contradiction["values"]:
            value["value"] = json.loads(value["value"])
    for quantity in row["quantities"]:
        if quantity["value"] is not None and quantity["value"].is_integer():
            quantity["value"] = int(quantity["value"])
    return row
