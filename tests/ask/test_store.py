"""Claims against a real ledger, filled with marks made by hand."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from precedent.answers import Verdict
from precedent.ask.check import check, check_report
from precedent.ledger import Store
from tests.ask.small import claim
from tests.support.crossings import world
from tests.support.telling import Ground


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The world of the ledger's tests; the wire's claim is one that can be judged."""
    kept = Store.open(tmp_path / "l.db", places=Ground())
    for report, marked in world():
        if report.id == "wire":
            told = msgspec.structs.replace(claim("first-since", "2024-08", "2025-08"), event="e1")
            marked = msgspec.structs.replace(marked, claims=(told,))
        kept.add(report, marked)
    kept.merge()
    return kept


def test_a_typed_claim_rests_on_the_ledgers_events(store: Store) -> None:
    found = check(store, claim("first-since", "2024-08", "2025-08"), "2025-10-22")
    days = [store.event(e).from_ for e in found.evidence]
    assert (found.verdict, days) == ("supported", ["2025-10-19", "2024-08-20"])
    assert [r.verdict for r in found.readings] == ["supported", "not-enough-info"]
    assert found.coverage.reports == sum(
        m.reports for m in store.coverage(from_="2024-08-20", until="2025-10-23", query=None).months
    )
    assert [(g.from_, g.until) for g in found.coverage.gaps] == [("2024-09-01", "2025-09-30")]


def test_a_denial_beside_the_evidence_is_said(store: Store) -> None:
    found = check(store, claim("first-since", "2024-08"), "2025-10-22")
    assert found.why.endswith("; that of 19 October 2025 is also said not to have happened")
    assert not check(store, claim("first-since", "2024-08"), "2025-10-20").why.endswith("happened")


def test_what_was_not_yet_published_does_not_count(store: Store) -> None:
    assert check(store, claim("no-other-since", "2024-08-20"), "2025-10-18").verdict == "not-enough-info"
    assert check(store, claim("no-other-since", "2024-08-20"), "2025-10-22").verdict == "refuted"


def test_a_reports_claim_is_about_its_own_event_and_as_of_its_day(store: Store) -> None:
    (found,) = check_report(store, "wire")
    assert (found.verdict, found.as_of) == ("supported", "2025-10-20")
    assert check_report(store, "letter") == ()


def test_a_verdict_has_the_keys_of_the_contract(store: Store) -> None:
    found = msgspec.to_builtins(check(store, claim("first-since", "2024-08"), "2025-10-22"))
    assert list(found) == list(Verdict.__struct_fields__)
    assert list(found["coverage"]) == ["reports", "sources", "from", "until", "gaps", "totals", "words"]
    assert {*found["readings"][0]} == {"since", "verdict", "evidence", "counter", "why"}
