"""A report made ready to read: views, paragraphs, sentences, tokens, language, repeats and quotations."""

from __future__ import annotations

from precedent.clean.document import Document, Sentence, View
from precedent.clean.sentences import paragraphs, sentences
from precedent.clean.tokens import tokenize
from precedent.records import Part, Report


def prepare(report: Report) -> Document:
    """Everything that can be known about a report's text before anyone reads it for meaning."""
    title = View(text=report.title or "", raw=report.title or "")
    text = View(text=report.text, raw=report.text)
    found: list[Sentence] = []
    _cut("title", title, found)
    _cut("text", text, found)
    return Document(report=report, title=title, text=text, sentences=tuple(found), language="en", quotes=report.quotes)


def _cut(part: Part, view: View, found: list[Sentence]) -> None:
    for number, (first, last) in enumerate(paragraphs(view.text)):
        for start, end in sentences(view.text, first, last):
            tokens = tokenize(view.text, start, end)
            found.append(Sentence(len(found), part, start, end, number, view.text[start:end], tokens))
