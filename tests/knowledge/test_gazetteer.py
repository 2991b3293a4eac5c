"""The gazetteer: what it holds, how fast it answers, under which licence."""

import time
from pathlib import Path

import pytest
import yaml

from precedent.knowledge import countries
from precedent.knowledge.folding import fold
from precedent.knowledge.gazetteer import Gazetteer, distance_km
from precedent.knowledge.layout import KINDS

DATA = Path(countries.__file__).parent / "data"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


FIRST = [
    ("Paris", "geonames:2988507"),
    ("PARIS", "geonames:2988507"),
    ("Malmo", "geonames:2692969"),
    ("Malmö", "geonames:2692969"),
    ("Sao Paulo", "geonames:3448439"),
    ("Kiev", "geonames:703448"),
    ("Bombay", "geonames:1275339"),
    ("Mexico", "geonames:3996063"),
    ("Texas", "geonames:4736286"),
    ("Ontario", "geonames:6093943"),
    ("Burma", "geonames:1327865"),
    ("MDL", "precedent:military-demarcation-line"),
    ("DMZ", "precedent:korean-demilitarized-zone"),
    ("Rafah crossing", "precedent:rafah-crossing"),
    ("Golan Heights", "precedent:golan-heights"),
    ("Soviet Union", "precedent:country-sun"),
]


@pytest.mark.parametrize(("name", "place"), FIRST)
def test_the_place_most_often_meant_comes_first(gazetteer: Gazetteer, name: str, place: str) -> None:
    assert gazetteer.find(name)[0].entry.place == place


@pytest.mark.parametrize("name", ["", "Qwertyham", "ALV", "\0", "a" * 10_000])
def test_unknown_names_have_no_entries(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name) == ()
    assert name not in gazetteer


@pytest.mark.parametrize("place", ["geonames:2988507", "precedent:panmunjom", "precedent:us-la-079", "geonames:1814991"])
def test_ids_come_back(gazetteer: Gazetteer, place: str) -> None:
    entry = gazetteer.get(place)
    assert entry is not None
    assert entry.place == place


@pytest.mark.parametrize("place", ["geonames:1", "geonames:x", "geonames:99999999999999", "precedent:nowhere", "", "x:y"])
def test_unknown_ids_are_none(gazetteer: Gazetteer, place: str) -> None:
    assert gazetteer.get(place) is None


CONTAINS = [
    ("geonames:3017382", "geonames:2988507", True),  # France, Paris
    ("geonames:4736286", "geonames:4717560", True),  # Texas, Paris
    ("geonames:4736286", "geonames:2988507", False),
    ("geonames:1873107", "precedent:panmunjom", True),  # North Korea
    ("precedent:korean-demilitarized-zone", "precedent:panmunjom", True),
    ("precedent:military-demarcation-line", "precedent:panmunjom", True),
    ("precedent:middle-east", "geonames:98182", True),  # Baghdad
    ("precedent:middle-east", "geonames:2988507", False),
    ("geonames:2988507", "geonames:3017382", False),
    ("geonames:2988507", "geonames:2988507", True),
    ("geonames:2988507", "precedent:nowhere", False),
]


@pytest.mark.parametrize(("outer", "inner", "expected"), CONTAINS)
def test_containment(gazetteer: Gazetteer, outer: str, inner: str, expected: bool) -> None:
    assert gazetteer.contains(outer, inner) is expected


def test_distance(gazetteer: Gazetteer) -> None:
    paris, london = gazetteer.find("Paris")[0].entry, gazetteer.find("London")[0].entry
    assert distance_km(paris, london) == pytest.approx(344, abs=3)
    assert distance_km(paris, paris) == 0


def test_words_are_flagged(gazetteer: Gazetteer) -> None:
    assert all(gazetteer.find(name)[0].word for name in ("Reading", "Of", "Nice", "Police"))
    assert not gazetteer.find("Tokyo")[0].word


def test_every_place_of_ours_is_found_under_all_its_names(gazetteer: Gazetteer) -> None:
    places = yaml.safe_load((DATA.parent / "places.yaml").read_text(encoding="utf-8"))
    assert len(places) >= 1200
    for place in places:
        assert place["kind"] in KINDS
        assert -90 <= place["at"][0] <= 90
        assert -180 <= place["at"][1] <= 180
        assert place["radius_km"] >= 1
        for name in (place["name"], *place.get("aliases", ())):
            assert any(h.entry.name == place["name"] for h in gazetteer.find(str(name))), name


def test_every_country_is_there(gazetteer: Gazetteer) -> None:
    for country in countries.all_countries():
        entry = gazetteer.country(country.alpha3)
        assert entry is not None
        assert (entry.kind, entry.country, entry.geonameid) == ("country", country.alpha3, country.geonameid)


def test_us_states_have_their_geonames_ids(gazetteer: Gazetteer) -> None:
    areas = yaml.safe_load((DATA.parent / "areas.yaml").read_text(encoding="utf-8"))
    assert sum(a["code"].startswith("US.") for a in areas) == 51
    for name in ("Alabama", "Wyoming", "Quebec", "Queensland"):
        assert gazetteer.find(name)[0].entry.kind == "admin1"
        assert gazetteer.find(name)[0].entry.geonameid


def test_small_and_quick() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 15_000_000
    start = time.process_time()
    gazetteer = Gazetteer.open()
    gazetteer.find("Paris")
    assert time.process_time() - start < 0.25  # 0.01 s on an idle machine
    names = ["Paris", "Springfield", "San José", "Goseong", "Kano", "Nowhere at all"] * 500
    start = time.process_time()
    for name in names:
        gazetteer.find(name)
    assert (time.process_time() - start) / len(names) < 100e-6


def test_a_licence_stands_beside_the_data() -> None:
    licence = (DATA / "LICENSE").read_text(encoding="utf-8")
    assert "GeoNames" in licence
    assert "CC BY 4.0" in licence
    for path in DATA.iterdir():
        assert path.name == "LICENSE" or path.name in licence


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Saint-Denis", "st denis"),
        ("St. Denis", "st denis"),
        ("Ra's al-‘Ayn", "ras al ayn"),
        ("Łódź", "lodz"),
        ("N’Djamena", "ndjamena"),
    ],
)
def test_folding(name: str, key: str) -> None:
    assert fold(name) == key
    assert fold(key) == key
