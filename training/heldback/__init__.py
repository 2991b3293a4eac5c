"""What is measured on and never trained on: drawn once, written apart, frozen by checksum.

``python -m training.heldback --draw`` draws a fifth of the corpus's reports into ``a.txt`` and freezes it, ``b/`` and ``c/``;
``python -m training.heldback`` compares them with what was frozen. ``b/actors.tsv`` says of part (b) which country and sector
whoever stands in a role has (``docs/decisions/0083``); it is frozen as a file. Of part (c) the kept marks are frozen, which hold
no words, so nothing here needs the public corpora.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import msgspec

from precedent.records import to_json
from training.marks import Text
from training.markup import read

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
DRAWN = HERE / "a.txt"
ACTORS = {"a": HERE / "a-actors.tsv", "b": HERE / "b" / "actors.tsv"}  # of part (a) a few reports: settings are chosen on them
REAL = HERE / "c"
FROZEN = HERE / "frozen.sha256"
_FIFTH = 5


def drawn(texts: Iterable[Text]) -> list[Text]:
    """A fifth of the reports by a hash of their ids: no draw can be repeated until it suits, and order does not matter."""
    return [t for t in texts if t.kind == "report" and int(sha256(f"held back {t.id}".encode()).hexdigest(), 16) % _FIFTH == 0]


def digest(text: Text) -> str:
    """A checksum of a text with all its marks, wherever it stands."""
    first = text.sentences[0].paragraph if text.sentences else 0
    sentences = tuple(msgspec.structs.replace(line, line=0, paragraph=line.paragraph - first) for line in text.sentences)
    placed = msgspec.structs.replace(text, file="", line=0, sentences=sentences)
    return sha256(to_json(placed).encode()).hexdigest()


def held_back() -> frozenset[str]:
    """Ids of the corpus's reports that no training may see."""
    return frozenset(DRAWN.read_text(encoding="utf-8").split()) if DRAWN.exists() else frozenset()


def sums() -> list[str]:
    """One line a text held back: its checksum, the part, its id; a line a file of codes (b) and of marks (c)."""
    corpus = {t.id: t for t in read(sorted(CORPUS.glob("*.rep"))).texts}
    apart = read(sorted((HERE / "b").glob("*.rep"))).texts
    marked = [("a", corpus[name]) for name in sorted(held_back()) if name in corpus] + [
        ("b", t) for t in sorted(apart, key=lambda t: t.id)
    ]
    files = [("b", ACTORS["b"]), *(("c", path) for path in sorted(REAL.glob("*.jsonl")))]
    kept = [f"{sha256(path.read_bytes()).hexdigest()}  {part}  {path.stem}" for part, path in files]
    return [f"{digest(text)}  {part}  {text.id}" for part, text in marked] + kept


def changed() -> list[str]:
    """What differs from what was frozen, a line each: there should be none."""
    before = FROZEN.read_text(encoding="utf-8").splitlines() if FROZEN.exists() else []
    now = sums()
    return [f"- {line}" for line in before if line not in set(now)] + [f"+ {line}" for line in now if line not in set(before)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draw", action="store_true", help="draw part (a) and freeze all parts: once, before any training")
    args = parser.parse_args()
    if args.draw:
        if FROZEN.exists():
            print(f"{FROZEN.name} is there already: what is held back is drawn once")
            return 1
        texts = drawn(read(sorted(CORPUS.glob("*.rep"))).texts)
        DRAWN.write_text("".join(f"{name}\n" for name in sorted(t.id for t in texts)), encoding="utf-8")
        FROZEN.write_text("".join(f"{line}\n" for line in sums()), encoding="utf-8")
    found = changed()
    print("\n".join(found) or f"{len(sums())} checksums of what is held back, none changed")
    return bool(found)
