"""Which place is meant: what a person finds obvious."""

from functools import cache
from itertools import permutations

import pytest

from precedent.clean.prepare import prepare
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Place, Report
from precedent.resolve.places import resolve
from precedent.spans.names import find
from precedent.spans.phrases import parse


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def places(text: str, **fields: str) -> tuple[Place, ...]:
    doc = prepare(Report(id="t", text=text, **fields))
    phrases = tuple(parse(sentence) for sentence in doc.sentences)
    return resolve(doc, phrases, find(doc, phrases, gazetteer()), gazetteer())


def place(text: str, name: str, **fields: str) -> Place:
    return next(p for p in places(text, **fields) if p.text == name)


OBVIOUS = [
    ("Georgia and Russia agreed to talks in Tbilisi.", "Georgia", "GEO", "country"),
    ("The storm hit Atlanta and Savannah before it left Georgia.", "Georgia", "USA", "admin1"),
    ("He was arrested in Paris on Monday.", "Paris", "FRA", "settlement"),
    ("The fire began in Paris, Texas, at noon.", "Paris", "USA", "settlement"),
    ("Police in Boston and Cambridge, Massachusetts, searched the homes.", "Cambridge", "USA", "settlement"),
    ("Students in Oxford and Cambridge met in London.", "Cambridge", "GBR", "settlement"),
    ("Rebels shelled Tripoli and Benghazi.", "Tripoli", "LBY", "settlement"),
    ("Clashes broke out in Tripoli, Lebanon, and spread to Beirut.", "Tripoli", "LBN", "settlement"),
    ("Chile's president spoke in Santiago.", "Santiago", "CHL", "settlement"),
    ("Pilgrims walked from León to Santiago de Compostela in Spain.", "Santiago de Compostela", "ESP", "settlement"),
    ("Costa Rica's government met in San José.", "San José", "CRI", "settlement"),
    ("Companies in San Jose, California, and Palo Alto laid off workers.", "San Jose", "USA", "settlement"),
    ("Floods hit Hyderabad and Karachi in Pakistan.", "Hyderabad", "PAK", "settlement"),
    ("Voters in Hyderabad, Mumbai and Delhi went to the polls.", "Hyderabad", "IND", "settlement"),
    ("The South Korean army found a boat off Goseong in Gangwon Province.", "Goseong", "KOR", None),
    ("The North Korean army fired from Kosong, North Korea.", "Kosong", "PRK", None),
    ("Trains between Birmingham and Manchester were late, said British officials.", "Birmingham", "GBR", "settlement"),
    ("The march from Selma to Montgomery passed Birmingham, Alabama.", "Birmingham", "USA", "settlement"),
    (
        "Ottawa and Ontario's towns of London and Hamilton sent help, said Canadian officials in Toronto.",
        "London",
        "CAN",
        "settlement",
    ),
    ("Troops moved from Valencia to Caracas in Venezuela.", "Valencia", "VEN", "settlement"),
    ("Floods hit Valencia and Madrid, the Spanish government said.", "Valencia", "ESP", "settlement"),
    ("Syria's army shelled Hama, Homs and Aleppo.", "Homs", "SYR", "settlement"),
    ("Officials in Victoria, British Columbia, called Vancouver.", "Victoria", "CAN", "settlement"),
    ("Alexandria and Cairo were quiet, Egyptian police said.", "Alexandria", "EGY", "settlement"),
    ("The Rapides Parish sheriff arrested him in Alexandria, Louisiana.", "Alexandria", "USA", "settlement"),
    ("Boats left Barcelona for Palma and Ibiza in Spain.", "Barcelona", "ESP", "settlement"),
    ("Naples and Rome closed their schools.", "Naples", "ITA", "settlement"),
    ("Hurricane warnings reached Naples, Tampa and Miami in Florida.", "Naples", "USA", "settlement"),
    ("Lagos and Abuja saw protests by Nigerians.", "Lagos", "NGA", "settlement"),
    ("Kinshasa, the capital of the DRC, was calm.", "DRC", "COD", "country"),
    ("Jordan and Israel reopened the Allenby Bridge.", "Jordan", "JOR", "country"),
    ("Washington, D.C., was calm.", "Washington", "USA", "settlement"),
]


@pytest.mark.parametrize(("text", "name", "country", "kind"), OBVIOUS)
def test_what_a_person_finds_obvious(text: str, name: str, country: str, kind: str | None) -> None:
    found = place(text, name)
    assert found.country == country
    assert kind in (None, found.kind)


