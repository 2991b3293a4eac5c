"""The marks of real sentences: written out for an annotator, checked, kept without words, and given their words again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from training.check import forbidden
from training.heldback.real import PROJECT, bare_marks, worded
from training.marks import Problem, Text
from training.markup import parse, read
from training.real.sources import Selected, selected, sentences, words

KEPT = Path(__file__).parent / "marks.jsonl"
SIZE = 25  # sentences of a block
FITTING = (
    "real-06",
    "real-07",
    "real-16",
    "real-17",
    "real-18",
)  # they teach nothing: what follows the network is fitted on them
_HEAD = "@style wire\n@region {region}\n@published 2016\n"


def _block(number: int, drawn: list[Selected], shared: Path) -> str:
    known = sentences(shared)
    region = "middle-east" if drawn[0].file.startswith("re3d/") else "africa"
    return "\n".join([f"@sentences real-{number:02}", _HEAD.format(region=region), *(words(one, known) for one in drawn)]) + "\n"


def _blocks(shared: Path) -> list[str]:
    """The sentences without marks, in blocks; raises ``ValueError`` where a corpus was changed."""
    drawn = selected()
    return [_block(at // SIZE + 1, drawn[at : at + SIZE], shared) for at in range(0, len(drawn), SIZE)]


def blank(shared: Path) -> dict[str, Text]:
    """The sentences without marks, by id of block and number."""
    return {text.id: text for block in _blocks(shared) for text in parse(block, "real").texts}


def export(folder: Path, shared: Path) -> None:
    """Write the sentences without marks, a file a block, into a folder outside the project. Nothing is overwritten."""
    if folder.resolve().is_relative_to(PROJECT):
        raise ValueError("the texts may not enter the project: export to a folder outside it")
    folder.mkdir(parents=True, exist_ok=True)
    for number, block in enumerate(_blocks(shared), 1):
        with (folder / f"real-{number:02}.rep").open("x", encoding="utf-8") as file:
            file.write(block)


def marked(folder: Path, shared: Path) -> tuple[list[Text], list[Problem]]:
    """The marked sentences in *folder*, and what is wrong: marks that cannot be read or are forbidden, words that differ."""
    parsed = read(sorted(folder.glob("*.rep")))
    problems, expected = list(parsed.problems), blank(shared)
    for text in parsed.texts:
        wanted = expected.pop(text.id, None)
        if wanted is None or text.text != wanted.text:
            problems.append(
                Problem(text.file, text.line, f"{text.id} differs from the export: {wanted.text if wanted else 'no such id'}")
            )
        else:
            problems += forbidden(msgspec.structs.replace(text, published="2016-01-01"))
    return list(parsed.texts), problems


def keep(texts: list[Text]) -> None:
    """Write the marks, a line a sentence in the order of ids, without words."""
    ordered = sorted(texts, key=lambda text: (text.id.partition(".")[0], int(text.id.partition(".")[2])))
    rows = ({"id": text.id, **bare_marks(text)} for text in ordered)
    KEPT.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def texts(shared: Path, *, fitting: bool | None = None) -> tuple[Text, ...]:
    """The marked sentences: words from *shared*, marks from here. *fitting*: only those to fit on, or only those to learn from."""
    known = blank(shared)
    every = (worded(known[row["id"]], row) for row in map(msgspec.json.decode, KEPT.read_text(encoding="utf-8").splitlines()))
    return tuple(text for text in every if fitting in (None, text.id.startswith(FITTING)))
