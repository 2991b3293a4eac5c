"""Who says so: sources, cues and contents (PolNeAR's terms), and which events lie in what is said.

A source that only speaks of what it will do itself ("vowed to attack") is the event's actor, not its source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from precedent.clean.document import Document, Sentence
from precedent.events.clause import Clause
from precedent.events.draft import Draft
from precedent.knowledge import speech
from precedent.records import Attribution, Span
from precedent.resolve.actors import Chains
from precedent.spans.phrases import Chunk, Phrases

_QUOTES = frozenset('"“”')
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s"})
_TURNS = frozenset({"but", "while", "although", "though", "whereas"})
_BEFORE_CIRCUMSTANCE = frozenset({"as", "when", "after", "before", "while", "in", "at", "on", "to"})
_THAT_REACH = 12


class Said(NamedTuple):
    """One attribution in a sentence: token bounds of its source and cue, and of the parts of its content."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    quoting: bool = False


def find(doc: Document, phrases: Sequence[Phrases], drafts: Sequence[Draft], chains: Chains) -> None:
    """Fill ``Draft.attributions``, outermost first."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.index, []).append(draft)
    speaker: tuple[Sentence, Said] | None = None
    inside = False
    paragraph: tuple[str, int] | None = None
    for sentence in doc.sentences:
        if (sentence.part, sentence.paragraph) != paragraph:
            paragraph, inside, speaker = (sentence.part, sentence.paragraph), False, None
        quoted = inside or bool(sentence.tokens and sentence.tokens[0].text in '"“')
        inside = _still_inside(sentence, inside)
        if not quoted and sentence.index not in by_sentence and not any(t.text in _QUOTES for t in sentence.tokens):
            continue
        told = list(said(sentence, phrases[sentence.index]))
        speaker = next(((sentence, s) for s in told if s.quoting and s.source), speaker)
        for draft in by_sentence.get(sentence.index, ()):
            covering = [(s, part) for s in told for part in s.content if _covers(s, part, draft)]
            covering.sort(key=lambda pair: pair[1][0] - pair[1][1])
            draft.attributions.extend(_attribution(doc, sentence, sentence, s, part, chains) for s, part in covering)
            if not covering and quoted and speaker and speaker[0] is not sentence:
                whole = (0, len(sentence.tokens))
                draft.attributions.append(_attribution(doc, speaker[0], sentence, speaker[1], whole, chains))


def _covers(told: Said, part: tuple[int, int], draft: Draft) -> bool:
    apart = draft.last <= told.cue[0] or draft.first >= told.cue[1]
    return apart and part[0] <= draft.head < part[1]


def _attribution(
    doc: Document, where: Sentence, sentence: Sentence, told: Said, part: tuple[int, int], chains: Chains
) -> Attribution:
    actor = chains.at(where.index, *told.source) if told.source else None
    content = _span(doc, sentence, _trimmed(sentence, part))
    return Attribution(
        source=_span(doc, where, told.source) if told.source else None,
        cue=_span(doc, where, told.cue),
        content=content,
        chain=actor.id if actor else None,
    )


def _span(doc: Document, sentence: Sentence, bounds: tuple[int, int]) -> Span:
    return doc.span(sentence.part, sentence.tokens[bounds[0]].start, sentence.tokens[bounds[1] - 1].end)


def _trimmed(sentence: Sentence, part: tuple[int, int]) -> tuple[int, int]:
    """Without commas, quotation marks and full stops at either end."""
    first, last = part
    while first < last - 1 and sentence.tokens[first].text in ',"“”:.':
        first += 1
    while last > first + 1 and sentence.tokens[last - 1].text in ',"“”:.':
        last -= 1
    return first, last


def _still_inside(sentence: Sentence, inside: bool) -> bool:
    """Whether a quotation is open at the sentence's end."""
    for token in sentence.tokens:
        if token.text == "“":
            inside = True
        elif token.text == "”":
            inside = False
        elif token.text == '"':
            inside = not inside
    return inside


