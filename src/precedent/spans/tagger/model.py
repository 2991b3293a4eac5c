"""Part-of-speech tags by a first-order hidden Markov model.

Tags are pairs ``UD/Penn`` ("VERB/VBN"). The Penn half keeps what the coarse half loses and reading roles needs:
participle or past tense, base form or present. The tables of counts are built by ``training/tagger.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import log
from typing import NamedTuple

from precedent.codebooks.inflect import irregular

START = "-"
LONGEST_ENDING = 5
_NUMBER = re.compile(r"[+\-−]?[$€£]?\d[\d.,:/\-–]*(?:st|nd|rd|th|s|am|pm|m|bn|k|km|mm|%)?\Z", re.I)
_DEMONYM_ENDINGS = ("ian", "ean", "ese", "ish", "aqi", "ani", "eli", "emi", "iti")
_SHAPES: dict[str, dict[str, float]] = {  # for words that no table holds, by how they are written; per cent
    "name": {"PROPN/NNP": 90, "PROPN/NNPS": 3, "NOUN/NN": 3, "ADJ/JJ": 3, "NOUN/NNS": 1},
    "demonym": {"ADJ/JJ": 70, "PROPN/NNP": 25, "PROPN/NNPS": 5},
    "number": {"NUM/CD": 97, "ADJ/JJ": 2, "NOUN/NNS": 1},
    "counted": {"ADJ/JJ": 80, "NOUN/NN": 18, "NUM/CD": 2},
    "past": {"VERB/VBD": 70, "VERB/VBN": 30},
    "regular": {"VERB/VBD": 45, "VERB/VBN": 40, "ADJ/JJ": 15},
    "participle": {"VERB/VBN": 85, "ADJ/JJ": 15},
    "symbol": {"PUNCT/,": 80, "X/SYM": 20},
}
# English lends most nouns a verb and most past tenses a participle: what a word was not seen as stays possible.
_TWINS = {
    "NOUN/NN": (("VERB/VB", 0.06), ("VERB/VBP", 0.03), ("ADJ/JJ", 0.02)),
    "NOUN/NNS": (("VERB/VBZ", 0.08),),
    "VERB/VBZ": (("NOUN/NNS", 0.15),),
    "VERB/VB": (("VERB/VBP", 0.5), ("NOUN/NN", 0.08)),
    "VERB/VBP": (("VERB/VB", 1.0), ("NOUN/NN", 0.08)),
    "VERB/VBD": (("VERB/VBN", 0.6), ("ADJ/JJ", 0.03)),
    "VERB/VBN": (("VERB/VBD", 0.8), ("ADJ/JJ", 0.08)),
    "VERB/VBG": (("NOUN/NN", 0.15), ("ADJ/JJ", 0.03)),
    "ADJ/JJ": (("NOUN/NN", 0.05),),
}
_TWIN_OF_AT_MOST = 4.0  # a word seen often without its twin hardly has one
_PRIOR_WEIGHT = 0.6  # how far a tag's own frequency is divided out; 1 would be Bayes' rule, less suits sparse counts
_SMOOTHING = 0.03

Scores = tuple[tuple[int, float], ...]


class Tables(NamedTuple):
    """``step[b][a]`` is log P(tag b after tag a), by index into ``tags``; the rest are candidate tags with their scores."""

    tags: tuple[str, ...]
    step: tuple[tuple[float, ...], ...]
    words: dict[str, Scores]
    endings: dict[str, Scores]
    shapes: dict[str, Scores]


def _read(name: str) -> list[list[str]]:
    text = files("precedent.spans.tagger").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


@cache
def tables() -> Tables:
    """The model, read once."""
    pairs = {(a, b): int(n) for a, b, n in _read("pairs.tsv")}
    after: dict[str, int] = {}
    for (a, _), n in pairs.items():
        after[a] = after.get(a, 0) + n
    tags = tuple(sorted(after))
    index = {t: i for i, t in enumerate(tags)}
    prior = {t: after[t] / sum(after.values()) for t in tags}
    keep = 1 - _SMOOTHING
    step = tuple(tuple(log(keep * pairs.get((a, b), 0) / after[a] + _SMOOTHING * prior[b]) for a in tags) for b in tags)

    def scores(seen: dict[str, float]) -> Scores:
        whole = sum(seen.values())
        return tuple((index[t], log(n / whole) - _PRIOR_WEIGHT * log(prior[t])) for t, n in seen.items() if n / whole > 0.002)

    def table(name: str) -> dict[str, Scores]:
        made = {}
        for key, *cells in _read(name):
            seen = {t: float(n) for t, _, n in (cell.rpartition("=") for cell in cells)}
            for t, n in tuple(seen.items()):
                for twin, share in _TWINS.get(t, ()):
                    seen.setdefault(twin, min(n, _TWIN_OF_AT_MOST) * share)
            made[key] = scores(seen)
        return made

    words = table("words.tsv")
    for past, participle in irregular().values():
        for cell, shape in ((past, "past"), (participle, "participle")):
            for form in cell.split("/"):
                words.setdefault(form, scores(_SHAPES[shape]))
    return Tables(tags, step, words, table("endings.tsv"), {k: scores(v) for k, v in _SHAPES.items()})


def _candidates(word: str, lower: str, opening: bool, model: Tables) -> Scores:
    """Tags that a word may have. ``opening``: its capital says nothing, it opens a sentence or stands in a headline."""
    if opening and word != lower:
        plain, named = model.words.get(lower), model.words.get(word)
        if plain is not None:
            return plain
        if named is not None:
            return named
    elif (found := model.words.get(word)) is not None:
        return found
    if word[0].isdigit() or _NUMBER.match(word):
        return model.shapes["number" if _NUMBER.match(word) else "counted"]
    if word[0].isupper() and "-" not in word:
        return model.shapes["demonym" if lower.endswith(_DEMONYM_ENDINGS) else "name"]
    tail = lower.rpartition("-")[2]
    if not tail or not tail[0].isalpha():
        return model.shapes["symbol"]
    if tail != lower and tail in model.words:
        return model.words[tail]
    if tail.endswith("ed") and tail == lower and len(tail) > 4:
        return model.shapes["regular"]
    for size in range(min(LONGEST_ENDING, len(tail)), 0, -1):
        if (known := model.endings.get(tail[-size:])) is not None:
            return known
    return model.shapes["name"]


def tag(words: Sequence[str], lowers: Sequence[str]) -> list[str]:
    """The likeliest sequence of ``UD/Penn`` tags for the words of a sentence (Viterbi)."""
    model = tables()
    step = model.step
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    headline = len(long) > 2 and sum(w[0].isupper() for w in long) > 0.8 * len(long)
    opening = True
    back: list[dict[int, int]] = []
    best: dict[int, float] = {model.tags.index(START): 0.0}
    for word, lower in zip(words, lowers, strict=True):
        came: dict[int, int] = {}
        reached: dict[int, float] = {}
        for b, score in _candidates(word, lower, opening or headline, model):
            row = step[b]
            if len(best) == 1:
                ((a, top),) = best.items()
                top += row[a]
            else:
                a, top = max(((a, s + row[a]) for a, s in best.items()), key=lambda found: found[1])
            reached[b] = top + score
            came[b] = a
        back.append(came)
        best = reached
        if opening and word[0].isalnum():
            opening = False
    at = max(best, key=lambda t: best[t])
    path = []
    for came in reversed(back):
        path.append(model.tags[at])
        at = came[at]
    return path[::-1]
