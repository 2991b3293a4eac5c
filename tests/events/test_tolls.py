"""Tolls that are revised, within a report and over reports: each kept, with who gave it and when. Triggers are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from precedent import Ledger
from precedent.events import attribution, quantities
from precedent.events.gather import gather
from precedent.records import Event
from precedent.resolve import calendar
from precedent.spans import times
from tests.events.test_disputes import given
from tests.support.reading import read

# The report; the word that tells the event; each toll with its kind, revision, giver and day, in the order of the event.
CASES = """
A bomb killed 12 people on Saturday. The toll has risen to 15. | killed | 12 killed - - - / 15 killed later - -
A bomb killed 12 people on Saturday. The death toll rose to 15 on Monday. | killed | 12 killed - - - / 15 killed later - Monday
A bomb killed 12 people on Saturday. The ministry said on Monday that the toll had reached 15. | killed | \
    12 killed - - - / 15 killed later The ministry Monday
A raid killed five people. Hospitals put the toll at nine. | killed | 5 killed - - - / 9 killed - Hospitals -
A raid killed nine people. Earlier reports put the toll at five. | killed | 5 killed earlier Earlier reports - / 9 killed - - -
A raid killed nine people. The toll was first given as five. | killed | 9 killed - - -
A raid hit the town on Friday. Four people were killed. | raid | 4 killed - - -
A raid hit the town on Friday. Four people were killed and at least 20 wounded. | raid | 4 killed - - - / 20 wounded - - -
A raid hit the town on Friday. Dozens were wounded. | raid | ? wounded - - -
A raid hit the town. The toll was revised from 20 to 14. | raid | 20 killed earlier - - / 14 killed later - -
A raid hit the town. Two people are still missing. | raid | 2 missing - - -
A raid hit the town. One. Two. Three. Four. Five people were killed. | raid |
""".strip().splitlines()


def told(text: str, trigger: str) -> Event:
    reading = read(text)
    draft = reading.draft(trigger)
    readings = [given(s) for s in reading.doc.sentences]
    when = calendar.resolve(reading.doc, times.find(reading.doc))
    draft.times = [t for t in when if t.start < draft.sentence.end]
    quantities.find(reading.doc, reading.phrases, [draft])
    attribution.of_tolls(reading.doc, reading.phrases, readings, [draft], when, reading.chains)
    return gather(reading.doc, reading.phrases, [draft], least=0.0).events[0]


@pytest.mark.parametrize("line", CASES)
def test_tolls_of_one_report(line: str) -> None:
    text, trigger, wanted = (cell.strip() for cell in line.split("|"))
    found = [
        " ".join(
            str(cell) if cell is not None else "-"
            for cell in (
                "?" if q.value is None else q.value,
                q.kind,
                q.revision,
                q.attribution and q.attribution.source and q.attribution.source.text,
                q.time and q.time.text,
            )
        )
        for q in told(text, trigger).quantities
        if q.kind != "taking part"
    ]
    assert " / ".join(found) == wanted


def test_a_toll_of_something_else_is_not_taken() -> None:
    event = told("A raid hit the town. The death toll from the flood in the valley rose to 40.", "raid")
    assert not event.quantities


def test_tolls_of_several_reports_are_kept_with_the_reports_that_give_them(tmp_path: Path) -> None:
    lead = "Rebels attacked a convoy near Kidal on Friday, killing"
    reports = (("a", f"{lead} five soldiers.", "2025-10-18"), ("b", f"{lead} nine soldiers.", "2025-10-20"))
    with Ledger(tmp_path / "tolls.db") as ledger:
        for name, text, day in reports:
            line = f'{{"id": "{name}", "text": "{text}", "published": "{day}", "source": "{name}.example"}}\n'
            (tmp_path / f"{name}.jsonl").write_text(line, encoding="utf-8")
            ledger.read(str(tmp_path / f"{name}.jsonl"))
        (row,) = [r for r in ledger.events() if any(q.kind == "killed" for q in r.quantities)]
    killed = next(q for q in row.quantities if q.kind == "killed")
    assert (killed.value, {c.report for c in killed.citations}) == (9, {"b"})
    (differs,) = [c for c in row.contradictions if c.field == "quantities.killed"]
    assert {v.value: {c.report for c in v.citations} for v in differs.values} == {9: {"b"}, 5: {"a"}}
