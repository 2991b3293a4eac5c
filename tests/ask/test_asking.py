"""Questions, and the statements they ask about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.ask.answer import verbs
from precedent.ask.asking import read
from precedent.codebooks.load import shipped

VERBS = verbs(shipped())

# question, what is asked for, which of several, the statement, the words in it that stand for what is asked
QUESTIONS = [
    ("How many soldiers crossed the line since 2017?", "count", "all", "77 soldiers crossed the line since 2017.", "77 soldiers"),
    ("How many soldiers have ever crossed?", "count", "all", "77 soldiers have crossed.", "77 soldiers"),
    ("How many crossings were there in 2024?", "count", "all", "There were 77 crossings in 2024.", "77 crossings"),
    ("How many attacks have there been on Goma?", "count", "all", "There were 77 attacks on Goma.", "77 attacks"),
    ("How many civilians did rebels kill in Goma?", "count", "all", "rebels killed 77 civilians in Goma.", "77 civilians"),
    ("How many members of it were arrested?", "count", "all", "77 members of it were arrested.", "77 members of it"),
    ("How many times has the army shelled Bakhmut?", "count", "all", "the army has shelled Bakhmut.", None),
    ("How often did rebels attack Goma last year?", "count", "all", "rebels attacked Goma last year.", None),
    ("How many reports tell of protests in Paris?", "count", "all", "protests in Paris.", None),
    ("When did a soldier last cross the line?", "date", "last", "a soldier crossed the line.", None),
    ("When did a soldier first cross at Panmunjom?", "date", "first", "a soldier crossed at Panmunjom.", None),
    ("When did France withdraw from Mali most recently?", "date", "last", "France withdrew from Mali.", None),
    ("When was the last protest in Paris?", "date", "last", "There was protest in Paris.", None),
    ("When was the last time a soldier crossed?", "date", "last", "a soldier crossed.", None),
    ("When was the mayor arrested?", "date", "all", "the mayor was arrested.", None),
    ("When did the two sides last hold talks?", "date", "last", "the two sides held talks.", None),
    ("On what day did the talks begin?", "date", "all", "the talks began.", None),
    ("Where did a man swim across in July 2025?", "places", "all", "a man swam across in July 2025.", None),
    ("Where did refugees flee to in 2022?", "places", "all", "refugees fled in 2022.", None),
    ("In which cities were there protests in 2019?", "places", "all", "there were protests in 2019.", None),
    ("Which villages did rebels attack?", "places", "all", "rebels attacked villages.", "villages"),
    ("Who was shot at Panmunjom in 2017?", "actors", "all", "the man was shot at Panmunjom in 2017.", "the man"),
    ("Who visited Beijing in March?", "actors", "all", "the man visited Beijing in March.", "the man"),
    ("Who did Putin meet with in March?", "actors", "all", "Putin met with the man in March.", "the man"),
    ("By whom was the mayor shot?", "actors", "all", "the mayor was shot by the man.", "the man"),
    ("Which civilians crossed in 2025?", "actors", "all", "civilians crossed in 2025.", "civilians"),
    ("Which countries did Xi visit in 2024?", "actors", "all", "Xi visited countries in 2024.", "countries"),
    ("Which was the first attack on Goma?", "events", "first", "There was attack on Goma.", None),
    ("List all attacks on Goma in 2024", "events", "all", "There was attacks on Goma in 2024.", None),
    ("What happened at Panmunjom in 2017?", "events", "all", "at Panmunjom in 2017", None),
    ("What was the deadliest attack on Goma?", "events", "deadliest", "There was attack on Goma.", None),
    ("Which was the largest protest in Paris?", "events", "largest", "There was protest in Paris.", None),
    ("What did Iran seize in May 2022?", "actors", "all", "Iran seized the man in May 2022.", "the man"),
    ("How many barges did Argentina hold at Zarate?", "count", "all", "Argentina held 77 barges at Zarate.", "77 barges"),
    ("What was the death toll of the attack on Goma?", "count", "all", "77 people were killed in the attack on Goma.", "77 people"),
    ("What was the date of the attack on Goma?", "date", "all", "There was attack on Goma.", None),
    ("Name the countries that expelled diplomats.", "actors", "all", "countries expelled diplomats.", "countries"),
    ("Did a soldier cross the line in 2018?", "happened", "all", "a soldier crossed the line in 2018.", None),
    ("Has France ever sanctioned Mali?", "happened", "all", "France has sanctioned Mali.", None),
    ("Were there protests in Paris in May 2023?", "happened", "all", "there were protests in Paris in May 2023.", None),
    ("Please tell me when the talks began", None, None, None, None),
    ("Why did soldiers cross?", None, None, None, None),
    ("A soldier crossed the line.", None, None, None, None),
    ("How much did it cost?", None, None, None, None),
    ("", None, None, None, None),
]


@pytest.mark.parametrize(("question", "kind", "which", "statement", "held"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_a_question_asks_about_a_statement(
    question: str, kind: str | None, which: str | None, statement: str | None, held: str | None
) -> None:
    asked = read(question, VERBS)
    if kind is None:
        assert asked is None
        return
    assert asked is not None
    assert (asked.kind, asked.which, asked.statement) == (kind, which, statement)
    assert (asked.statement[slice(*asked.held)] if asked.held else None) == held


WORDS = [
    "how",
    "many",
    "when",
    "did",
    "who",
    "was",
    "the",
    "last",
    "a",
    "soldier",
    "cross",
    "in",
    "2017",
    "which",
    "of",
    "by",
    "to",
    "there",
    "been",
    "?",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_no_run_of_words_breaks_it(words: list[str]) -> None:
    asked = read(" ".join(words), VERBS)
    if asked is not None and asked.held is not None:
        assert 0 <= asked.held[0] < asked.held[1] <= len(asked.statement)
