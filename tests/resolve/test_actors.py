"""One chain an actor: names, titles, noun phrases, pronouns; country and sector from the words, then by date."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.reading import read


def mentions(text: str, title: str | None = None, **more: object) -> list[list[str]]:
    """The words of each actor's mentions, title last."""
    return [[m.text for m in a.mentions] for a in read(text, title, **more).chains.actors]  # type: ignore[arg-type]


def chain(text: str, words: str, title: str | None = None, **more: object) -> list[str]:
    return next(found for found in mentions(text, title, **more) if words in found)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A soldier crossed the river. The soldier was held.", "A soldier", ["A soldier", "The soldier"]),
        ("A soldier crossed. He was held.", "A soldier", ["A soldier", "He"]),
        ("A soldier crossed. Another soldier was shot as he fled.", "Another soldier", ["Another soldier", "he"]),
        ("A guard fired at a man. The man died.", "a man", ["a man", "The man"]),
        ("Two soldiers crossed. They were held.", "Two soldiers", ["Two soldiers", "They"]),
        ("President Lee Jae-myung spoke. Lee said he was sorry.", "Lee", ["President Lee Jae-myung", "Lee", "he"]),
        ("A minister met his aides.", "A minister", ["A minister", "his"]),
        ("A queen met a general. She thanked him.", "A queen", ["A queen", "She"]),
        ("A queen met a general. She thanked him.", "a general", ["a general", "him"]),
        ("The United Nations called for calm. The UN said talks failed.", "The UN", ["The United Nations", "The UN"]),
        ("Iran attacked. Iran denied it.", "Iran", ["Iran", "Iran"]),
        ("The president of Ukraine, Volodymyr Zelensky, spoke.", "Volodymyr Zelensky", ["The president", "Volodymyr Zelensky"]),
        ("Lee met Kim Jong Un. Kim smiled.", "Kim", ["Kim Jong Un", "Kim"]),
    ],
)
def test_what_belongs_together(text: str, words: str, expected: list[str]) -> None:
    assert chain(text, words) == expected


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("A soldier crossed. A soldier was shot.", "A soldier", "A soldier"),
        ("A North Korean soldier crossed. The South Korean soldier fired.", "A North Korean soldier", "The South Korean soldier"),
        ("The foreign ministry agreed. The defence ministry refused.", "The foreign ministry", "The defence ministry"),
        ("The president spoke. The former president was jailed.", "The president", "The former president"),
        ("The soldier fled. Other soldiers stayed.", "The soldier", "Other soldiers"),
        ("Lee met him after a general arrived.", "Lee", "him"),
    ],
)
def test_what_stays_apart(text: str, one: str, other: str) -> None:
    for found in mentions(text, people=("Lee",)):
        assert not (one in found and other in found and (one != other or found.count(one) > 1))


def test_the_title_joins_the_text() -> None:
    found = chain("A North Korean soldier crossed the line on Sunday.", "Soldier", "Soldier walks across fortified border")
    assert found == ["A North Korean soldier", "Soldier"]


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("A North Korean soldier", "PRK", "MIL"),
        ("the South Korean military", "KOR", "MIL"),
        ("South Korean President Lee Jae-myung", "KOR", "GOV"),
        ("the rebel spokesman", None, "REB"),
        ("a spokesman for the rebels", None, "REB"),
        ("the president of Ukraine", "UKR", "GOV"),
        ("Ukraine's president", "UKR", "GOV"),
        ("China's foreign ministry spokesman", "CHN", "GOV"),
        ("an Iraqi army commander", "IRQ", "MIL"),
        ("a Chinese court", "CHN", "JUD"),
        ("the opposition leader", None, "OPP"),
        ("a former French minister", "FRA", "ELI"),
        ("Hamas officials", "PSE", "REB"),
        ("U.S. Secretary of State Marco Rubio", "USA", "GOV"),
        ("a UN official", "IGO", "GOV"),
        ("Israeli police", "ISR", "COP"),
        ("the Japanese fishermen", "JPN", "AGR"),
        ("a Russian-backed militia", None, "PRM"),
        ("Syrians", "SYR", "CVL"),
        ("Russia", "RUS", "GOV"),
        ("officials from Hungary", "HUN", "GOV"),
        ("officials from Hungary and Romania", "HUN", "GOV"),
        ("a group of analysts", None, "BUS"),
    ],
)
def test_country_and_sector_from_the_words(phrase: str, country: str | None, sector: str | None) -> None:
    reading = read(f"{phrase[0].upper()}{phrase[1:]} spoke on Monday.")
    index, first, last = reading.tokens(f"{phrase[0].upper()}{phrase[1:]}")
    assert reading.chains.describe(index, first, last) == (country, sector)


