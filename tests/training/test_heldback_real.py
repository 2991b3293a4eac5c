"""Held-back part (c): the words stay outside, the marks come back to them exactly."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from training.heldback import real, sources

SHARED = real.SHARED
readings: tuple[real.Which, ...] = ("first", "second", "settled")
pytestmark = pytest.mark.skipif(not (SHARED / "train").is_dir(), reason="the public corpora are not beside the project")


@pytest.fixture(scope="module")
def known() -> dict[str, sources.Source]:
    return sources.sources(SHARED)


def toy(folder: Path) -> None:
    """Mark the first sentence of each report alike: its first plain word, as everything that can be marked."""
    for path in real.export(folder, SHARED):
        lines = path.read_text(encoding="utf-8").splitlines()
        for at in (n for n, line in enumerate(lines) if line.startswith("# ")):
            word = next(word for word in lines[at + 1].split()[1:] if word.isalpha())
            mark = (
                f"  1 a={word}#1; negative={word}#1; q.other={word}#1\n  > {word}#1 | {word}#1\n  ! only 1: {word}#1\n  ~ revised"
            )
            lines[at + 1] = lines[at + 1].replace(f" {word} ", f" [{word} 1=ASSAULT.drone] ", 1) + f"\n{mark}\n  n PER={word}#1"
        path.write_text("\n".join(lines), encoding="utf-8")


def test_the_draw_is_the_one_that_is_kept(known: dict[str, sources.Source]) -> None:
    kept = sources.selected()
    assert sources.draw(reversed(known.values())) == kept
    assert [report.id for report in kept] == [f"c-{number:03}" for number in range(1, sources.REPORTS + 1)]
    assert len({report.source for report in kept}) == sources.REPORTS


def test_every_sentence_is_what_its_source_says_but_for_white_space_and_notes(known: dict[str, sources.Source]) -> None:
    reports = real.blank(SHARED)
    for report in sources.selected():
        lines = [line for line in reports[report.id].sentences if not line.in_]
        for (start, end, _), line in zip(report.sentences, lines, strict=True):
            said = sources._CITATION.sub("", known[report.source].text[start:end])
            assert "".join(said.split()) == "".join(line.text.split())


def test_a_changed_source_is_noticed(known: dict[str, sources.Source]) -> None:
    report = sources.selected()[0]
    source = known[report.source]
    with pytest.raises(ValueError, match=r"c-001: .* does not hold the text"):
        sources.render(report, {source.id: msgspec.structs.replace(source, text=source.text + " ")})
    with pytest.raises(ValueError, match=r"c-001: .* does not hold the text"):
        sources.render(report, {})


def test_marks_are_kept_without_words_and_come_back_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toy(tmp_path / "marked")
    reports, problems = real.marked(tmp_path / "marked", SHARED)
    assert all("is in no name" in problem.wrong or "verb of speech" in problem.wrong for problem in problems)
    monkeypatch.setattr(real, "_kept", lambda which: tmp_path / f"{which}.jsonl")
    real.keep("first", reports)
    back = real.texts("first", SHARED)
    for text, before in zip(back, sorted(reports, key=lambda text: text.id), strict=True):
        assert [getattr(text, key) for key in real._MARKS] == [getattr(before, key) for key in real._MARKS]
        assert [line.tags for line in text.sentences] == [line.tags for line in before.sentences]
        assert (text.title, text.text) == (before.title, before.text)
    words = {word for row in map(json.loads, (tmp_path / "first.jsonl").read_text().splitlines()) for word in strings(row)}
    assert words <= {"ASSAULT", "drone", "actor", "negative", "polarity", "other", "main", "PER", "only", "revised", "future"} | {
        report.id for report in reports
    }


def runs(text: str) -> set[tuple[str, ...]]:
    """Every six words in a row."""
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[n:] for n in range(6)), strict=False))


def strings(value: object) -> set[str]:
    if isinstance(value, dict):
        return {word for inner in value.values() for word in strings(inner)}
    if isinstance(value, list):
        return {word for inner in value for word in strings(inner)}
    return {value} if isinstance(value, str) else set()


@pytest.mark.parametrize(
    ("written", "instead", "wrong"),
    [
        ("\n# ", "\n# New: ", "c-001 differs from the export: 'New: "),
        ("@report c-002", "@report c-900", "no report of part (c)"),
        ("\n\n", "\n", "differs from the export: paragraphs"),
    ],
)
def test_what_is_not_the_export_is_refused(written: str, instead: str, wrong: str, tmp_path: Path) -> None:
    path = real.export(tmp_path, SHARED)[0]
    content = path.read_text(encoding="utf-8")
    assert written in content
    path.write_text(content.replace(written, instead, 1), encoding="utf-8")
    assert any(wrong in problem.wrong for problem in real.marked(tmp_path, SHARED)[1])


def test_the_texts_are_not_written_into_the_project() -> None:
    with pytest.raises(ValueError, match="may not enter the project"):
        real.export(real.HERE / "c", SHARED)
    kept = sources.SELECTED.parent
    assert {path.name for path in kept.iterdir()} == {f"{name}.jsonl" for name in ("selected", *readings)} | {"differences.md"}
    told = runs((kept / "differences.md").read_text(encoding="utf-8"))
    assert not told & {run for report in real.blank(SHARED).values() for run in runs(report.text)}


@pytest.mark.parametrize("reading", readings)
def test_a_reading_comes_back_with_its_words(reading: real.Which) -> None:
    texts = real.texts(reading, SHARED)
    assert all(trigger.text and trigger.text in f"{text.title}\n{text.text}" for text in texts for trigger in text.triggers)
    assert sum(len(text.triggers) for text in texts) > 300
