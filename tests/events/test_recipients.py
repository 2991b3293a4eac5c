"""Whom an act concerns, by the words behind its trigger; and roles as whole noun phrases. Triggers are given."""

from __future__ import annotations

import pytest

from precedent.encode.reading import Spot
from precedent.events import recipients
from precedent.events.draft import Draft
from precedent.pipeline.parts import gazetteer
from precedent.records import Place
from precedent.resolve.actors import Chains
from precedent.resolve.actors import chains as find_chains
from tests.support.reading import Reading, read

# The sentence; actor; trigger; recipient.
CASES = """
Kenya held talks with Sudan. | Kenya | held talks | Sudan
Canada imposed sanctions on Chad. | Canada | imposed sanctions | Chad
Japan sent grain to Indonesia. | Japan | sent | Indonesia
The union filed a complaint against the ministry. | The union | filed | the ministry
Armenia blamed the army. | Armenia | blamed | the army
France condemned Mali. | France | condemned | Mali
Brazil ended its dispute with Peru. | Brazil | ended | Peru
The army opened fire on protesters. | The army | opened fire | protesters
Spain signed a treaty with Morocco in Rabat. | Spain | signed | Morocco
The ministry called for talks with the rebels. | The ministry | called | the rebels
Sweden expelled two diplomats after a row with Iran. | Sweden | expelled | two diplomats
Norway withdrew its plan. | Norway | withdrew |
Norway spoke, and Mali listened. | Norway | spoke |
Norway spoke before Mali did. | Norway | spoke |
""".strip().splitlines()


def behind(text: str, actor: str, trigger: str) -> str:
    reading = read(text)
    draft = _draft(reading, trigger)
    first, last = reading.tokens(actor)[1:]
    chains: Chains = find_chains(reading.doc, reading.phrases, (), _no_places(), gazetteer())
    spots = recipients.behind(draft, reading.phrases[0], [Spot(first, last, "actor", 0.9)], chains)
    return " / ".join(_words(reading, s) for s in spots)


def _no_places() -> tuple[Place, ...]:
    return ()


def _draft(reading: Reading, trigger: str) -> Draft:
    draft = reading.draft(trigger)
    draft.head = draft.first
    return draft


def _words(reading: Reading, spot: Spot) -> str:
    tokens = reading.doc.sentences[0].tokens
    return reading.doc.text.text[tokens[spot.first].start : tokens[spot.last - 1].end]


@pytest.mark.parametrize("line", CASES)
def test_the_recipient_behind_a_trigger(line: str) -> None:
    text, actor, trigger, recipient = (cell.strip() for cell in line.split("|"))
    assert behind(text, actor, trigger) == recipient


def test_nobody_is_looked_for_where_somebody_is_or_the_act_is_passive() -> None:
    reading = read("Canada imposed sanctions on Chad with Norway.")
    draft = _draft(reading, "imposed")
    chains = reading.chains
    both = [Spot(0, 1, "actor", 0.9), Spot(4, 5, "recipient", 0.9)]
    assert recipients.behind(draft, reading.phrases[0], both, chains) == []
    draft.passive = True
    assert recipients.behind(draft, reading.phrases[0], both[:1], chains) == []


@pytest.mark.parametrize(
    ("text", "trigger", "fragment", "whole"),
    [
        ("Peru accused the port authority of fraud.", "accused", "the", "the port authority"),
        ("The health ministry condemned the raid.", "condemned", "The health", "The health ministry"),
        ("Peru accused the port authority of fraud.", "accused", "the port authority", "the port authority"),
        ("Israel's army raided the town.", "raided", "Israel", "Israel"),
        ("Peru accused the port authority of fraud.", "accused", "of", None),
    ],
)
def test_a_role_is_a_whole_noun_phrase(text: str, trigger: str, fragment: str, whole: str | None) -> None:
    reading = read(text)
    _, first, last = reading.tokens(fragment)
    found = recipients.whole(Spot(first, last, "actor", 0.9), _draft(reading, trigger), reading.phrases[0])
    assert (found and _words(reading, found)) == whole
