"""The ledger's rows: what ``precedent reports`` and ``precedent events`` put out, one record a kind of row.

Keys and their order are the contract's. Every value of an event carries citations: the words that say it, with the
report they stand in. A citation's ``text`` is what stands at ``start:end`` of that report's text, or of its title.
"""

from __future__ import annotations

from typing import Literal

from precedent.base import Record
from precedent.records import Also, Genericity, Grain, Modality, Place, Polarity, Standing


class Citation(Record, frozen=True, kw_only=True):
    """Words of a report: code points, half-open, in its text, or in its title with ``"in": "title"``."""

    report: str
    in_: Literal["title"] | None = None
    start: int
    end: int
    text: str


class CitedWords(Record, frozen=True, kw_only=True):
    """What happened, in the words of the report that says it best."""

    text: str
    citations: tuple[Citation, ...]


class CitedTime(Record, frozen=True, kw_only=True):
    """When it happened: half-open bounds, ISO dates or datetimes."""

    from_: str | None
    until: str | None
    grain: Grain | None
    citations: tuple[Citation, ...]


class CitedPlace(Record, frozen=True, kw_only=True):
    """Where it happened. Degrees WGS 84, ``radius_km`` of the place's extent; ``place`` null where not resolved."""

    place: str | None
    name: str
    kind: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    citations: tuple[Citation, ...]


class CitedRolePlace(Record, frozen=True, kw_only=True):
    """A place in its role: location, origin, destination or via."""

    role: str
    place: str | None
    name: str
    kind: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    citations: tuple[Citation, ...]


class CitedActor(Record, frozen=True, kw_only=True):
    """Who took part, in which role."""

    role: str
    name: str
    country: str | None
    sector: str | None
    citations: tuple[Citation, ...]


class CitedQuantity(Record, frozen=True, kw_only=True):
    """How many, of what kind; ``role`` says whom it counts."""

    kind: str
    role: str | None
    value: float | int | None
    approximate: bool
    citations: tuple[Citation, ...]


class CitedAttribution(Record, frozen=True, kw_only=True):
    """Who says so, and the word that shows it ("said")."""

    name: str
    country: str | None
    sector: str | None
    cue: str | None
    citations: tuple[Citation, ...]


class Telling(Record, frozen=True, kw_only=True):
    """A report that tells of the event, and whether as its news, beside it, or as history."""

    id: str
    standing: Standing


class ClaimRef(Record, frozen=True, kw_only=True):
    """A claim that a report makes about the event."""

    report: str
    claim: str


class ContradictoryValue(Record, frozen=True, kw_only=True):
    value: str | float | int | None
    citations: tuple[Citation, ...]


class Contradiction(Record, frozen=True, kw_only=True):
    """A field of which reports say different things, side by side, each with its words."""

    field: str
    values: tuple[ContradictoryValue, ...]


class EventRow(Record, frozen=True, kw_only=True):
    """One event of the ledger: what one or more mentions tell of, merged.

    ``sources`` counts publishers that tell of it, copies left out; ``copies`` the reports that are copies. ``judgements``
    is history, and given where one event is shown. ``dataset`` names the data set of an imported row, whose id begins with
    it; ``rows`` are imported rows that tell of the same event, given where one is shown.
    """

    id: str
    codebook: str
    type: str
    mode: str | None
    also: tuple[Also, ...]
    what: CitedWords
    time: CitedTime | None
    from_: str | None
    until: str | None
    place: CitedPlace | None
    places: tuple[CitedRolePlace, ...]
    actors: tuple[CitedActor, ...]
    quantities: tuple[CitedQuantity, ...]
    polarity: Polarity
    modality: Modality
    genericity: Genericity
    triggers: tuple[Citation, ...]
    attributions: tuple[CitedAttribution, ...]
    reports: tuple[Telling, ...]
    sources: int
    copies: int
    first_reported: str | None
    story: str | None
    claims: tuple[ClaimRef, ...]
    contradictions: tuple[Contradiction, ...]
    confidence: float
    judgements: tuple[Judgement, ...] = ()
    dataset: str | None = None
    rows: tuple[str, ...] = ()


