"""Who says so: source, cue, content; outermost first."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.sentences import read, right


def told_by(text: str, trigger: str) -> list[tuple[str | None, str | None]]:
    draft = read(text, at=trigger).drafts[-1]
    return [(a.source and a.source.text, a.cue and a.cue.text) for a in draft.attributions]


SAID = [
    ("The army said that a soldier crossed.", "crossed", [("The army", "said")]),
    ("The army said a soldier crossed.", "crossed", [("The army", "said")]),
    ("A soldier crossed on Sunday, the army said.", "crossed", [("the army", "said")]),
    ("A soldier crossed, said a spokesman for the rebels.", "crossed", [("a spokesman for the rebels", "said")]),
    ("The men, police said, were killed.", "killed", [("police", "said")]),
    ("According to the ministry, two men were arrested.", "arrested", [("the ministry", "According to")]),
    ("Two men were arrested, according to the ministry.", "arrested", [("the ministry", "according to")]),
    ("The minister told reporters that troops crossed.", "crossed", [("The minister", "told")]),
    ("Officials confirmed the killing of two men.", "killing", [("Officials", "confirmed")]),
    ("Iran denied firing the missile.", "firing", [("Iran", "denied")]),
    ("The group claimed that it attacked the base.", "attacked", [("The group", "claimed")]),
    ("The group claimed to have attacked the base.", "attacked", [("The group", "claimed")]),
    ("Two soldiers reportedly crossed the line.", "crossed", [(None, "reportedly")]),
    ("He is reported to have fled.", "fled", [(None, "reported")]),
    ("The army said the soldier wants to stay.", "stay", [("The army", "said")]),
    (
        "The army said that the rebels claimed they attacked a base.",
        "attacked",
        [("The army", "said"), ("the rebels", "claimed")],
    ),
    ('"They attacked us," the general said.', "attacked", [("the general", "said")]),
    ("“We attacked,” he said. “They fled.”", "fled", [("he", "said")]),
    ("On Monday, the army said troops crossed.", "crossed", [("the army", "said")]),
]


def test_who_says_so() -> None:
    right(SAID, told_by, 0.8)


UNSAID = [
    ("A soldier crossed the line.", "crossed"),
    ("The group vowed to attack the base.", "attack"),
    ("The general denied the report.", "denied"),
    ("The army said talks failed, but police arrested two men.", "arrested"),
    ("Troops attacked. The army said talks failed.", "attacked"),
    ("The soldier who crossed said he was tired.", "crossed"),
]


def test_nobody_says_so() -> None:
    right([(*case, []) for case in UNSAID], told_by, 0.8)


def test_the_source_is_an_actor_of_the_report() -> None:
    reading = read("A soldier crossed on Sunday, the South Korean military said.")
    (found,) = reading.drafts[0].attributions
    actor = next(a for a in reading.chains.actors if a.id == found.chain)
    assert (actor.name, actor.country, actor.sector) == ("South Korean military", "KOR", "MIL")
    assert found.content is not None
    assert found.content.text == "A soldier crossed on Sunday"


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "army",
                "said",
                "that",
                "attack",
                '"',
                "“",
                "”",
                ",",
                ".",
                "according",
                "to",
                "he",
                "claim",
                "reportedly",
                "told",
                "is",
                "reported",
                "but",
                "denied",
                "X",
                "of",
                "for",
            ]
        ),
        max_size=30,
    )
)
def test_spans_are_true_whatever_the_words(words: list[str]) -> None:
    text = " ".join([*words, "attack"])
    reading = read(text)
    for found in (a for draft in reading.drafts for a in draft.attributions):
        for span in (found.source, found.cue, found.content):
            assert span is None or span.text == reading.doc.text.text[span.start : span.end] != ""
