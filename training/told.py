"""What ``mark`` says of a text as marks of the corpus, so that the whole program is measured as the encoder and annotators are.

``python -m training.told --part b`` prints F1 by field. Each telling of an event is a trigger; the attributes are the
event's. The program names places without saying whether they have a government, so a place counts as the kind that the
gold gives it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from benchmarks.events import report_of

from precedent.clean.prepare import prepare
from precedent.pipeline import mark
from precedent.pipeline.marking import see
from precedent.records import Event, Report, Span
from training.encoder.measure import gold
from training.marks import ClaimMark, Name, QuantityMark, RoleMark, Text, Trigger
from training.score import score, table

_KINDS = {"PERSON": "PER", "ORG": "ORG", "NORP": "NORP", "ROLE": "ROLE", "SITE": "FAC"}
_PLACES = ("GPE", "LOC", "FAC")


def told(text: Text) -> Text:
    """The same text with the program's marks."""
    report = report_of(text)
    said = mark(report)
    attributions = {(a.cue, a.source): a for e in said.events for a in e.attributions}
    return msgspec.structs.replace(
        text,
        names=tuple(_names(text, report)),
        triggers=tuple(t for e in said.events for t in _triggers(e)),
        attributions=tuple(attributions.values()),
        claims=tuple(_mark(c, ClaimMark, kind=c.kind) for c in said.claims),
    )


def _names(text: Text, report: Report) -> Iterator[Name]:
    doc = prepare(report)
    known = {(n.in_, n.start, n.end): n.kind for n in text.names if n.kind in _PLACES}
    for name in see(doc).names:
        span = doc.span(name.part, name.start, name.end)
        kind = _KINDS.get(name.kind) or (known.get((span.in_, span.start, span.end), "GPE") if name.kind == "PLACE" else None)
        if kind:
            yield _mark(span, Name, kind=kind)


def _triggers(event: Event) -> Iterator[Trigger]:
    """A trigger for each telling; roles and quantities go to the telling whose sentence they stand in."""
    tellings = [(event.trigger, event.sentence), *((m.trigger, m.sentence) for m in event.mentions if m.trigger != event.trigger)]
    for trigger, bounds in tellings:
        roles: Iterable[Any] = (*event.actors, *event.places, *(_timed(event)))
        yield _mark(
            trigger,
            Trigger,
            event=1 if event.main else 0,
            type=event.type,
            mode=event.mode,
            roles=tuple(_mark(r, RoleMark, role=getattr(r, "role", "time")) for r in roles if _within(r, trigger, bounds)),
            quantities=tuple(_mark(q, QuantityMark, kind=q.kind) for q in event.quantities if _within(q, trigger, bounds)),
            polarity=event.polarity,
            modality=event.modality,
            genericity=event.genericity,
            tense=event.tense or "past",
            standing=event.standing,
        )


def _timed(event: Event) -> Sequence[Span]:
    return event.times or ((event.time,) if event.time else ())


def _within(span: Span, trigger: Span, bounds: tuple[int, int] | None) -> bool:
    if bounds is None:
        return span.in_ == trigger.in_ == "title"
    return span.in_ is None and bounds[0] <= span.start < bounds[1]


def _mark(span: Span, of: type[Any], **more: Any) -> Any:
    return of(start=span.start, end=span.end, text=span.text, in_=span.in_, **more)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("a", "b", "c"), default="b")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    texts = gold(given.part, given.shared)
    print("\n".join(table(score(texts, [told(text) for text in texts]))))


if __name__ == "__main__":
    main()
