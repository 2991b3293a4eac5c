"""The worked example of the design, section 1: one report pasted as a forum post, and every line of what the ledger must hold.

The report is ours and repeats two of its paragraphs. Which words tell of events is the encoder's reading of plain sentences; what
these tests hold to is what is made of them: one event, its day and place, history, sums, habits, the claim with both readings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from precedent import Ledger, Query
from precedent.cli.app import app
from precedent.pipeline import mark
from precedent.records import Event, Marked

POST = """grenzgaenger
Senior Member
Posts: 2,318
Joined: Feb 2009
10-20-2025, 09:12 AM
#7

A North Korean soldier walked across the Military Demarcation Line on Sunday, and the South Korean military said he wants to \
stay in the South.

It was the first crossing by a soldier since last August.

In 2017 another soldier was shot at as he fled through Panmunjom, and South Korean soldiers carried him to a field hospital and \
gave him medical aid.

About 34,000 people have left North Korea since the war. Most of them came by way of China.

Kim Jong Un held a military parade in Pyongyang this month, but his speech did not mention the United States or South Korea.

South Korean President Lee Jae Myung has been seeking talks with the North. Pyongyang has repeatedly rejected the offers.

A North Korean soldier walked across the Military Demarcation Line on Sunday, and the South Korean military said he wants to \
stay in the South.

