"""How far back a comparison reaches: "since last August", "in seven years", "this year", "ever"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from precedent.events.claims.line import Line, Placed
from precedent.events.claims.words import load
from precedent.records import Since, Time

_COARSE = frozenset({"week", "month", "quarter", "season", "half", "year", "decade", "century"})
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)(D|W|M|Y|DE|CE)")
_DAYS = {"D": 1.0, "W": 7.0}
_MONTHS = {"M": 1, "Y": 12, "DE": 120, "CE": 1200}
_STOPS = frozenset({";", ":", "—", "--", "(", ")", '"', "“", "”"})
_SAYING = frozenset({"said", "says", "say", "according", "reported", "added", "told"})


@dataclass(frozen=True, slots=True)
class Bound:
    """``since`` holds the bound's readings, or the period's, likelier first; tokens ``first:last`` (half-open) say it."""

    kind: Literal["since", "in-period", "ever"]
    since: tuple[Since, ...]
    first: int
    last: int


def day_before(day: str, length: str) -> str | None:
    """The day that lies a TIMEX3 *length* ("P7Y") before *day*; None where the length says no number."""
    found = _LENGTH.fullmatch(length)
    if found is None:
        return None
    number, unit = float(found.group(1)), found.group(2)
    start = date.fromisoformat(day[:10])
    try:
        if unit in _DAYS:
            return (start - timedelta(days=round(number * _DAYS[unit]))).isoformat()
        months = start.year * 12 + start.month - 1 - round(number * _MONTHS[unit])
        # The 31st of a shorter month is its last day, and 28 February stands for the 29th.
        for last in (start.day, 30, 29, 28):
            try:
                return date(months // 12, months % 12 + 1, min(start.day, last)).isoformat()
            except ValueError:
                continue
    except (ValueError, OverflowError):
        return None
    return None


def find(line: Line, position: int, *, over_verbs: bool = False, count: int | None = None) -> Bound | None:
    """The bound that follows *position* in the same clause.

    *over_verbs*: what is compared is a clause ("the first time a soldier has crossed since"), so its verb ends nothing.
    *count* is what "as many" stands for in "the third in as many weeks".
    """
    at = position
    while at < len(line.words):
        word = line.words[at]
        found = _ever(line, at) or (_since(line, at) if word == "since" else _period(line, at, count))
        if found is not None:
            return found
        if word in _STOPS or (
            word == "and" and over_verbs and at + 1 < len(line.words) and line.phrases.tags[at + 1] in ("PRON", "DET")
        ):
            return None
        if word == ",":
            after = _beyond_comma(line, at)
            if after is None:
                return None
            at = after
            continue
        if word in ("who", "that", "which") or (word in ("to", "have") and line.phrases.tags[at] != "ADP"):
            over_verbs = True
        elif not over_verbs and line.finite(at) and not _reduced(line, at):
            return None
        at += 1
    return None


def _reduced(line: Line, at: int) -> bool:
    """ "claimed by", "reported in": a participle that looks like a past tense."""
    return (
        line.phrases.tags[at] == "VERB"
        and line.words[at].endswith("ed")
        and at + 1 < len(line.words)
        and line.words[at + 1] in ("by", "in", "on", "at", "against", "since")
    )


def _beyond_comma(line: Line, at: int) -> int | None:
    """Where the clause goes on after a comma: at once with a bound, or behind "officials said,"."""
    if at + 1 < len(line.words) and line.words[at + 1] in ("since", "in", "this", "ever", "by", "within"):
        return at + 1
    for end in range(at + 2, min(at + 9, len(line.words))):
        if line.words[end] == ",":
            return end + 1 if _SAYING & set(line.words[at + 1 : end]) else None
    return None


def _ever(line: Line, at: int) -> Bound | None:
    return next((Bound("ever", (), at, at + len(p)) for p in load().ever if line.is_at(at, p)), None)


def _since(line: Line, at: int) -> Bound:
    beyond = line.words[at + 1] if at + 1 < len(line.words) else "."
    if beyond in ("then", ".", ",", ";", ")", "?", "!", '"', "”"):
        return Bound("since", readings(line.earlier), at, at + 1 + (beyond == "then"))
    placed = line.time_from(at, 9)
    if placed and placed.time.from_ and not _STOPS & set(line.words[at : placed.first]):
        return Bound("since", readings(placed.time), at, placed.last)
    chunk = next((c for c in line.phrases.chunks if at < c.first <= at + 3), None)
    return Bound("since", (), at, chunk.last if chunk else at + 1)


def _period(line: Line, at: int, count: int | None) -> Bound | None:
    words = load()
    placed = line.time_from(at, 0)
    if placed and placed.first == at and _is_period(placed.time):
        return Bound("in-period", readings(placed.time), at, placed.last)
    if line.words[at] not in ("in", "within", "over", "during", "of"):
        return None
    if line.is_at(at + 1, ("as", "many")) and at + 3 < len(line.words) and line.words[at + 3] in words.units and count:
        return _length(line, f"P{count}{words.units[line.words[at + 3]]}", at, at + 4)
    head = at + 1
    while head < len(line.words) and line.words[head] in words.hedges:
        head += 1
    placed = next((t for t in line.times if at < t.first <= head < t.last or t.first == head), None)
    if placed is not None:
        if _is_period(placed.time):
            return Bound("in-period", readings(placed.time), at, placed.last)
        if placed.time.value and _LENGTH.fullmatch(placed.time.value) and line.words[at] != "of":
            return _length(line, placed.time.value, at, placed.last)
    vague = words.vague_lengths.get(line.words[head]) if head < len(line.words) else None
    return Bound("in-period", (Since(value=vague),), at, head + 1) if vague and line.words[at] == "in" else None


def _is_period(time: Time) -> bool:
    return time.type in ("DATE", "DURATION") and time.grain in _COARSE and time.from_ is not None and time.until is not None


def _length(line: Line, value: str, first: int, last: int) -> Bound:
    """A length of time, counted back from the day of publication."""
    since = Since(value=value)
    if line.published and (start := day_before(line.published, value)):
        until = (date.fromisoformat(line.published[:10]) + timedelta(days=1)).isoformat()
        since = Since(value=value, from_=start, until=until)
    return Bound("in-period", (since,), first, last)


def lasting(line: Line, position: int) -> Bound | None:
    """How long it has not been: "has not seized a tanker | for two years", up to the day of publication."""
    for placed in line.times:
        length = placed.time.value
        if placed.first > position and line.words[placed.first - 1] in ("for", "in") and length and _LENGTH.fullmatch(length):
            return _length(line, length, placed.first - 1, placed.last)
    return None


def before(line: Line, position: int, phrase: int) -> Bound | None:
    """A bound before what is compared: "this year's third crossing", "Since August, no other …".

    *position* is the word that compares, *phrase* where its noun phrase begins.
    """
    for placed in line.times:
        if phrase - 1 <= placed.last < position and line.words[placed.last] in ("'s", "’s") and _is_period(placed.time):
            return Bound("in-period", readings(placed.time), placed.first, placed.last)
    if position > 0 and line.words[0] == "since":
        opening = _since(line, 0)
        return opening if opening.last <= position and opening.since else None
    return None


def readings(time: Time | None) -> tuple[Since, ...]:
    """A time's readings, likelier first; empty where it lies nowhere on the calendar."""
    if time is None or time.from_ is None:
        return ()
    if not time.readings:
        return (Since(value=time.value, from_=time.from_, until=time.until),)
    return tuple(Since(value=r.value, from_=r.from_, until=r.until) for r in time.readings if r.from_)


def told_before(times: tuple[Placed, ...], earlier: Time | None) -> Time | None:
    """The last calendar time of a line, else the one told before it: what "since" alone points to."""
    dated = [t.time for t in times if t.time.type in ("DATE", "TIME") and t.time.from_]
    return dated[-1] if dated else earlier
