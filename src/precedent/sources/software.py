"""Forum softwares as data: where each keeps what a post says (``forums.yaml``)."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec
import yaml

from precedent.base import Record


class Software(Record, frozen=True, kw_only=True):
    """Where one forum software keeps what a post says: CSS selectors (see ``forums.yaml``)."""

    name: str
    post: str
    author: tuple[str, ...]
    body: tuple[str, ...]
    time: tuple[str, ...]
    rank: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    quote: str = "blockquote"
    quoted: tuple[str, ...] = ()
    drop: str | None = None


@cache
def softwares() -> tuple[Software, ...]:
    """The forum softwares that are known, the most particular first."""
    listed = yaml.safe_load(resources.files(__package__).joinpath("forums.yaml").read_text(encoding="utf-8"))
    return msgspec.convert(listed, tuple[Software, ...])
