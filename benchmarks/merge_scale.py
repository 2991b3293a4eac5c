"""How long keeping and merging takes, and how it grows: generated reports with marks, into a new ledger.

    python -m benchmarks.merge_scale [--reports 1000 10000] [--batch 5000] [--profile FILE]

A generated world goes on for as many days as it has reports to tell of, a hundred a day: each happening is told by four reports
on average, with the place, time, participants, numbers and words that reports differ in; one report in twenty is a copy.
Of the ten mentions of a report six are of the last days, two are history with a month or a year, one is history without a
time, and one is a habit or a total. The places are the gazetteer's towns, so that merging asks the real one. What is timed
is ``Store.add_all`` and ``Store.merge``; making the reports is not.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from precedent.knowledge.frequency import _table
from precedent.knowledge.gazetteer import Entry, Gazetteer
from precedent.ledger import Store
from precedent.query import Query
from precedent.records import Actor, Event, Marked, Quantity, Report, RoleActor, RolePlace, Span, Time

START = date(2015, 1, 1)
A_DAY, TOLD, LAG = 100, 4, 3  # reports a day; reports that tell of one happening; days over which they do
NEWS, HISTORY, ALWAYS, GENERAL = 6, 2, 1, 1  # mentions of a report, by kind
COPIES = 0.05
SOURCES = 400
TOWNS = 2500
VAGUE = 0.1  # of the tellings name the country alone
FILLER = 14  # words between what is told, so that reports are told apart as real ones are

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
# codebook, type, the verbs that tell it, and what is counted
_TYPES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("plover", "ASSAULT", ("attacked", "shelled", "bombed", "ambushed"), "killed"),
    ("plover", "COERCE", ("arrested", "detained", "raided"), "arrested"),
    ("plover", "PROTEST", ("rallied against", "marched against"), "taking part"),
    ("plover", "CONSULT", ("met", "visited", "hosted"), "taking part"),
    ("plover", "ACCUSE", ("accused", "condemned", "criticised"), "taking part"),
    ("plover", "AID", ("supplied", "fed", "funded"), "taking part"),
    ("movement", "CROSS", ("crossed to", "fled to"), "taking part"),
)
_LARGE = ("country", "admin1", "admin2")
_WHO = (("soldiers", "MIL"), ("police", "COP"), ("gunmen", "UAF"), ("rebels", "REB"), ("villagers", "CVL"), ("ministers", "GOV"))


class Happening(NamedTuple):
    """What reports tell of; ``place`` is an entry of the gazetteer."""

    day: date
    place: Entry
    country: Entry
    kind: int
    actor: tuple[str, str]
    recipient: tuple[str, str]
    name: str | None
    number: int


class World:
    """Reports from a seed: the same ones each time, however many of them are asked for."""

    def __init__(self, gazetteer: Gazetteer, seed: int = 8) -> None:
        self._random = random.Random(seed)
        entries = (gazetteer.entry(n) for n in range(len(gazetteer)))
        towns = [e for e in entries if e.people > 20_000 and e.kind not in _LARGE and e.country and e.name.isalpha()]
        self._towns = sorted(towns, key=lambda e: (-e.people, e.place))[:TOWNS]
        self._countries = {e.country: gazetteer.country(e.country) for e in self._towns if e.country}
        self._words = sorted(w for w in _table() if w.isascii() and w.isalpha() and len(w) > 3)
        self._happenings: list[Happening] = []

    def reports(self, count: int) -> Iterator[tuple[Report, Marked]]:
        recent: list[tuple[Report, Marked]] = []
        for number in range(count):
            today = START + timedelta(days=number // A_DAY)
            if number % A_DAY == 0:
                self._happen(today)
            if recent and self._random.random() < COPIES:
                told = self._copy(number, *self._random.choice(recent))
            else:
                told = self._report(number, today)
            recent = [*recent[-A_DAY:], told]
            yield told

    def _happen(self, today: date) -> None:
        for _ in range(A_DAY * NEWS // TOLD):
            choose = self._random
            # Most news comes from few places.
            place = self._towns[int(len(self._towns) * choose.random() ** 2.5)]
            name = choose.choice(self._words).title() if choose.random() < 0.3 else None
            actor, recipient = choose.sample(_WHO, 2)
            number = int(choose.paretovariate(1.2)) + 1
            country = self._countries.get(place.country or "") or place
            self._happenings.append(Happening(today, place, country, choose.randrange(len(_TYPES)), actor, recipient, name, number))

    def _report(self, number: int, today: date) -> tuple[Report, Marked]:
        choose, a_day = self._random, A_DAY * NEWS // TOLD
        near, far = self._happenings[-a_day * LAG :], self._happenings
        news = choose.sample(near, NEWS)
        past = [choose.choice(far) for _ in range(HISTORY + ALWAYS + GENERAL)]
        report_id, source = f"g{number:06d}", f"paper{int(SOURCES * choose.random() ** 2)}.example"
        telling = _Telling(self._filler)
        for n, happening in enumerate((*news, *past)):
            telling.tell(happening, n, self._random)
        title = f"{telling.events[0].what.text} {self._filler(3)}"
        report = Report(id=report_id, text=telling.text, title=title, source=source, published=today.isoformat())
        return report, _marked(report, telling)

    def _filler(self, count: int) -> str:
        return " ".join(self._words[int(len(self._words) * self._random.random() ** 2)] for _ in range(count))

    def _copy(self, number: int, report: Report, marked: Marked) -> tuple[Report, Marked]:
        import msgspec

        changed = {"id": f"g{number:06d}", "source": f"paper{self._random.randrange(SOURCES)}.example"}
        return msgspec.structs.replace(report, **changed), msgspec.structs.replace(marked, **changed)


class _Telling:
    """A text while it is written, with the marks of what it says."""

    def __init__(self, filler: Any) -> None:
        self.text = ""
        self.events: list[Event] = []
        self.actors: list[Actor] = []
        self._filler = filler

    def _say(self, words: str) -> dict[str, Any]:
        start = len(self.text)
        self.text += words
        return {"start": start, "end": start + len(words), "text": words}

    def tell(self, what: Happening, number: int, choose: random.Random) -> None:
        codebook, type_, verbs, counted = _TYPES[what.kind]
        start = len(self.text)
        sector = what.actor[1]
        actor = self._party("actor", f"Commander {what.name}" if what.name else what.actor[0], what.place.country, sector)
        self.text += " "
        trigger = Span(**self._say(choose.choice(verbs)))
        self.text += " "
        value = max(1, what.number + choose.choice((0, 0, 0, 1, -1)))
        count = Quantity(**self._say(str(value)), kind=counted, role="recipient", value=value, approximate=False)
        self.text += " "
        recipient = self._party("recipient", what.recipient[0], what.place.country, what.recipient[1])
        self.text += " in "
        place = self._place(what.country if choose.random() < VAGUE else what.place)
        said = Span(start=start, end=len(self.text), text=self.text[start:])
        when = self._when(what, number, choose)
        self.text += f" {self._filler(FILLER)}. "
        general = number >= NEWS + HISTORY + ALWAYS
        self.events.append(
            Event(
                id=f"e{number}",
                codebook=codebook,
                type=type_,
                mode=None,
                main=number == 0,
                standing="main" if number == 0 else "other" if number < NEWS else "background",
                trigger=trigger,
                what=said,
                actors=(actor, recipient),
                time=when,
                times=(when,) if when else (),
                places=(place,),
                place=place,
                quantities=(count,),
                polarity="positive",
                modality="asserted",
                genericity="habitual" if general else "specific",
                tense="past",
                cues=(),
                confidence=0.8,
            )
        )

    def _party(self, role: str, name: str, country: str | None, sector: str) -> RoleActor:
        chain = f"a{len(self.actors)}"
        self.actors.append(Actor(id=chain, name=name, country=country, sector=sector, mentions=()))
        return RoleActor(**self._say(name), role=role, chain=chain, country=country, sector=sector)

    def _place(self, e: Entry) -> RolePlace:
        where: dict[str, Any] = {"place": e.place, "name": e.name, "kind": e.kind, "country": e.country, "geonameid": e.geonameid}
        return RolePlace(**self._say(e.name), **where, lat=e.lat, lon=e.lon, radius_km=e.radius_km, role="location")

    def _when(self, what: Happening, number: int, choose: random.Random) -> Time | None:
        """A day in most of the news, a month or year of history, or nothing."""
        day = what.day
        if number < NEWS and choose.random() < 0.7:
            words, value, end, grain = f"{day.day} {_MONTHS[day.month - 1]}", day.isoformat(), day + timedelta(days=1), "day"
        elif NEWS <= number < NEWS + HISTORY and choose.random() < 0.5:
            first = day.replace(day=1)
            words, value, grain = f"{_MONTHS[day.month - 1]} {day.year}", first.isoformat(), "month"
            end = (first + timedelta(days=32)).replace(day=1)
        elif NEWS <= number < NEWS + HISTORY:
            words, value, end, grain = str(day.year), f"{day.year}-01-01", date(day.year + 1, 1, 1), "year"
        else:
            return None
        self.text += " on " if grain == "day" else " in "
        bounds: dict[str, Any] = {"from_": value, "until": end.isoformat(), "grain": grain}
        return Time(**self._say(words), type="DATE", value=value, **bounds)


def _marked(report: Report, telling: _Telling) -> Marked:
    return Marked(
        id=report.id,
        title=report.title,
        language="en",
        published=report.published,
        published_by="given",
        source=report.source,
        times=(),
        places=(),
        actors=tuple(telling.actors),
        events=tuple(telling.events),
        claims=(),
        repeats=(),
        quotes=(),
    )


def measure(count: int, batch: int) -> dict[str, float]:
    """Seconds and milliseconds a report for *count* reports, kept and merged *batch* at a time."""
    gazetteer = Gazetteer.open()
    spent = {"add": 0.0, "merge": 0.0}
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "scale.db", places=gazetteer) as store:
        told = World(gazetteer).reports(count)
        held, cpu = 0, time.process_time()
        making = 0.0
        while held < count:
            began = time.process_time()
            part = [next(told) for _ in range(min(batch, count - held))]
            making += time.process_time() - began
            held += len(part)
            began = time.perf_counter()
            for _ in store.add_all(part):
                pass
            spent["add"] += time.perf_counter() - began
            began = time.perf_counter()
            summary = store.merge()
            spent["merge"] += time.perf_counter() - began
        cpu = time.process_time() - cpu - making
        began = time.perf_counter()
        wanted = Query(type=("CROSS",), text="soldiers", genericity="specific", count_by="events")
        found = sum(1 for _ in store.events(wanted))
        asked = time.perf_counter() - began
        size = store.path.stat().st_size
    whole = spent["add"] + spent["merge"]
    return {
        "reports": count,
        "mentions": count * (NEWS + HISTORY + ALWAYS + GENERAL),
        "events": summary.events,
        "copies": summary.copies,
        "stories": summary.stories,
        "add_s": round(spent["add"], 1),
        "merge_s": round(spent["merge"], 1),
        "ms_a_report": round(1000 * whole / count, 2),
        "cpu_ms_a_report": round(1000 * cpu / count, 2),
        "file_kb_a_report": round(size / 1000 / count, 1),
        "query_s": round(asked, 3),
        "query_events": found,
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, nargs="+", default=[1000, 10000], help="how many reports, one run each")
    parser.add_argument("--batch", type=int, default=5000, help="reports kept before each merging")
    args = parser.parse_args()
    first: dict[str, float] | None = None
    for count in args.reports:
        row = measure(count, args.batch)
        first = first or row
        for name, value in row.items():
            print(f"{name:17} {value}")
        growth = row["cpu_ms_a_report"] / first["cpu_ms_a_report"]
        print(f"{'growth':17} {growth:.2f} times the processor time a report of the first run\n", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
