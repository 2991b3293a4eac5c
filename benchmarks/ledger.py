"""A folder of reports with a ``gold.json`` beside them, end to end through the command line: ledger, verdicts, answers.

    python -m benchmarks.ledger [--set FOLDER] [--precedent CMD] [--json] [--verbose]

Events found: a row of the right type, time, participants and attributes; those that the gold calls minor are known, and
not asked for. Counted once: found events that have one such row. Kept apart: found events that each can have a row of
their own. Reports linked: of the reports that tell of a found event, those the row names; history linked: of those that
tell it as history. Firm events right: rows said to have happened that the gold knows. Verdicts and answers are right or
not: a number or day exactly, a list by the events it rests on, other words where the answer has them, null where there is none.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "crossing"
ABOUT = ("gold.json", "README.md", "LICENSE", "frozen.sha256")
DAY = re.compile(r"\d{4}(-\d\d)?(-\d\d)?\Z")
HISTORY_DAYS = 30  # a telling so long after its event is history, where the gold does not say
DEFAULT = ("positive", "asserted", "specific")

Row = dict[str, Any]


def run(command: str, *args: str) -> list[Row]:
    """The JSON lines that a verb puts out."""
    done = subprocess.run([*shlex.split(command), *args], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        return [{"error": (done.stderr.strip().splitlines() or ["no word why"])[-1]}]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def readings(row: Row) -> set[str]:
    return {row["type"], *(also["type"] for also in row.get("also", []))}


def means(row: Row, gold: Row) -> bool:
    """Whether a ledger's row tells of the gold's event."""
    if not readings(row) & set(gold["type"]):
        return False
    if any(row[key] != gold[key] for key in ("polarity", "modality", "genericity")):
        return False
    if gold["from"] and not (row["from"] and gold["from"] <= row["from"][:10] and row["until"][:10] <= gold["until"]):
        return False
    if not gold["from"] and not {told["id"] for told in row["reports"]} & set(tellings(gold)):
        return False
    return all(takes_part(row, role, gold[role]) for role in ("actor", "recipient") if role in gold)


def takes_part(row: Row, role: str, wanted: Row) -> bool:
    """Whether one of those in the role fits; a code the row does not know is held against it, one the gold leaves open is not."""
    return any(
        actor["role"] == role and all(wanted[key] is None or actor[key] == wanted[key] for key in ("country", "sector"))
        for actor in row["actors"]
    )


def tellings(gold: Row) -> dict[str, str | None]:
    """The reports that tell of an event, each with its standing where the gold gives one."""
    told = gold["reports"]
    if isinstance(told, dict):
        return told
    return {t["id"]: t.get("standing") for t in told} if told and isinstance(told[0], dict) else dict.fromkeys(told)


def is_history(gold: Row, report: Row | None, standing: str | None) -> bool:
    if standing is not None or not gold["from"] or report is None or not report["published"]:
        return standing == "background"
    return (date.fromisoformat(report["published"][:10]) - date.fromisoformat(gold["from"])).days > HISTORY_DAYS


def sources(folder: Path) -> list[str]:
    """The reports of a set: all of its files but those about it."""
    return sorted(str(path) for path in folder.iterdir() if path.name not in ABOUT)


def score(command: str, folder: Path) -> Row:
    """Read a set into a new ledger and compare."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        ledger = f"{scratch}/set.db"
        run(command, "read", *sources(folder), "--ledger", ledger)
        rows = run(command, "events", "--ledger", ledger, "--format", "jsonl")
        reports = {r["id"]: r for r in run(command, "reports", "--ledger", ledger, "--format", "jsonl")}
        known = {g["id"]: [row for row in rows if means(row, g)] for g in gold["events"]}
        verdicts = [
            (c, verdict(run(command, "check", c["claim"], "--as-of", c["as_of"], "--ledger", ledger, "--format", "jsonl")))
            for c in gold["claims"]
        ]
        answers = [
            (q, answer(run(command, "ask", q["question"], "--as-of", q["as_of"], "--ledger", ledger, "--format", "jsonl")))
            for q in gold["questions"]
        ]
    asked = [g for g in gold["events"] if not g.get("minor")]
    found = {g["id"]: known[g["id"]] for g in asked if known[g["id"]]}
    linked, history = links([g for g in asked if g["id"] in found], found, reports)
    firm = [row for row in rows if tuple(row[k] for k in ("polarity", "modality", "genericity")) == DEFAULT]
    known_rows = {row["id"] for known_as in known.values() for row in known_as}
    names = {actor["name"] for row in rows for actor in row["actors"]}
    right = [(q, got, is_right(q["answer"], got, known)) for q, got in answers]
    return {
        "reports": len(reports),
        "events": len(rows),
        "events_found": ratio(len(found), len(asked)),
        "missed": sorted({g["id"] for g in asked} - set(found)),
        "counted_once": ratio(sum(len(f) == 1 for f in found.values()), len(found)),
        "counted_twice": sorted(name for name, f in found.items() if len(f) > 1),
        "kept_apart": ratio(matched({name: [r["id"] for r in f] for name, f in found.items()}), len(found)),
        "reports_linked": ratio(sum(linked), len(linked)),
        "history_linked": ratio(sum(history), len(history)),
        "firm_events_right": ratio(sum(row["id"] in known_rows for row in firm), len(firm)),
        "unknown": [
            f"{row['type']} {row['from']} {row['what']['text']!r} {[t['id'] for t in row['reports']]}"
            for row in firm
            if row["id"] not in known_rows
        ],
        "left_empty": ratio(
            sum(not reports.get(name, {"events": [1]})["events"] for name in gold.get("empty", [])), len(gold.get("empty", []))
        ),
        "copies_right": ratio(sum(is_copy(reports, a, b) for a, b in gold.get("copies", {}).items()), len(gold.get("copies", {}))),
        "posters_as_actors": sorted(names & set(gold.get("no_actors", []))),
        "verdicts_right": ratio(sum(c["verdict"] == said for c, said in verdicts), len(verdicts)),
        "swapped": sum({c["verdict"], said} == {"supported", "refuted"} for c, said in verdicts),
        "wrong": [f"{c['claim']} ({c['as_of']}): {said}, not {c['verdict']}" for c, said in verdicts if c["verdict"] != said],
        "questions_right": ratio(sum(ok for _, _, ok in right), len(right)),
        "misread": [
            f"{q['question']} ({q['as_of']}): {got.get('answer')}, not {q['answer']} [{got.get('words')}]"
            for q, got, ok in right
            if not ok
        ],
    }


