"""Co-reference of actors against GUM news and ECB+: ``python -m benchmarks.coreference [--shared ../shared]``.

The CoNLL score is the mean of the F1 of MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998) and CEAF-e (Luo 2005). Mentions
are compared by their head words. Beside the program stands a baseline on the same mentions: same words, same entity. *Linking*
looks only at mentions that gold and program both have, so it says how they are joined; *whole* takes the program's own mentions
against all of the gold: in GUM much of that are things, events and times, and ECB+ marks but a few sentences of a document.
"""

from __future__ import annotations

import argparse
import re
import sys
import xml.etree.ElementTree as ET
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from precedent.clean.prepare import prepare
from precedent.pipeline.marking import see
from precedent.records import Report
from precedent.resolve.mentions import PRONOUNS

ROOT = Path(__file__).resolve().parents[1]
Cluster = frozenset[int]
Sums = tuple[float, float, float, float]  # of precision: sum and count; of recall: sum and count


class Gold(NamedTuple):
    """A text with the bounds of its words, the word each depends on (-1: none; None: not known), and clusters of head words."""

    text: str
    words: list[tuple[int, int]]
    heads: list[int] | None
    clusters: list[Cluster]


def muc(key: Sequence[Cluster], response: Sequence[Cluster]) -> Sums:
    """Links that are kept: of each cluster, its size less the parts that the other side cuts it into."""

    def kept(of: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
        home = {m: n for n, cluster in enumerate(other) for m in cluster}
        parted = ((len(c), len({home[m] for m in c if m in home}) + sum(m not in home for m in c)) for c in of)
        pairs = list(parted)
        return float(sum(size - cut for size, cut in pairs)), float(sum(size - 1 for size, _ in pairs))

    return (*kept(response, key), *kept(key, response))


def b_cubed(key: Sequence[Cluster], response: Sequence[Cluster]) -> Sums:
    """For each mention, the share of its cluster that is in its cluster on the other side."""

    def shares(of: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
        home = {m: cluster for cluster in other for m in cluster}
        found = sum(len(c & home[m]) / len(c) for c in of for m in c if m in home)
        return found, float(sum(len(c) for c in of))

    return (*shares(response, key), *shares(key, response))


def ceaf_e(key: Sequence[Cluster], response: Sequence[Cluster]) -> Sums:
    """The best pairing of clusters one to one, by twice what two share over the sum of their sizes (phi 4)."""
    alike = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]).reshape(len(key), len(response))
    rows, columns = linear_sum_assignment(-alike)
    total = float(alike[rows, columns].sum())
    return total, float(len(response)), total, float(len(key))


METRICS: tuple[tuple[str, Callable[[Sequence[Cluster], Sequence[Cluster]], Sums]], ...] = (
    ("MUC", muc), ("B3", b_cubed), ("CEAF-e", ceaf_e),
)  # fmt: skip


def f1(sums: Sums) -> float:
    precision, recall = (a / b if b else 0.0 for a, b in (sums[:2], sums[2:]))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def conll(pairs: Iterable[tuple[Sequence[Cluster], Sequence[Cluster]]]) -> dict[str, float]:
    """F1 of each measure over all documents together, and their mean."""
    held = list(pairs)
    found = {name: f1(tuple(map(sum, zip(*(measure(k, r) for k, r in held), strict=True)))) for name, measure in METRICS}  # type: ignore[arg-type]
    return {**found, "CoNLL": sum(found.values()) / len(found)}


def gum(path: Path) -> Gold:
    """A document of OntoGUM: CoNLL-U with brackets of entities (``Entity=(3``, ``4)``) in its last column."""
    text = ""
    words: list[tuple[int, int]] = []
    heads: list[int] = []
    clusters: dict[str, set[int]] = defaultdict(set)
    opened: dict[str, list[int]] = defaultdict(list)
    spans: list[tuple[str, int, int]] = []
    first = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and "block" not in line and text:
            text = text.rstrip() + "\n\n"
        elif not line.strip():
            first = len(words)
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        words.append((len(text), len(text) + len(cells[1])))
        text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        heads.append(first + int(cells[6]) - 1 if int(cells[6]) else -1)
        entity = re.search(r"Entity=([^|]*)", cells[9])
        for start, end in re.findall(r"\((\w+)|(\w+)\)", _apart(entity.group(1)) if entity else ""):
            if start:
                opened[start].append(len(words) - 1)
            elif opened[end]:
                spans.append((end, opened[end].pop(), len(words)))
    for entity_id, begin, last in spans:
        clusters[entity_id].add(head(heads, begin, last))
    return Gold(text, words, heads, [frozenset(c) for _, c in sorted(clusters.items()) if len(c) > 1])


def _apart(brackets: str) -> str:
    """ "(2)" is opened and closed: "(2 2)"."""
    return re.sub(r"\((\w+)\)", r"(\1 \1)", brackets)


