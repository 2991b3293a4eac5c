"""Which events are told as history: by their dates, else as the encoder reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from precedent.clean.document import Document
from precedent.events.draft import Draft
from precedent.records import Cue, Time

# A report's news is days old; what ended longer ago than this is told as history, unless it is what the report is about.
_HISTORY = timedelta(days=14)
_SURE = 0.5  # how sure the encoder has to be that what has no date of its own is history


def decide(doc: Document, drafts: Sequence[Draft]) -> None:
    """Mark as background what ended well before the report (where it has no date, well before its latest event), with the
    words that date it, and what the encoder reads as told to explain."""
    now = _day(doc.report.published) or max((d for t in (x for y in drafts for x in y.times) if (d := _day(t.from_))), default=None)
    for draft in drafts:
        if draft.told.standing.label == "background" and draft.told.standing.score >= _SURE:
            draft.standing = "background"
        if now is None:
            continue
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
