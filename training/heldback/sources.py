"""The real reports of part (c): read from the public corpora, drawn once, and rendered without marks.

The corpora lie outside the project (``../shared/train``) and no word of them enters it: ``c/selected.jsonl`` names each
report by its source's id, a checksum of the source's text, and the character ranges that are its sentences.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

import msgspec

from precedent.base import Record
from precedent.clean.sentences import Bounds, paragraphs, sentences

SELECTED = Path(__file__).parent / "c" / "selected.jsonl"
REPORTS, NEWS = 60, 24  # all, and at most so many of GUM's Wikinews; the others are re3d's
LONGEST, SHORTEST = 8, 3  # sentences of a report
_RUN = 9  # words in a row that no two reports may share
_CITATION = re.compile(r"\[\d{1,3}\]")
_PROSE = re.compile(r"[.!?:…][\"”’')]*\Z")
_BOILERPLATE = re.compile(r"https?:|www\.|@|\b(?:may contact|more information|notes (?:to|for) editors|follow the \w+ on)\b", re.I)
_BREAKS_MARKUP = re.compile(r"[\[\]#|]|\.\.| \+ |^(?:@|//)|\"\"")
_ELSEWHERE = {  # where the news plays; re3d is about Syria and Iraq
    "north-america": "clock defector expo hackers nasa sensitive warhol warming ie9",
    "asia": "afghan asylum election korea lanterns",
    "oceania": "flag homeopathic imprisoned iodine",
    "europe": "questionnaire soccer taxes worship",
}


class Source(Record, frozen=True, kw_only=True):
    """A document of a public corpus: its words as we read them; ``published`` is a day, a month or a year."""

    id: str
    file: str
    title: str
    text: str
    publisher: str
    published: str
    style: str
    region: str

    @property
    def sha256(self) -> str:
        return sha256(f"{self.title}\n{self.text}".encode()).hexdigest()


class Selected(Record, frozen=True, kw_only=True):
    """A report that was drawn. ``sentences`` are (start, end, paragraph): code points of the source's text."""

    id: str
    file: str
    source: str
    sha256: str
    sentences: tuple[tuple[int, int, int], ...]


def sources(shared: Path) -> dict[str, Source]:
    """Every document that may be drawn, by id; *shared* holds ``train/re3d`` and ``train/gum``."""
    train = shared / "train"
    read = [*(s for file in sorted(train.glob("re3d/*/documents.json")) for s in _re3d(file, train))]
    read += [_gum(file, train) for file in sorted(train.glob("gum/dep/GUM_news_*.conllu"))]
    return {source.id: source for source in read}


def _re3d(file: Path, train: Path) -> Iterator[Source]:
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        row = json.loads(line)
        dated = re.search(r"/(20\d\d)/(\d\d)/", row["sourceUrl"])
        years = re.findall(r"\b201[1-7]\b", row["text"])
        yield Source(
            id=row["_id"],
            file=str(file.relative_to(train)),
            title=" ".join(row["title"].split()),
            text=row["text"],
            publisher=row["sourceName"],
            published="-".join(dated.groups()) if dated else max(years, default="2016"),
            style="wire" if row["sourceName"] == "Wikipedia" else "statement",
            region="middle-east",
        )


def _gum(file: Path, train: Path) -> Source:
    """The prose of a document: headings, captions and lists are other blocks."""
    meta: dict[str, str] = {}
    blocks: list[list[str]] = []
    prose = False
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, value = line.removeprefix("# ").partition(" = ")
        if not line.startswith("# "):
            continue
        if key == "newpar_block":
            prose = value.startswith(("p ", "quote"))
            blocks.append([])
        elif key == "text" and prose:
            blocks[-1].append(value)
        elif key.startswith("meta::"):
            meta[key.removeprefix("meta::")] = value
    name = file.stem.removeprefix("GUM_news_")
    return Source(
        id=file.stem,
        file=str(file.relative_to(train)),
        title=meta["title"],
        text="\n\n".join(" ".join(block) for block in blocks if block),
        publisher=meta["author"],
        published=meta["dateCreated"],
        style="wire",
        region=next((region for region, names in _ELSEWHERE.items() if name in names.split()), "middle-east"),
    )


def _clean(source: Source) -> str:
    """The source's text with Wikipedia's numbers of notes made blank, so that offsets stay true."""
    return _CITATION.sub(lambda match: " " * len(match[0]), source.text)


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def words(source: Source, start: int, end: int) -> str:
    """A sentence of a source on one line, without notes."""
    return _words(_clean(source), start, end)


