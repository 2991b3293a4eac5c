"""The contract as JSON Schema (draft 2020-12), made from the records themselves."""

from __future__ import annotations

import json

import msgspec

from precedent.base import Record

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(record: type[Record], title: str) -> str:
    """The JSON Schema of what a record looks like when it is put out."""
    schema = {"$schema": _DIALECT, "title": title, **msgspec.json.schema(record)}
    return json.dumps(schema, indent=1, ensure_ascii=False)


def schema_of_marks() -> str:
    """The JSON Schema of one line of ``precedent mark``."""
    from precedent.records import Marked

    return schema_of(Marked, "precedent mark: what one report tells")