@pytest.mark.parametrize(("published", "sector"), [("2018-05-01", "GOV"), ("2025-10-20", "ELI"), (None, "ELI")])
def test_office_by_the_date_of_the_report(published: str | None, sector: str) -> None:
    actor = read("Moon Jae-in spoke.", published=published, people=("Moon Jae-in",)).chains.actors[0]
    assert (actor.country, actor.sector) == ("KOR", sector)


@pytest.mark.parametrize(
    ("text", "published", "together"),
    [
        ("Trump met Abe. The US president said talks went well.", "2017-06-01", True),
        ("The US president spoke on Monday. Trump said talks went well.", "2017-06-01", True),
        ("Trump met Abe. The US president said talks went well.", "2022-06-01", False),
    ],
)
def test_an_office_and_the_name_of_its_holder_on_the_day_are_one(text: str, published: str, together: bool) -> None:
    found = next(m for m in mentions(text, published=published, people=("Trump", "Abe")) if "Trump" in m)
    assert ("The US president" in found) is together


def test_words_of_the_text_come_before_what_is_known() -> None:
    actor = read("Rebel commander Donald Trump spoke.", people=("Donald Trump",)).chains.actors[0]
    assert actor.sector == "REB"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A North Korean soldier crossed.", "a North Korean soldier"),
        ("The South Korean military said so.", "South Korean military"),
        ("Lee spoke. South Korean President Lee Jae-myung has left.", "Lee Jae-myung"),
        ("Another soldier was shot.", "another soldier"),
        ("The Taliban said so.", "Taliban"),
    ],
)
def test_how_an_actor_is_called(text: str, name: str) -> None:
    assert read(text, people=("Lee", "Lee Jae-myung")).chains.actors[0].name == name


def test_nobody_in_particular_is_no_actor() -> None:
    assert mentions("About 34,000 people have come by way of China.") == []
    assert mentions("It was the first crossing by a soldier since August.") == []


def test_a_repeated_paragraph_starts_no_new_chain() -> None:
    paragraph = "A soldier crossed the river on Sunday morning, and guards on the other side led him to a waiting car."
    found = mentions(f"{paragraph}\n\nTalks go on.\n\n{paragraph}")
    assert [f for f in found if "A soldier" in f] == [["A soldier", "him", "A soldier", "him"]]


def test_look_up_by_tokens() -> None:
    reading = read("Lee's office said talks failed.", people=("Lee",))
    assert (reading.chains.at(0, 0, 1) or pytest.fail("no such actor")).name == "Lee"
    assert (reading.chains.at(0, 0, 3) or pytest.fail("no such actor")).name == "Lee's office"
    assert reading.chains.at(*reading.tokens("talks")) is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "A",
                "soldier",
                "he",
                "she",
                "they",
                ",",
                ".",
                "Lee",
                "said",
                "the",
                "North",
                "Korean",
                "army",
                "of",
                "China",
                "'s",
                '"',
                "“",
                "of",
                "of",
                "and",
                "it",
                "President",
                "UN",
                "12",
            ]
        ),
        max_size=40,
    )
)
def test_any_words_give_true_spans_and_the_same_twice(words: list[str]) -> None:
    text = " ".join(words)
    one, two = read(text), read(text)
    assert one.chains.actors == two.chains.actors
    for actor in one.chains.actors:
        for mention in actor.mentions:
            assert mention.text == one.doc.text.text[mention.start : mention.end] != ""


