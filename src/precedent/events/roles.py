"""Who did it and to whom, by what means, where and when: the words that the encoder puts into an event's roles, as records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from precedent.clean.document import Document, Sentence
from precedent.encode.reading import HALF, Reading, Saying, Spot
from precedent.events.draft import Draft
from precedent.events.headline import Clause
from precedent.events.places import as_role, by_way_of, crossed, of_recipients, share
from precedent.events.recipients import behind, whole
from precedent.records import Place, PlaceRole, RoleActor, Span, Time
from precedent.spans.phrases import Phrases

if TYPE_CHECKING:
    from precedent.resolve.actors import Chains

S = TypeVar("S", bound=Span)
_PLACES = ("location", "origin", "destination", "via")
_MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT", "ASSAULT"})  # "X and Y met": each is the other's recipient
_DATED = ("DATE", "TIME")
_OPENING = 12  # characters: "Early in 2017"
_WHEN = (*_DATED, "SET")


def fill(
    doc: Document,
    phrases: Sequence[Phrases],
    readings: Sequence[Reading],
    drafts: Sequence[Draft],
    times: Sequence[Time],
    places: Sequence[Place],
    chains: Chains,
    clause: Clause | None = None,
) -> None:
    """Put participants, times and places into the drafts; *clause* is what heads the report."""
    when, where = _by_part(times), _by_part(places)
    for draft in drafts:
        part, parsed = draft.sentence.in_, phrases[draft.sentence.index]
        for spot in draft.told.roles:
            span = doc.words(draft.sentence, spot.first, spot.last)
            if spot.label == "time":
                draft.times += [t for t in when.get(part, ()) if _touch(t, span) and t.type in _WHEN and t not in draft.times]
            elif spot.label in _PLACES:
                label = cast(PlaceRole, spot.label)
                draft.places += [as_role(p, "via" if by_way_of(doc, p) else label) for p in where.get(part, ()) if _touch(p, span)]
        people = _people(draft, parsed, chains, clause)
        draft.actors += [_actor(draft, spot, doc.words(draft.sentence, spot.first, spot.last), chains) for spot in people]
        if draft.type in _MUTUAL:
            draft.actors += _each_other(draft.actors)
        if not any(p.role in ("location", "destination") for p in draft.places):
            draft.places = [crossed(p) for p in draft.places]
        draft.places = [*of_recipients(doc, draft, where.get(part, ())), *draft.places]
    for first, second in pairwise(sorted(drafts, key=lambda d: (d.sentence.index, d.first))):
        share(first, second)
    _open_with_time(drafts, readings)
    taken = [t for draft in drafts for t in draft.times]
    for draft in drafts:
        free = [t for t in when.get(draft.sentence.in_, ()) if draft.sentence.holds(t) and t not in taken]
        sayings = readings[draft.sentence.index].sayings
        draft.near = [t for t in free if t.type in _DATED and not when_said(draft.sentence, sayings, t)]


def _people(draft: Draft, parsed: Phrases, chains: Chains, clause: Clause | None) -> list[Spot]:
    """Who is in an event: as the encoder sees it, each in a whole noun phrase, else the subject; and whom the act concerns."""
    seen = [whole(s, draft, parsed) for s in draft.told.roles if s.label in draft.takes and not _counts(draft, parsed, s)]
    people: list[Spot] = []
    for spot in seen:
        if spot is not None and (spot.first, spot.label) not in {(p.first, p.label) for p in people}:
            people.append(spot)
    people = people or _heading(draft, parsed, clause) or _subject(draft, parsed)
    return [*people, *behind(draft, parsed, people, chains)]


def _open_with_time(drafts: Sequence[Draft], readings: Sequence[Reading]) -> None:
    """A time that opens a sentence and is that of one event is that of all it tells as past: "In 2017 he fled, and guards …"."""
    for _, group in groupby(sorted(drafts, key=lambda d: d.sentence.index), key=lambda d: d.sentence.index):
        told = list(group)
        sentence = told[0].sentence
        starts = (t for d in told for t in d.times if t.type in _DATED and sentence.start <= t.start < sentence.start + _OPENING)
        opens = next(starts, None)
        if opens is None or when_said(sentence, readings[sentence.index].sayings, opens):
            continue
        for draft in told:
            if not draft.times and not draft.nominal and draft.told.tense.label == "past":
                draft.times = [opens]


def when_said(sentence: Sentence, sayings: Sequence[Saying], time: Time) -> bool:
    """Whether a time lies outside all that is said in its sentence: "said on Monday that"."""
    tokens = sentence.tokens
    contents = [(tokens[c.first].start, tokens[c.last - 1].end) for s in sayings for c in s.contents]
    return bool(contents) and not any(start <= time.start < end for start, end in contents)


def _counts(draft: Draft, parsed: Phrases, spot: Spot) -> bool:
    """A number before the noun that tells the event counts events: "77 crossings"."""
    whole = next((c for c in parsed.chunks if c.first <= draft.head < c.last), None)
    alone = all(parsed.tags[i] == "NUM" for i in range(spot.first, spot.last))
    return alone and draft.nominal and whole is not None and whole.first <= spot.first < draft.head


def _heading(draft: Draft, parsed: Phrases, clause: Clause | None) -> list[Spot]:
    """The subject of a heading, told by its verb: "Trump and Obama | meet", each by himself."""
    if clause is None or clause.sentence is not draft.sentence or not draft.first <= clause.verb < draft.last:
        return []
    role = "recipient" if clause.passive else "actor"
    first, last = clause.subject
    inside = [c for c in parsed.chunks if first <= c.first and c.last <= last]
    joined = [
        i
        for i, (a, b) in enumerate(pairwise(inside), 1)
        if draft.sentence.tokens[a.last].lower in ("and", ",") and b.first == a.last + 1
    ]
    bounds = [0, *joined, len(inside)] if inside else []
    return [Spot(inside[a].first, inside[b - 1].last, role, HALF) for a, b in pairwise(bounds) if role in draft.takes]


def _subject(draft: Draft, parsed: Phrases) -> list[Spot]:
    """The pronoun right before an active verb that nobody else does anything in: "as | he fled"."""
    at = draft.first - 1
    while at > 0 and parsed.tags[at] in ("AUX", "ADV", "PART"):
        at -= 1
    does = not draft.nominal and not draft.passive and "actor" in draft.takes
    return [Spot(at, at + 1, "actor", HALF)] if does and at >= 0 and parsed.penn[at] == "PRP" else []


def _by_part(spans: Iterable[S]) -> dict[str | None, list[S]]:
    found: dict[str | None, list[S]] = {}
    for span in spans:
        found.setdefault(span.in_, []).append(span)
    return found


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _actor(draft: Draft, spot: Spot, span: Span, chains: Chains) -> RoleActor:
    at = (draft.sentence.index, spot.first, spot.last)
    chain = chains.at(*at)
    country, sector = chains.describe(*at)
    return RoleActor(
        role=spot.label,
        start=span.start,
        end=span.end,
        text=span.text,
        in_=span.in_,
        chain=chain.id if chain else None,
        country=country,
        sector=sector,
    )


def _each_other(actors: Sequence[RoleActor]) -> list[RoleActor]:
    """Of a mutual act that names no recipient, those named after the first are recipients as well."""
    who = [a for a in actors if a.role == "actor"]
    if len(who) < 2 or any(a.role == "recipient" for a in actors):
        return []
    return [msgspec.structs.replace(a, role="recipient") for a in who[1:]]