class _Speech(Clause):
    """A sentence with what bounds a saying, found once."""

    @cached_property
    def quote(self) -> int:
        """The first quotation mark; the sentence's length where it has none."""
        return next((i for i, word in enumerate(self.words) if word in _QUOTES), len(self.words))

    @cached_property
    def verb(self) -> int:
        """The first verb; the sentence's length where it has none."""
        return next((i for i, kind in enumerate(self.parsed.tags) if kind in ("VERB", "AUX")), len(self.words))

    @cached_property
    def turns(self) -> list[int]:
        """Where a saying ends: at a semicolon, or a turn to something else (", but police …")."""
        words, size = self.words, len(self.words)
        return [
            i
            for i, word in enumerate(words)
            if word == ";" or (word == "," and i + 2 < size and words[i + 1] in _TURNS and _clausal(self, i + 2))
        ]

    def end(self, start: int) -> int:
        at = bisect_left(self.turns, start)
        return self.turns[at] if at < len(self.turns) else len(self.words)


def said(sentence: Sentence, phrases: Phrases) -> Iterator[Said]:
    """Every attribution in a sentence, left to right."""
    clause = _Speech(sentence, phrases)
    last: tuple[int, int] | None = None
    for i, word in enumerate(clause.words):
        found: Said | None = None
        if word == "according" and clause.words[i + 1 : i + 2] == ("to",):
            found = _according(clause, i)
        elif word in speech.words("adverb"):
            found = _adverb(clause, i)
        elif word in speech.words("passive") and i > 0 and clause.words[i - 1] in _BE:
            found = _passive(clause, i)
        elif word in speech.verbs() and (clause.is_verb(i) or _inverted(clause, i)):
            found = _verb(clause, i, last)
        elif word in speech.words("noun") and clause.words[i + 1 : i + 2] == ("that",):
            found = _noun(clause, i)
        if found:
            last = found.source or last
            yield found


def _chunk_from(clause: _Speech, at: int) -> Chunk | None:
    """The base noun phrase that begins at token *at*."""
    n = clause.within.get(at)
    return clause.chunk(n) if n is not None and clause.chunk(n).first == at else None


def _source(clause: _Speech, chunk: Chunk) -> tuple[int, int]:
    """The phrase of a source with whom it speaks for: "a spokesman for the rebels"."""
    words = clause.words
    after = _chunk_from(clause, chunk.last + 1)
    if after and words[chunk.last] in ("of", "for"):
        return chunk.first, after.last
    return chunk.first, chunk.last


def _verb(clause: _Speech, cue: int, last: tuple[int, int] | None) -> Said | None:
    """A verb of speech with its subject: before its content, after it, or in its midst."""
    words, size = clause.words, len(clause.words)
    if cue > 0 and words[cue - 1] in _BE:
        return None
    after = cue + 1
    behind = _inverted(clause, cue)
    if behind:
        source: tuple[int, int] | None = _source(clause, behind)
        after = _source(clause, behind)[1]
    else:
        n = clause.subject(cue)
        source = _source(clause, clause.chunk(n)) if n is not None else last
    if source is None or words[source[0]] in ("i", "we", "you"):  # "I think": said within what another says
        return None
    opens = source[0] if source[1] <= cue else cue
    bounds = (cue, cue + 1)
    if _follows(clause, source, opens, cue, after):
        parts = [(0, opens)]
        resumed = _resumes(clause, after)
        if resumed is not None:
            parts.append((resumed, size))
        quoting = clause.quote < opens
        return Said(source, bounds, tuple(parts), quoting)
    start = _content(clause, cue, after)
    if start is None:
        return None
    end = start[1] if start[1] else clause.end(start[0])
    quoting = any(words[i] in _QUOTES for i in range(after, min(size, start[0] + 1)))
    return Said(source, bounds, ((start[0], end),), quoting) if start[0] < end else None


def _inverted(clause: _Speech, cue: int) -> Chunk | None:
    """ "…, said a spokesman": the source behind the verb."""
    before = clause.words[cue - 1] if cue else ""
    speaks = clause.words[cue] in speech.words("say") or clause.words[cue] in speech.words("tell")
    if not speaks or before not in (",", "?", "!", '"', "”") or _clausal(clause, cue + 1):
        return None
    return _chunk_from(clause, cue + 1)


