"""Which words tell of an event, and of what type and mode: the trigger words of the codebooks, held against a report.

At each verb or noun the pattern that asks for most wins; what another type reads there as well is kept as ``also``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from precedent.clean.document import Document, Sentence
from precedent.codebooks.inflect import noun_forms, verb_forms
from precedent.codebooks.load import Codebook, EventType
from precedent.codebooks.patterns import Pattern
from precedent.events.draft import Draft
from precedent.records import Also
from precedent.spans.phrases import Chunk, Phrases

_CLAUSE = 40  # how far a clause is followed
_GAP = 6  # words that ``*`` lets stand between
_BEFORE = 9  # how far back a passive's subject may stand
_CUES_AFTER, _CUES_BEFORE = 12, 6
_STOPS = frozenset({";", ":", "who", "which", "whom", "whose"})
# Prepositions that belong to what follows; particles ("walks across", "broke off", "called on") stay with their verb.
_WEAK = frozenset(
    {
        "of",
        "by",
        "to",
        "for",
        "with",
        "from",
        "in",
        "at",
        "against",
        "between",
        "into",
        "that",
        "way",
        "via",
        "about",
        "as",
        "than",
        "the",
    }
)
_WEAK_AFTER_NOUN = _WEAK | {"on", "over", "outside", "through"}
# What follows these is another clause: its finite verb says nothing of the participle before it.
_SUBORDINATES = frozenset({"after", "before", "as", "while", "when", "because", "since", "until", "although", "though", "where"})
_BE = frozenset({"be", "is", "are", "am", "was", "were", "been", "being", "'s", "'re", "get", "got", "gets", "getting"})
_HAVE = frozenset({"have", "has", "had", "having", "'ve", "'d"})
_SPEECH_ACTS = frozenset({"AGREE", "CONCEDE", "REJECT", "THREATEN"})
_VERB_SCORE, _NOUN_SCORE, _EMBEDDED, _PER_WEIGHT = 0.72, 0.58, 0.2, 0.03


class Entry(NamedTuple):
    codebook: str
    type: EventType
    mode: str | None
    pattern: Pattern


class Index(NamedTuple):
    """Entries by every form of their first word, those that ask for most first."""

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, tuple[Entry, ...]]


class Match(NamedTuple):
    entry: Entry
    last: int  # end of the words that follow each other, half-open
    used: tuple[int, ...]  # every token that the pattern matched


@lru_cache(maxsize=8)
def index(codebooks: tuple[Codebook, ...]) -> Index:
    """The codebooks' trigger words, ready to look up."""
    verbs: dict[str, list[Entry]] = {}
    nouns: dict[str, list[Entry]] = {}
    for book in codebooks:
        for kind in book.types:
            for mode in (None, *kind.modes):
                for patterns, forms, table in (
                    ((mode or kind).verbs, verb_forms, verbs),
                    ((mode or kind).nouns, noun_forms, nouns),
                ):
                    for pattern in patterns:
                        entry = Entry(book.name, kind, mode.name if mode else None, pattern)
                        for form in {f: None for head in pattern.heads for f in forms(head)}:
                            table.setdefault(form, []).append(entry)
    return Index(_by_weight(verbs), _by_weight(nouns))


