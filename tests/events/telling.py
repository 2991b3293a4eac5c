"""Reports read by the rooms above ``clean`` and ``spans`` in a few words: for tests of the claim finder alone."""

from __future__ import annotations

import re

from precedent.clean.document import Document, Sentence
from precedent.clean.prepare import prepare
from precedent.events.draft import Draft
from precedent.records import Reading, Report, RoleActor, RolePlace, Time
from precedent.spans.phrases import Phrases, parse
from tests.support.reading import seen

PUBLISHED = "2025-10-20"
TRIGGERS = {
    **dict.fromkeys(("crossing", "crossings", "crossed", "cross"), ("CROSS", None)),
    **dict.fromkeys(("defection", "defections", "defected", "defect"), ("CROSS", "defect")),
    **dict.fromkeys(("attack", "attacks", "bombing", "bombings", "attacked"), ("ASSAULT", None)),
    **dict.fromkeys(("fired", "killed", "shelling"), ("ASSAULT", None)),
    **dict.fromkeys(("visit", "visits", "visited", "summit", "met", "meet", "talks"), ("CONSULT", None)),
    **dict.fromkeys(("protest", "protests", "strike"), ("PROTEST", None)),
}
NOUNS = frozenset(w for w in TRIGGERS if not w.endswith("ed") and w not in ("cross", "defect", "met", "meet"))
# words: type, value, grain, from, until
TIMES = {
    "last August": ("DATE", "2024-08", "month", "2024-08-01", "2024-09-01"),
    "August 2024": ("DATE", "2024-08", "month", "2024-08-01", "2024-09-01"),
    "20 August 2024": ("DATE", "2024-08-20", "day", "2024-08-20", "2024-08-21"),
    "March": ("DATE", "2025-03", "month", "2025-03-01", "2025-04-01"),
    "January": ("DATE", "2025-01", "month", "2025-01-01", "2025-02-01"),
    "2017": ("DATE", "2017", "year", "2017-01-01", "2018-01-01"),
    "2020": ("DATE", "2020", "year", "2020-01-01", "2021-01-01"),
    "2025": ("DATE", "2025", "year", "2025-01-01", "2026-01-01"),
    "1953": ("DATE", "1953", "year", "1953-01-01", "1954-01-01"),
    "this year": ("DATE", "2025", "year", "2025-01-01", "2026-01-01"),
    "This year": ("DATE", "2025", "year", "2025-01-01", "2026-01-01"),
    "this month": ("DATE", "2025-10", "month", "2025-10-01", "2025-11-01"),
    "this week": ("DATE", "2025-W43", "week", "2025-10-20", "2025-10-27"),
    "last year": ("DATE", "2024", "year", "2024-01-01", "2025-01-01"),
    "Sunday": ("DATE", "2025-10-19", "day", "2025-10-19", "2025-10-20"),
    "seven years": ("DURATION", "P7Y", "year", None, None),
    "nearly seven years": ("DURATION", "P7Y", "year", None, None),
    "a decade": ("DURATION", "P1DE", "decade", None, None),
    "a month": ("DURATION", "P1M", "month", None, None),
    "two weeks": ("DURATION", "P2W", "week", None, None),
    "three days": ("DURATION", "P3D", "day", None, None),
}
_TIME = re.compile(r"\b(" + "|".join(sorted(TIMES, key=len, reverse=True)) + r")\b")
_ACTOR = re.compile(r"\b(?:(?:[Aa]n?|[Tt]he) )?(North Korean )?(soldiers?|civilians?|gunmen)\b|\b(Putin|North Korea)\b")
_PLACE = re.compile(r"\bthe (border|line|MDL)\b|\b(Panmunjom|Kabul)\b")
SECTORS = {"soldier": "MIL", "soldiers": "MIL", "civilian": "CVL", "civilians": "CVL", "gunmen": "UAF", "Putin": "GOV"}


def times(doc: Document) -> tuple[Time, ...]:
    found = []
    for match in _TIME.finditer(doc.text.text):
        kind, value, grain, from_, until = TIMES[match.group()]
        both = match.group() == "last August"
        found.append(
            Time(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                type=kind,
                value=value,
                grain=grain,
                from_=from_,
                until=until,
                readings=(
                    Reading(value=value, from_=from_, until=until),
                    Reading(value="2025-08", from_="2025-08-01", until="2025-09-01"),
                )
                if both
                else (),
            )
        )
    return tuple(found)


def drafts(sentence: Sentence) -> list[Draft]:
    """Each trigger with the actor nearest before it (verbs) or behind "by" (nouns), and the places behind it."""
    found = []
    actors = [
        RoleActor(
            role="actor",
            start=sentence.start + m.start(),
            end=sentence.start + m.end(),
            text=m.group(),
            country="PRK" if "North Korea" in m.group() else "RUS" if m.group() == "Putin" else None,
            sector=SECTORS.get(m.group(2) or m.group(3)),
        )
        for m in _ACTOR.finditer(sentence.text)
    ]
    places = [
        RolePlace(
            role="location",
            start=sentence.start + m.start(),
            end=sentence.start + m.end(),
            text=m.group(),
            place=f"precedent:{(m.group(1) or m.group(2)).lower()}",
            name=m.group(1) or m.group(2),
            kind=None,
            country=None,
            lat=None,
            lon=None,
            radius_km=None,
            geonameid=None,
        )
        for m in _PLACE.finditer(sentence.text)
    ]
    for k, token in enumerate(sentence.tokens):
        if token.lower not in TRIGGERS:
            continue
        type_, mode = TRIGGERS[token.lower]
        draft = Draft(sentence, seen(k, k + 1, type_), k, k + 1, k, "movement", type_, mode, 0.9, nominal=token.lower in NOUNS)
        if draft.nominal:
            draft.actors = [
                a
                for a in actors
                if sentence.tokens[k + 1 : k + 2]
                and a.start == sentence.tokens[k + 1].end + 1
                and sentence.tokens[k + 1].text == "by"
            ]
        else:
            draft.actors = [a for a in actors if a.end <= token.start][-1:]
        draft.places = [p for p in places if p.start > token.end]
        found.append(draft)
    return found


def tell(text: str, published: str | None = PUBLISHED) -> tuple[Document, tuple[Phrases, ...], list[Draft], tuple[Time, ...]]:
    doc = prepare(Report(id="r1", text=text, published=published))
    return doc, tuple(parse(s) for s in doc.sentences), [d for s in doc.sentences for d in drafts(s)], times(doc)
