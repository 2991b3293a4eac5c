"""How far one reading of texts agrees with another: two annotators, or a model and the settled marks.

What counts as right, field by field; every match is one to one, the closest pairs first:

- names: same span and same kind (``O``, which is no name of ours, is left out); ``names_overlap``: a shared token and the kind.
- triggers: a shared token; ``triggers_type`` and ``triggers_type_mode``: these pairs where type, or type and mode, are the
  same too; ``triggers_exact``: same span, whatever the type.
- roles and quantities, of the pairs of triggers alone: same role (kind) and a shared token; ``_exact``: same span.
- attributes and standing, of the pairs of triggers alone: for each value but the default, who gave it.
- attribution: cues that share a token make a pair (sources do where one has no cue); then sources and contents that
  share a token. Every attribution counts, paired or not; ``_exact`` likewise.
- claims: same kind and a shared token; ``_exact``: same span.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from precedent.records import Attribution, Span
from training.marks import Text, Trigger

VALUES = {  # every value but the default, by attribute
    "polarity": ("negative",),
    "modality": ("planned", "possible", "requested", "hypothetical", "believed"),
    "genericity": ("habitual", "total"),
    "tense": ("present", "future"),
}
STANDINGS = ("main", "other", "background")
_PARTS = ("source", "cue", "content")
T = TypeVar("T")
S = TypeVar("S", bound=Span)
_Tally = tuple[str, int, int, int]
_Pairs = list[tuple[T, T]]


class Measure(NamedTuple):
    """How many marks were right, how many *gold* has and how many were *found*; a share of nothing is 0."""

    right: int
    gold: int
    found: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0


class Scores(NamedTuple):
    """A measure a field; ``attributes`` and ``standing`` by value, ``attribution`` by part, ``names_by_kind`` by kind."""

    names: Measure
    names_overlap: Measure
    names_by_kind: Mapping[str, Measure]
    triggers: Measure
    triggers_exact: Measure
    triggers_type: Measure
    triggers_type_mode: Measure
    roles: Measure
    roles_exact: Measure
    quantities: Measure
    attributes: Mapping[str, Measure]
    attribution: Mapping[str, Measure]
    claims: Measure
    claims_exact: Measure
    standing: Mapping[str, Measure]

    def attributes_of(self, group: str | None = None) -> Measure:
        """All values together (micro), or those of one attribute."""
        chosen = [self.attributes[value] for name, values in VALUES.items() if group in (None, name) for value in values]
        return Measure(sum(m.right for m in chosen), sum(m.gold for m in chosen), sum(m.found for m in chosen))

    def macro(self, group: str | None = None) -> float:
        """Mean F1 over the values (of one attribute) that either reading gave."""
        return _mean(self.attributes[value] for name, values in VALUES.items() if group in (None, name) for value in values)


def score(gold: Sequence[Text], found: Sequence[Text]) -> Scores:
    """Compare two readings of the same texts, matched by id, in any order.

    Raises ``ValueError`` where the ids differ, or the words of a text.
    """
    others = {text.id: text for text in found}
    if {text.id for text in gold} != others.keys() or not len(gold) == len(found) == len(others):
        raise ValueError("the two readings are not of the same texts")
    sums: dict[str, Counter[str]] = {}
    for text in gold:
        other = others[text.id]
        if (text.title, text.text) != (other.title, other.text):
            raise ValueError(f"{text.id} has other words in the second reading")
        for field, right, in_gold, in_found in _compare(text, other):
            sums.setdefault(field, Counter()).update(right=right, gold=in_gold, found=in_found)

    def measure(field: str) -> Measure:
        counts = sums.get(field, Counter[str]())
        return Measure(counts["right"], counts["gold"], counts["found"])

    kinds = sorted(field.partition(" ")[2] for field in sums if field.startswith("kind "))
    return Scores(
        names=measure("names exact"),
        names_overlap=measure("names"),
        names_by_kind={kind: measure(f"kind {kind}") for kind in kinds},
        triggers=measure("triggers"),
        triggers_exact=measure("triggers exact"),
        triggers_type=measure("triggers type"),
        triggers_type_mode=measure("triggers type mode"),
        roles=measure("roles"),
        roles_exact=measure("roles exact"),
        quantities=measure("quantities"),
        attributes={value: measure(value) for values in VALUES.values() for value in values},
        attribution={name: measure(name) for part in _PARTS for name in (part, f"{part}_exact")},
        claims=measure("claims"),
        claims_exact=measure("claims exact"),
        standing={value: measure(value) for value in STANDINGS},
    )


def _compare(gold: Text, found: Text) -> Iterator[_Tally]:
    """What one text adds to each field: its name, right, in gold, in found."""
    ours, theirs = ([name for name in text.names if name.kind != "O"] for text in (gold, found))
    yield from _labelled("names", ours, theirs, lambda name: name.kind)
    for kind in sorted({name.kind for name in (*ours, *theirs)}):
        one, other = ([name for name in names if name.kind == kind] for names in (ours, theirs))
        yield f"kind {kind}", len(_pairs(one, other, _same)), len(one), len(other)
    sizes = len(gold.triggers), len(found.triggers)
    pairs = _pairs(gold.triggers, found.triggers, shared)
    yield "triggers", len(pairs), *sizes
    yield "triggers exact", len(_pairs(gold.triggers, found.triggers, _same)), *sizes
    yield "triggers type", sum(a.type == b.type for a, b in pairs), *sizes
    yield "triggers type mode", sum((a.type, a.mode) == (b.type, b.mode) for a, b in pairs), *sizes
    for pair in pairs:
        yield from _compare_triggers(*pair)
    yield from _compare_attributions(gold.attributions, found.attributions)
    yield from _labelled("claims", gold.claims, found.claims, lambda claim: claim.kind)


def _compare_triggers(gold: Trigger, found: Trigger) -> Iterator[_Tally]:
    """What two triggers that are one say of it."""
    yield from _labelled("roles", gold.roles, found.roles, lambda role: role.role)
    yield from _labelled("quantities", gold.quantities, found.quantities, lambda quantity: quantity.kind)
    for attribute, values in (*VALUES.items(), ("standing", STANDINGS)):
        one, other = getattr(gold, attribute), getattr(found, attribute)
        for value in values:
            yield value, one == other == value, one == value, other == value


def _labelled(field: str, gold: Sequence[S], found: Sequence[S], label: Callable[[S], str]) -> Iterator[_Tally]:
    """Spans with a label, which has to be the same: those that share a token, and those that are the same."""
    for one in sorted({label(span) for span in (*gold, *found)}):
        ours, theirs = [span for span in gold if label(span) == one], [span for span in found if label(span) == one]
        yield field, len(_pairs(ours, theirs, shared)), len(ours), len(theirs)
        yield f"{field} exact", len(_pairs(ours, theirs, _same)), len(ours), len(theirs)


def _compare_attributions(gold: Sequence[Attribution], found: Sequence[Attribution]) -> Iterator[_Tally]:
    pairs = _pairs(gold, found, _alike)
    for part in _PARTS:
        sizes = sum(getattr(a, part) is not None for a in gold), sum(getattr(a, part) is not None for a in found)
        both = [(getattr(a, part), getattr(b, part)) for a, b in pairs]
        spans = [(a, b) for a, b in both if a and b]
        yield part, sum(shared(a, b) > 0 for a, b in spans), *sizes
        yield f"{part}_exact", sum(_same(a, b) > 0 for a, b in spans), *sizes


def _alike(gold: Attribution, found: Attribution) -> float:
    """Cues make a pair; of two attributions with one cue, the sources tell which is which."""
    sources = shared(gold.source, found.source) if gold.source and found.source else 0.0
    if gold.cue and found.cue:
        cues = shared(gold.cue, found.cue)
        return cues and cues + sources
    return sources


def shared(a: Span, b: Span) -> float:
    """The share of both spans that they have in common, 0 to 1. Marks end at token bounds: any overlap shares a token."""
    overlap = min(a.end, b.end) - max(a.start, b.start) if a.in_ == b.in_ else 0
    return max(0, overlap) / (max(a.end, b.end) - min(a.start, b.start))


def _same(a: Span, b: Span) -> float:
    return float((a.in_, a.start, a.end) == (b.in_, b.start, b.end))


def _pairs(gold: Sequence[T], found: Sequence[T], near: Callable[[T, T], float]) -> _Pairs[T]:
    """One to one, the nearest first, then in the order given; what is 0 near makes no pair."""
    close = ((near(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(found))
    taken: set[int] = set()
    used: set[int] = set()
    pairs: _Pairs[T] = []
    for _, i, j in sorted((c for c in close if c[0] > 0), key=lambda c: (-c[0], c[1], c[2])):
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _mean(measures: Iterable[Measure]) -> float:
    given = [measure.f1 for measure in measures if measure.gold or measure.found]
    return sum(given) / len(given) if given else 0.0


def table(scores: Scores) -> Iterator[str]:
    """A markdown table, a line a field."""
    yield "| field | precision | recall | F1 | right | gold | found |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, value in scores._asdict().items():
        rows = [(name, value)] if isinstance(value, Measure) else [(f"{name}: {part}", one) for part, one in value.items()]
        for label, one in rows:
            yield _row(label.replace("_", " "), one)
        if name == "attributes":
            yield _row("attributes, micro", scores.attributes_of())
            yield f"| attributes, macro | | | {scores.macro():.2f} | | | |"
            for group in VALUES:
                yield f"| attributes, macro of {group} | | | {scores.macro(group):.2f} | | | |"
        if name == "standing":
            yield f"| standing, macro | | | {_mean(scores.standing.values()):.2f} | | | |"


def _row(label: str, one: Measure) -> str:
    shares = f"{one.precision:.2f} | {one.recall:.2f} | {one.f1:.2f}"
    return f"| {label} | {shares} | {one.right} | {one.gold} | {one.found} |"
