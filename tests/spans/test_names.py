"""Names and their kinds: what is a place in text, and what only looks like one."""

import time
from collections.abc import Iterator, Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.clean.document import Sentence
from precedent.clean.prepare import prepare
from precedent.encode.reading import Spot
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Report
from precedent.spans.names import Name, find
from precedent.spans.phrases import parse


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def names(text: str, title: str | None = None, seen: Sequence[tuple[str, str]] = ()) -> tuple[Name, ...]:
    """The names of a text; *seen* are words that the encoder marked, with its labels, each the first time that they stand."""
    doc = prepare(Report(id="t", text=text, title=title))
    spots: list[list[Spot]] = [[] for _ in doc.sentences]
    for words, label in seen:
        at, spot = next(found for s in doc.sentences for found in _spots(s, words.split(), label))
        spots[at].append(spot)
    return find(doc, tuple(parse(s) for s in doc.sentences), spots, gazetteer())


def _spots(sentence: Sentence, words: list[str], label: str) -> Iterator[tuple[int, Spot]]:
    tokens = [t.text for t in sentence.tokens]
    for first in range(len(tokens) - len(words) + 1):
        if tokens[first : first + len(words)] == words:
            yield sentence.index, Spot(first, first + len(words), label, 0.95)


def of_kind(text: str, kind: str, title: str | None = None, seen: Sequence[tuple[str, str]] = ()) -> list[str]:
    return [n.text for n in names(text, title, seen) if n.kind == kind]


PLACES = [
    ("He was born in Kano.", ["Kano"]),
    ("The fire near Goseong spread.", ["Goseong"]),
    ("They live in Paris, Texas.", ["Paris", "Texas"]),
    ("Fighting resumed in northern Mali.", ["Mali"]),
    ("Snow fell over South Korea and the Sea of Japan.", ["South Korea", "Sea of Japan"]),
    ("The U.S. and the UK signed.", ["U.S.", "UK"]),
    ("A Paris-based company moved.", ["Paris"]),
    ("The mayor of London spoke.", ["London"]),
    ("Mayor of London Sadiq Khan spoke.", ["London"]),
    ("He crossed the Military Demarcation Line into the Demilitarized Zone.", ["Military Demarcation Line", "Demilitarized Zone"]),
    ("Boats sank in the Strait of Hormuz and the Gulf of Aden.", ["Strait of Hormuz", "Gulf of Aden"]),
    ("Deputies came from Jackson County.", ["Jackson County"]),
    ("He walked across Lake Chad.", ["Lake Chad"]),
    ("The Hague is quiet.", ["The Hague"]),
    ("KABUL — A bomb exploded on Monday.", ["KABUL"]),
    ("Talks between Trinidad and Tobago and Guyana failed.", ["Trinidad and Tobago", "Guyana"]),
    ("She flew from Malmo to Sao Paulo.", ["Malmo", "Sao Paulo"]),
    ("Voters in Turkey, Chad and Jordan waited.", ["Turkey", "Chad", "Jordan"]),
    ("A car hit a tree in Reading on Monday.", ["Reading"]),
    ("Two men from Danville, Ill., were held.", ["Danville", "Ill."]),
]

NO_PLACES = [
    "John Paris said so.",
    "Paris Hilton sang.",
    "The Washington Post reported it.",
    "He studied at the University of Birmingham.",
    "Deutsche Bank and Goldman Sachs fell.",
    "Reading is fun.",
    "Police said so.",
    "Nice people came.",
    "March was cold. He left on Sunday.",
    "The British and the French argued.",
    "Iraqis and South Koreans met.",
    "Mr Lincoln and Dr. Houston arrived.",
    "Of all men he was first.",
    "It cost US$2.8 million.",
    "Us and them.",
    "Gen. Jackson Madison spoke.",
]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_places(text: str, places: list[str]) -> None:
    assert of_kind(text, "PLACE") == places


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_only_looks_like_a_place(text: str) -> None:
    assert of_kind(text, "PLACE") == []


