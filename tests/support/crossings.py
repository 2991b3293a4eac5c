"""A small world for tests of the ledger: crossings of a line, told, copied, denied, planned, revised and remembered."""

from __future__ import annotations

from precedent.query import Query
from precedent.records import Claim, Marked, Reading, Report
from tests.support.telling import event, marked, report, span, when

_WIRE = (
    "A northern soldier crossed the Line on Sunday, the southern army said. He walked for an hour through fog and woods before "
    "guards found him near a post and took him in. He told them he wants to stay, an officer said, and gave no reason for it. "
    "It was quiet along the rest of the border, and neither side moved any troops after the man was led away."
)
SOLDIER = ("A northern soldier", "actor", "PRK", "MIL")
SUNDAY = ("Sunday", "2025-10-19", "2025-10-20")


def world() -> list[tuple[Report, Marked]]:
    told: list[tuple[Report, Marked]] = []

    def add(r: Report, *events: object, **more: object) -> None:
        told.append((r, marked(r, *events, **more)))  # type: ignore[arg-type]

    wire = report("wire", _WIRE, "2025-10-20", "Example Wire")
    claim = Claim(
        start=0, end=18, text=_WIRE[:18], id="c1", kind="first-since", event="e1", query=Query(type=("CROSS",), count_by="events")
    )
    crossing = {"what": "crossed the Line", "mode": "defect", "main": True, "places": [("Line", "location")], "actors": [SOLDIER]}
    add(
        wire,
        event(
            _WIRE,
            "crossed",
            time=when(_WIRE, *SUNDAY),
            quantities=[("A", "taking part", 1, False)],
            said_by="the southern army",
            **crossing,
        ),
        claims=(claim,),
    )
    copy = _WIRE.replace("an officer said", "an officer told reporters")
    add(report("copy", copy, "2025-10-20", "Second Paper"), event(copy, "crossed", time=when(copy, *SUNDAY), **crossing))

    other = (
        "Two men from the north, both soldiers, crossed on Sunday by the Village, a resident of the town says in a letter today."
    )
    add(
        report("letter", other, "2025-10-21", "Third Paper"),
        event(
            other,
            "crossed",
            main=True,
            time=when(other, *SUNDAY),
            places=[("Village", "location")],
            actors=[("Two men from the north", "actor", "PRK", "MIL")],
            quantities=[("Two", "taking part", 2, False)],
        ),
    )
    denial = "The north denied on Tuesday that A northern soldier crossed the Line on Sunday, and called all of it an invention."
    add(
        report("denial", denial, "2025-10-21", "Northern Agency"),
        event(
            denial,
            "crossed",
            time=when(denial, *SUNDAY),
            places=[("Line", "location")],
            actors=[SOLDIER],
            denied="denied",
            main=True,
        ),
    )
    past = "A northern soldier crossed the Line at the Harbour on 20 August 2024, and guards led him off to be questioned there."
    august = when(past, "20 August 2024", "2024-08-20", "2024-08-21")
    add(
        report("past", past, "2024-08-20", "Example Wire"),
        event(past, "crossed", main=True, time=august, places=[("Harbour", "location")], actors=[SOLDIER]),
    )
    look = "Nobody else came on Sunday. Last August A northern soldier crossed at the Harbour, and some 34,000 people came in all."
    readings = (
        Reading(value="2024-08", from_="2024-08-01", until="2024-09-01"),
        Reading(value="2025-08", from_="2025-08-01", until="2025-09-01"),
    )
    add(
        report("look", look, "2025-10-22"),
        event(
            look,
            "crossed",
            standing="background",
            time=when(look, "Last August", "2024-08-01", "2024-09-01", "month", readings),
            places=[("Harbour", "location")],
            actors=[SOLDIER],
        ),
        event(look, "came in all", id="e2", genericity="total", quantities=[("some 34,000", "taking part", 34000, True)]),
    )
    add(report("sport", "Ten thousand people came to watch the match on a cold night, and the home side won it late.", None))
    return told


__all__ = ["Report", "span", "world"]
