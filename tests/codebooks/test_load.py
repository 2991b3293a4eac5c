"""Codebooks: what ships is complete, what a user writes is read, what is wrong is named."""

import csv
from pathlib import Path

import pytest

from precedent.codebooks.inflect import noun_forms, verb_forms
from precedent.codebooks.load import parse, read, shipped
from precedent.codebooks.patterns import read_pattern
from precedent.errors import CodebookError

MINE = """
codebook: press
types:
  - name: ATTACK-ON-PRESS
    definition: Someone who reports the news is hurt, held or hindered because of it.
    roles:
      actor: who does it
      recipient: the reporter or newsroom
    verbs: [assault * reporter|journalist, raid * newsroom]
    examples:
      - <actor>Masked men</actor> <trigger>raided</trigger> <recipient>a newsroom in Tegucigalpa</recipient>.
"""


def test_every_type_and_mode_of_plover_is_there() -> None:
    listed = Path(__file__).parents[2].parent / "shared" / "plover" / "codebook.csv"
    if not listed.exists():
        pytest.skip("the published list of types and modes is not here")
    wanted: dict[str, set[str]] = {}
    for row in csv.DictReader(listed.read_text(encoding="utf-8").splitlines()):
        wanted.setdefault(row["event"], set()).update({row["mode"]} - {""})
    assert {t.name: {m.name for m in t.modes} for t in shipped()[0].types} == wanted


def test_movement_has_its_types_and_modes() -> None:
    movement = shipped()[1]
    assert {t.name: [m.name for m in t.modes] for t in movement.types} == {
        "CROSS": ["defect", "flee", "infiltrate", "stray", "return"],
        "MIGRATE": [],
        "REPATRIATE": [],
    }


@pytest.mark.parametrize("kind", [t for book in shipped() for t in book.types], ids=lambda t: t.name)
def test_every_type_has_words_and_five_examples_with_a_role_each(kind) -> None:
    assert len(kind.examples) >= 5
    assert all(e.filled for e in kind.examples)
    assert kind.verbs or any(m.verbs for m in kind.modes) or kind.name == "OTHER"  # no list names what no list holds
    assert {e.mode for e in kind.examples} >= {m.name for m in kind.modes}
    roles = {role.name for role in kind.roles}
    for example in kind.examples:
        for filled in example.filled:
            assert filled.role in roles
            assert example.text[filled.start : filled.end].strip() == example.text[filled.start : filled.end] != ""


def test_a_users_codebook(tmp_path: Path) -> None:
    path = tmp_path / "press.yaml"
    path.write_text(MINE, encoding="utf-8")
    kind = read(path).types[0]
    example = kind.examples[0]
    assert example.text == "Masked men raided a newsroom in Tegucigalpa."
    assert [(f.role, example.text[f.start : f.end]) for f in example.filled] == [
        ("actor", "Masked men"),
        ("trigger", "raided"),
        ("recipient", "a newsroom in Tegucigalpa"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("name: ATTACK-ON-PRESS", "name: 7"), "types[0].name is 7"),
        (("definition: Someone", "defnition: Someone"), "unknown key 'defnition'"),
        (("</recipient>", ""), "never closes <recipient>"),
        (("<actor>Masked", "<agent>Masked"), "marks <agent>"),
        (("raid * newsroom", "raid *"), "end in '*'"),
        (("raid * newsroom", "raid * @rooms"), "name the group @rooms"),
        (("codebook: press", "codebook: [press"), "is not YAML"),
        (("types:", "typs:"), "unknown key 'typs'"),
    ],
)
def test_what_is_wrong_is_named(change: tuple[str, str], said: str) -> None:
    with pytest.raises(CodebookError, match=r"mine\.yaml") as error:
        parse(MINE.replace(*change), "mine.yaml")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="cannot be read"):
        read(tmp_path / "none.yaml")


def test_what_is_ruled_out_keeps_its_number() -> None:
    pattern = read_pattern("flee ++soldiers --gunmen|soldiers", {})
    assert {"soldier", "soldiers"} <= pattern.only_in[0]
    assert "soldiers" in pattern.never_in
    assert "soldier" not in pattern.never_in


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("flee", "flee flees fleeing fled"),
        ("ban", "ban bans banning banned"),
        ("deploy", "deploy deploys deploying deployed"),
        ("carry", "carry carries carrying carried"),
        ("veto", "veto vetoes vetoing vetoed"),
        ("withdraw", "withdraw withdraws withdrawing withdrew withdrawn"),
        ("expel", "expel expels expelling expelled"),
        ("visit", "visit visits visiting visited"),
        ("quit", "quit quits quitting"),
        ("die", "die dies dying died"),
        ("re-arrest", "re-arrest re-arrests re-arresting re-arrested"),
    ],
)
def test_verb_forms(lemma: str, forms: str) -> None:
    assert verb_forms(lemma) == tuple(forms.split())


def test_noun_forms() -> None:
    assert [noun_forms(n)[1] for n in ("treaty", "truce", "ambush", "gunman")] == ["treaties", "truces", "ambushes", "gunmen"]
