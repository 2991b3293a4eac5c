"""Adding a report works out again only what it touches, and gives what reading everything at once would give."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from benchmarks.merge_scale import World

from precedent.knowledge.gazetteer import Gazetteer
from precedent.ledger import Store
from precedent.records import Marked, Report, to_json
from tests.support.crossings import world
from tests.support.telling import Ground, event, marked, report, when

Telling = tuple[Report, Marked]


def written(store: Store) -> dict[str, int]:
    """When each event's row was last written: rows written later have higher numbers."""
    with store.reading() as connection:
        return {row.id: row.seq for row in connection.exec_driver_sql("SELECT id, seq FROM events")}


def test_events_that_a_new_report_does_not_touch_are_not_written_again(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.db", places=Ground()) as store:
        for _ in store.add_all(world()):
            pass
        store.merge()
        before = written(store)
        text = "A northern soldier crossed the Line at the Harbour on 20 August 2024, it is said, and guards led him off."
        more = report("more", text, "2024-08-21", "Fourth Paper")
        august = when(text, "20 August 2024", "2024-08-20", "2024-08-21")
        soldier = ("A northern soldier", "actor", "PRK", "MIL")
        told = event(text, "crossed", time=august, places=[("Harbour", "location")], actors=[soldier])
        store.add(more, marked(more, told))
        store.merge()
        after = written(store)
        (changed,) = {id_ for id_ in after if after[id_] != before.get(id_)}
        assert {told.id for told in store.event(changed).reports} == {"past", "look", "more"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def test_of_events_that_are_linked_only_those_are_written_again_that_change(tmp_path: Path, gazetteer: Gazetteer) -> None:
    told = list(World(gazetteer).reports(40))
    with Store.open(tmp_path / "l.db", places=gazetteer) as store:
        for _ in store.add_all(told[:39]):
            pass
        store.merge()
        before, rows = written(store), {row.id: to_json(row) for row in store.events()}
        store.add(*told[39])
        store.merge()
        after, now = written(store), {row.id: to_json(row) for row in store.events()}
        again = {id_ for id_ in after if after[id_] != before.get(id_)}
        assert again == {id_ for id_ in now if now[id_] != rows.get(id_)}
        assert len(again) < len(now) / 4


def test_a_generated_world_is_the_same_in_any_order_and_any_batches(tmp_path: Path, gazetteer: Gazetteer, soak: bool) -> None:
    told = list(World(gazetteer).reports(400 if soak else 40))
    expected = read(tmp_path / "whole.db", gazetteer, [told])
    for seed in range(12 if soak else 2):
        chance = random.Random(seed)
        order = chance.sample(told, len(told))
        cuts = sorted(chance.sample(range(1, len(order)), chance.randrange(1, 6)))
        batches = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
        assert read(tmp_path / f"{seed}.db", gazetteer, batches) == expected


def read(path: Path, gazetteer: Gazetteer, batches: Sequence[Sequence[Telling]]) -> list[str]:
    with Store.open(path, places=gazetteer) as store:
        for batch in batches:
            for _ in store.add_all(batch):
                pass
            store.merge()
        return [to_json(row) for row in (*store.reports(), *store.events())]
