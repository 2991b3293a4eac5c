"""Events as no report would tell them: rows whose every field holds whatever its type allows."""

from __future__ import annotations

import msgspec
from hypothesis import strategies as st

from precedent.entries import EventRow

_TEXT = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [
        "=1+1",
        "+49",
        "-5",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "\x00",
        "'",
        "'=1",
        "''",
        "",
        "null",
        "5",
        "[1]",
        '"a";b,c',
        "a\r\nb",
        "＝1",
    ]
)


def _values(kind: msgspec.inspect.Type) -> st.SearchStrategy[object]:
    match kind:
        case msgspec.inspect.StructType():
            return st.fixed_dictionaries(
                {field.encode_name: _values(field.type) for field in kind.fields if field.name != "judgements"}
            )
        case msgspec.inspect.VarTupleType():
            return st.lists(_values(kind.item_type), max_size=2)
        case msgspec.inspect.UnionType():
            return st.one_of([_values(one) for one in kind.types])
        case msgspec.inspect.LiteralType():
            return st.sampled_from(kind.values)
        case msgspec.inspect.NoneType():
            return st.none()
        case msgspec.inspect.BoolType():
            return st.booleans()
        case msgspec.inspect.IntType():
            return st.integers(-(2**53), 2**53)
        case msgspec.inspect.FloatType():
            return st.floats(allow_nan=False, allow_infinity=False)
    return _TEXT


rows = _values(msgspec.inspect.type_info(EventRow)).map(lambda row: msgspec.convert(row, EventRow))
"""Any event row."""
