"""The score: what counts as right, field by field."""

from __future__ import annotations

import msgspec
import pytest
from training.marks import Text
from training.markup import parse
from training.score import Measure, score, table

HEAD = "@report t-1\n@source Lake Herald\n@style local\n@region africa\n@published 1998-03-12\n"
ROWS = "Kitoro's army denied that it will attack villages near Malunda, and a monk said it opened fire there on Friday.\n"
GOLD = (
    "@GPE Kitoro, Malunda\n@ROLE army, monk\n"
    "Kitoro's army denied that it will [attack 1=ASSAULT] villages near Malunda, "
    "and a monk said it [opened fire 2=ASSAULT.firearms] there on Friday.\n"
    "  1 a=it#1; r=villages; l=Malunda; negative=denied; planned=will\n  2 a=it#2; t=Friday; q.other=Friday\n"
    "  > Kitoro's army | denied | it will..Malunda\n  > a monk | said | it#2..Friday\n  ! first-ever 2: opened fire\n"
)


def text(body: str) -> Text:
    parsed = parse(HEAD + body, "t.rep")
    assert not parsed.problems, [str(problem) for problem in parsed.problems]
    return parsed.texts[0]


@pytest.mark.parametrize(
    ("written", "instead", "field", "right", "found"),
    [
        ("@GPE Kitoro, Malunda", "@GPE Kitoro\n@LOC Malunda", "names", 3, 4),
        ("@GPE Kitoro, Malunda", "@GPE Kitoro\n@LOC Malunda", "names_overlap", 3, 4),
        ("@ROLE army, monk", "@ROLE army\n@O monk", "names", 3, 3),
        ("[opened fire 2", "opened [fire 2", "triggers", 2, 2),
        ("[opened fire 2", "opened [fire 2", "triggers_exact", 1, 2),
        ("ASSAULT.firearms", "COERCE.seize", "triggers", 2, 2),
        ("ASSAULT.firearms", "COERCE.seize", "triggers_type", 1, 2),
        ("ASSAULT.firearms", "ASSAULT.drone", "triggers_type", 2, 2),
        ("ASSAULT.firearms", "ASSAULT.drone", "triggers_type_mode", 1, 2),
        ("l=Malunda", "l=near Malunda", "roles", 5, 5),
        ("l=Malunda", "l=near Malunda", "roles_exact", 4, 5),
        ("l=Malunda", "d=Malunda", "roles", 4, 5),
        ("q.other", "q.killed", "quantities", 0, 1),
        ("first-ever", "only", "claims", 0, 1),
        ("2: opened fire", "2: fire", "claims", 1, 1),
        ("2: opened fire", "2: fire", "claims_exact", 0, 1),
    ],
)
def test_one_mark_that_differs(written: str, instead: str, field: str, right: int, found: int) -> None:
    assert GOLD.count(written) == 1
    measure = getattr(score([text(GOLD)], [text(GOLD.replace(written, instead))]), field)
    assert (measure.right, measure.found) == (right, found)


def test_a_reading_agrees_with_itself() -> None:
    scores = score([text(GOLD)], [text(GOLD)])
    measures = [one for value in scores for one in ([value] if isinstance(value, Measure) else value.values())]
    assert all(measure.f1 == 1.0 for measure in measures if measure.gold)
    assert scores.macro() == scores.attributes_of().f1 == 1.0
    assert any(line.startswith("| roles | 1.00 | 1.00 | 1.00 | 5 | 5 | 5") for line in table(scores))


def test_attributes_are_counted_by_value_and_only_where_the_triggers_meet() -> None:
    scores = score([text(GOLD)], [text(GOLD.replace("planned=will", "possible=will"))])
    assert scores.attributes["negative"] == Measure(1, 1, 1)
    assert scores.attributes["planned"] == Measure(0, 1, 0)
    assert scores.attributes["possible"] == Measure(0, 0, 1)
    assert scores.macro("modality") == 0.0
    assert scores.macro("polarity") == 1.0
    assert scores.attributes_of("modality") == Measure(0, 1, 1)
    missed = score([text(GOLD)], [text(ROWS)])
    assert missed.triggers == Measure(0, 2, 0)
    assert missed.attributes["negative"] == missed.roles == missed.standing["main"] == Measure(0, 0, 0)


def test_standing_of_the_pairs() -> None:
    standing = score([text(GOLD)], [text(GOLD.replace("2 a=it#2", "2 bg; a=it#2"))]).standing
    assert standing == {"main": Measure(1, 1, 1), "other": Measure(0, 1, 0), "background": Measure(0, 0, 1)}


def test_nested_attributions_with_one_cue_are_told_apart_by_their_sources() -> None:
    body = "An aide and a monk said it rained.\n  > {} | said | it rained\n  > {} | said | it rained\n"
    parts = score([text(body.format("An aide", "a monk"))], [text(body.format("a monk", "An aide"))]).attribution
    assert parts["source_exact"] == parts["cue_exact"] == parts["content_exact"] == Measure(2, 2, 2)


def test_two_triggers_of_one_reading_never_count_for_one_of_the_other() -> None:
    gold, found = text("They [broke off talks 1=SANCTION].\n"), text("They [broke off 1=SANCTION] [talks 2=CONSULT].\n")
    assert score([gold], [found]).triggers == Measure(1, 1, 2)
    assert score([gold], [found]).triggers_type == Measure(1, 1, 2)


def test_precision_recall_and_a_share_of_nothing() -> None:
    assert (Measure(1, 2, 4).precision, Measure(1, 2, 4).recall, round(Measure(1, 2, 4).f1, 3)) == (0.25, 0.5, 0.333)
    assert Measure(0, 0, 0).f1 == Measure(0, 0, 0).precision == Measure(0, 0, 0).recall == 0.0


def test_readings_of_other_texts_are_refused() -> None:
    gold = text(GOLD)
    with pytest.raises(ValueError, match="not of the same texts"):
        score([gold], [msgspec.structs.replace(gold, id="t-2")])
    with pytest.raises(ValueError, match="t-1 has other words"):
        score([gold], [msgspec.structs.replace(gold, text=gold.text.upper())])
