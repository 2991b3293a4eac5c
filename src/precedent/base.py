"""The base of every record: immutable, encoded in the order of its fields, defaults left out."""

from __future__ import annotations

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"from_": "from", "in_": "in"}):
    """Base of every record. Fields named after Python keywords end in an underscore here, and not in JSON.

    ``frozen`` and ``kw_only`` are said again by each subclass: type checkers and ``msgspec`` want them there.
    """
