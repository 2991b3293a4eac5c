"""Whom an act concerns, where the encoder sees nobody: whoever the words behind the trigger name, by their preposition."""

from __future__ import annotations

from precedent.encode.reading import HALF, Spot
from precedent.events.draft import Draft
from precedent.resolve.actors import Chains
from precedent.spans.phrases import Chunk, Phrases

# Behind the words that tell an act, likelier first: "accused | the army", "talks with", "a strike on", "sent grain to".
_OBJECT = ""
_LEADS = (_OBJECT, "with", "against", "on", "upon", "to", "into", "toward", "towards", "over", "between", "for")
_LEAVING = (*_LEADS, "from")  # "withdrew from Iraq": in types that tell of leaving
_LEAVES = frozenset({"RETREAT", "CONCEDE"})
_STOPS = frozenset(
    {",", ";", ":", "–", "—", "(", "which", "who", "that", "after", "before", "while", "when", "as", "but", "because", "if", "than"}
)
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def behind(draft: Draft, parsed: Phrases, spots: list[Spot], chains: Chains) -> list[Spot]:
    """The recipient of an act that has an actor and no recipient, where the same clause names somebody behind its trigger."""
    if "recipient" not in draft.takes or (draft.nominal and draft.passive) or draft.passive:
        return []
    who = [s for s in spots if s.label in ("actor", "recipient", "beneficiary")]
    if any(s.label != "actor" for s in who) or not who:
        return []
    taken = {i for s in spots if s.label in ("actor", "time") for i in range(s.first, s.last)}
    leads = _LEAVING if draft.type in _LEAVES else _LEADS
    found: list[tuple[int, int, Chunk]] = []
    for chunk in _within(draft, parsed):
        word = _lead(draft, parsed, chunk)
        if word in leads and taken.isdisjoint(range(chunk.first, chunk.last)) and _somebody(draft, parsed, chunk, chains):
            found.append((leads.index(word), chunk.first, chunk))
    if not found:
        return []
    chunk = min(found)[2]
    return [Spot(chunk.first, chunk.last, "recipient", HALF)]


def _within(draft: Draft, parsed: Phrases) -> list[Chunk]:
    """The noun phrases behind a trigger, up to the end of its clause."""
    tokens = draft.sentence.tokens
    end = next(
        (
            i
            for i in range(draft.last, len(tokens))
            if tokens[i].lower in _STOPS or (parsed.penn[i] in _FINITE and parsed.tags[i] in ("VERB", "AUX"))
        ),
        len(tokens),
    )
    return [c for c in parsed.chunks if draft.last <= c.first and c.last <= end]


def _lead(draft: Draft, parsed: Phrases, chunk: Chunk) -> str | None:
    """The preposition before a phrase; empty for the object right behind the trigger."""
    if chunk.first == draft.last:
        return _OBJECT
    return draft.sentence.tokens[chunk.first - 1].lower if parsed.tags[chunk.first - 1] in ("ADP", "PART") else None


def _somebody(draft: Draft, parsed: Phrases, chunk: Chunk, chains: Chains) -> bool:
    """A proper name that is no day or title of a thing, or a phrase that means somebody of the report."""
    if chains.at(draft.sentence.index, chunk.first, chunk.last) is not None:
        return True
    country, sector = chains.describe(draft.sentence.index, chunk.first, chunk.last)
    return parsed.tags[chunk.head] == "PROPN" and (country is not None or sector is not None)


def whole(spot: Spot, draft: Draft, parsed: Phrases) -> Spot | None:
    """A role as the noun phrase it stands in: fragments grow ("the" to "the port authority"); a possessor stays, and a word that
    no phrase holds is nobody."""
    chunk = next((c for c in parsed.chunks if c.first <= spot.first < c.last), None)
    if chunk is None:
        return (
            None
            if all(parsed.tags[i] in ("ADP", "DET", "CCONJ", "PART", "PUNCT", "SCONJ") for i in range(spot.first, spot.last))
            else spot
        )
    if spot.last > chunk.head or chunk.first <= draft.head < chunk.last:
        return spot
    if parsed.penn[spot.last] == "POS" or parsed.tags[spot.last] in ("PUNCT", "CCONJ"):
        return spot
    return spot._replace(last=chunk.last)
