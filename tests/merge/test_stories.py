"""Reports on one matter, by weights that do not depend on the collection."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.stories import b_cubed, grouped

from precedent.merge import stories
from precedent.merge.matters import Matters, meet
from precedent.merge.stories import Subject, alike, group, near, stretch, terms

GOLD = Path(__file__).parents[2].parent / "shared" / "gold" / "stories.jsonl"

FERRY = [
    (
        "a",
        "2024-05-01",
        "Ferry Halcyon sinks off Zanzibar",
        "The ferry Halcyon sank off Zanzibar with 90 passengers aboard. Divers searched the wreck.",
    ),
    (
        "b",
        "2024-05-02",
        "Divers reach the wreck of the Halcyon",
        "Divers off Zanzibar found passengers of the ferry Halcyon in its wreck.",
    ),
    (
        "c",
        "2024-05-02",
        "Zanzibar mourns",
        "Zanzibar mourned the passengers of the Halcyon, a ferry that sank on Wednesday; divers brought up the wreck's log.",
    ),
]
VOTE = [
    (
        "d",
        "2024-05-01",
        "Parliament rejects the pension bill",
        "Parliament in Lisbon rejected the pension bill after a night of debate among deputies.",
    ),
    (
        "e",
        "2024-05-03",
        "Pension bill: deputies try again",
        "Deputies in Lisbon debated a second pension bill that parliament may pass next week.",
    ),
]


def subject(id: str, published: str | None, title: str, text: str) -> Subject:
    return Subject(id, published, terms(title, text))


def test_one_matter_is_grouped_whatever_the_order() -> None:
    told = [subject(*row) for row in (*FERRY, *VOTE)]
    expected = [["a", "b", "c"], ["d", "e"]]
    for order in (told, told[::-1], told[2:] + told[:2]):
        assert [[s.report for s in story] for story in group(order, links(order))] == expected


def test_reports_of_one_matter_are_compared() -> None:
    for rows in (FERRY, VOTE):
        first, *others = (subject(*row) for row in rows)
        assert all(meet(first, other) for other in others)


@pytest.mark.parametrize(
    ("one", "other"), [("2024-05-01", "2024-05-31"), ("2024-05-01", "2025-11-01"), ("2024-05-01", None), (None, None)]
)
def test_the_same_words_meet_whenever_they_were_published(one: str | None, other: str | None) -> None:
    a, b = subject("x", one, *FERRY[0][2:]), subject("y", other, *FERRY[0][2:])
    assert meet(a, b)
    assert meet(b, a)


def test_reports_far_apart_in_time_have_to_share_their_heaviest_terms() -> None:
    def told(id: str, published: str) -> Subject:
        return Subject(id, published, {f"{id} {n}": 0.16 for n in range(16)} | {f"shared {n}": 0.15 for n in range(9)})

    assert meet(told("x", "2024-05-01"), told("y", "2024-05-31"))
    assert not meet(told("x", "2024-05-01"), told("y", "2026-05-01"))


_TERMS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
_WEIGHED = st.dictionaries(_TERMS, st.floats(0.01, 0.5), min_size=1, max_size=12)
_TOLD = st.lists(st.tuples(st.sampled_from(["2024-01-01", "2024-03-01", "2024-06-01", None]), _WEIGHED), max_size=12)


@settings(deadline=None)
@given(told=_TOLD)
def test_the_index_finds_just_the_pairs_that_meet(told: list[tuple[str | None, dict[str, float]]]) -> None:
    subjects = [Subject(f"{n}", published, weighed) for n, (published, weighed) in enumerate(told)]
    index, found = Matters(), set()
    for n, x in enumerate(subjects):
        found |= {(other, n) for other in index.meeting(stretch(x.published), x.terms)}
        index.add(stretch(x.published), n, x.terms)
    pairs = combinations(range(len(subjects)), 2)
    assert found == {(a, b) for a, b in pairs if meet(subjects[a], subjects[b])}
    index.keep([stretch("2024-01-01")])
    assert index.size == sum(near(stretch(x.published), stretch("2024-01-01")) for x in subjects)


def links(told: list[Subject]) -> dict[tuple[str, str], float]:
    pairs = combinations(sorted(told, key=lambda s: s.order), 2)
    return {(a.report, b.report): score for a, b in pairs if meet(a, b) and (score := alike(a, b)) >= stories.LINK}


@pytest.mark.parametrize("text", ["", "the of and", "1234 5678", "\u202eabc\u202c", "é"])
def test_odd_texts_have_a_matter_or_none(text: str) -> None:
    s = subject("x", None, "", text)
    assert 0.0 <= alike(s, s) <= 1.0000001
    assert meet(s, s) is bool(s.terms)


def test_the_same_words_a_year_later_are_less_alike() -> None:
    now, then = subject(*FERRY[0]), subject("z", "2025-06-01", *FERRY[0][2:])
    assert alike(now, then) < alike(now, subject("z", "2024-05-03", *FERRY[0][2:]))


@pytest.mark.skipif(not GOLD.exists(), reason="the gold set of stories is not beside the repository")
def test_stories_of_the_gold_set_keep_their_level() -> None:
    told: list[Subject] = []
    gold: dict[str, str] = {}
    for n, line in enumerate(GOLD.read_text("utf-8").splitlines()):
        row = json.loads(line)
        told.append(subject(f"{n}", row.get("published"), row.get("title") or "", row["text"]))
        gold[f"{n}"] = row["gold"]["story"]
    said = grouped(told, links(told), stories.MEAN)
    precision, recall = b_cubed(gold, said), b_cubed(said, gold)
    assert 2 * precision * recall / (precision + recall) >= 0.9
