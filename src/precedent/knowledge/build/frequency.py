"""Build ``words/frequency.txt`` from the wheel of wordfreq 3.1.1 (Robyn Speer; see ``words/LICENSE``).

    pip download --no-deps wordfreq==3.1.1
    python -m precedent.knowledge.build.frequency wordfreq-3.1.1-py3-none-any.whl

The wheel is read as an archive, never imported: its small English list holds the words that stand at least once in a
million, grouped by frequency in centibels (a hundredth of a power of ten).
"""

from __future__ import annotations

import gzip
import sys
import zipfile
from pathlib import Path

import msgspec

LIST = "wordfreq/data/small_en.msgpack.gz"
TARGET = Path(__file__).parents[1] / "words" / "frequency.txt"


def build(wheel: Path) -> int:
    """Write the table; returns the number of words. A line: centibels below one, then the words of that frequency."""
    with zipfile.ZipFile(wheel) as archive:
        header, *groups = msgspec.msgpack.decode(gzip.decompress(archive.read(LIST)))
    if header != {"format": "cB", "version": 1}:
        raise SystemExit(f"{wheel}: not the format this script knows: {header}")
    lines = [f"{centibels} {' '.join(sorted(words))}\n" for centibels, words in enumerate(groups) if words]
    TARGET.write_text("".join(lines), encoding="utf-8")
    return sum(map(len, groups))


if __name__ == "__main__":
    print(f"{build(Path(sys.argv[1]))} words to {TARGET}")
