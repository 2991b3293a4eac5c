"""Earlier posts quoted in pasted text."""

import pytest

from precedent.clean.prepare import prepare
from precedent.records import Report

QUOTED = "He was shot in 2017 as he fled."
REPLY = "I read that he lived."


@pytest.mark.parametrize(
    ("quote", "author"),
    [
        (f"> {QUOTED}", None),
        (f"Ann wrote:\n> {QUOTED}", "Ann"),
        (f"On Mon, Oct 20, 2025 at 9:00 PM, Ann <ann@example.org> wrote:\n> {QUOTED}", "Ann"),
        (f"Ann said: ↑\n{QUOTED}\nClick to expand...", "Ann"),
        (f"Ann said:\n{QUOTED}\n\nClick to expand...", "Ann"),
        (f"Originally Posted by Ann View Post\n{QUOTED}", "Ann"),
        (f"Quote:\nOriginally posted by Ann\n{QUOTED}", "Ann"),
        (f"[quote=Ann, post: 12]{QUOTED}[/quote]", "Ann"),
        (f'[QUOTE="Ann"][quote]{QUOTED}[/quote][/QUOTE]', "Ann"),
        (f"Zitat von Ann\n{QUOTED}", "Ann"),
    ],
)
def test_quoted_words_are_marked_with_their_author(quote: str, author: str | None) -> None:
    text = f"{quote}\n\n{REPLY}"
    document = prepare(Report(id="p", text=text))
    (found,) = document.quotes
    assert QUOTED in found.text
    assert found.author == author
    assert text[found.start : found.end] == found.text
    assert [sentence.text for sentence in document.sentences if not sentence.quoted] == [REPLY]
    assert not any("Ann" in sentence.text for sentence in document.sentences)


def test_a_bare_name_introduces_a_quotation_only_in_a_post() -> None:
    text = f"Ann wrote:\n{QUOTED}\n\n{REPLY}"
    assert not prepare(Report(id="p", text=text)).quotes
    assert prepare(Report(id="p", text=text, number=4)).quotes[0].author == "Ann"


@pytest.mark.parametrize(
    "text",
    [
        f"The army said:\n{QUOTED}",
        f"He wrote:\n{QUOTED}",
        f"She wrote a letter: {QUOTED}",
        f'"{QUOTED}" Ann said.',
        f"Ann said:\n{QUOTED}",
        "[quote] never closed",
        "Originally posted by Ann",
        "> ",
    ],
)
def test_prose_is_not_quotation(text: str) -> None:
    assert not any(sentence.quoted for sentence in prepare(Report(id="a", text=text)).sentences if sentence.text != ">")
