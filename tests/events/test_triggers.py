"""Which words tell of an event, and which only look like it."""

import pytest

from tests.events.sentences import read, right

TYPES = [
    ("Peru agreed to share its harbour with Bolivia.", "agreed", "AGREE", None),
    ("The premier will meet union leaders on Friday.", "meet", "CONSULT", None),
    ("The king visited Ghana last week.", "visited", "CONSULT", "visit"),
    ("The two ministers spoke by telephone.", "spoke", "CONSULT", "phone"),
    ("The senate ratified the fishing accord.", "ratified", "SUPPORT", None),
    ("Norway and Chad signed a grain deal.", "signed", "SUPPORT", None),
    ("The rebels declared a truce.", "declared", "CONCEDE", None),
    ("Slovenia shared intelligence with Croatia.", "shared", "COOPERATE", None),
    ("Sweden sent tents to the flooded valley.", "sent", "AID", None),
    ("Spain granted asylum to the poet.", "granted", "AID", None),
    ("Ethiopian troops withdrew from the town.", "withdrew", "RETREAT", "withdraw"),
    ("The army released four fishermen.", "released", "RETREAT", "release"),
    ("The interior minister resigned on Monday.", "resigned", "RETREAT", "resign"),
    ("The bishop called on the junta to free the editors.", "called on", "REQUEST", "yield"),
    ("Opposition parties demanded fresh elections.", "demanded", "REQUEST", "change"),
    ("Mexico condemned the raid.", "condemned", "ACCUSE", "disapprove"),
    ("Prosecutors are investigating the mayor.", "investigating", "ACCUSE", "investigate"),
    ("Fishermen sued the port authority.", "sued", "ACCUSE", "allege"),
    ("Police charged him with fraud.", "charged", "ACCUSE", "allege"),
    ("Eritrea rejected an offer of talks.", "rejected", "REJECT", "meet"),
    ("The general will not withdraw his tanks.", "will not withdraw", "REJECT", "yield"),
    ("The insurgents threatened to kill the hostages.", "threatened", "THREATEN", "violence"),
    ("Students marched through Lima against the law.", "marched", "PROTEST", "demo"),
    ("Nurses at two hospitals went on strike over pay.", "went on strike", "PROTEST", "strike"),
    ("A court convicted the former spy chief.", "convicted", "SANCTION", "convict"),
    ("Chile recalled its ambassador.", "recalled", "SANCTION", "withdraw"),
    ("The board fired its director.", "fired", "SANCTION", "expel"),
    ("Vietnam deployed a second battalion.", "deployed", "MOBILIZE", "troops"),
    ("Pakistan tested a ballistic missile.", "tested", "MOBILIZE", "weapons"),
    ("The army held a military parade on Friday.", "held", "MOBILIZE", "troops"),
    ("Police arrested nine hikers.", "arrested", "COERCE", "arrest"),
    ("The governor imposed a curfew.", "imposed", "COERCE", "curfew"),
    ("Soldiers fired at the bus.", "fired", "ASSAULT", "firearms"),
    ("Gunmen opened fire on worshippers.", "opened fire", "ASSAULT", "firearms"),
    ("Artillery shelled the suburb.", "shelled", "ASSAULT", "heavy-weapons"),
    ("Rebels kidnapped a surveyor.", "kidnapped", "ASSAULT", "abduct"),
    ("An army helicopter struck a rebel camp.", "struck", "ASSAULT", "aerial"),
    ("A soldier walked across the border.", "walked across", "CROSS", "defect"),
    ("Families fled the fighting.", "fled", "CROSS", "flee"),
    ("A hiker strayed across the frontier.", "strayed", "CROSS", "stray"),
    ("Thousands of teachers have emigrated.", "emigrated", "MIGRATE", None),
    ("The South repatriated six fishermen.", "repatriated", "REPATRIATE", None),
]


def test_types() -> None:
    right([(text, words, kind) for text, words, kind, _ in TYPES], _type, 0.9)


def test_modes() -> None:
    right([(text, words, mode) for text, words, _, mode in TYPES], _mode, 0.75)


def _type(text: str, words: str) -> str | None:
    draft = read(text).draft(words.split()[0])
    return draft and draft.type


def _mode(text: str, words: str) -> str | None:
    draft = read(text).draft(words.split()[0])
    return draft and draft.mode


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The killing of the envoy shocked Oslo.", "ASSAULT"),
        ("Talks between the two navies lasted an hour.", "CONSULT"),
        ("The withdrawal of troops took a week.", "RETREAT"),
        ("It was the first crossing by a guard since May.", "CROSS"),
        ("A drone strike wounded two drivers.", "ASSAULT"),
    ],
)
def test_nouns_tell_of_events(text: str, kind: str) -> None:
    assert kind in [d.type for d in read(text).drafts]


@pytest.mark.parametrize(
    "text",
    [
        "The Lions beat Wales in the cup final.",
        "The striker shot wide after the break in the league match.",
        "She defended her title in Melbourne.",
        "The studio will release the film in May.",
        "Shares fell and profits were hit by the strong dollar.",
        "The clock struck midnight.",
        "Their new plan does not meet the target.",
        "The army said nothing on Monday.",
        "He wrote that the harbour was quiet.",
    ],
)
def test_look_alikes_tell_of_none(text: str) -> None:
    assert read(text).drafts == []


def test_what_is_refused_stands_beside_the_refusal_as_not_done() -> None:
    found = read("Mali refused to release the crew.")
    assert [(found.trigger(d), d.type, d.polarity) for d in found.drafts] == [
        ("refused", "REJECT", "positive"),
        ("release", "RETREAT", "negative"),
    ]


def test_words_of_a_trigger_are_used_once() -> None:
    found = read("Japan held talks with Peru.")
    assert [(found.trigger(d), d.type) for d in found.drafts] == [("held talks", "CONSULT")]


def test_a_report_without_events_is_left_empty() -> None:
    assert read("The museum opens at nine. Its garden has old lime trees and a pond.").drafts == []
