"""``precedent codebook``: the event types that reports are read for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from precedent.cli.options import Out
from precedent.cli.output import rows, say
from precedent.errors import NotFound

if TYPE_CHECKING:
    from precedent.codebooks.load import EventType

app = typer.Typer(help="The event types that reports are read for.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list", epilog="Example:  precedent codebook list --format csv")
def list_(form: Out = None) -> None:
    """List codebooks, types and modes."""
    from precedent.codebooks.load import shipped

    for book in shipped():
        rows(book.types, form, ("codebook", "type", "modes", "definition"), lambda t, name=book.name: _cells(name, t))


def _cells(codebook: str, kind: EventType) -> tuple[str, ...]:
    return (codebook, kind.name, ", ".join(mode.name for mode in kind.modes), kind.definition)


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
