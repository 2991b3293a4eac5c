"""Codebooks that a user added: files in one folder, beside the shipped ones.

The folder is ``PRECEDENT_CODEBOOKS``, else the user's data folder of the system (docs/decisions/0091). A codebook is known
by its name and a hash of its words, so that a ledger can tell with which its reports were read.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from precedent.codebooks.load import SHIPPED, Codebook, parse, read, shipped
from precedent.errors import CodebookError, NotFound, UsageError


class Own(NamedTuple):
    """``id`` is ``NAME@HASH``, the hash that of the file."""

    codebook: Codebook
    id: str
    path: Path


def folder(given: str | Path | None) -> Path:
    """The folder *given*, else that of the user's data as the system has it."""
    if given is not None:
        return Path(given)
    import typer  # brings click, which knows each system's place

    return Path(typer.get_app_dir("precedent")) / "codebooks"


def chosen(names: Sequence[str] | None, folder: Path) -> tuple[tuple[Codebook, ...], tuple[Own, ...]]:
    """The shipped and the added codebooks of these names (None: all), in a fixed order. Raises ``UsageError`` for any other."""
    own = all_in(folder)
    if names is None:
        return shipped(), own
    known = [*SHIPPED, *(o.codebook.name for o in own)]
    if unknown := [name for name in names if name not in known]:
        raise UsageError(f"there is no codebook {unknown[0]!r}", f"known are {', '.join(known)}")
    return tuple(b for b in shipped() if b.name in names), tuple(o for o in own if o.codebook.name in names)


def all_in(folder: Path) -> tuple[Own, ...]:
    """Every codebook of *folder*, by name. Raises ``CodebookError`` for a file that is none."""
    return tuple(_own(path) for path in sorted(folder.glob("*.yaml"))) if folder.is_dir() else ()


def add(path: str | Path, folder: Path) -> Own:
    """Copy a codebook into *folder*; one of its name that is there is replaced. Raises ``CodebookError``."""
    book = read(path)
    if book.name in SHIPPED:
        raise CodebookError(f"{path}: a codebook {book.name!r} ships with the program", "give it another name under 'codebook'")
    kept = folder / f"{book.name}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace(kept, Path(path).read_bytes())
    except OSError as error:
        wrong = f"{kept} cannot be written ({error.strerror})"
        raise CodebookError(wrong, "set PRECEDENT_CODEBOOKS to a folder of yours") from error
    return _own(kept)


def remove(name: str, folder: Path) -> Own:
    """Take the codebook of that name out of *folder*. Raises ``NotFound``."""
    found = next((own for own in all_in(folder) if own.codebook.name == name), None)
    if found is None:
        shipped = "it ships with the program" if name in SHIPPED else "see `precedent codebook list`"
        raise NotFound(f"no codebook {name!r} was added", shipped)
    for path in sorted(folder.glob(f"{name}.*")):
        path.unlink(missing_ok=True)
    return found


def replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, whoever reads it meanwhile."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)


def _own(path: Path) -> Own:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path} cannot be read ({error})", "remove it, or add the codebook again") from error
    book = parse(text, str(path))
    if book.name != path.stem:
        raise CodebookError(f"{path} holds the codebook {book.name!r}", "remove it, and use `precedent codebook add`")
    return Own(book, f"{book.name}@{sha256(text.encode()).hexdigest()[:8]}", path)
