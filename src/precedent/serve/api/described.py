"""The API's own description: OpenAPI, with the schema of every reply made from the record that is sent."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI

from precedent.base import Record

_NAMED = "#/components/schemas/{name}"
_sent: dict[str, type[Record]] = {}


def gives(*records: type[Record], status: int = 200, words: str = "What was asked for.") -> dict[int | str, dict[str, Any]]:
    """The responses of a route that sends one of *records*, to be merged into those that it declares."""
    _sent.update({record.__name__: record for record in records})
    named = [{"$ref": _NAMED.format(name=record.__name__)} for record in records]
    schema = named[0] if len(named) == 1 else {"anyOf": named}
    return {status: {"description": words, "content": {"application/json": {"schema": schema}}}}


def describe(app: FastAPI) -> None:
    """Have the description of *app* hold the schemas of all records that its routes send."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            said = made()
            _, schemas = msgspec.json.schema_components(_sent.values(), ref_template=_NAMED)
            said["components"]["schemas"] |= schemas
            for verbs in said["paths"].values():  # what has no body has no type of one, whatever the framework supposes
                for operation in verbs.values():
                    content = operation["responses"]["200"]["content"]
                    if "text/event-stream" in content:
                        operation["responses"]["200"]["content"] = {"text/event-stream": {"schema": {"type": "string"}}}
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
