"""Documents: every offset true, whatever the text; repeats marked; language told; in time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.clean.language import language
from precedent.clean.prepare import prepare
from precedent.records import Report

ODD = st.text(st.one_of(st.characters(), st.sampled_from("\r\n\x00\u200b\u202e\ufeff\u00a0. >#\"'[]:AaBb1é")), max_size=200)
PARAGRAPHS = st.lists(
    st.sampled_from(["Joe\nMember\nPosts: 3", "> quoted words here", "A man fled. He was shot.", "\r\n", "x", "שלום עולם", ""]),
    max_size=8,
)


def check(title: str, text: str) -> None:
    document = prepare(Report(id="r", title=title, text=text))
    last = 0
    for index, sentence in enumerate(document.sentences):
        seen = document.view(sentence.part)
        assert sentence.index == index
        assert sentence.text == seen.text[sentence.start : sentence.end] == sentence.text.strip() != ""
        if sentence.part == "text":
            assert sentence.start >= last
            last = sentence.end
        for token in sentence.tokens:
            assert sentence.start <= token.start < token.end <= sentence.end
            assert seen.text[token.start : token.end] == token.text
        first, end = seen.given(sentence.start, sentence.end)
        assert 0 <= first < end <= len(seen.raw)
    for mark in (*document.repeats, *document.quotes):
        assert document.text.text[mark.start : mark.end] == mark.text
    for repeat in document.repeats:
        assert repeat.of[0] < repeat.of[1] <= repeat.start


@settings(deadline=None)
@given(ODD, ODD)
def test_offsets_are_true(title: str, text: str) -> None:
    check(title, text)


@settings(deadline=None)
@given(PARAGRAPHS, st.sampled_from(["\n", "\n\n", "\r\n\r\n"]))
def test_offsets_are_true_in_posts(parts: list[str], between: str) -> None:
    check("", between.join(parts))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\x00", "word", "\r\n\r\nA man fled.", "\u202eA man fled\u202c", "مرحبا بالعالم", "\ufeff", "...."]
)
def test_odd_texts(text: str) -> None:
    check(text, text)


def test_title_comes_first_and_in_its_own_part() -> None:
    document = prepare(Report(id="r", title="A headline. And more", text="A text."))
    assert [(sentence.part, sentence.text) for sentence in document.sentences] == [
        ("title", "A headline."),
        ("title", "And more"),
        ("text", "A text."),
    ]


def test_repeated_paragraphs_and_sentences() -> None:
    paragraph = "The army said on Monday that he wants to stay. Nobody was hurt."
    sentence = "Most of them came by way of the third country."
    text = f"{paragraph}\n\nSomething else. {sentence}\n\n{paragraph.replace(' ', '  ')}\n\nMore. {sentence} Nobody was hurt."
    document = prepare(Report(id="r", text=text))
    assert [(text[slice(*repeat.of)], repeat.text.replace("  ", " ")) for repeat in document.repeats] == [
        (paragraph, paragraph),
        (sentence, sentence),
    ]
    assert [s.text.replace("  ", " ") for s in document.sentences if s.repeat] == [
        *(paragraph.replace(". N", ".|N").split("|")),
        sentence,
    ]


def test_quotes_of_an_extracted_report_are_seen_in_the_view() -> None:
    from precedent.records import Quote

    text = "Earlier\r\nwords of Ann.\r\n\r\nMy reply."
    report = Report(id="r", text=text, extracted=True, quotes=(Quote(start=0, end=22, text=text[:22], author="Ann"),))
    document = prepare(report)
    assert document.quotes[0].text == "Earlier\nwords of Ann."
    assert [sentence.quoted for sentence in document.sentences] == [True, True, False] or [
        s.quoted for s in document.sentences
    ] == [True, False]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A short text.", "en"),
        ("Eine kurze Meldung.", "en"),
        ("북한 군인이 일요일 군사분계선을 넘었다", "ko"),
        ("Солдат перешёл границу", "ru"),
        ("عبر جندي الحدود", "ar"),
        ("兵士が境界線を越えた", "ja"),
        ("士兵越过军事分界线", "zh"),
        ("", None),
        ("123 ...", None),
        ("Ein Soldat hat am Sonntag die Grenze überschritten, wie die Armee mitteilte. " * 4, "de"),
        ("Un soldat a franchi la frontière dimanche, selon l'armée, qui ne dit pas pourquoi. " * 4, "fr"),
        ("A soldier crossed the border on Sunday, the army said, and he was not armed. " * 4, "en"),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "a " * 50_000,
        "." * 100_000,
        ". " * 50_000,
        "A. " * 50_000,
        "\n" * 50_000,
        "a\n" * 50_000,
        "x\n\n" * 40_000,
        "[quote]" * 30_000,
        "> a\n" * 40_000,
        "Ann said:\n" * 20_000,
        "Joe\nMember\n\n" * 15_000,
        '(("' * 60_000,
        "?!" * 100_000 + "a",
        "http://" * 30_000,
    ],
)
def test_linear(text: str) -> None:
    began = time.process_time()
    prepare(Report(id="r", text=text))
    assert time.process_time() - began < 5


@settings(max_examples=1, deadline=None)
@given(st.just("the soldier crossed the line and said he would stay " * 20_000))
def test_a_megabyte_in_one_line(text: str) -> None:
    document = prepare(Report(id="r", text=text))
    assert len(document.sentences) == 1
    assert document.sentences[0].end == len(text.rstrip())