def head(heads: Sequence[int] | None, first: int, last: int) -> int:
    """The word of a span on which the others depend; its last where nothing is known of that."""
    if heads is None:
        return last - 1
    return next((i for i in range(first, last) if not first <= heads[i] < last), last - 1)


def ecb(path: Path) -> Gold:
    """A document of ECB+: people and organisations that are said to be the same."""
    root = ET.parse(path).getroot()
    text, sentence = "", None
    words: list[tuple[int, int]] = []
    number: dict[str | None, int] = {}
    for token in root.iter("token"):
        if sentence is not None and token.get("sentence") != sentence:
            text += "\n"
        sentence = token.get("sentence")
        said = token.text or ""
        if text and said in (".", ",", "'s", "’s", ";", ":", "?", "!", ")"):
            text = text.rstrip(" ")
        number[token.get("t_id")] = len(words)
        words.append((len(text), len(text) + len(said)))
        text += said + " "
    marks = {
        m.get("m_id"): number[m.findall("token_anchor")[-1].get("t_id")]
        for m in root.find("Markables") or ()
        if m.tag.startswith("HUMAN_PART") and m.findall("token_anchor")
    }
    clusters: dict[str, set[int]] = defaultdict(set)
    for relation in root.find("Relations") or ():
        target = relation.find("target")
        for source in relation.findall("source"):
            if target is not None and source.get("m_id") in marks:
                clusters[target.get("m_id") or ""].add(marks[source.get("m_id")])
    return Gold(text, words, None, [frozenset(c) for _, c in sorted(clusters.items()) if len(c) > 1])


def response(gold: Gold) -> tuple[list[Cluster], list[Cluster]]:
    """Clusters of head words: the program's chains, and the baseline's on the same mentions."""
    doc = prepare(Report(id="g", text=gold.text))
    ours: list[Cluster] = []
    same: dict[str, set[int]] = defaultdict(set)
    starts = [start for start, _ in gold.words]
    for actor in see(doc).chains.actors:
        found = set()
        for mention in actor.mentions:
            start, end = doc.text.given(mention.start, mention.end)
            first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1)
            at = head(gold.heads, max(first, 0), max(last, 1))
            found.add(at)
            said = re.sub(r"^(the|a|an|this|that|these|those) ", "", mention.text.lower())
            same[f"{said} {at}" if said in PRONOUNS else said].add(at)
        ours.append(frozenset(found))
    return _once(ours), _once(frozenset(c) for c in same.values())


def _once(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Each mention in the first cluster that has it."""
    seen: set[int] = set()
    kept: list[Cluster] = []
    for cluster in clusters:
        if cluster - seen:
            kept.append(cluster - seen)
        seen |= cluster
    return kept


def _only(clusters: Iterable[Cluster], mentions: set[int]) -> list[Cluster]:
    return [c & mentions for c in clusters if c & mentions]


def _joined(clusters: Iterable[Cluster]) -> list[Cluster]:
    return [c for c in clusters if len(c) > 1]


def documents(shared: Path) -> Iterator[tuple[str, list[Gold]]]:
    """The sets: GUM news, and ECB+."""
    yield "GUM news", [gum(p) for p in sorted((shared / "train/gum/coref/ontogum/conllu").glob("GUM_news_*.conllu"))]
    folder = shared / "train/ecbplus/ECB+_LREC2014/ECB+"
    yield "ECB+", [ecb(p) for p in sorted(folder.glob("*/*.xml"), key=lambda p: (int(p.parent.name), p.name))]


def measure(documents: Sequence[Gold]) -> list[dict[str, Any]]:
    """A row of figures for each way of looking and each of program and baseline."""
    pairs: dict[tuple[str, str], list[tuple[Sequence[Cluster], Sequence[Cluster]]]] = defaultdict(list)
    for gold in documents:
        ours, base = response(gold)
        shared = {m for c in gold.clusters for m in c} & {m for c in ours for m in c}
        for who, clusters in (("program", ours), ("baseline", base)):
            pairs["linking", who].append((_only(gold.clusters, shared), _only(clusters, shared)))
            pairs["whole", who].append((gold.clusters, _joined(clusters)))
    return [{"look": look, "who": who, **conll(held)} for (look, who), held in pairs.items()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder that holds train/")
    args = parser.parse_args()
    if not (args.shared / "train").is_dir():
        print(f"{args.shared} holds no train/: give the folder of the corpora with --shared", file=sys.stderr)
        return 1
    print("| set | look | who | " + " | ".join(name for name, _ in METRICS) + " | CoNLL |\n" + "| --- " * 7 + "|")
    for name, held in documents(args.shared):
        for row in measure(held):
            figures = " | ".join(f"{row[k]:.3f}" for k in (*(n for n, _ in METRICS), "CoNLL"))
            print(f"| {name} ({len(held)}) | {row['look']} | {row['who']} | {figures} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