In 2017 another soldier was shot at as he fled through Panmunjom, and South Korean soldiers carried him to a field hospital and \
gave him medical aid.
"""
TITLE = "Soldier walks across fortified border"


@pytest.fixture(scope="module")
def told() -> Marked:
    return mark({"id": "post", "title": TITLE, "text": POST})


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("worked")
    earlier = "A North Korean soldier crossed the Military Demarcation Line on 20 August 2024, the South Korean army said."
    wires = (("post", POST, TITLE, None), ("wire", earlier, "Soldier crosses line", "2024-08-21"))
    for name, text, title, published in wires:
        report = {"id": name, "title": title, "text": text, "source": f"{name}.example"} | (
            {"published": published} if published else {}
        )
        (folder / f"{name}.jsonl").write_bytes(_line(report))
    with Ledger(folder / "ledger.db") as opened:
        opened.read(str(folder / "post.jsonl"))
        opened.read(str(folder / "wire.jsonl"))
        yield opened


def _line(report: dict[str, str]) -> bytes:
    return json.dumps(report).encode() + b"\n"


def at(told: Marked, words: str) -> Event:
    """The event that these words tell; the first telling of words that stand twice."""
    start = POST.index(words)
    spans = [(e, t) for e in told.events for t in (e.trigger, *(m.trigger for m in e.mentions))]
    return next(e for e, t in spans if t.in_ is None and t.start < start + len(words) and start < t.end)


def test_one_crossing_on_that_sunday_at_that_border_by_one_soldier(told: Marked) -> None:
    crossings = [e for e in told.events if e.type == "CROSS" and e.standing != "background" and e.genericity == "specific"]
    assert len(crossings) == 1
    crossing = crossings[0]
    assert crossing.main
    assert (crossing.time and crossing.time.text, crossing.time and crossing.time.from_) == ("Sunday", "2025-10-19")
    assert crossing.place is not None
    assert crossing.place.place == "precedent:military-demarcation-line"
    assert [a.text for a in crossing.actors if a.role == "actor"] == ["A North Korean soldier"]
    assert [(q.kind, q.value) for q in crossing.quantities] == [("taking part", 1)]
    assert {m.trigger.in_ for m in crossing.mentions} == {None, "title"}


def test_the_army_of_the_other_side_is_the_source(told: Marked) -> None:
    said = at(told, "walked across").attributions
    assert [(a.source and a.source.text, a.cue and a.cue.text) for a in said] == [("the South Korean military", "said")]


@pytest.mark.parametrize(("words", "kind"), [("fled", "CROSS"), ("shot at", "ASSAULT"), ("carried", None)])
def test_the_crossing_the_shooting_and_the_aid_of_2017_are_history(told: Marked, words: str, kind: str | None) -> None:
    event = at(told, words)
    assert (event.standing, event.main) == ("background", False)
    assert kind is None or event.type == kind  # what became of the wounded man the encoder may take for an arrest
    assert (event.time and event.time.value) == "2017"
    assert "In 2017" in [c.text for c in event.cues if c.attribute == "standing"]


def test_the_34_000_are_a_total_by_way_of_the_third_country(told: Marked) -> None:
    left, came = at(told, "left North Korea"), at(told, "came by way")
    assert (left.genericity, came.genericity) == ("total", "total")
    assert [q.value for q in left.quantities] == [34_000]
    assert [(p.role, p.text) for p in came.places] == [("via", "China")]
    assert all(any(c.attribute == "genericity" for c in e.cues) for e in (left, came))


def test_the_parade_is_in_its_month(told: Marked) -> None:
    parade = at(told, "held a military parade")
    assert parade.time is not None
    assert (parade.time.from_, parade.time.until) == ("2025-10-01", "2025-11-01")
    assert parade.place is not None
    assert parade.place.text == "Pyongyang"


def test_no_event_for_what_the_speech_did_not_say(told: Marked) -> None:
    start = POST.index("his speech")
    end = POST.index("South Korean President")
    assert not [e for e in told.events if e.trigger.in_ is None and start <= e.trigger.start < end]


def test_the_talks_are_sought_and_their_rejection_is_habitual(told: Marked) -> None:
    sought = [e for e in told.events if POST.index("has been seeking") <= e.trigger.start < POST.index("with the North")]
    assert sought
    assert all(e.type == "REQUEST" or e.modality == "requested" for e in sought)
    rejected = at(told, "repeatedly rejected")
    assert (rejected.type, rejected.genericity) == ("REJECT", "habitual")
    assert [c.text for c in rejected.cues if c.attribute == "genericity"] == ["repeatedly"]


def test_the_claim_has_both_readings_of_last_august(told: Marked) -> None:
    (claim,) = told.claims
    assert (claim.kind, claim.text) == ("first-since", "the first crossing by a soldier since last August")
    assert claim.event == at(told, "walked across").id
    assert [s.value for s in claim.since] == ["2024-08", "2025-08"]


def test_each_reading_of_the_claim_is_checked_against_the_ledger(ledger: Ledger) -> None:
    checks = ledger.check_report("post")
    assert len(checks) == 1
    assert [reading.since.value for reading in checks[0].readings if reading.since] == ["2024-08", "2025-08"]
    assert all(reading.verdict in ("supported", "refuted", "not-enough-info") for reading in checks[0].readings)


def test_nothing_stands_twice_because_the_paragraphs_do(told: Marked, ledger: Ledger) -> None:
    assert len(told.repeats) == 2
    tellings = [(t.in_, t.start) for e in told.events for t in (e.trigger,)]
    assert len(tellings) == len(set(tellings))
    kinds = [(e.type, e.trigger.text) for e in told.events]
    assert len(kinds) == len(set(kinds))
    october = [e for e in ledger.events(Query(type=("CROSS",), count_by="events")) if (e.from_ or "").startswith("2025-10")]
    assert len(october) == 1


def test_no_actor_is_called_by_the_posters_name_or_rank(told: Marked) -> None:
    assert (told.author, told.rank) == ("grenzgaenger", "Senior Member")
    words = {a.text.lower() for e in told.events for a in e.actors} | {a.name.lower() for a in told.actors}
    assert not [w for w in words if "grenzgaenger" in w or "member" in w]


def test_what_is_cited_stands_there(told: Marked) -> None:
    for event in told.events:
        for span in (event.trigger, event.what, *event.actors, *event.places, *event.cues, *event.quantities):
            assert (TITLE if span.in_ else POST)[span.start : span.end] == span.text


def test_read_and_check_run_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text(POST, encoding="utf-8")
    run = CliRunner()
    db = str(tmp_path / "l.db")
    assert run.invoke(app, ["read", str(tmp_path / "post.txt"), "--ledger", db]).exit_code == 0
    shown = run.invoke(app, ["check", "the first crossing by a soldier since last August", "--as-of", "2025-10-20", "--ledger", db])
    assert shown.exit_code == 0
    assert "2024-08" in shown.output
    assert "2025-08" in shown.output
