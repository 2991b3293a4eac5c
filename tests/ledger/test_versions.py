"""Identity: one report, its versions, and what remains of words that were replaced."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from precedent.errors import NotFound
from precedent.ledger import Store
from precedent.ledger.identity import content_hash, publisher
from precedent.records import Marked, Report, to_json
from tests.support.telling import Ground, event, marked, report, when


def told(id: str, words: str, published: str | None, place: str = "Line", **more: str) -> tuple[Report, Marked]:
    text = f"{words} crossed the {place} on Sunday, it is said."
    r = report(id, text, published, **more)
    return r, marked(
        r,
        event(
            text,
            "crossed",
            main=True,
            time=when(text, "Sunday", "2025-10-19", "2025-10-20"),
            places=[(place, "location")],
            actors=[(words, "actor", "PRK", "MIL")],
        ),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "l.db", places=Ground()) as opened:
        yield opened


FIRST = told("r1", "A soldier", "2025-10-20")
SECOND = told("r1", "Two soldiers", "2025-10-21")
OTHER = told("r2", "A soldier", "2025-10-20")


def test_other_words_under_the_same_id_are_a_new_version(store: Store) -> None:
    assert store.add(*FIRST).kind == "new"
    store.merge()
    event_before = store.report("r1").main_event
    added = store.add(*SECOND)
    store.merge()
    second = f"r1@{content_hash(SECOND[0])[:8]}"
    assert (added.kind, added.id) == ("version", second)
    rows = {r.id: r for r in store.reports()}
    assert rows[second].revises == "r1"
    assert rows["r1"].revises is None
    assert rows["r1"].events == ()
    (row,) = store.events()
    assert (row.sources, [r.id for r in row.reports]) == (1, [second])
    assert store.text("r1").text == FIRST[0].text  # still there to be cited
    assert store.text(f"r1@{content_hash(FIRST[0])[:8]}").text == FIRST[0].text
    assert event_before is not None
    assert store.event(event_before).id == row.id
    assert not store.doctor().complaints


def test_an_event_that_the_newer_version_does_not_tell_is_no_longer_counted_but_citable(store: Store) -> None:
    store.add(*FIRST)
    store.merge()
    (before,) = store.events()
    quiet = report("r1", "Nothing happened at the border, the army now says.", "2025-10-22")
    store.add(quiet, marked(quiet))
    store.merge()
    assert list(store.events()) == []
    assert not store.resolve(before.id).current
    assert store.event(before.id).triggers == before.triggers


@pytest.mark.parametrize("order", list(permutations([FIRST, SECOND, OTHER])))
def test_versions_with_dates_do_not_depend_on_the_order_of_reading(tmp_path: Path, order: list[tuple[Report, Marked]]) -> None:
    outputs = []
    for name, told_so in (("a", (FIRST, SECOND, OTHER)), ("b", order)):
        with Store.open(tmp_path / name, places=Ground()) as store:
            for r, m in told_so:
                store.add(r, m)
                store.merge()
            outputs.append([to_json(x) for x in (*store.reports(), *store.events())])
            assert not store.doctor().complaints
    assert outputs[0] == outputs[1]


def test_of_one_date_the_version_read_last_is_current(store: Store) -> None:
    store.add(*FIRST)
    store.add(*told("r1", "Two soldiers", "2025-10-20"))
    store.merge()
    assert [r.id for r in store.reports() if r.events] == [f"r1@{content_hash(told('r1', 'Two soldiers', None)[0])[:8]}"]


def test_the_same_words_with_better_particulars_are_the_same_report(store: Store) -> None:
    bare, dated = told("r1", "A soldier", None), told("r1", "A soldier", "2025-10-20", source="Example Wire")
    assert store.add(*bare).kind == "new"
    assert store.known(dated[0]) is None
    assert store.add(*dated).kind == "updated"
    assert store.add(*bare).kind == "unchanged"
    store.merge()
    (row,) = store.reports()
    assert (row.published, row.source) == ("2025-10-20", "Example Wire")
    assert len(list(store.events())) == 1


@pytest.mark.parametrize(
    ("source", "url", "shown", "apart"),
    [
        ("Example  Wire ", None, "Example  Wire", "example wire"),
        (None, "https://news.example.co.uk/a", "example.co.uk", "example.co.uk"),
        ("www.example.co.uk", None, "www.example.co.uk", "example.co.uk"),
        (None, None, None, ""),
        (" ", "not a url", None, ""),
    ],
)
def test_publishers(source: str | None, url: str | None, shown: str | None, apart: str) -> None:
    assert publisher(source, url) == (shown, apart)


def test_unknown_sources_are_one(store: Store) -> None:
    for n, words in enumerate(("A soldier", "A northern soldier", "One soldier")):
        store.add(*told(f"r{n}", words, "2025-10-20"))
    store.merge()
    (row,) = store.events()
    assert (row.sources, len(row.reports)) == (1, 3)


@pytest.mark.parametrize("id_", ["E-00000000", "S-00000000", "E-xyz", "nobody", "r1@"])
def test_what_was_never_given_out_is_not_found(store: Store, id_: str) -> None:
    with pytest.raises(NotFound, match=id_):
        store.resolve(id_)
