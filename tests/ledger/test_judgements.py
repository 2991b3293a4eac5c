"""What people judge is kept, honoured by every later merge, outlives re-clustering, and can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from precedent.entries import Citation, EventRow
from precedent.errors import Conflict, LedgerError, NotFound, UsageError
from precedent.ledger import Store
from precedent.query import Period, Query
from precedent.records import Marked, Report, to_json
from tests.support.crossings import world
from tests.support.telling import Ground, event, marked, report, when

NOW, THEN = Period(from_="2025-10-01"), Period(until="2025-01-01")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "l.db", places=Ground()) as opened:
        read(opened, world())
        yield opened


def read(store: Store, told: list[tuple[Report, Marked]]) -> None:
    for _ in store.add_all(told):
        pass
    store.merge()


def one(store: Store, time: Period) -> EventRow:
    (row,) = store.events(Query(time=time, genericity="specific", count_by="events"))
    return row


def output(store: Store) -> list[str]:
    return [to_json(row) for row in (*store.reports(), *store.events())]


def judge(store: Store, kind: str, *events: str, **more: str) -> int:
    judged = store.judge(kind, events, by="ana", **more)  # type: ignore[arg-type]
    store.merge()
    assert not store.doctor().complaints
    return judged.number


def undo(store: Store, number: int) -> None:
    store.undo(number, by="ben")
    store.merge()


def test_two_events_judged_one_are_one_whatever_bars_them(store: Store) -> None:
    before, (now, then) = output(store), (one(store, NOW), one(store, THEN))
    number = judge(store, "same", now.id, then.id)
    (row,) = store.events(Query(genericity="specific", count_by="events"))
    assert {r.id for r in row.reports} == {r.id for r in (*now.reports, *then.reports)}
    assert store.resolve(now.id).id == store.resolve(then.id).id == row.id
    undo(store, number)
    assert output(store) == before


def test_two_events_judged_different_never_meet(store: Store) -> None:
    now, then = one(store, NOW), one(store, THEN)
    judge(store, "same", now.id, then.id)
    judge(store, "different", now.id, "past")  # the later judgement counts
    assert {r.id for r in one(store, THEN).reports} >= {"past"}
    assert "past" not in {r.id for r in one(store, NOW).reports}


def test_what_one_report_tells_is_taken_out_of_an_event(store: Store) -> None:
    now = one(store, NOW)
    number = judge(store, "different", now.id, "letter")
    apart = store.events(Query(time=NOW, genericity="specific", count_by="events"))
    assert sorted([r.id for r in row.reports] for row in apart) == [["copy", "wire", "denial"], ["letter"]]
    undo(store, number)
    assert one(store, NOW) == now


def test_judgements_outlive_re_clustering(store: Store) -> None:
    judge(store, "different", one(store, NOW).id, "letter")
    text = "A northern soldier crossed the Line at the Village on Sunday, and two men were seen there, says one who lives there."
    more = report("more", text, "2025-10-23", "Fourth Paper")
    told = event(
        text,
        "crossed",
        main=True,
        time=when(text, "Sunday", "2025-10-19", "2025-10-20"),
        places=[("Village", "location")],
        actors=[("A northern soldier", "actor", "PRK", "MIL")],
    )
    read(store, [(more, marked(more, told))])  # it links with both sides
    rows = list(store.events(Query(time=NOW, genericity="specific", count_by="events")))
    assert all(not {"letter", "wire"} <= {r.id for r in row.reports} for row in rows)


def test_no_event(store: Store) -> None:
    before, then = output(store), one(store, THEN)
    number = judge(store, "not-event", then.id)
    assert list(store.events(Query(time=THEN, count_by="events"))) == []
    assert store.report("past").events == ()
    shown = store.event(then.id)
    assert not store.resolve(then.id).current
    assert [(j.kind, j.by) for j in shown.judgements] == [("not-event", "ana")]
    undo(store, number)
    assert output(store) == before


def test_another_type(store: Store) -> None:
    before, then = output(store), one(store, THEN)
    number = judge(store, "type", then.id, field="type", right="movement:MIGRATE")
    row = one(store, THEN)
    assert (row.type, row.codebook, row.id) == ("MIGRATE", "movement", then.id)
    undo(store, number)
    assert output(store) == before


VALUES = {
    "time": ("2024-08-21", lambda row: (row.from_, row.until), ("2024-08-21", "2024-08-22")),
    "time struck": (None, lambda row: row.from_, "2024-08-01"),  # another report still says the month
    "actor.sector": ("CVL", lambda row: row.actors[0].sector, "CVL"),
    "actor.country": (None, lambda row: row.actors[0].country, None),
    "place": (None, lambda row: row.place, None),
    "modality": ("planned", lambda row: row.modality, "planned"),
}


@pytest.mark.parametrize(("name", "right", "read_off", "expected"), [(n, *v) for n, v in VALUES.items()], ids=VALUES)
def test_a_value_is_put_right_or_struck(store: Store, name: str, right: str | None, read_off: object, expected: object) -> None:
    before, field = output(store), name.split()[0]
    rows = store.events(Query(type=("CROSS",), genericity="specific", count_by="events"))
    then = next(row for row in rows if row.from_ and row.from_ < "2025")
    more = {"right": right} if right else {}
    number = judge(store, "value", then.id, field=field, **more)
    row = store.event(then.id)
    assert read_off(row) == expected  # type: ignore[operator]
    assert (row.judgements[0].field, row.judgements[0].right is None) == (field, right is None)
    undo(store, number)
    assert output(store) == before


def test_a_wrong_number(store: Store) -> None:
    total = next(row for row in store.events() if row.genericity == "total")
    judge(store, "value", total.id, field="quantities.taking part", right="3,400")
    assert store.event(total.id).quantities[0].value == 3400


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_reading_and_judging_does_not_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    """Three batches, the two events judged as soon as both are there: the same ledger as when all was read before."""
    batches = [world()[:2], world()[2:4], world()[4:]]
    with Store.open(tmp_path / "whole.db", places=Ground()) as whole:
        read(whole, world())
        whole.judge("different", (one(whole, NOW).id, "letter"), by="ana")
        whole.merge()
        expected = output(whole)
    with Store.open(tmp_path / "l.db", places=Ground()) as store:
        judged = False
        for number in order:
            read(store, batches[number])
            held = {r.id for r in store.reports()}
            if not judged and {"wire", "copy", "letter", "denial"} <= held:
                store.judge("different", (one(store, NOW).id, "letter"), by="ana")
                store.merge()
                judged = True
        assert output(store) == expected


def test_as_of_an_earlier_day_judgements_hold_too(store: Store) -> None:
    judge(store, "not-event", one(store, THEN).id)
    assert list(store.events(Query(time=THEN, count_by="events"), as_of="2024-12-31")) == []


WRONG = {
    "an event that is not there": (("same", "E-00000000", "E-00000001"), NotFound, "E-00000000"),
    "one event": (("same", "NOW", "NOW"), UsageError, "one event already"),
    "a report that tells nothing of it": (("different", "NOW", "sport"), UsageError, "give two events"),
    "no such field": (("value", "NOW", {"field": "colour"}), UsageError, "no field"),
    "no such modality": (("value", "NOW", {"field": "modality", "right": "sure"}), UsageError, "asserted"),
    "no date": (("value", "NOW", {"field": "time", "right": "Sunday"}), UsageError, "2024-08-20"),
    "a place put in": (("value", "NOW", {"field": "place", "right": "geonames:1"}), UsageError, "struck"),
    "no number": (("value", "NOW", {"field": "quantities.taking part", "right": "many"}), UsageError, "number|has"),
    "an undone undoing": (("undo", 7), NotFound, "no judgement 7"),
}


@pytest.mark.parametrize(("said", "error", "words"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_judged_is_said(store: Store, said: tuple[object, ...], error: type[Exception], words: str) -> None:
    kind, *rest = said
    more = rest.pop() if isinstance(rest[-1], dict) else {}
    named = [one(store, NOW).id if x == "NOW" else x for x in rest]
    with pytest.raises(error, match=words):
        store.undo(rest[0], by="ana") if kind == "undo" else store.judge(kind, named, by="ana", **more)  # type: ignore[arg-type]
    assert store.judgements() == ()


def test_judgements_are_only_added_to(store: Store, tmp_path: Path) -> None:
    number = judge(store, "not-event", one(store, THEN).id, note="a drill")
    undo(store, number)
    first, second = store.judgements()
    assert (first.kind, first.by, first.note, first.undone_by) == ("not-event", "ana", "a drill", second.number)
    assert (second.kind, second.undoes, second.by) == ("undo", first.number, "ben")
    with pytest.raises(UsageError, match="undone already"):
        store.undo(number, by="ana")
    for statement in ("UPDATE judgements SET undoes = NULL", "DELETE FROM judgements"):
        with sqlite3.connect(tmp_path / "l.db") as raw, pytest.raises(sqlite3.Error, match="only added to"):
            raw.execute(statement)


def test_a_backup_is_whole_and_made_while_the_ledger_is_used(store: Store, tmp_path: Path) -> None:
    judge(store, "not-event", one(store, THEN).id)
    expected = output(store)
    with Store.open(tmp_path / "l.db", places=Ground()) as other, other.writing() as connection:
        connection.exec_driver_sql("UPDATE reports SET source = 'nobody'")
        assert store.backup(tmp_path / "copy.db") > 0  # a writer in the middle of its work keeps nobody from it
    with Store.open(tmp_path / "copy.db", places=Ground()) as copy:
        assert output(copy) == expected
        assert not copy.doctor().complaints
        assert len(copy.judgements()) == 1
    with pytest.raises(LedgerError, match="there already"):
        store.backup(tmp_path / "copy.db")
    with pytest.raises(LedgerError, match="folder"):
        store.backup(tmp_path / "no" / "copy.db")
    assert not list(tmp_path.glob("*.unfinished"))


def test_what_was_accepted_leaves_the_queue_until_another_report_tells_of_it(store: Store) -> None:
    before, now = output(store), one(store, NOW)
    number = judge(store, "accept", now.id)
    assert now.id not in {row.id for row in store.queue()}
    assert output(store) == before  # it changes nothing that is read
    text = "A soldier of the north crossed the Line on Sunday, a radio station said."
    told = event(
        text,
        "crossed",
        mode="defect",
        time=when(text, "Sunday", "2025-10-19", "2025-10-20"),
        places=[("Line", "location")],
        actors=[("A soldier of the north", "actor", "PRK", "MIL")],
    )
    later = report("radio", text, "2025-10-22", "Radio")
    read(store, [(later, marked(later, told))])
    assert one(store, NOW).id in {row.id for row in store.queue()}
    judge(store, "accept", one(store, NOW).id)
    undo(store, number)
    assert one(store, NOW).id not in {row.id for row in store.queue()}  # the later one stands


def words(store: Store, report_id: str, said: str) -> Citation:
    start = store.text(report_id).text.index(said)
    return Citation(report=report_id, start=start, end=start + len(said), text=said)


@pytest.mark.parametrize(
    ("field", "right", "said", "has"),
    [
        ("time", "2025-10-18", "He walked for an hour", lambda row: (row.from_, row.until)),
        ("quantities.taking part", "2", "guards", lambda row: row.quantities[0].value),
        ("quantities.arrested", "1", "the man", lambda row: {q.kind: q.value for q in row.quantities}["arrested"]),
    ],
)
def test_a_value_put_right_by_words_is_cited_to_them(store: Store, field: str, right: str, said: str, has: object) -> None:
    before, now = output(store), one(store, NOW)
    shown = words(store, "wire", said)
    number = store.judge("value", (now.id,), by="ana", field=field, right=right, words=shown).number
    store.merge()
    assert not store.doctor().complaints
    row = next(r for r in store.events() if any(shown == c for q in (r.time, *r.quantities) if q for c in q.citations))
    assert has(row) in (("2025-10-18", "2025-10-19"), 2, 1)  # type: ignore[operator]
    undo(store, number)
    assert output(store) == before


def test_a_place_can_be_put_in_by_the_words_that_name_it(store: Store) -> None:
    now = one(store, NOW)
    shown = words(store, "wire", "post")
    place = Ground().get("t:village")
    assert place is not None
    store.judge("value", (now.id,), by="ana", field="place", right="t:village", words=shown, place=place)
    store.merge()
    assert not store.doctor().complaints
    row = next(r for r in store.events() if r.place and shown in r.place.citations)
    assert row.place is not None
    assert row.place.place == "t:village"


@pytest.mark.parametrize(
    ("shown", "field", "wrong"),
    [
        (Citation(report="wire", start=0, end=5, text="never"), "time", "does not say 'never' there"),
        (Citation(report="wire", start=0, end=10, text="A northern"), "mode", "no words can be shown for mode"),
    ],
)
def test_words_that_say_nothing_are_refused(store: Store, shown: Citation, field: str, wrong: str) -> None:
    with pytest.raises(UsageError, match=wrong):
        store.judge("value", (one(store, NOW).id,), by="ana", field=field, right="2025-10-18", words=shown)


def test_what_another_has_judged_since_is_not_overwritten(store: Store) -> None:
    shown = store.event(one(store, NOW).id)
    seen = [store.seen(shown)]
    store.judge("accept", (shown.id,), by="ana", seen=seen)
    with pytest.raises(Conflict, match="ana judged it last"):
        store.judge("not-event", (shown.id,), by="ben", seen=seen)
    assert [j.kind for j in store.judgements()] == ["accept"]
    store.judge("not-event", (shown.id,), by="ben", seen=[store.seen(store.event(shown.id))])


def test_what_may_be_the_same_stands_beside_with_its_reasons(store: Store) -> None:
    now = one(store, NOW)
    for near in store.beside(now.id):
        assert near.event.id != now.id
        assert near.match.barred or near.match.reasons
