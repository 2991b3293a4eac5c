"""Times from the sentences before: what a report goes on to tell of the same people happened when it said last."""

from __future__ import annotations

from collections.abc import Sequence

from precedent.events.draft import Draft

_DATED = frozenset({"day", "part", "hour", "minute", "second"})
_REACH = 4  # sentences: further back a reader has lost the thread


def carry(drafts: Sequence[Draft]) -> None:
    """Give each undated telling of something done the time of the last dated one before it that shares an actor.

    The time keeps its own words, in the sentence they stand in. Nominals, plans and habits carry no time on and take none.
    """
    last: dict[str, Draft] = {}
    for draft in sorted((d for d in drafts if d.sentence.part == "text"), key=lambda d: (d.sentence.index, d.first)):
        told = (draft.polarity, draft.modality, draft.genericity) == ("positive", "asserted", "specific") and not draft.nominal
        chains = sorted({actor.chain for actor in draft.actors if actor.chain})
        if not told:
            continue
        if not draft.times and draft.tense in ("past", None):
            before = [last[c] for c in chains if c in last and draft.sentence.index - last[c].sentence.index <= _REACH]
            nearest = max(before, key=lambda d: (d.sentence.index, d.first), default=None)
            if nearest is not None:
                draft.times = list(nearest.times)
        if draft.times and draft.times[0].grain in _DATED:
            last |= dict.fromkeys(chains, draft)
