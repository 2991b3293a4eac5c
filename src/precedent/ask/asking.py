"""What a question asks for, and the statement it asks about: "when did a soldier last cross?" is "a soldier crossed".

The statement is then read like any sentence of a report, so that a question means what the same words mean there. What
is asked for stands in it as a number ("7 soldiers crossed") or as "someone", and is found again by its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import yaml

from precedent.clean.document import Sentence, Token
from precedent.clean.tokens import tokenize
from precedent.codebooks.inflect import past
from precedent.spans.phrases import parse

Kind = Literal["count", "date", "events", "actors", "places", "happened"]
Which = Literal["last", "first", "all"]

# Stands for the number asked for: read as one, and of no year, day or hour.
NUMBER = "77"
SOMEONE = "the man"  # "someone abducted teachers" is read as two phrases


class Asked(NamedTuple):
    """*statement* is None where the question names no event ("what happened in 2017?"): then *rest* says where and when.

    ``held`` bounds the words in the statement (code points, half-open) that stand for what is asked, None where nothing does.
    ``by`` is what a count counts, None where the noun behind "how many" decides.
    """

    kind: Kind
    which: Which
    statement: str
    held: tuple[int, int] | None = None
    by: Literal["events", "reports"] | None = None
    role: str | None = None
    planned: bool = False
    whole: bool = False


class _Words(NamedTuple):
    lead: tuple[tuple[str, ...], ...]
    begins: tuple[tuple[str, tuple[str, ...]], ...]
    occasion: tuple[tuple[str, ...], ...]
    sets: dict[str, frozenset[str]]


@cache
def _load() -> _Words:
    data = yaml.load(files(__package__).joinpath("words.yaml").read_bytes(), yaml.CSafeLoader)
    begins = [(kind, tuple(phrase.split())) for kind, phrases in data["begins"].items() for phrase in phrases]
    return _Words(
        lead=_phrases(data["lead"]),
        begins=tuple(sorted(begins, key=lambda b: -len(b[1]))),  # the longest that fits says most
        occasion=_phrases(data["occasion"]),
        sets={name: frozenset(words) for name, words in data.items() if name not in ("lead", "begins", "occasion")},
    )


def _phrases(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(line.split()) for line in lines), key=lambda p: -len(p)))


class Verbs(NamedTuple):
    """The verbs that tell events: in their base form, and in any."""

    bases: frozenset[str]
    forms: frozenset[str]


class _Question:
    """A question while it is taken apart."""

    def __init__(self, text: str, verbs: Verbs) -> None:
        self.text = text.strip().rstrip("?!. ")
        self.tokens = tokenize(self.text, 0, len(self.text))
        self.words = tuple(t.lower for t in self.tokens)
        self.verbs = verbs
        self.which: Which = "all"

    def begins(self, at: int, phrases: Sequence[tuple[str, ...]]) -> int:
        """Where the first of *phrases* that stands at *at* ends; *at* itself where none does."""
        return next((at + len(p) for p in phrases if self.words[at : at + len(p)] == p), at)

    def is_in(self, at: int, name: str) -> bool:
        return at < len(self.words) and self.words[at] in _load().sets[name]

    def said(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def phrase(self, at: int) -> int:
        """Where the noun phrase that begins at *at* ends, with what hangs on it by "of" or "from"."""
        parsed = parse(_sentence(self.text, self.tokens[at:]))
        end = next((c.last for c in parsed.chunks if c.first == 0), 1 if at < len(self.tokens) else 0)
        end = next((k for k in range(1, end) if self.is_in(at + k, "auxiliary")), end)
        while end < len(parsed.tags) and self.words[at + end] in ("of", "from") and not self.is_in(at + end + 1, "auxiliary"):
            further = next((c for c in parsed.chunks if c.first == end + 1), None)
            if further is None:
                break
            end = further.last
        return at + end

    def tells(self, at: int) -> bool:
        return at < len(self.words) and (self.words[at] in self.verbs.forms or self.is_in(at, "happening"))

    def verb(self, first: int, *, base: bool) -> tuple[int, int] | None:
        """The subject's end and the verb behind it, from *first* on: the shortest noun phrase that a verb follows."""
        for at in range(first + 1, len(self.words)):
            verb = at
            while self.is_in(verb, "adverbs") and verb + 1 < len(self.words):
                verb += 1
            if (
                self.tells(verb)
                and not (base and self.words[verb] not in self.verbs.bases | _load().sets["happening"])
                and self._whole(first, at)
            ):
                self._note(at, verb)
                return at, verb
        return None

    def _whole(self, first: int, last: int) -> bool:
        """Whether words make one noun phrase, or several joined by prepositions."""
        if self.words[first:last] == ("there",):
            return True
        said = self.said(first, last)
        parsed = parse(_sentence(said, tokenize(said, 0, len(said))))
        chunks = parsed.chunks
        ends = bool(chunks) and chunks[0].first == 0 and chunks[-1].last == len(parsed.tags)
        return ends and parsed.tags[-1] not in ("NUM", "DET") and not self.is_in(last - 1, "adverbs")

    def _note(self, first: int, last: int) -> None:
        """Adverbs before the verb say which of several is meant: "last", "most recently", "first"."""
        said = set(self.words[first:last])
        if said & {"last", "recently", "lately"}:
            self.which = "last"
        elif said & {"first", "originally"}:
            self.which = "first"


