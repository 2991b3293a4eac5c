"""A trained network as the two graphs that are shipped: ``python -m training.encoder.export``.

Weights of matrix products and embeddings are quantised to 8 bits by channel; ``--fp32`` leaves them whole, to compare.
"""

from __future__ import annotations

import argparse
import shutil
from hashlib import sha256
from pathlib import Path

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from precedent.encode.labels import Labels
from precedent.records import to_json
from training.encoder.network import WIDTH, AnchorHeads, Anchors, Network, Words

FILES = ("words.onnx", "anchors.onnx", "labels.json", "tokenizer.json")


class WordGraph(nn.Module):
    def __init__(self, net: Network) -> None:
        super().__init__()
        self.trunk, self.heads = net.trunk, net.words

    def forward(self, ids: Tensor, cases: Tensor, hints: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        words, whole = self.trunk(ids, cases, hints, first)
        return (words[0], whole[0], *(scores[0].softmax(-1) for scores in self.heads(words)))


class AnchorGraph(nn.Module):
    def __init__(self, heads: AnchorHeads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, vectors: Tensor, whole: Tensor, anchors: Tensor, distances: Tensor) -> tuple[Tensor, ...]:
        sentence = torch.zeros(anchors.shape[0], dtype=torch.long)
        return tuple(s.softmax(-1) for s in self.heads(vectors[None], whole[None], sentence, anchors, distances))


def export(net: Network, known: Labels, tokenizer: Path, out: Path, *, whole: bool = False) -> None:
    """Write the graphs, labels, tokenizer and checksums into *out*. *whole*: keep 32-bit weights."""
    out.mkdir(parents=True, exist_ok=True)
    net.eval()
    some = torch.ones(1, 7, dtype=torch.long)
    first = torch.arange(1, 6)[None]
    _write(
        WordGraph(net).eval(),
        (some, some, torch.rand(1, 7, len(known.types)), first),
        {"ids": {1: "pieces"}, "cases": {1: "pieces"}, "hints": {1: "pieces"}, "first": {1: "words"}},
        {"vectors": {0: "words"}, "whole": {}, **{name: {0: "words"} for name in Words._fields}},
        out / "words.onnx",
        whole,
    )
    _write(
        AnchorGraph(net.anchors).eval(),
        (torch.rand(5, WIDTH), torch.rand(WIDTH), torch.rand(2, 5), torch.ones(2, 5, dtype=torch.long)),
        {"vectors": {0: "words"}, "whole": {}, "anchors": {0: "k", 1: "words"}, "distances": {0: "k", 1: "words"}},
        {name: ({0: "k", 1: "words"} if name in Anchors._fields[-4:] else {0: "k"}) for name in Anchors._fields},
        out / "anchors.onnx",
        whole,
    )
    (out / "labels.json").write_text(to_json(known) + "\n", encoding="utf-8")
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    sums = [f"{sha256((out / name).read_bytes()).hexdigest()}  {name}" for name in FILES]
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


def _write(
    module: nn.Module,
    example: tuple[Tensor, ...],
    inputs: dict[str, dict[int, str]],
    outputs: dict[str, dict[int, str]],
    out: Path,
    whole: bool,
) -> None:
    plain = out.with_suffix(".fp32")
    torch.onnx.export(
        module,
        example,
        str(plain),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=inputs | outputs,
        opset_version=17,
        dynamo=False,
    )
    if whole:
        plain.replace(out)
        return
    quantize_dynamic(plain, out, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm", "Gather"])
    plain.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=Path("build/encoder/checkpoint.pt"))
    parser.add_argument("--base", type=Path, default=Path("build/base"))
    parser.add_argument("--out", type=Path, default=Path("src/precedent/encode/weights"))
    parser.add_argument("--fp32", action="store_true")
    given = parser.parse_args()
    state = torch.load(given.checkpoint, weights_only=True)
    known = msgspec.json.decode(state["labels"], type=Labels)
    net = Network(known)
    net.load_state_dict(state["net"])
    export(net, known, given.base / "tokenizer.json", given.out, whole=given.fp32)
    for name in FILES:
        print(f"{(given.out / name).stat().st_size / 1e6:6.1f} MB  {name}")


if __name__ == "__main__":
    main()
