"""A sentence as the claim finder reads it: words, tags and phrases, with the times and events that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from precedent.clean.document import Sentence
from precedent.events.draft import Draft
from precedent.records import Time
from precedent.spans.phrases import Chunk, Phrases


class Placed(NamedTuple):
    """A time and the tokens ``first:last`` (half-open) it stands on."""

    first: int
    last: int
    time: Time


@dataclass(frozen=True, slots=True)
class Line:
    """``published`` is the day the report came out, ``earlier`` the last time told before this sentence."""

    sentence: Sentence
    words: tuple[str, ...]
    phrases: Phrases
    times: tuple[Placed, ...]
    drafts: tuple[Draft, ...]
    published: str | None
    earlier: Time | None

    def is_at(self, position: int, phrase: Sequence[str]) -> bool:
        return self.words[position : position + len(phrase)] == tuple(phrase)

    def chunk(self, position: int) -> Chunk | None:
        """The noun phrase that holds a token."""
        return next((c for c in self.phrases.chunks if c.first <= position < c.last), None)

    def time_from(self, position: int, reach: int) -> Placed | None:
        """The first time that ends after *position* and begins at most *reach* tokens beyond it."""
        return next((t for t in self.times if t.last > position and t.first <= position + reach), None)

    def finite(self, position: int) -> bool:
        """Whether a token is a verb that makes a clause: not an infinitive, a participle or a gerund."""
        if self.phrases.tags[position] not in ("VERB", "AUX"):
            return False
        return self.phrases.penn[position] in ("VBD", "VBP", "VBZ", "MD")


def place(times: Sequence[Time], sentence: Sentence) -> tuple[Placed, ...]:
    """The times of a sentence on its tokens."""
    part = "title" if sentence.part == "title" else None
    placed = []
    for time in times:
        if time.in_ == part and sentence.start <= time.start < sentence.end:
            on = [k for k, token in enumerate(sentence.tokens) if token.start < time.end and token.end > time.start]
            if on:
                placed.append(Placed(on[0], on[-1] + 1, time))
    return tuple(placed)
