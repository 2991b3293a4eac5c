"""What the ledger answers: verdicts on claims, with what speaks for and against them and what could not be seen.

Keys and their order are the contract's. ``supported``, ``refuted`` and ``not-enough-info`` are FEVER's labels.
"""

from __future__ import annotations

from typing import Literal

from precedent.base import Record
from precedent.entries import Citation, Difference, RowsHeld
from precedent.query import Query
from precedent.records import Since

AnswerKind = Literal["count", "date", "events", "actors", "places", "unreadable"]
Label = Literal["supported", "refuted", "not-enough-info"]


class ClaimReading(Record, frozen=True, kw_only=True):
    """How a claim was understood: in plain English, and as the query that was asked."""

    words: str
    query: Query


class ReadingVerdict(Record, frozen=True, kw_only=True):
    """The verdict under one reading of the bound ("last August"). Events are ids, in the order of their dates, latest first."""

    since: Since | None
    verdict: Label
    evidence: tuple[str, ...]
    counter: tuple[str, ...]
    why: str | None = None


class NearMiss(Record, frozen=True, kw_only=True):
    """An event that nearly counted, and the fields that kept it out."""

    event: str
    differs: tuple[Difference, ...]
    words: str


class Gap(Record, frozen=True, kw_only=True):
    """Whole months, first and last day included, in which the ledger holds no report."""

    from_: str
    until: str
    reports: int


class CitedTotal(Record, frozen=True, kw_only=True):
    """A sum that a report gives and that is more than the ledger's own count: "about 34,000 people"."""

    event: str
    value: float | int
    words: str
    citations: tuple[Citation, ...]


class Coverage(Record, frozen=True, kw_only=True):
    """What the ledger holds for a place and time, and so what it could not have seen. Both dates are days, included.

    ``rows`` are imported ones, by data set; they are no reports.
    """

    reports: int
    sources: int
    from_: str | None
    until: str | None
    gaps: tuple[Gap, ...]
    totals: tuple[CitedTotal, ...]
    words: str
    rows: tuple[RowsHeld, ...] = ()


class Verdict(Record, frozen=True, kw_only=True):
    """The answer to ``precedent check``: that of the likeliest reading that the ledger can judge, and each reading's own."""

    claim: str
    kind: str
    as_of: str | None
    reading: ClaimReading
    verdict: Label
    why: str
    readings: tuple[ReadingVerdict, ...]
    evidence: tuple[str, ...]
    counter: tuple[str, ...]
    near_misses: tuple[NearMiss, ...]
    coverage: Coverage


class Answer(Record, frozen=True, kw_only=True):
    """The answer to ``precedent ask``: a number, a day (or days), or what and who was found, with the events it rests on.

    ``answer`` is null where the question could not be read (``answer_kind`` unreadable), or where nothing was found to
    date. ``words`` is the answer in plain English, ``caveats`` what to mind: another reading of a time, dates that are not sure.
    """

    question: str
    as_of: str | None
    reading: ClaimReading | None
    answer: int | float | str | tuple[str, ...] | None
    answer_kind: AnswerKind
    events: tuple[str, ...]
    near_misses: tuple[NearMiss, ...]
    coverage: Coverage | None
    words: str
    caveats: tuple[str, ...] = ()


class Likeness(Record, frozen=True, kw_only=True):
    """One thing in which two events are held against each other: what each has, and what that is worth (0 to ``most``)."""

    field: str
    here: str
    there: str
    worth: float
    most: float


class Precedent(Record, frozen=True, kw_only=True):
    """An earlier event: ``score`` (0 to 1) is the sum of what its likenesses are worth, over the most they could be."""

    event: str
    score: float
    same: tuple[Likeness, ...]
    differs: tuple[Likeness, ...]
    words: str


class Precedents(Record, frozen=True, kw_only=True):
    """The answer to ``precedent precedents``: the most alike before an event, the nearest first."""

    event: str
    as_of: str | None
    precedents: tuple[Precedent, ...]
    coverage: Coverage


class Confused(Record, frozen=True, kw_only=True):
    """A sentence of a codebook that was read wrongly by what the others teach: how, and which of them is most like it."""

    text: str
    what: str
    like: str


class Overlap(Record, frozen=True, kw_only=True):
    """A shipped type, or mode of one, that has something in common with a codebook's type.

    ``examples``: how many of the codebook's examples are read as it; ``shipped``: how many of its own examples are read as the
    codebook's type.
    """

    type: str
    examples: int
    shipped: int


class RoleLearnt(Record, frozen=True, kw_only=True):
    """A role of a codebook's type, and the encoder's role that fills it; null where none does, and it stays empty."""

    role: str
    read_as: str | None


class Trial(Record, frozen=True, kw_only=True):
    """``precedent codebook test``: a type whose sentences were left out in turn, and read by what the others teach.

    Precision counts what is found in its examples, in its ``look_alikes``, and in ``others``: examples of shipped types.
    """

    codebook: str
    type: str
    examples: int
    look_alikes: int
    others: int
    precision: float
    recall: float
    f1: float
    confused: tuple[Confused, ...]
    overlaps: tuple[Overlap, ...]
    roles: tuple[RoleLearnt, ...]
