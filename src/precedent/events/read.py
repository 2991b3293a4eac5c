"""The room's one door: from spans and identities to actors, events and claims of a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from precedent.clean.document import Document
from precedent.codebooks.load import Codebook
from precedent.encode.encoder import Encoder
from precedent.encode.reading import Reading
from precedent.events import (
    attributes,
    attribution,
    claims,
    disputes,
    narrative,
    news,
    quantities,
    roles,
    scene,
    standing,
    triggers,
)
from precedent.events.gather import LEAST, gather
from precedent.events.weighing import Traits
from precedent.nearest.kind import Kind
from precedent.records import Actor, Claim, Event, Place, Time
from precedent.resolve.actors import Chains
from precedent.spans.phrases import Phrases

_MOVEMENT = "movement"  # the codebook of who comes, flees and is brought back


class Told(NamedTuple):
    """What a report tells, in view offsets; ``traits`` are what each event was weighed by."""

    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    traits: tuple[Traits, ...] = ()


def read(
    doc: Document,
    phrases: Sequence[Phrases],
    readings: Sequence[Reading],
    times: Sequence[Time],
    places: Sequence[Place],
    chains: Chains,
    codebooks: Sequence[Codebook],
    encoder: Encoder,
    by_words: Sequence[Codebook] = (),
    least: float = LEAST,
    kinds: Sequence[Kind] = (),
    *,
    set_somewhere: bool = True,
) -> Told:
    """Find the events of *doc* with all that is said of them, and the claims that compare them with others.

    *readings*: the encoder's, one a sentence; *by_words*: codebooks whose trigger words alone stand for an event;
    events less sure than *least* are left out; *kinds* are types found by their examples. *set_somewhere*: of whom a report
    says no country, the country in which it is set is his; a claim or a question is set nowhere.
    """
    dated = [t for t in times if not _filed(doc, t)]
    heading = news.heading(doc, phrases, readings, dated, places, chains.actors)
    found = triggers.find(doc, phrases, readings, codebooks, encoder, by_words, kinds, heading.clause)
    drafts = [d for d in found if not d.sentence.quoted]
    roles.fill(doc, phrases, readings, drafts, dated, places, chains, heading.clause)
    quantities.find(doc, phrases, drafts)
    attributes.decide(doc, drafts)
    scene.settle(doc, drafts, dated, places)
    narrative.carry(doc, phrases, drafts, dated, places)
    attribution.find(doc, readings, drafts, chains)
    attribution.of_tolls(doc, phrases, readings, drafts, dated, chains)
    disputes.find(doc, phrases, readings, drafts, chains)
    standing.decide(doc, phrases, drafts)
    gathered = gather(doc, phrases, drafts, heading, least)
    compared = claims.find(doc, phrases, drafts, times, gathered.ids, chains.describe)
    # Who crosses a border is not of the country in which that is told.
    told = tuple(
        e
        if e.codebook == _MOVEMENT or not set_somewhere
        else msgspec.structs.replace(e, actors=tuple(map(chains.settled, e.actors)))
        for e in gathered.events
    )
    return Told(_taking_part(chains, told), told, compared, gathered.traits)


def _filed(doc: Document, time: Time) -> bool:
    """Whether a time says when the report was filed."""
    return doc.dateline is not None and time.in_ is None and doc.dateline[0] <= time.start < doc.dateline[1]


def _taking_part(chains: Chains, events: Sequence[Event]) -> tuple[Actor, ...]:
    """The actors that play a role in an event or are the source of one; others that the report names are left out."""
    used = {a.chain for e in events for a in e.actors} | {a.chain for e in events for a in e.attributions}
    used |= {member for actor in chains.actors if actor.id in used for member in actor.members}
    return tuple(actor for actor in chains.actors if actor.id in used)
