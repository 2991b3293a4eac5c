"""What a careful reader takes from the sentences before: who, where and when, where a sentence itself says none of it.

Whatever is carried on keeps its own words, in the sentence they stand in.
"""

from __future__ import annotations

from collections.abc import Sequence

from precedent.clean.document import Document
from precedent.codebooks.matching import BE
from precedent.events.draft import DAYS, Draft, by_sentence
from precedent.events.places import LARGE, as_role, told_at
from precedent.records import Place, RolePlace, Time

_REACH = 4  # sentences: further back a reader has lost the thread
_HARM = frozenset({"killed", "wounded", "missing", "arrested", "detained", "displaced", "abducted"})
_BACK = frozenset({"he", "she", "they", "it", "him", "her", "them", "there", "both"})


def carry(doc: Document, drafts: Sequence[Draft], times: Sequence[Time], places: Sequence[Place]) -> None:
    """Give tellings of something done what the sentences before say of it.

    The time goes on with an actor, for some sentences. Place, time and actor of the sentence right before go on where a count of
    harm or a pronoun shows that the same thing is told: "It happened in Aden on Monday. Three people were killed". Nominals, plans
    and habits carry nothing on and take nothing.
    """
    last: dict[str, Draft] = {}
    text = sorted((d for d in drafts if d.sentence.part == "text"), key=lambda d: (d.sentence.index, d.first))
    done = [d for d in text if _done(d)]
    told_in = by_sentence(text)
    for draft in done:
        chains = sorted({actor.chain for actor in draft.actors if actor.chain})
        if not draft.times and draft.tense in ("past", None):
            before = [last[c] for c in chains if c in last and draft.sentence.index - last[c].sentence.index <= _REACH]
            nearest = max(before, key=lambda d: (d.sentence.index, d.first), default=None)
            if nearest is not None:
                draft.times = list(nearest.times)
            if _goes_on(doc, draft):
                _take(doc, draft, told_in.get(draft.sentence.index - 1, []), times, places)
        if draft.times and draft.times[0].grain in DAYS:
            last |= dict.fromkeys(chains, draft)


def _done(draft: Draft) -> bool:
    told = (draft.polarity, draft.modality, draft.genericity) == ("positive", "asserted", "specific")
    befell = draft.head > 0 and draft.sentence.tokens[draft.head - 1].lower in BE  # "were wounded", which taggers take for a state
    return told and (befell or not draft.nominal)


def _goes_on(doc: Document, draft: Draft) -> bool:
    """Whether a telling shows that it goes on from the sentence before: a count of harm that nobody is said to have done, or a
    pronoun; within one paragraph, or the one behind it."""
    before = doc.sentences[draft.sentence.index - 1] if draft.sentence.index else None
    if before is None or before.part != "text" or draft.sentence.paragraph - before.paragraph > 1:
        return False
    harm = any(q.kind in _HARM and q.value != 0 for q in draft.quantities) and not any(a.role == "actor" for a in draft.actors)
    return harm or bool(_BACK & {a.text.lower() for a in draft.actors})


def _take(doc: Document, draft: Draft, before: Sequence[Draft], times: Sequence[Time], places: Sequence[Place]) -> None:
    """Place, time and actor of the sentence right before, each only where the sentence of *draft* has none."""
    here, back = draft.sentence, doc.sentences[draft.sentence.index - 1]
    inside = [p for p in places if here.holds(p) and not p.as_actor]
    if not draft.places and not inside:
        draft.places = _where(doc, before, [p for p in places if back.holds(p)])
    if not draft.times and not any(here.holds(t) for t in times):
        told = [t for d in before if _done(d) for t in d.times] or ([] if before else [t for t in times if back.holds(t)])
        draft.times = [t for t in told if t.in_ is None and t.grain in DAYS][:1]
    same = [d for d in before if _done(d) and d.type == draft.type and any(a.role == "actor" for a in d.actors)]
    against = bool(same) and back.tokens[same[-1].last : same[-1].last + 1] != () and back.tokens[same[-1].last].lower == "with"
    if (
        (draft.passive or draft.nominal)
        and same
        and not against
        and "actor" in draft.takes
        and not any(a.role == "actor" for a in draft.actors)
    ):
        mine = {a.chain or a.text for a in draft.actors}
        doers = [a for a in same[-1].actors if a.role == "actor"]
        if mine.isdisjoint(a.chain or a.text for a in doers):
            draft.actors += doers


def _where(doc: Document, before: Sequence[Draft], places: Sequence[Place]) -> list[RolePlace]:
    """The one place where what stands before happened: of its events, else of a sentence that tells of none, the finest."""
    told = [p for d in before if _done(d) for p in d.places if p.role == "location"]
    told = told or ([] if before else [as_role(p, "location") for p in places if not p.as_actor and told_at(doc, p)])
    fine = [p for p in told if p.kind not in LARGE] or told
    return fine[:1] if len({p.place or p.text for p in fine}) == 1 else []