def _follows(clause: _Speech, source: tuple[int, int], opens: int, cue: int, after: int) -> bool:
    """The content stands before: a comma or quotation mark, the source, the verb, and nothing said behind it."""
    words = clause.words
    if opens == 0 or words[opens - 1] not in (",", '"', "”", "?", "!", "—", "–", "--"):
        return False
    if clause.verb >= opens - 1 and clause.quote >= opens:
        return False
    for at in range(after, len(words)):
        if words[at] in (",", ".", '"', "“", ":", ";"):
            return True
        if words[at] == "that" or (_clausal(clause, at) and words[at - 1] not in _BEFORE_CIRCUMSTANCE):
            return False
    return True


def _resumes(clause: _Speech, after: int) -> int | None:
    """Where the content goes on behind the source in its midst: "The men, police said, were armed"."""
    words = clause.words
    for at in range(after, min(len(words), after + _THAT_REACH)):
        if words[at] in (",", '"', "“", ":") and at + 1 < len(words):
            return at + 1
    return None


def _clausal(clause: _Speech, at: int) -> bool:
    """A subject and its verb begin at token *at*."""
    chunk = _chunk_from(clause, at)
    if chunk is None:
        return False
    i, tags = _source(clause, chunk)[1], clause.parsed.tags
    while i < len(tags) and tags[i] in ("ADV", "PART"):
        i += 1
    return i < len(tags) and tags[i] in ("VERB", "AUX")


def _content(clause: _Speech, cue: int, after: int) -> tuple[int, int | None] | None:
    """First token of what is said behind the verb, and its end where it is but a noun phrase; None where nothing is."""
    words, tags, penn = clause.words, clause.parsed.tags, clause.parsed.penn
    size = len(words)
    if after >= size - 1:
        return None
    if words[after] == "to":
        claims = words[cue].startswith("claim") and words[after + 1 : after + 2] == ("have",)
        return (after + 1, None) if claims else None
    for at in range(after, min(size, after + _THAT_REACH)):
        if words[at] in ("that", ":", '"', "“") and at + 1 < size and penn[at] != "DT":
            return at + 1, None
        if tags[at] == "VERB" and at > after:
            break
    word = words[cue]
    if word in ("say", "says", "said", "saying") or word in speech.words("tell"):
        return after, None
    if penn[after] == "VBG":
        return after, None
    at = after
    while at < size and (tags[at] == "ADV" or (tags[at] == "ADP" and words[at] == "on")):
        day = _chunk_from(clause, at + 1) if words[at] == "on" else None
        at = day.last if day else at + 1
    if _clausal(clause, at):
        return at, None
    chunk = _chunk_from(clause, at)
    if chunk and (word in speech.words("report") or word in speech.words("deny")):
        return at, _source(clause, chunk)[1]
    return None


def _according(clause: _Speech, at: int) -> Said | None:
    chunk = _chunk_from(clause, at + 2)
    if chunk is None:
        return None
    source = _source(clause, chunk)
    size = len(clause.words)
    parts = [(0, at)] if at > 0 else []
    comma = next((i for i in range(source[1], size) if clause.words[i] == ","), None)
    if comma is not None and comma + 1 < size:
        parts.append((comma + 1, size))
    return Said(source, (at, at + 2), tuple(parts))


def _adverb(clause: _Speech, at: int) -> Said | None:
    """ "reportedly": the verb group it stands in, no source named."""
    tags = clause.parsed.tags
    verb = next((i for i in range(at + 1, min(len(tags), at + 5)) if tags[i] == "VERB"), None)
    if verb is None:
        verb = next((i for i in range(at - 1, max(-1, at - 5), -1) if tags[i] == "VERB"), None)
    return Said(None, (at, at + 1), ((verb, verb + 1),)) if verb is not None else None


def _passive(clause: _Speech, at: int) -> Said | None:
    """ "is reported to have crossed": no source named."""
    if clause.words[at + 1 : at + 2] not in (("to",), ("that",)):
        return None
    return Said(None, (at, at + 1), ((at + 2, clause.end(at + 2)),)) if at + 2 < len(clause.words) else None


def _noun(clause: _Speech, at: int) -> Said | None:
    """ "the army's claim that …": the possessor is the source."""
    n = clause.within.get(at)
    if n is None:
        return None
    chunk = clause.chunk(n)
    owner = next((i for i in range(at - 1, chunk.first, -1) if clause.parsed.penn[i] == "POS"), None)
    return Said((chunk.first, owner) if owner else None, (at, at + 1), ((at + 2, clause.end(at + 2)),))
