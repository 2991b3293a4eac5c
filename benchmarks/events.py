"""Whole events against the marks of held-back reports: ``python -m benchmarks.events --part a|b|c [--reliability]``.

What counts as right: an event told by words that the gold marks as a trigger (one to one, the surest first), with the gold's
type (or one of its other readings), an actor or a recipient that shares half its words with the gold's (where the gold has
either), and the gold's polarity, modality and genericity. Part (a) is what settings are chosen on; figures are owed on (b)
and (c). Events of no listed type are left out on both sides. The metres are ours: nobody else's events are scored so.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from training.encoder.measure import gold
from training.marks import Text, Trigger

from precedent.events.triggers import OTHER
from precedent.pipeline import mark
from precedent.records import Event, Marked, Report, Span

_HALF = 0.5
BINS = 10


class Known(NamedTuple):
    """An event of the gold: all tellings of one number in a text."""

    tellings: tuple[Trigger, ...]

    @property
    def lead(self) -> Trigger:
        """The first telling in the text, else that of the title: its attributes are the event's."""
        return next((t for t in self.tellings if t.in_ is None), self.tellings[0])


class Pair(NamedTuple):
    """An event found, and the event of the gold that it tells, if any."""

    found: Event
    known: Known | None


class Read(NamedTuple):
    text: Text
    marked: Marked
    known: tuple[Known, ...]
    pairs: tuple[Pair, ...]


def read(text: Text) -> Read:
    marked = mark(report_of(text))
    return Read(text, marked, *paired(text, marked))


def report_of(text: Text) -> Report:
    """The text as a report; a day of publication that is but a year or month is left out, as reports have none such."""
    day = text.published if len(text.published) >= len("2025-10-20") else None
    return Report(id=text.id, title=text.title, text=text.text, source=text.source, published=day)


def paired(text: Text, marked: Marked) -> tuple[tuple[Known, ...], tuple[Pair, ...]]:
    """The events of the gold, and those found with what they tell."""
    by_number: dict[int, list[Trigger]] = {}
    for trigger in text.triggers:
        by_number.setdefault(trigger.event, []).append(trigger)
    known = tuple(Known(tuple(tellings)) for tellings in by_number.values())
    return known, tuple(_pairs(marked.events, known))


def _pairs(events: Sequence[Event], known: Sequence[Known]) -> Iterator[Pair]:
    left = list(known)
    for event in sorted(events, key=lambda e: (-e.confidence, e.id)):
        told = [event.trigger, *(m.trigger for m in event.mentions)]
        hit = next((k for k in left if any(_touch(a, b) for a in told for b in k.tellings)), None)
        if hit is not None:
            left.remove(hit)
        yield Pair(event, hit)


def _touch(a: Span, b: Span) -> bool:
    return a.in_ == b.in_ and a.start < b.end and b.start < a.end


def typed(pair: Pair) -> bool:
    """The gold's type, as either of them may be read."""
    if pair.known is None:
        return False
    types = {"OTHER" if name == "NONE" else name.partition(".")[0] for t in pair.known.tellings for name in (t.type, *t.also)}
    return bool(types & {pair.found.type, *(a.type for a in pair.found.also)})


def right(pair: Pair) -> bool:
    """The gold's type, somebody in it, and its attributes."""
    if pair.known is None or not typed(pair):
        return False
    wanted = [r for t in pair.known.tellings for r in t.roles if r.role in ("actor", "recipient")]
    cast = [(a.role, a.text) for a in pair.found.actors]
    who = not wanted or any(role == w.role and _alike(words, w.text) >= _HALF for role, words in cast for w in wanted)
    return who and _state(pair.found) == _state(pair.known.lead)


def _state(event: Event | Trigger) -> tuple[str, str, str]:
    return event.polarity, event.modality, event.genericity


def _alike(a: str, b: str) -> float:
    one, other = ({w.strip(".,'’\"").lower() for w in words.split()} for words in (a, b))
    return 2 * len(one & other) / (len(one) + len(other))


def figures(reads: Sequence[Read]) -> Iterator[tuple[str, float, int]]:
    """Name, value and of how many."""
    pairs = [p for r in reads for p in r.pairs if p.found.type != OTHER]
    listed = [tuple(k for k in r.known if any(t.type != "NONE" for t in k.tellings)) for r in reads]
    known = sum(map(len, listed))
    for name, judge in (("event F1", right), ("event with type F1", typed), ("event told F1", lambda p: p.known is not None)):
        yield name, 2 * sum(map(judge, pairs)) / (known + len(pairs)), known
    empty = [r for r, of in zip(reads, listed, strict=True) if not of]
    yield (
        "reports without listed events left without",
        _share(all(p.found.type == OTHER for p in r.pairs) for r in empty),
        len(empty),
    )
    blank = [r for r in empty if not r.known]
    yield "reports without any event left empty", _share(not r.pairs for r in blank), len(blank)
    matched = [p for p in pairs if p.known is not None]
    history = [p for p in matched if p.known and any(t.standing == "background" for t in p.known.tellings)]
    yield "history told as news", _share(p.found.standing != "background" for p in history), len(history)
    undone = [p for p in matched if p.known and _state(p.known.lead)[:2] != ("positive", "asserted")]
    yield "denied or planned told as done", _share(_state(p.found)[:2] == ("positive", "asserted") for p in undone), len(undone)
    news = [r for r in reads if any(t.event == 1 for k in r.known for t in k.tellings)]
    yield (
        "main event right",
        _share(any(p.found.main and p.known and p.known.lead.event == 1 for p in r.pairs) for r in news),
        len(news),
    )
    yield "events found per event", len(pairs) / max(known, 1), known


def _share(of: Iterable[bool]) -> float:
    values = list(of)
    return sum(values) / len(values) if values else 0.0


def reliability(pairs: Sequence[Pair]) -> Iterator[tuple[float, float, float, int]]:
    """Bounds of confidence, mean confidence, share with the right type, and how many events, by tenths."""
    for k in range(BINS):
        here = [p for p in pairs if k / BINS <= p.found.confidence < (k + 1) / BINS + (k == BINS - 1)]
        if here:
            yield k / BINS, sum(p.found.confidence for p in here) / len(here), _share(map(typed, here)), len(here)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("a", "b", "c"), default="b")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reliability", action="store_true", help="how often events said at .9 are right, and so on")
    given = parser.parse_args()
    reads = [read(text) for text in gold(given.part, given.shared)]
    for name, value, of in figures(reads):
        print(f"| {name} | {value:.3f} | {of} |")
    if given.reliability:
        print("\n| confidence from | mean | right type | events |\n| --- | --- | --- | --- |")
        for least, mean, share, many in reliability([p for r in reads for p in r.pairs]):
            print(f"| {least:.1f} | {mean:.2f} | {share:.2f} | {many} |")


if __name__ == "__main__":
    main()
