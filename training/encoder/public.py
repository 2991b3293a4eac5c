"""Public corpora as examples. Which may teach weights that are shipped, and under which licence: ``MODEL_CARD.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from precedent.encode.labels import Labels, bio
from precedent.encode.pieces import Place
from precedent.knowledge.gazetteer import Gazetteer
from training.encoder.examples import Anchor, Example, Mask, Row, paint
from training.encoder.labels import ARGUMENTS

# What a label of theirs may be among ours. What they leave unmarked may be a role noun or, where they mark no peoples, a people.
# Where a place may be of several kinds the loss would strengthen what is likeliest already, so the gazetteer says which it is.
_NAMES: dict[str, tuple[str, ...]] = {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC", "FAC")}
_WIKIGOLD = _NAMES | {"MISC": ("O", "NORP"), "O": ("O", "ROLE")}
_TWEETS = _NAMES | {"O": ("O", "ROLE", "NORP")}
_EMERGING = {
    "person": ("PER",),
    "location": ("LOC", "FAC"),
    "corporation": ("ORG",),
    "group": ("ORG", "NORP", "O"),
    "product": ("O",),
    "creative-work": ("O", "ORG"),
    "O": ("O", "ROLE", "NORP"),
}
_GOVERNED = ("country", "admin1", "admin2", "seat", "settlement")


def names(train: Path, labels: Labels) -> list[Example]:
    """Wikigold, the news section and four others of the Broad Twitter Corpus, Universal NER on EWT, and WNUT-17."""
    files = [
        *((path, " ", _WIKIGOLD, 0, -1) for path in sorted((train / "wikigold").rglob("*.conll*"))),
        *((path, "\t", _TWEETS, 0, -1) for path in sorted((train / "btc").rglob("*.conll"))),
        *((path, "\t", _TWEETS, 1, 2) for path in sorted((train / "uner-ewt").glob("*.iob2"))),
        *((path, "\t", _EMERGING, 0, -1) for path in sorted((train / "wnut17").glob("*.conll"))),
    ]
    gazetteer = Gazetteer.open()
    return [
        Example(words=words, place=Place.ALONE, names=_allowed(words, found, known, labels, gazetteer))
        for path, gap, known, word, label in files
        for words, found in _columns(path, gap, word, label)
        if len(words) > 2
    ]


def _columns(path: Path, gap: str, word: int, label: int) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    rows: list[tuple[str, str]] = []
    for line in (*path.read_text(encoding="utf-8").splitlines(), ""):
        cells = line.split(gap)
        if len(cells) > 1 and cells[word].strip():
            rows.append((cells[word], cells[label].strip()))
        elif not line.strip() and rows:
            yield tuple(w for w, _ in rows), tuple(x for _, x in rows)
            rows = []


def _allowed(
    words: tuple[str, ...], found: tuple[str, ...], known: dict[str, tuple[str, ...]], labels: Labels, gazetteer: Gazetteer
) -> Mask:
    mask = np.zeros((len(found), bio(len(labels.names))), np.bool_)
    for first, last, kind in _runs(found):
        ours = known.get(kind, ("O",))
        if "LOC" in ours and any(hit.entry.kind in _GOVERNED for hit in gazetteer.find(" ".join(words[first:last]))[:1]):
            ours = ("GPE",)
        for label in ours:
            if label == "O":
                mask[first:last, 0] = True
                continue
            begins = 1 + 2 * labels.names.index(label)
            mask[first, begins] = True
            mask[first + 1 : last, begins + 1] = True
            if kind == "O":  # what may be a role noun may begin or go on anywhere
                mask[first:last, begins : begins + 2] = True
    return mask


def _runs(found: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Words of one label that follow each other, half-open; ``B-`` begins anew."""
    at = 0
    while at < len(found):
        kind = found[at].removeprefix("B-").removeprefix("I-")
        end = at + 1
        while end < len(found) and found[end] in (f"I-{kind}", kind):
            end += 1
        yield at, end, kind
        at = end


def treebank(path: Path, labels: Labels) -> list[Example]:
    """The English Web Treebank with its part-of-speech tags and PropBank arguments."""
    examples: list[Example] = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        words = tuple(row["tokens"])
        anchors = tuple(Anchor(p["i"], p["i"] + 1, arguments=_arguments(p["args"], len(words))) for p in row["predicates"])
        tags = np.array([_tag(*pair, labels) for pair in zip(row["upos"], row["xpos"], strict=True)], np.int64)
        examples.append(Example(words=words, place=Place.ALONE, tags=tags, anchors=anchors))
    return examples


def _arguments(args: list[tuple[str, int, int]], size: int) -> Row:
    return paint(((first, last, label) for label, first, last in args if label in ARGUMENTS), ARGUMENTS, size)


def _tag(coarse: str, fine: str, labels: Labels) -> int:
    """The label of a pair of tags; a rare one is the slip of an annotator for the usual pair of its fine tag."""
    usual = (f"{coarse}/{fine}", *(tag for tag in labels.tags if tag.endswith(f"/{fine}")), "X/UH")
    return next(labels.tags.index(tag) for tag in usual if tag in labels.tags)
