"""What is typed, a question or a claim, and the query that it is read into."""

from __future__ import annotations

import pytest

from precedent.ask import asking
from precedent.ask.answer import verbs
from precedent.ask.homes import settle
from precedent.ask.reading import build
from precedent.codebooks.load import shipped
from precedent.entries import Held
from precedent.pipeline import parts
from precedent.pipeline.typed import read_claim, telling
from precedent.query import PlaceWanted, Query
from precedent.records import Candidate, Place
from tests.ask.small import Small

TODAY = "2025-06-01"

# question, the query in words
QUESTIONS = [
    # Whom the question names no country for is anybody's.
    ("Who kidnapped the schoolgirls in Chibok?", "attacks (abduct) on the schoolgirls at Chibok"),
    ("Which countries have imposed sanctions on Mali since 2021?", "sanctions by anyone on Mali since 1 January 2021"),
    (
        "How many people were arrested during protests in Minsk in August 2020?",
        "people in acts of coercion (arrest) at Minsk in August 2020 with at least 1 arrested",
    ),
    ("When did Ethiopian troops last enter Mekelle?", "attacks by Ethiopian troops at Mek'ele"),
    (
        "Did police fire on protesters in Nairobi in June 2024?",
        "attacks (firearms) by police on protesters at Nairobi in June 2024",
    ),
    (
        "How many times has the border crossing at Rafah been closed since October?",
        "acts of coercion (restrict) at Rafaḩ since 1 October 2024",
    ),
    ("What attacks on health workers were there in Sudan in 2024?", "attacks on health workers at Sudan in 2024"),
    ("List all coups in Burkina Faso since 2000.", 'attacks at Burkina Faso since 1 January 2000 that mention "coups"'),
    ("How many protests were held in Tbilisi in 2023?", "protests at Tbilisi in 2023"),
    ("Which ministers resigned in 2022?", "withdrawals (resign) by ministers in 2022"),
    ("Has Turkey ever expelled a Greek diplomat?", "sanctions (expel) by Turkey on a Greek diplomat"),
]

# claim, its kind, the query in words
CLAIMS = [
    ("the third journalist killed in Mexico this year", "nth-in-period", "attacks on a journalist at Mexico"),
    ("the 12th soldier killed since January", "nth-since", "attacks on a soldier"),
    ("never before has a tanker been attacked in the Gulf of Oman", "first-ever", "attacks on a tanker at Gulf of Oman"),
    ("Iran has not seized a tanker for two years", "none-in-period", "acts of coercion (seize) against a tanker by Iran"),
    ("Mali's second coup in nine months", "nth-in-period", 'attacks involving Mali that mention "coup"'),
    ("three journalists have been killed in Mexico this year", "number-in-period", None),
    ("Argentina has stopped two Paraguayan convoys this year", "number-in-period", None),
    ("no shots have been fired on the River Uruguay since 19 June 2019", "none-since", "attacks (firearms) at River Uruguay"),
    ("the deadliest attack on a mosque in Pakistan since 2014", "deadliest-since", "attacks on a mosque at Pakistan"),
]


@pytest.mark.parametrize(("question", "words"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_a_question_is_read_into_a_query(question: str, words: str) -> None:
    asked = asking.read(question, verbs(shipped()))
    assert asked is not None
    reading = build(asked, telling(asked.statement, TODAY), parts().codebooks)
    assert reading is not None
    assert reading.query.words == words


@pytest.mark.parametrize(("text", "kind", "words"), CLAIMS, ids=[c[0] for c in CLAIMS])
def test_a_claim_is_read_into_a_query(text: str, kind: str, words: str | None) -> None:
    claim = read_claim(text, TODAY)
    assert claim.kind == kind
    assert words is None or claim.query.words == words
    assert not claim.unread


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("31 people have been arrested at the bridge this year", ("at the bridge",)),
        ("the second attack on the embassy this week", ()),  # it is what was attacked
        ("a total of four people have been killed in bombings in Marawi since December 2023", ()),
    ],
)
def test_where_a_claim_says_without_a_name_is_left_unread(text: str, unread: tuple[str, ...]) -> None:
    assert read_claim(text, TODAY).unread == unread


class Told(Small):
    """A ledger whose reports tell of one place."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def coverage(self, *, query: Query | None, from_: str | None, until: str | None, as_of: str | None) -> Held:
        assert query is not None
        return Held(reports=int(query.places[0].place == self.place), sources=0, months=())


def test_of_places_of_one_name_that_is_meant_of_which_the_ledger_tells() -> None:
    asked = Query(places=(PlaceWanted(place="kabul", name="Twin"),), count_by="events")
    candidates = (Candidate(place="kabul", p=0.8), Candidate(place="nairobi", p=0.2, name="Twin, elsewhere"))
    spot = {"start": 0, "end": 4, "text": "Twin", "kind": None, "country": None, "lat": None, "lon": None, "radius_km": None}
    place = Place(place="kabul", name="Twin", candidates=candidates, **spot)
    for home, wanted in (("nairobi", PlaceWanted(place="nairobi", name="Twin, elsewhere")), ("kabul", asked.places[0])):
        assert settle(Told(home), None)(asked, (place,)).places == (wanted,)
    assert settle(Told("nowhere"), None)(asked, (place,)) == asked
