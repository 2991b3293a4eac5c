"""Countries by their names, adjectives, people and capitals."""

import pytest

from precedent.knowledge import countries

NAMES = [
    ("South Korea", "KOR"), ("Republic of Korea", "KOR"), ("DPRK", "PRK"), ("Burma", "MMR"), ("the Gambia", "GMB"),
    ("Cote d'Ivoire", "CIV"), ("U.S.", "USA"), ("Kosovo", "XKX"), ("Soviet Union", "SUN"), ("Czechoslovakia", "CSK"),
    ("Swaziland", "SWZ"), ("Türkiye", "TUR"), ("DR Congo", "COD"), ("East Germany", "DDR"),
]  # fmt: skip
PEOPLE = [
    ("South Korean", "KOR"), ("South Koreans", "KOR"), ("Iraqis", "IRQ"), ("Dutch", "NLD"), ("French", "FRA"),
    ("Swiss", "CHE"), ("Burkinabé", "BFA"), ("Emirati", "ARE"), ("Soviet", "SUN"), ("Kosovar", "XKX"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "alpha3"), NAMES)
def test_names(name: str, alpha3: str) -> None:
    assert countries.by_name(name) == alpha3


@pytest.mark.parametrize(("word", "alpha3"), PEOPLE)
def test_people(word: str, alpha3: str) -> None:
    assert countries.by_demonym(word) == alpha3


@pytest.mark.parametrize(("name", "alpha3"), [("Pyongyang", "PRK"), ("Brasília", "BRA"), ("Moscow", "RUS"), ("Kyiv", "UKR")])
def test_capitals(name: str, alpha3: str) -> None:
    assert countries.by_capital(name) == alpha3


@pytest.mark.parametrize("word", ["", "Atlantis", "Frenchs", "police"])
def test_the_unknown_is_unknown(word: str) -> None:
    assert countries.by_name(word) is None
    assert countries.by_demonym(word) is None


def test_codes_are_of_the_standard_and_unique() -> None:
    table = countries.all_countries()
    assert len({c.alpha3 for c in table}) == len(table)
    assert sum(not c.dissolved and c.geonameid is not None for c in table) == 250
    assert {"XKX", "SUN", "YUG", "CSK", "DDR", "SCG", "ANT", "BUR", "TMP", "ZAR", "HVO", "DHY", "RHO", "VDR", "YMD"} <= {
        c.alpha3 for c in table
    }


def test_sizes() -> None:
    china = countries.get("CHN")
    assert china is not None
    assert (china.lat, china.lon, china.radius_km) == (35.0, 105.0, 2200)
