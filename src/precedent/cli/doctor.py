"""``precedent doctor``: is the ledger sound, are all citations true, what stands under which licence."""

from __future__ import annotations

import sys

import typer

from precedent.cli.options import Format, LedgerPath, Out
from precedent.cli.output import say

EXAMPLES = """\b
Examples:
  precedent doctor
  precedent doctor --ledger desk.db --format json
"""

LICENCES = (
    "program: Apache-2.0",
    "gazetteer: GeoNames (https://www.geonames.org), CC BY 4.0, with places added by the precedent authors, CC BY 4.0",
    "encoder's weights: the precedent authors, CC BY-SA 4.0 (src/precedent/encode/LICENSE says what they learnt from)",
    "word frequencies: from wordfreq by Robyn Speer, CC BY-SA 4.0",
    "word classes: counts from the English Web Treebank of Universal Dependencies, CC BY-SA 4.0",
    "common words and names: SCOWL by Kevin Atkinson (its own free licence); 1990 census of the United States, public domain",
    "codebooks, actors, calendar and cue words: the precedent authors, CC BY 4.0; PLOVER's type names are facts",
)


def run(ledger: LedgerPath = None, form: Out = None) -> None:
    """Check the ledger and its archive: citations against texts, ids once given, what waits to be merged, imported files."""
    from precedent.pipeline import Ledger
    from precedent.records import to_json

    with Ledger(ledger, create=False) as kept:
        found = kept.doctor()
    if form in (Format.json, Format.jsonl) or (form is None and not sys.stdout.isatty()):
        say(to_json(found))
    else:
        say(f"{found.reports} reports, {found.mentions} tellings, {found.events} events, {found.citations} citations looked at")
        if found.rows:
            say(f"{found.rows:,} imported rows read in the archive")
        if found.left_over:
            say(f"{found.left_over} files of an import that was stopped: the next `precedent import` clears them away")
        if found.waiting:
            say(f"{found.waiting} reports wait to be merged: run `precedent read` on anything to finish")
        for complaint in found.complaints:
            say(f"{complaint.where}: {complaint.wrong}; {complaint.advice}")
        say("sound" if not found.complaints else f"{len(found.complaints)} complaints")
        for licence in LICENCES:
            say(licence)
    if found.complaints:
        raise typer.Exit(1)
