"""What was learnt of a codebook, kept beside its file so that no process learns it again.

A file is good for one codebook and one set of weights, both named in it by their hashes; any other is learnt anew.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import numpy as np

from precedent.codebooks.load import Codebook, EventType
from precedent.codebooks.own import Own, replace
from precedent.encode.encoder import Encoder
from precedent.errors import CodebookError
from precedent.nearest.kind import Kind, Weighed, listed
from precedent.nearest.learn import FEWEST, Lesson

_FORMAT = 1  # to be raised whenever learning changes


def kinds(own: Own, encoder: Encoder) -> tuple[Kind, ...]:
    """The types of a codebook that are found by example: those with at least five. Raises ``CodebookError``."""
    key = f"{own.id} {encoder.id} {_FORMAT}"
    path = own.path.with_suffix(".learnt")
    try:
        with np.load(path, allow_pickle=False) as held:
            if str(held["key"]) == key:
                return _kinds(own.codebook, held)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        pass  # not there, or cut short: it is learnt again
    learnt = tuple(Lesson(own.codebook, kind, encoder).learn() for kind in own.codebook.types if by_example(kind))
    with suppress(OSError):  # in a folder that cannot be written to, every process learns for itself
        replace(path, _packed(key, learnt))
    return learnt


def enough(book: Codebook, where: str) -> None:
    """Raises ``CodebookError`` where a type has too few examples and no trigger words either."""
    for kind in book.types:
        if by_example(kind) and len(kind.examples) < FEWEST:
            raise CodebookError(
                f"{where}: types.{kind.name} has {len(kind.examples)} examples",
                f"give {FEWEST} to 30, or trigger words under 'verbs' or 'nouns'",
            )


def by_example(kind: EventType) -> bool:
    """Whether a type is found by its examples; one with fewer is found by its trigger words alone."""
    return len(kind.examples) >= FEWEST or not (kind.verbs or kind.nouns or any(m.verbs or m.nouns for m in kind.modes))


def _packed(key: str, learnt: tuple[Kind, ...]) -> bytes:
    arrays: dict[str, Any] = {"key": np.array(key)}
    for kind in learnt:
        name = kind.type.name
        arrays |= {
            f"{name}.rows": kind.weighed.rows,
            f"{name}.weights": kind.weighed.weights,
            f"{name}.triggers": kind.triggers,
            f"{name}.centre": kind.centre,
            f"{name}.rest": np.array(json.dumps([kind.weighed.base, kind.least, kind.gate, kind.roles])),
        }
    packed = io.BytesIO()
    np.savez(packed, **arrays)
    return packed.getvalue()


def _kinds(book: Codebook, held: Mapping[str, Any]) -> tuple[Kind, ...]:
    found = []
    for kind in book.types:
        if by_example(kind):
            rows, weights, triggers, centre = (held[f"{kind.name}.{part}"] for part in ("rows", "weights", "triggers", "centre"))
            base, least, gate, roles = json.loads(str(held[f"{kind.name}.rest"]))
            pairs = tuple((theirs, mine) for theirs, mine in roles)
            found.append(Kind(book, kind, Weighed(rows, weights, base), least, triggers, gate, centre, pairs, listed(kind)))
    return tuple(found)
