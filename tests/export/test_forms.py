"""What other programs find in an export."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from precedent.entries import EventRow
from precedent.errors import UsageError
from precedent.export import polecat
from precedent.pipeline import Ledger
from precedent.query import Query

FORMS = ("jsonl", "csv", "parquet", "geojson", "polecat", "followthemoney")


def out(ledger: Ledger, path: Path, form: str) -> str:
    ledger.export(ledger.events(), path, form)
    return path.read_text(encoding="utf-8")


def test_geojson_has_a_feature_an_event_with_the_radius_of_its_place(ledger: Ledger, tmp_path: Path) -> None:
    told = json.loads(out(ledger, tmp_path / "x", "geojson"))
    rows = list(ledger.events())
    assert "GeoNames" in told["attribution"]
    assert [feature["id"] for feature in told["features"]] == [row.id for row in rows]
    for feature, row in zip(told["features"], rows, strict=True):
        at = row.place
        here = {"type": "Point", "coordinates": [at.lon, at.lat]} if at and at.lat else None
        assert feature["geometry"] == here
        assert feature["properties"]["radius_km"] == (at.radius_km if at else None)
    assert {feature["geometry"] is None for feature in told["features"]} == {True, False}


def test_parquet_is_asked_by_its_nested_columns_and_says_its_licence(ledger: Ledger, tmp_path: Path) -> None:
    from pyarrow import parquet

    ledger.export(ledger.events(), tmp_path / "x", "parquet")
    table = parquet.read_table(tmp_path / "x", columns=["id", "place.lat", "actors"])
    rows = list(ledger.events())
    assert table["id"].to_pylist() == [row.id for row in rows]
    assert [[actor["country"] for actor in actors] for actors in table["actors"].to_pylist()] == [
        [actor.country for actor in row.actors] for row in rows
    ]
    assert b"GeoNames" in table.schema.metadata[b"attribution"]


def test_polecat_has_its_columns_and_only_what_happened(ledger: Ledger, tmp_path: Path, shared: Path) -> None:
    header, *lines = out(ledger, tmp_path / "x", "polecat").splitlines()
    assert header == (shared / "samples" / "formats" / "polecat_header.tsv").read_text().splitlines()[0].rstrip("\t")
    told = [dict(zip(polecat.COLUMNS, line.split("\t"), strict=True)) for line in lines]
    rows = {row.id: row for row in ledger.events()}
    assert told
    for line in told:
        row = rows[line["Event ID"]]
        assert (row.polarity, row.modality, row.genericity) == ("positive", "asserted", "specific")
        assert (line["Event Date"], line["Event Type"]) == ((row.from_ or "")[:10], (polecat.plover(row) or ("",))[0])
    shot = next(line for line in told if line["Event Type"] == "ASSAULT" and line["Placename"])
    assert (shot["Event Mode"], shot["Placename"], shot["Latitude"], shot["Primary Recipient Sector"]) == (
        rows[shot["Event ID"]].mode or "", "Panmunjom", "37.956", "MIL",
    )  # fmt: skip


# Of followthemoney 4.11 (MIT): the properties of the schemata used here, with their types, and those that an entity must have.
THING = {
    "name": "name", "country": "country", "description": "text", "sourceUrl": "url", "publisher": "string",
    "proof": "Document", "keywords": "string", "addressEntity": "Address",
}  # fmt: skip
INTERVAL = {"date": "date", "startDate": "date", "endDate": "date", "recordId": "string", "proof": "Document"}
MODEL = {
    "Event": THING | INTERVAL | {"location": "address", "involved": "LegalEntity"},
    "LegalEntity": THING | {"sector": "string"},
    "Address": THING | {"full": "address", "latitude": "number", "longitude": "number"},
    "Document": THING
    | {"title": "string", "author": "string", "fileName": "string", "language": "language", "publishedAt": "date"},
}
REQUIRED = {"Event": "name", "LegalEntity": "name", "Address": "full", "Document": "fileName"}
SHAPES = {
    "date": r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?)?)?)?",
    "country": r"[a-z]{2}",
    "language": r"[a-z]{3}",
    "number": r"-?\d+(\.\d+)?",
    "url": r"https?://.+",
}


def test_followthemoney_follows_its_model(ledger: Ledger, tmp_path: Path) -> None:
    entities = [json.loads(line) for line in out(ledger, tmp_path / "x", "followthemoney").splitlines()]
    by_id = {entity["id"]: entity for entity in entities}
    for entity in entities:
        assert entity == by_id[entity["id"]]
        assert REQUIRED[entity["schema"]] in entity["properties"]
        for name, values in entity["properties"].items():
            kind = MODEL[entity["schema"]][name]
            assert values
            for value in values:
                assert by_id[value]["schema"] == kind if kind in MODEL else re.fullmatch(SHAPES.get(kind, r"(?s).+"), value)
    assert {entity["schema"] for entity in entities} == set(MODEL)
    at = next(entity for entity in entities if entity["schema"] == "Address")
    assert "GeoNames" in at["properties"]["publisher"][0]


@pytest.mark.parametrize("form", ["polecat", "followthemoney"])
def test_what_did_not_happen_is_left_out_of_forms_that_cannot_say_so(form: str, ledger: Ledger, tmp_path: Path) -> None:
    row = next(row for row in ledger.events() if row.type == "ASSAULT")
    changed = [{"polarity": "negative"}, {"modality": "planned"}, {"genericity": "habitual"}, {"genericity": "total"}, {}]
    done = ledger.export((msgspec.structs.replace(row, **change) for change in changed), tmp_path / "x", form)
    assert (done.events, done.left_out) == (1, 4)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_there_whole_or_not_at_all(form: str, ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "events"
    path.write_text("what was there before")

    def breaks() -> Iterator[EventRow]:
        yield from ledger.events()
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        ledger.export(breaks(), path, form)
    assert path.read_text() == "what was there before"
    assert os.listdir(tmp_path) == ["events"]


def test_a_pipe_with_a_name_is_written_to_and_not_replaced(ledger: Ledger, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    ledger.export(ledger.events(), pipe, "jsonl")
    reader.join(10)
    assert pipe.is_fifo()
    assert len(got[0].splitlines()) == len(list(ledger.events()))


def test_a_place_that_cannot_be_written_is_told(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        ledger.export(ledger.events(), tmp_path / "no" / "such" / "folder", "csv")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_standard_output_says_the_same_as_a_file(form: str, ledger: Ledger, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "precedent", "export", "-", "--as", form, "--ledger", str(ledger.store.path)]
    piped = subprocess.run([*command, "--type", "CROSS"], capture_output=True, check=True)
    ledger.export(ledger.events(Query(type=("CROSS",), count_by="events")), tmp_path / "x", form)
    assert piped.stdout == (tmp_path / "x").read_bytes()
    assert b"GeoNames" in (piped.stdout if form == "parquet" else piped.stderr)
