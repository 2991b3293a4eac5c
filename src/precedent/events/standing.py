"""Which events are told as history: by their dates and tense, and as the encoder reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from precedent.clean.document import Document
from precedent.encode.encoder import LIKELY
from precedent.events.draft import Draft, cue
from precedent.records import Part, Span, Time
from precedent.spans.phrases import Phrases

# A report's news is days old, its follow-ups weeks; what ended longer ago than this is told as history.
_HISTORY = timedelta(days=35)
_NEWS = timedelta(days=7)  # what ended no longer ago is no history, whatever stands around it
_TO_COME = ("planned", "requested", "possible", "hypothetical")
_HINTED = LIKELY / 2  # how likely the encoder has to find history where the words around say so too
_BEFORE_VERB = ("ADV", "PART", "AUX")
_LONG = frozenset({"week", "weeks", "month", "months", "year", "years", "decade", "decades", "century", "centuries"})
_SPAN = 6  # words of "two months after the", "since then | the"
_OWN_TIME = frozenset({"in", "on", "since", "during", "at", "by"})


def decide(doc: Document, phrases: Sequence[Phrases], drafts: Sequence[Draft]) -> None:
    """Mark as background what ended well before the report (where it has no date, well before its latest event), with the
    words that date it; what is a bound of time for something else; and what the encoder reads as told to explain."""
    now = _day(doc.report.published) or max((d for t in (x for y in drafts for x in y.times) if (d := _day(t.from_))), default=None)
    earlier: Draft | None = None
    for draft in sorted(drafts, key=lambda d: (d.sentence.index, d.first)):
        if draft.modality in _TO_COME or draft.tense == "future":
            continue
        parsed = phrases[draft.sentence.index]
        time = next((t for t in draft.times if t.until and t.type != "DURATION"), None)
        ended = _day(time.until) if time else None
        bound = _bound(draft, parsed)
        if bound is not None and draft.polarity == "positive":
            _history(draft, doc.span(draft.sentence.part, *bound))
        elif time is not None and ended is not None and now is not None:
            if ended > now - _NEWS or _goes_on(doc, time):
                continue
            if ended <= now - _HISTORY and draft.genericity != "total":
                _history(draft, _dated(doc, time))
                earlier = draft
        beside = time is None and earlier is not None and earlier.sentence is draft.sentence
        if draft.told.background >= (_HINTED if beside or _had(draft, parsed) else LIKELY):
            draft.standing = "background"


def _history(draft: Draft, words: Span) -> None:
    draft.standing = "background"
    draft.cues.append(cue("standing", words))


def _goes_on(doc: Document, time: Time) -> bool:
    """Whether a time only says when something began that lasts: "have been on strike since October"; not "since 2017, when"."""
    text = doc.view("title" if time.in_ else "text").text
    before, after = text[: time.start].split()[-1:], text[time.end : time.end + 8].lstrip(", ").split()[:1]
    return bool(before) and before[0].lower() == "since" and after != ["when"]


def _bound(draft: Draft, parsed: Phrases) -> tuple[int, int] | None:
    """The words by which an event is only the bound of a time: "three years after | the coup", "since | soldiers came ashore"."""
    tokens = draft.sentence.tokens
    for at in range(draft.first - 1, max(0, draft.first - _SPAN), -1):
        word = tokens[at].lower
        if word in (",", ";", ":") or parsed.tags[at] in ("NUM", "AUX") or (parsed.tags[at] == "VERB" and at < draft.first - 1):
            return None
        if word == "since":
            return None if parsed.tags[at - 1] == "AUX" or _timed(draft, tokens[at].start) else (tokens[at].start, tokens[at].end)
        if word == "after" and tokens[at - 1].lower in _LONG:
            return tokens[at - 1].start, tokens[at].end
    return None


def _timed(draft: Draft, start: int) -> bool:
    """Whether a time stands between the place *start* and the event: "since July | thrown"."""
    return any(start < t.start < draft.start for t in (*draft.times, *draft.near) if t.in_ == draft.sentence.in_)


def _had(draft: Draft, parsed: Phrases) -> bool:
    """A past perfect: what was over when something else happened."""
    at = draft.first - 1
    while at > 0 and parsed.tags[at] in _BEFORE_VERB and draft.sentence.tokens[at].lower != "had":
        at -= 1
    return not draft.nominal and at >= 0 and draft.sentence.tokens[at].lower == "had"


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso[:10]) if iso else None


def _dated(doc: Document, time: Time) -> Span:
    """The words of a time with its preposition."""
    part: Part = "title" if time.in_ else "text"
    before = doc.view(part).text[max(0, time.start - 8) : time.start]
    word = before.split()[-1] if before.endswith(" ") and before.split() else ""
    return doc.span(part, time.start - len(word) - 1 if word.lower() in _OWN_TIME else time.start, time.end)
