"""Word classes and base noun phrases, read like a specification."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precedent.clean.prepare import prepare
from precedent.records import Report
from precedent.spans.phrases import parse


def read(text: str):
    sentence = prepare(Report(id="t", text=text)).sentences[0]
    return sentence, parse(sentence)


def words(sentence, first: int, last: int) -> str:
    return sentence.text[sentence.tokens[first].start - sentence.start : sentence.tokens[last - 1].end - sentence.start]


PHRASES = [
    ("North Korea's army shelled the island.", ["North Korea's army", "the island"]),
    ("A North Korean soldier reached the South Korean military.", ["A North Korean soldier", "the South Korean military"]),
    ("About 34,000 people came by way of Laos.", ["About 34,000 people", "way", "Laos"]),
    ("At least twelve suspected militants surrendered.", ["At least twelve suspected militants"]),
    ("Police fired more than 200 rounds.", ["Police", "more than 200 rounds"]),
    ("He met his Polish counterpart Jan Nowak in Gdansk.", ["He", "his Polish counterpart Jan Nowak", "Gdansk"]),
    ("The barge sank near a small, remote village.", ["The barge", "a small, remote village"]),
    ("Last week police raided the offices.", ["Last week", "police", "the offices"]),
    ("The wounded were flown to Nairobi.", ["The wounded", "Nairobi"]),
    ("They demanded the release of jailed union leaders.", ["They", "the release", "jailed union leaders"]),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_base_noun_phrases(text: str, expected: list[str]) -> None:
    sentence, phrases = read(text)
    assert [words(sentence, c.first, c.last) for c in phrases.chunks] == expected


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("Soldier walks across fortified border", "walks", "VERB"),
        ("The walks were long.", "walks", "NOUN"),
        ("Peru Signs Accord With Chile", "Signs", "VERB"),
        ("The two sides signed.", "signed", "VERB"),
        ("Police have not confirmed it.", "have", "AUX"),
        ("The Bolivian envoy left.", "Bolivian", "ADJ"),
        ("Troops withdrew to Goma.", "Goma", "PROPN"),
        ("They agreed to leave.", "to", "PART"),
        ("They walked to town.", "to", "ADP"),
    ],
)
def test_word_classes(text: str, word: str, tag: str) -> None:
    sentence, phrases = read(text)
    assert phrases.tags[[t.text for t in sentence.tokens].index(word)] == tag


@pytest.mark.parametrize(
    ("text", "word", "penn"),
    [
        ("Police arrested at least 12 men.", "arrested", "VBD"),
        ("Twelve men were arrested by police.", "arrested", "VBN"),
        ("The men arrested by police were freed.", "arrested", "VBN"),
    ],
)
def test_participle_or_past_tense(text: str, word: str, penn: str) -> None:
    sentence, phrases = read(text)
    assert phrases.penn[[t.text for t in sentence.tokens].index(word)] == penn


@given(st.text(max_size=200))
def test_chunks_are_ordered_apart_and_hold_their_head(text: str) -> None:
    for sentence in prepare(Report(id="t", text=text)).sentences:
        phrases = parse(sentence)
        assert len(phrases.tags) == len(phrases.penn) == len(sentence.tokens)
        at = 0
        for chunk in phrases.chunks:
            assert at <= chunk.first <= chunk.head < chunk.last
            at = chunk.last


def test_accuracy_on_unseen_web_text() -> None:
    """The figure of docs and report: training/tagger.py --measure."""
    dev = Path(__file__).parents[2].parent / "shared" / "train" / "roles-ewt" / "dev.jsonl"
    if not dev.exists():
        pytest.skip("the English Web Treebank is not here")
    import json

    from precedent.spans.tagger import tag

    right = total = 0
    for line in dev.read_text(encoding="utf-8").splitlines()[:600]:
        row = json.loads(line)
        other = {"INTJ": "X", "SYM": "X"}
        said = tag(row["tokens"], [t.lower() for t in row["tokens"]])
        right += sum(s.split("/")[0] == other.get(g, g) for s, g in zip(said, row["upos"], strict=True))
        total += len(said)
    assert right / total >= 0.92


def test_long_sentences_take_linear_time() -> None:
    sentence, _ = read("the very old of to and strike " * 3000)
    began = time.perf_counter()
    parse(sentence)
    assert time.perf_counter() - began < 2.0
