"""Full-text search: words next to each other in reports, stems anywhere in what is told of events; case and accents folded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from precedent.ledger import Store
from precedent.query import Query
from tests.support.telling import Ground, event, marked, report

TEXTS = {
    "a": (
        "Soldados na fronteira",
        'João Gonçalves crossed the line at Ñuñoa; "nobody saw him," the guards\' chief said.',
    ),
    "b": ("Fog over the line", "A soldier walked for an hour. He was twenty-four years old, and said 50% of his unit had left."),
    "c": (None, "Crossing the lines has become common. 她走了。"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("search") / "l.db", places=Ground()) as opened:
        for id_, (title, text) in TEXTS.items():
            r = report(id_, text, "2025-10-20", title=title)
            told = [event(text, "crossed", what="João Gonçalves crossed the line")] if id_ == "a" else []
            told += [event(text, "walked", what="A soldier walked for an hour")] if id_ == "b" else []
            opened.add(r, marked(r, *told))
        opened.merge()
        yield opened


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("line", "abc"),  # the beginning of a word, in titles too
        ("LINE at", "a"),
        ("at line", ""),  # in this order
        ("the line", "abc"),
        ("goncalves", "a"),
        ("GONÇALVES crossed", "a"),
        ("nunoa", "a"),
        ("soldi", "b"),
        ("oldier", ""),  # not from the middle of a word
        ("twenty-four", "b"),
        ("50%", "b"),
        ('"nobody saw him"', "a"),
        ("him, the guards' chief", "a"),
        ("line OR fog", ""),  # words are words
        ("NEAR(line fog)", ""),
        ("她走了", "c"),
        ("…", ""),
        ("", ""),
    ],
)
def test_reports(store: Store, words: str, found: str) -> None:
    assert "".join(r.id for r in store.reports(text=words)) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("crossing", "a"),
        ("goncalves line", "a"),
        ("line Gonçalves", "a"),  # in any order
        ("the hours of walking", "b"),
        ("soldier line", ""),
        ("", "ab"),  # asks for nothing
        ("of the", "ab"),
        ("她", ""),
    ],
)
def test_events(store: Store, words: str, found: str) -> None:
    assert "".join(sorted(t.id for row in store.events(Query(text=words, count_by="events")) for t in row.reports)) == found
