"""``precedent codebook``: the event types that reports are read for, and those of one's own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from precedent.base import Record
from precedent.cli.options import Format, Out
from precedent.cli.output import rows, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from precedent.answers import Trial
    from precedent.codebooks.load import Codebook

app = typer.Typer(help="The event types that reports are read for.", no_args_is_help=True, rich_markup_mode=None)

File = Annotated[str, typer.Argument(metavar="FILE", help="A codebook in YAML (docs/codebooks.md).")]


class TypeRow(Record, frozen=True, kw_only=True):
    """An event type in a list of them."""

    codebook: str
    type: str
    modes: tuple[str, ...]
    definition: str


@app.command("list", epilog="Example:  precedent codebook list --format csv")
def list_(form: Out = None) -> None:
    """List codebooks, types and modes, one's own last."""
    from precedent.pipeline import Codebooks

    found = [
        TypeRow(codebook=book.name, type=kind.name, modes=tuple(mode.name for mode in kind.modes), definition=kind.definition)
        for book in Codebooks().list()
        for kind in book.types
    ]
    rows(found, form, ("codebook", "type", "modes", "definition"), _cells)


def _cells(row: TypeRow) -> tuple[str, ...]:
    return (row.codebook, row.type, ", ".join(row.modes), row.definition)


@app.command("show", epilog="Example:  precedent codebook show CROSS")
def show(name: Annotated[str, typer.Argument(help="A type's name, or CODEBOOK:TYPE.")]) -> None:
    """Show a type in full: definition, roles, modes, examples."""
    from precedent.pipeline import Codebooks

    book, kind = Codebooks().show(name)
    say(f"{kind.name}  ({book.name})  {kind.definition}")
    for role in kind.roles:
        say(f"  role {role.name}: {role.definition}")
    for mode in kind.modes:
        say(f"  mode {mode.name}: {mode.definition}")
    for example in kind.examples:
        say(f"  e.g. {example.text}")
    for text in kind.unlike:
        say(f"  not  {text}")


@app.command("add", epilog="Example:  precedent codebook add examples/codebooks/press.yaml")
def add(file: File) -> None:
    """Keep a codebook, so that mark and read use it beside the shipped ones; one of its name is replaced."""
    from precedent.pipeline import Codebooks

    books = Codebooks()
    say(f"added {_named(books.add(file))}, kept in {books.folder}")
    say("what a ledger holds was read without it: `precedent read --again` reads that anew")


@app.command("remove", epilog="Example:  precedent codebook remove press")
def remove(name: Annotated[str, typer.Argument(help="The codebook's name.")]) -> None:
    """Keep a codebook no longer. What was read for it stays in the ledgers until it is read again."""
    from precedent.pipeline import Codebooks

    say(f"removed {_named(Codebooks().remove(name))}")


@app.command("test", epilog="Example:  precedent codebook test examples/codebooks/press.yaml --format json")
def try_(file: File, form: Out = None) -> None:
    """Leave out each example in turn, and say how well the others tell it, which confuse it, and which shipped types overlap."""
    from precedent.pipeline import Codebooks

    trials = Codebooks().test(file)
    if form is Format.table or (form is None and sys.stdout.isatty()):
        for trial in trials:
            for line in words(trial):
                say(line)
    else:
        rows(trials, form, (), None)


def words(trial: Trial) -> Iterator[str]:
    """A trial as lines of words."""
    yield f"{trial.type}  ({trial.codebook})  precision {trial.precision:.2f}, recall {trial.recall:.2f}, F1 {trial.f1:.2f}"
    counted = f"{trial.examples} examples, {trial.look_alikes} look-alikes, {trial.others} examples of shipped types"
    yield f"  left out in turn: {counted}"
    for one in trial.confused:
        yield f"  {one.what}: {one.text}"
        yield f"      most like: {one.like}"
    for overlap in trial.overlaps:
        yield (
            f"  overlaps {overlap.type}: {overlap.examples} of the examples are read as it, "
            f"{overlap.shipped} of its own as {trial.type}"
        )
    for role in trial.roles:
        filled = f"filled as {role.read_as}" if role.read_as else "stays empty: the examples show no place for it"
        yield f"  role {role.role}: {filled}"


def _named(book: Codebook) -> str:
    return f"{book.name} ({', '.join(kind.name for kind in book.types)})"
