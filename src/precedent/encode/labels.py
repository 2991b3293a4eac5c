"""The labels that the weights were trained for, read from the file beside them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from precedent.base import Record


class Labels(Record, frozen=True, kw_only=True):
    """Each field is one head. Heads over spans hold the labels of spans; ``O``, ``B-`` and ``I-`` are understood.

    ``leaves`` are types with their modes (``ASSAULT.firearms``, and ``ASSAULT`` for a type without mode); ``types`` are
    tagged word by word. ``sayings`` are the roles around a cue of attribution.
    """

    names: tuple[str, ...]
    types: tuple[str, ...]
    leaves: tuple[str, ...]
    claims: tuple[str, ...]
    tags: tuple[str, ...]
    roles: tuple[str, ...]
    quantities: tuple[str, ...]
    sayings: tuple[str, ...]
    polarity: tuple[str, ...]
    modality: tuple[str, ...]
    genericity: tuple[str, ...]
    tense: tuple[str, ...]
    standing: tuple[str, ...]


def load(path: Path) -> Labels:
    return msgspec.json.decode(path.read_bytes(), type=Labels)


def bio(labels: int) -> int:
    """The number of outputs of a head over spans with so many labels."""
    return 1 + 2 * labels
