"""The codebooks that users add: listed, shown, added, taken away and tried."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from precedent import settings
from precedent.errors import NotFound
from precedent.pipeline.parts import forget

if TYPE_CHECKING:
    from precedent.answers import Trial
    from precedent.codebooks.load import Codebook, EventType


class Codebooks:
    """The codebooks that ship, and those that the user keeps in a folder beside them.

    >>> own = Codebooks()                       # doctest: +SKIP
    >>> own.test("press.yaml")[0].f1            # before it is added
    >>> own.add("press.yaml")
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        """*folder*: where the user's are kept (default: ``PRECEDENT_CODEBOOKS``, else the system's folder of the user's data)."""
        from precedent.codebooks import own

        self.folder = own.folder(folder or settings.load().codebooks)

    def list(self) -> tuple[Codebook, ...]:
        """All of them, the shipped ones first."""
        from precedent.codebooks import own

        shipped, mine = own.chosen(None, self.folder)
        return (*shipped, *(one.codebook for one in mine))

    def show(self, type: str) -> tuple[Codebook, EventType]:
        """The type of that name (any case; ``CODEBOOK:TYPE`` where two have it), with its codebook. Raises ``NotFound``."""
        codebook, _, name = type.rpartition(":")
        for book in self.list():
            for kind in book.types:
                if codebook in ("", book.name) and kind.name.upper() == name.upper():
                    return book, kind
        raise NotFound(f"no codebook has a type {type!r}", "see `precedent codebook list`")

    def add(self, path: str | Path) -> Codebook:
        """Keep a codebook, so that reports are read for it from now on; learns its types. Raises ``CodebookError``."""
        from precedent.codebooks import own
        from precedent.codebooks.load import read
        from precedent.encode import encoder
        from precedent.nearest.kept import enough, kinds

        enough(read(path), str(path))
        kept = own.add(path, self.folder)
        kinds(kept, encoder.shipped())
        forget()
        return kept.codebook

    def remove(self, name: str) -> Codebook:
        """Keep that codebook no longer; what was read for it stays in the ledgers. Raises ``NotFound``."""
        from precedent.codebooks import own

        removed = own.remove(name, self.folder)
        forget()
        return removed.codebook

    def test(self, path: str | Path) -> tuple[Trial, ...]:
        """How well the examples of a codebook's types tell them, each left out in turn. Raises ``CodebookError``."""
        from precedent.codebooks.load import read
        from precedent.encode import encoder
        from precedent.nearest.kept import enough
        from precedent.nearest.trial import trials

        book = read(path)
        enough(book, str(path))
        return trials(book, encoder.shipped())
