"""The same reports give the same ledger: in any order, in any batches, ids included, and reading again adds nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precedent.ledger import Store
from precedent.records import Marked, Report, to_json
from tests.support.crossings import world
from tests.support.telling import Ground

TOLD = world()


def output(store: Store) -> str:
    return "\n".join([*map(to_json, store.reports()), *map(to_json, store.events())])


def read(path: Path, batches: Iterable[Sequence[tuple[Report, Marked]]]) -> str:
    with Store.open(path, places=Ground()) as store:
        for batch in batches:
            for report, marks in batch:
                store.add(report, marks)
            store.merge()
        assert not store.doctor().complaints
        return output(store)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    return read(tmp_path_factory.mktemp("whole") / "l.db", [TOLD])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(TOLD), cuts=st.sets(st.integers(1, len(TOLD) - 1)))
def test_any_order_in_any_batches(
    expected: str, tmp_path_factory: pytest.TempPathFactory, order: list[tuple[Report, Marked]], cuts: set[int]
) -> None:
    bounds = [0, *sorted(cuts), len(order)]
    batches = [order[a:b] for a, b in itertools.pairwise(bounds)]
    assert read(tmp_path_factory.mktemp("any") / "l.db", batches) == expected


def test_reading_twice_adds_nothing(expected: str, tmp_path: Path) -> None:
    assert read(tmp_path / "l.db", [TOLD, TOLD]) == expected
    with Store.open(tmp_path / "l.db") as store:
        assert {store.add(r, m).kind for r, m in TOLD} == {"unchanged"}
        assert all(store.known(r) for r, _ in TOLD)
        assert store.waiting() == 0


def test_ids_given_out_on_the_way_still_resolve(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.db", places=Ground()) as store:
        given_out = set()
        for r, m in reversed(TOLD):
            store.add(r, m)
            store.merge()
            given_out |= {e.id for e in store.events()} | {x.story for x in store.reports() if x.story}
        now = {e.id for e in store.events()}
        assert given_out - now
        assert all(store.resolve(i).current for i in given_out)
        assert {store.event(i).id for i in given_out if i.startswith("E-")} == now
