"""A question turned into the statement it asks about: subject first, the verb in its past form, what is asked in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from precedent.ask.words import load
from precedent.clean.document import Sentence, Token
from precedent.clean.tokens import tokenize
from precedent.codebooks.inflect import past
from precedent.events.claims.words import is_anyone
from precedent.spans.phrases import parse

Kind = Literal["count", "date", "events", "actors", "places", "happened"]
Which = Literal["last", "first", "largest", "deadliest", "worst", "all"]
By = Literal["events", "reports"]

_LAST, _FIRST = frozenset({"last", "recently", "lately"}), frozenset({"first", "originally"})
_HAVE = frozenset({"has", "have", "had"})
_THERE = frozenset(
    {"were there", "was there", "are there", "is there", "have there been", "has there been", "took place", "occurred"}
)
_ROLES = {"to": "destination", "into": "destination", "from": "origin"}
_ENDINGS: tuple[tuple[tuple[str, ...], Which], ...] = (
    (("for", "the", "first", "time"), "first"),
    (("for", "the", "last", "time"), "last"),
    (("most", "recently"), "last"),
    (("last",), "last"),
    (("first",), "first"),
)


class Asked(NamedTuple):
    """What is asked, and the statement it is asked of (where ``whole``, words that only say where and when).

    ``held`` bounds the words in the statement (code points, half-open) that stand for what is asked, None where nothing does.
    ``by`` is what a count counts, None where the noun behind "how many" decides; ``role`` that of the places asked for.
    """

    kind: Kind
    which: Which
    statement: str
    held: tuple[int, int] | None = None
    by: By | None = None
    role: str | None = None
    planned: bool = False
    whole: bool = False


class Verbs(NamedTuple):
    """The verbs that tell events: in their base form, and in any."""

    bases: frozenset[str]
    forms: frozenset[str]


class Want(NamedTuple):
    """What a question's first words ask for: ``held`` stands for it in the statement, ``lead`` is the preposition before it."""

    kind: Kind
    held: str | None = None
    lead: str | None = None
    by: By | None = None


