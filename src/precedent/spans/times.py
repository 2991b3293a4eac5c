"""Where the times of a text stand, and of what form they are. What they mean is for :mod:`precedent.resolve.calendar`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from precedent.clean.document import Document
from precedent.knowledge.calendar import calendar_words
from precedent.records import Part, Tense
from precedent.spans.time_context import accepts, is_rate, without_article
from precedent.spans.time_notation import beginnings, compile_rule, expand, kept, literals
from precedent.spans.time_rules import ANCHORS, CONTINUATIONS, MACROS, RULES
from precedent.spans.time_tense import tense
from precedent.spans.time_tokens import OTHER, Alphabet, Tokens, tokenise

_OPENERS = frozenset(("in", "on", "by", "during", "at", "from", "since", "after", "until", "throughout", "around", "before", "for"))
_TENSED = frozenset(("day", "month", "weekday", "season", "quarter", "nth", "part", "holiday", "clock", "fiscal"))


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


_Rule = tuple[int, str, re.Pattern[str]]  # its place in the order, its form, its pattern


@dataclass(frozen=True, slots=True)
class _Grammar:
    """``rules`` by the class with which their matches begin; ``run`` is a stretch of known words, ``anchor`` what it must hold."""

    alphabet: Alphabet
    rules: Mapping[str, tuple[_Rule, ...]]
    continuations: Mapping[str, re.Pattern[str]]
    run: re.Pattern[str]
    anchor: re.Pattern[str]
    stop: str
    blank: str
    apart: str


def _notation(name: str) -> str:
    """A name of a day or a phrase, written as a rule."""
    return " ".join({"'": "APOS", "-": "DASH"}.get(w, w) for w in re.findall(r"(?:[a-z]\.)+|[a-z]+|['-]", name))


@cache
def _grammar() -> _Grammar:
    words = calendar_words()
    written = [(form, expand(rule, MACROS)) for form, rule in RULES]
    for number, holiday in enumerate(words.holidays):
        names = " | ".join(_notation(name) for name in holiday.names)
        written.append(
            (
                f"holiday:{number}",
                expand(
                    f"(which=Monthwhich)? ({names}) (part=PART | weekend)? ((of | COMMA)? year=YEAR | rel=Yearwhich year)?", MACROS
                ),
            )
        )
    for meaning, phrases in words.phrases.items():
        written.append((f"phrase:{meaning}", " | ".join(_notation(phrase) for phrase in phrases)))
    more = {form: expand(rule, MACROS) for form, rule in CONTINUATIONS.items()}
    every = {w for rule in (*(rule for _, rule in written), *more.values()) for w in literals(rule)}
    alphabet = Alphabet(words, every)
    members = alphabet.members
    named = {w for _, rule in written[len(RULES) :] for w in literals(rule)} - {"the", "of", "a", "to", "at", "in"}
    anchors = "".join(members.get(a) or members["=" + a] for a in ANCHORS) + "".join(members["=" + w] for w in sorted(named))
    rules: dict[str, list[_Rule]] = {}
    for order, (form, rule) in enumerate(written):
        pattern = compile_rule(rule, members)
        for code in beginnings(pattern.pattern):
            rules.setdefault(code, []).append((order, form, pattern))
    return _Grammar(
        alphabet=alphabet,
        rules={code: tuple(found) for code, found in rules.items()},
        continuations={form: compile_rule(rule, members) for form, rule in more.items()},
        run=re.compile(f"[^{re.escape(OTHER)}{members['BLANK']}]+"),
        anchor=re.compile(f"[{anchors}]"),
        stop=members["STOP"],
        blank=members["BLANK"],
        apart=members["BLANK"] + members["STOP"] + members["QUOTE"],
    )


def find(doc: Document) -> tuple[TimeSpan, ...]:
    """Every time expression of the title, then of the text, in the order in which they stand."""
    return tuple(find_in(doc.title.text, "title")) + tuple(find_in(doc.text.text, "text"))


def find_in(text: str, part: Part = "text") -> Iterator[TimeSpan]:
    """Every time expression of *text*, in order, none within another."""
    grammar = _grammar()
    tokens = tokenise(text, grammar.alphabet)
    codes, seen, sentence, paragraph = tokens.codes, 0, 0, 0
    for run in grammar.run.finditer(codes):
        if not grammar.anchor.search(codes, *run.span()):
            continue
        for form, first, last, fields in _in_run(grammar, tokens, *run.span()):
            sentence += codes.count(grammar.stop, seen, first)
            blanks = codes.count(grammar.blank, seen, first)
            sentence, paragraph, seen = sentence + blanks, paragraph + blanks, first
            start, end = tokens.starts[first], tokens.ends[last - 1]
            yield TimeSpan(
                part,
                start,
                end,
                text[start:end],
                form,
                fields,
                tokens.words[first - 1] if first else "",
                tense(tokens, first, last) if form.partition(":")[0] in _TENSED else None,
                sentence,
                paragraph,
                _leads(grammar, tokens, first),
            )


def _leads(grammar: _Grammar, tokens: Tokens, first: int) -> bool:
    before = first - 1
    if before >= 0 and tokens.words[before] in _OPENERS:
        before -= 1
    return before < 0 or tokens.codes[before] in grammar.apart


_Found = tuple[str, int, int, dict[str, tuple[str, ...]]]


def _in_run(grammar: _Grammar, tokens: Tokens, start: int, end: int) -> Iterator[_Found]:
    at = start
    while at < end:
        found = _longest(grammar, tokens, at, end)
        if found is None:
            at += 1
            continue
        while found is not None:
            more = _continuation(grammar, tokens, found)
            if more is not None and "year" in more[3] and "year" not in found[3]:
                found[3]["year"] = more[3]["year"]
            yield found
            at, found = found[2], more


def _longest(grammar: _Grammar, tokens: Tokens, at: int, end: int) -> _Found | None:
    codes = tokens.codes
    rules = grammar.rules.get(codes[at])
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


def _continuation(grammar: _Grammar, tokens: Tokens, found: _Found) -> _Found | None:
    """The day or year that goes on from *found* ("March 5-7", "1915-17"), with the month it shares."""
    form, _, last, before = found
    pattern = grammar.continuations.get(form)
    match = pattern.match(tokens.codes, last) if pattern else None
    if match is None or (form == "day" and "month" not in before):
        return None
    places = kept(match)
    first, last = places.pop("core")
    fields = {name: tuple(tokens.words[a:b]) for name, (a, b) in places.items()}
    fields = {**{k: v for k, v in before.items() if k in ("month", "year", "rel")}, **fields, "tail": before.get("year", ())}
    return (form, first, last, fields) if accepts(tokens, form + "tail", fields, first, last) else None
