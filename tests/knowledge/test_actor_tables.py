"""The tables of who is who: every row well formed, nothing twice, terms of one office one after the other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from precedent.knowledge import actors, countries
from precedent.knowledge.actors import Holder

SECTORS = set("GOV JUD LEG MIL COP OPP PTY REB PRM SPY UAF CVL ELI BUS EDU MED LAB AGR JRN REF REL SOC CRM".split())  # noqa: SIM905
CODES = {"IGO", "NGO", "ISM", "IMG", "MNC"}
DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")

# Titles that several bear at the same time.
SHARED = {
    "special envoy", "UN envoy", "European commissioner", "member of the presidency", "opposition leader", "official",
    "Hamas official", "rebel leader", "drug lord", "spokesman", "foreign ministry spokesman", "foreign ministry spokeswoman",
    "pro-democracy activist", "human rights activist", "marshal", "journalist", "separatist leader", "militia leader", "oligarch",
    "financier", "civil rights leader", "whistleblower", "dissident", "co-leader of Alternative for Germany", "industrialist",
    "deputy prime minister", "Hezbollah commander", "religious leader", "FARC dissident leader", "cleric", "resistance leader",
    "vice president",
}  # fmt: skip


def organisations() -> list[list[str]]:
    return actors._rows("organisations.tsv")[1:]


def holders() -> list[Holder]:
    return [Holder(row[0], row[1], row[2], row[3], row[4], row[5]) for row in actors._rows("offices.tsv")[1:]]


def first_day(said: str) -> date:
    """The first day of a year, a month or a day; of a time far off where none is said."""
    year, month, day = ([int(part) for part in (said or "2100").split("-")] + [1, 1])[:3]
    return date(year, month, day)


def test_there_are_many() -> None:
    assert len(organisations()) + len(holders()) >= 3000
    assert len(organisations()) >= 2500
    assert len({holder.name for holder in holders()}) >= 2500


@pytest.mark.parametrize(("table", "columns"), [("organisations.tsv", 6), ("offices.tsv", 7), ("collectives.tsv", 4)])
def test_every_row_has_its_columns_and_no_loose_spaces(table: str, columns: int) -> None:
    for row in actors._rows(table):
        assert len(row) == columns, row
        assert row[0], row
        assert all(cell == cell.strip() and "  " not in cell for cell in row), row


def test_codes_and_dates_are_valid() -> None:
    rows = [(name, country, sector, from_, until) for name, country, sector, _, from_, until in organisations()]
    rows += [(h.name, h.country, h.sector, h.from_, h.until) for h in holders()]
    for name, country, sector, from_, until in rows:
        assert country in CODES or countries.get(country), name
        assert sector in SECTORS | {""}, name
        assert DATE.fullmatch(from_), name
        assert DATE.fullmatch(until), name
        assert not until or from_ < until, name
    assert all(holder.sector and holder.office for holder in holders())
    assert {n.sector for n in actors._nouns().values()} <= SECTORS | {"NGO", None}


def test_no_row_stands_twice() -> None:
    keys = Counter((row[0], row[1], "", row[4]) for row in organisations())
    keys.update((h.name, h.country, h.office, h.from_) for h in holders())
    assert [key for key, count in keys.items() if count > 1] == []


def test_one_after_the_other_holds_an_office() -> None:
    terms: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in holders():
        terms[holder.country, holder.office].append(holder)
    for (_, office), held in terms.items():
        if office in SHARED:
            continue
        held.sort(key=lambda h: h.from_)
        for before, after in pairwise(held):
            assert first_day(before.until) - first_day(after.from_) <= timedelta(days=2), (before, after)


def test_a_name_in_office_is_one_person() -> None:
    for name, entries in actors._holders().items():
        for one in entries:
            for other in entries:
                together = (not one.until or other.from_ < one.until) and (not other.until or one.from_ < other.until)
                assert one.name == other.name or not together, name


def test_members_are_countries_and_groups_are_known() -> None:
    for name, states, from_, until in actors._rows("collectives.tsv")[1:]:
        found = actors._organisations().get(name)
        assert found, name
        assert found[0].name == name
        assert all(countries.get(state) for state in states.split("; ")), name
        assert DATE.fullmatch(from_), name
        assert DATE.fullmatch(until), name
