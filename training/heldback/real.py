"""Part (c): real reports marked twice apart. Marks and offsets are kept here, and never a word of the texts.

``python -m training.heldback.real select`` draws the reports (once), ``export DIR`` writes them in the mark-up without
marks for an annotator, ``check DIR`` tells the annotator what is wrong, ``import DIR --as first`` keeps the marks, and
``agree`` prints how far ``first`` and ``second`` agree. ``--shared`` is the folder that holds ``train/``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from training.check import forbidden
from training.heldback.sources import SELECTED, draw, render, selected, sources, write
from training.marks import Problem, Text
from training.markup import parse, read
from training.score import score, table

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
SHARED = PROJECT.parent / "shared"
FILES = 3
Which = Literal["first", "second", "settled"]
_MARKS = ("names", "triggers", "attributions", "claims")


def blank(shared: Path) -> dict[str, Text]:
    """The reports without marks, by id, from the corpora in *shared*; raises ``ValueError`` where a source was changed."""
    known = sources(shared)
    return {text.id: text for report in selected() for text in parse(render(report, known), f"c/{report.id}").texts}


def texts(which: Which, shared: Path) -> tuple[Text, ...]:
    """The reports with the marks of an annotator, or the settled ones: words from *shared*, marks from ``c/``."""
    reports = blank(shared)
    lines = _kept(which).read_text(encoding="utf-8").splitlines()
    return tuple(_with_marks(reports[row["id"]], row) for row in map(msgspec.json.decode, lines))


def export(folder: Path, shared: Path) -> list[Path]:
    """Write the reports without marks into files of the folder, which lies outside the project. Nothing is overwritten."""
    if folder.resolve().is_relative_to(PROJECT):
        raise ValueError("the texts may not enter the project: export to a folder outside it")
    known, reports = sources(shared), selected()
    size = -(-len(reports) // FILES)
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / f"c-{number}.rep" for number in range(1, FILES + 1)]
    for number, path in enumerate(written):
        with path.open("x", encoding="utf-8") as file:
            file.write("\n".join(render(report, known) for report in reports[number * size : (number + 1) * size]))
    return written


def marked(folder: Path, shared: Path) -> tuple[list[Text], list[Problem]]:
    """An annotator's reports and what is wrong with them: marks that cannot be read or are forbidden, words that differ."""
    parsed = read(sorted(folder.glob("*.rep")))
    problems, expected = list(parsed.problems), blank(shared)
    for text in parsed.texts:
        wanted = expected.pop(text.id, None)
        if wanted is None:
            problems.append(Problem(text.file, text.line, f"{text.id} is no report of part (c), or stands here twice"))
        elif _words(text) != _words(wanted):
            problems.append(Problem(text.file, text.line, f"{text.id} differs from the export: {_difference(text, wanted)}"))
        else:
            dated = msgspec.structs.replace(text, published=f"{text.published}-01-01"[:10])  # a source may tell the year alone
            problems += forbidden(dated)
    problems += [Problem(str(folder), 0, f"{name} is missing") for name in expected]
    return list(parsed.texts), problems


def keep(which: Which, reports: list[Text]) -> None:
    """Write the marks, a line a report in the order of ids, without words."""
    rows = []
    for text in sorted(reports, key=lambda text: text.id):
        rows.append({"id": text.id, **bare_marks(text), "tags": [line.tags for line in text.sentences]})
    _kept(which).write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def bare_marks(text: Text) -> dict[str, Any]:
    """The marks of a text without its words."""
    full = msgspec.to_builtins(text)
    return {key: _bare(full[key]) for key in _MARKS if full[key]}


def _kept(which: Which) -> Path:
    return SELECTED.parent / f"{which}.jsonl"


def _words(text: Text) -> tuple[object, ...]:
    """What must be as it was exported."""
    return text.title, text.text, [(line.start, line.end, line.in_) for line in text.sentences]


def _difference(text: Text, wanted: Text) -> str:
    """The first line that is not as it was exported."""
    lines, before = [line.text for line in text.sentences], [line.text for line in wanted.sentences]
    for line, was in zip(lines, before, strict=False):
        if line != was:
            return f"{line!r} was {was!r}"
    return "paragraphs" if len(lines) == len(before) else f"{len(lines)} lines, not {len(before)}"


def _bare(value: Any) -> Any:
    """Marks without their words: every span keeps its offsets alone."""
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key != "text"}
    return [_bare(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _worded(value: Any, report: Text) -> Any:
    """Bare marks with the words that stand at their offsets."""
    if isinstance(value, list):
        return [_worded(inner, report) for inner in value]
    if not isinstance(value, dict):
        return value
    full = {key: _worded(inner, report) for key, inner in value.items()}
    if "start" in full:
        full["text"] = ((report.title or "") if full.get("in") == "title" else report.text)[full["start"] : full["end"]]
    return full


def worded(report: Text, row: dict[str, Any]) -> Text:
    """A blank text with the bare marks of *row*, which get the words that stand at their offsets."""
    return msgspec.convert({**msgspec.to_builtins(report), **{key: _worded(row.get(key, []), report) for key in _MARKS}}, Text)


def _with_marks(report: Text, row: dict[str, Any]) -> Text:
    lines = tuple(msgspec.structs.replace(line, tags=tuple(tags)) for line, tags in zip(report.sentences, row["tags"], strict=True))
    return worded(msgspec.structs.replace(report, sentences=lines), row)


def _run(given: argparse.Namespace) -> Iterator[str]:
    """Do what was asked; every line told is something wrong, but for ``agree``."""
    if given.do == "select":
        if SELECTED.exists():
            yield f"{SELECTED.name} is there already: the reports are drawn once"
        else:
            write(draw(sources(given.shared).values()))
    elif given.do == "export":
        export(given.folder, given.shared)
    elif given.do == "agree":
        yield from table(score(texts("first", given.shared), texts("second", given.shared)))
    else:
        reports, problems = marked(given.folder, given.shared)
        yield from map(str, problems)
        if given.do == "import" and not problems:
            keep(given.which, reports)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="do", required=True)
    for name in ("select", "export", "check", "import", "agree"):
        command = commands.add_parser(name)
        if name in ("export", "check", "import"):
            command.add_argument("folder", type=Path, metavar="DIR")
        if name == "import":
            command.add_argument("--as", dest="which", choices=("first", "second", "settled"), required=True)
        command.add_argument("--shared", type=Path, default=SHARED)
    given = parser.parse_args()
    told = list(_run(given))
    print("\n".join(told) if told else "done")
    return int(bool(told) and given.do != "agree")


if __name__ == "__main__":
    raise SystemExit(main())