class ReportRow(Record, frozen=True, kw_only=True):
    """One version of a report that the ledger holds. ``events`` are those it tells of, in the order it tells them."""

    id: str
    title: str | None
    source: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None
    words: int
    copy_of: str | None
    revises: str | None
    thread: str | None
    number: int | None
    story: str | None
    main_event: str | None
    events: tuple[str, ...]


class Added(Record, frozen=True, kw_only=True):
    """What became of a report that was handed to the ledger: ``id`` is the id it has there.

    ``new`` and ``version`` were kept; ``unchanged`` was there already; ``updated`` has the same words as one that is
    there, and its date or source took the place of what was known.
    """

    id: str
    kind: Literal["new", "unchanged", "version", "updated"]


class MergeSummary(Record, frozen=True, kw_only=True):
    """What a merging did: mentions looked at, and what the ledger holds after it (``merged``: mentions less events)."""

    mentions: int
    reports: int
    copies: int
    events: int
    merged: int
    stories: int


class Difference(Record, frozen=True, kw_only=True):
    """A field that keeps an event out of a query: what was wanted, and what the event has."""

    field: str
    wanted: str | float | int | None
    has: str | float | int | None


class Resolved(Record, frozen=True, kw_only=True):
    """What an id stands for today. ``current`` is false where only a superseded version of a report told of it."""

    kind: Literal["event", "story", "report"]
    id: str
    current: bool = True


class MonthCount(Record, frozen=True, kw_only=True):
    """Reports and distinct sources of one month ("2025-10"; null: undated) that a coverage question looks at."""

    month: str | None
    reports: int
    sources: int


Coder = Literal["people", "machine", "precedent"]


class RowsHeld(Record, frozen=True, kw_only=True):
    """Imported rows of one data set that a coverage question looks at; ``first`` and ``last`` are months in which they came out."""

    dataset: str
    rows: int
    coded: Coder
    weakness: str | None
    first: str
    last: str


class Held(Record, frozen=True, kw_only=True):
    """Reports and distinct sources over the whole span of a coverage question, and by month of publication.

    ``rows`` are those of imported data sets: they are no reports, and are counted for themselves.
    """

    reports: int
    sources: int
    months: tuple[MonthCount, ...]
    rows: tuple[RowsHeld, ...] = ()


class Brought(Record, frozen=True, kw_only=True):
    """What one source has brought: reports, how many of them are copies, the events they tell of, and when it last did.

    ``source`` is null for all reports of no known source. ``last`` is when the latest was published, ``read`` when one was
    last read (UTC).
    """

    source: str | None
    reports: int
    copies: int
    events: int
    last: str | None
    read: str


JudgementKind = Literal["same", "different", "type", "value", "not-event", "accept", "undo"]


class Judgement(Record, frozen=True, kw_only=True):
    """What a person judged of the ledger's reading; kept as it was said, and undone only by a later one.

    ``events`` are the ids as they were given; ``mentions`` the keys of what told of the first of them then, ``others`` of
    the second. For ``type`` and ``value``: the field, the value that is wrong, and what is right (null: struck, because
    the words do not say it). ``words`` are those that say what is right, where a person showed them: ``cited_by`` are the
    keys of what their report told, ``place`` the place they name. ``accept`` says that the event is read rightly.
    ``at`` is UTC. ``undone_by`` is the number of the judgement that undid it.
    """

    number: int
    kind: JudgementKind
    events: tuple[str, ...] = ()
    field: str | None = None
    wrong: str | float | int | None = None
    right: str | float | int | None = None
    by: str
    at: str
    note: str | None = None
    undoes: int | None = None
    undone_by: int | None = None
    mentions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    words: Citation | None = None
    cited_by: tuple[str, ...] = ()
    place: Place | None = None


class Complaint(Record, frozen=True, kw_only=True):
    """Something that ``doctor`` found wrong: where, what, and what to do about it."""

    where: str
    wrong: str
    advice: str


class Diagnosis(Record, frozen=True, kw_only=True):
    """What ``doctor`` looked at and found. A sound ledger has no complaints.

    ``rows`` are imported ones; ``left_over`` counts files of a stopped import, which the next import clears away.
    """

    reports: int
    mentions: int
    events: int
    citations: int
    waiting: int
    complaints: tuple[Complaint, ...] = ()
    rows: int = 0
    left_over: int = 0
