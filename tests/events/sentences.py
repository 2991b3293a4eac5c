"""Reading a few words as the program does, for the tables of cases in this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from precedent.clean.document import Document
from precedent.clean.prepare import prepare
from precedent.codebooks.load import shipped
from precedent.encode import document, encoder
from precedent.encode.reading import Reading
from precedent.events import attributes, attribution, roles, triggers
from precedent.events.draft import Draft
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Report
from precedent.resolve import actors, calendar, places
from precedent.resolve.actors import Chains
from precedent.spans import names, phrases, times


class Read(NamedTuple):
    doc: Document
    drafts: list[Draft]
    chains: Chains

    def trigger(self, draft: Draft) -> str:
        return self.doc.view(draft.sentence.part).text[draft.start : draft.end]

    def draft(self, words: str) -> Draft | None:
        """The event told by words that begin so."""
        return next((d for d in self.drafts if self.trigger(d).startswith(words)), None)


def read(text: str, title: str | None = None, published: str | None = "2025-10-20", at: str | None = None) -> Read:
    """The drafts of a text with all that is said of them; *at*: of that word alone, whatever the encoder takes it for."""
    doc = prepare(Report(id="t", text=text, title=title, published=published))
    parsed = [phrases.parse(s) for s in doc.sentences]
    gazetteer = Gazetteer.open()
    readings = document.read(doc, encoder.shipped(), shipped())
    named = names.find(doc, parsed, [reading.names for reading in readings], gazetteer)
    where = places.resolve(doc, parsed, named, gazetteer)
    if at is not None:
        readings = tuple(_only(doc, k, reading, at) for k, reading in enumerate(readings))
    found = triggers.find(doc, parsed, readings, shipped(), encoder.shipped())
    chains = actors.chains(doc, parsed, named, where, gazetteer)
    roles.fill(doc, parsed, readings, found, calendar.resolve(doc, times.find(doc)), where, chains)
    attributes.decide(doc, found)
    attribution.find(doc, readings, found, chains)
    return Read(doc, found, chains)


def _only(doc: Document, number: int, reading: Reading, word: str) -> Reading:
    at = [i for i, t in enumerate(doc.sentences[number].tokens) if t.lower == word.lower()]
    told = [t for t in reading.triggers if at and t.first <= at[0] < t.last]
    return reading._replace(triggers=tuple(told) or encoder.shipped().at(reading, [(at[0], at[0] + 1)] if at else []))


def right(cases: Iterable[Any], judge: Callable[..., Any], least: float) -> None:
    """At least so large a share of the cases come out as told; those that do not are listed.

    The encoder has learnt and is not written, so a table of cases says how often it is right. The share asked for is the
    one it reached when its weights were released.
    """
    table = list(cases)
    wrong = [(case, found) for case in table for found in (judge(*case[:-1]),) if found != case[-1]]
    share = 1 - len(wrong) / len(table)
    assert share >= least, f"{share:.3f} right; wrong: " + "".join(f"\n  {case} -> {found}" for case, found in wrong)
