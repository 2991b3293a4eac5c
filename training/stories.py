"""The thresholds of stories, measured on ECB+: each of its two collections alone, and both together.

    python -m training.stories --shared ../shared

Each collection has one topic a number, and those of one number were collected to be mistaken for one another. A topic of a
collection is taken for a story; what is printed is B-cubed precision, recall and F1 (decision 81).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

from precedent.merge.matters import meet
from precedent.merge.stories import LINK, Subject, alike, group, terms

ECB = Path("train") / "ecbplus" / "ECB+_LREC2014" / "ECB+"
SETTINGS = [
    (link, round(link * share, 3)) for link in (0.10, 0.12, 0.14, 0.16, 0.18, 0.20, 0.22, 0.25, 0.28) for share in (0.6, 0.8)
]


def collections(folder: Path) -> dict[str, list[tuple[Subject, str]]]:
    """Texts with their topics, by collection."""
    found: dict[str, list[tuple[Subject, str]]] = {"first": [], "second": [], "both": []}
    for file in sorted(folder.glob("*/*.xml")):
        name = "second" if "plus" in file.stem else "first"
        text = (Subject(file.stem, None, terms(None, _text(file))), f"{file.parent.name} {name}")
        found[name].append(text)
        found["both"].append(text)
    return found


def _text(file: Path) -> str:
    sentences: dict[int, list[str]] = defaultdict(list)
    for token in ElementTree.parse(file).getroot().iter("token"):
        sentences[int(token.get("sentence", "0"))].append(token.text or "")
    lines = [" ".join(sentences[number]) for number in sorted(sentences)]
    return "\n".join(lines[1:] if lines and lines[0].startswith("http") else lines)


def linked(told: Sequence[Subject], least: float) -> tuple[dict[tuple[str, str], float], float]:
    """The pairs that the ledger compares, and what they reach, from *least* on; and how many of the pairs it would link it
    compares, 0 to 1."""
    pairs = combinations(sorted(told, key=lambda s: s.order), 2)
    every = {(a.report, b.report): (score, meet(a, b)) for a, b in pairs if (score := alike(a, b)) >= least}
    links = [compared for score, compared in every.values() if score >= LINK]
    return {pair: score for pair, (score, compared) in every.items() if compared}, sum(links) / len(links)


def grouped(told: Sequence[Subject], links: Mapping[tuple[str, str], float], mean: float) -> dict[str, str]:
    """The story of each text."""
    home = {s.report: {s.report} for s in told}
    for a, b in links:
        if home[a] is not home[b]:
            home[a] |= home[b]
            home.update(dict.fromkeys(home[b], home[a]))
    said: dict[str, str] = {}
    for component in {id(texts): texts for texts in home.values()}.values():
        held = {pair: score for pair, score in links.items() if pair[0] in component}
        for story in group([s for s in told if s.report in component], held, mean):
            said.update(dict.fromkeys((s.report for s in story), story[0].report))
    return said


def b_cubed(of: Mapping[str, str], by: Mapping[str, str]) -> float:
    """The mean share of each item's group in *by* that is of its group in *of*."""
    groups: dict[str, list[str]] = defaultdict(list)
    for item, name in by.items():
        groups[name].append(item)
    return sum(sum(of[x] == of[i] for x in groups[by[i]]) / len(groups[by[i]]) for i in of) / len(of)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="where the corpora are")
    args = parser.parse_args()
    for name, texts in collections(args.shared / ECB).items():
        told, gold = [subject for subject, _ in texts], {subject.report: topic for subject, topic in texts}
        every, met = linked(told, min(link for link, _ in SETTINGS))
        print(f"{name:7} {met:.4f} of the pairs that are alike enough are compared", flush=True)
        for link, mean in SETTINGS:
            said = grouped(told, {pair: score for pair, score in every.items() if score >= link}, mean)
            precision, recall = b_cubed(gold, said), b_cubed(said, gold)
            f1 = 2 * precision * recall / (precision + recall)
            print(f"{name:7} link {link:.2f} mean {mean:.3f}  {precision:.3f} {recall:.3f} {f1:.3f}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
