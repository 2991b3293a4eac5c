"""A report made ready to read: views over its title and text, cut into paragraphs, sentences and tokens.

The view is the text with repairs (white space, broken encodings); ``back`` maps every place in it to the text as it was
given. Every room from here to ``events`` counts offsets in the view of the part (title or text) it looks at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from precedent.records import Part, Quote, Repeat, Report, Span


@dataclass(frozen=True, slots=True)
class View:
    """Text to read, and for each of its offsets the offset in the text as given (None: the same)."""

    text: str
    raw: str
    back: tuple[int, ...] | None = None

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The bounds in the text as given of ``text[start:end]``."""
        if self.back is None:
            return start, end
        if end <= start:
            return self.back[start], self.back[start]
        return self.back[start], self.back[end]


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


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its views; sentences of the title come first, then those of the text in order."""

    report: Report
    title: View
    text: View
    sentences: tuple[Sentence, ...]
    language: str | None
    repeats: tuple[Repeat, ...] = ()
    quotes: tuple[Quote, ...] = ()

    def view(self, part: Part) -> View:
        return self.title if part == "title" else self.text

    def span(self, part: Part, start: int, end: int) -> Span:
        """A span of the view; ``pipeline`` moves it to the text as given."""
        return Span(start=start, end=end, text=self.view(part).text[start:end], in_="title" if part == "title" else None)
