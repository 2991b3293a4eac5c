"""Denials that stand apart from what they deny: "It denied that any …" two sentences later, "That report was false".

Both sides' words are kept: what denies becomes an attribution of the event that it denies. Where only somebody says that the
event happened and somebody else denies it, it is believed and not asserted; where the report itself calls it untrue, it is told
as not having happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from precedent.clean.document import Document, Sentence
from precedent.encode.reading import Reading
from precedent.events import headline
from precedent.events.draft import Draft, by_sentence, cue
from precedent.knowledge import speech
from precedent.records import Attribution
from precedent.resolve.actors import Chains
from precedent.spans.phrases import Phrases

REACH = 3  # sentences from a telling to its denial
_HAPPENED = ("asserted", "believed")
_OBJECT = 4  # words between a verb of denial and what is denied
_BETWEEN = 8  # words between what was said and the word that calls it untrue


@cache
def _words() -> dict[str, frozenset[str]]:
    """The lists of ``disputes.yaml``."""
    read = yaml.load(files(__package__).joinpath("disputes.yaml").read_bytes(), yaml.CSafeLoader)
    return {name: frozenset(forms) for name, forms in read.items()} | {"verbs": speech.words("deny") | frozenset(read["refuse"])}


class _Denial(NamedTuple):
    """Words that deny what was told before, without telling it again; tokens ``first:last``."""

    sentence: Sentence
    first: int
    last: int
    source: tuple[int, int] | None


def find(doc: Document, phrases: Sequence[Phrases], readings: Sequence[Reading], drafts: Sequence[Draft], chains: Chains) -> None:
    """Give the events told before a denial the side that denies them."""
    told = by_sentence(
        d
        for d in drafts
        if d.sentence.part == "text" and (d.polarity, d.genericity) == ("positive", "specific") and d.modality in _HAPPENED
    )
    for sentence in doc.sentences:
        if sentence.part == "title" or sentence.repeat:
            continue
        for denial in _denials(sentence, phrases[sentence.index], readings[sentence.index]):
            for draft in _meant(told, denial):
                _deny(doc, draft, denial, chains)


def _meant(told: Mapping[int, Sequence[Draft]], denial: _Denial) -> list[Draft]:
    """The events that a denial means: those told before it in its sentence, else those of the last sentence before that tells any
    (none, where its sentence goes on from something else: "; the ministry denied it"). Of them those that somebody says; where
    nobody says any, the last."""
    here = denial.sentence.index
    start = denial.source[0] if denial.source else denial.first
    before = [d for d in told.get(here, ()) if d.last <= start]
    if not before and not any(t.text == ";" for t in denial.sentence.tokens[: denial.first]):
        before = list(next((told[i] for i in range(here - 1, here - REACH, -1) if i in told), ()))
    said = [d for d in before if d.attributions]
    return said or before[-1:]


def _deny(doc: Document, draft: Draft, denial: _Denial, chains: Chains) -> None:
    sentence = denial.sentence
    words = doc.words(sentence, denial.first, denial.last)
    if denial.source is None:
        draft.polarity = "negative"
        draft.cues.append(cue("polarity", words))
        return
    first, last = denial.source
    actor = chains.at(sentence.index, first, last)
    source = doc.words(sentence, first, last)
    draft.attributions = [a for a in draft.attributions if a.source != source]  # no one is on both sides
    draft.attributions.append(Attribution(source=source, cue=words, chain=actor.id if actor else None, denies=True))


def _denials(sentence: Sentence, parsed: Phrases, reading: Reading) -> Iterator[_Denial]:
    known = _words()
    words = [t.lower for t in sentence.tokens]
    meant = known["said"] | known["stands_for"]
    for at, word in enumerate(words):
        if word in known["verbs"] and not known["negations"] & set(words[max(0, at - 2) : at]):
            window = range(at + 1, min(len(words), at + 1 + _OBJECT))
            object_ = next((i for kind in ("said", "stands_for") for i in window if words[i] in known[kind]), None)
            source = _subject(parsed, at)
            if object_ is not None and source is not None and not _tells(parsed, words, at, object_):
                yield _Denial(sentence, at, at + 1, source)
        elif word in known["untrue"]:
            said = next((i for i in range(at - 1, max(-1, at - _BETWEEN), -1) if words[i] in meant), None)
            if (
                said is not None
                and known["links"] & set(words[max(0, said - 2) : at])
                and not known["negations"] & set(words[said:at])
            ):
                yield _Denial(sentence, at, at + 1, _source(parsed, reading, at, words))


def _tells(parsed: Phrases, words: Sequence[str], verb: int, said: int) -> bool:
    """Whether it tells what it denies: "denied that | rebels had attacked", "denied a report of …", "denied having hit it"."""
    behind = words[said + 1 : said + 2]
    if words[said] == "that":
        return bool(behind) and behind[0] not in (".", ",", "and")
    return behind in (["that"], ["of"]) or any(parsed.tags[i] in ("VERB", "AUX") for i in range(verb + 1, said))


def _subject(parsed: Phrases, at: int) -> tuple[int, int] | None:
    """The noun phrase before a verb that denies."""
    chunk = next((c for c in reversed(parsed.chunks) if c.last <= at), None)
    return (chunk.first, chunk.last) if chunk is not None else None


def _source(parsed: Phrases, reading: Reading, at: int, words: Sequence[str]) -> tuple[int, int] | None:
    """Who calls it untrue: the source of what is said there, or who "called it a lie"; None for the report itself."""
    for saying in reading.sayings:
        if saying.sources and any(c.first <= at < c.last for c in saying.contents):
            best = max(saying.sources, key=lambda s: s.score)
            return best.first, best.last
    called = next((i for i in range(at - 1, max(-1, at - _BETWEEN), -1) if words[i] in ("called", "calls", "calling")), None)
    return _subject(parsed, called) if called is not None else None


def denies(draft: Draft, other: Draft) -> bool:
    """Whether *draft*, told as not having happened, denies what *other* tells: near behind it, said by somebody, in the same words
    or as any of its kind, of the same people or of nobody in particular."""
    if draft.polarity != "negative" or other.polarity != "positive" or other.modality not in _HAPPENED:
        return False
    apart = draft.sentence.index - other.sentence.index
    if not (0 <= apart <= REACH and draft.attributions and draft.modality == "asserted") or (
        apart == 0 and draft.first < other.first
    ):
        return False
    same_people = False
    for role in ("recipient", "actor"):
        mine, theirs = ([a for a in d.actors if a.role == role] for d in (draft, other))
        named = {a.chain or a.text.lower() for a in mine if a.text.split()[0].lower() not in _words()["indefinite"]}
        met = bool(named & {a.chain or a.text.lower() for a in theirs})
        if named and theirs and not met:
            return False
        same_people = same_people or (met and role == "recipient")
    return same_people or _same_act(draft, other)


def _same_act(draft: Draft, other: Draft) -> bool:
    """The same word or mode, or a noun for any of the kind: "denied any attack"."""
    words = [d.sentence.tokens[d.head].lower for d in (draft, other)]
    if words[0] == words[1] or set(headline.bases(words[0])) & set(headline.bases(words[1])):
        return True
    if draft.mode and draft.mode == other.mode and not (draft.contextual or other.contextual):
        return True
    before = {t.lower for t in draft.sentence.tokens[max(0, draft.first - 2) : draft.first]}
    return draft.nominal and bool(before & _words()["indefinite"])
