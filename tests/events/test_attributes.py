"""Attributes as a table: a sentence, the word whose event is judged, and every value that is not the default."""

from __future__ import annotations

import pytest

from precedent.events.draft import Draft
from tests.events.sentences import read, right


def judge(text: str, word: str) -> tuple[Draft, dict[str, str]]:
    draft = read(text, at=word).drafts[0]
    return draft, {cue.attribute: cue.text for cue in draft.cues}


DONE = """
The soldier crossed the line on Sunday. | crossed
Troops have attacked the village. | attacked
Police arrested three men who had planned nothing. | arrested
The army began to shell the town at dawn. | shell
Rescuers managed to free the hostages. | free
He was the first soldier to cross since August. | cross
Protesters were forced to leave the square. | leave
The attack on the convoy killed two. | attack
The ministry condemned the attack. | attack
The president signed the treaty, and no one objected. | signed
The government said that rebels attacked the base. | attacked
They stormed the embassy without delay. | stormed
""".strip().splitlines()

DEPARTURES = """
The soldier did not cross the line. | cross | polarity=negative:not
Troops never entered the town. | entered | polarity=negative:never
No soldier crossed the line. | crossed | polarity=negative:No
Nobody attacked the convoy. | attacked | polarity=negative:Nobody
The minister denied attacking the convoy. | attacking | polarity=negative:denied
The army denied that it attacked the village. | attacked | polarity=negative:denied
The army denied its troops had attacked the village. | attacked | polarity=negative:denied
The rebels refused to withdraw from the town. | withdraw | polarity=negative:refused
The sides failed to agree on a date. | agree | polarity=negative:failed
Police dispersed the crowd without arresting anyone. | arresting | polarity=negative:without
The ministry denied any attack on the ship. | attack | polarity=negative:denied
There was no attack on the town. | attack | polarity=negative:no
The president will visit Hanoi in May. | visit | modality=planned:will
The army plans to attack the city. | attack | modality=planned:plans
The government intends to withdraw its troops. | withdraw | modality=planned:intends
Ministers are expected to meet on Friday. | meet | modality=planned:expected
The rebels threatened to attack the port. | attack | modality=planned:threatened
The planned visit was announced on Monday. | visit | modality=planned:planned
The parties agreed to meet again. | meet | modality=planned:agreed
He said he would withdraw the troops. | withdraw | modality=planned:would
Washington called on Israel to withdraw from the area. | withdraw | modality=requested:called
The council urged the sides to stop. | stop | modality=requested:urged
She demanded that the army withdraw its men. | withdraw | modality=requested:demanded
Families called for the release of the prisoners. | release | modality=requested:called
The troops must withdraw at once. | withdraw | modality=requested:must
Rebels may have attacked the base. | attacked | modality=possible:may
The group could attack again. | attack | modality=possible:could
A possible attack was reported. | attack | modality=possible:possible
Gunmen tried to abduct the judge. | abduct | modality=possible:tried
If the army attacked, thousands would flee. | attacked | modality=hypothetical:If
Unless rebels withdraw, the talks are off. | withdraw | modality=hypothetical:Unless
The men are believed to have crossed the river. | crossed | modality=believed:believed
The men are suspected of killing a guard. | killing | modality=believed:suspected
The minister accused rebels of attacking a clinic. | attacking | modality=believed:accused
Prosecutors allege that he killed two men. | killed | modality=believed:allege
The alleged attack took place in May. | attack | modality=believed:alleged
Pyongyang has repeatedly rejected the offer. | rejected | genericity=habitual:repeatedly
The army regularly shells the border. | shells | genericity=habitual:regularly
Soldiers fire at fishermen every week. | fire | genericity=habitual:every week
Repeated attacks emptied the villages. | attacks | genericity=habitual:Repeated
Few soldiers have crossed the line. | crossed | genericity=habitual:Few
The union has no plans to strike in May. | strike | modality=planned:plans polarity=negative:no
""".strip().splitlines()


def test_what_is_told_as_done_keeps_the_defaults() -> None:
    right([(*_cells(line), {}) for line in DONE], _departures, 0.8)


def test_every_departure_from_the_default_is_told() -> None:
    cases = [(text, word, {k: v.split(":")[0] for k, v in _pairs(wanted)}) for text, word, wanted in map(_cells, DEPARTURES)]
    right(cases, lambda text, word: {k: v.split(":")[0] for k, v in _departures(text, word).items()}, 0.8)


def test_what_is_denied_planned_or_asked_for_is_never_told_as_done() -> None:
    right([(*_cells(line)[:2], True) for line in DEPARTURES], lambda text, word: bool(_departures(text, word)), 0.9)


@pytest.mark.parametrize("line", DEPARTURES)
def test_every_departure_has_a_cue(line: str) -> None:
    draft, cues = judge(*_cells(line)[:2])
    assert {name for name in DEFAULTS if getattr(draft, name) != DEFAULTS[name]} == set(cues)


DEFAULTS = {"polarity": "positive", "modality": "asserted", "genericity": "specific"}


def _departures(text: str, word: str) -> dict[str, str]:
    draft, cues = judge(text, word)
    return {name: f"{getattr(draft, name)}:{cues[name]}" for name in DEFAULTS if getattr(draft, name) != DEFAULTS[name]}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _pairs(wanted: str) -> list[tuple[str, str]]:
    """ "a=b:c d e=f:g" into its pairs; a cue may hold a space."""
    pairs: list[str] = []
    for piece in wanted.split(" "):
        if "=" in piece:
            pairs.append(piece)
        else:
            pairs[-1] += " " + piece
    return [(name, value) for name, _, value in (pair.partition("=") for pair in pairs)]


TENSES = [
    ("The soldier crossed the line.", "crossed", "past"),
    ("Troops have crossed the line.", "crossed", "past"),
    ("The soldier was shot at the line.", "shot", "past"),
    ("Ministers are meeting in Geneva.", "meeting", "present"),
    ("The army shells the border.", "shells", "present"),
    ("Ministers will meet in Geneva.", "meet", "future"),
    ("Ministers plan to meet in Geneva.", "meet", "future"),
]


def test_tense() -> None:
    right(TENSES, lambda text, word: judge(text, word)[0].tense, 0.7)
