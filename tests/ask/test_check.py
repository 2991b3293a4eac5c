"""Claims against small ledgers: what each kind of claim means."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precedent.ask.check import JUDGES, check
from precedent.entries import EventRow
from precedent.records import Also, Claim
from tests.ask.small import Small, claim, event

NEI = "not-enough-info"
AUG24 = event("aug24", "2024-08-20")
JUL25 = event("jul25", "2025-07-03", "CVL")
OCT25 = event("oct25", "2025-10-19")
CROSSINGS = (AUG24, JUL25, OCT25)
PLANNED = event("planned", "2025-05-01", modality="planned")
DENIED = event("denied", "2025-05-02", polarity="negative")
HABIT = event("habit", "2025-05", genericity="habitual")
FAR = event("far", "2025-03-01", at="nairobi", country="KEN")
TODAY = "2025-10-20"

# name, ledger, claim, verdict, evidence, counter
VERDICTS = [
    # first since: one in the bound, none between
    ("one in the bound, none between", CROSSINGS, claim("first-since", "2024-08"), "supported", ["oct25", "aug24"], []),
    ("to the day", CROSSINGS, claim("first-since", "2024-08-20"), "supported", ["oct25", "aug24"], []),
    ("a year as the bound", CROSSINGS, claim("first-since", "2024"), "supported", ["oct25", "aug24"], []),
    (
        "one lies between",
        (*CROSSINGS, event("may25", "2025-05-01")),
        claim("first-since", "2024-08"),
        "refuted",
        ["oct25", "aug24"],
        ["may25"],
    ),
    (
        "one lies between that a third of its like are not",
        (*CROSSINGS, event("may25", "2025-05-01", confidence=0.75)),
        claim("first-since", "2024-08"),
        NEI,
        ["oct25", "aug24"],
        ["may25"],
    ),
    (
        "two of them, of which one will be",
        (*CROSSINGS, event("apr25", "2025-04-01", confidence=0.75), event("may25", "2025-05-01", confidence=0.75)),
        claim("first-since", "2024-08"),
        "refuted",
        ["oct25", "aug24"],
        ["may25", "apr25"],
    ),
    ("between, and none in the bound", CROSSINGS, claim("first-since", "2023"), "refuted", ["oct25"], ["aug24"]),
    ("none in the bound", CROSSINGS, claim("first-since", "2025-08"), NEI, ["oct25"], []),
    ("nothing after the bound", (AUG24,), claim("first-since", "2024-08"), NEI, ["aug24"], []),
    ("nothing of the kind", (JUL25,), claim("first-since", "2024-08"), NEI, [], []),
    ("without a bound on the calendar", CROSSINGS, claim("first-since"), NEI, ["oct25"], []),
    (
        "any crossing: the civilian counts",
        CROSSINGS,
        claim("first-since", "2024-08", who=None),
        "refuted",
        ["oct25", "aug24"],
        ["jul25"],
    ),
    (
        "planned, denied and habitual do not count",
        (*CROSSINGS, PLANNED, DENIED, HABIT),
        claim("first-since", "2024-08"),
        "supported",
        ["oct25", "aug24"],
        [],
    ),
    (
        "elsewhere in the world does not count",
        (*CROSSINGS, FAR),
        claim("first-since", "2024-08"),
        "supported",
        ["oct25", "aug24"],
        [],
    ),
    (
        "two in the bound: the later is the one before",
        (event("aug8", "2024-08-08"), AUG24, OCT25),
        claim("first-since", "2024-08"),
        "supported",
        ["oct25", "aug24"],
        [],
    ),
    # dates that are not sure
    (
        "a vague one may lie between",
        (AUG24, event("x", "2025"), event("oct26", "2026-10-19")),
        claim("first-since", "2024-08"),
        "refuted",
        ["oct26", "aug24"],
        ["x"],
    ),
    (
        "a vague one that may lie on either side",
        (event("x", "2024"), AUG24, OCT25),
        claim("first-since", "2024-06"),
        "refuted",
        ["oct25"],
        ["aug24"],
    ),
    (
        "a vague one that may be one already known",
        (AUG24, OCT25, event("x", "2025")),
        claim("first-since", "2024-08"),
        "supported",
        ["oct25", "aug24"],
        [],
    ),
    (
        "a vague one that nothing else explains",
        (event("m", "2024-06"), event("x", "2025-06"), event("o", "2025-06-30", "CVL"), OCT25),
        claim("first-since", "2024-06"),
        "refuted",
        ["oct25", "m"],
        ["x"],
    ),
    ("only a vague one in the bound", (event("x", "2024"), OCT25), claim("first-since", "2024-08"), NEI, ["oct25"], []),
    (
        "an undated one leaves it as it is",
        (*CROSSINGS, event("u", None)),
        claim("first-since", "2024-08"),
        "supported",
        ["oct25", "aug24"],
        [],
    ),
    # nth since
    (
        "second since, the one in the bound counted",
        CROSSINGS,
        claim("nth-since", "2024-08", number=2),
        "supported",
        ["oct25", "aug24"],
        [],
    ),
    (
        "second since a time with none in it",
        CROSSINGS,
        claim("nth-since", "2024-01", number=2),
        "supported",
        ["oct25", "aug24"],
        [],
    ),
    ("too many since", CROSSINGS, claim("nth-since", "2023", number=1), "refuted", ["oct25"], ["aug24"]),
    ("too few since", CROSSINGS, claim("nth-since", "2023", number=3), NEI, ["oct25", "aug24"], []),
    # nth in a period
    (
        "second this year, of any kind",
        CROSSINGS,
        claim("nth-in-period", "2025", number=2, who=None),
        "supported",
        ["oct25", "jul25"],
        [],
    ),
    (
        "third this year, of which two are held",
        CROSSINGS,
        claim("nth-in-period", "2025", number=3, who=None),
        NEI,
        ["oct25", "jul25"],
        [],
    ),
    (
        "more than said",
        (*CROSSINGS, event("jan", "2025-01-05")),
        claim("nth-in-period", "2025", number=2, who=None),
        "refuted",
        ["oct25"],
        ["jul25", "jan"],
    ),
    (
        "in a month, counted back from the event",
        (event("s", "2025-09-25"), OCT25),
        claim("nth-in-period", "P1M", number=2),
        "supported",
        ["oct25", "s"],
        [],
    ),
    ("in a month, and longer ago", (event("s", "2025-08-25"), OCT25), claim("nth-in-period", "P1M", number=2), NEI, ["oct25"], []),
    # first in a period
    ("first this year", CROSSINGS, claim("first-in-period", "2025"), "supported", ["oct25", "aug24"], []),
    ("not the first this year", CROSSINGS, claim("first-in-period", "2025", who=None), "refuted", ["oct25"], ["jul25"]),
    (
        "first in seven years",
        (event("old", "2018-11-10"), OCT25),
        claim("first-in-period", "P7Y"),
        "supported",
        ["oct25", "old"],
        [],
    ),
    ("not in seven years", (event("old", "2021-11-10"), OCT25), claim("first-in-period", "P7Y"), "refuted", ["oct25"], ["old"]),
    ("a ledger that does not reach back seven years", (JUL25, OCT25), claim("first-in-period", "P7Y"), NEI, ["oct25"], []),
    ("first in years", (event("old", "2021-11-10"), OCT25), claim("first-in-period", "PXY"), "supported", ["oct25", "old"], []),
    # first ever
    ("first ever, with one before", CROSSINGS, claim("first-ever"), "refuted", ["oct25"], ["aug24"]),
    ("first ever, with none before", (JUL25, OCT25), claim("first-ever"), NEI, ["oct25"], []),
    (
        "second ever, with two before",
        (*CROSSINGS, event("old", "2017-11-13")),
        claim("nth-ever", number=2),
        "refuted",
        ["oct25"],
        ["aug24", "old"],
    ),
    # none, no other, last
    ("none since, and reports after it", (AUG24, JUL25), claim("no-other-since", "2024-08-20"), "supported", ["aug24"], []),
    ("none since, but nothing was read after it", (AUG24,), claim("no-other-since", "2024-08-20"), NEI, ["aug24"], []),
    ("one came after", CROSSINGS, claim("no-other-since", "2024-08-20"), "refuted", ["aug24"], ["oct25"]),
    ("none in the bound to be the last", (AUG24, JUL25), claim("none-since", "2024-09"), NEI, [], []),
    ("the last was then", (AUG24, JUL25), claim("last-before", "2024-08"), "supported", ["aug24"], []),
    ("the last was later", (event("old", "2017-11-13"), AUG24), claim("last-before", "2017-11"), "refuted", ["old"], ["aug24"]),
    ("the last before what is in the news", CROSSINGS, claim("last-before", "2024-08"), "supported", ["oct25", "aug24"], []),
    ("no other this year", CROSSINGS, claim("no-other-in-period", "2025"), "supported", ["oct25"], []),
    ("another this year", CROSSINGS, claim("no-other-in-period", "2025", who=None), "refuted", ["oct25"], ["jul25"]),
    ("none this year, and one is held", CROSSINGS, claim("none-in-period", "2025"), "refuted", [], ["oct25"]),
    ("none this year, and none is held", (AUG24,), claim("none-in-period", "2025"), NEI, [], []),
    # only
    ("the only one this year", CROSSINGS, claim("only-in-period", "2025"), "supported", ["oct25"], []),
    ("not the only one", CROSSINGS, claim("only-in-period", "2025", who=None), "refuted", ["oct25"], ["jul25"]),
    ("the only one since", CROSSINGS, claim("only-since", "2024-08"), "supported", ["oct25"], []),
    ("the only one ever is never proved", (OCT25,), claim("only-ever"), NEI, ["oct25"], []),
    # numbers
    ("two since", CROSSINGS, claim("number-since", "2024", number=2), "supported", ["oct25", "aug24"], []),
    ("one since, and two are held", CROSSINGS, claim("number-since", "2024", number=1), "refuted", [], ["oct25", "aug24"]),
    ("three since, and two are held", CROSSINGS, claim("number-since", "2024", number=3), NEI, ["oct25", "aug24"], []),
    ("at least two", CROSSINGS, claim("number-since", "2024", number=2, op=">="), "supported", ["oct25", "aug24"], []),
    ("fewer than two", CROSSINGS, claim("number-since", "2024", number=2, op="<"), "refuted", [], ["oct25", "aug24"]),
    (
        "people, not events",
        (event("five", "2025-05-01", quantities={"taking part": 5}), OCT25),
        claim("number-since", "2025", number=6, count_by="people"),
        "supported",
        ["oct25", "five"],
        [],
    ),
    # superlatives
    (
        "largest since",
        (
            event("big", "2024-08-20", quantities={"taking part": 9}),
            event("small", "2025-01-01", quantities={"taking part": 2}),
            event("now", "2025-10-19", quantities={"taking part": 8}),
        ),
        claim("largest-since", "2024-08"),
        "supported",
        ["now", "big"],
        [],
    ),
    (
        "a larger one between",
        (
            event("big", "2024-08-20", quantities={"taking part": 9}),
            event("more", "2025-01-01", quantities={"taking part": 12}),
            event("now", "2025-10-19", quantities={"taking part": 8}),
        ),
        claim("largest-since", "2024-08"),
        "refuted",
        ["now"],
        ["more"],
    ),
    ("how large is not known", CROSSINGS, claim("largest-since", "2024-08"), NEI, ["oct25"], []),
    (
        "deadliest ever, with a deadlier before",
        (event("a", "2017", quantities={"killed": 9}), event("b", "2025", quantities={"killed": 3})),
        claim("deadliest-ever"),
        "refuted",
        ["b"],
        ["a"],
    ),
]


@pytest.mark.parametrize(
    ("rows", "asked", "verdict", "evidence", "counter"), [v[1:] for v in VERDICTS], ids=[v[0] for v in VERDICTS]
)
def test_verdicts(rows: tuple, asked: Claim, verdict: str, evidence: list[str], counter: list[str]) -> None:
    found = check(Small(*rows), asked, None if rows[-1].id == "oct26" else TODAY)
    assert (found.verdict, list(found.evidence), list(found.counter)) == (verdict, evidence, counter), found.why
    assert found.why


def test_each_reading_has_its_verdict_and_the_likeliest_that_can_be_judged_decides() -> None:
    asked = claim("first-since", "2024-08", "2025-08", text="the first crossing by a soldier since last August")
    found = check(Small(*CROSSINGS), asked, TODAY)
    assert [(r.since.value if r.since else None, r.verdict) for r in found.readings] == [("2024-08", "supported"), ("2025-08", NEI)]
    assert found.why == "the crossing by a soldier before it is that of 20 August 2024; none lies between"
    assert found.readings[1].why == "no crossing by a soldier in August 2025 is in the ledger to be first since"
    assert found.reading.words == "no crossing by a soldier between the one of 19 October 2025 and last August"

    turned = check(Small(*CROSSINGS), claim("first-since", "2025-08", "2024-08"), TODAY)
    assert turned.verdict == "supported"
    assert turned.evidence == ("oct25", "aug24")


def test_the_report_says_which_event_its_claim_is_about() -> None:
    rows = (AUG24, event("may25", "2025-05-01"), OCT25)
    assert check(Small(*rows), claim("first-since", "2024-08"), TODAY, event="may25").verdict == "supported"
    assert check(Small(*rows), claim("first-since", "2024-08"), TODAY, event="oct25").verdict == "refuted"
    assert check(Small(*rows), claim("none-since", "2024-08"), TODAY, event="may25").evidence == ("may25", "aug24")


@pytest.mark.parametrize(
    ("row", "words", "field"),
    [
        (JUL25, "3 July 2025: a civilian, not a soldier", "actor.sector"),
        (event("x", "2025-03-01", ""), "1 March 2025: not known to be a soldier", "actor.sector"),
        (PLANNED, "1 May 2025: planned, not done", "modality"),
        (DENIED, "2 May 2025: said not to have happened", "polarity"),
        (HABIT, "May 2025: told as a habit, not as one event", "genericity"),
        (FAR, "1 March 2025: at nairobi, not line", "place"),
        (event("u", None), "an unknown date: when is not known", "time"),
    ],
)
def test_near_misses_say_what_kept_them_out(row: object, words: str, field: str) -> None:
    found = check(Small(AUG24, OCT25, row), claim("first-since", "2024-08"), TODAY)  # type: ignore[arg-type]
    assert [(n.words, [d.field for d in n.differs]) for n in found.near_misses] == [(words, [field])]


def test_near_misses_are_closest_first_and_no_more_than_ten() -> None:
    civilians = [event(f"c{k:02}", f"2025-01-{k:02}", "CVL") for k in range(1, 13)]
    twice = event("two", "2025-01-01", "CVL", modality="planned")
    found = check(Small(AUG24, OCT25, twice, *civilians), claim("first-since", "2024-08"), TODAY).near_misses
    assert [n.event for n in found] == [f"c{k:02}" for k in range(1, 11)]


def test_what_lies_outside_the_time_in_question_is_no_near_miss() -> None:
    found = check(Small(event("old", "2017-11-13", "CVL"), AUG24, OCT25), claim("first-since", "2024-08"), TODAY)
    assert found.near_misses == ()


def test_coverage_names_gaps_and_totals() -> None:
    total = event("total", None, "CVL", genericity="total", quantities={"taking part": 34000})
    reports = [("2024-09-10", "A"), ("2024-12-02", "B"), ("2025-08-01", "A")]
    found = check(Small(AUG24, OCT25, total, reports=reports), claim("first-since", "2024-08", who=None), TODAY).coverage
    assert (found.from_, found.until, found.reports) == ("2024-08-20", TODAY, 6)
    assert [(g.from_, g.until) for g in found.gaps] == [
        ("2024-10-01", "2024-11-30"),
        ("2025-02-01", "2025-07-31"),
        ("2025-09-01", "2025-09-30"),
    ]
    assert [(t.event, t.value) for t in found.totals] == [("total", 34000)]
    assert found.words.startswith(
        "6 reports by 5 sources; none from October 2024 to November 2024, from February 2025 to July 2025 and in September 2025"
    )


KINDS = sorted(JUDGES)
BOUNDS = st.sampled_from(["2024-08", "2024-08-20", "2017", "P7Y", "PXY", "2025"])


@given(kind=st.sampled_from(KINDS), bounds=st.lists(BOUNDS, max_size=2), number=st.integers(1, 40), reports=st.booleans())
@settings(max_examples=200, deadline=None)
def test_an_empty_ledger_decides_nothing(kind: str, bounds: list[str], number: int, reports: bool) -> None:
    read = [("2024-08-21", "A"), ("2025-09-01", "B")] if reports else []
    found = check(Small(reports=read), claim(kind, *bounds, number=number), TODAY)
    assert found.verdict == NEI
    assert found.evidence == found.counter == ()


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2017", "2024-08-20", "2024-08", "2025-05-01", "2025", "2025-10-19"]), st.sampled_from(["MIL", "CVL", ""])
    ),
    max_size=6,
)


@given(kind=st.sampled_from(KINDS), bound=BOUNDS, number=st.integers(1, 4), told=ROWS)
@settings(max_examples=300, deadline=None)
def test_every_verdict_rests_on_events_that_count(kind: str, bound: str, number: int, told: list[tuple[str, str]]) -> None:
    rows = [event(f"e{k}", day, who, quantities={"killed": k}) for k, (day, who) in enumerate(told)]
    found = check(Small(*rows), claim(kind, bound, number=number), TODAY)
    soldiers = {r.id for r in rows if r.actors[0].sector == "MIL"}
    assert {*found.evidence, *found.counter} <= soldiers
    assert not {n.event for n in found.near_misses} & soldiers
    assert not set(found.evidence) & set(found.counter)
    if found.verdict == "supported":
        assert found.evidence
    if found.verdict == "refuted":
        assert found.counter
    assert found == check(Small(*reversed(rows)), claim(kind, bound, number=number), TODAY)


UNSURE = event("unsure", "2025-05-01", confidence=0.4)
OTHERWISE = event("otherwise", "2025-05-01", type="MIGRATE", also=(Also(codebook="movement", type="CROSS"),))


@pytest.mark.parametrize("row", [UNSURE, OTHERWISE], ids=["hardly of the kind", "first read as another kind"])
def test_what_is_not_surely_of_the_kind_neither_refutes_nor_is_passed_over(row: EventRow) -> None:
    said = check(Small(*CROSSINGS, row), claim("first-since", "2024-08"), TODAY)
    assert (said.verdict, said.counter) == (NEI, ())
    assert "does not know for sure" in said.why


def test_an_event_of_which_nobody_says_who_keeps_the_verdict_open_where_it_is_of_the_same_matter() -> None:
    nobody = event("nobody", "2025-05-01", actors=(), story="s1")
    elsewhere = event("nobody", "2025-05-01", actors=(), story="s2")
    subject = event("oct25", "2025-10-19", story="s1")
    asked = claim("first-since", "2024-08")
    assert check(Small(AUG24, subject, nobody), asked, TODAY).verdict == NEI
    assert check(Small(AUG24, subject, elsewhere), asked, TODAY).verdict == "supported"


def test_a_part_of_a_claim_that_was_not_read_keeps_the_verdict_open_and_is_named() -> None:
    said = check(Small(*CROSSINGS), claim("first-since", "2024-08", unread=("before May 2022",)), TODAY)
    assert said.verdict == NEI
    assert said.why.startswith("“before May 2022” could not be read; without it the claim would be supported")


def test_none_ever_is_refuted_by_any_and_never_supported() -> None:
    assert check(Small(*CROSSINGS), claim("none-ever"), TODAY).verdict == "refuted"
    assert check(Small(JUL25), claim("none-ever"), TODAY).verdict == NEI
