"""What an entry says where the mentions of one event differ."""

from __future__ import annotations

from typing import Any

from precedent.entries import EventRow
from precedent.merge.entry import entry
from precedent.merge.mention import Mention
from precedent.merge.values import Teller
from tests.support.telling import Ground, event, mention, when


def row(*told: tuple[Mention, str], copies: dict[str, str] | None = None) -> EventRow:
    """The entry of mentions, each with its source; ``copies`` maps the id of a copy to that of what it copies."""
    sources = {m.report: source for m, source in told}
    roots = {r: (copies or {}).get(r, r) for r in sources}
    tellers = {m.report: Teller(m.report, m.published, roots[m.report], sources[roots[m.report]]) for m, _ in told}
    return entry("E-1", [m for m, _ in told], tellers, "S-1", Ground())


def blast(id: str, published: str | None, killed: str = "12", approximate: bool = False, **more: Any) -> Mention:
    text = f"A bomb killed {killed} people in Nairobi, Kenya, on Friday, 1 March 2024, and was not foreseen"
    more.setdefault("time", when(text, "Friday", "2024-03-01", "2024-03-02"))
    number = [(killed, "killed", float(killed.split()[-1]), approximate)]
    return mention(id, published, event(text, "killed", type="ASSAULT", codebook="plover", quantities=number, **more))


def test_of_tolls_the_latest_stands_and_the_earlier_is_kept_beside_it() -> None:
    found = row((blast("a", "2024-03-02"), "A"), (blast("b", "2024-03-04", "19"), "B"))
    assert [q.value for q in found.quantities] == [19]
    assert [(c.field, [v.value for v in c.values]) for c in found.contradictions] == [("quantities.killed", [19, 12])]


def test_what_more_sources_say_stands_against_what_is_later() -> None:
    found = row((blast("a", "2024-03-02"), "A"), (blast("b", "2024-03-03"), "B"), (blast("c", "2024-03-04", "19"), "C"))
    assert [q.value for q in found.quantities] == [12]


def test_about_a_number_agrees_with_one_near_it() -> None:
    found = row((blast("a", "2024-03-02", "about 20", True), "A"), (blast("b", "2024-03-03", "19"), "B"))
    assert [(q.value, q.approximate, len(q.citations)) for q in found.quantities] == [(19, False, 2)]
    assert found.contradictions == ()


def test_copies_and_a_second_report_of_one_publisher_add_no_source() -> None:
    told = [(blast("a", "2024-03-02"), "A"), (blast("b", "2024-03-02"), "B"), (blast("c", "2024-03-03"), "A")]
    found = row(*told, copies={"b": "a"})
    assert (found.sources, found.copies, len(found.reports)) == (1, 1, 3)


def test_the_finest_place_and_the_narrowest_time_that_the_others_contain() -> None:
    text = "killed in Nairobi on 1 March, killed in Kenya in March"
    fine = mention(
        "b",
        "2024-03-05",
        event(text, "killed", time=when(text, "1 March", "2024-03-01", "2024-03-02"), places=[("Nairobi", "location")]),
    )
    wide = when(text, "March", "2024-03-01", "2024-04-01", "month")
    coarse = [
        (mention(r, "2024-03-04", event(text, "killed", time=wide, places=[("Kenya", "location")])), source)
        for r, source in (("a", "A"), ("c", "C"))
    ]
    found = row((fine, "B"), *coarse)
    assert (found.from_, found.until) == ("2024-03-01", "2024-03-02")
    assert found.place is not None
    assert (found.place.name, [p.name for p in found.places]) == ("Nairobi", ["Nairobi", "Kenya"])
    assert found.contradictions == ()


def test_planned_before_and_told_after_is_told() -> None:
    found = row((blast("a", "2024-02-27", modality="planned", tense="future"), "A"), (blast("b", "2024-03-02"), "B"))
    assert (found.modality, found.polarity) == ("asserted", "positive")


def test_one_that_denies_contradicts_two_outweigh() -> None:
    denied = [(blast(r, "2024-03-03", denied="not"), source) for r, source in (("b", "B"), ("c", "C"))]
    assert row((blast("a", "2024-03-02"), "A"), denied[0]).polarity == "positive"
    found = row((blast("a", "2024-03-02"), "A"), *denied)
    assert found.polarity == "negative"
    assert [(c.field, [v.value for v in c.values]) for c in found.contradictions] == [("polarity", ["positive", "negative"])]


def test_a_named_and_a_described_participant_are_one_and_two_in_one_telling_are_two() -> None:
    text = "President Amina Odhiambo and the mayor met the president on Friday"
    named = event(
        text,
        "met",
        type="CONSULT",
        actors=[("President Amina Odhiambo", "actor", "KEN", "GOV"), ("the mayor", "actor", "KEN", "GOV")],
    )
    described = event(text, "met", type="CONSULT", actors=[("the president", "actor", "KEN", "GOV")])
    found = row((mention("a", "2024-03-02", named), "A"), (mention("b", "2024-03-02", described), "B"))
    assert [(a.name, len(a.citations)) for a in found.actors] == [("President Amina Odhiambo", 2), ("the mayor", 1)]


def test_values_that_nobody_said_are_absent() -> None:
    text = "killed"
    found = row((mention("a", None, event(text, "killed")), ""))
    assert (found.time, found.from_, found.place, found.first_reported) == (None, None, None, None)
    assert (found.actors, found.quantities, found.attributions) == ((), (), ())