def _sentence(text: str, tokens: Sequence[Token]) -> Sentence:
    return Sentence(0, "text", 0, len(text), 0, text, tuple(tokens))


def read(text: str, verbs: Verbs) -> Asked | None:
    """What *text* asks; None where it begins like no question that is known."""
    q = _Question(text, verbs)
    words = _load()
    at = q.begins(0, words.lead)
    kind, first = next(((k, at + len(p)) for k, p in words.begins if q.words[at : at + len(p)] == p), ("", at))
    if kind == "" and q.is_in(at, "auxiliary"):
        return _stated(q, "happened", at, None, None)
    if kind == "" or first >= len(q.words):
        return None
    if kind == "whole":
        return Asked("events", "all", q.said(first, len(q.words)), whole=True)
    if kind == "happened":
        ever = q.words[at:first]
        existing = "there" in ever
        return _finish(q, "happened", [("There was " if existing else "") + q.said(first, len(q.words))], None)
    if kind == "listed":
        return _existing(q, "events", first)
    return _with_noun(q, kind, at, first)


def _with_noun(q: _Question, kind: str, at: int, first: int) -> Asked | None:
    lead = q.words[at] if q.words[at] in ("in", "at", "to", "from", "by", "against", "with", "on") else None
    if kind == "occasions":
        return _stated(q, "count", first, None, lead, by="events")
    if kind == "reports":
        while first < len(q.words) and q.words[first] in (
            "tell",
            "told",
            "speak",
            "report",
            "reported",
            "mention",
            "of",
            "about",
            "on",
            "that",
            "there",
            "are",
            "say",
        ):
            first += 1
        return _finish(q, "count", [q.said(first, len(q.words))], None, by="reports")
    if kind in ("date", "places"):
        return _stated(q, "date" if kind == "date" else "places", first, None, lead)
    if kind == "actors":
        return _stated(q, "actors", first, SOMEONE, lead)
    end = q.phrase(first)
    noun = q.said(first, end)
    if kind == "count":
        return _stated(q, "count", end, f"{NUMBER} {noun}", lead)
    if q.is_in(first, "auxiliary"):  # "which was the last attack", "what were the protests"
        return _existing(q, "events", first + 1)
    head = end - 1
    place = q.is_in(head, "places") or (q.is_in(head, "states") and lead in ("in", "at", "to", "from"))
    if place:
        return _stated(q, "places", end, None if lead in ("in", "at") else noun, lead)
    return _stated(q, "actors", end, noun, lead)


def _existing(q: _Question, kind: Kind, first: int) -> Asked | None:
    """What is only named, not told in a clause: "when was the last protest in Paris?" is "there was a protest in Paris"."""
    if first < len(q.words) and q.words[first] in ("there",):
        first += 1
    if first < len(q.words) and q.words[first] in ("all", "any", "every", "the", "a", "an"):
        first += 1
    if first + 1 < len(q.words) and q.words[first] == "most" and q.words[first + 1] == "recent":
        q.which, first = "last", first + 2
    elif q.is_in(first, "last"):
        q.which, first = "last", first + 1
    elif q.is_in(first, "first"):
        q.which, first = "first", first + 1
    if first >= len(q.words):
        return None
    return _finish(q, kind, ["There was", q.said(first, len(q.words))], None)