class Question:
    """The words of a question; ``which`` and ``end`` become known while it is turned."""

    def __init__(self, text: str, verbs: Verbs) -> None:
        self.text = text.strip().rstrip("?!. ")
        self.tokens = tokenize(self.text, 0, len(self.text))
        self.words = tuple(t.lower for t in self.tokens)
        self.verbs = verbs
        self.which: Which = "all"
        self.end = len(self.words)
        for phrase, which in _ENDINGS:
            if self.words[-len(phrase) :] == phrase and len(self.words) > len(phrase) + 1:
                self.which, self.end = which, self.end - len(phrase)
                break

    def after(self, at: int, phrases: Sequence[tuple[str, ...]]) -> int:
        """Where the first of *phrases* that stands at *at* ends; *at* itself where none does."""
        return next((at + len(p) for p in phrases if self.words[at : at + len(p)] == p), at)

    def is_in(self, at: int, name: str) -> bool:
        return at < self.end and self.words[at] in load().sets[name]

    def said(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def tells(self, at: int) -> bool:
        """Whether a word is a verb that tells an event."""
        return at < self.end and (self.words[at] in self.verbs.forms or self.is_in(at, "happening"))

    def without(self, first: int, phrases: frozenset[str]) -> tuple[str, str]:
        """What is said from *first* on before and behind the first of *phrases*: "on schools | were there | in May"."""
        found = ((k, k + n) for k in range(first, self.end) for n in (3, 2, 1) if " ".join(self.words[k : k + n]) in phrases)
        at, behind = next(found, (self.end, self.end))
        return self.said(first, at), self.said(behind, self.end)

    def beyond_adverbs(self, at: int) -> int:
        while self.is_in(at, "adverbs") and at + 1 < self.end:
            at += 1
        return at

    def phrase(self, at: int) -> int:
        """Where the noun phrase that begins at *at* ends, with what hangs on it by "of" or "from"."""
        parsed = parse(_sentence(self.text, self.tokens[at:]))
        end = next((c.last for c in parsed.chunks if c.first == 0), 1 if at < self.end else 0)
        end = next((k for k in range(1, end) if self.is_in(at + k, "auxiliary")), end)
        while end < len(parsed.tags) and self.words[at + end] in ("of", "from") and not self.is_in(at + end + 1, "auxiliary"):
            further = next((c for c in parsed.chunks if c.first == end + 1), None)
            if further is None:
                break
            end = further.last
        return at + end

    def clause(self, first: int, *, base: bool) -> tuple[int, int] | None:
        """The subject's end and the verb behind it, from *first* on: the shortest noun phrase that a verb follows.

        *base*: after "did" the verb stands in its base form. After "has" it is a participle of what is over: "has the border |
        crossing been closed".
        """
        bases = self.verbs.bases | load().sets["happening"]
        over = self.words[first - 1] in _HAVE
        for at in range(first + 1, self.end):
            verb = self.beyond_adverbs(at)
            if base and self.words[verb] not in bases:
                continue
            if over and self.words[verb].endswith("ing"):
                continue
            if self.tells(verb) and self._is_phrase(first, at):
                self.note(at, verb)
                return at, verb
        # A verb that begins no trigger, as the tagger sees it: "how many barges did Argentina hold".
        penn = parse(_sentence(self.text, self.tokens)).penn
        for at in range(first + 1, self.end) if base else ():
            verb = self.beyond_adverbs(at)
            if penn[verb] in ("VB", "VBP") and self._is_phrase(first, at):
                self.note(at, verb)
                return at, verb
        return None

    def _is_phrase(self, first: int, last: int) -> bool:
        """Whether words make one noun phrase, or several joined by prepositions."""
        if self.words[first:last] == ("there",):
            return True
        said = self.said(first, last)
        parsed = parse(_sentence(said, tokenize(said, 0, len(said))))
        chunks = parsed.chunks
        ends = bool(chunks) and chunks[0].first == 0 and chunks[-1].last == len(parsed.tags)
        return ends and parsed.tags[-1] not in ("NUM", "DET") and not self.is_in(last - 1, "adverbs")

    def note(self, first: int, last: int) -> None:
        """Adverbs before the verb say which of several is meant: "last", "most recently", "first"."""
        said = set(self.words[first:last])
        self.which = "last" if said & _LAST else "first" if said & _FIRST else self.which


def _sentence(text: str, tokens: Sequence[Token]) -> Sentence:
    return Sentence(0, "text", 0, len(text), 0, text, tuple(tokens))


def existing(q: Question, want: Want, first: int) -> Asked | None:
    """What is only named, not told in a clause: "when was the last protest in Paris?" is "there was protest in Paris"."""
    while first < q.end and q.words[first] in ("there", "all", "any", "every", "the", "a", "an"):
        first += 1
    first += q.words[first : first + 2] == ("most", "recent")
    for name, which in _RANKS:
        if q.is_in(first, name):
            q.which, first = which, first + 1
            break
    if q.is_in(first, "largest"):
        word = q.words[first]
        q.which, first = "deadliest" if word in ("deadliest", "bloodiest") else "worst" if word == "worst" else "largest", first + 1
    return finish(q, want, "There was", q.said(first, q.end)) if first < q.end else None


_RANKS: tuple[tuple[str, Which], ...] = (("last", "last"), ("first", "first"))


def ranked(q: Question, noun: str, first: int) -> Asked | None:
    """ "Who was the last leader to visit Taipei?" is "leader visited Taipei", of which the last is meant."""
    at = first + 2
    if (
        not q.is_in(first, "auxiliary")
        or q.words[first + 1 : at] != ("the",)
        or q.words[at : at + 1] not in (("last",), ("first",))
    ):
        return None
    to = next((k for k in range(at + 1, min(at + 6, q.end - 1)) if q.words[k] == "to" and q.tells(k + 1)), None)
    if to is None:
        return None
    who = q.said(at + 1, to)
    held = noun if not who or is_anyone(who) else who
    q.which = "last" if q.words[at] == "last" else "first"
    return finish(q, Want("actors", held), held, past(q.words[to + 1]), q.said(to + 2, q.end))


def stated(q: Question, want: Want, first: int) -> Asked | None:
    """The statement behind the question's first words, which end at *first*; None where no verb of an event is found."""
    if first >= q.end:
        return None
    if not q.is_in(first, "auxiliary"):  # "who shot him", "which civilians crossed"; "how many crossings in 2024"
        if want.held is None:
            return None
        if q.tells(first):
            return finish(q, want, want.held, q.said(first, q.end))
        there = q.without(first, _THERE)
        return finish(q, want, "There were", want.held, *there)
    after = q.after(first + 1, load().occasion)
    if after > first + 1:  # "when was the last time that a soldier crossed"
        q.which = "first" if "first" in q.words[first + 1 : after] else "last"
        return finish(q, want, q.said(after, q.end))
    helper, verb = q.words[first], q.beyond_adverbs(first + 1)
    full = helper not in load().sets["dropped"]
    if want.held is not None and full and q.tells(verb):  # "who was shot", "how many soldiers have crossed"
        q.note(first + 1, verb)
        return finish(q, want, want.held, helper, q.said(verb, q.end))
    found = q.clause(first + 1, base=not full)
    if found is not None:
        return _turned(q, want, first, *found)
    if not full or helper in load().sets["planned"]:
        return None
    if want.held is None:
        return existing(q, want, first + 1)
    if q.words[first + 1 : first + 2] == ("there",):
        return finish(q, want, "There were", want.held, q.said(first + 2, q.end))
    return finish(q, want, want.held, q.said(first, q.end))


def _turned(q: Question, want: Want, first: int, subject: int, verb: int) -> Asked:
    """Subject and verb change places, and what is asked goes behind the verb: "who did he meet with" is "he met with the man"."""
    if want.held is not None and q.words[first + 1 : subject] == ("there",):  # "how many attacks have there been"
        return finish(q, want, "There were", want.held, q.said(verb + 1, q.end))
    helper = q.words[first]
    spoken = past(q.words[verb]) if helper in load().sets["dropped"] else f"{helper} {q.said(verb, verb + 1)}"
    planned = helper in load().sets["planned"]
    tail = verb + 1
    alone = q.is_in(tail, "prepositions") and (tail + 1 >= q.end or q.is_in(tail + 1, "circumstance"))
    said = q.said(first + 1, subject), spoken
    if want.held is not None:
        lead = q.words[tail] if alone else want.lead or ""
        return finish(q, want, *said, lead, want.held, q.said(tail + alone, q.end), planned=planned)
    role = _ROLES.get(q.words[tail] if alone else want.lead or "")
    return finish(q, want, *said, q.said(tail + (alone and role is not None), q.end), role=role, planned=planned)


def finish(q: Question, want: Want, *pieces: str, role: str | None = None, planned: bool = False) -> Asked:
    """The statement from its pieces. Its first word stays as it was written: "Rebels" may be a name, "rebels" are not."""
    said = " ".join(p for p in pieces if p) + "."
    start = said.find(want.held) if want.held else -1
    held = (start, start + len(want.held)) if want.held and start >= 0 else None
    return Asked(want.kind, q.which, said, held, want.by, role, planned or "will" in said.split())
