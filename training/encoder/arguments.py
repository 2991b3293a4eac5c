"""PropBank arguments on sentences of the Treebank that training never sees: ``python -m training.encoder.arguments``.

F1 over labelled spans, gold predicates given. The head is a helper in training and not shipped, so the checkpoint is read.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import msgspec
import torch

from precedent.encode.labels import Labels
from precedent.encode.pieces import Cutter
from precedent.encode.reading import spots
from training.encoder.batches import batches, cut
from training.encoder.examples import Row
from training.encoder.labels import ARGUMENTS
from training.encoder.network import Network
from training.encoder.public import treebank


def spans(row: Row) -> Iterator[tuple[int, int, str]]:
    """The labelled spans of a painted row."""
    at = 0
    while at < len(row):
        end = at + 1
        if row[at] > 0:
            while end < len(row) and row[end] == row[at] + row[at] % 2:
                end += 1
            yield at, end, ARGUMENTS[(int(row[at]) - 1) // 2]
        at = end


def measure(net: Network, known: Labels, dev: Path, cutter: Cutter) -> tuple[int, int, int]:
    """Right, in the gold, found. Labels too rare to be learnt count as missed."""
    right = gold = found = 0
    rows = map(msgspec.json.decode, dev.read_bytes().splitlines())
    rare = sum(label not in ARGUMENTS for row in rows for p in row["predicates"] for label, *_ in p["args"])
    with torch.inference_mode():
        for batch in batches(cut(treebank(dev, known), cutter), 0, shuffle=False):
            if batch.predicates is None:
                continue
            p = batch.predicates
            words, _ = net.trunk(batch.ids, batch.cases, batch.hints, batch.first, batch.mask)
            scores = net.anchors.predicates(words, p.sentence, p.weights, p.distances).softmax(-1).numpy()
            for k, row in enumerate(p.arguments.numpy()):
                size = int((row >= 0).sum())
                wanted = set(spans(row[:size]))
                said = {(s.first, s.last, s.label) for s in spots(scores[k, :size], ARGUMENTS)}
                right, gold, found = right + len(wanted & said), gold + len(wanted), found + len(said)
    return right, gold + rare, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=Path("build/encoder/checkpoint.pt"))
    parser.add_argument("--base", type=Path, default=Path("build/base"))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    state = torch.load(given.checkpoint, weights_only=True)
    known = msgspec.json.decode(state["labels"], type=Labels)
    net = Network(known)
    net.load_state_dict(state["net"])
    dev = given.shared / "train" / "roles-ewt" / "dev.jsonl"
    right, gold, found = measure(net.eval(), known, dev, Cutter(given.base / "tokenizer.json", known.types))
    print(f"precision {right / found:.3f} recall {right / gold:.3f} F1 {2 * right / (gold + found):.3f} of {gold} arguments")


if __name__ == "__main__":
    main()
