"""Fit how sure an event is, and which one is the news: ``python -m training.weighing``.

Learns from held-back part (a), which the encoder has never seen, its reports whole and each of their sentences as if it
stood alone (people ask of single sentences too), and from the real sentences that are set apart for it; writes
``events/weights.yaml``. Confidence is a logistic regression over the traits of :mod:`precedent.events.weighing` on whether
an event found is in the marks with its type; the news a choice among a report's events (a softmax over the same traits) on
which one its writer numbered first. Both are held near zero (ridge), as the reports are few. ``--check`` fits on a half and
measures on the other instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from benchmarks.events import Pair, paired, report_of, typed
from msgspec import structs

from precedent.clean.prepare import prepare
from precedent.events.weighing import Traits
from precedent.pipeline import tell
from precedent.records import Span
from training.encoder.measure import gold
from training.marks import Text
from training.real.marks import texts as real

RIDGE, STEPS, RATE = 0.02, 4000, 0.05
S = TypeVar("S", bound=Span)
Floats = npt.NDArray[np.float64]


class Weighed(NamedTuple):
    """The events of one report: traits [events, traits], whether each is right, which is the news (None: none of them)."""

    traits: Floats
    right: Floats
    news: int | None


def weighed(text: Text) -> Weighed:
    marked, traits = tell(prepare(report_of(text)), least=0.0)
    by_event = {id(p.found): p for p in paired(text, marked)[1]}
    pairs: list[Pair] = [by_event[id(event)] for event in marked.events]
    news = next((k for k, p in enumerate(pairs) if p.known and p.known.lead.event == 1), None)
    return Weighed(
        np.array(traits, float).reshape(len(pairs), len(Traits._fields)), np.array([typed(p) for p in pairs], float), news
    )


def alone(text: Text) -> Iterator[Text]:
    """Each sentence of the text as a report of its own, with the tellings in it."""
    for line in text.sentences:
        if line.in_ is None:
            inside = [t for t in text.triggers if t.in_ is None and line.start <= t.start < line.end]
            yield structs.replace(
                text,
                title=None,
                text=line.text,
                triggers=tuple(
                    structs.replace(_moved(t, line.start), roles=tuple(_moved(r, line.start) for r in t.roles if not r.before))
                    for t in inside
                ),
            )


def _moved(span: S, by: int) -> S:
    return structs.replace(span, start=span.start - by, end=span.end - by)


def _descend(gradient: Any, size: int) -> Floats:
    """Adam, from zero."""
    at, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        g = gradient(at)
        mean, square = 0.9 * mean + 0.1 * g, 0.999 * square + 0.001 * g * g
        at = at - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return at


def confidence(reports: Sequence[Weighed]) -> Floats:
    """Weights of the traits, the bias last."""
    x = np.concatenate([r.traits for r in reports])
    x = np.hstack([x, np.ones((len(x), 1))])
    y = np.concatenate([r.right for r in reports])
    ridge = np.array([RIDGE] * (x.shape[1] - 1) + [0.0])

    def gradient(at: Floats) -> Floats:
        slope: Floats = x.T @ (1 / (1 + np.exp(-x @ at)) - y) / len(y) + ridge * at
        return slope

    return _descend(gradient, x.shape[1])


def news(reports: Sequence[Weighed]) -> Floats:
    known = [r for r in reports if r.news is not None and len(r.traits) > 1]

    def gradient(at: Floats) -> Floats:
        total = np.zeros_like(at)
        for r in known:
            scores = r.traits @ at
            shares = np.exp(scores - scores.max())
            total += (shares / shares.sum()) @ r.traits - r.traits[r.news]
        return total / len(known) + RIDGE * at

    return _descend(gradient, len(Traits._fields))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--check", action="store_true", help="fit on every second report, measure on the others")
    given = parser.parse_args()
    texts = gold("a", given.shared)
    reports = [weighed(text) for text in texts]
    sentences = [[weighed(one) for one in alone(text)] for text in texts]
    sentences += [[weighed(one)] for one in real(given.shared, fitting=True)]
    if given.check:
        sure, first = confidence([*reports[::2], *chain(*sentences[::2])]), news(reports[::2])
        rest = reports[1::2]
        p = np.concatenate([1 / (1 + np.exp(-(r.traits @ sure[:-1] + sure[-1]))) for r in rest])
        y = np.concatenate([r.right for r in rest])
        led = [int((r.traits @ first).argmax()) == r.news for r in rest if r.news is not None]
        print(f"log loss {-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean():.3f}, news right {np.mean(led):.3f} of {len(led)}")
        return
    tables = {"confidence": (*confidence([*reports, *chain(*sentences)]).tolist(),), "main": (*news(reports).tolist(), 0.0)}
    lines = ["# Fitted by `python -m training.weighing`; what each trait means stands in events/weighing.py."]
    for name, values in tables.items():
        lines.append(f"{name}:")
        lines += [f"  {trait}: {value:.3f}" for trait, value in zip((*Traits._fields, "bias"), values, strict=True)]
    Path(str(files("precedent.events").joinpath("weights.yaml"))).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
