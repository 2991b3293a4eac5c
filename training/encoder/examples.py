"""Sentences with their marks as numbers: what one training step learns from, whatever corpus they come from.

A head that a corpus says nothing of is None and teaches nothing. Names are sets of allowed labels, as the public
corpora cut the world more coarsely than ours does: their LOC is any of GPE, LOC and FAC.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from precedent.clean.document import Token
from precedent.clean.tokens import tokenize
from precedent.codebooks.load import shipped
from precedent.codebooks.matching import Hint, hints, index
from precedent.encode.labels import Labels, bio
from precedent.encode.pieces import Place, place_of
from precedent.records import Span
from training.marks import Text, Trigger

UNSAID = -100  # the target of a word, or a choice, that is not to be learnt
ATTRIBUTES = ("polarity", "modality", "genericity", "tense", "standing")

Row = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A trigger, a cue of attribution or a predicate: its words, what was chosen for it, and the words in its roles."""

    first: int
    last: int
    leaf: int = UNSAID
    chosen: tuple[int, ...] = (UNSAID,) * len(ATTRIBUTES)
    roles: Row | None = None
    quantities: Row | None = None
    cues: Row | None = None
    sayings: Row | None = None
    arguments: Row | None = None


@dataclass(frozen=True, slots=True)
class Example:
    words: tuple[str, ...]
    place: Place
    hints: tuple[Hint, ...] = ()
    names: Mask | None = None
    triggers: Row | None = None
    says: Row | None = None
    claims: Row | None = None
    tags: Row | None = None
    anchors: tuple[Anchor, ...] = ()


@dataclass(slots=True)
class Line:
    """A sentence of a text, with its words and their offsets in its part."""

    index: int
    span: Span
    tokens: tuple[Token, ...]
    place: Place

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What the shipped codebooks' trigger words say of it."""
        return hints([t.lower for t in self.tokens], index(shipped()))

    def words(self, span: Span) -> tuple[int, int] | None:
        """The words, half-open, that a span covers or cuts; None where it lies in another sentence."""
        if span.in_ != self.span.in_ or span.end <= self.span.start or span.start >= self.span.end:
            return None
        inside = [i for i, t in enumerate(self.tokens) if t.start < span.end and span.start < t.end]
        return (inside[0], inside[-1] + 1) if inside else None


def lines(text: Text) -> list[Line]:
    """The sentences of a text, title first, cut into words as a report's are."""
    found: list[Line] = []
    number = 0
    for at, line in enumerate(text.sentences):
        whole = text.title if line.in_ == "title" else text.text
        tokens = tokenize(whole or "", line.start, line.end)
        if text.kind == "sentence":
            place = Place.ALONE
        elif line.in_ == "title":
            place = Place.TITLE
        else:
            place, number = place_of(number), number + 1
        found.append(Line(at, line, tokens, place))
    return found


def from_text(text: Text, labels: Labels) -> Iterator[Example]:
    """The sentences of a text of our own, all heads taught."""
    leads = {t.event: t for t in reversed(text.triggers)}
    for line in lines(text):
        if not line.tokens:
            continue
        size = len(line.tokens)
        triggers = [(at, t) for t in text.triggers if (at := line.words(t))]
        yield Example(
            words=tuple(t.text for t in line.tokens),
            place=line.place,
            hints=line.hints,
            names=_allowed(paint(_names(line, text, labels), labels.names, size), len(labels.names)),
            triggers=paint(((*at, t.type) for at, t in triggers), labels.types, size),
            says=paint(((*at, "says") for a in text.attributions if a.cue and (at := line.words(a.cue))), ("says",), size),
            claims=paint(((*at, c.kind) for c in text.claims if (at := line.words(c))), labels.claims, size),
            anchors=(
                *(_trigger(line, at, t, labels, leads, text.kind == "report") for at, t in triggers),
                *_sayings(line, text, labels),
            ),
        )


def _names(line: Line, text: Text, labels: Labels) -> Iterator[tuple[int, int, str]]:
    """The names of a sentence; capitals that are no names of ours (kind ``O``) are left unmarked."""
    return ((*at, n.kind) for n in text.names if n.kind in labels.names and (at := line.words(n)))


def _trigger(line: Line, at: tuple[int, int], t: Trigger, labels: Labels, leads: dict[int, Trigger], report: bool) -> Anchor:
    size = len(line.tokens)
    leaf = f"{t.type}.{t.mode}" if t.mode else t.type
    standing = "main" if t.event == 1 else "background" if leads[t.event].standing == "background" else "other"
    chosen = [getattr(labels, name).index(getattr(t, name)) for name in ATTRIBUTES[:-1]]
    return Anchor(
        *at,
        leaf=labels.leaves.index(leaf),
        chosen=(*chosen, labels.standing.index(standing) if report else UNSAID),
        roles=paint(((*w, r.role) for r in t.roles if not r.before and (w := line.words(r))), labels.roles, size),
        quantities=paint(((*w, q.kind) for q in t.quantities if (w := line.words(q))), labels.quantities, size),
        cues=paint(((*w, "cue") for c in t.cues if (w := line.words(c))), ("cue",), size),
    )


def _sayings(line: Line, text: Text, labels: Labels) -> Iterator[Anchor]:
    for said in text.attributions:
        at = line.words(said.cue) if said.cue else None
        if at is None:
            continue
        spans = (("source", said.source), ("content", said.content))
        rows = [(*w, label) for label, span in spans if span and (w := line.words(span))]
        yield Anchor(*at, sayings=paint(rows, labels.sayings, len(line.tokens)))


def paint(spans: Iterable[tuple[int, int, str]], labels: Sequence[str], size: int) -> Row:
    """Spans as one label a word (0 none, 1 + 2k begins, 2 + 2k goes on). Where two overlap, the longer stands."""
    row = np.zeros(size, np.int64)
    for first, last, label in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        if not row[first:last].any():
            row[first:last] = 2 + 2 * labels.index(label)
            row[first] -= 1
    return row


def _allowed(row: Row, labels: int) -> Mask:
    return np.eye(bio(labels), dtype=np.bool_)[row]
