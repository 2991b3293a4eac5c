"""The records that travel between rooms and out of the program.

Every record is a frozen ``msgspec`` struct: typed, hashable, quick to encode, and the one source of the published
JSON Schema (``precedent mark --schema``). A field without a default is always written out, null where unknown; a field
with a default is left out while it holds it. Names that Python reserves carry an underscore here and none in JSON.

Spans count Unicode code points, half-open. Inside the rooms from ``clean`` to ``events`` they count into the repaired
view of a report; ``pipeline`` moves them once, with :func:`relocate`, to the text as it was given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

import msgspec

from precedent.base import Record
from precedent.query import Query

Part = Literal["title", "text"]
Grain = Literal[
    "second", "minute", "hour", "part", "day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century"
]
Basis = Literal["published", "dateline", "text", "event"]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "planned", "possible", "requested", "hypothetical", "believed"]
Genericity = Literal["specific", "habitual", "total"]
Tense = Literal["past", "present", "future"]
Standing = Literal["main", "other", "background"]
PlaceRole = Literal["location", "origin", "destination", "via"]
PublishedBy = Literal["given", "metadata", "url", "text"]
CARRIED = "carried"  # ``how`` of what is taken over from elsewhere in the report, as a reader would: a place, an actor's country


class Report(Record, frozen=True, kw_only=True):
    """One published text, as it was given (``text`` and ``title`` are never changed).

    ``published`` is an ISO 8601 date, or a datetime with its offset. ``extracted`` is true where ``text`` was taken out
    of something else (HTML, a forum page) and so has to be returned with what is said about it. ``from_feed`` is true where
    it is what a feed says of a page: it never takes the place of what the page itself says, whenever that was read.
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    published_by: PublishedBy | None = None
    url: str | None = None
    thread: str | None = None
    number: int | None = None
    rank: str | None = None
    extracted: bool = False
    from_feed: bool = False
    quotes: tuple[Quote, ...] = ()
    losses: tuple[str, ...] = ()
    extra: dict[str, Any] = {}


class Refusal(Record, frozen=True, kw_only=True):
    """Something that could not be read: which, why, and what to do about it, in one line each."""

    source: str
    reason: str
    advice: str | None = None
    line: int | None = None
    kind: Literal["refused", "empty", "not-english", "unchanged"] = "refused"


class Span(Record, frozen=True, kw_only=True):
    """Words of a report: ``text`` is what stands at ``start:end`` of the report's text, or of its title."""

    start: int
    end: int
    text: str
    in_: Literal["title"] | None = None


class Reading(Record, frozen=True, kw_only=True):
    """One way to put a time on the calendar: TIMEX3 value and half-open bounds (ISO dates or datetimes)."""

    value: str
    from_: str | None = None
    until: str | None = None


