"""Which event is the news, which is told beside it, and which is history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from precedent.clean.document import Document
from precedent.events.draft import Draft
from precedent.records import Cue, Event, Time

# A report's news is days old, its follow-ups weeks; what ended longer ago than this is told as history.
_HISTORY = timedelta(days=35)
_LEAD = (2.0, 1.3, 0.8, 0.5)  # weight of the first sentences of the text
_SAID, _DONE = 0.0, 0.4  # what was done makes a lead more often than what was said about it
_VERBAL = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE", "CONSULT"})


def decide(doc: Document, drafts: Sequence[Draft]) -> None:
    """Mark as background what ended well before the report, or, where it has no date, well before its latest event."""
    now = _day(doc.report.published) or max((d for t in (x for y in drafts for x in y.times) if (d := _day(t.from_))), default=None)
    if now is None:
        return
    for draft in drafts:
        time = next((t for t in draft.times if t.until and t.type != "DURATION"), None)
        ended = _day(time.until) if time else None
        if time is None or ended is None or ended > now - _HISTORY or draft.genericity == "total":
            continue
        draft.standing = "background"
        start = _with_preposition(doc, time)
        words = doc.span("title" if time.in_ else "text", start, time.end)
        draft.cues.append(Cue(attribute="standing", start=words.start, end=words.end, text=words.text, in_=words.in_))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso[:10]) if iso else None


def _with_preposition(doc: Document, time: Time) -> int:
    before = doc.view("title" if time.in_ else "text").text[max(0, time.start - 8) : time.start]
    word = before.split()[-1] if before.endswith(" ") and before.split() else ""
    return time.start - len(word) - 1 if word.lower() in ("in", "on", "since", "during", "at", "by") else time.start


def weigh(event: Event, order: Sequence[int]) -> tuple[float, int]:
    """How likely *event* is what the report is about; *order* gives, for each telling, its sentence's place in the text."""
    lead = max((_LEAD[place] for place in order if place < len(_LEAD)), default=0.0)
    weight = lead + 0.25 * min(len(order), 4) + (_SAID if event.type in _VERBAL else _DONE)
    weight += 1.6 if any(told.trigger.in_ == "title" for told in event.mentions) or event.trigger.in_ == "title" else 0.0
    weight += 0.3 * bool(event.actors) + 0.2 * (event.time is not None) + 0.2 * bool(event.places)
    if event.standing == "background":
        weight -= 3.0
    if event.genericity != "specific":
        weight -= 1.0
    if event.modality != "asserted":
        weight -= 0.6
    return weight, -event.trigger.start
