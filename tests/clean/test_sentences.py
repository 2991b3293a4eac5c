"""Where sentences and paragraphs end. "|" stands for the end of a sentence, "¶" for the end of a paragraph."""

import pytest

from precedent.clean.sentences import paragraphs, sentences


def cut(text: str) -> str:
    return "¶".join("|".join(text[start:end] for start, end in sentences(text, *bounds)) for bounds in paragraphs(text))


@pytest.mark.parametrize(
    "marked",
    [
        "He crossed the line.|He was shot.",
        "Gen. Kim met Lt. Col. Park.|They spoke.",
        "He lives in the U.S. Army base.|The base is old.",
        "They went to the U.S.|He stayed.",
        "SEOUL, Oct. 20 (Wire) — A soldier crossed.|He wants to stay.",
        "WASHINGTON, D.C. (Wire) — The talks began.",
        "It opened in Oct.|The talks failed.",
        "No. 3 was first.|It won.",
        "The answer was no.|He left.",
        "J. P. Smith spoke.|George W. Bush listened.",
        "Inflation was 3.5 percent.|It was 1,500.25 before.",
        '"I saw him."|The army said so.',
        '"Who is it?" he asked.|"It is I!" she said.',
        "Wait ...|Then he ran.",
        "He said ... nothing more.",
        "Yahoo! said it would.|Fine.",
        "At 10 a.m. Tuesday it began.|At 11 p.m. it ended.",
        "He left at 10 a.m.|The army followed.",
        "St. Petersburg and Mt. Paektu are far.|Ft. Hood is near.",
        "Acme Inc. said so.|It was Acme Inc.|The firm denied it.",
        "He came (as a guest).|Then he left.|(He was seen.)|It rained.",
        "i went there.|he was gone.",
        "1. The first point is this.|It matters.",
        "He was born in 1984.|It was a leap year.",
        "A headline without a full stop",
        "Really?!|Yes.",
        "彼は来た。|彼は去った。",
        "See p. 12 and fig. 3 for more.",
    ],
)
def test_sentence_ends(marked: str) -> None:
    text = marked.replace("|", "" if "。" in marked else " ")
    assert cut(text) == marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("\n\n  \n", ""),
        ("one", "one"),
        ("\n\nA b.\n\n\nC d.\n", "A b.¶C d."),
        ("no stop\n\nhere", "no stop¶here"),
        ("Soldier crosses border\nThe army of the South said on Monday that he wants to stay.", None),
        ("- one thing\n- Another thing\n* a third", "- one thing¶- Another thing¶* a third"),
        ("The first paragraph ends here.\nThe second one is a good deal longer than that.\nShort.", None),
    ],
)
def test_paragraphs(text: str, expected: str | None) -> None:
    assert cut(text) == (text.replace("\n", "¶") if expected is None else expected)


def test_hard_wrapped_lines_are_one_sentence() -> None:
    text = (
        "The army of the other side said on Monday that the soldier wants to\n"
        "stay, and that he was not armed when he walked across the line near\n"
        "Panmunjom. Nobody was hurt."
    )
    assert cut(text) == text.replace(". N", ".|N")


def test_sentences_never_cross_a_blank_line() -> None:
    text = "The army said that the soldier who crossed\n\nthe line wants to stay."
    assert len(paragraphs(text)) == 2
