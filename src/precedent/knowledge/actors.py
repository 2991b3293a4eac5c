"""Who is who: nouns and titles with their PLOVER sectors, organisations, and holders of public office by date.

Tables beside this file, read at first use: ``sectors.tsv``, ``organisations.tsv``, ``offices.tsv``, ``titles.tsv`` (other
words for an office), ``collectives.tsv`` (states that belong to a group). Dates are ISO, as precise as known; an entry holds
from the first day of ``from_`` to before ``until``. Names are found with and without their accents.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from precedent.knowledge.folding import unaccented

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
    """One term of one person. ``sector`` is the holder's in office."""

    name: str
    country: str
    sector: str
    office: str
    from_: str
    until: str


class Member(NamedTuple):
    """A state in a group of states. No ``from_``: since the group began."""

    country: str
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
    found: dict[str, tuple[Organisation, ...]] = {}
    for name, country, sector, aliases, from_, until in _rows("organisations.tsv")[1:]:
        entry = (Organisation(name, country, sector or None, from_, until),)
        for alias in _spellings(name, aliases):
            found[alias] = found[alias] + entry if alias in found else entry
    return found


@cache
def _holders() -> dict[str, tuple[Holder, ...]]:
    found: dict[str, tuple[Holder, ...]] = {}
    for name, country, sector, office, from_, until, aliases in _rows("offices.tsv")[1:]:
        entry = (Holder(name, country, sector, office, from_, until),)
        for alias in _spellings(name, aliases):
            found[alias] = found[alias] + entry if alias in found else entry
    return found


def _spellings(name: str, aliases: str) -> Sequence[str]:
    """A name and its aliases, each once, those with accents also without."""
    if not aliases and name.isascii():  # most rows
        return (name,)
    given = f"{name}; {aliases}" if aliases else name
    if not given.isascii():
        given = f"{given}; {unaccented(given)}"
    return tuple(dict.fromkeys(given.split("; ")))


@cache
def _terms() -> dict[str, tuple[Holder, ...]]:
    """All terms of office, by country."""
    found: dict[str, dict[Holder, None]] = {}
    for entries in _holders().values():
        for entry in entries:
            found.setdefault(entry.country, {})[entry] = None
    return {country: tuple(entries) for country, entries in found.items()}


@cache
def _titles() -> dict[str, tuple[str, ...]]:
    groups = [tuple(row[0].split(", ")) for row in _rows("titles.tsv")]
    return {title: group for group in groups for title in group}


@cache
def _members() -> dict[str, tuple[Member, ...]]:
    found: dict[str, list[Member]] = {}
    for name, states, from_, until in _rows("collectives.tsv")[1:]:
        found.setdefault(name, []).extend(Member(country, from_, until) for country in states.split("; "))
    return {name: tuple(entries) for name, entries in found.items()}


def _holds(entry: Organisation | Holder | Member, date: str | None) -> bool:
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


def titles(office: str) -> tuple[str, ...]:
    """All words for an office, in lower case: "secretary of state" is a "foreign minister"."""
    return _titles().get(office.lower(), (office.lower(),))


def in_office(office: str, country: str, date: str | None = None) -> tuple[Holder, ...]:
    """Who held an office of a country (alpha-3, or a code of the design's section 4) on *date* (ISO; None: today).

    The office by its own name decides, else by another word for it; several where it was shared or passed on that day.
    """
    held = [entry for entry in _terms().get(country, ()) if _holds(entry, date)]
    exact = tuple(entry for entry in held if entry.office.lower() == office.lower())
    return exact or tuple(entry for entry in held if entry.office.lower() in titles(office))


def members(collective: str, date: str | None = None) -> tuple[str, ...]:
    """The countries that belonged to a group of states ("the Quad") on *date*, as alpha-3 codes in the table's order.

    None known: empty.
    """
    found = organisation(collective, date)
    if found is None or not _holds(found, date):
        return ()
    return tuple(entry.country for entry in _members().get(found.name, ()) if _holds(entry, date))
