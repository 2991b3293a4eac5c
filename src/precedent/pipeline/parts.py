"""What reading needs and loads once a process, and what people call types and places by."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from precedent import settings
from precedent.entries import Citation
from precedent.errors import NotFound
from precedent.records import Place, Span

if TYPE_CHECKING:
    from precedent.codebooks.load import Codebook
    from precedent.codebooks.own import Own
    from precedent.knowledge.gazetteer import Gazetteer
    from precedent.nearest.kind import Kind

Names = tuple[str, ...] | None  # of codebooks


class Parts(NamedTuple):
    """What reading needs and loads once a process. ``own`` are the user's codebooks, ``shipped`` the others."""

    gazetteer: Gazetteer
    shipped: tuple[Codebook, ...]
    own: tuple[Own, ...]

    @property
    def codebooks(self) -> tuple[Codebook, ...]:
        return (*self.shipped, *(own.codebook for own in self.own))

    @property
    def named(self) -> tuple[str, ...]:
        """Empty for just what ships; see :class:`precedent.records.Marked`."""
        from precedent.codebooks.load import SHIPPED

        names = tuple(book.name for book in self.shipped)
        return () if names == SHIPPED and not self.own else (*names, *(own.id for own in self.own))


def parts(codebooks: Names = None) -> Parts:
    """The gazetteer, and the codebooks of these names (None: all that ship and all that the user added)."""
    return _parts(codebooks, settings.load().codebooks)


def forget() -> None:
    """Look anew which codebooks there are: one was added, or taken away."""
    _parts.cache_clear()


@cache
def _parts(codebooks: Names, folder: str | None) -> Parts:
    from precedent.codebooks import own

    return Parts(gazetteer(), *own.chosen(codebooks, own.folder(folder)))


@cache
def gazetteer() -> Gazetteer:
    from precedent.knowledge.gazetteer import Gazetteer

    return Gazetteer.open()


@cache
def learnt(own: tuple[Own, ...]) -> tuple[tuple[Kind, ...], tuple[Codebook, ...]]:
    """Of the user's codebooks the types that are found by example, and those that only have trigger words."""
    if not own:
        return (), ()
    import msgspec

    from precedent.encode import encoder
    from precedent.nearest.kept import by_example, kinds

    words = [(one.codebook, tuple(kind for kind in one.codebook.types if not by_example(kind))) for one in own]
    by_words = tuple(msgspec.structs.replace(book, types=types) for book, types in words if types)
    return tuple(kind for one in own for kind in kinds(one, encoder.shipped())), by_words


def type_named(name: str) -> str:
    """``CODEBOOK:TYPE`` of a type's name."""
    codebook, _, type_ = name.rpartition(":")
    for book in parts().codebooks:
        if codebook in ("", book.name) and any(kind.name == type_.upper() for kind in book.types):
            return f"{book.name}:{type_.upper()}"
    raise NotFound(f"no codebook has a type {name!r}", "see `precedent codebook list`")


def place_named(name: str, words: Citation) -> Place:
    """The place of that id or name, as the one that *words* name."""
    from precedent.resolve.places import called

    entry = gazetteer().get(place_id(name))
    if entry is None:
        raise NotFound(f"the gazetteer has no place {name!r}", "try its name, or another id")
    span = Span(start=words.start, end=words.end, text=words.text, in_=words.in_)
    return called(span, entry, how="judged")


def known_types(names: Iterable[str]) -> tuple[str, ...]:
    """Names of event types as the codebooks write them; ``NotFound`` for one that none has."""
    return tuple(type_named(name).rpartition(":")[2] for name in names)


def place_id(name: str) -> str:
    """The id of the place most often meant by *name* (an id stands for itself)."""
    if name.startswith(("geonames:", "precedent:")):
        return name
    found = gazetteer().find(name)
    if not found:
        raise NotFound(f"the gazetteer has no place called {name!r}", "try another spelling, or an id such as geonames:1835848")
    return found[0].entry.place
