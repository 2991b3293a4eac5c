"""The room's one door: from spans and identities to actors, events and claims of a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from precedent.clean.document import Document
from precedent.codebooks.load import Codebook
from precedent.events import attributes, attribution, claims, narrative, quantities, roles, standing, triggers
from precedent.events.gather import gather
from precedent.records import Actor, Claim, Event, Place, Time
from precedent.resolve.actors import Chains
from precedent.spans.names import Name
from precedent.spans.phrases import Phrases


class Told(NamedTuple):
    """What a report tells, in view offsets."""

    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]


def read(
    doc: Document,
    phrases: Sequence[Phrases],
    names: Sequence[Name],
    times: Sequence[Time],
    places: Sequence[Place],
    chains: Chains,
    codebooks: Sequence[Codebook],
) -> Told:
    """Find the events of *doc* with all that is said of them, and the claims that compare them with others."""
    drafts = [d for d in triggers.find(doc, phrases, codebooks) if not d.sentence.quoted]
    roles.fill(doc, phrases, drafts, names, [t for t in times if not _filed(doc, t)], places, chains)
    quantities.find(doc, phrases, drafts)
    attributes.decide(doc, phrases, drafts)
    narrative.carry(drafts)
    attribution.find(doc, phrases, drafts, chains)
    standing.decide(doc, drafts)
    events, ids = gather(doc, phrases, drafts)
    found = claims.find(doc, phrases, drafts, times, ids, chains.describe)
    return Told(_taking_part(chains, events), events, found)


def _filed(doc: Document, time: Time) -> bool:
    """Whether a time says when the report was filed."""
    return doc.dateline is not None and time.in_ is None and doc.dateline[0] <= time.start < doc.dateline[1]


def _taking_part(chains: Chains, events: Sequence[Event]) -> tuple[Actor, ...]:
    """The actors that play a role in an event or are the source of one; others that the report names are left out."""
    used = {a.chain for e in events for a in e.actors} | {a.chain for e in events for a in e.attributions}
    used |= {member for actor in chains.actors if actor.id in used for member in actor.members}
    return tuple(actor for actor in chains.actors if actor.id in used)
