"""What a report's times are told against: its date, the dateline's day, and the dates told so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from precedent.knowledge.calendar import calendar_words
from precedent.records import Basis
from precedent.resolve.calendar_periods import Period, of_day
from precedent.spans.times import TimeSpan

_HEAD = 400  # characters at the top of a text in which a date of publication may stand
_RUNS_ON = 3  # years by which a story moves on when a later one is named in passing
_DATELINE = 14  # days by which a dateline's date may differ from the day of publication
_DATED = re.compile(r"(?:published|posted|updated|date|dated|filed)\s*:?\s*(?:on\s+)?(?:[A-Z][a-z]+day,?\s*)?\Z", re.IGNORECASE)
_AFTER_DATELINE = re.compile(r"\.?\s*(?:\([^()\n]{1,60}\)\s*)?(?:—|–|--?|:)\s")


@dataclass(slots=True)
class Context:
    """``day`` is the day the report is told from (None: unknown) and ``basis`` what says so; ``told`` the last date told.

    ``narrative`` holds where the report tells of a time other than its own (a history): then a month without a year is the
    one next to what was told, not to the day of publication.
    """

    day: Period | None
    basis: Basis
    published: datetime | None
    narrative: bool
    told: Period | None = None
    told_in: TimeSpan | None = None
    told_day: Period | None = None
    day_in: TimeSpan | None = None
    day_ahead: Period | None = None
    story: Period | None = None

    def tell(self, span: TimeSpan, period: Period) -> None:
        """Keep what was told. Stories run on: an earlier year, or one far ahead, named in passing does not move them."""
        clock = self.told is not None and self.told.time is not None and self.told.day_only() == period
        self.told, self.told_in = (self.told if clock else period), span
        if period.day:
            self.told_day, self.day_in = period, span
        if self.story is None or period.sub:
            self.story = period
        elif period.grain == "year" and (span.leads or 0 < period.year - self.story.year <= _RUNS_ON):
            self.story = self.story if period.year == self.story.year else period

    def near(self, span: TimeSpan, sentences: int = 1) -> Period | None:
        """The last date told, if it stands at most so many sentences before *span*."""
        last = self.told_in
        if last is None or last.part != span.part or span.sentence - last.sentence > sentences:
            return None
        return self.told

    def day_near(self, span: TimeSpan, sentences: int = 0) -> Period | None:
        """The last day told, if it stands at most so many sentences before *span*."""
        last = self.day_in
        if last is None or last.part != span.part or span.sentence - last.sentence > sentences:
            return None
        return self.told_day

    def focus(self, span: TimeSpan) -> tuple[Period | None, Basis]:
        """What a date without its year is next to: the report's day, or the other year that the passage tells of."""
        if self.narrative and self.story is not None:
            return self.story, "text"
        told, last = self.near(span), self.told_in
        other = told is not None and self.day is not None and told.year < self.day.year
        if other and last is not None and last.leads and "year" in last.fields and span.tense != "future":
            return told, "text"
        return self.day, self.basis

    def reference(self, span: TimeSpan) -> tuple[Period | None, Basis]:
        """What "the next day" and "two weeks later" count from: the last date told, else the report's day."""
        told = self.told if self.narrative else self.near(span, 3)
        if told is not None:
            return told, "event"
        return self.day, self.basis


def context_of(published: str | None, text: str, spans: Sequence[TimeSpan]) -> Context:
    """The context at the head of a report. A date of publication that is not given is taken from the text, if one stands there."""
    moment = _moment(published)
    day = of_day(moment.date()) if moment else None
    basis: Basis = "published"
    head = [s for s in spans if s.part == "text" and s.form in ("day", "iso", "slashed") and s.start < _HEAD]
    if day is None:
        day, basis = next((d for s in head if (d := _explicit(s)) and _stands_apart(text, s)), None), "text"
    for span in head:
        if _is_dateline(text, span) and (local := _dateline_day(span, day)) and day is not None and local != day:
            day, basis = local, "dateline"
            break
    return Context(day, basis, moment, _is_narrative(day, spans))


def _moment(published: str | None) -> datetime | None:
    if not published:
        return None
    try:
        return datetime.fromisoformat(published)
    except ValueError:
        try:
            return datetime.fromisoformat(published[:10])
        except ValueError:
            return None


def month_day(span: TimeSpan) -> tuple[int, int] | None:
    """The month and day that a span of form "day" names."""
    words = calendar_words()
    month = words.meaning("MONTH", span.fields["month"][0]) if "month" in span.fields else None
    digits = "".join(c for w in span.fields.get("day", ()) for c in w if c.isdigit())
    return (month, int(digits)) if month and digits else None


def _explicit(span: TimeSpan) -> Period | None:
    """The day that *span* names with its year."""
    try:
        if span.form == "iso":
            return of_day(date.fromisoformat(span.text[:10]))
        named, year = month_day(span), span.fields.get("year", ())
        if named and len(year) == 1 and len(year[0]) == 4 and year[0].isdigit():
            return of_day(date(int(year[0]), *named))
    except ValueError:
        pass
    return None


def _stands_apart(text: str, span: TimeSpan) -> bool:
    """Whether the date is a line of its own, a dateline's, or comes after "Published:"."""
    line = text.rfind("\n", 0, span.start) + 1
    before = text[line : span.start]
    after = text[span.end : span.end + 80].split("\n", 1)[0].strip(" .,|")
    return (not before.strip(" \t[(") and not after) or bool(_DATED.search(before[-40:])) or _is_dateline(text, span)


def _is_dateline(text: str, span: TimeSpan) -> bool:
    """ "SEOUL, Oct. 20 (Wire) —": capitals and a comma before the date, a dash after it."""
    line = text.rfind("\n", 0, span.start) + 1
    place = text[line : span.start]
    return (
        2 < len(place) < 60
        and place.rstrip().endswith(",")
        and sum(c.isupper() for c in place) >= 3
        and bool(_AFTER_DATELINE.match(text, span.end))
    )


def _dateline_day(span: TimeSpan, day: Period | None) -> Period | None:
    if explicit := _explicit(span):
        return explicit
    named, first = month_day(span), day.first if day else None
    if named is None or first is None:
        return None
    for year in (first.year, first.year - 1, first.year + 1):
        try:
            local = date(year, *named)
        except ValueError:
            continue
        if abs((local - first).days) <= _DATELINE:
            return of_day(local)
    return None


def _is_narrative(day: Period | None, spans: Sequence[TimeSpan]) -> bool:
    """Whether most dates with a year lie well before the report, and next to none are told from its day ("yesterday")."""
    if day is None:
        return True
    years = [int(y[0]) if len(y) == 1 else 0 for s in spans if (y := s.fields.get("year", ())) and y[0].isdigit()]
    deictic = sum(s.form in ("today", "tonight") or (s.form == "weekday" and "which" not in s.fields) for s in spans)
    old = sum(y < day.year - 1 for y in years)
    return len(years) >= 3 and old > 0.6 * len(years) and deictic * 4 < old
