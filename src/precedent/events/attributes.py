"""What became of each event: polarity, modality, genericity and tense, each departure from the default with its cue."""

from __future__ import annotations

from collections.abc import Iterable

from precedent.clean.document import Document
from precedent.events.draft import Draft
from precedent.records import Cue, Span

_OFTEN = frozenset(["repeatedly", "regularly", "routinely", "frequently", "habitually", "constantly", "often", "always", "usually"])
_BESIDE = 2  # words before a verb among which its adverb stands
_DEFAULTS = {"polarity": "positive", "modality": "asserted", "genericity": "specific"}


def decide(doc: Document, drafts: Iterable[Draft]) -> None:
    """Set polarity, modality, genericity, tense and their cues on each draft."""
    for draft in drafts:
        tokens, part = draft.sentence.tokens, draft.sentence.part
        cues = [doc.span(part, tokens[c.first].start, tokens[c.last - 1].end) for c in draft.told.cues]
        for attribute, default in _DEFAULTS.items():
            value = getattr(draft.told, attribute).label
            if value != default and cues:
                setattr(draft, attribute, value)
                draft.cues += [Cue(attribute=attribute, start=c.start, end=c.end, text=c.text, in_=c.in_) for c in cues]
        draft.tense = draft.told.tense.label  # type: ignore[assignment]
        again = next((t for t in draft.times if t.type == "SET"), None) or _often(doc, draft)
        if again is not None and draft.genericity == "specific":
            draft.genericity = "habitual"
            draft.cues.append(Cue(attribute="genericity", start=again.start, end=again.end, text=again.text, in_=again.in_))


def _often(doc: Document, draft: Draft) -> Span | None:
    """An adverb of frequency beside a verb: "has repeatedly rejected". So rare in reports that the encoder has hardly met it."""
    if draft.nominal:
        return None
    for token in draft.sentence.tokens[max(0, draft.first - _BESIDE) : draft.last + 1]:
        if token.lower in _OFTEN:
            return doc.span(draft.sentence.part, token.start, token.end)
    return None
