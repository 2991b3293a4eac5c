"""Opening, asking and looking after a ledger."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from precedent.entries import EventRow, Held, MonthCount
from precedent.errors import LedgerError
from precedent.ledger import Store
from precedent.query import Period, PlaceWanted, QuantityWanted, Query, RoleWanted
from precedent.records import Marked, Report
from tests.support.crossings import world
from tests.support.telling import Ground


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("store") / "l.db", places=Ground()) as opened:
        for r, m in world():
            opened.add(r, m)
        opened.merge()
        yield opened


def only(store: Store, **wanted: object) -> EventRow:
    (row,) = store.events(Query(count_by="events", genericity="specific", **wanted))  # type: ignore[arg-type]
    return row


def test_one_entry_an_event_with_what_each_source_says(store: Store) -> None:
    row = only(store, time=Period(from_="2025-10-01"))
    assert (row.sources, row.copies, len(row.reports)) == (3, 1, 4)
    assert (row.polarity, row.modality, row.from_) == ("positive", "asserted", "2025-10-19")
    assert row.place is not None
    assert row.place.name == "Village"  # the finest of those that lie in one another
    assert {c.field: [v.value for v in c.values] for c in row.contradictions} == {
        "polarity": ["positive", "negative"],
        "quantities.taking part": [1, 2],
    }
    assert [c.claim for c in row.claims] == ["c1"]
    assert row.first_reported == "2025-10-20"


def test_history_joins_the_earlier_event(store: Store) -> None:
    row = only(store, time=Period(until="2025-01-01"))
    assert [(r.id, r.standing) for r in row.reports] == [("past", "main"), ("look", "background")]


def test_reports_name_copies_stories_and_events(store: Store) -> None:
    rows = {r.id: r for r in store.reports()}
    assert [r.id for r in rows.values() if r.copy_of] == ["wire"]
    assert rows["wire"].copy_of == "copy"
    assert rows["wire"].main_event == rows["letter"].main_event
    assert rows["sport"].events == ()
    assert [r.id for r in store.reports(source="example wire")] == ["past", "wire"]
    assert [r.id for r in store.reports(text="MATCH on a cold")] == ["sport"]
    assert [r.id for r in store.reports(published=Period(from_="2025-10-21", until="2025-10-22"))] == ["denial", "letter"]
    assert {r.id for r in store.reports(story=rows["wire"].story)} == {r.id for r in rows.values() if r.story == rows["wire"].story}


NOW = ("2025-10-19",)
BOTH = ("2024-08-20", "2025-10-19")
QUERIES = {
    "by type": (Query(type=("CROSS",), genericity="specific", count_by="events"), BOTH),
    "by a type nobody told": (Query(type=("PROTEST",), count_by="events"), ()),
    "by codebook": (Query(codebook="plover", count_by="events"), ()),
    "by mode": (Query(mode=("defect",), count_by="events"), NOW),
    "by country": (Query(roles=(RoleWanted(role="actor", country="PRK"),), count_by="events"), BOTH),
    "by sector": (Query(roles=(RoleWanted(sector="CVL"),), count_by="events"), ()),
    "by words of a name": (Query(roles=(RoleWanted(words="soldiers"),), count_by="events"), BOTH),
    "by place": (Query(places=(PlaceWanted(place="t:harbour"),), count_by="events"), ("2024-08-20",)),
    "by a place around it": (Query(places=(PlaceWanted(place="t:korea"),), count_by="events"), BOTH),
    "by distance": (Query(places=(PlaceWanted(place="t:island", within_km=60),), count_by="events"), NOW),
    "by period": (Query(time=Period(from_="2025-10-19", until="2025-10-20"), count_by="events"), NOW),
    "by the day after": (Query(time=Period(from_="2025-10-20", until="2025-10-21"), count_by="events"), ()),
    "by standing": (Query(standing="background", count_by="events"), ("2024-08-20",)),
    "by quantity": (
        Query(quantity=QuantityWanted(kind="taking part", op=">=", value=1), genericity="specific", count_by="events"),
        NOW,
    ),
    "by text": (Query(text="soldier harbour", count_by="events"), ("2024-08-20",)),
    "totals": (Query(genericity="total", count_by="events"), (None,)),
}


@pytest.mark.parametrize(("query", "days"), QUERIES.values(), ids=QUERIES)
def test_queries(store: Store, query: Query, days: tuple[str | None, ...]) -> None:
    assert tuple(e.from_ for e in store.events(query)) == days
    for row in store.events():  # the sieve in SQL loses nothing that the exact answer wants
        assert (row.from_ in days) or store.differences(query, row)


def test_what_keeps_a_row_out(store: Store) -> None:
    wanted = Query(
        type=("CROSS",),
        roles=(RoleWanted(role="actor", sector="CVL"),),
        time=Period(from_="2025-01-01"),
        modality="planned",
        count_by="events",
    )
    row = only(store, time=Period(until="2025-01-01"))
    assert [(d.field, d.has) for d in store.differences(wanted, row)] == [
        ("modality", "asserted"),
        ("actor.sector", "MIL"),
        ("time", "2024-08-20"),
    ]
    assert len(list(store.similar(wanted))) == 3


def test_as_of_an_earlier_day(store: Store) -> None:
    (row,) = store.events(Query(time=Period(from_="2025-01-01"), count_by="events"), as_of="2025-10-20")
    assert (row.sources, row.copies, row.contradictions) == (1, 1, ())
    assert list(store.events(as_of="2025-10-18", query=Query(time=Period(from_="2025-01-01"), count_by="events"))) == []
    assert [r.id for r in store.reports(as_of="2024-12-31")] == ["past"]  # the undated one was read today


def test_coverage_counts_reports_and_sources_without_copies(store: Store) -> None:
    assert store.coverage().months == (
        MonthCount(month="2024-08", reports=1, sources=1),
        MonthCount(month="2025-10", reports=4, sources=4),
        MonthCount(month=None, reports=1, sources=1),
    )
    told = store.coverage(query=Query(places=(PlaceWanted(place="t:harbour"),), count_by="events"), from_="2025-01-01")
    assert told == Held(reports=1, sources=1, months=(MonthCount(month="2025-10", reports=1, sources=1),))


def test_what_was_handed_in_comes_back(store: Store) -> None:
    for r, m in world():
        assert store.text(r.id) == r
        assert store.marked(r.id).claims == m.claims
        assert [e.trigger for e in store.marked(r.id).events] == [e.trigger for e in m.events]


def test_a_sound_ledger_has_no_complaints_and_a_false_citation_is_found(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Store.open(path, places=Ground()) as opened:
        for r, m in world():
            opened.add(r, m)
        opened.merge()
        found = opened.doctor()
        assert (found.complaints, found.waiting, found.reports) == ((), 0, len(world()))
        assert found.citations > 50
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE reports SET text = 'x' || text WHERE id = 'past'")
    with Store.open(path, places=Ground()) as opened:
        complaints = opened.doctor().complaints
        assert complaints
        assert [(c.where, "restore a backup" in c.advice) for c in complaints] == [("report past", True)]
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE reports SET text = substr(text, 2) WHERE id = 'past'")
        raw.execute("UPDATE events SET row = replace(row, 'Harbour', 'Hafen')")
    with Store.open(path, places=Ground()) as opened:
        complaints = opened.doctor().complaints
        assert complaints
        assert all("Hafen" in c.wrong and c.where.startswith("event E-") and "judge" in c.advice for c in complaints)


def _newer(path: Path) -> None:
    Store.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = '99'")


def _stranger(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE notes (words TEXT)")


REFUSED = {
    "a newer ledger": (_newer, "newer version of precedent"),
    "another database": (_stranger, "not a ledger"),
    "a text": (lambda path: path.write_text("Dear diary, " * 100), "not a ledger"),
    "a folder": (lambda path: path.mkdir(), "a folder"),
}


@pytest.mark.parametrize(("make", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_ledger_is_refused_in_a_line(tmp_path: Path, make: object, said: str) -> None:
    make(tmp_path / "l.db")  # type: ignore[operator]
    with pytest.raises(LedgerError, match=said) as error:
        Store.open(tmp_path / "l.db")
    assert "\n" not in str(error.value)


def test_a_missing_ledger_is_only_made_when_asked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="precedent read"):
        Store.open(tmp_path / "l.db", create=False)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Store.open(tmp_path / "no" / "such" / "folder" / "l.db")
    assert os.listdir(tmp_path) == []


def _read(store: Store, told: list[tuple[Report, Marked]]) -> None:
    for r, m in told:
        store.add(r, m)
    store.merge()


def test_a_full_disk_is_said_and_the_ledger_opens_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Store.open(path, places=Ground()) as opened:
        first, *others = world()
        opened.add(*first)
        with opened._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            connection.commit()
        with pytest.raises(LedgerError, match="disk is full; free some space"):
            _read(opened, others)
    with Store.open(path, places=Ground()) as opened:
        _read(opened, others)
        assert not opened.doctor().complaints


def test_two_may_have_one_ledger_open(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.db", places=Ground()) as one, Store.open(tmp_path / "l.db", places=Ground()) as other:
        told = world()
        for r, m in told[:3]:
            one.add(r, m)
        one.merge()
        reading = one.events()
        next(reading)
        for r, m in told[3:]:
            other.add(r, m)  # a reader in the middle of its rows keeps nobody from writing
        other.merge()
        list(reading)
        assert one.waiting() == 0
