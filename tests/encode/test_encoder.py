"""The encoder at run time: spans from scores, one reading a sentence whatever it came with, the released weights."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from precedent.codebooks.matching import Hint
from precedent.encode.encoder import WEIGHTS, Encoder, from_anchor, shipped
from precedent.encode.pieces import Place, Sentence
from precedent.encode.reading import Reading, Trigger, spots
from precedent.errors import PrecedentError

SENTENCES = [
    Sentence(line.split(), place)
    for place, line in zip(
        Place,
        (
            "Rebels shelled the market in Kobane on Monday , killing at least 12 people , the army said .",
            "No .",
            "It was the first attack since last August .",
            "The minister denied that police had arrested the two journalists in Lagos .",
            "",
        ),
        strict=True,
    )
]


def alike(one: Reading, other: Reading) -> bool:
    """Equal but for the vectors, and those too."""
    bare = [r._replace(vectors=np.zeros(0, np.float32), whole=np.zeros(0, np.float32)) for r in (one, other)]
    return bare[0][:5] == bare[1][:5] and np.array_equal(one.vectors, other.vectors) and np.array_equal(one.whole, other.whole)


# rows are words; columns: outside, begins A, goes on A, begins B, goes on B
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[0.9, 0.1, 0, 0, 0], [0.8, 0, 0.2, 0, 0]], []),
        ([[0.1, 0.9, 0, 0, 0], [0.1, 0, 0.9, 0, 0]], [(0, 2, "A")]),
        ([[0.1, 0.9, 0, 0, 0], [0.1, 0.9, 0, 0, 0]], [(0, 1, "A"), (1, 2, "A")]),
        ([[0.1, 0.9, 0, 0, 0], [0.9, 0, 0.1, 0, 0], [0.1, 0, 0, 0, 0.9]], [(0, 1, "A"), (2, 3, "B")]),
        ([[0.2, 0.45, 0, 0.35, 0], [0.2, 0, 0.1, 0, 0.7]], [(0, 2, "B")]),
        ([[0.4, 0.2, 0.1, 0.2, 0.1]], [(0, 1, "A")]),
    ],
    ids=["outside", "one span", "two that touch", "a gap", "doubt about the label", "doubt loses no span"],
)
def test_spans_from_scores(rows: list[list[float]], expected: list[tuple[int, int, str]]) -> None:
    assert [(s.first, s.last, s.label) for s in spots(np.array(rows, np.float32), ("A", "B"))] == expected


def test_distance_from_an_anchor() -> None:
    assert [int(d) - 24 for d in from_anchor(2, 4, 6)] == [-2, -1, 0, 0, 1, 2]
    assert from_anchor(0, 1, 100)[-1] == 48


def test_a_sentence_is_read_alike_whatever_came_with_it() -> None:
    encoder = shipped()
    together = encoder.read(SENTENCES)
    for sentence, reading in zip(SENTENCES, together, strict=True):
        assert alike(encoder.read([sentence])[0], reading)
    assert all(alike(a, b) for a, b in zip(encoder.read(SENTENCES * 30, threads=2), together * 30, strict=True))


def test_a_reading_holds_a_tag_and_a_vector_a_word() -> None:
    for sentence, reading in zip(SENTENCES, shipped().read(SENTENCES), strict=True):
        assert len(reading.tags) == len(sentence.words) == len(reading.vectors)


def test_a_hint_moves_what_a_word_is_taken_for() -> None:
    words = ["The", "council", "glimped", "the", "ferry", "on", "Monday", "."]
    hinted = Sentence(words, Place.FIRST, [Hint(2, "ASSAULT", 1.0)])
    plain, told = (shipped().at(reading, [(2, 3)])[0] for reading in shipped().read([Sentence(words, Place.FIRST), hinted]))

    def likely(trigger: Trigger) -> float:
        return next((c.score for c in trigger.types if c.label == "ASSAULT"), 0.0)

    assert likely(told) > likely(plain)


def test_words_that_something_else_took_for_a_trigger_get_roles_too() -> None:
    encoder = shipped()
    (reading,) = encoder.read([SENTENCES[0]])
    (told,) = encoder.at(reading, [(1, 2)])
    assert ("actor", 0, 1) in {(r.label, r.first, r.last) for r in told.roles}
    assert encoder.at(reading, []) == ()


def test_other_weights_are_refused(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    labels = tmp_path / "weights" / "labels.json"
    labels.write_text(labels.read_text() + " ")
    with pytest.raises(PrecedentError, match="not the file this version was released with"):
        Encoder(tmp_path / "weights")
