"""The network: MiniLM's six layers with case as a second embedding, heads over words, and heads over anchors.

The trunk is BERT's (Devlin et al. 2019) in the size of MiniLM (Wang et al. 2020), written out so that its weights are
read from the published file and nothing else of the package that carries them is. Shapes: B sentences, T pieces,
W words, K anchors, H = 384.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from precedent.encode.encoder import REACH
from precedent.encode.labels import Labels, bio
from precedent.encode.pieces import CASES, Place
from training.encoder.labels import ARGUMENTS

WIDTH, HEADS, LAYERS, INNER, PIECES, LENGTH = 384, 12, 6, 1536, 30522, 512
PAIR = 256
DROPOUT = 0.1
MASK, LAST_SPECIAL = 103, 998  # the piece that hides another; pieces up to this one are signs of the vocabulary's own
NO_HINTS, NO_HINT = 0.2, 0.15  # how often a sentence, or a word, is read without what the word lists say of it
ELSEWHERE = 0.5  # how often a single sentence is read as one of a report


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, pieces, _ = x.shape
        q, k, v = (
            part(x).view(batch, pieces, HEADS, WIDTH // HEADS).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(batch, pieces, WIDTH)
        x = self.norm1(x + self.drop(self.out(seen)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Trunk(nn.Module):
    def __init__(self, types: int) -> None:
        super().__init__()
        self.word = nn.Embedding(PIECES, WIDTH)
        self.position = nn.Embedding(LENGTH, WIDTH)
        self.case = nn.Embedding(CASES, WIDTH)
        self.hint, self.recall = (nn.Linear(types, WIDTH, bias=False) for _ in range(2))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)
        self.masked = 0.0
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.case.weight)
        nn.init.normal_(self.hint.weight, std=0.02)
        nn.init.normal_(self.recall.weight, std=0.02)

    def forward(
        self, ids: Tensor, cases: Tensor, hints: Tensor, first: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """``ids``, ``cases`` [B, T], ``hints`` [B, T, types], ``first`` [B, W], ``mask`` [B, 1, 1, T] (true: a piece) to words
        [B, W, H], whole [B, H]."""
        at = torch.arange(ids.shape[1], device=ids.device)
        if self.training:
            cases, hints = _varied(cases, hints)
            hidden = (torch.rand(ids.shape) < self.masked).to(ids.device) & (ids > LAST_SPECIAL)
            ids = ids.masked_fill(hidden, MASK)
        x = self.drop(self.norm(self.word(ids) + self.position(at) + self.case(cases) + self.hint(hints)))
        for layer in self.layers:
            x = layer(x, mask)
        # the hints once more behind the layers, so that no head has to find what is left of them
        return torch.gather(x + self.recall(hints), 1, first.unsqueeze(-1).expand(-1, -1, WIDTH)), x[:, 0]


def _varied(cases: Tensor, hints: Tensor) -> tuple[Tensor, Tensor]:
    """Some sentences without hints and some words without theirs, as what no list knows must be read too; some single
    sentences as if they stood in a report, as those are read that way."""
    kept = (torch.rand(len(hints), 1, 1) >= NO_HINTS) & (torch.rand(*hints.shape[:2], 1) >= NO_HINT)
    moved = (torch.rand(len(cases)) < ELSEWHERE).to(cases.device) & (cases[:, 0] == Place.ALONE)
    where = torch.randint(Place.FIRST, Place.LATER + 1, (len(cases),)).to(cases.device)
    cases = torch.cat([torch.where(moved, where, cases[:, 0]).unsqueeze(1), cases[:, 1:]], 1)
    return cases, hints * kept.to(hints.device)


class Words(NamedTuple):
    """Logits by word."""

    names: Tensor
    triggers: Tensor
    says: Tensor
    claims: Tensor
    tags: Tensor


class Anchors(NamedTuple):
    """Logits by anchor [K, n], and by anchor and word [K, W, n]."""

    leaf: Tensor
    polarity: Tensor
    modality: Tensor
    genericity: Tensor
    tense: Tensor
    standing: Tensor
    roles: Tensor
    quantities: Tensor
    cues: Tensor
    sayings: Tensor


class WordHeads(nn.Module):
    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.drop = nn.Dropout(DROPOUT)
        self.names = nn.Linear(WIDTH, bio(len(labels.names)))
        self.triggers = nn.Linear(WIDTH, bio(len(labels.types)))
        self.says = nn.Linear(WIDTH, bio(1))
        self.claims = nn.Linear(WIDTH, bio(len(labels.claims)))
        self.tags = nn.Linear(WIDTH, len(labels.tags))

    def forward(self, words: Tensor) -> Words:
        x = self.drop(words)
        return Words(*(head(x) for head in (self.names, self.triggers, self.says, self.claims, self.tags)))


class AnchorHeads(nn.Module):
    """What an anchor is and what stands in its roles: a score for each pair of anchor and word, never a pass of its own."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.drop = nn.Dropout(DROPOUT)
        self.inner = nn.Linear(2 * WIDTH, WIDTH)
        choices = (labels.leaves, labels.polarity, labels.modality, labels.genericity, labels.tense, labels.standing)
        self.choices = nn.ModuleList(nn.Linear(WIDTH, len(choice)) for choice in choices)
        self.by_anchor, self.by_word = nn.Linear(WIDTH, 2 * PAIR), nn.Linear(WIDTH, 2 * PAIR)
        self.distance = nn.Embedding(2 * REACH + 1, PAIR)
        pairs = (len(labels.roles), len(labels.quantities), 1, len(labels.sayings))
        self.pairs = nn.ModuleList(nn.Linear(PAIR, bio(labels)) for labels in pairs)
        self.arguments = nn.Linear(PAIR, bio(len(ARGUMENTS)))  # PropBank's: they help the trunk to learn, and are not shipped

    def forward(self, words: Tensor, whole: Tensor, sentence: Tensor, anchors: Tensor, distances: Tensor) -> Anchors:
        """``words`` [B, W, H], ``whole`` [B, H], ``sentence`` [K] of each anchor, ``anchors`` [K, W] (weights that sum to
        one over the anchor's words), ``distances`` [K, W] (0 to 2 * REACH; REACH within the anchor)."""
        anchor = self._anchor(words, sentence, anchors)
        inner = self.drop(F.gelu(self.inner(self.drop(torch.cat([anchor, whole[sentence]], -1)))))
        pair = self._pair(words, sentence, anchor, distances)
        return Anchors(*(choice(inner) for choice in self.choices), *(head(pair) for head in self.pairs))

    def predicates(self, words: Tensor, sentence: Tensor, anchors: Tensor, distances: Tensor) -> Tensor:
        """PropBank's arguments [K, W, n] of predicates."""
        pair = self._pair(words, sentence, self._anchor(words, sentence, anchors), distances)
        return self.arguments(pair)

    @staticmethod
    def _anchor(words: Tensor, sentence: Tensor, anchors: Tensor) -> Tensor:
        return torch.bmm(anchors.unsqueeze(1), words[sentence]).squeeze(1)

    def _pair(self, words: Tensor, sentence: Tensor, anchor: Tensor, distances: Tensor) -> Tensor:
        own, own_gate = self.by_anchor(self.drop(anchor)).chunk(2, -1)
        other, other_gate = self.by_word(self.drop(words))[sentence].chunk(2, -1)
        return self.drop(F.gelu(own.unsqueeze(1) + other + own_gate.unsqueeze(1) * other_gate + self.distance(distances)))


