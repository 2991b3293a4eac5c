"""Train the encoder: ``python -m training.encoder.train --shared ../shared --out build/encoder``.

Two processor cores are enough; a GPU is used when there is one. Stopped anywhere, the same command goes on after the
last whole epoch. The order of examples, the dropout and so the weights follow from the seed and the number of threads.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from precedent.base import Record
from precedent.encode.labels import Labels
from precedent.encode.pieces import Cutter
from precedent.records import to_json
from training.encoder.batches import AnchorBatch, Batch, Cut, batches
from training.encoder.corpora import Corpora, load
from training.encoder.examples import ATTRIBUTES, UNSAID
from training.encoder.labels import labels
from training.encoder.network import Network, start

# How much each head weighs in a step. Most words are in no trigger and no role, so the mean over words is small there.
WEIGHTS = {"names": 2.0, "triggers": 6.0, "says": 2.0, "claims": 3.0, "tags": 0.5, "leaf": 2.5, "roles": 8.0, "quantities": 4.0,
           "cues": 4.0, "sayings": 3.0, "arguments": 3.0, "polarity": 1.0, "modality": 1.0, "genericity": 1.0, "tense": 0.5,
           "standing": 0.3}  # fmt: skip


class Plan(Record, frozen=True, kw_only=True):
    """What decides the weights, beside the corpora.

    ``smooth``: how much of each type is shared out among all labels, ``masked``: how many pieces are hidden, both so that
    the network learns from what stands around a word and does not know its corpus by heart; ``half``: products in bfloat16 where
    the processor has them, a quarter faster; where it has not they would be fifteen times slower, and are not used.
    """

    epochs: int = 12
    seed: int = 7
    trunk_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    lexicon_share: float = 0.3
    treebank_share: float = 0.25
    names_share: float = 0.2
    real_share: float = 2.0
    smooth: float = 0.05
    masked: float = 0.05
    own_share: float = 1.0
    case: bool = True
    hints: bool = True
    half: bool = True


def epoch_of(corpora: Corpora, plan: Plan, epoch: int) -> list[Cut]:
    """All of our own examples, the real ones twice, and the slices of the public ones whose turn it is."""
    draw = random.Random(plan.seed)
    own = list(corpora.own)
    if plan.own_share < 1:
        draw.shuffle(own)
        own = own[: round(len(own) * plan.own_share)]
    slices = (
        (corpora.real, plan.real_share),
        (corpora.lexicon, plan.lexicon_share),
        (corpora.treebank, plan.treebank_share),
        (corpora.names, plan.names_share),
    )
    return own + [example for examples, share in slices for example in _turn(examples, share, epoch, draw)]


def _turn(examples: Sequence[Cut], share: float, epoch: int, draw: random.Random) -> list[Cut]:
    order = list(range(len(examples)))
    draw.shuffle(order)
    size = round(len(order) * share)
    return [examples[order[(epoch * size + i) % len(order)]] for i in range(size)]


def losses(net: Network, batch: Batch, plan: Plan) -> dict[str, Tensor]:
    """The mean loss of each head that the batch teaches."""
    words, whole = net.trunk(batch.ids, batch.cases, batch.hints, batch.first, batch.mask)
    found: dict[str, Tensor] = {}
    by_word = net.words(words)
    taught = ~batch.names.all(-1)
    if taught.any():
        scores = F.log_softmax(by_word.names[taught], -1)
        found["names"] = -scores.masked_fill(~batch.names[taught], -torch.inf).logsumexp(-1).mean()
    _add(found, "triggers", by_word.triggers, batch.triggers, plan.smooth)
    for head in ("says", "claims", "tags"):
        _add(found, head, getattr(by_word, head), getattr(batch, head))
    if (a := batch.anchors) is not None:
        said = net.anchors(words, whole, a.sentence, a.weights, a.distances)
        for at, head in enumerate(("leaf", *ATTRIBUTES)):
            _add(found, head, getattr(said, head), a.chosen[:, at], plan.smooth if head == "leaf" else 0.0)
        for head in ("roles", "quantities", "cues", "sayings"):
            _add(found, head, getattr(said, head), getattr(a, head))
    if (a := batch.predicates) is not None:
        _add(found, "arguments", net.anchors.predicates(words, a.sentence, a.weights, a.distances), a.arguments)
    return found


def _add(found: dict[str, Tensor], head: str, scores: Tensor, target: Tensor, smooth: float = 0.0) -> None:
    if (target != UNSAID).any():
        found[head] = F.cross_entropy(scores.flatten(0, -2), target.flatten(), ignore_index=UNSAID, label_smoothing=smooth)


def threads(many: int) -> None:
    """Use so many processor cores; the weights depend on it."""
    torch.set_num_threads(many)


def halves(device: torch.device) -> bool:
    """Whether the device multiplies in bfloat16 itself."""
    return device.type != "cpu" or torch.ops.mkldnn._is_mkldnn_bf16_supported()


def moved(batch: Batch, device: torch.device) -> Batch:
    def to(part: Tensor | AnchorBatch | None) -> Tensor | AnchorBatch | None:
        if isinstance(part, AnchorBatch):
            return AnchorBatch(*(getattr(part, name).to(device) for name in AnchorBatch.__slots__))
        return part if part is None else part.to(device)

    return batch if device.type == "cpu" else Batch(*(to(getattr(batch, name)) for name in Batch.__slots__))  # type: ignore[arg-type]


def train(corpora: Corpora, known: Labels, plan: Plan, base: Path, out: Path) -> Network:
    """Train by the plan, or go on where an earlier run with the same plan stopped; the checkpoint lies in *out*."""
    torch.manual_seed(plan.seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = start(known, base).to(device)
    net.trunk.masked = plan.masked
    net.trunk.word.weight.requires_grad_(
        False
    )  # 52 % of all weights; what the corpora hold of the vocabulary is too little to move them
    fresh = [*net.trunk.hint.parameters(), *net.trunk.recall.parameters()]
    net.trunk.case.weight.requires_grad_(plan.case)
    if not plan.hints:
        for given in fresh:
            nn.init.zeros_(given).requires_grad_(False)
    trunk = [p for p in net.trunk.parameters() if p.requires_grad and all(p is not f for f in fresh)]
    heads = [*net.words.parameters(), *net.anchors.parameters(), *(p for p in fresh if p.requires_grad)]
    optimizer = torch.optim.AdamW(
        [{"params": trunk, "lr": plan.trunk_rate}, {"params": heads, "lr": plan.head_rate}], weight_decay=0.01
    )
    steps = sum(1 for _ in batches(epoch_of(corpora, plan, 0), plan.seed)) * plan.epochs
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (plan.warm_up * steps), max(0.02, 1 - step / steps))
    )
    out.mkdir(parents=True, exist_ok=True)
    kept, begin = out / "checkpoint.pt", 0
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        if state["plan"] == to_json(plan):
            net.load_state_dict(state["net"])
            optimizer.load_state_dict(state["optimizer"])
            rate.load_state_dict(state["rate"])
            torch.set_rng_state(state["draws"])
            begin = state["epoch"]
            print(f"going on after epoch {begin}", flush=True)
    for epoch in range(begin, plan.epochs):
        _epoch(net, optimizer, rate, epoch_of(corpora, plan, epoch), plan, epoch, device)
        state = {
            "plan": to_json(plan),
            "labels": to_json(known),
            "epoch": epoch + 1,
            "net": net.state_dict(),
            "optimizer": optimizer.state_dict(),
            "rate": rate.state_dict(),
            "draws": torch.get_rng_state(),
        }
        torch.save(state, kept.with_suffix(".new"))
        kept.with_suffix(".new").replace(kept)
    return net.cpu().eval()


def _epoch(
    net: Network,
    optimizer: torch.optim.Optimizer,
    rate: torch.optim.lr_scheduler.LambdaLR,
    cuts: Sequence[Cut],
    plan: Plan,
    epoch: int,
    device: torch.device,
) -> None:
    net.train()
    began, total, seen = time.perf_counter(), defaultdict[str, float](float), Counter[str]()
    for number, batch in enumerate(batches(cuts, plan.seed * 1000 + epoch)):
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=plan.half and halves(device)):
            found = losses(net, moved(batch, device), plan)
        loss = torch.stack([WEIGHTS[head] * value for head, value in found.items()]).sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        rate.step()
        for head, value in found.items():
            total[head] += value.item()
            seen[head] += 1
        if number % 50 == 0:
            print(f"\repoch {epoch + 1} step {number} {time.perf_counter() - began:.0f} s", end="", flush=True)
    means = " ".join(f"{head} {total[head] / seen[head]:.3f}" for head in WEIGHTS if seen[head])
    print(f"\repoch {epoch + 1} of {plan.epochs} in {time.perf_counter() - began:.0f} s: {means}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="where train/ with the public corpora lies")
    parser.add_argument(
        "--base", type=Path, default=Path("build/base"), help="folder of all-MiniLM-L6-v2: model.safetensors, tokenizer.json"
    )
    parser.add_argument("--out", type=Path, default=Path("build/encoder"))
    parser.add_argument("--threads", type=int, default=2)
    for name, value in msgspec.structs.asdict(Plan()).items():
        if not isinstance(value, bool):
            parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    parser.add_argument("--no-case", dest="case", action="store_false")
    parser.add_argument("--no-hints", dest="hints", action="store_false")
    parser.add_argument("--no-half", dest="half", action="store_false")
    given = vars(parser.parse_args())
    threads(given["threads"])
    plan = Plan(**{name: given[name] for name in Plan.__struct_fields__})
    known = labels()
    corpora = load(given["shared"] / "train", known, Cutter(given["base"] / "tokenizer.json", known.types))
    print(*(f"{name} {len(getattr(corpora, name)):,}" for name in Corpora.__slots__), flush=True)
    train(corpora, known, plan, given["base"] / "model.safetensors", given["out"])


if __name__ == "__main__":
    main()
