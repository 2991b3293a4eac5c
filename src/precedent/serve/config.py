"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
import secrets
from pathlib import Path

from precedent.base import Record
from precedent.errors import UsageError


class Config(Record, frozen=True, kw_only=True):
    """``ledger`` is the path of the SQLite file, ``host`` and ``port`` what is listened on.

    With a ``token``, or ``users`` (name to password hash), everything asks who is there. ``names`` are host names, besides
    localhost and bare addresses, by which the server may be called. ``allow`` are hosts that may have private addresses when
    something is fetched. ``rate`` is how many requests of the API one client may make a minute (0: any number), ``patience``
    how many seconds an answer is waited for before it becomes a job to follow. ``secret`` signs cookies; a new one at each
    start ends all sessions.
    """

    ledger: str
    host: str = "127.0.0.1"
    port: int = 8311
    token: str | None = None
    users: dict[str, str] = {}
    names: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    rate: int = 600
    patience: float = 1.0
    secret: str = ""

    @property
    def guarded(self) -> bool:
        """Whether whoever comes has to say who they are."""
        return bool(self.token or self.users)


def config(
    ledger: str,
    host: str,
    port: int,
    *,
    token: str | None = None,
    users: Path | None = None,
    names: tuple[str, ...] = (),
    allow: tuple[str, ...] = (),
) -> Config:
    """A configuration that is safe to serve. Raises :class:`UsageError` where it would be open to the network."""
    made = Config(
        ledger=ledger,
        host=host,
        port=port,
        token=token or None,
        users=read_users(users) if users else {},
        names=names,
        allow=allow,
        secret=secrets.token_hex(32),
    )
    if token and len(token) < SHORTEST:
        raise UsageError(f"a token of {len(token)} characters can be guessed", f"give one of {SHORTEST} or more")
    if not is_loopback(host) and not made.guarded:
        raise UsageError(
            f"{host} can be reached by others, and nothing asks who they are",
            "set PRECEDENT_TOKEN, or give --users; or leave --host out",
        )
    return made


SHORTEST = 16  # characters of a token


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches *host*."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def read_users(path: Path) -> dict[str, str]:
    """Names and password hashes from a file of lines ``NAME:HASH``, as ``precedent serve --add-user`` writes it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror})", "make it with precedent serve --add-user NAME") from error
    users: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        name, colon, hashed = line.strip().partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        if not (name and colon and hashed.startswith("scrypt$")):
            raise UsageError(f"{path}, line {number}: no name and password hash", "write it with precedent serve --add-user NAME")
        users[name] = hashed
    if not users:
        raise UsageError(f"{path} names nobody", "add someone with precedent serve --add-user NAME")
    return users
