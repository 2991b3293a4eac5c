"""What questions and claims are read into, held against what a desk would mean by them: how many of them are read right."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from precedent.ask.answer import verbs
from precedent.ask.asking import read
from precedent.ask.reading import build
from precedent.codebooks.load import shipped
from precedent.errors import UsageError
from precedent.pipeline.typed import read_claim, telling
from precedent.query import Query

SAID = "2024-06-15"
HERE = Path(__file__).parent


class Line(NamedTuple):
    """One row of a table: ``second`` is which of several a question asks for, or the number of a claim."""

    words: str
    kind: str
    second: str
    types: str
    roles: str
    places: str
    time: str
    quantity: str
    by: str


def table(name: str) -> list[Line]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [Line(*line.split("|")) for line in lines if line and not line.startswith("#")]


def wrong(line: Line, query: Query) -> list[str]:
    """What of a query is not as the table says."""
    found = []
    if line.types != "*" and (not set(query.type) <= set(line.types.split("/")) or (line.types and not query.type)):
        found.append(f"types {query.type}")
    asked = [tuple(role.split("=")) for role in line.roles.split(",") if role]
    missing = [r for r in asked if not any(_is(w.role, w.country, w.sector, w.words, *r) for w in query.roles)]
    said = [w for w in query.roles if w.country or w.sector or w.words]
    extra = [w for w in said if not any(_is(w.role, w.country, w.sector, w.words, *r) for r in asked)]
    found += [f"without {r}" for r in missing if r[1]] + [f"with {w.role} {w.words} {w.country}.{w.sector}" for w in extra]
    names = {(p.name or "").lower().removeprefix("the ") for p in query.places}
    if names != {p.lower() for p in line.places.split(",") if p}:
        found.append(f"places {sorted(names)}")
    if (query.quantity.kind if query.quantity else "") != line.quantity:
        found.append(f"number {query.quantity}")
    if line.by and query.count_by != line.by:
        found.append(f"counted by {query.count_by}")
    return found


def _is(role: str, country: str | None, sector: str | None, words: str | None, wanted: str, who: str) -> bool:
    """A role with nobody behind it may be looked for by whatever words, or not at all."""
    if role != wanted:
        return False
    if not who:
        return True
    if "." in who or (len(who) == 3 and who.isupper()):
        land, _, part = who.partition(".")
        return (country or "") == land and (sector or "") == part
    return who in (words or "")


def question(line: Line) -> list[str]:
    asked = read(line.words, verbs(shipped()))
    reading = build(asked, telling(asked.statement, SAID), shipped()) if asked else None
    if reading is None or asked is None:
        return [] if line.kind == "-" else ["unread"]
    if line.kind == "-":
        return ["read"]
    kind = "events" if asked.kind == "actors" and asked.held and reading.asked is None else asked.kind  # as it is answered
    found = [] if (kind, asked.which) == (line.kind, line.second) else [f"{kind} {asked.which}"]
    time = reading.query.time
    said = f"{time.from_ or ''}..{time.until or ''}" if time else ""
    return found + ([f"time {said}"] if said != line.time else []) + wrong(line, reading.query)


def claim(line: Line) -> list[str]:
    try:
        made = read_claim(line.words, SAID)
    except UsageError:
        return [] if line.kind == "-" else ["unread"]
    if line.kind == "-":
        return ["read"]
    found = [] if (made.kind, str(made.number or "")) == (line.kind, line.second) else [f"{made.kind} {made.number}"]
    times = [f"{s.from_ or ''}..{s.until or ''}" for s in made.since]
    return found + ([f"time {times}"] if line.time not in times and (line.time or times) else []) + wrong(line, made.query)


TABLES: dict[str, Callable[[Line], list[str]]] = {"questions.psv": question, "claims.psv": claim}


@pytest.mark.parametrize(("name", "least"), [("questions.psv", 76), ("claims.psv", 66)])
def test_what_desks_say_is_read_as_they_mean_it(name: str, least: int) -> None:
    lines = table(name)
    right = [line.words for line in lines if not TABLES[name](line)]
    assert len(right) >= least, sorted({line.words for line in lines} - set(right))


def main() -> None:
    """``python -m tests.ask.test_readings``: every line that is read otherwise, and the share that is read right."""
    for name, reader in TABLES.items():
        lines = table(name)
        bad = [(line, found) for line in lines if (found := reader(line))]
        for line, found in bad:
            sys.stdout.write(f"  {line.words}: {'; '.join(found)}\n")
        sys.stdout.write(f"{name}: {len(lines) - len(bad)} of {len(lines)} read right\n")


if __name__ == "__main__":
    sys.exit(main())
