"""A sentence as the claim finder reads it: words, tags and phrases, with the times and events that stand in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
        """Whether a token is a verb that makes a clause: not an infinitive, a participle or a gerund, nor one of those who
        take part ("crossed by border | guards")."""
        if self.phrases.tags[position] not in ("VERB", "AUX"):
            return False
        token, part = self.sentence.tokens[position], self.sentence.in_
        if any(a.in_ == part and a.start <= token.start and token.end <= a.end for d in self.drafts for a in d.actors):
            return False
        return self.phrases.penn[position] in ("VBD", "VBP", "VBZ", "MD")


def place(times: Sequence[Time], sentences: Sequence[Sentence]) -> dict[int, tuple[Placed, ...]]:
    """The times of each sentence (by its index) on its tokens. One walk over both, title first and then in order."""
    placed: dict[int, list[Placed]] = {}
    waiting = iter(sorted(times, key=lambda t: (t.in_ != "title", t.start)))
    time = next(waiting, None)
    for sentence in sentences:
        part = sentence.in_
        while time is not None and ((time.in_ == "title" and part is None) or (time.in_ == part and time.start < sentence.end)):
            first = bisect_right(sentence.tokens, time.start, key=lambda t: t.end)
            last = bisect_left(sentence.tokens, time.end, key=lambda t: t.start)
            if first < last and time.in_ == part:
                placed.setdefault(sentence.index, []).append(Placed(first, last, time))
            time = next(waiting, None)
    return {index: tuple(found) for index, found in placed.items()}
