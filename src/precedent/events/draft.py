"""What the room knows of an event while it reads: filled step by step, then frozen into a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from precedent.clean.document import Sentence
from precedent.encode.reading import Trigger
from precedent.records import (
    Also,
    Attribution,
    Cue,
    Genericity,
    Modality,
    Polarity,
    Quantity,
    RoleActor,
    RolePlace,
    Span,
    Standing,
    Tense,
    Time,
)

DAYS = frozenset({"day", "part", "hour", "minute", "second"})  # grains of a time that says the day


@dataclass(slots=True)
class Draft:
    """One telling of an event: its trigger is ``sentence.tokens[first:last]`` (half-open), ``head`` the token that decides.

    ``told`` is what the encoder says of these words.
    """

    sentence: Sentence
    told: Trigger
    first: int
    last: int
    head: int
    codebook: str
    type: str
    mode: str | None
    score: float
    takes: tuple[str, ...] = ("actor", "recipient")  # the roles that its type has
    contextual: bool = False  # the mode is a guess from who and what else is there, not said by the trigger's words
    nominal: bool = False
    passive: bool = False
    headed: bool = False  # told by the main clause of what heads the report
    also: list[Also] = field(default_factory=list)
    actors: list[RoleActor] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    near: list[Time] = field(default_factory=list)  # of its sentence, in no event's role, and no time at which it was said
    places: list[RolePlace] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    genericity: Genericity = "specific"
    tense: Tense | None = None
    cues: list[Cue] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    standing: Standing = "other"

    @property
    def start(self) -> int:
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.sentence.tokens[self.last - 1].end


def by_sentence(drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    """The drafts of each sentence, by its index, in the order given."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        found.setdefault(draft.sentence.index, []).append(draft)
    return found


def cue(attribute: str, words: Span) -> Cue:
    """The words that give an attribute its value."""
    return Cue(attribute=attribute, start=words.start, end=words.end, text=words.text, in_=words.in_)
