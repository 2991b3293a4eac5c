"""The ledger of ``examples/crossing`` against its gold, end to end through the command line.

    python -m benchmarks.ledger [--precedent CMD] [--json] [--verbose]

Events found: a row of the right type, time, participants and attributes. Counted once: found events that have one such row.
Reports linked: of the reports that tell of a found event, those the row names. Firm events right: rows said to have
happened that the gold knows. Verdicts, and questions where ``precedent ask`` is there, are right or not.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "crossing"
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
    if not gold["from"] and not {told["id"] for told in row["reports"]} & set(gold["reports"]):
        return False
    return all(takes_part(row, role, gold[role]) for role in ("actor", "recipient") if role in gold)


def takes_part(row: Row, role: str, wanted: Row) -> bool:
    """Whether one of those in the role fits; a code the row does not know is held against it, one the gold leaves open is not."""
    return any(
        actor["role"] == role and all(wanted[key] is None or actor[key] == wanted[key] for key in ("country", "sector"))
        for actor in row["actors"]
    )


def score(command: str) -> Row:
    """Read the example into a new ledger and compare."""
    gold = json.loads((EXAMPLE / "gold.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        ledger = f"{folder}/crossing.db"
        run(command, "read", str(EXAMPLE), "--ledger", ledger)
        rows = run(command, "events", "--ledger", ledger, "--format", "jsonl")
        reports = {r["id"]: r for r in run(command, "reports", "--ledger", ledger, "--format", "jsonl")}
        matches = {g["id"]: [row for row in rows if means(row, g)] for g in gold["events"]}
        found = {name: found for name, found in matches.items() if found}
        told = [(g, max(found[g["id"]], key=lambda r: r["sources"])) for g in gold["events"] if g["id"] in found]
        linked = [(report in {t["id"] for t in row["reports"]}) for g, row in told for report in g["reports"]]
        firm = [row for row in rows if tuple(row[k] for k in ("polarity", "modality", "genericity")) == DEFAULT]
        known = {row["id"] for found_rows in matches.values() for row in found_rows}
        verdicts = [
            (c, verdict(run(command, "check", c["claim"], "--as-of", c["as_of"], "--ledger", ledger, "--format", "jsonl")))
            for c in gold["claims"]
        ]
        answers = questions(command, ledger, gold["questions"])
    names = {actor["name"] for row in rows for actor in row["actors"]}
    return {
        "reports": len(reports),
        "events": len(rows),
        "events_found": ratio(len(found), len(matches)),
        "missed": sorted(set(matches) - set(found)),
        "counted_once": ratio(sum(len(f) == 1 for f in found.values()), len(found)),
        "counted_twice": sorted(name for name, f in found.items() if len(f) > 1),
        "reports_linked": ratio(sum(linked), len(linked)),
        "firm_events_right": ratio(sum(row["id"] in known for row in firm), len(firm)),
        "unknown": [
            f"{row['type']} {row['from']} {row['what']['text']!r} {[t['id'] for t in row['reports']]}"
            for row in firm
            if row["id"] not in known
        ],
        "left_empty": ratio(sum(not reports.get(name, {"events": [1]})["events"] for name in gold["empty"]), len(gold["empty"])),
        "copies_right": ratio(sum(is_copy(reports, a, b) for a, b in gold["copies"].items()), len(gold["copies"])),
        "posters_as_actors": sorted(names & set(gold["no_actors"])),
        "verdicts_right": ratio(sum(c["verdict"] == said for c, said in verdicts), len(verdicts)),
        "swapped": sum({c["verdict"], said} == {"supported", "refuted"} for c, said in verdicts),
        "wrong": [f"{c['claim']} ({c['as_of']}): {said}, not {c['verdict']}" for c, said in verdicts if c["verdict"] != said],
        **answers,
    }


def ratio(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def is_copy(reports: dict[str, Row], a: str, b: str) -> bool:
    return a in reports and b in reports and reports[b]["copy_of"] == a


def verdict(lines: list[Row]) -> str:
    return str(lines[0].get("verdict", lines[0].get("error"))) if lines else "no answer"


def questions(command: str, ledger: str, asked: list[Row]) -> Row:
    """Questions are scored once ``precedent ask`` is built."""
    listed = subprocess.run([*shlex.split(command), "--help"], capture_output=True, text=True, check=True).stdout
    if not any(line.split()[:1] == ["ask"] for line in listed.splitlines()):
        return {"questions_right": f"not asked: {len(asked)} wait for `precedent ask`"}
    right = 0
    for q in asked:
        got = run(command, "ask", q["question"], "--as-of", q["as_of"], "--ledger", ledger, "--format", "jsonl")
        right += bool(got) and str(q["answer"]) in str(got[0].get("answer"))
    return {"questions_right": ratio(right, len(asked))}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precedent", default=f"{Path(sys.executable).parent}/precedent", help="how to start the program")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--verbose", action="store_true", help="name what was missed, counted twice, unknown or wrong")
    args = parser.parse_args()
    figures = score(args.precedent)
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
