"""``precedent judge``: what a person says of the ledger's reading; kept, honoured by every later merge, and undoable."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.options import LedgerPath, Out
from precedent.cli.output import rows, say
from precedent.wording import judgement_words

if TYPE_CHECKING:
    from precedent.entries import Judgement, JudgementKind

app = typer.Typer(
    help="Say where the ledger reads wrongly: kept with who and when, honoured by every later merge, undoable.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

By = Annotated[str | None, typer.Option("--by", help="Who judges.", show_default="the user's name")]
Note = Annotated[str | None, typer.Option("--note", help="Why.")]
Event = Annotated[str, typer.Argument(metavar="EVENT", help="An event's id.")]


@app.command("same", epilog="Example:  precedent judge same E-3f9c1a2b E-55aa0c1e --note 'the night of 19 October'")
def same(event: Event, other: Event, ledger: LedgerPath = None, by: By = None, note: Note = None) -> None:
    """Two events are one."""
    _judge(ledger, "same", (event, other), by=by, note=note)


@app.command("different", epilog="Example:  precedent judge different E-3f9c1a2b r7")
def different(
    event: Event,
    other: Annotated[str, typer.Argument(metavar="EVENT|REPORT", help="Another event, or the report that tells of another.")],
    ledger: LedgerPath = None,
    by: By = None,
    note: Note = None,
) -> None:
    """Two events are never one; or what a report tells of is not this event."""
    _judge(ledger, "different", (event, other), by=by, note=note)


@app.command("type", epilog="Example:  precedent judge type E-3f9c1a2b PROTEST")
def type_(
    event: Event,
    right: Annotated[str, typer.Argument(metavar="TYPE", help="The right type.")],
    ledger: LedgerPath = None,
    by: By = None,
    note: Note = None,
) -> None:
    """An event is of another type."""
    _judge(ledger, "type", (event,), field="type", right=right, by=by, note=note)


@app.command("value", epilog="Example:  precedent judge value E-3f9c1a2b time 2024-08-20")
def value(
    event: Event,
    field: Annotated[
        str, typer.Argument(help="mode, polarity, modality, genericity, time, place, quantities.KIND, ROLE.country or ROLE.sector.")
    ],
    right: Annotated[str | None, typer.Argument(help="What the words mean; left out, the value is struck.")] = None,
    ledger: LedgerPath = None,
    by: By = None,
    note: Note = None,
) -> None:
    """A value of an event was read wrongly."""
    _judge(ledger, "value", (event,), field=field, right=right, by=by, note=note)


@app.command("not-event", epilog="Example:  precedent judge not-event E-3f9c1a2b --note 'a figure of speech'")
def not_event(event: Event, ledger: LedgerPath = None, by: By = None, note: Note = None) -> None:
    """It is no event at all."""
    _judge(ledger, "not-event", (event,), by=by, note=note)


@app.command("accept", epilog="Example:  precedent judge accept E-3f9c1a2b")
def accept(event: Event, ledger: LedgerPath = None, by: By = None, note: Note = None) -> None:
    """It is read rightly as it is told today; review does not ask for it again until another report tells of it."""
    _judge(ledger, "accept", (event,), by=by, note=note)


@app.command("undo", epilog="Example:  precedent judge undo 3")
def undo(
    number: Annotated[int, typer.Argument(help="The judgement's number.")],
    ledger: LedgerPath = None,
    by: By = None,
    note: Note = None,
) -> None:
    """Undo a judgement; both stay to be seen."""
    from precedent.pipeline import Ledger

    with Ledger(ledger, create=False) as kept:
        say(judgement_words(kept.undo(number, by=by or getpass.getuser(), note=note)))


@app.command("list", epilog="Example:  precedent judge list --format csv")
def list_(
    event: Annotated[str | None, typer.Argument(metavar="[EVENT]", help="Only of this event.")] = None,
    ledger: LedgerPath = None,
    form: Out = None,
) -> None:
    """List what was judged."""
    from precedent.pipeline import Ledger

    with Ledger(ledger, create=False) as kept:
        rows(kept.judgements(event), form, ("number", "at", "by", "judgement", "undone by"), _cells)


def _judge(
    ledger: str | None,
    kind: JudgementKind,
    events: tuple[str, ...],
    *,
    by: str | None,
    note: str | None,
    field: str | None = None,
    right: str | None = None,
) -> None:
    from precedent.pipeline import Ledger

    with Ledger(ledger, create=False) as kept:
        judged = kept.judge(kind, *events, by=by or getpass.getuser(), field=field, right=right, note=note)
        say(f"{judged.number}  {judgement_words(judged)}")
        for id in judged.events:
            found = kept.store.resolve(id)
            if found.kind == "event" and (not found.current or found.id != id):
                say(f"   {id} is now {found.id}" if found.current else f"   {id} is counted no more")


def _cells(j: Judgement) -> tuple[str, ...]:
    return (str(j.number), j.at, j.by, judgement_words(j), str(j.undone_by or ""))
