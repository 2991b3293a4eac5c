"""Who did it and to whom, when and where: tables of sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.sentences import drafts, trigger

WHO = [
    ("Police arrested two drivers.", "arrested", ["Police"], ["two drivers"]),
    ("Two drivers were arrested by border police.", "arrested", ["border police"], ["Two drivers"]),
    ("A guard was shot at the gate.", "shot", [], ["A guard"]),
    ("Soldiers who crossed the line returned later.", "crossed", ["Soldiers"], []),
    ("The rebels crossed the river and attacked a convoy.", "attacked", ["The rebels"], ["a convoy"]),
    ("The killing of a judge by gunmen shocked Lima.", "killing", ["gunmen"], ["a judge"]),
    ("Kenya met with Sudan in Juba.", "met", ["Kenya"], ["Sudan"]),
    ("Kenya and Sudan met in Juba.", "met", ["Kenya"], ["Sudan"]),
    ("Armenia accused Georgia of firing on its outposts.", "accused", ["Armenia"], ["Georgia"]),
    ("The bishop called on the army to free the editors.", "called on", ["The bishop"], ["the army"]),
    ("Canada imposed sanctions on Chad.", "imposed", ["Canada"], ["Chad"]),
    ("Sanctions were imposed on Chad by Canada.", "imposed", ["Canada"], ["Chad"]),
    ("Peru agreed with Chile to open the pass.", "agreed", ["Peru"], ["Chile"]),
    ("Talks between Norway and Mali went on.", "Talks", ["Norway"], ["Mali"]),
    ("Israel launched an attack on Syria.", "launched", ["Israel"], ["Syria"]),
    ("The Polish minister, who lives in Gdansk, condemned the raid.", "condemned", ["The Polish minister"], ["the raid"]),
    ("The men that police arrested were teachers.", "arrested", ["police"], ["The men"]),
    ("The army said on Friday that it had attacked two villages.", "attacked", ["The army"], ["two villages"]),
    ("The union threatened to sue the ministry.", "threatened", ["The union"], ["the ministry"]),
    ("Rebels shelled the town, killing six farmers.", "killing", ["Rebels"], ["six farmers"]),
]


@pytest.mark.parametrize(("text", "words", "actor", "recipient"), WHO)
def test_participants(text: str, words: str, actor: list[str], recipient: list[str]) -> None:
    doc, found = drafts(text)
    draft = next(d for d in found if trigger(doc, d).startswith(words))
    assert [a.text for a in draft.actors if a.role == "actor"] == actor
    assert [a.text for a in draft.actors if a.role == "recipient"] == recipient


WHEN = [
    ("A soldier crossed the border on Sunday, the army said.", "crossed", ["Sunday"]),
    ("The army said on Monday that a soldier had crossed the border.", "crossed", []),
    ("In 2017 a guard was shot as he fled.", "shot", ["2017"]),
    ("In 2017 a guard was shot as he fled.", "fled", ["2017"]),
    ("It was the first crossing by a soldier since last August.", "crossing", []),
    ("Police arrested a man on Friday and released him on Sunday.", "arrested", ["Friday"]),
    ("Police arrested a man on Friday and released him on Sunday.", "released", ["Sunday"]),
]


@pytest.mark.parametrize(("text", "words", "times"), WHEN)
def test_times(text: str, words: str, times: list[str]) -> None:
    doc, found = drafts(text)
    draft = next(d for d in found if trigger(doc, d).startswith(words))
    assert [t.text for t in draft.times] == times


WHERE = [
    ("Rebels attacked a convoy near Goma.", "attacked", [("location", "Goma")]),
    ("Thousands fled from Sudan to Chad.", "fled", [("origin", "Sudan"), ("destination", "Chad")]),
    ("About 300 people have come by way of Laos.", "come", [("via", "Laos")]),
    ("Police arrested a man in the northern city of Kano.", "arrested", [("location", "Kano")]),
    ("Two men crossed the Yalu River.", "crossed", [("location", "Yalu River")]),
    ("The king held a parade of missile carriers and did not name the United States.", "held", []),
    ("Gunmen abducted a nun, a spokesman said in Geneva.", "abducted", []),
]


@pytest.mark.parametrize(("text", "words", "places"), WHERE)
def test_places(text: str, words: str, places: list[tuple[str, str]]) -> None:
    doc, found = drafts(text)
    draft = next(d for d in found if trigger(doc, d).startswith(words))
    assert [(p.role, p.text) for p in draft.places] == places


WORDS = ["police", ",", "who", "and", "arrested", "shot", "the", "man", "of", "by", "was", "to", "agree", "Kenya", "in", "killing"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, ";", "(", ")"]), max_size=25))
def test_any_order_of_words_is_read_and_spans_stand_where_they_say(words: list[str]) -> None:
    doc, found = drafts(" ".join(words))
    for draft in found:
        for actor in draft.actors:
            assert doc.text.text[actor.start : actor.end] == actor.text
