"""When and where each event took place: times and places go to the trigger that governs them.

A time or place belongs to the nearest trigger before it in its clause; one that opens the sentence ("In 2017 …") holds for
all of it. What a verb of speech governs ("said on Monday", "told reporters in Geneva") belongs to no event.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

import msgspec

from precedent.clean.document import Document
from precedent.events import grammar
from precedent.events.clause import Clause
from precedent.events.draft import Draft
from precedent.records import Place, PlaceRole, RolePlace, Span, Time

S = TypeVar("S", bound=Span)
_REACH = 60  # tokens between a trigger and its time or place
_TO_WHEN = 6  # tokens from a time to the "when" that takes it up
_NOT_WHEN = frozenset({"since", "until", "till", "than"})  # bounds and comparisons, not the day it happened
_ROLES: dict[str, PlaceRole] = {
    "from": "origin", "out": "origin", "to": "destination", "into": "destination", "toward": "destination",
    "towards": "destination", "via": "via", "through": "location",
}  # fmt: skip


def attach(
    doc: Document, clauses: Mapping[int, Clause], drafts: Sequence[Draft], times: Sequence[Time], places: Sequence[Place]
) -> None:
    """Put the times and places of each sentence into its drafts."""
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(draft.sentence.index, []).append(draft)
    starts = {part: [(s.start, s.index) for s in doc.sentences if s.part == part] for part in ("title", "text")}
    when, where = _by_sentence(times, starts), _by_sentence(places, starts)
    for index, here in sorted(told.items()):
        clause = clauses[index]
        here.sort(key=lambda d: d.first)
        for time in when.get(index, ()):
            token = _token(clause, time)
            if token is not None and time.type in ("DATE", "TIME"):
                for draft in _after_when(clause, here, token) if _bound(clause, token) else _governed(clause, here, token, True):
                    draft.times.append(time)
        for place in where.get(index, ()):
            token = _token(clause, place)
            role = _role_of(clause, token, place) if token is not None and not place.as_actor else None
            if token is None or role is None:
                continue
            for draft in _governed(clause, here, token, False):
                if place.how is not None:
                    draft.places.append(_role_place(place, role))
                    continue
                opens = clause.chunk(clause.within[token]).first
                if clause.is_verb(opens - 1) and not draft.first <= opens - 1 < draft.last:
                    continue  # the object of another verb
                if clause.words[opens - 1] == "on" and draft.type != "ASSAULT" and _is_recipient(draft, place):
                    continue  # "sanctions on Chad" are not in Chad
                draft.places.append(_role_place(place, role))
        _share(clause, here)


def _by_sentence(spans: Iterable[S], starts: Mapping[str, list[tuple[int, int]]]) -> dict[int, list[S]]:
    found: dict[int, list[S]] = {}
    for span in spans:
        of_part = starts[span.in_ or "text"]
        at = bisect_right(of_part, span.start, key=lambda pair: pair[0]) - 1
        if at >= 0:
            found.setdefault(of_part[at][1], []).append(span)
    return found


def _token(clause: Clause, span: Span) -> int | None:
    """The token at which a span of this sentence begins."""
    tokens = clause.sentence.tokens
    at = bisect_right(tokens, span.start, key=lambda t: t.end)
    return at if at < len(tokens) else None


def _bound(clause: Clause, token: int) -> bool:
    before = clause.words[max(0, token - 2) : token]
    return any(word in _NOT_WHEN for word in before)


def _after_when(clause: Clause, drafts: Sequence[Draft], token: int) -> list[Draft]:
    """What "when" tells of a bound: "the first since 2017, when another was shot"."""
    when = next((i for i in range(token + 1, min(token + _TO_WHEN, len(clause.words))) if clause.words[i] == "when"), None)
    return [] if when is None else [d for d in drafts if d.first > when][:1]


def _governed(clause: Clause, drafts: Sequence[Draft], token: int, opening_holds: bool) -> list[Draft]:
    """The drafts, of those given in order, that the words at *token* belong to."""
    low, high = (bisect_left(drafts, at, key=lambda d: d.first) for at in (token - _REACH, token + _REACH))
    near = drafts[low:high]
    chunk = clause.within.get(token)
    for draft in near:  # "Sunday's attack", "the 2017 shooting"
        if draft.nominal and chunk is not None and clause.within.get(draft.first) == chunk:
            return [draft]
    speech = grammar.forms("speech-verbs")
    spoken = False
    for i in range(token - 1, max(-1, token - _REACH), -1):
        hit = next((d for d in near if d.first <= i < d.last), None)
        if hit is not None:
            return [] if spoken else [hit]
        spoken = spoken or clause.words[i] in speech
        if clause.words[i] == ";" or (spoken and clause.words[i] in ("that", ",")):
            return []
    free = [d for d in near if d.first > token]
    if spoken or (free and not speech.isdisjoint(clause.words[token : free[0].first])):
        return []
    return free if opening_holds else free[:1]


def _role_of(clause: Clause, token: int, place: Place) -> PlaceRole | None:
    """Of a place that is described ("20 km north of Goseong"), the word before the description says; else where it was."""
    if place.how is None:
        return _role(clause, token)
    return _ROLES.get(clause.words[token - 1], "location") if token else "location"


def _role(clause: Clause, token: int) -> PlaceRole | None:
    """The role of a place by the preposition of its phrase: "in the northern city of Kano" is a location."""
    n = clause.within.get(token)
    for _ in range(3):
        if n is None:
            return None
        first = clause.chunk(n).first
        if first == 0:
            return None
        before = clause.words[first - 1]
        if before == "of" and clause.words[max(0, first - 3) : first] == ("by", "way", "of"):
            return "via"
        if before == "of" or before in (",", "and"):
            n = clause.within.get(first - 2)
            continue
        if before in _ROLES:
            return _ROLES[before]
        if before in grammar.words("locative") or clause.is_verb(first - 1):
            return "location"
        return None
    return None


def _is_recipient(draft: Draft, place: Place) -> bool:
    return any(a.role == "recipient" and a.start <= place.start < a.end for a in draft.actors)


def _role_place(place: Place, role: PlaceRole) -> RolePlace:
    fields = {name: getattr(place, name) for name in Place.__struct_fields__}
    return RolePlace(role=role, **fields)


def _share(clause: Clause, drafts: Sequence[Draft]) -> None:
    """An event without a place, told with "as", "when" or "while" another happens, took place where that one did."""
    for first, second in pairwise(drafts):
        if first.places or not second.places:
            continue
        between = clause.words[first.last : second.first]
        if any(word in ("as", "when", "while") for word in between):
            first.places.extend(msgspec.structs.replace(p, role="location") for p in second.places if p.role == "location")
