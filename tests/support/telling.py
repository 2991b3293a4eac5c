"""Reports with marks, made by hand: events whose every span is found by its words in the report's text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from precedent.merge.mention import Kept, Mention, mention_key
from precedent.records import (
    Actor,
    Attribution,
    Claim,
    Cue,
    Event,
    Marked,
    Place,
    Quantity,
    Quote,
    Report,
    RoleActor,
    RolePlace,
    Span,
    Time,
)

# Places to tell of: id, kind, country, latitude, longitude, radius in km.
GROUND: dict[str, tuple[str, str, str | None, float, float, float]] = {
    "Korea": ("t:korea", "country", "KOR", 36.5, 127.8, 300),
    "Line": ("t:line", "border", None, 38.0, 127.3, 125),
    "Village": ("t:village", "settlement", "KOR", 37.956, 126.677, 1),
    "Harbour": ("t:harbour", "settlement", "KOR", 38.4, 128.46, 5),
    "Island": ("t:island", "settlement", "KOR", 37.78, 126.27, 8),
    "Kenya": ("t:kenya", "country", "KEN", 0.5, 37.9, 500),
    "Nairobi": ("t:nairobi", "settlement", "KEN", -1.28, 36.82, 20),
    "Mombasa": ("t:mombasa", "settlement", "KEN", -4.05, 39.66, 15),
}
_INSIDE = {
    ("t:korea", "t:village"),
    ("t:korea", "t:harbour"),
    ("t:korea", "t:island"),
    ("t:kenya", "t:nairobi"),
    ("t:kenya", "t:mombasa"),
    ("t:line", "t:village"),
}


class Ground:
    """A gazetteer of the places above."""

    def contains(self, outer: str, inner: str) -> bool:
        return (outer, inner) in _INSIDE

    def get(self, place: str) -> Place | None:
        return next((_place(Span(start=0, end=0, text=""), name) for name, row in GROUND.items() if row[0] == place), None)


def span(text: str, words: str, title: bool = False) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words, in_="title" if title else None)


def _at(s: Span) -> dict[str, Any]:
    return {"start": s.start, "end": s.end, "text": s.text, "in_": s.in_}


def _place(s: Span, name: str) -> Place:
    id_, kind, country, lat, lon, radius = GROUND[name]
    return Place(**_at(s), place=id_, name=name, kind=kind, country=country, lat=lat, lon=lon, radius_km=radius, geonameid=None)


def when(text: str, words: str, from_: str, until: str, grain: Any = "day", readings: tuple[Any, ...] = ()) -> Time:
    return Time(**_at(span(text, words)), type="DATE", value=from_, grain=grain, from_=from_, until=until, readings=readings)


def event(
    text: str,
    trigger: str,
    *,
    id: str = "e1",
    type: str = "CROSS",
    codebook: str = "movement",
    mode: str | None = None,
    what: str | None = None,
    time: Time | None = None,
    places: Sequence[tuple[str, str]] = (),
    actors: Sequence[tuple[str, str, str | None, str | None]] = (),
    quantities: Sequence[tuple[str, str, float, bool]] = (),
    said_by: str | None = None,
    denied: str | None = None,
    main: bool = False,
    standing: Any = None,
    **attributes: Any,
) -> Event:
    """Places are (words, role), words a name of ``GROUND``; actors (words, role, country, sector), by chain their words."""
    role_places = tuple(RolePlace(**msg(_place(span(text, words), words)), role=role) for words, role in places)  # type: ignore[arg-type]
    values: dict[str, Any] = {"polarity": "positive", "modality": "asserted", "genericity": "specific", "tense": "past", "cues": ()}
    if denied:
        values |= {"polarity": "negative", "cues": (Cue(**_at(span(text, denied)), attribute="polarity"),)}
    values |= attributes
    return Event(
        id=id,
        codebook=codebook,
        type=type,
        mode=mode,
        main=main,
        standing=standing or ("main" if main else "other"),
        trigger=span(text, trigger),
        what=span(text, what or trigger),
        time=time,
        times=(time,) if time else (),
        places=role_places,
        place=role_places[0] if role_places else None,
        actors=tuple(RoleActor(**_at(span(text, w)), role=r, country=c, sector=s, chain=w) for w, r, c, s in actors),
        quantities=tuple(Quantity(**_at(span(text, w)), kind=k, value=v, approximate=a) for w, k, v, a in quantities),
        attributions=(Attribution(source=span(text, said_by)),) if said_by else (),
        confidence=0.9,
        **values,
    )


def msg(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in place.__struct_fields__}


def report(id: str, text: str, published: str | None = None, source: str | None = None, **more: Any) -> Report:
    return Report(id=id, text=text, published=published, source=source, **more)


def marked(r: Report, *events: Event, claims: tuple[Claim, ...] = (), quotes: tuple[Quote, ...] = ()) -> Marked:
    names = {a.chain: a for e in events for a in e.actors if a.chain}
    actors = tuple(Actor(id=c, name=c, country=a.country, sector=a.sector, mentions=()) for c, a in names.items())
    return Marked(
        id=r.id,
        title=r.title,
        language="en",
        published=r.published,
        published_by="given" if r.published else None,
        source=r.source,
        times=(),
        places=(),
        actors=actors,
        events=tuple(events),
        claims=claims,
        repeats=(),
        quotes=quotes,
    )


def mention(report_id: str, published: str | None, told: Event) -> Mention:
    actors = tuple(
        Actor(id=a.chain or "", name=a.chain or "", country=a.country, sector=a.sector, mentions=()) for a in told.actors
    )
    return Mention(mention_key(report_id, "", told), report_id, published, Kept(event=told, actors=actors))
