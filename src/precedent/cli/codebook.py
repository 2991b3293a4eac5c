"""``precedent codebook``: the event types that reports are read for."""

from __future__ import annotations

from typing import Annotated

import typer

from precedent.base import Record
from precedent.cli.options import Out
from precedent.cli.output import rows, say
from precedent.errors import NotFound

app = typer.Typer(help="The event types that reports are read for.", no_args_is_help=True, rich_markup_mode=None)


class TypeRow(Record, frozen=True, kw_only=True):
    """An event type in a list of them."""

    codebook: str
    type: str
    modes: tuple[str, ...]
    definition: str


@app.command("list", epilog="Example:  precedent codebook list --format csv")
def list_(form: Out = None) -> None:
    """List codebooks, types and modes."""
    from precedent.codebooks.load import shipped

    found = [
        TypeRow(codebook=book.name, type=kind.name, modes=tuple(mode.name for mode in kind.modes), definition=kind.definition)
        for book in shipped()
        for kind in book.types
    ]
    rows(found, form, ("codebook", "type", "modes", "definition"), _cells)


def _cells(row: TypeRow) -> tuple[str, ...]:
    return (row.codebook, row.type, ", ".join(row.modes), row.definition)


@app.command("show", epilog="Example:  precedent codebook show CROSS")
def show(name: Annotated[str, typer.Argument(help="A type's name.")]) -> None:
    """Show a type in full: definition, roles, modes, examples."""
    from precedent.codebooks.load import shipped

    for book in shipped():
        for kind in book.types:
            if kind.name == name.upper():
                say(f"{kind.name}  ({book.name})  {kind.definition}")
                for mode in kind.modes:
                    say(f"  mode {mode.name}: {mode.definition}")
                for example in kind.examples:
                    say(f"  e.g. {example.text}")
                return
    raise NotFound(f"no shipped codebook has a type {name!r}", "see `precedent codebook list`")
