"""What became of each event: polarity, modality, genericity and tense, each departure from the default with its cue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from precedent.clean.document import Document
from precedent.events.draft import DAYS, Draft, by_sentence, cue
from precedent.records import Quantity, Span

_OFTEN = frozenset(["repeatedly", "regularly", "routinely", "frequently", "habitually", "constantly", "often", "always", "usually"])
_BESIDE = 2  # words before a verb among which its adverb stands
_SUMMED = ("taking part", "killed", "wounded", "displaced", "arrested", "detained", "deported")
_MANY = 100  # people: fewer are often those of one occurrence ("twelve have been killed")
_IN_ALL = (
    ("a", "total", "of"),
    ("in", "all"),
    ("in", "total"),
    ("altogether",),
    ("so", "far", "this", "year"),
    ("over", "the", "years"),
)
_WITHIN = frozenset({"been", "so", "far", "now", "already", "since", "also"})
_DATED = DAYS | {"weekend", "week"}
_PART_OF = re.compile(r"(?:nearly |almost )?(?:most|many|some|half|all|few) of (?:them|these|those)\b")
_DEFAULTS = {"polarity": "positive", "modality": "asserted", "genericity": "specific"}


def decide(doc: Document, drafts: Sequence[Draft]) -> None:
    """Set polarity, modality, genericity, tense and their cues on each draft."""
    for draft in drafts:
        cues = [doc.words(draft.sentence, c.first, c.last) for c in draft.told.cues]
        for attribute, default in _DEFAULTS.items():
            value = getattr(draft.told, attribute).label
            if value != default and cues:
                setattr(draft, attribute, value)
                draft.cues += [cue(attribute, c) for c in cues]
        draft.tense = draft.told.tense.label  # type: ignore[assignment]
        counted = _sum_of(draft) if draft.genericity == "specific" and draft.modality == "asserted" else None
        if counted is not None:
            draft.genericity = "total"
            draft.cues.append(cue("genericity", counted))
        again = next((t for t in draft.times if t.type == "SET"), None) or _often(doc, draft)
        if again is not None and draft.genericity == "specific":
            draft.genericity = "habitual"
            draft.cues.append(cue("genericity", again))
    _share_totals(drafts)


def _share_totals(drafts: Sequence[Draft]) -> None:
    """What is told of the same number of people is a sum as well: "of the 34,000 who left most | came", "most of them | came"."""
    told_in = by_sentence(drafts)
    for total in [d for d in drafts if d.genericity == "total"]:
        summed = [(q.start, q.in_) for q in total.quantities]
        shown = next((c for c in total.cues if c.attribute == "genericity"), None)
        here = total.sentence.index
        for draft in (*told_in[here], *told_in.get(here + 1, ())):
            apart = draft.sentence.index - total.sentence.index
            told = (draft.genericity, draft.modality) == ("specific", "asserted") and not any(
                t.grain in _DATED for t in draft.times
            )
            if shown is None or not told:
                continue
            same = any(a.in_ == in_ and a.start <= start < a.end for a in draft.actors for start, in_ in summed)
            part = any(_PART_OF.match(a.text.lower()) for a in draft.actors)
            if (apart == 0 and same) or (apart == 1 and part):
                draft.genericity = "total"
                draft.cues.append(shown)


def _sum_of(draft: Draft) -> Quantity | None:
    """The count of a sum over a period: with "in all", or of many people told in the perfect of no day, who came by some way or are
    only spoken of ("of the 34,000 who have left"). The perfect alone tells news as well: "20,000 have fled"."""
    counted = next((q for q in draft.quantities if q.kind in _SUMMED and (q.value or q.low)), None)
    if counted is None:
        return None
    words = [t.lower for t in draft.sentence.tokens]
    if any(tuple(words[i : i + len(w)]) == w for w in _IN_ALL for i in range(len(words) - len(w) + 1)):
        return counted
    many = (counted.value or counted.low or 0) >= _MANY
    dated = any(t.grain in _DATED for t in draft.times)
    at = draft.first - 1
    while at > 0 and words[at] in _WITHIN:
        at -= 1
    perfect = at > 0 and words[at] in ("have", "has")
    spoken_of = any(p.role == "via" for p in draft.places) or words[at - 1] in ("who", "that")
    return counted if many and not dated and perfect and spoken_of else None


def _often(doc: Document, draft: Draft) -> Span | None:
    """An adverb of frequency beside a verb: "has repeatedly rejected". So rare in reports that the encoder has hardly met it."""
    if draft.nominal:
        return None
    for token in draft.sentence.tokens[max(0, draft.first - _BESIDE) : draft.last + 1]:
        if token.lower in _OFTEN:
            return doc.span(draft.sentence.part, token.start, token.end)
    return None
