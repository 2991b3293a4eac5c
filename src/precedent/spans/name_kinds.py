"""The places and peoples in a run of capitalised words: titles, heads and the gazetteer decide at once, the rest is weighed.

What names people and bodies is recognised only to leave it out: their names are the encoder's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from precedent.clean.document import Sentence, Token
from precedent.knowledge import actors, countries, names
from precedent.knowledge.gazetteer import Gazetteer, Hit
from precedent.spans.name_context import EVEN, Context, Piece
from precedent.spans.name_runs import is_capitalised, opens, runs, style

_PROMINENT = 5.5  # a place of this prominence is meant rather than an office holder of its name
_PARTIES = frozenset({"D", "R", "DFL", "I"})
_HEADS = ("public", "private", "place_ends", "holders", "titles", "bodies", "parts")


class Reader:
    """Reads the sentences of one document."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def read(self, sentence: Sentence, text: str, tags: Sequence[str]) -> Iterator[Piece]:
        """The names of a sentence, in order."""
        how = style(sentence)
        run = _Rules(self._gazetteer, sentence, text)
        if how != "plain":
            yield from run.headline()
            return
        pieces = [piece for first, last in runs(sentence, tags) for piece in run.split(first, last)]
        yield from sorted(_share(pieces, sentence.tokens), key=lambda p: (p.start, -p.end))


