"""A pasted forum post: who posted, and which lines are no prose. And what must never be taken for one."""

import pytest

from precedent.clean.post import find
from precedent.clean.prepare import prepare
from precedent.clean.sentences import lines
from precedent.records import Report

BODY = "A soldier crossed the line on Sunday, the army said. It was the first such crossing since August."

HEADS = {
    "XenForo": (
        "Joe_77\nWell-Known Member\nJoined\nMar 2, 2011\nMessages\n1,204\nReaction score\n322\nYesterday at 10:14 PM\n#12",
        "",
    ),
    "vBulletin": (
        "10-20-2025, 10:14 PM\n#12\nJoe_77\nSenior Member\n\nJoin Date: Mar 2011\nLocation: Leeds\nPosts: 1,204\nRe: At the line",
        "",
    ),
    "name first": ("Joe_77\nSenior Member\nPosts: 1,204\nJoined: Mar 2011\n#12\nYesterday, 10:14 PM", ""),
    "phpBB": (
        "Re: At the line\nPost by Joe_77 » Mon Oct 20, 2025 10:14 pm",
        "\nJoe_77\nPosts: 1204\nJoined: Wed Mar 02, 2011 5:12 pm",
    ),
    "SMF": ("Joe_77\nHero Member\n*****\nPosts: 1204\n\nRe: At the line\n« Reply #12 on: October 20, 2025, 10:14:22 PM »", ""),
    "Reddit": ("u/Joe_77\n3h ago", "\nReply\nShare"),
    "one line": ("Joe_77 | Senior Member | Posts: 1,204 | Joined: Mar 2011", ""),
    "with commas": ("Joe_77, Senior Member, Posts: 1,204", ""),
    "a rank of its own": ("Joe_77\nKeeper of the Gate\nPosts: 88", "\n__________\nPer aspera ad astra"),
    "name last": ("#12\nOct 20, 2025, 10:14 PM\nJoe_77", "\nLast edited by Joe_77; Yesterday at 10:20 PM.\nSent from my phone"),
    "German": ("Joe_77\nMitglied\nRegistriert seit: 02.03.2011\nBeiträge: 1.204\n20.10.2025, 22:14\n#12", ""),
}


@pytest.mark.parametrize("layout", HEADS)
def test_only_the_body_is_prose(layout: str) -> None:
    head, tail = HEADS[layout]
    text = f"{head}\n\n{BODY}\n{tail}"
    document = prepare(Report(id="p", text=text))
    assert document.report.author == "Joe_77"
    assert " ".join(sentence.text for sentence in document.sentences) == BODY
    for sentence in document.sentences:
        assert text[sentence.start : sentence.end] == sentence.text


@pytest.mark.parametrize(
    ("layout", "rank", "number", "published"),
    [
        ("XenForo", "Well-Known Member", 12, None),
        ("vBulletin", "Senior Member", 12, "2025-10-20"),
        ("phpBB", None, None, "2025-10-20"),
        ("SMF", "Hero Member", 12, "2025-10-20"),
        ("a rank of its own", "Keeper of the Gate", None, None),
        ("German", "Mitglied", 12, "2025-10-20"),
    ],
)
def test_rank_number_and_date(layout: str, rank: str | None, number: int | None, published: str | None) -> None:
    report = prepare(Report(id="p", text=f"{HEADS[layout][0]}\n\n{BODY}")).report
    assert (report.rank, report.number, report.published) == (rank, number, published)
    assert report.published_by == ("text" if published else None)


def test_what_was_given_is_kept() -> None:
    report = Report(id="p", text=f"{HEADS['vBulletin'][0]}\n\n{BODY}", author="Given", published="2025-10-21", published_by="given")
    assert prepare(report).report.author == "Given"
    assert prepare(report).report.published == "2025-10-21"


def test_a_second_post_in_the_paste() -> None:
    text = f"{HEADS['name first'][0]}\n\n{BODY}\n\nAnn\nJunior Member\nPosts: 3\n\nI doubt it.\n"
    assert prepare(Report(id="p", text=text)).sentences[-1].text == "I doubt it."
    assert not any("Ann" in sentence.text for sentence in prepare(Report(id="p", text=text)).sentences)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Member",
        "#1",
        f"SEOUL, Oct. 20 (Wire) — {BODY}",
        f"Soldier crosses border\nOct 20, 2025\n\n{BODY}",
        f"By Jane Doe\nOctober 20, 2025, 10:14 PM\n\n{BODY}",
        f"By Jane Doe, October 20, 2025\n\n{BODY}",
        f"Jane Doe\nOct 20, 2025\n\n{BODY}",
        f"Soldier crosses line, army says\nBy JANE DOE, Example Wire\nUpdated 10:14 AM\n\n{BODY}",
        f"What we know\n#1\n{BODY}\n#2\n{BODY}",
        f"Location: Leeds\nDate: Oct 20, 2025\n\n{BODY}",
        f"Reactions\n{BODY}",
        f"Posts\nThe army posted soldiers along the line.\n\n{BODY}",
        f"FOR IMMEDIATE RELEASE\nOctober 20, 2025\nContact: Jane Doe\n\n{BODY}",
        f"{BODY}\n\nReactions:\nNone so far.",
        f"Yesterday\n{BODY}",
        f"{BODY}\n\n#12\n\n{BODY}",
    ],
)
def test_articles_are_no_posts(text: str) -> None:
    assert find(text, lines(text)) is None
