"""A report made ready to read: views, paragraphs, sentences, tokens, language, repeats and quotations."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from precedent.clean import dateline, post, quotations
from precedent.clean.document import Document, Sentence, View
from precedent.clean.language import language
from precedent.clean.repeats import repeated
from precedent.clean.sentences import Bounds, lines, paragraphs, sentences
from precedent.clean.tokens import tokenize
from precedent.clean.view import view
from precedent.records import Part, Quote, Repeat, Report


def prepare(report: Report) -> Document:
    """Everything that can be known of a report's text before anyone reads it for meaning.

    Where the text is a pasted forum post, ``Document.report`` carries the poster's name and rank, the number and the date
    found there, if they were not given; the lines that say so, like those that introduce a quotation, make no sentences.
    """
    title, text = view(report.title or ""), view(report.text)
    rows = lines(text.text)
    posted = None if report.extracted else post.find(text.text, rows)
    quoted = [] if report.extracted else quotations.find(text.text, rows, posted is not None or report.number is not None)
    quotes = tuple(_quote(text, *text.seen(quote.start, quote.end), quote.author, quote.post) for quote in report.quotes) or tuple(
        _quote(text, *quotation.body, quotation.author, None) for quotation in quoted
    )
    furniture = sorted({*(posted.furniture if posted else ()), *(line for quotation in quoted for line in quotation.furniture)})

    cut = [
        (bounds, sentences(text.text, *bounds))
        for block in _around(len(text.text), furniture)
        for bounds in paragraphs(text.text, *block)
    ]
    bodies = sorted((quote.start, quote.end) for quote in quotes)
    filed = dateline.find(text.text, cut[0][0][0] if posted and cut else 0)  # not the day on which a poster joined
    if filed is not None:
        cut = [(bounds, _split(text.text, inside, filed.end)) for bounds, inside in cut]
    again = repeated(text.text, [(bounds, inside) for bounds, inside in cut if not _within(bodies, *bounds)])
    found: list[Sentence] = []
    for number, bounds in enumerate(paragraphs(title.text)):
        for start, end in sentences(title.text, *bounds):
            found.append(_sentence(len(found), "title", title, start, end, number))
    for number, (bounds, inside) in enumerate(cut):
        for start, end in inside:
            repeat = bounds in again or (start, end) in again
            found.append(_sentence(len(found), "text", text, start, end, number, repeat, _within(bodies, start, end)))
    return Document(
        report=_dated(_with_post(report, posted), filed),
        title=title,
        text=text,
        sentences=tuple(found),
        language=language(text.text) or language(title.text),
        repeats=tuple(Repeat(start=start, end=end, text=text.text[start:end], of=first) for (start, end), first in again.items()),
        quotes=quotes,
        dateline=None if filed is None else (filed.start, filed.end),
    )


def _split(text: str, inside: list[Bounds], at: int) -> list[Bounds]:
    """Sentences with the one that *at* lies in cut in two there: a dateline is no part of the sentence after it."""
    before = len(text[:at].rstrip())
    return [half for start, end in inside for half in (((start, before), (at, end)) if start < at < end else ((start, end),))]


def _sentence(
    index: int, part: Part, view: View, start: int, end: int, paragraph: int, repeat: bool = False, quoted: bool = False
) -> Sentence:
    return Sentence(index, part, start, end, paragraph, view.text[start:end], tokenize(view.text, start, end), repeat, quoted)


def _quote(view: View, start: int, end: int, author: str | None, post: str | None) -> Quote:
    return Quote(start=start, end=end, text=view.text[start:end], author=author, post=post)


def _around(length: int, furniture: list[Bounds]) -> list[Bounds]:
    """The blocks of text between the lines that are no prose."""
    starts = [0, *(end for _, end in furniture)]
    ends = [*(start for start, _ in furniture), length]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _within(bodies: list[Bounds], start: int, end: int) -> bool:
    """Whether more of a sentence than not is quoted."""
    number = bisect_right(bodies, (start, end))
    overlap = sum(max(0, min(end, until) - max(start, from_)) for from_, until in bodies[max(0, number - 1) : number + 1])
    return 2 * overlap > end - start


def _with_post(report: Report, posted: post.Post | None) -> Report:
    """The report with what the lines around a pasted post say, where nothing was given."""
    if posted is None:
        return report
    said = {name: getattr(posted, name) for name in ("author", "rank", "number") if getattr(report, name) is None}
    if report.published is None and posted.published is not None:
        said |= {"published": posted.published, "published_by": "text"}
    return msgspec.structs.replace(report, **said)


def _dated(report: Report, filed: dateline.Dateline | None) -> Report:
    """The report with its dateline's date as that of publication, where no other is known."""
    if report.published is not None or filed is None or filed.date is None:
        return report
    return msgspec.structs.replace(report, published=filed.date, published_by="text")