def test_a_page_made_to_hurt_is_read_in_time() -> None:
    text = "The president of the army of China's " * 700 + "rebels said. "
    started = time.perf_counter()
    read(text)
    assert time.perf_counter() - started < 20


COMPOUNDS = [
    ("Officials from Hungary and Romania met on Monday.", [("HUN", "GOV"), ("ROU", "GOV")]),
    ("The armies of Chad and Niger fought.", [("TCD", "MIL"), ("NER", "MIL")]),
    ("The foreign ministers of Egypt, Jordan and Qatar met.", [("EGY", "GOV"), ("JOR", "GOV"), ("QAT", "GOV")]),
    ("A spokesman for the armies spoke.", [(None, "MIL")]),
]


@pytest.mark.parametrize(("text", "actors"), COMPOUNDS)
def test_one_actor_for_each_country_of_a_compound(text: str, actors: list[tuple[str | None, str]]) -> None:
    assert [(a.country, a.sector) for a in read(text).chains.actors if a.sector][: len(actors)] == actors


@pytest.mark.parametrize(
    ("text", "group", "members"),
    [
        ("President Lee Jae-myung met President Prabowo Subianto. The two signed a pact.", "two", 2),
        ("President Lee Jae-myung met President Prabowo Subianto. The two leaders left. Both smiled.", "two leaders", 2),
        ("Israel and Hamas agreed. The two sides will meet.", "two sides", 2),
        ("A soldier crossed. The two were held.", "two", 0),
    ],
)
def test_the_two_are_those_told_of_before(text: str, group: str, members: int) -> None:
    found = read(text, people=("Lee Jae-myung", "Prabowo Subianto")).chains.actors
    together = next(a for a in found if a.name == group)
    assert [m in {a.id for a in found} for m in together.members] == [True] * members


def test_the_states_of_a_group_are_those_of_the_day() -> None:
    assert read("The Quad condemned the launch.").chains.actors[0].members == ("USA", "JPN", "IND", "AUS")
    assert "RUS" in read("The G8 met.", published="2010-06-25").chains.actors[0].members
    assert read("The Foreign Ministry spoke.").chains.actors[0].members == ()


def test_a_counterpart_holds_the_same_office() -> None:
    found = read("South Korean Foreign Minister Cho Hyun met his Chinese counterpart.", people=("Cho Hyun",)).chains.actors
    assert [(a.country, a.sector) for a in found] == [("KOR", "GOV"), ("CHN", "GOV")]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("The Iranian government met. The minister fled.", "The minister", "IRN"),
        ("The Iranian government met. Foreign engineers left.", "Foreign engineers", None),
        ("The Iranian government met. The refugees waited.", "The refugees", None),
        ("Iranian soldiers fired. Iraqi soldiers fled. A farmer died.", "A farmer", None),
    ],
)
def test_who_has_no_country_of_his_own_has_that_in_which_the_report_is_set(text: str, words: str, country: str | None) -> None:
    actor = next(a for a in read(text).chains.actors if a.mentions[0].text == words)
    assert actor.country == country


def test_what_the_words_say_is_no_more_than_they_say() -> None:
    reading = read("The Iranian government met. The minister fled.")
    assert reading.chains.describe(*reading.tokens("The minister")) == (None, "GOV")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("An Indonesian general spoke. His men fired.", "His men", ("IDN", "MIL")),
        ("Nobody was hurt.", "Nobody", (None, "CVL")),
        ("Police held eleven of the teachers.", "eleven of the teachers", (None, "EDU")),
        ("Three hundred were freed.", "Three hundred", (None, "CVL")),
    ],
)
def test_whom_owners_numbers_and_nobody_mean(text: str, words: str, expected: tuple[str | None, str | None]) -> None:
    reading = read(text)
    assert reading.chains.describe(*reading.tokens(words)) == expected
