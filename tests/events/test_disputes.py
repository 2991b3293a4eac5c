"""Denials apart from what they deny, as a table. Triggers and sayings are given, so that no reading of the encoder is tested."""

from __future__ import annotations

import pytest

from precedent.clean.document import Sentence
from precedent.encode.encoder import EMPTY
from precedent.encode.reading import Reading, Saying, Spot
from precedent.events import disputes
from precedent.events.draft import Draft
from precedent.events.gather import gather
from precedent.records import Attribution, Event
from tests.support.reading import read

# The report; the word that tells the event; what becomes of it: disputed (by whom), untrue, or nothing.
APART = """
Villagers said the army killed four farmers. The army denied it. | killed | disputed: The army
Villagers said the army killed four farmers. It was market day. The army denied it. | killed | disputed: The army
Villagers said the army killed four farmers. The army denied the report. | killed | disputed: The army
Villagers said the army killed four farmers. The army denied the allegations. | killed | disputed: The army
Villagers said the army killed four farmers. A spokesman dismissed the claim as lies. | killed | disputed: A spokesman
Villagers said the army killed four farmers. The general rejected the accusation. | killed | disputed: The general
Villagers said the army killed four farmers. The general disputed that account. | killed | disputed: The general
Villagers said the army killed four farmers. The army called the story a lie. | killed | disputed: The army
Villagers said the army killed four farmers. The report was false, the governor said. | killed | disputed: the governor
Villagers said the army killed four farmers. That was untrue, the governor said. | killed | disputed: the governor
A radio station said rebels seized the port. The governor refuted this. | seized | disputed: The governor
A radio station said rebels seized the port. The claims were baseless, the minister said. | seized | disputed: the minister
A radio station said rebels seized the port. The report proved false. | seized | untrue
A radio station said rebels seized the port. The story turned out to be a hoax. | seized | untrue
A radio station said rebels seized the port. The reports were wrong. | seized | untrue
A radio station said rebels seized the port. It was a lie. | seized | untrue
Villagers said the army killed four farmers. The army did not deny the report. | killed | nothing
Villagers said the army killed four farmers. The army denied involvement. | killed | nothing
Villagers said the army killed four farmers. The report was not false. | killed | nothing
Villagers said the army killed four farmers. The army rejected a truce. | killed | nothing
Villagers said the army killed four farmers. The army denied that it planned a coup. | killed | nothing
Villagers said the army killed four farmers. The army denied a report of a coup. | killed | nothing
Villagers said the army killed four farmers. The army denied having used gas. | killed | nothing
Villagers said the army killed four farmers. The wrong road was taken. | killed | nothing
Villagers said the army killed four farmers. One. Two. Three. The army denied it. | killed | nothing
""".strip().splitlines()

# The report; both triggers; whether the second denies the first.
AGAIN = """
Residents said troops shelled the village. The ministry denied that any village had been shelled. | shelled | shelled | yes
Residents said troops shelled the village. The ministry denied any shelling. | shelled | shelling | yes
A union said police arrested ten students. Police said no one had been arrested. | arrested | arrested | yes
A union said police arrested ten students. It rained. Police said nobody had been arrested. | arrested | arrested | yes
Rebels attacked a convoy. The army denied any attack. | attacked | attack | yes
Rebels attacked a convoy. One. Two. Three. The army denied any attack. | attacked | attack | no
Rebels attacked a convoy. The army said no bridge had been destroyed. | attacked | destroyed | no
""".strip().splitlines()


def given(sentence: Sentence) -> Reading:
    """ "X said Y" and "Y, X said" as an encoder would read them."""
    words = [t.lower for t in sentence.tokens]
    cue = next((i for i, w in enumerate(words) if w in ("said", "denied")), None)
    if cue is None:
        return EMPTY
    comma = next((i for i in range(cue) if words[i] == ","), None)
    source, content = ((0, cue), (cue + 1, len(words) - 1)) if comma is None else ((comma + 1, cue), (0, comma))
    said = Saying(cue, cue + 1, 0.9, (Spot(*source, "source", 0.9),), (Spot(*content, "content", 0.9),))
    return EMPTY._replace(sayings=(said,) if words[cue] == "said" else ())


def told(text: str, trigger: str, *denied: str) -> Event:
    reading = read(text)
    first = reading.draft(trigger)
    readings = [given(s) for s in reading.doc.sentences]
    if "said" in text.split(".")[0]:
        first.attributions = [_by(first)]
    drafts = [first]
    for word in denied:
        last = next(s for s in reversed(reading.doc.sentences) if word in s.text.split() or f"{word}." in s.text)
        at = next(i for i, t in enumerate(last.tokens) if t.text == word)
        again = Draft(last, first.told._replace(first=at, last=at + 1), at, at + 1, at, "test", "ASSAULT", None, 0.9)
        again.nominal = word in ("shelling", "attack")
        again.polarity = "negative"
        again.attributions = [_by(again)]
        drafts.append(again)
    disputes.find(reading.doc, reading.phrases, readings, drafts, reading.chains)
    return gather(reading.doc, reading.phrases, drafts, least=0.0).events[0]


def _by(draft: Draft) -> Attribution:
    at = next(t for t in draft.sentence.tokens if t.lower in ("said", "denied"))
    source = draft.sentence.text[: at.start - draft.sentence.start].strip()
    start = draft.sentence.start
    from precedent.records import Span

    cue = Span(start=at.start, end=at.end, text=at.text)
    return Attribution(source=Span(start=start, end=start + len(source), text=source), cue=cue)


@pytest.mark.parametrize("line", APART)
def test_what_is_denied_without_being_told_again(line: str) -> None:
    text, trigger, wanted = (cell.strip() for cell in line.split("|"))
    event = told(text, trigger)
    denying = [a.source.text for a in event.attributions if a.denies and a.source]
    if wanted == "nothing":
        assert (event.polarity, event.modality, denying) == ("positive", "asserted", [])
    elif wanted == "untrue":
        assert (event.polarity, denying) == ("negative", [])
        assert [c.attribute for c in event.cues] == ["polarity"]
    else:
        assert (event.polarity, event.modality) == ("positive", "believed")
        assert denying == [wanted.removeprefix("disputed: ")]
        assert [c.attribute for c in event.cues] == ["modality"]


@pytest.mark.parametrize("line", AGAIN)
def test_what_is_denied_by_being_told_again(line: str) -> None:
    text, first, second, wanted = (cell.strip() for cell in line.split("|"))
    event = told(text, first, second)
    assert bool(event.mentions) == (wanted == "yes")
    assert any(a.denies for a in event.attributions) == (wanted == "yes")


def test_both_sides_keep_their_words() -> None:
    event = told(
        "Residents said troops shelled the village. The ministry denied that any village had been shelled.", "shelled", "shelled"
    )
    assert [(a.source and a.source.text, a.cue and a.cue.text, a.denies) for a in event.attributions] == [
        ("Residents", "said", False),
        ("The ministry", "denied", True),
    ]
    assert event.modality == "believed"


def test_what_the_report_itself_asserts_stays_asserted_beside_a_denial() -> None:
    event = told("Rebels attacked a convoy. The army denied any attack.", "attacked", "attack")
    assert (event.polarity, event.modality) == ("positive", "asserted")
    assert [a.denies for a in event.attributions] == [True]
