"""Real sentences to learn from: drawn once, marked without their words, and never one that the held-back reports hold."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from training.heldback import sources as heldback
from training.heldback.real import SHARED
from training.real import marks, sources

pytestmark = pytest.mark.skipif(not (SHARED / "train").is_dir(), reason="the public corpora are not beside the project")


@pytest.fixture(scope="module")
def known() -> dict[tuple[str, str], sources.Sentence]:
    return sources.sentences(SHARED)


def test_the_draw_is_the_one_that_is_kept(known: dict[tuple[str, str], sources.Sentence]) -> None:
    assert sources.draw(reversed(known.values()), sources.apart(SHARED)) == sources.selected()


def test_none_shares_a_run_of_words_with_what_is_held_back() -> None:
    held = {run for text in sources.apart(SHARED) for run in heldback.runs(text)}
    assert not held & {run for text in marks.blank(SHARED).values() for run in heldback.runs(text.text)}


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("Chale , 39 , died .", "Chale, 39, died."),
        ("the farmworkers ' strike", "the farmworkers' strike"),
        ("he didn 't say the state 's men", "he didn't say the state's men"),
        ("paid $ 500 ( half ) .", "paid $500 (half)."),
    ],
)
def test_blanks_before_and_after_signs_are_closed(spaced: str, closed: str) -> None:
    assert sources.joined(spaced) == closed


def test_a_changed_corpus_is_noticed(known: dict[tuple[str, str], sources.Sentence]) -> None:
    drawn = sources.selected()[0]
    sentence = known[drawn.file, drawn.source]
    with pytest.raises(ValueError, match=r"real-001: .* does not hold the sentence"):
        sources.words(drawn, {(drawn.file, drawn.source): msgspec.structs.replace(sentence, text=sentence.text + " ")})


def test_marks_hold_no_words_and_come_back_with_them() -> None:
    texts = marks.texts(SHARED)
    assert [text.id for text in texts] == list(marks.blank(SHARED))
    assert all(t.text and t.text == text.text[t.start : t.end] for text in texts for t in text.triggers)
    assert '"text"' not in json.dumps([json.loads(line) for line in marks.KEPT.read_text(encoding="utf-8").splitlines()])


def test_a_sentence_that_is_not_the_export_is_refused(tmp_path: Path) -> None:
    marks.export(tmp_path, SHARED)
    path = min(tmp_path.iterdir())
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:-1], "Another sentence stands here now."]), encoding="utf-8")
    wrong = [problem.wrong for problem in marks.marked(tmp_path, SHARED)[1] if "differs from the export" in problem.wrong]
    assert [line.split()[0] for line in wrong] == ["real-01.25"]


def test_the_texts_are_not_written_into_the_project() -> None:
    with pytest.raises(ValueError, match="may not enter the project"):
        marks.export(marks.KEPT.parent / "texts", SHARED)
