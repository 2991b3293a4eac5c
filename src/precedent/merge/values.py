"""The values of an entry: what several mentions say of one field, put together with the words that say it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from precedent.entries import Citation
from precedent.merge.mention import Mention
from precedent.records import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Teller:
    """A report as an entry needs it. ``id`` is that of its version; ``root`` and ``source`` those of the report it copies,
    its own where it copies none: so that a copy never adds a source."""

    id: str
    published: str | None
    root: str
    source: str
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with the report that tells it."""

    mention: Mention
    teller: Teller

    def cite(self, span: Span) -> Citation:
        return Citation(report=self.teller.id, in_=span.in_, start=span.start, end=span.end, text=span.text)


@dataclass(frozen=True, slots=True)
class Saying(Generic[T]):
    """One mark that says a value."""

    told: Told
    value: T
    span: Span


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """A value and all that say it, in order; ``best`` is the first of them."""

    sayings: tuple[Saying[T], ...]

    @property
    def best(self) -> T:
        return self.sayings[0].value

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(s.told.teller.source for s in self.sayings)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return cited((s.told, s.span) for s in self.sayings)


def cited(spans: Iterable[tuple[Told, Span]]) -> tuple[Citation, ...]:
    """Citations in the order given, each once."""
    return tuple(dict.fromkeys(told.cite(span) for told, span in spans))


def group(sayings: Sequence[Saying[T]], key: Callable[[T], Hashable]) -> list[Value[T]]:
    """Values with what says each, in the order in which they are first said."""
    found: dict[Hashable, list[Saying[T]]] = {}
    for saying in sayings:
        found.setdefault(key(saying.value), []).append(saying)
    return [Value(tuple(s)) for s in found.values()]


def majority(tellings: Sequence[Told], value: Callable[[Mention], T]) -> T:
    """What most sources say; where as many say something else, what was said first."""
    votes: dict[T, set[str]] = {}
    for told in tellings:
        votes.setdefault(value(told.mention), set()).add(told.teller.source)
    return max(votes, key=lambda v: len(votes[v]))  # max keeps the first of equals, and dicts keep order
