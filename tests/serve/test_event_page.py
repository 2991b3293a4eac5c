"""The page of an event: who said what first, what reports disagree on, and a citation that TeX takes."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

from precedent.entries import EventRow
from precedent.ledger import Store
from precedent.serve.event import bibtex, citation, heading, tellers, values
from precedent.serve.pieces import Mark, pieces
from tests.support.crossings import world
from tests.support.telling import Ground


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("event") / "l.db", places=Ground()) as opened:
        for _ in opened.add_all(world()):
            pass
        opened.merge()
        yield opened


def most_told(store: Store) -> EventRow:
    return max(store.events(), key=lambda row: len(row.reports))


def test_each_value_is_said_first_by_the_report_that_came_out_first(store: Store) -> None:
    row = most_told(store)
    told = tellers(row, [store.report(r.id) for r in row.reports])
    assert [t.report.published for t in told] == sorted(t.report.published for t in told)
    first = [(said.label, said.words) for t in told for said in t.said if said.how == "first"]
    assert sorted(first) == sorted((v.label, v.words) for v in values(row))  # each once, none made up
    for position, teller in enumerate(told):
        for said in teller.said:
            assert said.citation.report == teller.report.id
            if said.how == "first":
                value = next(v for v in values(row) if (v.label, v.words) == (said.label, said.words))
                assert not {c.report for c in value.citations} & {t.report.id for t in told[:position]}


def test_what_a_report_says_otherwise_is_told_with_its_words(store: Store) -> None:
    row = next(row for row in store.events() if row.contradictions)
    told = tellers(row, [store.report(r.id) for r in row.reports])
    otherwise = {said.words for t in told for said in t.said if said.how == "otherwise"}
    assert otherwise == {str(v.value) for c in row.contradictions for v in c.values[1:]}


def test_the_page_shows_all_that_the_record_holds(app: TestClient) -> None:
    id_ = app.get("/events.json?sort=sources").json()["events"][0]["id"]
    page, twin = unescape(app.get(f"/events/{id_}").text), app.get(f"/events/{id_}.json").json()
    for value in twin["values"]:
        assert all(quote["text"] in page for quote in value["citations"])
    assert all(teller["report"]["id"] in page for teller in twin["tellers"])
    assert twin["claims"]
    assert "@misc{" in page
    assert app.get(f"/events/{id_}/precedents.json").json()["precedents"]["precedents"]


@pytest.mark.parametrize("id_", ["E-00000000", "nothing", "%2e%2e"])
def test_an_unknown_event_is_a_word_and_404(app: TestClient, id_: str) -> None:
    assert app.get(f"/events/{id_}").status_code == 404


def test_an_event_without_a_day_has_no_precedents_and_says_why(app: TestClient) -> None:
    events = app.get("/events.json").json()["events"]
    undated = next(e["id"] for e in events if e["from"] is None)
    assert "is not known" in app.get(f"/events/{undated}/precedents").text


def test_a_citation_names_the_event_and_survives_tex(store: Store) -> None:
    import msgspec

    row = most_told(store)
    first = msgspec.structs.replace(store.report(row.reports[0].id), source="A & B_C", url="https://a.example/x_y%20z")
    said = citation(row, first, "2026-01-05", "desk")
    assert heading(row) in said
    assert f"Event {row.id} of the ledger desk, looked at on 5 January 2026." in said
    entry = bibtex(row, first, "2026-01-05", "desk_{1}")
    assert r"author = {{A \& B\_C}}" in entry
    assert "url = {https://a.example/x_y%20z}" in entry
    assert r"desk\_\{1\}" in entry
    assert entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(r"\}")


@pytest.mark.parametrize(
    ("marks", "cut"),
    [
        ([], [("abcdef", ())]),
        ([(1, 3, "x")], [("a", ()), ("bc", ("x",)), ("def", ())]),
        ([(0, 4, "x"), (2, 6, "y")], [("ab", ("x",)), ("cd", ("x", "y")), ("ef", ("y",))]),
        ([(0, 6, "x"), (2, 3, "y")], [("ab", ("x",)), ("c", ("x", "y")), ("def", ("x",))]),
        ([(2, 3, "x"), (2, 3, "x")], [("ab", ()), ("c", ("x",)), ("def", ())]),
        ([(3, 3, "x"), (4, 9, "y"), (-1, 2, "z")], [("abcdef", ())]),
    ],
)
def test_pieces_are_the_text_again(marks: list[tuple[int, int, str]], cut: list[tuple[str, tuple[str, ...]]]) -> None:
    made = pieces("abcdef", [Mark(*m) for m in marks])
    assert [tuple(p) for p in made] == cut
