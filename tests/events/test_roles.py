"""Who did it and to whom, when and where: tables of sentences."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.sentences import read, right

WHO = [
    ("Police arrested two drivers.", "arrested", ["Police"], ["two drivers"]),
    ("Two drivers were arrested by border police.", "arrested", ["border police"], ["Two drivers"]),
    ("A guard was shot at the gate.", "shot", [], ["A guard"]),
    ("Soldiers who crossed the line returned later.", "crossed", ["Soldiers"], []),
    ("The rebels crossed the river and attacked a convoy.", "attacked", ["The rebels"], ["a convoy"]),
    ("The killing of a judge by gunmen shocked Lima.", "killing", ["gunmen"], ["a judge"]),
    ("Kenya met with Sudan in Juba.", "met", ["Kenya"], ["Sudan"]),
    ("Kenya and Sudan met in Juba.", "met", ["Kenya", "Sudan"], ["Sudan"]),
    ("Armenia accused Georgia of firing on its outposts.", "accused", ["Armenia"], ["Georgia"]),
    ("The bishop called on the army to free the editors.", "called on", ["The bishop"], ["the army"]),
    ("Canada imposed sanctions on Chad.", "imposed", ["Canada"], ["Chad"]),
    ("Sanctions were imposed on Chad by Canada.", "imposed", ["Canada"], ["Chad"]),
    ("Peru agreed with Chile to open the pass.", "agreed", ["Peru"], ["Chile"]),
    ("Talks between Norway and Mali went on.", "Talks", ["Norway", "Mali"], ["Mali"]),
    ("Israel launched an attack on Syria.", "launched", ["Israel"], ["Syria"]),
    ("The Polish minister, who lives in Gdansk, condemned the raid.", "condemned", ["The Polish minister"], ["the raid"]),
    ("The men that police arrested were teachers.", "arrested", ["police"], ["The men"]),
    ("The army said on Friday that it had attacked two villages.", "attacked", ["The army"], ["two villages"]),
    ("The union threatened to sue the ministry.", "threatened", ["The union"], ["the ministry"]),
    ("Rebels shelled the town, killing six farmers.", "killing", ["Rebels"], ["six farmers"]),
]


def test_actors() -> None:
    right([(text, words, actor) for text, words, actor, _ in WHO], lambda text, words: _role(text, words, "actor"), 0.9)


def test_recipients() -> None:
    right([(text, words, who) for text, words, _, who in WHO], lambda text, words: _role(text, words, "recipient"), 0.85)


def _role(text: str, words: str, role: str) -> list[str]:
    draft = read(text, at=words.split()[0]).drafts[0]
    return [a.text for a in draft.actors if a.role == role]


WHEN = [
    ("A soldier crossed the border on Sunday, the army said.", "crossed", ["Sunday"]),
    ("The army said on Monday that a soldier had crossed the border.", "crossed", []),
    ("In 2017 a guard was shot as he fled.", "shot", ["2017"]),
    ("In 2017 a guard was shot as he fled.", "fled", ["2017"]),
    ("It was the first crossing by a soldier since last August.", "crossing", []),
    ("Police arrested a man on Friday and released him on Sunday.", "arrested", ["Friday"]),
    ("Police arrested a man on Friday and released him on Sunday.", "released", ["Sunday"]),
]


def test_times() -> None:
    right(WHEN, lambda text, words: [t.text for t in read(text, at=words).drafts[0].times], 0.85)


WHERE = [
    ("Rebels attacked a convoy near Goma.", "attacked", [("location", "Goma")]),
    ("Thousands fled from Sudan to Chad.", "fled", [("origin", "Sudan"), ("destination", "Chad")]),
    ("About 300 people have come by way of Laos.", "come", [("via", "Laos")]),
    ("Police arrested a man in the northern city of Kano.", "arrested", [("location", "Kano")]),
    ("Two men crossed the Yalu River.", "crossed", [("location", "Yalu River")]),
    ("The king held a parade of missile carriers and did not name the United States.", "held", []),
    ("Gunmen abducted a nun, a spokesman said in Geneva.", "abducted", []),
]


def test_places() -> None:
    right(WHERE, lambda text, words: [(p.role, p.text) for p in read(text, at=words).drafts[0].places], 0.85)


WORDS = ["police", ",", "who", "and", "arrested", "shot", "the", "man", "of", "by", "was", "to", "agree", "Kenya", "in", "killing"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, ";", "(", ")"]), max_size=25))
def test_any_order_of_words_is_read_and_spans_stand_where_they_say(words: list[str]) -> None:
    found = read(" ".join(words))
    for draft in found.drafts:
        for actor in draft.actors:
            assert found.doc.text.text[actor.start : actor.end] == actor.text
