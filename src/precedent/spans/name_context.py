"""What stands in and around a run of capitalised words: its places in the gazetteer, and what speaks for and against one."""

from __future__ import annotations

from typing import Literal, NamedTuple

from precedent.clean.document import Sentence, Token
from precedent.knowledge import countries, names
from precedent.knowledge.folding import fold
from precedent.knowledge.gazetteer import Gazetteer, Hit
from precedent.spans.name_runs import is_capitalised, opens

Kind = Literal["PLACE", "PERSON", "ORG", "NORP", "ROLE", "SITE"]

EVEN = 4.5  # a name in the gazetteer is as likely a place as not at this prominence
_AFTER_DATELINE = frozenset({"—", "–", "--", "-", "(", ","})
_LONGEST = 7  # words of a name in the gazetteer


class Piece(NamedTuple):
    """A name with its kind; where that is None, *evidence* for a place (negative: against) is to be settled by the document."""

    first: int
    last: int
    start: int
    end: int
    text: str
    kind: Kind | None
    evidence: float = 0.0


class Context:
    """One sentence, read by token bounds (half-open)."""

    def __init__(self, gazetteer: Gazetteer, sentence: Sentence, text: str) -> None:
        self._gazetteer, self._sentence, self._text = gazetteer, sentence, text
        self._tokens: tuple[Token, ...] = sentence.tokens

    def _piece(self, first: int, last: int, kind: Kind | None, evidence: float = 0.0) -> Piece:
        start, end = self._tokens[first].start, self._tokens[last - 1].end
        return Piece(first, last, start, end, self._text[start:end], kind, evidence)

    def _words(self, first: int, last: int) -> str:
        return self._text[self._tokens[first].start : self._tokens[last - 1].end]

    def _lower(self, at: int) -> str:
        return self._tokens[at].lower.rstrip(".") if 0 <= at < len(self._tokens) else ""

    def _hits(self, first: int, last: int) -> tuple[Hit, ...]:
        """Places of that name; abbreviations must stand in capitals, and two letters for a state after a comma."""
        if last - first > _LONGEST:
            return ()
        words = self._words(first, last)
        hits = self._gazetteer.find(words)
        if not hits or len(words.replace(".", "")) > 4 or last - first > 1:
            return hits
        if words.isupper():
            ours = tuple(h for h in hits if h.entry.kind not in ("settlement", "admin2") and _stands_for(words, h.entry.name))
            if len(words) == 2 and not any(h.entry.kind == "country" for h in ours):
                return ours if self._lower(first - 1) == "," else ()
            return ours
        if words.endswith("."):
            return tuple(h for h in hits if h.entry.kind in ("country", "admin1"))
        return tuple(h for h in hits if h.entry.name.replace(".", "").lower() == words.lower() or len(h.entry.name) > 4)

    def _span(self, first: int, last: int, hits: tuple[Hit, ...]) -> Piece:
        """A doubtful piece; the full stop of a short form belongs to it ("Ind.")."""
        piece = self._piece(first, last, None, self.evidence(first, last, hits))
        short = hits[0].entry.kind == "admin1" and fold(piece.text) != fold(hits[0].entry.name)
        if short and self._text[piece.end : piece.end + 1] == "." and not piece.text.endswith(".") and not piece.text.isupper():
            return piece._replace(end=piece.end + 1, text=piece.text + ".")
        return piece

    def evidence(self, first: int, last: int, hits: tuple[Hit, ...]) -> float:
        """For (above 0) and against a place: its prominence, that it is a word or a person's name too, what stands around it."""
        top = hits[0]
        weight = self._gazetteer.weight(top)
        lone = last - first == 1
        word = self._tokens[first].text
        sum_ = weight - EVEN
        if not lone:
            sum_ += 1.5
        else:
            if top.word and weight < 7:
                sum_ -= 2.5 + 2.0 * opens(self._sentence, first)
            if names.is_surname(word.lower()) or names.is_given_name(word.lower()):
                sum_ -= 1.0
            if word.isupper() and len(word) > 4:
                sum_ += 3.0 if opens(self._sentence, first) and self._lower(last) in _AFTER_DATELINE else -0.5
            if self._lower(last) in names.kind("says") and top.entry.kind != "country":
                sum_ -= 1.5
        before = self._lower(first - 1)
        if before in names.kind("in"):
            sum_ += 3.0
        elif before in names.kind("to"):
            sum_ += 1.5
        elif before == "of":
            sum_ += 3.0 if self._lower(first - 2) in names.kind("holders") | names.kind("places") else 0.7
        elif before == "the" and top.entry.kind in ("settlement", "admin1", "admin2"):
            sum_ -= 0.3
        if self._followed_by_place(last):
            sum_ += 3.0
        after = self._lower(last)
        if after in names.kind("after"):
            sum_ += 2.0
        elif after in ("'s", "’s", ")", "—", "--", "–"):
            sum_ += 0.5
        if before == "," and first > 1 and is_capitalised(self._tokens[first - 2].text):
            sum_ += 1.0
        return sum_

    def _located(self, first: int, last: int) -> bool:
        """Whether an unknown name must be a place's: "in Nuli, Sudan", "the village of Nuli", "in Nuli district"."""
        before = self._lower(first - 1)
        if before == "of" and self._lower(first - 2) in names.kind("holders") | names.kind("places"):
            return self._lower(first - 2) not in ("people", "government", "state")
        return before in names.kind("in") and (self._followed_by_place(last) or self._lower(last) in names.kind("places"))

    def _followed_by_place(self, last: int) -> bool:
        """As in ", Texas", ", W.Va.", ", TX", " (Texas)"."""
        if last + 1 >= len(self._tokens) or self._tokens[last].text not in (",", "("):
            return False
        for end in range(min(last + 4, len(self._tokens)), last + 1, -1):
            if is_capitalised(self._tokens[last + 1].text):
                hits = self._hits(last + 1, end)
                if hits and hits[0].entry.kind in ("country", "admin1"):
                    return True
        return False

    def _is_money(self, first: int, last: int) -> bool:
        """Whether it is the US of "US$2.8 million"."""
        start, end = self._tokens[first].start, self._tokens[last - 1].end
        return "$" in (self._text[end : end + 1], self._text[max(0, start - 1) : start])

    def _is_people(self, first: int, last: int) -> bool:
        words = self._words(first, last)
        return words.lower() in names.kind("peoples") or (
            countries.by_demonym(words) is not None and countries.by_name(words) is None
        )

    def _starts_name(self, first: int, last: int) -> bool:
        return any(self._hits(first, end) for end in range(last, first + 1, -1))

    def _leading_demonym(self, first: int, last: int) -> int:
        """Where the people named first in the run end; 0 where it does not begin with any."""
        return next((end for end in range(min(last - 1, first + 3), first, -1) if countries.by_demonym(self._words(first, end))), 0)

    def _longest_place(self, first: int, last: int) -> int:
        """Where the longest name of a place at the beginning of the run ends; 0 where there is none."""
        return next((end for end in range(last, first, -1) if self._hits(first, end)), 0)


def _stands_for(short: str, name: str) -> bool:
    """Whether capitals are a short form ("UK") and not a name in capitals of its own ("EST" of a region Est)."""
    return name == short or fold(name) != fold(short)
