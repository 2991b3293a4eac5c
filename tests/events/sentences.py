"""Reading one sentence, for the tables of cases in this folder."""

from __future__ import annotations

from precedent.clean.document import Document
from precedent.clean.prepare import prepare
from precedent.codebooks.load import shipped
from precedent.events import roles, triggers
from precedent.events.draft import Draft
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Report
from precedent.resolve import actors, calendar, places
from precedent.spans import names, phrases, times


def drafts(text: str, title: str | None = None, published: str = "2025-06-12") -> tuple[Document, list[Draft]]:
    """The drafts of a text, roles filled."""
    doc = prepare(Report(id="t", text=text, title=title, published=published))
    parsed = [phrases.parse(s) for s in doc.sentences]
    gazetteer = Gazetteer.open()
    named = names.find(doc, parsed, gazetteer)
    where = places.resolve(doc, parsed, named, gazetteer)
    found = triggers.find(doc, parsed, shipped())
    chains = actors.chains(doc, parsed, named, where)
    roles.fill(doc, parsed, found, named, calendar.resolve(doc, times.find(doc)), where, chains)
    return doc, found


def trigger(doc: Document, draft: Draft) -> str:
    return doc.view(draft.sentence.part).text[draft.start : draft.end]
