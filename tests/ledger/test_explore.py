"""The explorer's SQL finds what a query means, row by row; and counts each facet as if its own filter were not set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

from precedent.entries import EventRow
from precedent.ledger import Store
from precedent.ledger.explore import ORDERS, Box, Selection
from precedent.merge.windows import bounds
from precedent.query import Period, PlaceWanted, Query, RoleWanted
from tests.support.crossings import world
from tests.support.telling import Ground

QUERIES = {
    "all": Query(count_by="events"),
    "type": Query(type=("CROSS",), codebook="movement", count_by="events"),
    "another type": Query(type=("PROTEST",), count_by="events"),
    "mode": Query(type=("CROSS",), mode=("defect",), count_by="events"),
    "country": Query(roles=(RoleWanted(country="PRK"),), count_by="events"),
    "either sector": Query(
        roles=(RoleWanted(role="actor", sector="MIL"), RoleWanted(role="actor", sector="CVL")), count_by="events"
    ),
    "both": Query(roles=(RoleWanted(country="PRK"), RoleWanted(sector="MIL")), count_by="events"),
    "actor and recipient": Query(roles=(RoleWanted(role="actor", sector="MIL"), RoleWanted(role="recipient")), count_by="events"),
    "a name": Query(roles=(RoleWanted(words="soldier"),), count_by="events"),
    "a northern name": Query(roles=(RoleWanted(country="PRK", words="soldier"),), count_by="events"),
    "place": Query(places=(PlaceWanted(place="t:line"),), count_by="events"),
    "place around": Query(places=(PlaceWanted(place="t:korea"),), count_by="events"),
    "destination": Query(places=(PlaceWanted(role="destination", place="t:harbour"),), count_by="events"),
    "since": Query(time=Period(from_="2025-01-01"), count_by="events"),
    "until": Query(time=Period(until="2025-01-01"), count_by="events"),
    "a day": Query(time=Period(from_="2025-10-19", until="2025-10-20"), count_by="events"),
    "denied": Query(polarity="negative", count_by="events"),
    "planned": Query(modality="planned", count_by="events"),
    "specific": Query(genericity="specific", count_by="events"),
    "news": Query(standing="main", count_by="events"),
    "history": Query(standing="background", count_by="events"),
    "text": Query(text="soldier crossed", count_by="events"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("explore") / "l.db", places=Ground()) as opened:
        for _ in opened.add_all(world()):
            pass
        opened.merge()
        yield opened


@pytest.mark.parametrize("name", QUERIES)
def test_a_selection_is_what_its_query_means(store: Store, name: str) -> None:
    meant = [row.id for row in store.events(QUERIES[name])]
    found = [row.id for row in store.explore(Selection(query=QUERIES[name]))[1]]
    assert sorted(found) == sorted(meant)
    assert store.explore(Selection(query=QUERIES[name]))[0].events == len(meant)


@pytest.mark.parametrize(("one", "other"), list(product(QUERIES, repeat=2)))
def test_counts_are_those_of_the_rows(store: Store, one: str, other: str) -> None:
    import msgspec

    given = {f: v for f in Query.__struct_fields__ if (v := getattr(QUERIES[other], f)) not in (None, ())}
    query = msgspec.structs.replace(QUERIES[one], **given)
    rows, counts = list(store.events(query)), store.explore(Selection(query=query))[0]
    without = list(store.events(msgspec.structs.replace(query, codebook=None, type=(), mode=())))
    assert dict(counts.types) == Counter(f"{row.codebook}:{row.type}" for row in without)
    whoever = list(store.events(msgspec.structs.replace(query, roles=())))
    assert dict(counts.countries) == _each(whoever, "country")
    assert dict(counts.sectors) == _each(whoever, "sector")
    wherever = list(store.events(msgspec.structs.replace(query, places=())))
    assert counts.placeless == sum(row.place is None for row in wherever)
    assert {(p.spot.place, p.events) for p in counts.places} == set(
        Counter(row.place.place for row in wherever if row.place).items()
    )
    whenever = list(store.events(msgspec.structs.replace(query, time=None)))
    assert counts.undated == sum(row.from_ is None for row in whenever)
    assert {(d.first, d.last): d.events for d in counts.days} == Counter(b for r in whenever if (b := bounds(r.from_, r.until)))
    assert dict(counts.sources)[1] == len(rows)
    assert dict(counts.sources)[2] == sum(row.sources >= 2 for row in rows)
    assert counts.disputed == sum(bool(row.contradictions) for row in rows)


def _each(rows: list[EventRow], field: str) -> Counter[str]:
    return Counter(value for row in rows for value in {getattr(a, field) for a in row.actors} if value)


@pytest.mark.parametrize(
    ("box", "there"),
    [
        ((126.0, 37.0, 129.0, 39.0), True),
        ((30.0, -10.0, 45.0, 5.0), False),
        ((170.0, 30.0, 130.0, 45.0), True),  # across the date line
        ((-10.0, 30.0, 10.0, 45.0), False),
    ],
)
def test_a_box_on_the_map_holds_what_lies_in_it(store: Store, box: Box, there: bool) -> None:
    assert bool(store.explore(Selection(box=box))[1]) is there
    assert store.explore(Selection(box=box))[0].places  # the map shows what else could be chosen


def test_pages_follow_each_other_without_gap_or_repeat(store: Store) -> None:
    for order in ORDERS:
        whole = [row.id for row in store.explore(Selection(), order=order)[1]]
        pages = [store.explore(Selection(), order=order, offset=n, limit=2)[1] for n in range(0, len(whole), 2)]
        parts = [row.id for page in pages for row in page]
        assert parts == whole
        assert sorted(whole) == sorted(row.id for row in store.events())


def test_the_doubtful_that_much_rests_on_comes_first(store: Store) -> None:
    from precedent.ledger.facets import doubt, weight

    ranks = [round(doubt(row) * weight(row), 4) for row in store.explore(Selection(), order="doubt")[1]]
    assert ranks == sorted(ranks, reverse=True)
    assert [row.id for row in store.queue()] == [row.id for row in store.explore(Selection(), order="doubt")[1]]