class Network(nn.Module):
    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.trunk = Trunk(len(labels.types))
        self.words = WordHeads(labels)
        self.anchors = AnchorHeads(labels)


def start(labels: Labels, weights: Path) -> Network:
    """A network whose trunk is the published one (``model.safetensors`` of all-MiniLM-L6-v2, Apache-2.0)."""
    net = Network(labels)
    kept = load_file(weights)
    trunk = net.trunk
    with torch.no_grad():
        trunk.word.weight.copy_(kept["embeddings.word_embeddings.weight"])
        # every piece is of the same "token type", so its vector goes into the positions
        trunk.position.weight.copy_(
            kept["embeddings.position_embeddings.weight"] + kept["embeddings.token_type_embeddings.weight"][0]
        )
        _copy(trunk.norm, kept, "embeddings.LayerNorm")
        for number, layer in enumerate(trunk.layers):
            at = f"encoder.layer.{number}"
            parts = {
                "query": "attention.self.query",
                "key": "attention.self.key",
                "value": "attention.self.value",
                "out": "attention.output.dense",
                "norm1": "attention.output.LayerNorm",
                "up": "intermediate.dense",
                "down": "output.dense",
                "norm2": "output.LayerNorm",
            }
            for ours, theirs in parts.items():
                _copy(layer.get_submodule(ours), kept, f"{at}.{theirs}")
    return net


def _copy(module: nn.Module, kept: dict[str, Tensor], name: str) -> None:
    state = {"weight": kept[f"{name}.weight"], "bias": kept[f"{name}.bias"]}
    module.load_state_dict(state)
