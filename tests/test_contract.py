"""The contract: the program's own output for the worked report has the shape, and every key, of the worked output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from precedent.errors import UsageError
from precedent.pipeline import mark, times
from precedent.records import to_json
from precedent.schema import schema_of_marks


@pytest.fixture(scope="module")
def worked(shared: Path) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The worked report, what the contract says of it, and what the program says."""
    given = json.loads((shared / "contract" / "mark.input.json").read_text())
    wanted = json.loads((shared / "contract" / "mark.output.json").read_text())
    return given, wanted, json.loads(to_json(mark(given)))


def test_the_contract_and_our_output_follow_the_published_schema(worked: tuple[dict[str, Any], ...]) -> None:
    schema = json.loads(schema_of_marks())
    jsonschema.Draft202012Validator.check_schema(schema)
    _, wanted, said = worked
    jsonschema.validate(said, schema)
    jsonschema.validate(wanted, schema)


def test_every_key_of_the_worked_output_is_there(worked: tuple[dict[str, Any], ...]) -> None:
    _, wanted, said = worked
    assert set(wanted) <= set(said)
    for kind in ("times", "places", "actors", "claims"):
        for entry in wanted[kind]:
            twin = next(x for x in said[kind] if x.get("name", x.get("text")) == entry.get("name", entry.get("text")))
            assert {k for k, v in entry.items() if v is not None} - {"candidates"} <= set(twin), (
                kind,
                entry,
            )  # null or absent: the same
    for event in wanted["events"]:
        twin = next(x for x in said["events"] if x["trigger"]["start"] == event["trigger"]["start"])
        assert set(event) - {"place"} <= set(twin) | {"time"}, event


def test_times_and_places_are_those_of_the_worked_output(worked: tuple[dict[str, Any], ...]) -> None:
    _, wanted, said = worked
    assert said["times"] == wanted["times"]
    ours = [{k: p.get(k) for k in w} for p, w in zip(said["places"], wanted["places"], strict=True)]
    theirs = [{k: v for k, v in w.items() if k != "candidates"} for w in wanted["places"]]
    assert [{k: v for k, v in p.items() if k != "candidates"} for p in ours] == theirs


def test_the_events_are_those_of_the_worked_output(worked: tuple[dict[str, Any], ...]) -> None:
    _, wanted, said = worked

    def gist(event: dict[str, Any]) -> tuple[Any, ...]:
        actors = [(a["role"], a["text"], a["country"], a["sector"]) for a in event["actors"]]
        time = (event.get("time") or {}).get("value")
        status = (event["polarity"], event["modality"], event["genericity"], event["standing"], event["main"])
        return (event["trigger"]["text"], event["type"], time, actors, [p["place"] for p in event.get("places", [])], status)

    assert [gist(e)[:2] for e in said["events"]] == [gist(e)[:2] for e in wanted["events"]]
    assert [gist(e)[2] for e in said["events"]] == [gist(e)[2] for e in wanted["events"]]
    assert [gist(e)[5] for e in said["events"]] == [gist(e)[5] for e in wanted["events"]]
    assert said["events"][0]["mentions"] == wanted["events"][0]["mentions"]
    assert said["events"][0]["quantities"] == wanted["events"][0]["quantities"]


def test_the_claim_is_that_of_the_worked_output(worked: tuple[dict[str, Any], ...]) -> None:
    _, wanted, said = worked
    ours, theirs = said["claims"][0], wanted["claims"][0]
    for key in ("start", "end", "text", "kind", "event", "since"):
        assert ours[key] == theirs[key], key
    for key in ("type", "polarity", "modality", "genericity", "count_by", "words"):
        assert ours["query"][key] == theirs["query"][key], key
    assert ours["query"]["roles"][0] == theirs["query"]["roles"][0]


def offsets(value: Any, given: dict[str, Any]) -> None:
    """Every span in *value* says what stands at its offsets."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= set(value):
            assert given[value.get("in") or "text"][value["start"] : value["end"]] == value["text"]
        for inner in value.values():
            offsets(inner, given)
    elif isinstance(value, list):
        for inner in value:
            offsets(inner, given)


def test_every_offset_is_true(worked: tuple[dict[str, Any], ...]) -> None:
    given, _, said = worked
    offsets(said, given)


@pytest.mark.parametrize("published", ["2025", "2025-10", "2025-13-01", "soon"])
def test_what_is_no_day_of_publication_is_said_in_one_line(published: str) -> None:
    for told in (lambda: mark({"id": "r", "text": "A soldier crossed.", "published": published}), lambda: times("now", published)):
        with pytest.raises(UsageError, match=f"published '{published}' is no day; give one, as 2025-10-20"):
            told()


@pytest.mark.parametrize(
    ("published", "read"), [("20 October 2025", "2025-10-20"), ("2025-10-20T08:30+02:00", "2025-10-20T08:30:00+02:00")]
)
def test_a_day_of_publication_is_put_as_the_contract_has_it(published: str, read: str) -> None:
    assert mark({"id": "r", "text": "A soldier crossed.", "published": published}).published == read
