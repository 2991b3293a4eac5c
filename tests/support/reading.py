"""Reports read up to actors and events by the program's own rooms, with events told by hand: one word, one type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from precedent.clean.document import Document
from precedent.clean.prepare import prepare
from precedent.encode.reading import Choice, Trigger
from precedent.events.draft import Draft
from precedent.pipeline.parts import gazetteer
from precedent.records import Report, RoleActor
from precedent.resolve.actors import Chains, chains
from precedent.spans.names import Name
from precedent.spans.phrases import Phrases, parse


def seen(first: int, last: int, type: str) -> Trigger:
    """A trigger of that type at tokens ``first:last``, told as done, with nothing in its roles."""
    plain = {"polarity": "positive", "modality": "asserted", "genericity": "specific", "tense": "past", "standing": "other"}
    return Trigger(
        first=first,
        last=last,
        score=0.9,
        types=(Choice(type, 1.0),),
        hinted=0.0,
        contrary=0.0,
        mode=None,
        main=0.5,
        roles=(),
        quantities=(),
        cues=(),
        **{name: Choice(label, 1.0) for name, label in plain.items()},
    )


class Reading(NamedTuple):
    doc: Document
    phrases: tuple[Phrases, ...]
    chains: Chains

    def draft(self, trigger: str, type: str = "ASSAULT", **roles: str) -> Draft:
        """An event told by *trigger* (its last token is the head), with the words of its roles."""
        for sentence in self.doc.sentences:
            lowers = [t.text for t in sentence.tokens]
            wanted = trigger.split()
            for at in range(len(lowers) - len(wanted) + 1):
                if lowers[at : at + len(wanted)] == wanted:
                    draft = Draft(sentence, seen(at, at + len(wanted), type), at, at + len(wanted), at, "test", type, None, 0.9)
                    draft.actors = [self._role(draft, role, words) for role, words in roles.items()]
                    return draft
        raise AssertionError(f"no {trigger!r} in the report")

    def _role(self, draft: Draft, role: str, words: str) -> RoleActor:
        start = draft.sentence.start + draft.sentence.text.index(words)
        return RoleActor(role=role, start=start, end=start + len(words), text=words, country=None, sector=None)

    def tokens(self, words: str) -> tuple[int, int, int]:
        """Sentence index and token bounds of words in the report."""
        for sentence in self.doc.sentences:
            texts = [t.text for t in sentence.tokens]
            for first in range(len(texts)):
                for last in range(first + 1, len(texts) + 1):
                    if (
                        sentence.text[
                            sentence.tokens[first].start - sentence.start : sentence.tokens[last - 1].end - sentence.start
                        ]
                        == words
                    ):
                        return sentence.index, first, last
        raise AssertionError(f"no {words!r} in the report")


def read(text: str, title: str | None = None, published: str | None = "2025-10-20", people: Sequence[str] = ()) -> Reading:
    """Read a report; *people* are the persons' names that a name finder would have marked."""
    doc = prepare(Report(id="r1", text=text, title=title, published=published))
    phrases = tuple(parse(s) for s in doc.sentences)
    names = tuple(name for person in people for name in _names(doc, person))
    return Reading(doc, phrases, chains(doc, phrases, names, (), gazetteer()))


def _names(doc: Document, person: str) -> list[Name]:
    found = []
    for sentence in doc.sentences:
        texts, wanted = [t.text for t in sentence.tokens], person.split()
        for at in range(len(texts) - len(wanted) + 1):
            if texts[at : at + len(wanted)] == wanted:
                first, last = sentence.tokens[at], sentence.tokens[at + len(wanted) - 1]
                found.append(
                    Name(
                        sentence=sentence.index,
                        first=at,
                        last=at + len(wanted),
                        start=first.start,
                        end=last.end,
                        part=sentence.part,
                        kind="PERSON",
                        text=person,
                    )
                )
    return found
