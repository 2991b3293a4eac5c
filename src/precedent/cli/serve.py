"""``precedent serve``: the web app and the HTTP API."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from precedent.cli.options import AllowPrivate, LedgerPath
from precedent.cli.output import say, warn
from precedent.errors import UsageError

EXAMPLES = """\b
Examples:
  precedent serve
  precedent serve --ledger desk.db --port 9000
  precedent serve --add-user ada --users desk.users
  precedent serve --host 0.0.0.0 --name desk.example --users desk.users
"""


def run(
    ledger: LedgerPath = None,
    host: Annotated[str, typer.Option("--host", help="Listen here; beyond this machine only with a token or users.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Listen on this port (0: any that is free).")] = 8311,
    users: Annotated[
        Path | None, typer.Option("--users", metavar="FILE", help="Have people sign in: lines of NAME:HASH (--add-user).")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="A host name to be called by; may be repeated.")
    ] = None,
    add_user: Annotated[
        str | None, typer.Option("--add-user", metavar="NAME", help="Ask for a password, add its hash to --users, and stop.")
    ] = None,
    allow_private: AllowPrivate = None,
) -> None:
    """Serve the ledger as pages and as an HTTP API, to this machine alone unless told otherwise. Ctrl-C ends it.

    With PRECEDENT_TOKEN set, whoever comes has to give that token.
    """
    from precedent import settings
    from precedent.pipeline import Ledger
    from precedent.serve.config import config

    if add_user is not None:
        _add(add_user, users)
        return
    known = settings.load()
    made = config(
        ledger or known.ledger,
        host,
        port,
        token=known.token,
        users=users,
        names=tuple(name or ()),
        allow=tuple(allow_private or ()),
    )
    with Ledger(made.ledger):  # made, brought up, or refused before anybody asks for it
        pass
    from precedent.serve.listen import listen

    listen(made, lambda address: warn(f"serving {made.ledger} at {address}"))


def _add(name: str, users: Path | None) -> None:
    from precedent.serve.access import hash_password

    if users is None:
        raise UsageError("--add-user needs --users FILE", "say where names and password hashes are kept")
    if not name or ":" in name or name.startswith("#") or not name.isprintable():
        raise UsageError(f"{name!r} is no name for a user", "give one without a colon")
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(password) < 10:
        raise UsageError("the password is shorter than 10 characters", "give a longer one; a few words will do")
    lines = users.read_text(encoding="utf-8").splitlines() if users.exists() else []
    kept = [line for line in lines if not line.startswith(f"{name}:")]
    try:
        users.touch(mode=0o600)
        users.write_text("\n".join([*kept, f"{name}:{hash_password(password)}"]) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{users} cannot be written ({error.strerror})", "give another path with --users") from error
    say(f"{name} may sign in; start with precedent serve --users {users}")
