"""Datelines as a table: the head of a text, and the date it was filed, or none."""

from __future__ import annotations

import pytest

from precedent.clean.dateline import find
from precedent.clean.prepare import prepare
from precedent.records import Report

FILED = [
    ("SEOUL, Oct. 20, 2025 (Example Wire) - A soldier crossed.", "2025-10-20"),
    ("Headline stands here\n\nSEOUL, Nov. 14, 2017 (Wire) — A soldier crossed.", "2017-11-14"),
    ("PORT-AU-PRINCE, Haiti, 3 May 2004 – Troops landed.", "2004-05-03"),
    ("BEIRUT, LEBANON, January 4, 1984 -- Shells fell.", "1984-01-04"),
    ("A headline\nBy A Reporter\n12 March 1999\n\nThe text.", "1999-03-12"),
    ("\nA headline\n\nTuesday, December 10, 2013\n\nThe text.", "2013-12-10"),
    ("Published: 2025-10-20\nThe text.", "2025-10-20"),
]
NOT_FILED = [
    "On 13 November 2017 a soldier ran across the line - under fire.",
    "In Seoul, 20 October 2025 was a Monday: the day it was signed.",
    "NATO troops crossed the river - under fire.",
    "A soldier (SEOUL) - crossed.",
    "The war of May 1999 - a history",
    "",
    "\n" * 50_000 + "On 12 March 1999 it rained.",
]
# What says where and on which day it was filed, but not in which year; and the sentence behind it.
HEADED = [
    ("SEOUL, Oct. 20 (Wire) — No year, no date.", "No year, no date."),
    ("LOME, March 21 (Volta Dispatch) - An envoy met him.", "An envoy met him."),
    ("PORT-AU-PRINCE, Haiti (Wire) -- Troops landed.", "Troops landed."),
    ("ASUNCION (AD). The river rose.", "The river rose."),
    ("CLORINDA - They blocked a bridge.", "They blocked a bridge."),
    ("GENÈVE, 3 May - Talks began.", "Talks began."),
]


@pytest.mark.parametrize(("text", "said"), HEADED)
def test_a_dateline_without_a_year_is_no_part_of_the_first_sentence(text: str, said: str) -> None:
    doc = prepare(Report(id="r", text=text))
    assert doc.dateline is not None
    assert doc.sentences[-1].text == said
    assert doc.report.published is None


@pytest.mark.parametrize(("text", "day"), FILED)
def test_a_full_date_at_the_head_is_the_day_of_publication(text: str, day: str) -> None:
    found = find(text)
    assert found is not None
    assert found.date == day
    report = prepare(Report(id="r", text=text)).report
    assert (report.published, report.published_by) == (day, "text")
    assert prepare(Report(id="r", text=text, published="2001-01-01")).report.published == "2001-01-01"


@pytest.mark.parametrize("text", NOT_FILED)
def test_a_date_in_a_sentence_is_not(text: str) -> None:
    assert find(text) is None
