"""What each part of the training brings: ``python -m training.encoder.ablations``, at a third of the epochs.

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

THIRD = structs.replace(Plan(), epochs=Plan().epochs // 3)
PLANS = {
    "full": THIRD,
    "without case": structs.replace(THIRD, case=False),
    "without hints": structs.replace(THIRD, hints=False),
    "without public data": structs.replace(THIRD, treebank_share=0.0, names_share=0.0),
    "without real sentences": structs.replace(THIRD, real_share=0.0),
    "without our corpus": structs.replace(THIRD, own_share=0.0, real_share=0.0),
    "25 % of our corpus": structs.replace(THIRD, own_share=0.25),
    "50 % of our corpus": structs.replace(THIRD, own_share=0.5),
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
    given = parser.parse_args()
    threads(2)
    known: Labels = labels()
    corpora = load(given.shared / "train", known, Cutter(given.base / "tokenizer.json", known.types))
    texts = gold("b", given.shared)
    print("| at a third of the epochs, on (b) | names | triggers with type | roles | attributes |\n| --- | --- | --- | --- | --- |")
    for name in given.only:
        folder = given.out / name.replace(" ", "-").replace("-%", "")
        net = train(corpora, known, PLANS[name], given.base / "model.safetensors", folder)
        export(net, known, given.base / "tokenizer.json", folder / "weights")
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in row(texts, folder / "weights")) + " |", flush=True)


if __name__ == "__main__":
    main()
