"""Clusters: no pair that is barred, the same from any order, and nothing but their own component decides."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.merge.blocks import blocks
from precedent.merge.cluster import cluster, links, scorer
from precedent.merge.match import match
from precedent.merge.mention import Mention
from tests.support.telling import Ground, event, mention, when

_GROUND = scorer(Ground())
_PLACES = ("Line", "Village", "Harbour", "Island", "Korea")
_DAYS = {
    "on Monday": ("2024-08-19", "2024-08-20", "day"),
    "on Tuesday": ("2024-08-20", "2024-08-21", "day"),
    "in August": ("2024-08-01", "2024-09-01", "month"),
}
_WHO = {"A soldier": ("PRK", "MIL"), "A fisherman": ("PRK", "CVL"), "Somebody": (None, None)}


def told(number: int, place: str, day: str | None, who: str) -> Mention:
    text = f"{who} crossed at the {place} {day or ''}"
    time = when(text, day, *_DAYS[day]) if day else None
    return mention(
        f"r{number}",
        "2024-08-21",
        event(
            text,
            "crossed",
            time=time,
            places=[(place, "location")],
            actors=[(who, "actor", *_WHO[who])],
            standing="background" if not day else None,
        ),
    )


def events(mentions: list[Mention]) -> tuple[tuple[Mention, ...], ...]:
    return cluster(mentions, links(mentions, score), score)


def score(a: Mention, b: Mention) -> float | None:
    return _GROUND(a.features, b.features)


MENTIONS = st.lists(
    st.tuples(st.sampled_from(_PLACES), st.sampled_from([*_DAYS, None]), st.sampled_from(list(_WHO))), min_size=1, max_size=9
).map(lambda rows: [told(i, *row) for i, row in enumerate(rows)])


@settings(max_examples=60, deadline=None)
@given(mentions=MENTIONS, data=st.data())
def test_clusters_are_free_of_bars_and_of_order(mentions: list[Mention], data: st.DataObject) -> None:
    found = events(mentions)
    for members in found:
        assert all(match(a.features, b.features, Ground()).barred is None for a, b in combinations(members, 2))
    assert sorted(m.key for c in found for m in c) == sorted(m.key for m in mentions)
    assert events(data.draw(st.permutations(mentions))) == found


@settings(max_examples=60, deadline=None)
@given(mentions=MENTIONS)
def test_who_meets_whom_is_mutual(mentions: list[Mention]) -> None:
    for a, b in combinations(mentions, 2):
        x, y = blocks(a.features), blocks(b.features)
        assert bool(set(x.looked) & set(y.kept)) == bool(set(y.looked) & set(x.kept))


@pytest.mark.parametrize(
    ("one", "other", "day", "compared"),
    [
        ("Village", "Island", "on Monday", True),  # forty kilometres apart: reports of one day name one thing by either
        ("Village", "Island", "in August", False),
        ("Village", "Village", "in August", True),
        ("Village", "Line", "in August", True),
        ("Line", "Line", "in August", True),
    ],
)
def test_where_the_time_is_vague_two_towns_do_not_meet(one: str, other: str, day: str, compared: bool) -> None:
    a, b = (blocks(told(n, place, day, "A soldier").features) for n, place in enumerate((one, other)))
    assert bool(set(a.looked) & set(b.kept)) is compared


def test_three_crossings_on_one_day_at_three_places_stay_three() -> None:
    mentions = [told(i, place, "on Monday", "A soldier") for i, place in enumerate(("Village", "Harbour", "Island") * 3)]
    vague = told(9, "Korea", "on Monday", "A soldier")  # could be any of them, and must not join them
    assert [len(c) for c in events([*mentions, vague])] in ([4, 3, 3], [3, 3, 3, 1])


@pytest.mark.parametrize("place", ["Harbour", "Island"])
def test_history_without_a_day_meets_the_dated_event_it_fits(place: str) -> None:
    dated = [told(0, "Harbour", "on Monday", "A soldier"), told(1, "Island", "on Tuesday", "A soldier")]
    (with_history,) = [c for c in events([*dated, told(2, place, "in August", "A soldier")]) if len(c) == 2]
    assert {m.features.where[0].name for m in with_history} == {place.casefold()}