# What the encoder marked, and what comes of it.
SEEN = [
    ("President Lee Jae-myung spoke.", [("Lee Jae-myung", "PER")], "PERSON", ["Lee Jae-myung"]),
    ("President Trump spoke.", [("President Trump", "PER")], "PERSON", ["Trump"]),
    ("Claudia Mo of the Civic Party voted.", [("Claudia Mo of the", "PER")], "PERSON", ["Claudia Mo"]),
    ("Robert Montalvo fled. Montalvo is sought.", [("Robert Montalvo", "PER")], "PERSON", ["Robert Montalvo", "Montalvo"]),
    ("He studied at the University of Ghana.", [("University of Ghana", "ORG")], "ORG", ["University of Ghana"]),
    ("Hamas fired rockets.", [("Hamas", "PER")], "ORG", ["Hamas"]),
    ("Paris Hilton sang.", [("Paris Hilton", "PER")], "PLACE", []),
    ("The foreign minister spoke.", [("foreign minister", "ROLE")], "ROLE", ["foreign minister"]),
    ("The dead lay in Tula Ghat.", [("Tula Ghat", "GPE")], "PLACE", ["Tula Ghat"]),
    ("He fled from the Zaytun Works.", [("Zaytun Works", "FAC")], "SITE", ["Zaytun Works"]),
    ("they shut everything in caracas", [("caracas", "GPE")], "PLACE", ["caracas"]),
    ("they were all nice to us", [("nice", "GPE")], "PLACE", []),
    ("The Iraqi met a Korean.", [("Korean", "GPE")], "PLACE", []),
    ("The Iraqi met a Korean.", [], "NORP", ["Iraqi", "Korean"]),
]


@pytest.mark.parametrize(("text", "seen", "kind", "found"), SEEN)
def test_what_the_encoder_marked(text: str, seen: list[tuple[str, str]], kind: str, found: list[str]) -> None:
    assert of_kind(text, kind, seen=seen) == found


def test_the_place_a_public_body_serves_stands_inside_its_name_and_after_it() -> None:
    found = names("The Kanawha County Sheriff spoke to Baghdad Police.", seen=[("Baghdad Police", "ORG")])
    assert [(n.kind, n.text) for n in found if n.text.startswith("Baghdad")] == [("ORG", "Baghdad Police"), ("PLACE", "Baghdad")]


def test_what_the_report_calls_a_person_elsewhere_is_one() -> None:
    text = "Robert Austin was charged on Monday. Austin denied it."
    assert of_kind(text, "PLACE", seen=[("Robert Austin", "PER")]) == []


def test_capitals_of_a_headline_prove_nothing() -> None:
    assert of_kind("x", "PLACE", title="Police Arrest Two Men After Mobile Home Fire Near Reading Room") in ([], ["Reading"])
    assert of_kind("x", "PLACE", title="CHINA AND RUSSIA SIGN NEW DEAL") == ["CHINA", "RUSSIA"]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_every_name_is_true_to_its_view(text: str) -> None:
    doc = prepare(Report(id="t", text=text))
    found = find(doc, tuple(parse(s) for s in doc.sentences), [()] * len(doc.sentences), gazetteer())
    for name in found:
        assert doc.view(name.part).text[name.start : name.end] == name.text
        assert 0 <= name.first < name.last <= len(doc.sentences[name.sentence].tokens)
    assert [(n.sentence, n.start, -n.end) for n in found] == sorted((n.sentence, n.start, -n.end) for n in found)


@pytest.mark.parametrize(
    "text",
    ["Paris " * 17000, "Paris, " * 14000, "A-" * 50000, "of Of " * 16000, "Lake " * 20000 + "Chad", "U.S. " * 20000, "Al-" * 30000],
    ids=["run", "list", "hyphens", "joiners", "heads", "short", "articles"],
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    doc = prepare(Report(id="t", text=text))
    phrases = tuple(parse(s) for s in doc.sentences)
    start = time.process_time()
    find(doc, phrases, [()] * len(phrases), gazetteer())
    assert time.process_time() - start < 3.0