def test_both_sides_of_the_line() -> None:
    south = place("A boat was found near Goseong, South Korea.", "Goseong")
    north = place("A boat was found near Goseong, North Korea.", "Goseong")
    assert (south.country, north.country) == ("KOR", "PRK")


def test_the_containers_own_country_is_kept_apart_in_one_report() -> None:
    text = "He moved from Paris, France, to Paris, Texas."
    assert [p.country for p in places(text) if p.text == "Paris"] == ["FRA", "USA"]


def test_one_sense_a_report() -> None:
    text = "The court in Paris, Texas, met. Residents of Paris were pleased. Paris has two courts."
    assert {p.place for p in places(text) if p.text == "Paris"} == {"geonames:4717560"}


def test_the_publisher_says_where() -> None:
    text = "A man was held in Hamilton on Monday."
    assert place(text, "Hamilton", url="https://www.stuff.co.nz/news/1").country == "NZL"
    assert place(text, "Hamilton", url="https://www.cbc.ca/news/1").country == "CAN"
    assert place(text, "Hamilton", source="example.com", extra={"publisher": "The New Zealand Wire"}).country == "NZL"


CONTRACT = [
    ("Military Demarcation Line", "precedent:military-demarcation-line", "border", None, 38.0, 127.3, 125, None),
    ("China", "geonames:1814991", "country", "CHN", 35.0, 105.0, 2200, 1814991),
    ("Panmunjom", "precedent:panmunjom", "settlement", "PRK", 37.956, 126.677, 1, None),
]


@pytest.mark.parametrize(("name", "id_", "kind", "country", "lat", "lon", "radius", "geonameid"), CONTRACT)
def test_places_of_the_worked_example(name, id_, kind, country, lat, lon, radius, geonameid) -> None:
    found = place(f"A soldier crossed near the {name} on Sunday, and another fled through {name}.", name)
    assert (found.place, found.kind, found.country, found.lat, found.lon, found.radius_km, found.geonameid) == (
        id_, kind, country, lat, lon, radius, geonameid,
    )  # fmt: skip


ACTS = [
    ("Pyongyang said it had fired two missiles.", "Pyongyang", True),
    ("Pyongyang has repeatedly rejected the offer.", "Pyongyang", True),
    ("The launch was condemned by Tokyo.", "Tokyo", True),
    ("The White House condemned the attack.", "White House", True),
    ("He lives in Pyongyang.", "Pyongyang", False),
    ("A parade was held in Pyongyang, state media said.", "Pyongyang", False),
    ("Iran accused Israel of the attack.", "Iran", True),
    ("Iran accused Israel of the attack.", "Israel", False),
]


@pytest.mark.parametrize(("text", "name", "acts"), ACTS)
def test_a_capital_or_country_that_speaks_is_an_actor(text: str, name: str, acts: bool) -> None:
    assert place(text, name).as_actor is acts


def test_probabilities_add_up_and_come_likeliest_first() -> None:
    found = place("He was seen in Springfield on Monday.", "Springfield")
    odds = [c.p for c in found.candidates]
    assert odds == sorted(odds, reverse=True)
    assert 0 < sum(odds) <= 1
    assert found.candidates[0].place == found.place


def test_a_proper_name_without_an_entry_is_a_place_without_an_id() -> None:
    found = place("Three people died in Qwertyham, Sudan, on Monday.", "Qwertyham")
    assert (found.place, found.lat, found.kind) == (None, None, None)
    assert found.name == "Qwertyham"


def test_demonyms_are_no_places() -> None:
    assert places("South Korean and American officials met Iraqis.") == ()


def test_order_of_sentences_does_not_matter_to_the_senses() -> None:
    said = ["Police came to Athens.", "The Clarke County sheriff spoke.", "Atlanta sent help."]
    senses = {
        tuple(sorted((p.text, p.place) for p in places(" ".join(order)))) for order in permutations(said)
    }  # the same names mean the same places
    assert len(senses) == 1


def test_spans_are_true_to_the_text() -> None:
    text = "Troops left Sana'a for al-Hudaydah; in Malmö, São Paulo and N'Djamena people marched."
    for found in places(text):
        assert text[found.start : found.end] == found.text
    assert {"Malmö", "São Paulo"} <= {p.text for p in places(text)}
