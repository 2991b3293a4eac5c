"""Who is who: nouns and titles with their PLOVER sectors, organisations, and holders of public office by date.

Tables beside this file, read at first use: ``sectors.tsv``, ``organisations.tsv``, ``offices.tsv``. Dates are ISO, as
precise as known; an entry holds from the first day of ``from_`` to before ``until``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Kind = Literal["person", "people", "body", "site", "word", "craft"]
_INVARIABLE = ("people", "word")
_IRREGULAR = {"child": "children", "person": "people", "mother-in-law": "mothers-in-law", "attorney general": "attorneys general"}


class Noun(NamedTuple):
    """A noun for actors. ``sector`` null: nobody in particular. Not ``firm``: words beside it decide first."""

    lemma: str
    sector: str | None
    kind: Kind
    plural: bool
    firm: bool
    with_country: bool


class Organisation(NamedTuple):
    name: str
    country: str
    sector: str | None
    from_: str
    until: str


class Holder(NamedTuple):
    name: str
    country: str
    office: str
    from_: str
    until: str


def _rows(name: str) -> list[list[str]]:
    lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _plural(lemma: str) -> str:
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    head, of, rest = lemma.partition(" of ")
    if of:
        return _plural(head) + of + rest
    if lemma.endswith(("man", "men")) and not lemma.endswith(("human", "german")):
        return lemma[:-3] + "men"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    if lemma.endswith(("s", "x", "ch", "sh", "z")):
        return lemma + "es"
    return lemma + "s"


@cache
def _nouns() -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for code, kind, lemmas in _rows("sectors.tsv"):
        sector = code.strip("?-") or None
        firm, with_country = "?" not in code, code.startswith("?") and sector is not None
        for lemma in lemmas.split(", "):
            key = lemma.lower()
            entry = Noun(key, sector, kind, kind == "people", firm, with_country)  # type: ignore[arg-type]
            found.setdefault(key, entry)
            if kind not in _INVARIABLE:
                found.setdefault(_plural(key), entry._replace(plural=True))
    return found


@cache
def longest_noun() -> int:
    """Words of the longest noun of the table."""
    return max(key.count(" ") + 1 for key in _nouns())


def noun(words: str) -> Noun | None:
    """The entry of a noun in lower case, singular or plural, of one word or several ("prime minister")."""
    return _nouns().get(words)


def noun_ending(lowers: Sequence[str], first: int, end: int) -> tuple[Noun, int] | None:
    """The longest noun of the table that ends before token *end* and starts at *first* or later, and where it starts."""
    for start in range(max(first, end - longest_noun()), end):
        found = _nouns().get(" ".join(lowers[start:end]))
        if found is not None:
            return found, start
    return None


@cache
def _organisations() -> dict[str, tuple[Organisation, ...]]:
    found: dict[str, list[Organisation]] = {}
    for name, country, sector, aliases, from_, until in _rows("organisations.tsv")[1:]:
        entry = Organisation(name, country, sector or None, from_, until)
        for alias in dict.fromkeys((name, *filter(None, aliases.split("; ")))):
            found.setdefault(alias, []).append(entry)
    return {alias: tuple(entries) for alias, entries in found.items()}


@cache
def _holders() -> dict[str, tuple[Holder, ...]]:
    found: dict[str, list[Holder]] = {}
    for name, country, office, from_, until, aliases in _rows("offices.tsv")[1:]:
        entry = Holder(name, country, office, from_, until)
        for alias in dict.fromkeys((name, *filter(None, aliases.split("; ")))):
            found.setdefault(alias, []).append(entry)
    return {alias: tuple(entries) for alias, entries in found.items()}


def _holds(entry: Organisation | Holder, date: str | None) -> bool:
    if date is None:
        return not entry.until
    return (not entry.from_ or entry.from_ <= date) and (not entry.until or date < entry.until)


def organisation(name: str, date: str | None = None) -> Organisation | None:
    """The organisation of that name or alias as it stood on *date* (ISO; None: today's), else its latest form.

    Case counts: "WHO" is one, "who" is none.
    """
    entries = _organisations().get(name) or _organisations().get(name.removeprefix("the ").removeprefix("The "))
    if not entries:
        return None
    return next((e for e in entries if _holds(e, date)), entries[-1])


@cache
def organisation_starts() -> frozenset[str]:
    """The first words of all names and aliases, as tokens."""
    return frozenset(name.split()[0].partition("'s")[0] or "'" for name in _organisations())


@cache
def longest_organisation() -> int:
    """Words of the longest name in the table."""
    return max(name.count(" ") + 1 for name in _organisations())


def holder(name: str, date: str | None = None) -> tuple[Holder, bool] | None:
    """Who holds or held public office under that name, and whether in office on *date* (ISO; None: today).

    Out of office, the entry is the last before *date*; nobody is known by an office still to come. A surname alone
    names its holder of the day.
    """
    entries = _holders().get(name)
    if not entries:
        return None
    for entry in entries:
        if _holds(entry, date):
            return entry, True
    before = [e for e in entries if date is None or (e.until and e.until <= date)]
    return (max(before, key=lambda e: e.until), False) if before else None
