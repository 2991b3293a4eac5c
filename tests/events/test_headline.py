"""What a heading's main clause says: who, and the shortest words that tell it. By word classes alone, without the encoder."""

from __future__ import annotations

import pytest

from precedent.clean.prepare import prepare
from precedent.encode.encoder import EMPTY
from precedent.events import headline
from precedent.events.headline import Clause
from precedent.records import Report
from precedent.spans.phrases import parse

CLAUSES = """
Sergeant walks across mined border | Sergeant | walks across mined border
Ministers meet in Lusaka as fighting spreads | Ministers | meet in Lusaka
Envoy lands in Nairobi to meet rebel leaders | Envoy | lands in Nairobi
Police identify three victims of ferry disaster | Police | identify three victims
Ferry disaster: Police identify three victims | Police | identify three victims
Storm kills 14 in coastal town | Storm | kills 14
Rebels seize airport after night of shelling | Rebels | seize airport
Court jails former minister for bribery | Court | jails former minister
Two sides hold third round of talks | Two sides | hold third round
President dismisses army chief, hours after coup rumours | President | dismisses army chief
Steelworks to close after 90 years | None |
Seven killed as coach overturns | Seven | killed
Driver arrested after school bus crash | Driver | arrested
Parliament approves border treaty | Parliament | approves border treaty
Governor resigns | Governor | resigns
Harbour town flooded after two days of rain | Harbour town | flooded
Minister says the strikes were a mistake | Minister | says the strikes were a mistake
""".strip().splitlines()

NONE = [
    "Will the truce hold?",
    "How the border was closed",
    "Why ministers resigned",
    "We saw the river rise",
    "Storm in the valley",
    "An evening with the harbour choir",
    '"The river came into the kitchen"',
]


LEAD = "The envoy landed on Monday, and the governor resigned."


def clause(title: str, text: str = LEAD) -> Clause | None:
    doc = prepare(Report(id="h", title=title, text=text))
    phrases = [parse(s) for s in doc.sentences]
    return headline.clause(doc, phrases, [EMPTY] * len(doc.sentences))


def words(title: str, first: int, last: int) -> str:
    tokens = prepare(Report(id="h", title=title, text="It rained.")).sentences[0].tokens
    return title[tokens[first].start : tokens[last - 1].end]


@pytest.mark.parametrize("line", CLAUSES)
def test_who_and_what(line: str) -> None:
    title, who, what = (cell.strip() for cell in line.split("|"))
    found = clause(title)
    said = ("None", "") if found is None else (words(title, *found.subject), words(title, found.verb, found.last))
    assert said == (who, what)


@pytest.mark.parametrize("title", NONE)
def test_labels_questions_and_calls_tell_nothing(title: str) -> None:
    assert clause(title) is None


@pytest.mark.parametrize(
    ("title", "passive"),
    [("Seven killed as coach overturns", True), ("Driver arrested after crash", True), ("Storm kills 14", False)],
)
def test_a_participle_without_object_says_whom_it_befell(title: str, passive: bool) -> None:
    found = clause(title)
    assert found is not None
    assert found.passive is passive


@pytest.mark.parametrize(
    ("title", "text", "again"),
    [
        ("Lions win final", "The Lions have won the final of the cup. The town sang.", True),
        ("Storm kills 14 in coastal town", "A storm that came ashore on Monday killed fourteen people.", True),
        ("Harbour wall gives way", "On Tuesday the harbour wall fell into the sea.", False),
        ("Beer war ends in truce", "Two breweries have made up after a summer of quarrels.", False),
        ("The tomato war is not our war", "The tomato war drives up prices.", False),
    ],
)
def test_a_heading_is_news_where_the_text_tells_of_it_again(title: str, text: str, again: bool) -> None:
    found = clause(title, text)
    assert (found is not None and found.again) is again


def test_a_first_line_that_ends_like_no_sentence_heads_a_report_without_title() -> None:
    doc = prepare(Report(id="h", text="Soldier crosses border\n\nA soldier crossed the border on Sunday."))
    assert [s.text for s in headline.headings(doc)] == ["Soldier crosses border"]
    assert not headline.headings(prepare(Report(id="h", text="A soldier crossed the border. He was alone.")))
