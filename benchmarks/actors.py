"""Country and sector of actors against codes of held-back reports: ``python -m benchmarks.actors [--part a|b] [--wrong]``.

Figures are owed on (b); (a) holds codes of a few reports, which settings are chosen on. *Found* is what was asked: spans of the
gold (``training/heldback/b/actors.tsv``) that the program put into the same role of the
same event, by at least a shared word. *Given* asks for the codes of every span of the gold, its event found or not, so it hangs
on no reading of events. Right is one of the gold's alternatives; of several countries, all and no other. ``docs/decisions/0083``.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from training.encoder.measure import gold
from training.heldback import ACTORS, HERE
from training.marks import Text
from training.score import shared

from benchmarks.events import paired, report_of
from precedent.clean.document import Document
from precedent.clean.prepare import prepare
from precedent.pipeline import mark
from precedent.pipeline.marking import see
from precedent.records import Part, RoleActor, Span

_UNKNOWN = frozenset({"-"})


class Codes(NamedTuple):
    """What is right of a span: any of these sets of countries, any of these sectors ("-": none)."""

    span: Span
    countries: tuple[frozenset[str], ...]
    sectors: frozenset[str]


class Said(NamedTuple):
    """What the program says of a span of the gold."""

    report: str
    codes: Codes
    countries: frozenset[str]
    sectors: frozenset[str]

    @property
    def country_right(self) -> bool:
        return self.countries in self.codes.countries

    @property
    def sector_right(self) -> bool:
        return self.sectors <= self.codes.sectors


def codes(part: str) -> dict[str, list[Codes]]:
    """The gold, by report."""
    found: dict[str, list[Codes]] = {}
    with ACTORS[part].open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            span = Span(
                start=int(row["start"]), end=int(row["end"]), text=row["words"], in_="title" if row["in"] == "title" else None
            )
            sets = tuple(frozenset(one.split("+")) for one in row["country"].split("/"))
            found.setdefault(row["report"], []).append(Codes(span, sets, frozenset(row["sector"].split("/"))))
    return found


def found(text: Text, wanted: Sequence[Codes]) -> Iterator[Said]:
    """Of the spans that the program has in their role: what it says of them."""
    _, pairs = paired(text, mark(report_of(text)))
    said: dict[int, list[tuple[str | None, str | None]]] = {}
    for event, known in pairs:
        for role in event.actors:
            for k, one in enumerate(wanted):
                named = {r.role for t in (known.tellings if known else ()) for r in t.roles if _same(r, one.span)}
                if role.role in named and shared(role, one.span):
                    said.setdefault(k, []).append((role.country, role.sector))
    for k in sorted(said):
        yield _said(text.id, wanted[k], said[k])


def given(text: Text, wanted: Sequence[Codes]) -> Iterator[Said]:
    """What the program says of every span, were it told that somebody stands there."""
    doc = prepare(report_of(text))
    chains = see(doc).chains
    for one in wanted:
        at = _tokens(doc, one.span)
        chain, (country, sector) = chains.at(*at), chains.describe(*at)
        span = {name: getattr(one.span, name) for name in Span.__struct_fields__}
        role = RoleActor(role="actor", chain=chain.id if chain else None, country=country, sector=sector, **span)
        yield _said(text.id, one, [(chains.settled(role).country, sector)])


def _tokens(doc: Document, span: Span) -> tuple[int, int, int]:
    """The sentence of a span in the view, and its words there."""
    part: Part = span.in_ or "text"
    view = doc.view(part)
    for sentence in doc.sentences:
        if sentence.part == part:
            bounds = [view.given(t.start, t.end) for t in sentence.tokens]
            inside = [i for i, (start, end) in enumerate(bounds) if start < span.end and span.start < end]
            if inside:
                return sentence.index, inside[0], inside[-1] + 1
    raise ValueError(f"{span.text!r} stands in no sentence")


def _same(a: Span, b: Span) -> bool:
    return (a.in_, a.start, a.end) == (b.in_, b.start, b.end)


def _said(report: str, one: Codes, said: Sequence[tuple[str | None, str | None]]) -> Said:
    nations, sectors = (frozenset(value for value in values if value) or _UNKNOWN for values in zip(*said, strict=True))
    return Said(report, one, nations, sectors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=sorted(ACTORS), default="b")
    parser.add_argument("--wrong", action="store_true", help="also list what is wrong")
    options = parser.parse_args()
    wanted = codes(options.part)
    texts = [text for text in gold(options.part, HERE) if text.id in wanted]  # neither part needs the public corpora
    print("| spans | of | country right | sector right |\n| --- | --- | --- | --- |")
    for name, read in (("found", found), ("given", given)):
        said = [one for text in texts for one in read(text, wanted[text.id])]
        rates = [sum(one.country_right for one in said) / len(said), sum(one.sector_right for one in said) / len(said)]
        print(f"| {name} | {len(said)} | {rates[0]:.3f} | {rates[1]:.3f} |")
        for one in said if options.wrong else ():
            if not (one.country_right and one.sector_right):
                right = "/".join("+".join(sorted(c)) for c in one.codes.countries), "/".join(sorted(one.codes.sectors))
                print(one.report, repr(one.codes.span.text), *map(sorted, (one.countries, one.sectors)), "for", *right)


if __name__ == "__main__":
    main()
