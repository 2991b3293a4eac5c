"""Who is who: nouns, organisations and offices, by date."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from precedent.knowledge import actors, countries

SECTORS = set("GOV JUD LEG MIL COP OPP PTY REB PRM SPY UAF CVL ELI BUS EDU MED LAB AGR JRN REF REL SOC CRM".split())  # noqa: SIM905
CODES = {"IGO", "NGO", "ISM", "IMG", "MNC"}


@pytest.mark.parametrize(
    ("words", "sector", "plural"),
    [
        ("soldier", "MIL", False),
        ("soldiers", "MIL", True),
        ("prime minister", "GOV", False),
        ("secretaries of state", "GOV", True),
        ("lawmakers", "LEG", True),
        ("court", "JUD", False),
        ("rebels", "REB", True),
        ("gunmen", "UAF", True),
        ("defector", "CVL", False),
        ("women", "CVL", True),
        ("protesters", "SOC", True),
        ("refugees", "REF", True),
        ("police", "COP", True),
        ("trade union", "LAB", False),
        ("spokesman", "GOV", False),
        ("member", None, False),
    ],
)
def test_nouns_have_sectors(words: str, sector: str | None, plural: bool) -> None:
    found = actors.noun(words)
    assert found is not None
    assert (found.sector, found.plural) == (sector, plural)


def test_the_longest_noun_that_ends_a_phrase_is_found() -> None:
    found = actors.noun_ending(["the", "deputy", "prime", "minister"], 0, 4)
    assert found is not None
    assert (found[0].lemma, found[1]) == ("deputy prime minister", 1)


@pytest.mark.parametrize(
    ("name", "date", "country", "sector"),
    [
        ("UN", None, "IGO", None),
        ("WHO", None, "IGO", "MED"),
        ("Taliban", "2020-05-01", "AFG", "REB"),
        ("Taliban", "2022-05-01", "AFG", "GOV"),
        ("the Taliban", "1999-05-01", "AFG", "GOV"),
        ("Reuters", None, "GBR", "JRN"),
        ("Korean People's Army", None, "PRK", "MIL"),
        ("PKK", None, "TUR", "REB"),
    ],
)
def test_organisations(name: str, date: str | None, country: str, sector: str | None) -> None:
    found = actors.organisation(name, date)
    assert found is not None
    assert (found.country, found.sector) == (country, sector)


def test_case_tells_a_name_from_a_word() -> None:
    assert actors.organisation("who") is None
    assert actors.organisation("is") is None


@pytest.mark.parametrize(
    ("name", "date", "country", "in_office"),
    [
        ("Moon Jae-in", "2018-06-01", "KOR", True),
        ("Moon Jae-in", "2025-06-05", "KOR", False),
        ("Lee Jae-myung", "2025-10-20", "KOR", True),
        ("Trump", "2018-01-01", "USA", True),
        ("Trump", "2022-01-01", "USA", False),
        ("Trump", "2025-03-01", "USA", True),
        ("Kofi Annan", "1999-01-01", "IGO", True),
    ],
)
def test_offices_by_date(name: str, date: str, country: str, in_office: bool) -> None:
    found = actors.holder(name, date)
    assert found is not None
    assert (found[0].country, found[1]) == (country, in_office)


def test_nobody_is_known_by_an_office_still_to_come() -> None:
    assert actors.holder("Volodymyr Zelensky", "2015-01-01") is None


def test_tables_hold_what_they_promise() -> None:
    organisations = {e for entries in actors._organisations().values() for e in entries}
    holders = {e for entries in actors._holders().values() for e in entries}
    assert len(organisations) >= 500
    assert len(holders) >= 300
    for entry in (*organisations, *holders):
        assert entry.country in CODES or countries.get(entry.country), entry
        assert all(re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", d) for d in (entry.from_, entry.until)), entry
        assert not entry.until or entry.from_ < entry.until, entry
    assert {o.sector for o in organisations} <= SECTORS | {None}
    assert {n.sector for n in actors._nouns().values()} <= SECTORS | {"NGO", None}


def test_tables_load_in_a_moment() -> None:
    code = (
        "import time; from precedent.knowledge import actors; t = time.process_time();"
        "actors.noun('x'); actors.organisation('x'); actors.holder('x'); print(time.process_time() - t)"
    )
    best = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(3)
    )
    assert best < 0.05
