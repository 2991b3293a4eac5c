"""Where and when an event happened that its own words do not say: what stands beside it, heads its line, or was told before.

A reader takes the place of a sentence from the one before until another is named: "attacked a post at X. Eight were killed."
What is taken over keeps its own words, in the sentence they stand in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

import msgspec

from precedent.clean.document import Document
from precedent.events.draft import Draft
from precedent.events.places import as_role, told_at
from precedent.records import CARRIED, Place, RolePlace, Time

# What happens at a place. What is said, asked or imposed may be said anywhere, and who moves is told from where to where.
_SOMEWHERE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "CONSULT", "RETREAT", "AID"})
_REACH = 3  # sentences
_CALENDAR = ("DATE", "TIME")
_ORDERS = frozenset({"after", "before", "since", "until"})
_HEADS_A_LINE = (":", "—", "–", "-", "--")


def settle(doc: Document, drafts: Sequence[Draft], times: Sequence[Time], places: Sequence[Place]) -> None:
    """Complete times and places of *drafts*, whose roles are filled; *times* without those at which the report was filed."""
    ordered = sorted(drafts, key=lambda d: (d.sentence.index, d.first))
    for _, group in groupby(ordered, key=lambda d: d.sentence.index):
        here = list(group)
        inside = [t for t in times if t.type in _CALENDAR and t.from_ and here[0].sentence.holds(t)]
        _own_times(here, inside)
        _head(doc, here, inside)
        _free_places(doc, here, [p for p in places if here[0].sentence.holds(p)])
        for before, after in pairwise(here):
            _beside(before, after)
    _carry([d for d in ordered if d.sentence.part == "text"], _title(doc, places))


def _own_times(here: Sequence[Draft], inside: Sequence[Time]) -> None:
    """ "Those kidnapped on 1 April were freed on Tuesday": a time between two triggers is not the second's if that has its own."""
    for before, draft in pairwise(here):
        if draft.times and all(before.start < t.start < draft.start for t in draft.times) and set(draft.times) <= set(before.times):
            following = next((d.start for d in here if d.first > draft.first), draft.sentence.end)
            taken = [t for d in here for t in d.times]
            behind = [t for t in inside if draft.end <= t.start < following and t not in taken and t in draft.near]
            draft.times = behind[:1] or ([] if _behind(before, draft) else draft.times)


def _behind(before: Draft, draft: Draft) -> bool:
    """Whether the second is what the first came after or before: "granted asylum on Tuesday, five weeks after he crossed"."""
    between = [t.lower for t in draft.sentence.tokens[before.last : draft.first]]
    return any(word in _ORDERS for word in between[-4:])


def _head(doc: Document, here: Sequence[Draft], inside: Sequence[Time]) -> None:
    """ "March 9: Soldiers take power": the time that heads a line is that of all it tells."""
    text = doc.view(here[0].sentence.part).text
    first = next((t for t in inside if not text[here[0].sentence.start : t.start].strip(" *•–-")), None)
    after = text[first.end : here[0].sentence.end].split() if first else []
    if first is not None and (text[first.end : first.end + 1] == ":" or (after and after[0] in _HEADS_A_LINE)):
        for draft in here:
            draft.times = draft.times or [first]


def _free_places(doc: Document, here: Sequence[Draft], inside: Sequence[Place]) -> None:
    """ "Fired on a crowd in front of the palace in Lome": a place that is in no role is that of the event told before it."""
    taken = {(p.start, p.end) for d in here for p in (*d.places, *d.actors)}
    for place in inside:
        if place.as_actor or (place.start, place.end) in taken or not told_at(doc, place):
            continue
        before = [d for d in here if d.start < place.start and d.type in _SOMEWHERE]
        draft = next((d for d in (*reversed(before), *here) if d.type in _SOMEWHERE), None)
        if draft is not None and not draft.places:
            draft.places = [as_role(place, "location")]


def _beside(before: Draft, after: Draft) -> None:
    """Of two told in one sentence, done by the same or joined by "and", neither has another time or place than the other."""
    tokens = before.sentence.tokens[before.last : after.first]
    joined = any(t.lower in ("and", "when", "as", "while") for t in tokens) or _shared(before, after)
    if not joined or _behind(before, after) or _attributes(before) != _attributes(after):
        return
    if not after.times and before.times and before.tense == after.tense:
        after.times = list(before.times)
    if not _apart(before, after) and before.type in _SOMEWHERE and after.type in _SOMEWHERE:
        one, other = (before, after) if before.places else (after, before)
        if not other.places:
            other.places = _carried(one.places)


def _shared(a: Draft, b: Draft) -> bool:
    return bool({x.chain for x in a.actors if x.chain} & {x.chain for x in b.actors if x.chain})


def _attributes(draft: Draft) -> tuple[str, str]:
    return draft.modality, draft.genericity


def _apart(a: Draft, b: Draft) -> bool:
    """Whether both are dated, and not to one time."""
    if not a.times or not b.times:
        return False
    x, y = a.times[0], b.times[0]
    if not (x.from_ and x.until and y.from_ and y.until):
        return False
    return x.from_ >= y.until or y.from_ >= x.until


def _carry(ordered: Sequence[Draft], title: Sequence[RolePlace]) -> None:
    """Places from the sentences before, as long as the time stays; of what is told of no place at all, the title's."""
    last: Draft | None = None
    for draft in ordered:
        if draft.type not in _SOMEWHERE or draft.genericity != "specific" or draft.modality not in ("asserted", "believed"):
            continue
        if not draft.places:
            near = last is not None and draft.sentence.index - last.sentence.index <= _REACH
            # "The last strike at the port was in 2018": of one kind, what a paragraph tells besides is told for its place.
            alike = last is not None and last.type == draft.type and last.sentence.paragraph == draft.sentence.paragraph
            if last is not None and near and (alike or not _apart(last, draft)):
                draft.places = _carried(last.places)
            elif last is None and draft.standing != "background":
                draft.places = _carried(title)
        if any(p.role == "location" for p in draft.places):
            last = draft


def _title(doc: Document, places: Iterable[Place]) -> list[RolePlace]:
    """Where the title says that its news is: "in Togo". What stands before a colon may be who speaks."""
    told = [p for p in places if p.in_ == "title" and told_at(doc, p)]
    return [as_role(p, "location") for p in told[:1]]


def _carried(places: Iterable[RolePlace]) -> list[RolePlace]:
    return [msgspec.structs.replace(p, how=CARRIED) for p in places if p.role == "location"]
