"""Where the times of a text stand, and of what form they are. What they mean is for :mod:`precedent.resolve.calendar`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from precedent.clean.document import Document
from precedent.records import Part, Tense
from precedent.spans.time_context import accepts, is_rate, without_article
from precedent.spans.time_grammar import Grammar, grammar
from precedent.spans.time_notation import kept
from precedent.spans.time_tense import tense
from precedent.spans.time_tokens import Tokens, tokenise

_TENSED = frozenset(("day", "month", "weekday", "season", "quarter", "nth", "part", "unit", "holiday", "clock", "fiscal"))
_OPENERS = frozenset(("in", "on", "by", "during", "at", "from", "since", "after", "until", "throughout", "around", "before", "for"))


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression in the view of ``part``.

    ``fields`` holds the words kept by the rule of this ``form``, in lower case; ``before`` the word in front; ``sentence``
    and ``paragraph`` count full stops and blank lines before it, so that two spans can be told to stand together; ``leads``
    holds where it opens its sentence ("In 2017, …").
    """

    part: Part
    start: int
    end: int
    text: str
    form: str
    fields: Mapping[str, tuple[str, ...]]
    before: str
    tense: Tense | None
    sentence: int
    paragraph: int
    leads: bool


def find(doc: Document) -> tuple[TimeSpan, ...]:
    """Every time expression of the title, then of the text, in the order in which they stand."""
    return tuple(find_in(doc.title.text, "title")) + tuple(find_in(doc.text.text, "text"))


def find_in(text: str, part: Part = "text") -> Iterator[TimeSpan]:
    """Every time expression of *text*, in order, none within another."""
    known = grammar()
    tokens = tokenise(text, known.alphabet)
    codes, seen, sentence, paragraph = tokens.codes, 0, 0, 0
    for run in known.run.finditer(codes):
        if not known.anchor.search(codes, *run.span()):
            continue
        for form, first, last, fields in _in_run(known, tokens, *run.span()):
            blanks = codes.count(known.blank, seen, first)
            sentence += codes.count(known.stop, seen, first) + blanks
            paragraph, seen = paragraph + blanks, first
            start, end = tokens.starts[first], tokens.ends[last - 1]
            yield TimeSpan(
                part=part,
                start=start,
                end=end,
                text=text[start:end],
                form=form,
                fields=fields,
                before=tokens.words[first - 1] if first else "",
                tense=tense(tokens, first, last) if form.partition(":")[0] in _TENSED else None,
                sentence=sentence,
                paragraph=paragraph,
                leads=_leads(known, tokens, first),
            )


def _leads(known: Grammar, tokens: Tokens, first: int) -> bool:
    before = first - 1
    if before >= 0 and tokens.words[before] in _OPENERS:
        before -= 1
    return before < 0 or tokens.codes[before] in known.opens


_Found = tuple[str, int, int, dict[str, tuple[str, ...]]]


def _in_run(known: Grammar, tokens: Tokens, start: int, end: int) -> Iterator[_Found]:
    at = start
    while at < end:
        found = _longest(known, tokens, at, end)
        if found is None:
            at += 1
            continue
        while found is not None:
            more = _continuation(known, tokens, found)
            if more is not None and "year" in more[3] and "year" not in found[3]:
                found[3]["year"] = more[3]["year"]
            yield found
            at, found = found[2], more


def _longest(known: Grammar, tokens: Tokens, at: int, end: int) -> _Found | None:
    codes = tokens.codes
    rules = known.rules.get(codes[at])
    if rules is None:
        return None
    matches = [(-match.end(), order, form, match) for order, form, pattern in rules if (match := pattern.match(codes, at, end))]
    for _, _, form, match in sorted(matches, key=_length_then_order):
        places = kept(match)
        first, last = places.pop("core", match.span())
        fields = {name: tuple(tokens.words[a:b]) for name, (a, b) in places.items()}
        first = without_article(tokens, form, first, last)
        if last > first and accepts(tokens, form, fields, first, last):
            return ("set" if form == "span" and is_rate(tokens, fields, first) else form), first, last, fields
    return None


def _length_then_order(found: tuple[int, int, str, re.Match[str]]) -> tuple[int, int]:
    return found[:2]


def _continuation(known: Grammar, tokens: Tokens, found: _Found) -> _Found | None:
    """The day or year that goes on from *found* ("March 5-7", "1915-17"), with the month it shares."""
    form, _, last, before = found
    pattern = known.continuations.get(form)
    match = pattern.match(tokens.codes, last) if pattern else None
    if match is None or (form == "day" and "month" not in before):
        return None
    places = kept(match)
    first, last = places.pop("core")
    shared = {name: words for name, words in before.items() if name in ("month", "year", "rel")}
    own = {name: tuple(tokens.words[a:b]) for name, (a, b) in places.items()}
    fields = {**shared, **own, "tail": before.get("year", ())}
    return (form, first, last, fields) if accepts(tokens, form + "tail", fields, first, last) else None
