"""precedent: what happened, who says so, and has it happened before?

The public API, loaded when first used::

    precedent.mark(report)                  what one report tells
    precedent.times(text, published)        the times of a text, normalised
    precedent.Ledger(path)                  .read .import_ .export .reports .events .rows
                                            .show .check .check_report .ask .precedents .doctor
    precedent.Codebooks()                   .list .show .add .remove .test
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from precedent.errors import PrecedentError
    from precedent.pipeline import Codebooks, Ledger, mark, times
    from precedent.query import Query
    from precedent.records import Report

_PUBLIC = {
    "Codebooks": "precedent.pipeline",
    "Ledger": "precedent.pipeline",
    "mark": "precedent.pipeline",
    "times": "precedent.pipeline",
    "Query": "precedent.query",
    "Report": "precedent.records",
    "PrecedentError": "precedent.errors",
}

__all__ = ["Codebooks", "Ledger", "PrecedentError", "Query", "Report", "mark", "times"]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'precedent' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PUBLIC[name]), name)
