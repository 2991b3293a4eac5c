"""Which words tell of an event, and of what type and mode: the encoder's triggers, and words that a codebook alone knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from precedent.clean.document import Document, Sentence, Token
from precedent.codebooks.load import Codebook
from precedent.codebooks.matching import BE, Match, index, matches
from precedent.codebooks.relaxed import says_mode
from precedent.encode.encoder import Encoder
from precedent.encode.reading import Reading, Trigger
from precedent.events.draft import Draft
from precedent.events.headline import Clause
from precedent.nearest.kind import Kind
from precedent.nearest.kind import find as find_nearest
from precedent.records import Also
from precedent.spans.phrases import Phrases

OTHER = "OTHER"  # the type of what no codebook lists
_UNLISTED = "NONE"  # what the encoder calls it
_ALSO = 0.2  # a second type that is at least this likely is kept beside the first
_AROUND = 12  # words around a trigger among which its mode may be said
_HEADED = 0.5  # how sure it is that a heading tells an occurrence where the encoder saw none
_PARTICLES = frozenset({"across", "over", "off", "out", "up", "down", "away", "back"})
_BY_WORDS = 0.6  # how sure a trigger is that a codebook's words alone speak for


def find(
    doc: Document,
    phrases: Sequence[Phrases],
    readings: Sequence[Reading],
    codebooks: Sequence[Codebook],
    encoder: Encoder,
    by_words: Sequence[Codebook] = (),
    kinds: Sequence[Kind] = (),
    clause: Clause | None = None,
) -> list[Draft]:
    """Drafts of all events told, in document order, without what is said of them.

    *codebooks* are those whose types the encoder knows; the trigger words of *by_words* stand for an event wherever the
    encoder saw none. *kinds* are types of users' codebooks, found by their examples. *clause* heads the report: what it
    tells is an event, of no listed type where nothing there is known for one and the text tells of it again.
    """
    books = {kind.name: book for book in codebooks for kind in book.types}
    if OTHER in books:
        books[_UNLISTED] = books[OTHER]
    drafts: list[Draft] = []
    for sentence, parsed, reading in zip(doc.sentences, phrases, readings, strict=True):
        known = [t for t in reading.triggers if t.types[0].label in books]
        told = _whole([_with_particle(t, sentence.tokens, parsed, reading, encoder) for t in known])
        here = [_draft(sentence, parsed, t, books) for t in told]
        if by_words and sentence.tokens:
            here += _by_words(sentence, parsed, reading, told, by_words, encoder)
        if kinds and sentence.tokens:
            here = _with_nearest(here, sentence, parsed, reading, kinds, encoder)
        if clause is not None and clause.sentence is sentence:
            here = _headed(here, parsed, reading, books, encoder, clause)
        drafts += sorted(here, key=lambda d: d.first)
    alike = _look_alikes(doc, codebooks) if drafts else frozenset()
    return [draft for draft in drafts if (draft.codebook, draft.type) not in alike]


def _headed(
    drafts: list[Draft], parsed: Phrases, reading: Reading, books: Mapping[str, Codebook], encoder: Encoder, clause: Clause
) -> list[Draft]:
    """The drafts of a heading, those that its main clause tells known for it."""
    told = [d for d in drafts if clause.verb <= d.head < clause.last]
    if not told and clause.again and OTHER in books:
        (seen,) = encoder.at(reading, [(clause.verb, clause.verb + 1)])
        seen = seen._replace(score=_HEADED)
        told = [_of(clause.sentence, parsed, seen, books[OTHER], OTHER, None, _HEADED, (), books)]
        drafts = [*drafts, *told]
    for draft in told:
        draft.headed = True
    return drafts


def _with_particle(told: Trigger, words: Sequence[Token], parsed: Phrases, reading: Reading, encoder: Encoder) -> Trigger:
    """A verb has the particle behind it where the word lists know both for its type: "walks across"."""
    at = told.last
    if at >= len(parsed.tags) or parsed.tags[at - 1] != "VERB" or words[at].lower not in _PARTICLES:
        return told
    return told._replace(last=at + 1) if reading.hints[at, encoder.labels.types.index(told.types[0].label)] > 0 else told


def _whole(told: Sequence[Trigger]) -> list[Trigger]:
    """Triggers of one type that touch are one: "held | talks"."""
    found: list[Trigger] = []
    for trigger in told:
        if found and found[-1].last == trigger.first and found[-1].types[0].label == trigger.types[0].label:
            roles = dict.fromkeys((*found[-1].roles, *(r for r in trigger.roles if r[:3] not in {o[:3] for o in found[-1].roles})))
            found[-1] = found[-1]._replace(last=trigger.last, roles=tuple(sorted(roles)))
        else:
            found.append(trigger)
    return found


def _look_alikes(doc: Document, codebooks: Iterable[Codebook]) -> frozenset[tuple[str, str]]:
    """The types that this report only sounds like: a match report speaks of attacks, shots and surrender."""
    words = {t.lower for s in doc.sentences for t in s.tokens}
    return frozenset(
        (book.name, kind)
        for book in codebooks
        for alike in book.look_alikes
        if len(words & alike.words) >= alike.at_least
        for kind in alike.types
    )


def _draft(sentence: Sentence, parsed: Phrases, told: Trigger, books: Mapping[str, Codebook]) -> Draft:
    book = books[told.types[0].label]
    kind = OTHER if told.types[0].label == _UNLISTED else told.types[0].label
    others = [c.label for c in told.types[1:] if c.score >= _ALSO and c.label in books and c.label != _UNLISTED]
    return _of(sentence, parsed, told, book, kind, told.mode, told.score * told.types[0].score, others, books)


def _of(
    sentence: Sentence,
    parsed: Phrases,
    told: Trigger,
    book: Codebook,
    kind: str,
    mode: str | None,
    score: float,
    others: Sequence[str],
    books: Mapping[str, Codebook],
) -> Draft:
    known = book.type(kind)
    head = _head(parsed, told.first, told.last)
    words = [t.lower for t in sentence.tokens]
    around = frozenset(words[max(0, told.first - _AROUND) : told.last + _AROUND])
    return Draft(
        sentence=sentence,
        told=told,
        first=told.first,
        last=told.last,
        head=head,
        codebook=book.name,
        type=kind,
        mode=mode,
        score=round(score, 4),
        takes=tuple(role.name for role in known.roles) if known else (),
        contextual=mode is not None and not says_mode(book, kind, mode, words[head], around),
        nominal=parsed.tags[head] in ("NOUN", "PROPN", "ADJ", "NUM"),
        passive=_passive(words, parsed, head),
        also=[Also(codebook=books[name].name, type=name) for name in others],
    )


def _by_words(
    sentence: Sentence,
    parsed: Phrases,
    reading: Reading,
    told: Sequence[Trigger],
    codebooks: Sequence[Codebook],
    encoder: Encoder,
) -> list[Draft]:
    """Events that only the word lists see; the encoder says who and what is in them."""
    taken = {i for t in told for i in range(t.first, t.last)}
    chosen: dict[int, Match] = {}
    for match in matches([t.lower for t in sentence.tokens], index(tuple(codebooks))):
        if match.first not in taken and parsed.tags[match.first] not in ("ADP", "DET", "CCONJ", "PUNCT"):
            chosen.setdefault(match.first, match)
    books = {kind.name: book for book in codebooks for kind in book.types}
    found = encoder.at(reading, [(at, at + 1) for at in chosen])
    return [
        _of(sentence, parsed, trigger, books[name], name, match.entry.mode, _BY_WORDS, (), books)
        for match, trigger in zip(chosen.values(), found, strict=True)
        for name in (match.entry.type.name,)
    ]


def _with_nearest(
    drafts: list[Draft], sentence: Sentence, parsed: Phrases, reading: Reading, kinds: Sequence[Kind], encoder: Encoder
) -> list[Draft]:
    """The drafts of a sentence and those of types found by example. At the same words the user's type is the more specific
    reading; what else is read there stands in its ``also``."""
    for kind, told, certainty in find_nearest(kinds, encoder, reading, [t.lower for t in sentence.tokens]):
        mine = _of(sentence, parsed, told, kind.codebook, kind.type.name, told.mode, certainty, (), {})
        same = [d for d in drafts if d.first < mine.last and mine.first < d.last]
        first = next((d for d in same if any(d.codebook == k.codebook.name for k in kinds)), None)
        if first is not None:  # another of the user's types, and surer
            first.also.append(Also(codebook=mine.codebook, type=mine.type, mode=mine.mode))
            continue
        mine.also += [a for d in same for a in (Also(codebook=d.codebook, type=d.type, mode=d.mode), *d.also)]
        drafts = [d for d in drafts if all(d is not s for s in same)] + [mine]
    return drafts


def _head(parsed: Phrases, first: int, last: int) -> int:
    """The word of a trigger that decides what it is in its sentence: its verb, else its last noun, else its last word."""
    for wanted in (("VERB", "AUX"), ("NOUN", "PROPN")):
        found = [i for i in range(first, last) if parsed.tags[i] in wanted]
        if found:
            return found[0] if wanted[0] == "VERB" else found[-1]
    return last - 1


def _passive(words: Sequence[str], parsed: Phrases, head: int) -> bool:
    """A participle behind a form of "be"."""
    at = head - 1
    while at >= 0 and parsed.tags[at] in ("ADV", "PART"):
        at -= 1
    return parsed.penn[head] in ("VBN", "VBD") and at >= 0 and words[at] in BE
