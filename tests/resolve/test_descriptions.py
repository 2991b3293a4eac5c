"""Places described from a name: where the point lies, how wide it is, which words say so."""

import pytest

from precedent.clean.prepare import prepare
from precedent.knowledge.borders import border, moved
from precedent.knowledge.gazetteer import Gazetteer
from precedent.knowledge.sphere import great_circle_km
from precedent.pipeline import mark
from precedent.records import Place, Report
from precedent.resolve.descriptions import described
from precedent.resolve.places import resolve
from precedent.spans.names import find
from precedent.spans.phrases import parse

GAZETTEER = Gazetteer.open()


def told(text: str) -> tuple[list[Place], list[Place]]:
    """The proper names of a text, and what they became where they were described."""
    doc = prepare(Report(id="t", text=text))
    phrases = tuple(parse(sentence) for sentence in doc.sentences)
    names = find(doc, phrases, [()] * len(doc.sentences), GAZETTEER)
    places = resolve(doc, phrases, names, GAZETTEER)
    return list(places), list(described(doc, names, places, GAZETTEER))


# text, the words of the description, kilometres from the name it starts from (least, most), the radius (least, most)
CASES = [
    ("The boat sank 20 km north of Goseong, South Korea.", "20 km north of Goseong", (19, 21), (7, 30)),
    ("The jet crashed about 30 miles (48 km) south-west of Kano.", "about 30 miles (48 km) south-west of Kano", (47, 50), (17, 45)),
    ("A village 15km east of Mosul was hit.", "15km east of Mosul", (14, 16), (5, 20)),
    ("He was found ten kilometres from Agadez.", "ten kilometres from Agadez", (0, 0), (10, 30)),
    ("Rebels took a town just north of Kyiv.", "just north of Kyiv", (15, 45), (15, 45)),
    ("The boat capsized off the coast of Libya.", "off the coast of Libya", (0, 0), (700, 1200)),
    ("The boat capsized off Lampedusa on Sunday.", "off Lampedusa", (0, 0), (50, 70)),
    ("Pirates struck 40 nautical miles off Mukalla.", "40 nautical miles off Mukalla", (0, 0), (74, 90)),
    ("A tanker was hit off the eastern coast of Yemen.", "off the eastern coast of Yemen", (300, 700), (100, 500)),
    ("Clashes broke out in northern Mali.", "northern Mali", (200, 500), (200, 500)),
    ("Gunmen attacked in the north of Mali.", "the north of Mali", (200, 500), (200, 500)),
    ("A bus was stopped between Kano and Kaduna.", "between Kano and Kaduna", (50, 120), (80, 120)),
    ("Soldiers died near the border between Mali and Niger.", "near the border between Mali and Niger", (300, 1500), (50, 700)),
    ("Drones fell on the Poland-Belarus border.", "on the Poland-Belarus border", (100, 600), (50, 500)),
    ("Guards in Poland fired near the border with Belarus.", "near the border with Belarus", (100, 600), (50, 500)),
]


@pytest.mark.parametrize(("text", "words", "away", "radius"), CASES)
def test_a_point_with_a_radius(text: str, words: str, away: tuple[float, float], radius: tuple[float, float]) -> None:
    names, found = told(text)
    place = next((p for p in found if p.how), None)
    assert place is not None
    assert place.text == words == text[place.start : place.end]
    start = next(n for n in names if n.place == place.place)
    km = great_circle_km(start.lat or 0, start.lon or 0, place.lat or 0, place.lon or 0)
    assert away[0] <= km <= away[1]
    assert radius[0] <= (place.radius_km or 0) <= radius[1]


@pytest.mark.parametrize(
    "text",
    [
        "He was born in Kano.",
        "Talks between Israel and Iran failed.",
        "Pyongyang said it had fired two missiles.",
        "He flew from Kano to Lagos.",
        "The mayor of Kano spoke.",
    ],
)
def test_a_name_alone_is_described_by_nothing(text: str) -> None:
    names, found = told(text)
    assert found == names


def test_the_eastern_front_is_the_east_of_the_country_told_of() -> None:
    _, found = told("Ukraine lost ground. Troops on the eastern front were short of shells, Kyiv said.")
    place = next(p for p in found if p.how)
    assert (place.text, place.country) == ("eastern front", "UKR")
    assert (place.lon or 0) > 33
    assert "names most" in (place.how or "")


def test_events_are_where_the_description_says() -> None:
    marked = mark(
        {"id": "r", "text": "Two soldiers were killed in an attack 20 km north of Goseong, South Korea.", "published": "2025-01-02"}
    )
    place = next(e.place for e in marked.events if e.place)
    assert (place.text, place.how) == ("20 km north of Goseong", "20 km north of Goseong")
    assert "Goseong" in [p.text for p in marked.places]


def test_a_border_lies_between_its_countries() -> None:
    line = border(GAZETTEER, "POL", "BLR")
    assert line is not None
    assert (51 < line.lat < 54, 22.5 < line.lon < 24.5) == (True, True)
    assert line == border(GAZETTEER, "BLR", "POL")
    assert border(GAZETTEER, "POL", "AUS") is None
    assert border(GAZETTEER, "POL", "XXX") is None


def test_a_degree_of_latitude() -> None:
    assert moved(0.0, 0.0, 0.0, 111.19) == (pytest.approx(1.0, abs=0.001), 0.0)
    assert moved(10.0, 179.9, 90.0, 100.0)[1] < -179