class _Rules(Context):
    """The rules, over one sentence."""

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
        while first < last and self._tokens[first].lower in ("the", "and", "&", "of"):
            hits = self._hits(first, last)
            if hits and hits[0].entry.kind == "settlement" and hits[0].entry.name.startswith("The "):
                break
            first += 1
        if first >= last:
            return
        if "-" in self._tokens[first].text and not self._hits(first, last):
            parts = self._compound(first, last)
            if parts:
                yield from parts
                return
        if self._is_people(first, last):
            yield self._piece(first, last, "NORP")
            return
        word = names.is_word(self._tokens[first].lower) and self._lower(first) not in names.kind("titles")
        if word and last - first > 1 and opens(self._sentence, first) and not self._starts_name(first, last):
            yield from self.split(first + 1, last)
            return
        if self._lower(first) in names.kind("months"):
            yield from self.split(first + 1, last)
            return
        yield from self._rules(first, last)

    def _rules(self, first: int, last: int) -> Iterator[Piece]:
        hits = self._hits(first, last)
        lowers = [self._lower(i) for i in range(first, last)]
        count = last - first
        whole = self._words(first, last)
        if self._is_money(first, last):
            return
        if not (hits and hits[0].entry.kind in ("country", "seat")) and actors.organisation(whole):
            return
        if actors.holder(whole) and not (hits and self._gazetteer.weight(hits[0]) > _PROMINENT):
            return
        if count == 1 and any(lowers[0] in names.kind(kind) for kind in _HEADS):
            return
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
            known = self._longest_place(first, last)  # "Trinidad and Tobago and Guyana"
            ands = [i for i in range(first + 1, last - 1) if self._lower(i) in ("and", "&")]
            at = known if known in ands else ands[0]
            yield from self.split(first, at)
            yield from self.split(at + 1, last)
            return
        if lowers[0] in names.kind("bodies") and "of" in lowers:
            return
        if "of" in lowers[1:-1]:
            yield from self._with_of(first, last, first + lowers.index("of", 1))
            return
        if count == 2 and names.is_given_name(lowers[0]) and names.is_surname(lowers[1]):
            return
        ends = names.kind("place_ends")
        heads = (i for i, w in enumerate(lowers) if i and w in ends and (i == count - 1 or w not in names.kind("streets")))
        head = next(heads, None)
        if head is not None and not (set(lowers[head + 1 :]) & names.kind("private")):
            yield from self._headed(first, first + head + 1, last)
            return
        if lowers[-1] == "city" and count == 2:
            yield self._piece(first, last, "PLACE")
            return
        if lowers[0] in names.kind("place_begins") and count > 1 and lowers[-1] not in names.kind("private"):
            yield self._piece(first, last, "PLACE")
            return
        if lowers[0] in names.kind("parts") and count > 1:
            yield from self.split(first + 1, last)
            return
        if any(w in names.kind("public") or w in names.kind("private") for w in lowers[1:]):
            yield from self._body(first, last)
            return
        yield from self._other(first, last)

    def _found(self, first: int, last: int, hits: tuple[Hit, ...]) -> Iterator[Piece]:
        """The run as a whole is in the gazetteer."""
        end_word = self._lower(last - 1)
        if last - first == 1 or end_word not in names.kind("private") or hits[0].entry.kind.startswith("admin"):
            yield self._span(first, last, hits)

    def _titled(self, first: int, last: int, title: int) -> Iterator[Piece]:
        """Left of a title a place or people, right of it somebody's name; "of" and a place may follow it."""
        after = title + 1
        while after < last and (self._lower(after) in names.kind("titles") or self._lower(after) in ("-", "general")):
            after += 1
        if title > first:
            place = self._longest_place(first, title)
            if place:
                yield self._piece(first, place, None, 2.5 + self.evidence(first, place, self._hits(first, place)))
            elif self._leading_demonym(first, title):
                yield self._piece(first, self._leading_demonym(first, title), "NORP")
        if after < last and self._lower(after) == "of":
            place = self._longest_place(after + 1, last)
            yield from self.split(after + 1, place or last)

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
            if place and self._lower(place) in names.kind("public"):
                yield self._piece(first, place, None, 1.5 + self.evidence(first, place, self._hits(first, place)))
        else:
            yield from self.split(first, of)
            yield from self.split(after, last)

    def _headed(self, first: int, end: int, last: int) -> Iterator[Piece]:
        """A name with the head of a place: "Rapides Parish", and in "Rapides Parish Fire District"."""
        while end < last and self._lower(end) in names.kind("place_ends"):
            end += 1
        if self._hits(first, end) or self._lower(end - 1) in names.kind("streets"):
            yield self._piece(first, end, "PLACE")
            return
        start = first
        while start < end - 1 and self._lower(start) in names.kind("parts"):
            start += 1
        yield self._piece(start, end, "PLACE")

    def _body(self, first: int, last: int) -> Iterator[Piece]:
        """In the name of a public body, the place it serves."""
        place = self._longest_place(first, last - 1)
        lowers = {self._lower(i) for i in range(place, last)}
        if place and lowers & names.kind("public") and not lowers & names.kind("private"):
            yield self._piece(first, place, None, 1.5 + self.evidence(first, place, self._hits(first, place)))

    def _other(self, first: int, last: int) -> Iterator[Piece]:
        """No head, no title, not in the gazetteer."""
        if self._located(first, last):
            yield self._piece(first, last, "PLACE")
            return
        if last - first == 1 or names.is_given_name(self._lower(first)) or names.is_surname(self._lower(last - 1)):
            return
        place = self._longest_place(first, last - 1)
        initial = any(len(self._lower(i)) == 1 for i in range(first, last - 1))
        if place and not initial and names.is_word(self._lower(place)):
            yield self._piece(first, place, None, self.evidence(first, place, self._hits(first, place)) - 1.0)

    def _compound(self, first: int, last: int) -> list[Piece]:
        """The names in a hyphenated word: "Paris-based", "Egyptian-brokered", "Canada-U.S.", "D-N.J.", "Athens-Clarke County"."""
        token = self._tokens[first]
        found: list[Piece] = []
        at = 0
        parts = token.text.split("-")
        for i, part in enumerate(parts):
            start, end = token.start + at, token.start + at + len(part)
            at += len(part) + 1
            rest = last - 1 if i == len(parts) - 1 and last - first > 1 else first
            if rest > first:
                end = self._tokens[rest].end
            words = self._text[start:end]
            if len(part) < 2 or not part[0].isupper():
                continue
            if countries.by_demonym(words):
                found.append(Piece(first, rest + 1, start, end, words, "NORP"))
                continue
            hits = self._gazetteer.find(words) if words.isupper() or len(words) > 3 else ()
            if hits and (hits[0].entry.kind == "country" or not hits[0].word):
                after = parts[i + 1] if i + 1 < len(parts) else ""
                surely = after in names.kind("compounds") or (i == 1 and parts[0] in _PARTIES)
                evidence = self._gazetteer.weight(hits[0]) - EVEN + 1.5 * surely
                found.append(Piece(first, rest + 1, start, end, words, None, evidence))
        return found


def _share(pieces: list[Piece], tokens: Sequence[Token]) -> list[Piece]:
    """Names in a list are of one kind: evidence passes over "," and "and"."""
    shared = list(pieces)
    for i, piece in enumerate(pieces):
        if piece.kind is not None:
            continue
        gain = 0.0
        for other in pieces[max(0, i - 1) : i] + pieces[i + 1 : i + 2]:
            between = tokens[min(piece.last, other.last) : max(piece.first, other.first)]
            if between and len(between) <= 2 and all(t.lower in (",", "and", "or") for t in between):
                strength = 2.0 if other.kind == "PLACE" else other.evidence if other.kind is None else 0.0
                gain = max(gain, min(2.0, 0.75 * strength))
        shared[i] = piece._replace(evidence=piece.evidence + gain)
    return shared
