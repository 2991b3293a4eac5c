"""Build the data files of the part-of-speech tagger from the English Web Treebank.

    python training/tagger.py ../shared/train/roles-ewt/train.jsonl src/precedent/spans/tagger
    python training/tagger.py --measure ../shared/train/roles-ewt/dev.jsonl

The first writes three tables of counts (words, endings, tag pairs); the second prints the accuracy of
``precedent.spans.phrases`` on sentences the tables have not seen.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from precedent.clean.document import Sentence, Token
from precedent.spans.phrases import parse
from precedent.spans.tagger.model import LONGEST_ENDING, START

RARE = 8  # words seen at most so often teach how unseen words of the same ending behave
FEW = 45  # pairs of coarse and fine tag seen more seldom are slips of annotation: the usual pair for the fine tag is taken
OTHER = {"INTJ": "X", "SYM": "X"}  # what reading reports needs no class of its own for


def sentences(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Tokens and their tags, ``UD/Penn``."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield (
                row["tokens"],
                [f"{OTHER.get(coarse, coarse)}/{fine}" for coarse, fine in zip(row["upos"], row["xpos"], strict=True)],
            )


def build(train: Path, out: Path) -> None:
    read = list(sentences(train))
    pairs = Counter(tag for _, tags in read for tag in tags)
    usual: dict[str, str] = {}
    for tag, count in pairs.items():
        fine = tag.split("/")[1]
        if count >= pairs[usual.get(fine, "")]:
            usual[fine] = tag
    mend = {t: t if n >= FEW else usual[t.split("/")[1]] for t, n in pairs.items()}
    mend = {t: kept if pairs[kept] >= FEW else "X/FW" for t, kept in mend.items()}
    mend["ADJ/NNP"] = "ADJ/JJ"

    words: dict[str, Counter[str]] = defaultdict(Counter)
    follows: Counter[tuple[str, str]] = Counter()
    for tokens, raw in read:
        tags = [mend[t] for t in raw]
        for before, tag in zip([START, *tags], [*tags, START], strict=True):
            follows[before, tag] += 1
        opening = True
        for word, tag in zip(tokens, tags, strict=True):
            if not any(c.isdigit() for c in word):
                words[word if not opening or tag.startswith("PROPN") else word.lower()][tag] += 1
            opening = opening and not word[0].isalnum()
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    for word, seen in words.items():
        if sum(seen.values()) <= RARE and word.islower():
            for size in range(1, min(LONGEST_ENDING, len(word) - 1) + 1):
                endings[word[-size:]].update(seen)
    out.mkdir(parents=True, exist_ok=True)
    write(out / "words.tsv", words, least=1)
    write(out / "endings.tsv", endings, least=4)
    lines = sorted(f"{a}\t{b}\t{n}" for (a, b), n in follows.items())
    (out / "pairs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write(path: Path, table: dict[str, Counter[str]], least: int) -> None:
    """One line a key: the key, then ``tag=count`` from most to least."""
    lines = []
    for key, seen in sorted(table.items()):
        if sum(seen.values()) >= least:
            lines.append("\t".join([key, *(f"{t}={n}" for t, n in sorted(seen.items(), key=lambda item: (-item[1], item[0])))]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def as_sentence(tokens: list[str]) -> Sentence:
    """The tokens as a sentence, one space between them."""
    placed, at = [], 0
    for word in tokens:
        placed.append(Token(at, at + len(word), word, word.lower()))
        at += len(word) + 1
    return Sentence(index=0, part="text", start=0, end=at, paragraph=0, text=" ".join(tokens), tokens=tuple(placed))


def measure(dev: Path) -> None:
    made = [(as_sentence(tokens), [t.split("/")[0] for t in tags]) for tokens, tags in sentences(dev)]
    parse(made[0][0])
    began = time.process_time()
    said = [parse(sentence).tags for sentence, _ in made]
    took = time.process_time() - began
    slips: Counter[tuple[str, str]] = Counter()
    total = 0
    for (_, gold), tags in zip(made, said, strict=True):
        total += len(gold)
        slips.update((g, t) for g, t in zip(gold, tags, strict=True) if g != t)
    wrong = sum(slips.values())
    print(f"{total} words, {1 - wrong / total:.4f} right, {total / took:,.0f} words a second of CPU time")
    print("most frequent slips (gold, said):", slips.most_common(8))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("paths", nargs="+", type=Path)
    given = parser.parse_args()
    if given.measure:
        measure(given.paths[0])
    else:
        build(given.paths[0], given.paths[1])
