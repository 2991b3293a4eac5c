"""Examples packed into batches of like length: numbers padded to rectangles, in an order fixed by seed and epoch."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from precedent.encode.encoder import from_anchor
from precedent.encode.pieces import Cutter, Pieces, Sentence
from training.encoder.examples import UNSAID, Anchor, Example

BUDGET = 1800  # pieces in a batch, padding counted


@dataclass(frozen=True, slots=True)
class Cut:
    """An example and its pieces; words beyond the longest sentence the trunk can read are left out."""

    example: Example
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class AnchorBatch:
    """Anchors [K] of a batch, and their targets: ``chosen`` [K, 1 + attributes] and rows [K, W] by head."""

    sentence: Tensor
    weights: Tensor
    distances: Tensor
    chosen: Tensor
    roles: Tensor
    quantities: Tensor
    cues: Tensor
    sayings: Tensor
    arguments: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs [B, T], [B, T, types] and [B, W], targets by word [B, W], ``names`` [B, W, n] allowed labels; anchors by kind,
    None if none."""

    ids: Tensor
    cases: Tensor
    hints: Tensor
    first: Tensor
    mask: Tensor
    names: Tensor
    triggers: Tensor
    says: Tensor
    claims: Tensor
    tags: Tensor
    anchors: AnchorBatch | None
    predicates: AnchorBatch | None


def cut(examples: Sequence[Example], cutter: Cutter) -> list[Cut]:
    pieces = cutter.cut([Sentence(e.words, e.place, e.hints) for e in examples])
    return [Cut(e, p) for e, p in zip(examples, pieces, strict=True) if len(p.first) == len(e.words)]


def batches(cuts: Sequence[Cut], seed: int, *, shuffle: bool = True) -> Iterator[Batch]:
    """Batches of like length: near in length within a shuffled thousand, so that each epoch mixes them anew."""
    draw = random.Random(seed)
    order = list(range(len(cuts)))
    if shuffle:
        draw.shuffle(order)
    groups: list[list[Cut]] = []
    for start in range(0, len(order), 1000):
        group: list[Cut] = []
        for at in sorted(order[start : start + 1000], key=lambda i: len(cuts[i].pieces.ids)):
            if group and (len(group) + 1) * len(cuts[at].pieces.ids) > BUDGET:
                groups.append(group)
                group = []
            group.append(cuts[at])
        groups.append(group)
    if shuffle:
        draw.shuffle(groups)
    return (pack(group) for group in groups)


def pack(group: Sequence[Cut]) -> Batch:
    size, pieces = len(group), max(len(c.pieces.ids) for c in group)
    words = max(len(c.pieces.first) for c in group)
    heads = max((c.example.names.shape[1] for c in group if c.example.names is not None), default=1)
    ids, cases = np.zeros((size, pieces), np.int64), np.zeros((size, pieces), np.int64)
    hints = np.zeros((size, pieces, group[0].pieces.hints.shape[1]), np.float32)
    first, mask = np.zeros((size, words), np.int64), np.zeros((size, 1, 1, pieces), np.bool_)
    names = np.ones((size, words, heads), np.bool_)  # all allowed: nothing to learn
    rows = {head: np.full((size, words), UNSAID, np.int64) for head in ("triggers", "says", "claims", "tags")}
    for at, c in enumerate(group):
        here, many = len(c.pieces.ids), len(c.pieces.first)
        ids[at, :here], cases[at, :here], mask[at, ..., :here] = c.pieces.ids, c.pieces.cases, True
        hints[at, :here], first[at, :many] = c.pieces.hints, c.pieces.first
        if c.example.names is not None:
            names[at, :many] = c.example.names
        for head, row in rows.items():
            if (known := getattr(c.example, head)) is not None:
                row[at, :many] = known
    all_anchors = [(at, a) for at, c in enumerate(group) for a in c.example.anchors]
    return Batch(
        *(torch.from_numpy(a) for a in (ids, cases, hints, first, mask, names, *rows.values())),  # type: ignore[arg-type,call-arg]
        _anchors([(at, a) for at, a in all_anchors if a.arguments is None], words, group),
        _anchors([(at, a) for at, a in all_anchors if a.arguments is not None], words, group),
    )


def _anchors(anchors: list[tuple[int, Anchor]], words: int, group: Sequence[Cut]) -> AnchorBatch | None:
    if not anchors:
        return None
    many = len(anchors)
    weights, distances = np.zeros((many, words), np.float32), np.zeros((many, words), np.int64)
    rows = {head: np.full((many, words), UNSAID, np.int64) for head in ("roles", "quantities", "cues", "sayings", "arguments")}
    for k, (at, a) in enumerate(anchors):
        weights[k, a.first : a.last] = 1 / (a.last - a.first)
        distances[k] = from_anchor(a.first, a.last, words)
        for head, row in rows.items():
            if (known := getattr(a, head)) is not None:
                row[k, : len(group[at].pieces.first)] = known
    chosen = np.array([(a.leaf, *a.chosen) for _, a in anchors], np.int64)
    sentence = np.array([at for at, _ in anchors], np.int64)
    return AnchorBatch(*(torch.from_numpy(x) for x in (sentence, weights, distances, chosen, *rows.values())))
