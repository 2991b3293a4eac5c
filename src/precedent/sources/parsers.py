"""The parsers of whole documents that are not ours (HTML, feeds, PDF), run in a process under limits of time and memory.

Documents can be made on which each of them takes minutes or gigabytes (:mod:`precedent.clean.limits`).
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from precedent.base import Record
from precedent.clean.limits import Limited
from precedent.records import Refusal, Report

SECONDS = 4.0
"""Of the processor, for one try at a page or feed; a page is tried twice at most, a PDF document is given longer."""

MEMORY = 2**30
"""Bytes that a parser may use."""


class Parsed(Record, frozen=True, kw_only=True):
    """The reports of a document, and what of it could not be read and why."""

    reports: tuple[Report, ...] = ()
    refusals: tuple[Refusal, ...] = ()


Parser = Limited[Parsed]


def parser(seconds: float = SECONDS, memory: int = MEMORY) -> Parser:
    """Parses any number of documents, as :func:`parse` does. A context manager."""
    return Limited("precedent.sources.parsers:parse", Parsed, seconds, memory)


def parse(room: str, document: Any, *arguments: Any) -> Parsed:
    """What ``precedent.sources.<room>.parse`` makes of *document*. Rooms are imported on their first document."""
    parsed: Parsed = import_module(f"precedent.sources.{room}").parse(document, *arguments)
    return parsed
