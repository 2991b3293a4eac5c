"""Codes of data sets as ours: event types, countries, and the sectors of actors. The tables stand in ``codes/``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from precedent.codebooks.load import shipped
from precedent.knowledge import countries
from precedent.knowledge.folding import fold

BODIES = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})  # what stands in place of a country
# Words of an actor's name that tell its country: "Military Forces of Mali (2020-)", "Government of Peru", "Civilians (Peru)".
_OF = re.compile(r"\bof (?:the )?([^()\[\]]+?)\s*(?:\(|\[|$)")
_IN = re.compile(r"\(([^()\d][^()]*)\)")


class Kind(NamedTuple):
    """What a code of a data set is with us. What no table knows keeps its code, under a codebook of the scheme's name."""

    codebook: str
    type: str
    mode: str | None


class Party(NamedTuple):
    """The country (ISO 3166-1 alpha-3, or IGO, NGO, …) and the sector of an actor."""

    country: str | None
    sector: str | None


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("precedent.archive") / "codes" / f"{name}.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return iter(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _types(scheme: str) -> dict[str, Kind]:
    return {row["code"].casefold(): Kind("plover", row["type"], row["mode"] or None) for row in _rows(scheme)}


@cache
def _own() -> dict[str, tuple[str, frozenset[str]]]:
    """Our types by name: their codebook and modes."""
    return {t.name: (book.name, frozenset(m.name for m in t.modes)) for book in shipped() for t in book.types}


def kind_of(scheme: str, code: str) -> Kind:
    """The type and mode of a code: ``cameo``, ``acled``, ``ucdp`` by their tables; else ``TYPE`` or ``TYPE.mode`` of ours."""
    if scheme == "cameo":
        known = _types("cameo")
        found = next((known[code[:n]] for n in range(len(code), 1, -1) if code[:n] in known), None)
        return found or Kind("cameo", code, None)
    if scheme in ("acled", "ucdp"):
        return _types(scheme).get(code.casefold()) or Kind(scheme, code, None)
    book, colon, rest = code.rpartition(":")
    type_, _, mode = rest.partition(".")
    if type_.upper() in _own():
        codebook, modes = _own()[type_.upper()]
        return Kind(codebook, type_.upper(), mode.lower() if mode.lower() in modes else None)
    return Kind(book if colon else scheme, type_, mode or None)


@cache
def country_codes(column: str) -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by those of another scheme: ``fips``, ``numeric``."""
    return {row[column]: row["alpha3"] for row in _rows("countries") if row[column]}


@cache
def country_of(scheme: str, said: str | None) -> str | None:
    """Our code of a country as a data set writes it: FIPS 10-4 and CAMEO codes, ISO codes and numbers, or its name."""
    if not said:
        return None
    if scheme == "fips":
        return country_codes("fips").get(said.upper())
    if said.isdigit():
        return country_codes("numeric").get(str(int(said)))
    if said.upper() in BODIES:
        return said.upper()
    found = countries.get(said) if said.isupper() and len(said) in (2, 3) else None
    return found.alpha3 if found else countries.by_name(said)


@cache
def _sectors(scheme: str) -> dict[str, tuple[int, str]]:
    """Sectors by folded name, with their place in the table: the first that fits counts."""
    return {fold(row["name"]): (at, row["sector"]) for at, row in enumerate(_rows("sectors")) if row["scheme"] == scheme}


@cache
def sector_codes() -> frozenset[str]:
    return frozenset(row["sector"] for row in _rows("sectors") if not row["sector"].startswith("="))


def party_of(scheme: str, name: str | None, country: str | None, sectors: str | None) -> Party:
    """An actor's country and sector: *country* and *sectors* as the data set gives them, else what its name tells."""
    of = country_of("name", country)
    said = [word.strip() for word in re.split(r"[,;]", sectors or "") if word.strip()]
    if scheme == "ucdp" and name:
        said = ["government" if name.startswith("Government of ") else "civilians" if name == "Civilians" else "group"]
    known = sorted(_sectors(scheme)[fold(word)] for word in said if fold(word) in _sectors(scheme))
    own = [word.upper() for word in said if word.upper() in sector_codes()] if not _sectors(scheme) else []
    sector = next((s for _, s in known if not s.startswith("=")), own[0] if own else None)
    if scheme == "acled" and name and name.startswith("Police "):
        sector = "COP"
    if of is None:
        of = next((s[1:] for _, s in known if s.startswith("=")), None)
    if of is None and name and scheme in ("acled", "ucdp"):
        of = next((c for pattern in (_IN, _OF) for words in pattern.findall(name) if (c := countries.by_name(words))), None)
    return Party(of, sector)
