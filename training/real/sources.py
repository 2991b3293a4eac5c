"""Which real sentences are marked: from re3d, less the reports of held-back (c), and from the Causal News Corpus.

Both may teach weights that are shipped (re3d: by folder public domain, OGL 3.0, CC BY or CC BY-SA; Causal News Corpus:
CC0). They lie outside the project (``../shared/train``): ``selected.jsonl`` names each sentence by its corpus's id and a
checksum.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from precedent.base import Record
from training.heldback import sources as heldback

SELECTED = Path(__file__).parent / "selected.jsonl"
NEWS = "causalnews/data/V2/train_subtask1.csv"
DEFENCE_SIZE, NEWS_SIZE = 170, 580
SHORTEST, LONGEST = 9, 50  # words
_SPACED = re.compile(r" (?=[.,;:!?)%]|['’](?:s|re|ve|ll|d|m|t)\b|n['’]t\b|['’](?= ))|(?<=[($£€]) ")


class Selected(Record, frozen=True, kw_only=True):
    """A sentence that was drawn: its id here, where it stands, and a checksum of its words as we read them."""

    id: str
    file: str
    source: str
    sha256: str


class Sentence(Record, frozen=True, kw_only=True):
    file: str
    source: str
    text: str

    @property
    def sha256(self) -> str:
        return sha256(self.text.encode()).hexdigest()


def sentences(shared: Path) -> dict[tuple[str, str], Sentence]:
    """Every sentence that may be drawn, by file and id in its corpus."""
    return {(s.file, s.source): s for s in (*_defence(shared), *_news(shared / "train"))}


def _defence(shared: Path) -> Iterator[Sentence]:
    """The first sentences of re3d's documents, but for those which (c) drew from."""
    apart = {report.source for report in heldback.selected()}
    for source in heldback.sources(shared).values():
        if source.file.startswith("re3d/") and source.id not in apart:
            for start, end, _ in heldback.first_sentences(source):
                yield Sentence(file=source.file, source=f"{source.id}:{start}-{end}", text=heldback.words(source, start, end))


def _news(train: Path) -> Iterator[Sentence]:
    """The Causal News Corpus: sentences of newspapers, cut into words by blanks."""
    with (train / NEWS).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield Sentence(file=NEWS, source=row["index"], text=joined(row["text"]))


def joined(words: str) -> str:
    """Words between blanks as a sentence is printed, but for opening quotation marks, which are the same as closing ones."""
    return _SPACED.sub("", " ".join(words.split()))


def draw(known: Iterable[Sentence], apart: Iterable[str]) -> list[Selected]:
    """The sentences in the order of a hash of their ids; none shares a run of words with another or with the texts kept *apart*."""
    seen = {run for text in apart for run in heldback.runs(text)}
    left = {True: DEFENCE_SIZE, False: NEWS_SIZE}
    drawn: list[Sentence] = []
    for sentence in sorted(known, key=lambda s: sha256(f"real {s.file} {s.source}".encode()).hexdigest()):
        ours, defence = heldback.runs(sentence.text), sentence.file.startswith("re3d/")
        fits = SHORTEST <= len(sentence.text.split()) <= LONGEST and heldback.is_plain(sentence.text)
        if left[defence] and fits and not ours & seen:
            left[defence] -= 1
            seen |= ours
            drawn.append(sentence)
    drawn.sort(key=lambda s: not s.file.startswith("re3d/"))
    return [Selected(id=f"real-{n:03}", file=s.file, source=s.source, sha256=s.sha256) for n, s in enumerate(drawn, 1)]


def selected() -> list[Selected]:
    """What was drawn, in the order of ids."""
    return [msgspec.json.decode(line, type=Selected) for line in SELECTED.read_text(encoding="utf-8").splitlines()]


def words(drawn: Selected, known: dict[tuple[str, str], Sentence]) -> str:
    """The words of a sentence; raises ``ValueError`` where the corpus is not the one that was drawn from."""
    sentence = known.get((drawn.file, drawn.source))
    if sentence is None or sentence.sha256 != drawn.sha256:
        raise ValueError(f"{drawn.id}: {drawn.file} does not hold the sentence {drawn.source} that was drawn")
    return sentence.text


def write(drawn: Iterable[Selected]) -> None:
    """Keep what was drawn: ids and checksums."""
    SELECTED.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in drawn))


def apart(shared: Path) -> Iterator[str]:
    """The texts of held-back (c), which no sentence may share a run of words with; ``gold/`` was compared by its makers."""
    known = heldback.sources(shared)
    for report in heldback.selected():
        yield " ".join(heldback.words(known[report.source], start, end) for start, end, _ in report.sentences)
