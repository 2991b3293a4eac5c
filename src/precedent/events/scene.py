"""Where and when an event happened by what stands beside it in its sentence, or heads its line, where its own words do not say.

What is taken over keeps its own words. What sentences take from those before is in ``narrative.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

import msgspec

from precedent.clean.document import Document
from precedent.events.draft import Draft
from precedent.events.places import LARGE, SOMEWHERE, as_role, told_at
from precedent.records import CARRIED, Place, RolePlace, Time

_CALENDAR = ("DATE", "TIME")
_ORDERS = frozenset({"after", "before", "since", "until"})
_AMID = frozenset({"at", "during"})
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "their", "his", "her", "its"})
_PHRASE = 4  # words of "at | a large street"
_RELATIVE = frozenset({"who", "whom", "whose", "which"})
_CLAUSE = 4  # words of "after | the two of them"
_HEADS_A_LINE = (":", "—", "–", "-", "--")


def settle(doc: Document, drafts: Sequence[Draft], times: Sequence[Time], places: Sequence[Place]) -> None:
    """Complete times and places of *drafts*, whose roles are filled; *times* without those at which the report was filed."""
    heads: dict[tuple[str, int], Time] = {}
    ordered = sorted(drafts, key=lambda d: (d.sentence.index, d.first))
    for _, group in groupby(ordered, key=lambda d: d.sentence.index):
        here = list(group)
        inside = [t for t in times if t.type in _CALENDAR and t.from_ and here[0].sentence.holds(t)]
        _own_times(here, inside)
        _head(doc, here, inside, heads)
        _when(doc, here, inside)
        _free_places(doc, here, [p for p in places if here[0].sentence.holds(p)])
        for before, after in pairwise(here):
            _beside(before, after)


def _own_times(here: Sequence[Draft], inside: Sequence[Time]) -> None:
    """ "Those kidnapped on 1 April were freed on Tuesday": a time between two triggers is not the second's if that has its own."""
    for before, draft in pairwise(here):
        if draft.times and all(before.start < t.start < draft.start for t in draft.times) and set(draft.times) <= set(before.times):
            following = next((d.start for d in here if d.first > draft.first), draft.sentence.end)
            taken = [t for d in here for t in d.times]
            later = [t for t in inside if draft.end <= t.start < following and t not in taken and t in draft.near]
            draft.times = later[:1] or ([] if aside(before, draft) else draft.times)


def aside(before: Draft, draft: Draft) -> bool:
    """Whether the second has a time of its own: what the first came after or before ("granted asylum on Tuesday, five weeks
    after he crossed"), or by which somebody is told from others ("brought food to those who fled")."""
    between = [t.lower for t in draft.sentence.tokens[before.last : draft.first]][-_CLAUSE:]
    return any(word in _ORDERS or word in _RELATIVE for word in between)


def _head(doc: Document, here: Sequence[Draft], inside: Sequence[Time], heads: dict[tuple[str, int], Time]) -> None:
    """ "March 9: Soldiers take power": the time that heads a line is that of all it tells; *heads*, of the lines so far."""
    sentence = here[0].sentence
    text = doc.view(sentence.part).text
    first = next((t for t in inside if not text[sentence.start : t.start].strip(" *•–-")), None)
    after = text[first.end : sentence.end].split() if first else []
    line = sentence.part, sentence.paragraph
    if first is not None and (text[first.end : first.end + 1] == ":" or (after and after[0] in _HEADS_A_LINE)):
        heads[line] = first
    if line in heads:
        for draft in here:
            draft.times = draft.times or [heads[line]]


def _when(doc: Document, here: Sequence[Draft], inside: Sequence[Time]) -> None:
    """ "The first since January 1967, when officers overthrew the president": the time before "when" is that of what follows."""
    sentence = here[0].sentence
    text = doc.view(sentence.part).text
    for at in [k for k, token in enumerate(sentence.tokens) if token.lower == "when"]:
        start = sentence.tokens[at].start
        time = next((t for t in inside if t.end < start and text[t.end : start].strip() in ("", ",")), None)
        if time is not None:
            for draft in (d for d in here if d.first > at and not d.nominal and d.tense in ("past", None)):
                draft.times = draft.times if any(t.start > start for t in draft.times) else [time]


def _free_places(doc: Document, here: Sequence[Draft], inside: Sequence[Place]) -> None:
    """ "Fired on a crowd in front of the palace in Lome": a place that is in no role is that of the event told before it, where
    that has none or only says the country ("crossed into Lithuania near Medininkai")."""
    taken = {(p.start, p.end) for d in here for p in (*d.places, *d.actors)}
    for place in inside:
        if place.as_actor or (place.start, place.end) in taken or not told_at(doc, place):
            continue
        before = [d for d in here if d.start < place.start and d.type in SOMEWHERE]
        draft = next((d for d in (*reversed(before), *here) if d.type in SOMEWHERE), None)
        last = max((d for d in here if d.start < place.start), key=lambda d: d.start, default=None)
        if draft is not None and not draft.places:
            draft.places = [as_role(place, "location")]
        elif last is not None and last.places and place.kind not in LARGE and all(p.kind in LARGE for p in last.places):
            last.places.append(as_role(place, "location"))


def _beside(before: Draft, after: Draft) -> None:
    """Of two told in one sentence, done by the same or joined by "and", neither has another time or place than the other."""
    tokens = before.sentence.tokens[before.last : after.first]
    joined = any(t.lower in ("and", "when", "as", "while") for t in tokens) or _shared(before, after) or _amid(before, after)
    if not joined or aside(before, after) or _attributes(before) != _attributes(after):
        return
    if not after.times and before.times and before.tense == after.tense:
        after.times = list(before.times)
    if not apart(before, after) and before.type in SOMEWHERE and after.type in SOMEWHERE:
        one, other = (before, after) if before.places else (after, before)
        if not other.places:
            other.places = _carried(one.places)


def _amid(before: Draft, after: Draft) -> bool:
    """ "Arrested 14 people at a vigil", "shot during a march": the second is where the first happened."""
    words = [t.lower for t in after.sentence.tokens[max(before.last, after.first - _PHRASE) : after.first]]
    at = max((k for k, word in enumerate(words) if word in _AMID), default=None)
    return after.nominal and at is not None and words[at + 1 : at + 2] != [] and words[at + 1] in _ARTICLES


def _shared(a: Draft, b: Draft) -> bool:
    return bool({x.chain for x in a.actors if x.chain} & {x.chain for x in b.actors if x.chain})


def _attributes(draft: Draft) -> tuple[str, str]:
    return draft.modality, draft.genericity


def apart(a: Draft, b: Draft) -> bool:
    """Whether both are dated, and not to one time."""
    if not a.times or not b.times:
        return False
    x, y = a.times[0], b.times[0]
    if not (x.from_ and x.until and y.from_ and y.until):
        return False
    return x.from_ >= y.until or y.from_ >= x.until


def _carried(places: Iterable[RolePlace]) -> list[RolePlace]:
    return [msgspec.structs.replace(p, how=CARRIED) for p in places if p.role == "location"]
