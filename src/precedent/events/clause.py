"""Grammar around a trigger, by position: its subject, its objects, its prepositional phrases.

Rules for news English over word classes and base noun phrases; everything is an index into the sentence's chunks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from precedent.clean.document import Sentence
from precedent.events import grammar
from precedent.spans.phrases import Chunk, Phrases

RELATIVES = frozenset({"who", "which", "that", "whom"})
_GROUP = frozenset({"AUX", "ADV", "PART"})
_OF_OBJECT = frozenset({"of", "from", "for", "to"})  # "accused X of killing", "stopped X from leaving": X is who kills or leaves
_CLAUSAL = frozenset({"that", "as", "if", "because", "after", "before", "since", "until", "while", "when", "once"})
_REACH = 40  # tokens: how far a clause is followed
_JOINED = 8  # phrases joined by "and" that are told apart


@dataclass(frozen=True)
class Clause:
    """A sentence with its word classes and chunks, ready to be asked about a verb at token *i*."""

    sentence: Sentence
    parsed: Phrases

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(t.lower for t in self.sentence.tokens)

    @cached_property
    def _begins(self) -> dict[int, int]:
        return {c.first: n for n, c in enumerate(self.parsed.chunks)}

    @cached_property
    def _ends(self) -> dict[int, int]:
        return {c.last: n for n, c in enumerate(self.parsed.chunks)}

    @cached_property
    def within(self) -> dict[int, int]:
        """The chunk that holds a token, by token."""
        return {i: n for n, c in enumerate(self.parsed.chunks) for i in range(c.first, c.last)}

    def chunk(self, n: int) -> Chunk:
        return self.parsed.chunks[n]

    def is_verb(self, i: int) -> bool:
        return (
            self.parsed.tags[i] == "VERB" and i not in self.within and self.words[i] not in ("including", "according", "following")
        )

    def is_time(self, n: int) -> bool:
        c = self.chunk(n)
        return self.words[c.head] in grammar.words("time-nouns") or (
            self.parsed.tags[c.head] == "NUM" and self.sentence.tokens[c.head].text.isdigit()
        )

    def preposition(self, n: int) -> str | None:
        """The preposition right before a chunk."""
        before = self.chunk(n).first - 1
        return self.words[before] if before >= 0 and self.parsed.tags[before] in ("ADP", "SCONJ") else None

    def subject(self, i: int, depth: int = 0) -> int | None:
        """The chunk that is the subject of the verb at *i*: who acts, or, with a passive, who is acted upon."""
        tags, penn = self.parsed.tags, self.parsed.penn
        if depth > 4:
            return None
        at = i - 1
        helped = False
        while at >= 0 and (tags[at] in _GROUP and at not in self.within):
            if penn[at] == "TO":
                return self._controller(at, depth)
            helped = helped or tags[at] == "AUX"
            at -= 1
        if at < 0:
            return self._after_opening(i) if penn[i] in ("VBG", "VBN") else None
        if (penn[i] == "VBG" or (i in self.within and self._gerund(self.within[i]))) and not helped:
            return self._of_participle(i, at, depth)
        if penn[i] == "VB" and not helped and self.is_verb(at):
            return self.subject(at, depth + 1)
        return self._leftward(at, depth)

    def speaker(self, n: int) -> int | None:
        """Whom a pronoun stands for that opens what someone says: "the army said on Friday that it fired": the army."""
        at = self.chunk(n).first - 1
        floor = max(-1, at - 6)
        while at > floor:
            if self.is_verb(at):
                return self.subject(at) if self.words[at] in grammar.forms("speech-verbs") else None
            if at in self.within and not self.is_time(self.within[at]):
                return None
            if self.words[at] in (",", ";"):
                return None
            at -= 1
        return None

    def _leftward(self, at: int, depth: int) -> int | None:
        """The subject chunk at or before token *at*, past prepositional phrases, asides and co-ordinated verbs."""
        tags, penn, words = self.parsed.tags, self.parsed.penn, self.words
        start, floor = at, max(-1, at - _REACH)
        while at > floor:
            n = self._ends.get(at + 1)
            if n is not None:
                chunk = self.chunk(n)
                if penn[chunk.head] in ("WP", "WDT"):
                    return self._antecedent(chunk.first)
                begun = self._opened_by(n, direct=at == start)
                if begun is not None:
                    at = begun - 1
                elif self.is_time(n) and chunk.first > 0 and self._ends.get(chunk.first) is not None:
                    at = chunk.first - 1
                else:
                    return n
            elif words[at] == ")" and (paren := self._parenthesis(at)) is not None:
                at = paren - 1
            elif words[at] in RELATIVES and penn[at] in ("WDT", "WP"):
                return self._antecedent(at)
            elif words[at] == ",":
                opened = self._aside(at)
                if opened is None:
                    before = self._verb_before(at)
                    return self.subject(before, depth + 1) if before is not None else None
                at = opened - 1
            elif tags[at] == "CCONJ":
                before = self._verb_before(at)
                return self.subject(before, depth + 1) if before is not None else None
            elif self.is_verb(at):
                return self.subject(at, depth + 1)
            elif tags[at] == "SCONJ" or words[at] in (";", ":"):
                return None
            else:
                at -= 1
        return None

    def _opened_by(self, n: int, direct: bool) -> int | None:
        """The preposition whose object the chunk is, itself or as the second of two names ("the armies of X and Y")."""
        chunk = self.chunk(n)
        preposition = self.preposition(n)
        if preposition is not None:
            clausal = preposition in _CLAUSAL and (direct or self.parsed.penn[chunk.head] == "PRP")
            return None if clausal or self.parsed.penn[chunk.head] == "PRP" else chunk.first - 1
        if chunk.first > 1 and self.words[chunk.first - 1] == "and" and self.parsed.tags[chunk.head] == "PROPN":
            other = self._ends.get(chunk.first - 1)
            if (
                other is not None
                and self.preposition(other) in ("of", "between", "from")
                and self.parsed.tags[chunk.first] == "PROPN"
            ):
                return self.chunk(other).first - 1
        return None

    def _parenthesis(self, close: int) -> int | None:
        return next((k for k in range(close - 1, max(-1, close - 12), -1) if self.words[k] == "("), None)

    def _aside(self, comma: int) -> int | None:
        """Where the aside that ends at *comma* begins (its first comma), if it is one: "X, the leader of Y, said"."""
        for k in range(comma - 1, max(-1, comma - 25), -1):
            if self.words[k] == "," and (n := self._ends.get(k)) is not None:
                start = self.words[k + 1]
                opens = k + 1 in self._begins or start in RELATIVES or self.parsed.penn[k + 1] in ("VBN", "VBG", "IN", "RB", "WRB")
                return k if opens and self.chunk(n).first >= 0 else None
        return None

    def _verb_before(self, at: int) -> int | None:
        """The nearest verb to the left that heads a clause: not a participle or infinitive within one."""
        for k in range(at - 1, max(-1, at - _REACH), -1):
            if self.is_verb(k) and not (self.parsed.penn[k] == "VBG" and self.parsed.tags[k - 1] != "AUX"):
                return k
            if self.words[k] == ";":
                return None
        return None

    def _antecedent(self, relative: int) -> int | None:
        at = relative - 1
        while at >= 0 and (self.words[at] in (",", "of", "all", "most", "some") or self.parsed.tags[at] == "ADP"):
            at -= 1
        return self._ends.get(at + 1) if at >= 0 else None

    def _controller(self, to: int, depth: int) -> int | None:
        """Who is to act in "to V": the object of "urged", the subject of "promised"."""
        governor = self._verb_before(to)
        n = self._ends.get(to)
        if governor is None:
            return n
        if n is not None and self.chunk(n).first > governor and self.words[governor] in grammar.forms("infinitive-of-object"):
            return n
        return self.subject(governor, depth + 1)

    def _of_participle(self, i: int, at: int, depth: int) -> int | None:
        words = self.words
        if self.parsed.tags[at] in ("ADP", "SCONJ"):
            n = self._ends.get(at)
            if words[at] in _OF_OBJECT and n is not None and self._verb_before(self.chunk(n).first) is not None:
                return n
            before = self._verb_before(at)
            return self.subject(before, depth + 1) if before is not None else self._after_opening(i)
        if words[at] == "," or self.parsed.tags[at] == "CCONJ":
            before = self._verb_before(at)
            return self.subject(before, depth + 1) if before is not None else None
        n = self._ends.get(at + 1)
        return n if n is not None else self._leftward(at, depth)

    def _after_opening(self, i: int) -> int | None:
        """The main clause's subject after an opening participle: "After crossing the river, the men …"."""
        for k in range(i + 1, min(i + _REACH, len(self.words) - 1)):
            if self.words[k] == ",":
                return self._begins.get(k + 1)
        return None

    def _gerund(self, n: int) -> bool:
        """A bare noun in -ing with a noun phrase right after it, as in "accused of killing a guard"."""
        chunk = self.chunk(n)
        return chunk.last == chunk.first + 1 and self.words[chunk.first].endswith("ing") and chunk.last in self._begins

    def object(self, last: int) -> int | None:
        """The chunk right after a verb group that ends before token *last*: its direct object."""
        at = last
        while at < len(self.words) and at - last < 4:
            if at in self._begins:
                n = self._begins[at]
                return None if self.is_time(n) or self.words[at] in RELATIVES or self.words[at] == "who" else n
            if (
                (self.parsed.tags[at] in ("ADV", "PART") and self.parsed.penn[at] != "TO")
                or self.parsed.penn[at] == "RP"
                or self.words[at] in "\"'“‘"
            ):
                at += 1
            else:
                return None
        return None

    def relative_object(self, i: int) -> int | None:
        """What a relative clause without an object of its own says it of: "the men that police arrested"."""
        subject = self.subject(i)
        if subject is None:
            return None
        before = self.chunk(subject).first - 1
        return self._antecedent(before) if before > 0 and self.words[before] in RELATIVES else None

    def complements(self, last: int) -> list[tuple[str, int]]:
        """Prepositional phrases after token *last*, in order, up to the end of the clause: (preposition, chunk)."""
        found: list[tuple[str, int]] = []
        tags, penn, words = self.parsed.tags, self.parsed.penn, self.words
        at = last
        while at < min(len(words), last + _REACH):
            if words[at] in (";", ":") or penn[at] in ("WP", "WDT", "WRB") or (tags[at] == "SCONJ" and at not in self._begins):
                break
            if tags[at] == "AUX" or (at > last and self.is_verb(at)):
                break
            if words[at] == "," and not self._list_goes_on(at):
                nxt = at + 1
                if nxt < len(words) and tags[nxt] != "ADP":
                    break
            n = self._begins.get(at)
            if n is not None:
                preposition = self.preposition(n)
                if preposition is not None and at > last - 1 and not self.is_time(n):
                    found.append((preposition, n))
                at = self.chunk(n).last
            else:
                at += 1
        return found

    def _list_goes_on(self, comma: int) -> bool:
        return comma + 1 in self._begins and any(self.words[k] == "and" for k in range(comma + 1, min(comma + 10, len(self.words))))

    def joined(self, n: int) -> list[int]:
        """A chunk and those joined to it to the left or right by "and" or commas: "X, Y and Z"."""
        found = [n]
        while len(found) < _JOINED and (before := self._joint(found[0], left=True)) is not None:
            found.insert(0, before)
        while len(found) < _JOINED and (after := self._joint(found[-1], left=False)) is not None:
            found.append(after)
        return found

    def _joint(self, n: int, left: bool) -> int | None:
        chunk = self.chunk(n)
        at = chunk.first - 1 if left else chunk.last
        if not 0 <= at < len(self.words) or self.words[at] not in ("and", "or", "&"):
            return None
        other = self._ends.get(at) if left else self._begins.get(at + 1)
        if other is None or self.is_time(other):
            return None
        before = self.chunk(other).first - 1
        if left and before >= 0 and (self.parsed.tags[before] == "ADP" or self.is_verb(before)):
            return None  # "went on strike and the rebels agreed"
        if not left and self.preposition(n) != "between":  # "X met Y and Z left": Z is the subject of what follows
            end = self.chunk(other).last
            if end < len(self.words) and (self.is_verb(end) or self.parsed.tags[end] == "AUX"):
                return None
        return other

    def extended(self, n: int) -> tuple[int, int]:
        """Token bounds of a noun phrase with its "of" phrases: "members of the security council"."""
        chunk = self.chunk(n)
        last = chunk.last
        for _ in range(0 if self.parsed.tags[chunk.head] == "PRON" else 2):
            n_of = self._begins.get(last + 1)
            if n_of is None or self.words[last] != "of" or self.words[self.chunk(n_of).first].endswith("ing"):
                break  # "accused Georgia of firing on its posts"
            last = self.chunk(n_of).last
        return chunk.first, last
