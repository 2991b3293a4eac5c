"""Paragraphs and sentences that stand a second time in one report: marked, never deleted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from precedent.clean.sentences import Bounds

_WORD = re.compile(r"\w+")
_PARAGRAPH_WORDS = 5
_SENTENCE_WORDS = 7


def repeated(text: str, paragraphs: Iterable[tuple[Bounds, list[Bounds]]]) -> dict[Bounds, Bounds]:
    """Where words stand again, and where they stood first; paragraphs come with their sentences, in order.

    Words are compared without case, punctuation and white space. A repeated paragraph is one repeat; in others, sentences
    of seven words or more are compared. Shorter ones ("He did not say why.") recur without being copies.
    """
    found: dict[Bounds, Bounds] = {}
    paragraphs_seen: dict[str, Bounds] = {}
    sentences_seen: dict[str, Bounds] = {}
    for paragraph, sentences in paragraphs:
        first = _first(text, paragraph, paragraphs_seen, _PARAGRAPH_WORDS)
        if first is not None:
            found[paragraph] = first
            continue
        for sentence in sentences:
            first = _first(text, sentence, sentences_seen, _SENTENCE_WORDS)
            if first is not None:
                found[sentence] = first
    return found


def _first(text: str, bounds: Bounds, seen: dict[str, Bounds], at_least: int) -> Bounds | None:
    words = _WORD.findall(text[bounds[0] : bounds[1]].lower())
    if len(words) < at_least:
        return None
    first = seen.setdefault(" ".join(words), bounds)
    return None if first == bounds else first
