"""Whether an event may stand in a form that knows only what happened."""

from __future__ import annotations

from precedent.entries import EventRow


def happened(row: EventRow) -> bool:
    """Told as one occurrence that took place: not denied, planned, demanded or supposed, no habit and no sum."""
    return (row.polarity, row.modality, row.genericity) == ("positive", "asserted", "specific")
