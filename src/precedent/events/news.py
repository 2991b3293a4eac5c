"""The news in the words of a desk: what happened as briefly as the report says it, who by name, when and where.

A report says each of these somewhere in its heading and first sentences, not always beside the words that tell the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from precedent.clean.document import Document
from precedent.encode.reading import Reading
from precedent.events import headline
from precedent.events.draft import DAYS, Draft
from precedent.events.headline import Clause
from precedent.events.places import as_role, told_at
from precedent.events.roles import when_said
from precedent.records import CARRIED, Actor, Place, RoleActor, RolePlace, Span, Time
from precedent.spans.phrases import Phrases

_LEAD = 5  # sentences of the text in which a report says when and where its news happened
_RECENT = timedelta(days=14)  # what is news happened no longer before the report, unless the report says so beside it
_DATED = ("DATE", "TIME")
PRONOUNS = frozenset(
    "he she it they him her them his its their who which that this those these i we you".split()  # noqa: SIM905
)
_CALLED = 8  # words: a longer mention is no name


class Heading(NamedTuple):
    """What heads a report: its main clause, the times and places of its first sentences, what each actor is called, and the
    numbers of these sentences (``lead``)."""

    clause: Clause | None = None
    times: tuple[Time, ...] = ()
    places: tuple[RolePlace, ...] = ()
    actors: tuple[Actor, ...] = ()
    lead: frozenset[int] = frozenset()


def heading(
    doc: Document,
    phrases: Sequence[Phrases],
    readings: Sequence[Reading],
    times: Sequence[Time],
    places: Sequence[Place],
    actors: tuple[Actor, ...],
) -> Heading:
    """Read what heads *doc*; *times* without those at which it was filed."""
    heads = {s.index for s in headline.headings(doc)}
    lead = [s for s in doc.sentences if s.part == "text" and s.index not in heads and not s.quoted][:_LEAD]
    when = (t for s in lead for t in times if t.type in _DATED and s.holds(t) and not when_said(s, readings[s.index].sayings, t))
    where = (as_role(p, "location") for s in lead for p in places if s.holds(p) and not p.as_actor and told_at(doc, p))
    return Heading(headline.clause(doc, phrases, readings), tuple(when), tuple(where), actors, frozenset(s.index for s in lead))


def when(group: Sequence[Draft], told: Heading, published: str | None) -> tuple[Time, ...]:
    """The times of the news, the likeliest first: those of its tellings, else what stands beside them, else in the first sentences.

    A day near the report comes before a vague time ("now") and one long ago, which dates something else. What is told as the
    bound of something else ("five weeks after he crossed") did not happen when that did.
    """
    own = [t for d in group for t in d.times]
    if any(t.from_ for t in own) or any(d.standing == "background" for d in group):
        return tuple(sorted(own, key=lambda t: (not t.from_, _long_ago(t, published))))
    beside = [t for times in (*(d.near for d in group), told.times) for t in times if t.from_ and not _long_ago(t, published)]
    found = next((t for t in beside if t.grain in DAYS), None) or next(iter(beside), None)
    return (found,) if found else tuple(own)


def _long_ago(time: Time, published: str | None) -> bool:
    if not published or not time.until:
        return False
    return date.fromisoformat(time.until[:10]) < date.fromisoformat(published[:10]) - _RECENT


def where(group: Sequence[Draft], told: Heading) -> tuple[RolePlace, ...]:
    """Where the news happened, which none of its tellings says: the first place that the first sentences tell of."""
    return () if any(p.role != "origin" for d in group for p in d.places) else told.places[:1]


def without(told: Heading, others: Sequence[Draft]) -> Heading:
    """The heading without the places where something else than the news happened, unless its first sentence tells of both."""
    elsewhere = [d for d in others if d.sentence.index != min(told.lead, default=0)]
    taken = {(p.start, p.in_) for d in elsewhere for p in d.places if p.how != CARRIED}
    return told._replace(places=tuple(p for p in told.places if (p.start, p.in_) not in taken))


def what(doc: Document, phrases: Sequence[Phrases], group: Sequence[Draft], told: Heading, plain: Span) -> Span:
    """The shortest words that tell it: those of the heading, made to be short; rather the text's where they name what the
    heading only describes ("walks across fortified border" | "crossed the Military Demarcation Line"). *plain*: the text's
    words as of any other event."""
    clause = told.clause
    heads = [d for d in group if d.headed]
    first = group[0]
    text = _predicate(doc, phrases, first) if first.sentence.part == "text" and not first.nominal else plain
    if clause is None or not heads:
        return text
    short = doc.words(clause.sentence, clause.verb, clause.last)
    if first.sentence is clause.sentence:
        return short
    return text if _names(doc, group, text) and not _names(doc, group, short) else short


def _predicate(doc: Document, phrases: Sequence[Phrases], draft: Draft) -> Span:
    """A verb in the text with what it needs to tell something."""
    parsed, tokens = phrases[draft.sentence.index], draft.sentence.tokens
    last = max(draft.last, headline.complement(tokens, parsed, draft.last - 1, len(tokens)))
    return doc.words(draft.sentence, draft.first, last)


def _names(doc: Document, group: Sequence[Draft], said: Span) -> bool:
    """Whether the words name a place or somebody that the event is told of."""
    roles: list[Span] = [r for d in group for r in (*d.actors, *d.places)]
    return any(
        r.in_ == said.in_ and r.start < said.end and said.start < r.end and any(w[0].isupper() for w in r.text.split()[-1:])
        for r in roles
    )


def opening(group: Sequence[Draft], told: Heading) -> list[Draft]:
    """The tellings of the news that say who is in it: those of the heading and of the first sentences, where any names somebody.

    What comes later tells what else became of it, and of whom.
    """
    early = [d for d in group if d.actors and (d.headed or d.sentence.index in told.lead)]
    return early or list(group)


def who(cast: tuple[RoleActor, ...], told: Heading) -> tuple[RoleActor, ...]:
    """The cast of the news, a pronoun replaced by the words that say who it is."""
    return tuple(_called(a, told) for a in cast)


def _called(actor: RoleActor, told: Heading) -> RoleActor:
    of = next((a for a in told.actors if a.id == actor.chain), None)
    if of is None or actor.text.lower() not in PRONOUNS:
        return actor
    said = [m for m in of.mentions if len(m.text.split()) <= _CALLED]
    best = next((m for m in said if of.name.lower() in m.text.lower()), None)
    if best is None:
        return actor
    return msgspec.structs.replace(actor, start=best.start, end=best.end, text=best.text, in_=best.in_)