def _stated(
    q: _Question, kind: Kind, first: int, held: str | None, lead: str | None, by: Literal["events"] | None = None
) -> Asked | None:
    """The statement behind the question word: subject first, the verb in its past form, what is asked in its place."""
    words, end = _load(), _trailing(q)
    if first >= end:
        return None
    if not q.is_in(first, "auxiliary"):  # "who shot him", "which civilians crossed"; "how many crossings in 2024"
        if held is None:
            return None
        return _finish(
            q, kind, [held, q.said(first, end)] if q.tells(first) else ["There were", held, q.said(first, end)], held, by=by
        )
    helper = q.words[first]
    after = q.begins(first + 1, words.occasion)
    if after > first + 1:
        q.which = "first" if "first" in q.words[first + 1 : after] else "last"
        return _finish(q, kind, [q.said(after, end)], None, by=by)
    straight = first + 1
    while q.is_in(straight, "adverbs") and straight + 1 < end:
        straight += 1
    if held is not None and helper not in words.sets["dropped"] and straight < end and (q.tells(straight)):
        q._note(first + 1, straight)
        return _finish(
            q, kind, [held, q.said(first, first + 1), q.said(straight, end)], held, by=by, planned=helper in words.sets["planned"]
        )
    found = q.verb(first + 1, base=helper in words.sets["dropped"])
    if found is None or found[1] >= end:
        if helper in words.sets["dropped"] or helper in words.sets["planned"]:
            return None
        if held is not None and q.words[first + 1 : first + 2] == ("there",):
            return _finish(q, kind, ["There were", held, q.said(first + 2, end)], held, by=by)
        return _existing(q, kind, first + 1) if held is None else _finish(q, kind, [held, q.said(first, end)], held, by=by)
    subject, verb = found
    if q.words[first + 1 : subject] == ("there",) and held is not None:  # "how many attacks have there been"
        return _finish(q, kind, ["There were", held, q.said(verb + 1, end)], held, by=by)
    spoken = past(q.words[verb]) if helper in words.sets["dropped"] else f"{helper} {q.said(verb, verb + 1)}"
    tail = verb + 1
    stranded = tail
    while stranded < end and q.words[stranded] in ("with", "by", "to", "from", "against", "at", "in", "on", "into"):
        following = q.words[stranded + 1] if stranded + 1 < end else ""
        if following and following not in ("in", "on", "at", "since", "between", "during", "last", "this", "after", "before", "by"):
            break
        stranded += 1
        break
    pieces = [q.said(first + 1, subject), spoken]
    role = None
    if held is not None:
        pieces += [q.said(tail, stranded) or (lead or ""), held, q.said(stranded, end)]
    else:
        role = {"to": "destination", "into": "destination", "from": "origin"}.get(
            q.words[stranded - 1] if stranded > tail else lead or ""
        )
        pieces += [q.said(stranded if role else tail, end)]
    return _finish(q, kind, pieces, held, by=by, role=role, planned=helper in words.sets["planned"])


def _trailing(q: _Question) -> int:
    """Where the question ends without "last", "for the first time" or "most recently" at its end."""
    for phrase, which in _ENDINGS:
        if q.words[-len(phrase) :] == phrase and len(q.words) > len(phrase) + 1:
            q.which = which
            return len(q.words) - len(phrase)
    return len(q.words)


_ENDINGS: tuple[tuple[tuple[str, ...], Which], ...] = (
    (("for", "the", "first", "time"), "first"),
    (("for", "the", "last", "time"), "last"),
    (("most", "recently"), "last"),
    (("last",), "last"),
    (("first",), "first"),
)


def _finish(
    q: _Question,
    kind: Kind,
    pieces: Sequence[str],
    held: str | None,
    *,
    by: Literal["events", "reports"] | None = None,
    role: str | None = None,
    planned: bool = False,
) -> Asked:
    said = " ".join(p for p in pieces if p)
    said += "."  # the first word stays as it was written: "Rebels" may be a name, "rebels" are not
    start = said.find(held) if held else -1
    place = (start, start + len(held)) if held and start >= 0 else None
    return Asked(kind, q.which, said, place, by, role, planned)
