"""The mark-up: what a person writes becomes records whose offsets are true; what cannot be read is told with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.marks import Text
from training.markup import HERE, parse, scheme
from training.placing import locate

from precedent.records import Span

HEAD = "@report t-1\n@source Lake Herald\n@style local\n@region africa\n@published 1998-03-12\n"
GUIDELINES = (HERE / "guidelines.md").read_text(encoding="utf-8")


def one(body: str, head: str = HEAD) -> Text:
    parsed = parse(head + body, "t.rep")
    assert not parsed.problems, [str(problem) for problem in parsed.problems]
    return parsed.texts[0]


def spans(text: Text) -> Iterator[Span]:
    yield from text.sentences
    yield from text.names
    yield from text.claims
    for trigger in text.triggers:
        yield from (trigger, *trigger.roles, *trigger.quantities, *trigger.cues)
    for said in text.attributions:
        yield from (span for span in (said.source, said.cue, said.content) if span)


def test_the_worked_example_of_the_guidelines_is_read() -> None:
    example = next(block for block in GUIDELINES.split("```") if "@report" in block)
    text = parse("\n".join(re.sub(r"^(@[a-zA-Z]+ .*?)   +.*", r"\1", line) for line in example.splitlines()), "guidelines.md")
    assert not text.problems
    assert [(t.text, t.type, t.mode, t.event, t.polarity, t.modality) for t in text.texts[0].triggers] == [
        ("shot", "ASSAULT", "firearms", 1, "positive", "asserted"),
        ("shot dead", "ASSAULT", "firearms", 1, "positive", "asserted"),
        ("opened fire", "ASSAULT", "firearms", 1, "negative", "asserted"),
        ("look into", "ACCUSE", "investigate", 2, "positive", "planned"),
        ("shooting", "ASSAULT", "firearms", 1, "positive", "asserted"),
    ]


def test_cases_are_decided_with_types_that_exist() -> None:
    cases = re.findall(r"^(\d+)\. `(.*?)` — ", GUIDELINES, re.M)
    assert [int(number) for number, _ in cases] == list(range(1, 69))
    for number, sentence in cases:
        parsed = parse(f"@sentences g\n@style wire\n@region asia\n@published 1999\n{sentence}\n", number)
        assert not parsed.problems, (number, parsed.problems)


def test_every_offset_is_true_in_title_and_text() -> None:
    text = one(
        "@GPE Kitoro\n# Two [shot 1=ASSAULT.firearms] in Kitoro\n  1 r=Two; l=Kitoro\n"
        "Guards from Kitoro [shot 1] two men, a monk said.\n  1 a=Guards from Kitoro; q.killed=two\n  > a monk | said\n\n"
        "It was the first [shooting 1] since May.\n  ! first-since 1: the first..May\n"
    )
    for span in spans(text):
        assert (text.title if span.in_ else text.text)[span.start : span.end] == span.text
    assert text.text == "Guards from Kitoro shot two men, a monk said.\n\nIt was the first shooting since May."
    assert text.attributions[0].content is not None
    assert text.attributions[0].content.text == "Guards from Kitoro shot two men"
    assert text.claims[0].text == "the first shooting since May"


@pytest.mark.parametrize(
    ("marks", "field", "value"),
    [
        ("", "tense", "past"),
        ("planned=wants", "tense", "future"),
        ("habitual=wants", "tense", "present"),
        ("planned=wants; past", "tense", "past"),
        ("negative=wants", "polarity", "negative"),
        ("believed=wants", "modality", "believed"),
        ("total=wants", "genericity", "total"),
        ("bg", "standing", "background"),
        ("also=CROSS.flee", "also", ("CROSS.flee",)),
    ],
)
def test_attributes_and_their_defaults(marks: str, field: str, value: object) -> None:
    text = one(f"He wants to [leave 2=RETREAT.withdraw].\n  2 a=He; {marks}\n".replace("; \n", "\n"))
    assert getattr(text.triggers[0], field) == value


def test_content_of_an_attribution_begins_after_the_dateline() -> None:
    said = one("@GPE GOMA, Congo\nGOMA, Congo — Rebels have left the hill, a priest said.\n  > a priest | said\n").attributions[0]
    assert said.content is not None
    assert said.content.text == "Rebels have left the hill"


def test_standing_is_main_for_event_one_and_unknown_for_single_sentences() -> None:
    assert [t.standing for t in one("They [met 1=CONSULT] and [left 2=RETREAT].\n").triggers] == ["main", "other"]
    single = one("They [met 1=CONSULT].\n", HEAD.replace("@report", "@sentences"))
    assert single.triggers[0].standing is None
    assert single.id == "t-1.1"


def test_names_longest_first_and_overridden_in_a_sentence() -> None:
    text = one(
        "@GPE Georgia\n@ORG Georgia Star\n@ROLE soldier\nSoldier Georgia Gray read the Georgia Star in Georgia.\n"
        "  n PER=Georgia Gray\nA soldier came.\n"
    )
    assert [(name.kind, name.text) for name in text.names] == [
        ("ROLE", "Soldier"),
        ("PER", "Georgia Gray"),
        ("ORG", "Georgia Star"),
        ("GPE", "Georgia"),
        ("ROLE", "soldier"),
    ]


def test_roles_two_at_once_and_from_the_sentence_before() -> None:
    text = one("The mayor spoke.\nThen the army and the police [left 1=RETREAT.withdraw].\n  1 a=the army + the police; o=^mayor\n")
    assert [(role.role, role.text, role.before) for role in text.triggers[0].roles] == [
        ("actor", "the army", False),
        ("actor", "the police", False),
        ("origin", "mayor", True),
    ]


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("He [left 1=RETREET].", 6, "unknown type"),
        ("He [left 1=RETREAT.run].", 6, "has no mode 'run'"),
        ("He [left 1].", 6, "has no type yet"),
        ("He [left] it.", 6, "a trigger is written"),
        ("He [left 1=RETREAT] and [went 1].", 6, "two triggers in this sentence"),
        ("He [left 1=RETREAT].\n  1 a=She", 7, "'She' does not stand"),
        ("He said he [left 1=RETREAT] as he does.\n  1 a=he", 7, "stands 2 times: write he#1"),
        ("He [left 1=RETREAT].\n  1 a=He#2", 7, "there is no #2"),
        ("He [left 1=RETREAT].\n  2 a=He", 7, "event 2 has no trigger"),
        ("He [left 1=RETREAT].\n  1 planned", 7, "planned needs words"),
        ("He [left 1=RETREAT].\n  1 x=He", 7, "unknown key"),
        ("He [left 1=RETREAT].\n  1 q.dead=He", 7, "unknown quantity"),
        ("He [left 1=RETREAT].\n  ! first 1: He", 7, "a claim is"),
        ("He [left 1=RETREAT].\n  ~ joke", 7, "unknown trap"),
        ("He left.\n  > He", 7, "an attribution is"),
        ("He left.\n  n GOD=He", 7, "unknown kind of name"),
        ("He left.\n  what", 7, "a line of marks begins"),
        ("@colour red\nHe left.", 6, "unknown header"),
    ],
)
def test_mistakes_are_told_with_file_and_line(body: str, line: int, words: str) -> None:
    problems = parse(HEAD + body + "\n", "t.rep").problems
    assert problems
    assert (problems[0].file, problems[0].line) == ("t.rep", line)
    assert words in problems[0].wrong


def test_a_header_that_lacks_a_key_is_told() -> None:
    assert (
        "lacks @source" in parse("@report x\n@style wire\n@region asia\n@published 1999-01-01\nHe left.\n", "t").problems[0].wrong
    )


@given(st.text(alphabet="ab[]|=.#;~>!n@ \n12", max_size=80))
def test_no_text_breaks_the_parser(body: str) -> None:
    parse(HEAD + body, "t.rep")


@given(st.lists(st.sampled_from(["army", "the", "men", "of", "1,200", "U.S."]), min_size=1, max_size=8), st.data())
def test_words_are_found_where_they_stand(words: list[str], data: st.DataObject) -> None:
    plain = " ".join(words)
    index = data.draw(st.integers(0, len(words) - 1))
    number = words[: index + 1].count(words[index])
    start, end = locate(plain, f"{words[index]}#{number}")
    assert start == len(" ".join(words[:index])) + (index > 0)
    assert plain[start:end] == words[index]


def test_the_scheme_names_each_thing_once() -> None:
    for words in (scheme()["traps"], scheme()["claims"], scheme()["quantities"], *scheme()["types"].values()):
        assert len(set(words)) == len(words)
