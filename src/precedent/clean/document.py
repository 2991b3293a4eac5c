"""A report made ready to read: views over its title and text, cut into paragraphs, sentences and tokens.

The view is the text with repairs (white space, broken encodings); ``back`` maps every place in it to the text as it was
given. Every room from here to ``events`` counts offsets in the view of the part (title or text) it looks at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from precedent.records import Part, Quote, Repeat, Report, Span


@dataclass(frozen=True, slots=True)
class View:
    """Text to read, and the map to the text as given (None: every offset is the same).

    Character ``i`` of ``text`` stands for ``raw[back[i]:ends[i]]``; ``back`` rises strictly and ends with ``len(raw)``.
    """

    text: str
    raw: str
    back: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The bounds in the text as given of ``text[start:end]``."""
        if self.back is None or self.ends is None:
            return start, end
        return self.back[start], self.ends[end - 1] if end > start else self.back[start]

    def seen(self, start: int, end: int) -> tuple[int, int]:
        """The bounds in ``text`` of ``raw[start:end]``, without what the repairs took out: ``given`` the other way round."""
        if self.back is None:
            return start, end
        first = bisect_left(self.back, start, hi=len(self.text))
        return first, max(first, bisect_left(self.back, end, hi=len(self.text)))


class Token(NamedTuple):
    """A word, number or mark of punctuation, with its offsets in the view."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the title or of the text. ``repeat``: the same words stand earlier; ``quoted``: an earlier post's."""

    index: int
    part: Part
    start: int
    end: int
    paragraph: int
    text: str
    tokens: tuple[Token, ...]
    repeat: bool = False
    quoted: bool = False

    @property
    def in_(self) -> Literal["title"] | None:
        """The part as spans name it."""
        return "title" if self.part == "title" else None

    def holds(self, span: Span) -> bool:
        """Whether a span begins in it."""
        return span.in_ == self.in_ and self.start <= span.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its views; sentences of the title come first, then those of the text in order.

    ``dateline`` bounds what the head of the text says of where and when it was filed: no time in there is an event's.
    """

    report: Report
    title: View
    text: View
    sentences: tuple[Sentence, ...]
    language: str | None
    repeats: tuple[Repeat, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dateline: tuple[int, int] | None = None

    def view(self, part: Part) -> View:
        return self.title if part == "title" else self.text

    def span(self, part: Part, start: int, end: int) -> Span:
        """A span of the view; ``pipeline`` moves it to the text as given."""
        return Span(start=start, end=end, text=self.view(part).text[start:end], in_="title" if part == "title" else None)

    def words(self, sentence: Sentence, first: int, last: int) -> Span:
        """The span of tokens ``first:last`` (half-open) of a sentence."""
        return self.span(sentence.part, sentence.tokens[first].start, sentence.tokens[last - 1].end)

    def sentence_at(self, part: Part, start: int) -> Sentence | None:
        """The sentence that holds the place *start*; None in the lines around a pasted post or a quotation, which are no prose."""
        at = bisect_right(self.sentences, (part == "text", start), key=lambda s: (s.part == "text", s.start)) - 1
        found = self.sentences[at] if at >= 0 else None
        return found if found is not None and found.part == part and start < found.end else None
