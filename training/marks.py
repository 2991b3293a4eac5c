"""What the mark-up says, as records: a text with its names, triggers, attributions and claims, offsets in code points."""

from __future__ import annotations

from typing import Literal, NamedTuple

from precedent.base import Record
from precedent.records import Attribution, Cue, Genericity, Modality, Polarity, Span, Standing, Tense


class Name(Span, frozen=True, kw_only=True):
    kind: str


class RoleMark(Span, frozen=True, kw_only=True):
    """Words in a role of a trigger. ``before`` is true where they stand in an earlier sentence."""

    role: str
    before: bool = False


class QuantityMark(Span, frozen=True, kw_only=True):
    kind: str


class Trigger(Span, frozen=True, kw_only=True):
    """One telling of the event with that number in its text; the attributes are those of this telling."""

    event: int
    type: str
    mode: str | None = None
    also: tuple[str, ...] = ()
    roles: tuple[RoleMark, ...] = ()
    quantities: tuple[QuantityMark, ...] = ()
    cues: tuple[Cue, ...] = ()
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    genericity: Genericity = "specific"
    tense: Tense = "past"
    standing: Standing | None = None


class ClaimMark(Span, frozen=True, kw_only=True):
    kind: str
    event: int | None = None


class Line(Span, frozen=True, kw_only=True):
    """A sentence, its paragraph, its line in the file and the traps that its writer named."""

    line: int
    paragraph: int
    tags: tuple[str, ...] = ()


class Text(Record, frozen=True, kw_only=True):
    """A report, or a sentence that stands by itself (``standing`` of its triggers is then unknown), with all its marks."""

    id: str
    kind: Literal["report", "sentence"]
    file: str
    line: int
    title: str | None
    text: str
    source: str | None = None
    style: str
    region: str
    published: str
    sentences: tuple[Line, ...]
    names: tuple[Name, ...]
    triggers: tuple[Trigger, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[ClaimMark, ...]


class Problem(NamedTuple):
    file: str
    line: int
    wrong: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.wrong}"


class Parsed(NamedTuple):
    texts: tuple[Text, ...]
    problems: tuple[Problem, ...]
