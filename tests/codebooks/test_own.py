"""Codebooks of one's own: kept in a folder, learnt from examples, read for beside or instead of what ships, and taken out again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import precedent
from precedent.errors import CodebookError, NotFound, UsageError
from precedent.pipeline import Codebooks, Ledger, mark

WORKED = Path(__file__).parents[2] / "examples" / "codebooks"
NAMES = ("health", "press", "strikes")
TELLS = {"id": "r1", "text": "Three men beat a radio reporter outside the courthouse on Monday.", "published": "2025-03-04"}
SILENT = {"id": "r2", "text": "The company carries two million passengers a year.", "published": "2025-03-04"}
TINY = "codebook: tiny\ntypes:\n  - name: TINY\n    definition: Something small.\n    examples: [It shrank., They shrank.]\n"


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Codebooks]:
    """A folder with the three worked codebooks, from which reports are read while the tests of this file run."""
    folder, before = tmp_path_factory.mktemp("own"), os.environ["PRECEDENT_CODEBOOKS"]
    os.environ["PRECEDENT_CODEBOOKS"] = str(folder)
    books = Codebooks()
    for name in NAMES:
        books.add(WORKED / f"{name}.yaml")
    yield books
    os.environ["PRECEDENT_CODEBOOKS"] = before


@pytest.fixture
def empty(tmp_path: Path) -> Codebooks:
    return Codebooks(tmp_path / "mine")


def told(name: str, codebooks: tuple[str, ...] | None = None) -> list[tuple[str, str]]:
    """Type and trigger of the events of that codebook which its worked report tells."""
    title, _, text = (WORKED / f"{name}.report.txt").read_text(encoding="utf-8").partition("\n\n")
    marked = mark({"id": name, "title": title, "text": text, "published": "2025-06-08"}, codebooks)
    return [(e.type, text[slice(*e.sentence)] if e.sentence else title) for e in marked.events if e.codebook == name]


@pytest.mark.parametrize("name", NAMES)
def test_a_worked_report_tells_of_its_type_where_it_does_and_nowhere_else(added: Codebooks, name: str) -> None:
    """The first two paragraphs of each report tell of the type; the last two only sound like it."""
    paragraphs = (WORKED / f"{name}.report.txt").read_text(encoding="utf-8").strip().split("\n\n")
    found = [sentence for _, sentence in told(name)]
    assert any(sentence in paragraphs[1] for sentence in found)
    assert not [sentence for sentence in found if sentence in paragraphs[3] or sentence in paragraphs[4]]


def test_the_users_type_is_the_more_specific_reading_and_the_shipped_one_stands_beside_it(added: Codebooks) -> None:
    (event,) = mark(TELLS, ("plover", "press")).events
    assert (event.codebook, event.type) == ("press", "PRESS-ATTACK")
    assert [(a.codebook, a.type) for a in event.also] == [("plover", "ASSAULT")]
    assert {a.role: a.text for a in event.actors}["victim"] == "a radio reporter"


@pytest.mark.parametrize(
    ("chosen", "codebooks"),
    [(("press",), {"press"}), (("plover",), {"plover"}), (("strikes",), set())],
    ids=lambda x: "+".join(sorted(x)),
)
def test_the_codebooks_named_are_the_only_ones_read_for(added: Codebooks, chosen: tuple[str, ...], codebooks: set[str]) -> None:
    assert {event.codebook for event in mark(TELLS, chosen).events} == codebooks


def test_marks_say_what_they_were_made_with(added: Codebooks) -> None:
    named = mark(SILENT).codebooks
    assert [name.partition("@")[0] for name in named] == ["plover", "movement", "other", *NAMES]
    assert mark(SILENT, ("plover",)).codebooks == ("plover",)
    assert mark(SILENT, ("plover", "movement", "other")).codebooks == ()


def test_what_was_learnt_is_kept_and_learnt_again_where_it_is_not_whole(added: Codebooks, tmp_path: Path) -> None:
    def marks() -> str:
        run = [sys.executable, "-m", "precedent", "mark", "-", "--as", "jsonl", "--codebook", "press"]
        env = {**os.environ, "PRECEDENT_CODEBOOKS": str(tmp_path)}
        return subprocess.run(run, input=json.dumps(TELLS), capture_output=True, text=True, env=env, check=True).stdout

    Codebooks(tmp_path).add(WORKED / "press.yaml")
    learnt = tmp_path / "press.learnt"
    whole, first = learnt.read_bytes(), marks()
    assert "PRESS-ATTACK" in first
    learnt.write_bytes(whole[: len(whole) // 2])
    assert marks() == first
    assert learnt.stat().st_size == len(whole)


def test_added_listed_shown_replaced_removed(empty: Codebooks) -> None:
    shipped = len(empty.list())
    assert empty.add(WORKED / "press.yaml").name == "press"
    assert [book.name for book in empty.list()[shipped:]] == ["press"]
    assert empty.show("press-attack")[1].unlike
    empty.add(WORKED / "press.yaml")
    assert len(empty.list()) == shipped + 1
    assert empty.remove("press").name == "press"
    assert not list(empty.folder.iterdir())
    with pytest.raises(NotFound, match="no codebook 'press' was added"):
        empty.remove("press")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TINY, "types.TINY has 2 examples; give 5 to 30, or trigger words"),
        (TINY.replace("codebook: tiny", "codebook: plover"), "a codebook 'plover' ships with the program|has 2 examples"),
        ("types: 3", "types is missing or not a list"),
    ],
)
def test_what_cannot_be_added_is_refused_in_one_line(empty: Codebooks, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=said) as error:
        empty.add(path)
    assert "\n" not in str(error.value)
    assert not empty.folder.exists()


def test_a_type_with_trigger_words_alone_is_found_by_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(
        TINY.replace("examples: [It shrank., They shrank.]", "verbs: [shrink]").replace("tiny", "words"), encoding="utf-8"
    )
    monkeypatch.setenv("PRECEDENT_CODEBOOKS", str(tmp_path / "mine"))
    Codebooks().add(path)
    text = "The glacier above the village shrank by a metre on Monday."
    assert [(e.type, e.trigger.text) for e in mark({"id": "w", "text": text}, ("words",)).events] == [("TINY", "shrank")]


def test_a_codebook_that_is_not_there_is_named(added: Codebooks) -> None:
    with pytest.raises(UsageError, match=r"no codebook 'pres'; known are plover, movement, other, health, press, strikes"):
        mark(SILENT, ("pres",))


def test_a_ledger_reads_anew_what_was_read_for_other_codebooks(added: Codebooks, tmp_path: Path) -> None:
    reports = tmp_path / "reports.jsonl"
    reports.write_text("".join(json.dumps(r) + "\n" for r in (TELLS, SILENT)), encoding="utf-8")
    with Ledger(tmp_path / "l.db") as ledger:
        assert ledger.read(str(reports), codebooks=("plover",)).new == 2
        assert {e.codebook for e in ledger.events()} == {"plover"}
        assert ledger.read(str(reports), codebooks=("plover",)).unchanged == 2
        reports.unlink()
        assert ledger.read(again=True, codebooks=("plover", "press")).updated == 2
        assert {(e.codebook, e.type) for e in ledger.events()} == {("press", "PRESS-ATTACK")}
        assert len(list(ledger.events(precedent.Query(type=("ASSAULT",), count_by="events")))) == 1
        assert ledger.read(again=True, codebooks=("plover", "press")).unchanged == 2


@pytest.mark.parametrize("name", NAMES)
def test_the_trial_counts_what_was_left_out_and_names_what_confuses(added: Codebooks, name: str) -> None:
    (trial,) = added.test(WORKED / f"{name}.yaml")
    sentences = {e.text for e in added.show(trial.type)[1].examples} | set(added.show(trial.type)[1].unlike)
    assert (trial.examples, trial.look_alikes) == (20, 5)
    assert {c.text for c in trial.confused} <= sentences
    assert all(c.like in sentences - {c.text} for c in trial.confused)
    missed = [c for c in trial.confused if c.what != "found, and is none"]
    assert trial.recall == round(1 - len(missed) / trial.examples, 2)
    assert trial.f1 >= 0.5


def test_the_trial_of_strikes_names_the_shipped_mode_it_overlaps(added: Codebooks) -> None:
    (trial,) = added.test(WORKED / "strikes.yaml")
    assert any(o.type == "PROTEST.strike" and o.examples >= 10 for o in trial.overlaps)


def test_on_the_command_line(empty: Codebooks) -> None:
    def run(*words: str, code: int = 0) -> str:
        env = {**os.environ, "PRECEDENT_CODEBOOKS": str(empty.folder)}
        done = subprocess.run([sys.executable, "-m", "precedent", "codebook", *words], capture_output=True, text=True, env=env)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    path = str(WORKED / "press.yaml")
    assert run("add", path).startswith("added press (PRESS-ATTACK), kept in ")
    assert '"codebook":"press"' in run("list", "--format", "jsonl")
    assert "role victim" in run("show", "press-attack")
    assert run("test", path, "--format", "table").startswith("PRESS-ATTACK  (press)  precision 0.")
    assert run("remove", "press") == "removed press (PRESS-ATTACK)\n"
    assert run("remove", "press", code=1) == "precedent: no codebook 'press' was added; see `precedent codebook list`\n"
