"""Runs of capitalised words: where a name can stand, before it is said of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from precedent.clean.document import Sentence
from precedent.knowledge import names

Style = Literal["plain", "title", "upper"]

_LONGEST = 30  # words of a run; more are no name, and would be costly to take apart
_CLOSED = frozenset({"DET", "ADP", "PRON", "SCONJ", "CCONJ", "AUX", "PART", "NUM"})
_PREFIXED = re.compile(r"(?:al|el|as|ash|ad|an|ar|at|az|l|d)[-'’](\w)")
_OPENERS = frozenset(["“", "‘", "«", "(", "[", "—", "–", "--", ":", '"', "•", "*", "|"])


def style(sentence: Sentence) -> Style:
    """Whether capitals tell names from words: not where all letters are capitals, nor in a title, whose words begin with them."""
    words = [t.text for t in sentence.tokens if len(t.text) > 3 and t.text.isalpha()]
    begun = [w for w in words if w[0].isupper()]
    if len(words) >= 3 and sum(w.isupper() for w in words) > 0.7 * len(words):
        return "upper"
    if len(words) < 4 or len(begun) < 0.7 * len(words) or sentence.tokens[-1].text == ".":
        return "plain"
    return "title" if all(len(w) == 4 or w[0].isupper() for w in words) else "plain"


def is_capitalised(word: str) -> bool:
    """As "Korea", "U.S.-led", "al-Tanf"; no day of the week, no "I"."""
    if word[0].isupper():
        return word.lower() not in names.kind("never")
    prefixed = _PREFIXED.match(word)
    return prefixed is not None and prefixed.group(1).isupper()


def opens(sentence: Sentence, at: int) -> bool:
    """Whether a capital at token *at* may be due to its place alone: the first word, or the first of a quotation or a heading."""
    return at == 0 or sentence.tokens[at - 1].text in _OPENERS


def runs(sentence: Sentence, tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Token bounds (half-open) of capitalised words in a row, joined by "of", "de"; without words that only open a sentence."""
    tokens = sentence.tokens
    at, end = 0, len(tokens)
    while at < end:
        closed = at < len(tags) and tags[at] in _CLOSED and opens(sentence, at) and tokens[at].text != "The"
        if closed or not is_capitalised(tokens[at].text):
            at += 1
            continue
        last = at + 1
        while last < end and last - at < _LONGEST:
            if is_capitalised(tokens[last].text):
                last += 1
                continue
            joined = last
            while joined < end and joined - last < 2 and tokens[joined].lower in names.kind("joiners"):
                joined += 1
            if joined > last and joined < end and is_capitalised(tokens[joined].text):
                last = joined + 1
                continue
            break
        yield at, last
        at = last
