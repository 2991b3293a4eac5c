"""The codebooks' trigger words as examples: bare phrases ("set fire to") with the type and mode they speak for.

The corpus shows each verb in a handful of sentences at most; the lists of the codebooks name thousands of ways to say
what a type means. Read as phrases they teach the type of words that the corpus never uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set

from precedent.codebooks.inflect import noun_forms, verb_forms
from precedent.codebooks.load import shipped
from precedent.codebooks.patterns import Pattern
from precedent.encode.labels import Labels
from precedent.encode.pieces import Place
from training.encoder.examples import Anchor, Example


def phrases(labels: Labels) -> list[Example]:
    """A phrase for each form of each first word of each pattern."""
    found: dict[tuple[str, ...], int] = {}
    for book in shipped():
        for kind in book.types:
            for mode in (None, *kind.modes):
                of, leaf = mode or kind, f"{kind.name}.{mode.name}" if mode else kind.name
                for patterns, forms in ((of.verbs, verb_forms), (of.nouns, noun_forms)):
                    found |= {words: labels.leaves.index(leaf) for words in _spelled(patterns, forms)}
    return [Example(words=w, place=Place.ALONE, anchors=(Anchor(0, len(w), leaf=leaf),)) for w, leaf in sorted(found.items())]


def _spelled(patterns: Iterable[Pattern], forms: Callable[[str], Iterable[str]]) -> Iterable[tuple[str, ...]]:
    for pattern in patterns:
        for head in pattern.heads:
            for number, form in enumerate(dict.fromkeys(forms(head))):
                rest = [_singular(words) for words in (*(step.words for step in pattern.steps), *pattern.only_in)]
                yield (form, *(words[number % len(words)] for words in rest))


def _singular(words: Set[str]) -> list[str]:
    """The words without the plurals that the pattern adds to each."""
    return sorted(w for w in words if not {w.removesuffix("s"), w.removesuffix("es")} & (words - {w})) or sorted(words)
