"""Where and when of what does not say it itself: as tables, with events told by hand."""

from __future__ import annotations

import pytest

from precedent.clean.prepare import prepare
from precedent.events import narrative, scene
from precedent.events.draft import Draft
from precedent.events.places import as_role
from precedent.records import CARRIED, Place, Report, Time
from precedent.spans.phrases import parse
from tests.support.reading import seen

TYPES = {
    "attacked": "ASSAULT",
    "killed": "ASSAULT",
    "raided": "ASSAULT",
    "seized": "COERCE",
    "condemned": "ACCUSE",
    "freed": "RETREAT",
    "crossed": "CROSS",
}
TOWNS = ("Kidal", "Gao", "Ménaka", "Mali")
DAYS = {"March 9": "2022-03-09", "1 April": "2022-04-01", "Tuesday": "2022-04-19", "2018": "2018-01-01"}


def settled(text: str, told: dict[str, tuple[str | None, str | None]], title: str = "") -> list[Draft]:
    """The drafts of *text* after settling; *told* gives some of the verbs a time and a place by the words that name them."""
    doc = prepare(Report(id="r", text=text, title=title, published="2022-04-20"))
    named = [p for part, said in ((None, text), ("title", title)) for name in TOWNS if (p := _place(name, said, part))]
    times = [_time(words, text) for words in DAYS if words in text]
    drafts = []
    for sentence in doc.sentences:
        for k, token in enumerate(sentence.tokens):
            if sentence.part == "text" and token.lower in TYPES:
                kind = TYPES[token.lower]
                draft = Draft(sentence, seen(k, k + 1, kind), k, k + 1, k, "plover", kind, None, 0.9, tense="past")
                day, town = told.get(token.lower, (None, None))
                draft.times = [t for t in times if t.text == day]
                draft.places = [as_role(p, "location") for p in named if p.name == town and p.in_ is None]
                drafts.append(draft)
    taken = [t for d in drafts for t in d.times]
    for draft in drafts:
        draft.near = [t for t in times if t not in taken]
    scene.settle(doc, drafts, times, named)
    narrative.carry(doc, tuple(parse(s) for s in doc.sentences), drafts, times, named)
    return drafts


def _place(name: str, said: str, part: str | None) -> Place | None:
    start = said.find(name)
    if start < 0:
        return None
    return Place(
        start=start, end=start + len(name), text=name, in_="title" if part else None, place=f"t:{name}", name=name,
        kind="country" if name == "Mali" else "settlement", country="MLI", lat=None, lon=None, radius_km=None,
    )  # fmt: skip


def _time(words: str, text: str) -> Time:
    start = text.find(words)
    day = DAYS[words]
    return Time(
        start=start, end=start + len(words), text=words, type="DATE", value=day, grain="day", from_=day, until=day[:-1] + "9~"
    )


# name, text, title, what is told of each verb, the place of each verb, whether it is carried
PLACES = [
    ("free in its sentence", "Rebels attacked a post in Kidal.", "", {}, ["Kidal"], [False]),
    ("of what is told before it", "Rebels attacked a post in Kidal. Eight were killed.", "", {"attacked": (None, "Kidal")},
     ["Kidal", "Kidal"], [False, True]),
    ("until another is named", "Rebels attacked Kidal. They raided Gao. Two were killed.", "",
     {"attacked": (None, "Kidal"), "raided": (None, "Gao")}, ["Kidal", "Gao", "Gao"], [False, False, True]),
    ("finer than the country that is told", "They crossed into Mali near Gao.", "", {"crossed": (None, "Mali")}, ["Mali Gao"],
     [False]),
    ("one is enough", "They crossed to Kidal near Gao.", "", {"crossed": (None, "Kidal")}, ["Kidal"], [False]),
    ("not of what is said", "Rebels attacked Kidal. France condemned it.", "", {"attacked": (None, "Kidal")}, ["Kidal", None],
     [False, False]),
    ("not over another time", "Rebels attacked Kidal on Tuesday.\n\nThey seized a bus in 2018.", "",
     {"attacked": ("Tuesday", "Kidal"), "seized": ("2018", None)}, ["Kidal", None], [False, False]),
    ("of one kind in a paragraph", "Rebels attacked Kidal on Tuesday. They raided it in 2018.", "",
     {"attacked": ("Tuesday", "Kidal"), "raided": ("2018", None)}, ["Kidal", "Kidal"], [False, True]),
    ("of the title", "Eight were killed.", "Raid in Gao", {}, ["Gao"], [True]),
    ("not of who speaks in the title", "Eight were killed.", "Gao: we did not do it", {}, [None], [False]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "title", "told", "towns", "carried"), PLACES, ids=[p[0] for p in PLACES])
def test_where(
    name: str, text: str, title: str, told: dict[str, tuple[str | None, str | None]], towns: list[str | None], carried: list[bool]
) -> None:
    found = settled(text, told, title)
    assert [" ".join(p.name for p in d.places) or None for d in found] == towns
    assert [bool(d.places) and d.places[0].how == CARRIED for d in found] == carried


# name, text, what is told of each verb, the time of each verb
TIMES = [
    ("a line has one", "March 9: Rebels attacked Kidal and seized a bus.", {}, ["March 9", "March 9"]),
    ("a line has one, to its end", "March 9: Rebels attacked Kidal. They seized a bus.\n\nThey freed two.", {},
     ["March 9", "March 9", None]),
    ("before when", "It was the first since 2018, when rebels attacked Kidal.", {}, ["2018"]),
    ("before when, unless its own follows", "On Tuesday, when rebels attacked on 1 April, they seized Gao.",
     {"attacked": ("1 April", None)}, ["1 April", "Tuesday"]),
    ("not into who somebody is", "Police freed on Tuesday men who attacked Kidal.", {"freed": ("Tuesday", None)},
     ["Tuesday", None]),
    ("its own comes before another's", "Those seized on 1 April were freed on Tuesday.",
     {"seized": ("1 April", None), "freed": ("1 April", None)}, ["1 April", "Tuesday"]),
    ("what came before it has not its time", "They were freed on Tuesday, weeks after rebels seized them.",
     {"freed": ("Tuesday", None), "seized": ("Tuesday", None)}, ["Tuesday", None]),
    ("joined by and", "Rebels attacked Kidal on Tuesday and seized a bus.", {"attacked": ("Tuesday", None)},
     ["Tuesday", "Tuesday"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "told", "days"), TIMES, ids=[t[0] for t in TIMES])
def test_when(name: str, text: str, told: dict[str, tuple[str | None, str | None]], days: list[str | None]) -> None:
    assert [d.times[0].text if d.times else None for d in settled(text, told)] == days