class Time(Span, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 type and value (ISO-TimeML), bounds where it lies on the calendar."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    grain: Grain | None = None
    basis: Basis | None = None
    from_: str | None = None
    until: str | None = None
    readings: tuple[Reading, ...] = ()


class Candidate(Record, frozen=True, kw_only=True):
    place: str
    p: float
    name: str | None = None


class Place(Span, frozen=True, kw_only=True):
    """A proper name of a place, resolved or not (``place`` null). Degrees WGS 84, ``radius_km`` of its extent."""

    place: str | None
    name: str
    kind: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    geonameid: int | None = None
    as_actor: bool = False
    how: str | None = None
    candidates: tuple[Candidate, ...] = ()


class RolePlace(Place, frozen=True, kw_only=True):
    role: PlaceRole


class Actor(Record, frozen=True, kw_only=True):
    """One actor of a report: every mention of it, with country and sector codes (design, section 4).

    ``members`` of several ("the two") are the ids of other actors of the report, of a group of states ("the Quad") alpha-3 codes.
    """

    id: str
    name: str
    country: str | None
    sector: str | None
    mentions: tuple[Span, ...]
    members: tuple[str, ...] = ()


class RoleActor(Span, frozen=True, kw_only=True):
    """An actor in its role. The span is the noun phrase without relative clauses; ``chain`` names the actor.

    ``how`` is ``carried`` where no words say the country: it is that in which the report is set.
    """

    role: str
    chain: str | None = None
    country: str | None
    sector: str | None
    how: str | None = None


class Quantity(Span, frozen=True, kw_only=True):
    """How many, of what kind ("killed", "wounded", "taking part" …), with bounds where the words give a range.

    Tolls are revised, so each keeps who gave it and when (``attribution``, ``time``), and, where its words say so, whether it is an
    earlier or a later count than the others of its report (``revision``).
    """

    kind: str
    role: str | None = None
    value: float | int | None
    approximate: bool
    low: float | int | None = None
    high: float | int | None = None
    attribution: Attribution | None = None
    time: Time | None = None
    revision: Literal["earlier", "later"] | None = None


class Cue(Span, frozen=True, kw_only=True):
    """The words that gave an attribute its value where it is not the default."""

    attribute: str


class Attribution(Record, frozen=True, kw_only=True):
    """Who says so (PolNeAR's terms): source (null for "reportedly"), cue and, where it can be bounded, the content.

    ``denies``: that it did not happen, against others who say that it did.
    """

    source: Span | None
    cue: Span | None = None
    content: Span | None = None
    chain: str | None = None
    denies: bool = False


class Also(Record, frozen=True, kw_only=True):
    """Another reading of an event's type."""

    codebook: str
    type: str
    mode: str | None = None


class Told(Record, frozen=True, kw_only=True):
    """One place where a report tells of an event: the trigger and the bounds of its sentence."""

    trigger: Span
    sentence: tuple[int, int] | None = None


class Event(Record, frozen=True, kw_only=True):
    """One occurrence that a report tells of, with every place where it is told."""

    id: str
    codebook: str
    type: str
    mode: str | None
    also: tuple[Also, ...] = ()
    main: bool
    standing: Standing
    trigger: Span
    what: Span
    sentence: tuple[int, int] | None = None
    mentions: tuple[Told, ...] = ()
    actors: tuple[RoleActor, ...] = ()
    time: Time | None = None
    times: tuple[Time, ...] = ()
    places: tuple[RolePlace, ...] = ()
    place: Place | None = None
    quantities: tuple[Quantity, ...] = ()
    polarity: Polarity
    modality: Modality
    genericity: Genericity
    tense: Tense | None
    cues: tuple[Cue, ...]
    attributions: tuple[Attribution, ...] = ()
    confidence: float


class Since(Record, frozen=True, kw_only=True):
    """A bound that a claim names, on the calendar."""

    value: str | None
    from_: str | None = None
    until: str | None = None


class Claim(Span, frozen=True, kw_only=True):
    """A sentence's comparison of an event with others, read into a query; readings of ``since`` likelier first.

    ``op`` says how ``number`` is meant where it is not exact ("at least 12"). ``than`` is the event that another is said to
    have come before or after. ``unread`` are times and places that the claim names and its reading leaves out.
    """

    id: str
    kind: str
    event: str | None
    since: tuple[Since, ...] = ()
    number: int | None = None
    op: Literal["<", "<=", ">", ">="] | None = None
    query: Query
    than: Query | None = None
    unread: tuple[str, ...] = ()


class Repeat(Span, frozen=True, kw_only=True):
    """Words that stand a second time, and where they stood first."""

    of: tuple[int, int]


class Quote(Span, frozen=True, kw_only=True):
    """Words quoted from an earlier post, and who wrote them where the page says."""

    author: str | None = None
    post: str | None = None


class Marked(Record, frozen=True, kw_only=True):
    """What ``precedent mark`` says of one report. ``text`` comes back where the program extracted it.

    ``codebooks`` names what it was read for, where that is not just what ships: shipped ones by name, others as ``NAME@HASH``.
    """

    id: str
    title: str | None
    language: str | None
    published: str | None
    published_by: PublishedBy | None
    source: str | None
    author: str | None = None
    url: str | None = None
    thread: str | None = None
    number: int | None = None
    rank: str | None = None
    text: str | None = None
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    repeats: tuple[Repeat, ...]
    quotes: tuple[Quote, ...]
    losses: tuple[str, ...] = ()
    codebooks: tuple[str, ...] = ()
    extra: dict[str, Any] = {}


R = TypeVar("R")


def relocate(value: R, move: Callable[[Span], tuple[int, int, str]], bounds: Callable[[int, int], tuple[int, int]]) -> R:
    """Rebuild *value* with every span moved.

    *move* gives start, end and text for a span; *bounds* moves a bare pair of offsets into the text (``sentence``, ``of``).
    """
    if isinstance(value, Record):
        changed: dict[str, Any] = {}
        for name in value.__struct_fields__:
            old = getattr(value, name)
            if name in ("sentence", "of") and old is not None:
                changed[name] = bounds(*old)
            elif isinstance(old, (Record, tuple)):
                changed[name] = relocate(old, move, bounds)
        if isinstance(value, Span):
            changed["start"], changed["end"], changed["text"] = move(value)
        return msgspec.structs.replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        return tuple(relocate(v, move, bounds) for v in value)  # type: ignore[return-value]
    return value


_encoder = msgspec.json.Encoder()


def to_json(record: Record) -> str:
    """One line of JSON, keys in the contract's order."""
    return _encoder.encode(record).decode("utf-8")
