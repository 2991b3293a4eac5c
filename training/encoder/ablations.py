"""What each part of the training brings: ``python -m training.encoder.ablations [--epochs 4]``, a third of them by default.

Trains the full model and the ones that lack something at the same budget, each resumable in its own folder, and prints
what they reach on held-back (b). The learning curve (25, 50, 100 % of our corpus) says whether to write more.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from msgspec import structs

from precedent.encode.encoder import Encoder
from precedent.encode.labels import Labels
from precedent.encode.pieces import Cutter
from training.encoder.corpora import load
from training.encoder.export import export
from training.encoder.labels import labels
from training.encoder.measure import found, gold
from training.encoder.train import Plan, threads, train
from training.marks import Text
from training.score import score

FULL = Plan()
PLANS = {
    "full": FULL,
    "without case": structs.replace(FULL, case=False),
    "without hints": structs.replace(FULL, hints=False),
    "without public data": structs.replace(FULL, treebank_share=0.0, names_share=0.0),
    "without real sentences": structs.replace(FULL, real_share=0.0),
    "without our corpus": structs.replace(FULL, own_share=0.0, real_share=0.0),
    "25 % of our corpus": structs.replace(FULL, own_share=0.25),
    "50 % of our corpus": structs.replace(FULL, own_share=0.5),
}


def row(texts: list[Text], weights: Path) -> list[float]:
    """F1 of names, triggers with type, roles, and the attributes' macro."""
    said = score(texts, found(texts, Encoder(weights)))
    macro = sum(m.f1 for m in said.attributes.values()) / len(said.attributes)
    return [said.names.f1, said.triggers_type.f1, said.roles.f1, macro]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--base", type=Path, default=Path("build/base"))
    parser.add_argument("--out", type=Path, default=Path("build/ablations"))
    parser.add_argument("--only", nargs="*", choices=PLANS, default=list(PLANS))
    parser.add_argument("--epochs", type=int, default=FULL.epochs // 3, help="how many, for each")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    threads(given.threads)
    known: Labels = labels()
    corpora = load(given.shared / "train", known, Cutter(given.base / "tokenizer.json", known.types))
    texts = gold("b", given.shared)
    print(f"| {given.epochs} epochs each, on (b) | names | triggers with type | roles | attributes |")
    print("| --- " * 5 + "|", flush=True)
    for name in given.only:
        folder = given.out / name.replace(" ", "-").replace("-%", "")
        net = train(corpora, known, structs.replace(PLANS[name], epochs=given.epochs), given.base / "model.safetensors", folder)
        export(net, known, given.base / "tokenizer.json", folder / "weights")
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in row(texts, folder / "weights")) + " |", flush=True)


if __name__ == "__main__":
    main()
