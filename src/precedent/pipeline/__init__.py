"""Where the rooms meet: reports in; what they tell, the ledger of it, and answers out.

``mark`` and ``times`` are pure functions of one report. :class:`Ledger` keeps what many reports tell. Everything here is
also the public Python API, re-exported by :mod:`precedent`.
"""

from precedent.pipeline.ledger import Ledger, ReadSummary
from precedent.pipeline.marking import Read, mark, mark_all, tell, times
from precedent.pipeline.own import Codebooks
from precedent.pipeline.parts import Parts, known_types, parts, place_id
from precedent.pipeline.typed import is_question, mark_typed, read_claim

__all__ = [
    "Codebooks",
    "Ledger",
    "Parts",
    "Read",
    "ReadSummary",
    "is_question",
    "known_types",
    "mark",
    "mark_all",
    "mark_typed",
    "parts",
    "place_id",
    "read_claim",
    "tell",
    "times",
]
