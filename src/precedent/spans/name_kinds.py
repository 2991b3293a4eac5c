"""What a run of capitalised words names: titles, heads and the gazetteer decide at once, the rest is weighed.

A trained encoder will take over the weighing; what comes out stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from precedent.clean.document import Sentence, Token
from precedent.knowledge import countries, names
from precedent.knowledge.gazetteer import Gazetteer, Hit
from precedent.spans.name_runs import is_capitalised, is_month, opens, runs, style

Kind = Literal["PLACE", "PERSON", "ORG", "NORP", "OTHER"]

_EVEN = 4.5  # a name in the gazetteer is as likely a place as not at this prominence
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
    inner: bool = False


class Reader:
    """Reads the sentences of one document."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def read(self, sentence: Sentence, text: str, tags: Sequence[str]) -> Iterator[Piece]:
        """The names of a sentence, in order."""
        how = style(sentence)
        run = _Run(self._gazetteer, sentence, text, tags)
        if how != "plain":
            yield from run.headline()
            return
        for first, last in runs(sentence, tags):
            yield from run.split(first, last)


class _Run:
    """The rules, over one sentence."""

    def __init__(self, gazetteer: Gazetteer, sentence: Sentence, text: str, tags: Sequence[str]) -> None:
        self._gazetteer, self._sentence, self._text, self._tags = gazetteer, sentence, text, tags
        self._tokens: tuple[Token, ...] = sentence.tokens

    # -- pieces

    def _piece(self, first: int, last: int, kind: Kind | None, evidence: float = 0.0, inner: bool = False) -> Piece:
        start, end = self._tokens[first].start, self._tokens[last - 1].end
        return Piece(first, last, start, end, self._text[start:end], kind, evidence, inner)

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
            ours = tuple(h for h in hits if h.entry.kind != "settlement" and not h.other_name and h.entry.kind != "admin2")
            if len(words) == 2 and not any(h.entry.kind == "country" for h in ours):
                return ours if self._lower(first - 1) == "," else ()
            return ours
        if words.endswith("."):
            return tuple(h for h in hits if h.entry.kind in ("country", "admin1"))
        return tuple(h for h in hits if h.entry.name.replace(".", "").lower() == words.lower() or len(h.entry.name) > 4)

    # -- headlines

    def headline(self) -> Iterator[Piece]:
        """Where capitals say nothing: the longest names that the gazetteer has, if they are no words."""
        at, end = 0, len(self._tokens)
        while at < end:
            for last in range(min(end, at + 4), at, -1):
                if not is_capitalised(self._tokens[at].text) or not is_capitalised(self._tokens[last - 1].text):
                    continue
                if countries.by_demonym(self._words(at, last)):
                    yield self._piece(at, last, "NORP")
                    break
                hits = self._hits(at, last) if last - at > 1 or len(self._tokens[at].text) > 2 else ()
                if hits:
                    evidence = self.evidence(at, last, hits) - 1.0 - 2.0 * (hits[0].word and hits[0].entry.kind != "country")
                    yield self._piece(at, last, None, evidence)
                    break
            else:
                at += 1
                continue
            at = last

    # -- runs

    def split(self, first: int, last: int) -> Iterator[Piece]:
        """Pieces of the run of tokens *first* to *last*."""
        while first < last and self._tokens[first].lower in ("the", "and", "&"):
            if self._hits(first, last):
                break
            first += 1
        if first >= last:
            return
        if last - first == 1 and "-" in self._tokens[first].text:
            compound = self._compound(first)
            if compound:
                yield compound
                return
        if countries.by_demonym(self._words(first, last)) and not self._is_country(first, last):
            yield self._piece(first, last, "NORP")
            return
        word = names.is_word(self._tokens[first].lower)
        if word and last - first > 1 and opens(self._sentence, first) and not self._starts_name(first, last):
            yield from self.split(first + 1, last)
            return
        dated = last < len(self._tokens) and self._tokens[last].text[:1].isdigit()
        if is_month(self._tokens[first].lower) and (last - first > 1 or dated or not self._placed(first)):
            yield from self.split(first + 1, last)
            return
        yield from self._rules(first, last)

    def _rules(self, first: int, last: int) -> Iterator[Piece]:
        hits = self._hits(first, last)
        lowers = [self._lower(i) for i in range(first, last)]
        count = last - first
        # "President Lee", "Columbus Mayor Michael Coleman", "Mayor of London"
        title = next((i for i, w in enumerate(lowers) if w in names.kind("titles")), None)
        if title is not None and not (hits and hits[0].entry.kind in ("country", "admin1")):
            yield from self._titled(first, last, first + title)
            return
        if hits:
            yield from self._found(first, last, hits)
            return
        demonym = self._leading_demonym(first, last)
        if demonym:
            yield self._piece(first, demonym, "NORP")
            yield from self.split(demonym, last)
            return
        if "and" in lowers[1:-1] or "&" in lowers[1:-1]:
            at = first + next(i for i, w in enumerate(lowers) if w in ("and", "&") and 0 < i < count - 1)
            yield from self.split(first, at)
            yield from self.split(at + 1, last)
            return
        if lowers[0] in names.kind("bodies") and "of" in lowers:
            yield self._piece(first, last, "ORG")
            return
        if "of" in lowers[1:-1]:
            yield from self._with_of(first, last, first + lowers.index("of", 1))
            return
        head = next((i for i, w in enumerate(lowers) if i and w in names.kind("place_ends")), None)
        if head is not None and not (set(lowers[head + 1 :]) & names.kind("private")):
            yield from self._headed(first, first + head + 1, last)
            return
        if lowers[0] in names.kind("place_begins") and count > 1 and lowers[0] not in ("camp", "port", "bay"):
            yield self._piece(first, last, "PLACE")
            return
        if lowers[0] in names.kind("parts") and count > 1:
            yield from self.split(first + 1, last)
            return
        body = next((i for i, w in enumerate(lowers) if i and (w in names.kind("public") or w in names.kind("private"))), None)
        if body is not None:
            yield from self._body(first, last)
            return
        yield from self._other(first, last)

    def _found(self, first: int, last: int, hits: tuple[Hit, ...]) -> Iterator[Piece]:
        """The run as a whole is in the gazetteer."""
        end_word = self._lower(last - 1)
        if last - first > 1 and end_word in names.kind("private") and not hits[0].entry.kind.startswith("admin"):
            yield self._piece(first, last, "ORG")
            return
        yield self._piece(first, last, None, self.evidence(first, last, hits))

    def _titled(self, first: int, last: int, title: int) -> Iterator[Piece]:
        """Left of a title a place or people, right of it a person; "of" and a place may follow it."""
        after = title + 1
        while after < last and (self._lower(after) in names.kind("titles") or self._lower(after) in ("-", "general")):
            after += 1
        if title > first:
            place = self._longest_place(first, title)
            if place:
                yield self._piece(first, place, None, 2.5 + self.evidence(first, place, self._hits(first, place)), inner=False)
            elif self._leading_demonym(first, title):
                yield self._piece(first, self._leading_demonym(first, title), "NORP")
        if after < last and self._lower(after) == "of":
            yield from self.split(after + 1, last)
        elif after < last:
            yield self._piece(after, last, "PERSON")

    def _with_of(self, first: int, last: int, of: int) -> Iterator[Piece]:
        """As in "Gulf of Aden", "City of Paris", "Secretary of State": the whole, or what follows "of"."""
        after = of + 1 + (self._lower(of + 1) == "the")
        before = self._lower(of - 1)
        if self._lower(first) in names.kind("place_of"):
            yield self._piece(first, last, "PLACE")
        elif before in names.kind("holders") or self._lower(first) in names.kind("parts"):
            yield from self.split(after, last)
        elif any(self._lower(i) in names.kind(k) for i in range(first, of) for k in ("private", "public", "bodies")):
            place = self._longest_place(first, of)
            yield self._piece(first, last, "ORG")
            if place and self._lower(place) in names.kind("public"):
                yield self._piece(first, place, None, 1.5 + self.evidence(first, place, self._hits(first, place)), inner=True)
        else:
            yield from self.split(first, of)
            yield from self.split(after, last)

    def _headed(self, first: int, end: int, last: int) -> Iterator[Piece]:
        """A name with the head of a place: "Rapides Parish", "Rapides Parish Fire District"."""
        while end < last and self._lower(end) in names.kind("place_ends"):
            end += 1
        if end < last:
            yield self._piece(first, last, "ORG")
        if self._hits(first, end) or self._lower(end - 1) in names.kind("streets"):
            yield self._piece(first, end, "PLACE", inner=end < last)
            return
        start = first
        while start < end - 1 and self._lower(start) in names.kind("parts"):
            start += 1
        yield self._piece(start, end, "PLACE", inner=end < last)

    def _body(self, first: int, last: int) -> Iterator[Piece]:
        """The name of a body; the place it serves is named in it where it is a public one."""
        yield self._piece(first, last, "ORG")
        place = self._longest_place(first, last - 1)
        if place and self._lower(place) in names.kind("public") and self._lower(last - 1) not in names.kind("private"):
            yield self._piece(first, place, None, 1.5 + self.evidence(first, place, self._hits(first, place)), inner=True)

    def _other(self, first: int, last: int) -> Iterator[Piece]:
        """No head, no title, not in the gazetteer."""
        count = last - first
        if count > 1:
            given = names.is_given_name(self._lower(first))
            initial = len(self._lower(first).replace(".", "")) <= 2 or any(
                len(self._lower(i)) == 1 for i in range(first + 1, last - 1)
            )
            if given or initial or names.is_surname(self._lower(last - 1)):
                yield self._piece(first, last, "PERSON")
                return
            yield self._piece(first, last, "OTHER")
            place = self._longest_place(first, last - 1)
            if place and names.is_word(self._lower(place)):
                yield self._piece(first, place, None, self.evidence(first, place, self._hits(first, place)) - 1.0, inner=True)
            return
        word = self._tokens[first].text
        if word.isupper() and len(word) > 1:
            yield self._piece(first, last, "ORG")
        elif self._placed(first) and self._followed_by_place(last):
            yield self._piece(first, last, "PLACE")
        elif not opens(self._sentence, first) or not names.is_word(word.lower()):
            yield self._piece(first, last, "PERSON" if names.is_surname(word.lower()) else "OTHER")

    # -- evidence

    def evidence(self, first: int, last: int, hits: tuple[Hit, ...]) -> float:
        """For (above 0) and against a place: its prominence, that it is a word or a person's name too, what stands around it."""
        top = hits[0]
        weight = self._gazetteer.weight(top)
        lone = last - first == 1
        word = self._tokens[first].text
        sum_ = weight - _EVEN
        if lone:
            if top.word and weight < 7:
                sum_ -= 2.5 + 2.0 * opens(self._sentence, first)
            if names.is_surname(word.lower()) or names.is_given_name(word.lower()):
                sum_ -= 1.0
            if word.isupper() and len(word) > 4 and not opens(self._sentence, first):
                sum_ -= 0.5
            if self._lower(last) in names.kind("says") and top.entry.kind != "country":
                sum_ -= 1.5
        before = self._lower(first - 1)
        if before in names.kind("in"):
            sum_ += 3.0
        elif before in names.kind("to"):
            sum_ += 1.5
        elif before == "of":
            sum_ += 0.7
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

    def _placed(self, first: int) -> bool:
        return self._lower(first - 1) in names.kind("in")

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

    def _is_country(self, first: int, last: int) -> bool:
        return countries.by_name(self._words(first, last)) is not None

    def _starts_name(self, first: int, last: int) -> bool:
        return any(self._hits(first, end) for end in range(last, first + 1, -1))

    def _leading_demonym(self, first: int, last: int) -> int:
        """Where the people named first in the run end; 0 where it does not begin with any."""
        return next((end for end in range(min(last - 1, first + 3), first, -1) if countries.by_demonym(self._words(first, end))), 0)

    def _longest_place(self, first: int, last: int) -> int:
        """Where the longest name of a place at the beginning of the run ends; 0 where there is none."""
        return next((end for end in range(last, first, -1) if self._hits(first, end)), 0)

    def _compound(self, at: int) -> Piece | None:
        """As in "Paris-based", "U.S.-led", "Egyptian-brokered": the name before the hyphen."""
        token = self._tokens[at]
        head, _, tail = token.text.rpartition("-")
        if not head or not tail.islower():
            return None
        end = token.start + len(head)
        if countries.by_demonym(head):
            return Piece(at, at + 1, token.start, end, head, "NORP")
        hits = self._gazetteer.find(head)
        if hits and (tail in names.kind("compounds") or hits[0].entry.kind in ("country", "admin1")):
            evidence = self._gazetteer.weight(hits[0]) - _EVEN + 1.0
            return Piece(at, at + 1, token.start, end, head, "PLACE" if tail == "based" else None, evidence)
        return None