def _by_weight(table: dict[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {form: tuple(sorted(found, key=lambda e: -e.pattern.weight)) for form, found in table.items()}


def find(doc: Document, phrases: Sequence[Phrases], codebooks: Iterable[Codebook]) -> list[Draft]:
    """Drafts of all events told, in document order, without their roles."""
    books = tuple(codebooks)
    known = index(books)
    drafts = [draft for s in doc.sentences for draft in _in_sentence(s, phrases[s.index], known)]
    alike = _look_alikes(doc, books) if drafts else frozenset()
    return [draft for draft in drafts if (draft.codebook, draft.type) not in alike]


def _look_alikes(doc: Document, codebooks: Sequence[Codebook]) -> frozenset[tuple[str, str]]:
    """The types that this report only sounds like: a match report speaks of attacks, shots and surrender."""
    words = {t.lower for s in doc.sentences for t in s.tokens}
    return frozenset(
        (book.name, kind)
        for book in codebooks
        for alike in book.look_alikes
        if len(words & alike.words) >= alike.at_least
        for kind in alike.types
    )


def _in_sentence(sentence: Sentence, parsed: Phrases, known: Index) -> list[Draft]:
    words = tuple(t.lower for t in sentence.tokens)
    bag = frozenset(words)
    within: dict[int, Chunk] = {i: c for c in parsed.chunks for i in range(c.first, c.last)}
    drafts: list[Draft] = []
    used: set[int] = set()
    nouns = ("NOUN", "PROPN") if sentence.part == "title" else ("NOUN",)  # "the Freedom Order" is a name, outside headlines
    for nominal in (False, True):  # verbs first: what they use up ("hold talks") is no event of its own
        for i, word in enumerate(words):
            entries = (known.nouns if nominal else known.verbs).get(word)
            if entries is None or i in used or (nominal and parsed.tags[i] not in nouns):
                continue
            if not nominal and not _verbal(i, parsed, within):
                continue
            passive = not nominal and _is_passive(words, parsed, within, i)
            found = [m for e in entries if (m := _match(e, words, bag, i, passive, nominal)) is not None]
            if nominal:
                found = [m for m in found if i in within and i <= within[i].head < m.last]
            if found:
                drafts.append(_draft(sentence, parsed, found, i, nominal, passive))
                used.update(found[0].used)
    return _without_contents(sorted(drafts, key=lambda d: d.first), parsed, within)


def _without_contents(drafts: list[Draft], parsed: Phrases, within: dict[int, Chunk]) -> list[Draft]:
    """What is promised, refused or threatened ("refused to meet") is told by that speech act, not as an event beside it."""
    kept: list[Draft] = []
    for draft in drafts:
        said = kept[-1] if kept and kept[-1].type in _SPEECH_ACTS and kept[-1].codebook == draft.codebook else None
        if said is None or not _is_content(said, draft, parsed, within):
            kept.append(draft)
    return kept


def _is_content(said: Draft, draft: Draft, parsed: Phrases, within: dict[int, Chunk]) -> bool:
    """The object of the speech act ("rejected a meeting"), or an infinitive right after it with its own object."""
    if draft.nominal and within[draft.first].first == said.last:
        return True
    between = range(said.last - 1, draft.first)
    if not between or len(between) > _GAP + 1:
        return False
    finite = any(parsed.penn[k] in ("VBD", "VBZ", "VBP", ",", "WDT", "WP") for k in between[1:])
    return not finite and any(parsed.penn[k] == "TO" for k in between)


def _verbal(i: int, parsed: Phrases, within: dict[int, Chunk]) -> bool:
    """A verb that is no modifier in a noun phrase; a gerund that was read as a noun but has an object of its own."""
    if parsed.tags[i] in ("VERB", "AUX", "PART"):
        return i not in within and not _attributive(i, parsed)
    gerund = parsed.tags[i] == "NOUN" and i in within and within[i].last == i + 1 == within[i].first + 1
    return gerund and i + 1 in within


def _attributive(i: int, parsed: Phrases) -> bool:
    """A participle between a verb and a bare noun belongs to the noun: "crosses fortified border"."""
    if parsed.penn[i] not in ("VBN", "VBD") or i == 0 or parsed.tags[i - 1] != "VERB":
        return False
    return parsed.tags[i + 1 : i + 2] in (("NOUN",), ("PROPN",))


def _is_passive(words: Sequence[str], parsed: Phrases, within: dict[int, Chunk], i: int) -> bool:
    """A participle after a form of "be", or one that describes the noun before it ("the man shot by police fled")."""
    tags, penn = parsed.tags, parsed.penn
    if penn[i] not in ("VBN", "VBD"):
        return False
    at = i - 1
    while at >= 0 and tags[at] in ("ADV", "PART"):
        at -= 1
    if at >= 0 and words[at] in _BE:
        return True
    if penn[i] == "VBD" or at < 0 or tags[at] == "AUX" or words[at] in _HAVE:
        return False
    if words[i + 1 : i + 2] == ("by",):
        return True
    for k in range(i + 1, min(i + _CLAUSE, len(words))):
        if (
            words[k] in _STOPS
            or words[k] in _SUBORDINATES
            or words[k] == ","
            or tags[k] in ("CCONJ", "SCONJ")
            or penn[k] in ("WP", "WDT", "WRB")
        ):
            break
        if tags[k] == "AUX" or penn[k] in ("VBD", "VBZ", "VBP"):
            return True
    left = within.get(at)
    return (
        left is not None
        and left.last == at + 1
        and left.first > 0
        and (tags[left.first - 1] == "ADP" or tags[left.first - 1] == "VERB")
    )


def _match(entry: Entry, words: tuple[str, ...], bag: frozenset[str], i: int, passive: bool, nominal: bool) -> Match | None:
    pattern = entry.pattern
    if pattern.never_in & bag or not all(group & bag for group in pattern.only_in):
        return None
    at = last = i + 1
    weak = _WEAK_AFTER_NOUN if nominal else _WEAK
    used = [i]
    together = True
    for step in pattern.steps:
        where = _where(step.words, step.gap, words, at)
        if where is None and step.gap and passive:
            back = next((k for k in range(i - 1, max(-1, i - _BEFORE), -1) if words[k] in step.words), None)
            if back is not None:
                used.append(back)
                together = False
                continue
        if where is None:
            return None
        together = together and where == at
        at = where + 1
        used.append(where)
        if together and words[where] not in weak:
            last = at
        elif words[where] in _WEAK and len(pattern.steps) > 1:
            together = False
    if pattern.never_after and pattern.never_after.intersection(words[at : at + _GAP]):
        return None
    return Match(entry, last, tuple(used))


def _where(wanted: frozenset[str], gap: bool, words: tuple[str, ...], at: int) -> int | None:
    for k in range(at, min(at + (_GAP + 1 if gap else 1), len(words))):
        if words[k] in wanted:
            return k
        if words[k] in _STOPS:
            return None
    return None


def _draft(sentence: Sentence, parsed: Phrases, found: list[Match], i: int, nominal: bool, passive: bool) -> Draft:
    first, *others = found
    entry = first.entry
    embedded = i > 1 and parsed.penn[i - 1] == "TO"
    score = (_NOUN_SCORE if nominal else _VERB_SCORE) + _PER_WEIGHT * min(entry.pattern.weight, 5) - _EMBEDDED * embedded
    also = dict.fromkeys((m.entry.codebook, m.entry.type.name) for m in others)
    also.pop((entry.codebook, entry.type.name), None)
    return Draft(
        sentence=sentence,
        first=i,
        last=first.last,
        head=i,
        codebook=entry.codebook,
        type=entry.type.name,
        mode=entry.mode or _mode(entry.type, sentence, i),
        score=round(score, 3),
        used=first.used,
        takes=tuple(role.name for role in entry.type.roles),
        contextual=bool(entry.mode and entry.pattern.only_in),
        nominal=nominal,
        passive=passive,
        also=[Also(codebook=book, type=kind) for book, kind in also][:2],
    )


def _mode(kind: EventType, sentence: Sentence, i: int) -> str | None:
    """The mode whose cue stands nearest, after the trigger rather than before it."""
    tokens = sentence.tokens
    after = range(i + 1, min(i + 1 + _CUES_AFTER, len(tokens)))
    for k in (*after, *range(i - 1, max(-1, i - 1 - _CUES_BEFORE), -1)):
        for mode in kind.modes:
            if tokens[k].lower in mode.cues:
                return mode.name
    return None