def runs(text: str) -> set[tuple[str, ...]]:
    """The runs of words that no two texts may share."""
    found = re.findall(r"\w+", text.lower())
    return {tuple(found[i : i + _RUN]) for i in range(len(found) - _RUN + 1)}


def first_sentences(source: Source) -> tuple[tuple[int, int, int], ...]:
    """The first prose sentences, whole paragraphs where they fit; none where the text would not do as a report."""
    text = _clean(source)
    chosen: list[tuple[int, int, int]] = []
    for number, bounds in enumerate(paragraphs(text)):
        if not _is_prose(text, bounds):
            continue
        inside = sentences(text, *bounds)
        if not all(is_plain(_words(text, *sentence)) for sentence in inside):
            if chosen:
                continue
            return ()  # a report without its opening tells too little
        if len(chosen) >= SHORTEST and len(chosen) + len(inside) > LONGEST:
            break
        chosen += [(start, end, number) for start, end in inside[: LONGEST - len(chosen)]]
    return tuple(chosen) if len(chosen) >= SHORTEST and is_plain(source.title) else ()


def is_plain(line: str) -> bool:
    """Whether a line can stand in the mark-up: no sign of its own, no invisible character, not sentences glued together."""
    invisible = any(unicodedata.category(character) == "Cf" for character in line)
    return not _BREAKS_MARKUP.search(line) and not invisible and len(line.split()) <= 80


def _is_prose(text: str, bounds: Bounds) -> bool:
    words = text[slice(*bounds)]
    return len(words.split()) > 4 and bool(_PROSE.search(words)) and not _BOILERPLATE.search(words)


def draw(known: Iterable[Source]) -> list[Selected]:
    """The reports, ordered by a hash of their ids: re3d's folders take turns, and none repeats words of one drawn before."""
    folders: dict[str, list[Source]] = {}
    for source in sorted(known, key=lambda s: sha256(f"held back c {s.id}".encode()).hexdigest()):
        folders.setdefault(source.publisher, []).append(source)
    news = folders.pop("Wikinews", [])
    turns = [source for turn in zip_longest(*(folders[name] for name in sorted(folders))) for source in turn if source]
    seen: set[tuple[str, ...]] = set()
    drawn = _distinct(news, NEWS, seen)
    drawn += _distinct(turns, REPORTS - len(drawn), seen)
    drawn.sort(key=lambda pair: sha256(pair[0].id.encode()).hexdigest())
    return [
        Selected(id=f"c-{number:03}", file=source.file, source=source.id, sha256=source.sha256, sentences=chosen)
        for number, (source, chosen) in enumerate(drawn, 1)
    ]


def _distinct(
    candidates: Iterable[Source], size: int, seen: set[tuple[str, ...]]
) -> list[tuple[Source, tuple[tuple[int, int, int], ...]]]:
    """The first *size* that do as reports and share no run of words with what was *seen*, which grows."""
    kept: list[tuple[Source, tuple[tuple[int, int, int], ...]]] = []
    for source in candidates:
        chosen = first_sentences(source)
        text = _clean(source)
        ours = runs(" ".join(_words(text, start, end) for start, end, _ in chosen))
        if len(kept) < size and chosen and not ours & seen:
            kept.append((source, chosen))
            seen |= ours
    return kept


def selected() -> list[Selected]:
    """What was drawn, in the order of ids."""
    return [msgspec.json.decode(line, type=Selected) for line in SELECTED.read_text(encoding="utf-8").splitlines()]


def render(report: Selected, known: dict[str, Source]) -> str:
    """The report in the mark-up, without marks. Raises where the source is not the one that was drawn from."""
    source = known.get(report.source)
    if source is None or source.sha256 != report.sha256:
        raise ValueError(f"{report.id}: {report.file} does not hold the text of {report.source} that was drawn")
    text = _clean(source)
    lines = [f"@report {report.id}", f"@source {source.publisher}", f"@style {source.style}", f"@region {source.region}"]
    lines += [f"@published {source.published}", f"# {source.title}"]
    before = report.sentences[0][2]
    for start, end, paragraph in report.sentences:
        lines += [""] * (paragraph != before) + [_words(text, start, end)]
        before = paragraph
    return "\n".join(lines) + "\n"


def write(reports: Sequence[Selected]) -> None:
    """Keep what was drawn: ids, checksums and offsets."""
    SELECTED.write_bytes(b"".join(msgspec.json.encode(report) + b"\n" for report in reports))
