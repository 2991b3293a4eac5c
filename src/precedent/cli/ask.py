"""``precedent ask``: how many, which, who, where, when last, when first, from what the ledger holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.check import one_line
from precedent.cli.options import AsOf, Format, LedgerPath, Out, Trust
from precedent.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from precedent.answers import Answer
    from precedent.pipeline import Ledger

EXAMPLES = """\b
Examples:
  precedent ask 'How many soldiers crossed the Military Demarcation Line since 2017?'
  precedent ask 'When did a soldier last cross the line?' --as-of 2025-10-20
  precedent ask 'Who was shot at Panmunjom in 2017?' --format json
"""


def run(
    question: Annotated[str, typer.Argument(help="A question in plain English.")],
    ledger: LedgerPath = None,
    as_of: AsOf = None,
    trust: Trust = None,
    form: Out = None,
) -> None:
    """Answer a question, and show how it was read, what nearly counted and what the ledger could not have seen."""
    from precedent.pipeline import Ledger
    from precedent.records import to_json

    with Ledger(ledger, create=False) as kept:
        answer = kept.ask(question, as_of, tuple(trust or ()))
        plain = form is Format.table or (form is None and sys.stdout.isatty())
        for line in words(answer, kept) if plain else (to_json(answer),):
            say(line)


def words(answer: Answer, kept: Ledger) -> Iterator[str]:
    """An answer as lines of words, with the events it rests on."""
    yield answer.words
    if answer.reading is None:
        return
    yield f"  read as       {answer.reading.words} (as of {answer.as_of})"
    for id in answer.events:
        yield f"  event         {one_line(kept, id)}"
    for miss in answer.near_misses:
        yield f"  near miss     {miss.event}  {miss.words}"
    for caveat in answer.caveats:
        yield f"  mind          {caveat}"
    if answer.coverage is not None:
        yield f"  coverage      {answer.coverage.words}"
