"""The checker: what it forbids, what it counts, and the corpus itself."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from training.check import CORPUS, check, count, forgotten, missing, sample, shared_runs, table, traps
from training.marks import Parsed
from training.markup import parse, read

HEAD = "@report {id}\n@source Lake Herald\n@style local\n@region africa\n@published 1998-03-12\n# A quiet day\n"
FILLER = "It rained.\nNobody came.\nThe shops stayed shut.\n"


def report(body: str, name: str = "t-1") -> Parsed:
    parsed = parse(HEAD.format(id=name) + body, f"{name}.rep")
    assert not parsed.problems, [str(problem) for problem in parsed.problems]
    return parsed


@dataclass(frozen=True)
class Case:
    body: str
    wrong: str


@pytest.mark.parametrize(
    "case",
    [
        Case("He [said 1=AGREE] yes.\n", "verb of speech"),
        Case("They [did at long last go away 1=RETREAT] yes.\n", "longer than five words"),
        Case("They [left 1=RETREAT].\n  1 bg\n", "event 1 is the news"),
        Case("The men who fought [left 1=RETREAT].\n  1 a=The men who fought\n", "relative clause"),
        Case("They [left 1=RETREAT] the town.\n  1 o=the town\n", "begins with an article"),
        Case("They [left 1=RETREAT] on Monday.\n  1 t=on Monday\n", "begins with an article"),
        Case("@ROLE woman\nA woman came.\n", "no role noun"),
        Case("They live in Kitoro.\n", "'Kitoro' is in no name"),
        Case("They [left 2=RETREAT].\n", "none is the news"),
    ],
    ids=lambda case: case.wrong,
)
def test_forbidden_marks(case: Case) -> None:
    problems = check(report(case.body + FILLER).texts)
    assert [case.wrong in problem.wrong for problem in problems] == [True]


@pytest.mark.parametrize("words", ["On Monday I left.", 'He said: "Come."', "A year ago they came.", "Mr Day left, Dr. No too."])
def test_capitals_that_need_no_name(words: str) -> None:
    names = "@PER Day, No\n" if "Mr" in words else ""
    assert not check(report(names + words + "\n" + FILLER).texts)


def test_length_of_a_report() -> None:
    assert "has not 3 to 9 sentences" in check(report("It rained.\n").texts)[0].wrong


def test_a_run_of_nine_words_is_found_once_a_pair_and_only_for_the_files_asked() -> None:
    run = "The river rose by half a metre in a single night.\n"
    texts = [*report(run + FILLER, "t-1").texts, *report("Again, the river rose by half a metre in a single hour.\n", "t-2").texts]
    found = list(shared_runs(texts))
    assert len(found) == 1
    assert found[0].file == "t-2.rep"
    assert not list(shared_runs(texts, frozenset({"t-9.rep"})))


def test_a_role_noun_that_others_mark_is_shown_where_it_is_not() -> None:
    texts = [text for number in range(5) for text in report("@ROLE miner\nA miner came.\n", f"t-{number}").texts]
    texts += report("The miner left.\n", "t-9").texts
    assert [(problem.file, problem.line) for problem in forgotten(texts)] == [("t-9.rep", 7)]


def test_traps_are_counted_from_marks_and_tags() -> None:
    body = (
        "He denied that they were [shot 1=ASSAULT.firearms].\n  1 r=they; negative=denied\n"
        "The [killing 2=ASSAULT] of one was [planned 3=NONE].\n  2 bg\n"
        "An aide said a guard said they may [leave 4=RETREAT].\n  4 planned=may\n  > An aide | said#1 | a guard..leave\n"
        "  > a guard | said#2 | they may leave\n"
        "The derby was a massacre.\n  ~ sport\n"
    )
    (text,) = report(body).texts
    assert traps(text) == {"denied": 1, "passive": 1, "nominal": 1, "planned": 1, "history": 1, "nested": 1, "lookalike": 1}


def test_what_is_missing_is_said_and_an_eighth_asks_for_less() -> None:
    counts = count(report(FILLER).texts)
    assert "reports: 1 of 600" in list(missing(counts))
    assert "reports: 1 of 75" in list(missing(counts, 8))
    assert any(line.startswith("all") and "reports without event 1" in line for line in table(counts))


def test_the_corpus_holds_what_the_guidelines_ask() -> None:
    parsed = read(sorted(CORPUS.glob("**/*.rep")))
    if not parsed.texts:
        pytest.skip("no corpus beside the checker")
    assert [str(problem) for problem in (*parsed.problems, *check(parsed.texts))] == []
    assert list(missing(count(parsed.texts))) == []


def test_a_sample_is_the_same_for_the_same_seed_and_cites_its_line() -> None:
    texts = read([CORPUS / "00-founding.rep"]).texts
    assert list(sample(texts, 20, 7)) == list(sample(texts, 20, 7)) != list(sample(texts, 20, 8))
    assert all("00-founding.rep:" in drawn for drawn in sample(texts, 20, 7))