def links(golds: list[Row], found: dict[str, list[Row]], reports: dict[str, Row]) -> tuple[list[bool], list[bool]]:
    """For each report that tells of a found event whether its row names it; and the same for those that tell it as history."""
    linked, history = [], []
    for gold in golds:
        named = {t["id"] for t in max(found[gold["id"]], key=lambda r: r["sources"])["reports"]}
        for report, standing in tellings(gold).items():
            linked.append(report in named)
            if is_history(gold, reports.get(report), standing):
                history.append(report in named)
    return linked, history


def matched(choices: dict[str, list[str]]) -> int:
    """How many events can have a row of their own: the size of the largest matching."""
    holder: dict[str, str] = {}

    def place(event: str, tried: set[str]) -> bool:
        for row in choices[event]:
            if row not in tried:
                tried.add(row)
                if row not in holder or place(holder[row], tried):
                    holder[row] = event
                    return True
        return False

    return sum(place(event, set()) for event in choices)


def ratio(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def is_copy(reports: dict[str, Row], a: str, b: str) -> bool:
    return a in reports and b in reports and reports[b]["copy_of"] == a


def verdict(lines: list[Row]) -> str:
    return str(lines[0].get("verdict", lines[0].get("error"))) if lines else "no answer"


def answer(lines: list[Row]) -> Row:
    return lines[0] if lines else {"error": "no answer"}


def is_right(wanted: Any, got: Row, known: dict[str, list[Row]]) -> bool:
    """Whether an answer is what the gold says; *known* gives the rows that tell of each of its events."""
    said = got.get("answer")
    if "answer" not in got:
        return False
    if wanted is None or wanted == []:
        return said is None or said in (0, [])
    if isinstance(wanted, bool):
        return bool(got.get("events")) is wanted
    if isinstance(wanted, (int, float)):
        return bool(said == wanted)
    if isinstance(wanted, list):
        if all(name in known for name in wanted):
            rests = set(got.get("events", []))
            rows = [{row["id"] for row in known[name]} for name in wanted]
            return all(found & rests for found in rows) and rests <= set().union(*rows)
        return all(str(name).casefold() in str(said).casefold() for name in wanted)
    if DAY.match(str(wanted)):
        return str(said) == str(wanted)
    return str(wanted).casefold() in str(said).casefold()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, default=EXAMPLE, help="a folder of reports with a gold.json")
    parser.add_argument("--precedent", default=f"{Path(sys.executable).parent}/precedent", help="how to start the program")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--verbose", action="store_true", help="name what was missed, counted twice, unknown or wrong")
    args = parser.parse_args()
    figures = score(args.precedent, args.set)
    if args.json:
        print(json.dumps(figures, ensure_ascii=False))
        return 0
    for name, value in figures.items():
        if isinstance(value, list) and not args.verbose:
            value = len(value)
        for line in value if isinstance(value, list) else [value]:
            print(f"{name:18} {line}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
