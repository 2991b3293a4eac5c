"""The ledger's tables. ``SCHEMA`` is their version; a ledger of a newer one is refused, an older one is brought up.

What is told (reports, mentions) is kept as it came; everything else is worked out from it, and could be worked out
again: links between mentions, events, copies and stories. ``stage`` says how far that has got, so that a run which was
killed is taken up where it stopped.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    event,
    text,
)

SCHEMA = 5
# The rules of merging: to be raised when they change, so that older ledgers are merged anew and equal new ones.
RULES = 5
DIGITS = 8  # hexadecimal digits of an id: enough that keys of a million mentions seldom begin alike

metadata = MetaData()

meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

# Stages of a report: just added; compared with others; its copies and story are known.
ADDED, COMPARED, SETTLED = 0, 1, 2

# The day from which a report is known: its publication, of an undated one the day it was read.
KNOWN = "substr(coalesce(published, read_at), 1, 10)"

reports = Table(
    "reports",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),  # of this version: the id given, or ID@HASH
    Column("base", String, nullable=False),  # the id given, the same for all versions
    Column("content", String, nullable=False),  # hash of title and text
    Column("current", Boolean, nullable=False),
    Column("revises", String),
    Column("title", String),
    Column("text", String, nullable=False),
    Column("source", String),  # as given, else the URL's registered domain
    Column("publisher", String, nullable=False),  # by what sources are told apart; "" where unknown
    Column("author", String),
    Column("published", String),
    Column("url", String),
    Column("thread", String),
    Column("number", Integer),
    Column("language", String),
    Column("words", Integer, nullable=False),
    Column("report", LargeBinary, nullable=False),  # the rest of the record as it came
    Column("marked", LargeBinary, nullable=False),  # its marks, less the events
    Column("read_at", String, nullable=False),  # UTC; history, not output
    Column("stage", Integer, nullable=False),
    Column("print", String),  # hash of its words, for exact copies; null where there are too few
    Column("terms", LargeBinary),  # what its matter is compared by
    Column("root", String),  # base id of the report it copies, its own where it copies none
    Column("root_publisher", String),
    Column("story_key", String, nullable=False),  # what a story's id is made of where this report is its earliest
    Column("story_short", String, nullable=False, index=True),  # the first digits of that key
    Column("story", String),
    Column("leading", LargeBinary),  # the heaviest of its terms
    Column("stretch", Integer),  # the stretch of days in which it meets others, once it was compared
    UniqueConstraint("base", "content"),
    Index("reports_known", text(KNOWN)),
)
# All that coverage asks of a report, so that it is counted without reading texts.
Index(
    "reports_held",
    *(reports.c.published, reports.c.publisher, reports.c.current, reports.c.base, reports.c.root, reports.c.read_at),
)
Index("reports_unsettled", reports.c.stage, sqlite_where=reports.c.stage < SETTLED)
Index("reports_print", reports.c.print)
Index("reports_story", reports.c.story)
Index("reports_stretch", reports.c.stretch)

# Stages of a mention: not compared yet; its event is to be worked out (again); its event is known.
NEW, DIRTY, PLACED = 0, 1, 2

mentions = Table(
    "mentions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("short", String, nullable=False, index=True),  # the first digits of the key: what most ids are made of
    Column("report", ForeignKey("reports.seq"), nullable=False),
    Column("number", Integer, nullable=False),  # its place among the report's events
    Column("live", Boolean, nullable=False),  # of a current version, as it is read today
    Column("stage", Integer, nullable=False),
    Column("main", Boolean, nullable=False),
    Column("event", String),
    Column("kept", LargeBinary, nullable=False),
    Column("features", LargeBinary),  # what it is compared by, once it has been
)
Index("mentions_report", mentions.c.report, mentions.c.number)
Index("mentions_event", mentions.c.event)
Index("mentions_unplaced", mentions.c.stage, sqlite_where=mentions.c.stage < PLACED)


def _pairs(name: str, target: str) -> Table:
    """Links between two rows, kept in both directions so that a neighbourhood is one look-up."""
    return Table(
        name,
        metadata,
        Column("a", ForeignKey(f"{target}.seq"), primary_key=True),
        Column("b", ForeignKey(f"{target}.seq"), primary_key=True),
        Column("score", Float, nullable=False),
        sqlite_with_rowid=False,
    )


def _keys(name: str, target: str) -> Table:
    """Blocks: 64-bit keys under which rows are kept to be found by those they may match."""
    return Table(
        name,
        metadata,
        Column("key", Integer, primary_key=True),
        Column("member", ForeignKey(f"{target}.seq"), primary_key=True, index=True),
        sqlite_with_rowid=False,
    )


mention_blocks, mention_links = _keys("mention_blocks", "mentions"), _pairs("mention_links", "mentions")
copy_blocks, copy_links = _keys("copy_blocks", "reports"), _pairs("copy_links", "reports")
story_links = _pairs("story_links", "reports")

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("polarity", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("genericity", String, nullable=False),
    Column("from", String, key="from_"),
    Column("until", String),
    Column("story", String),
    Column("row", LargeBinary, nullable=False),
    Column("words", String, nullable=False),  # stems of the words that tell of it
)
Index("events_order", events.c.from_, events.c.id)
Index("events_story", events.c.story)

event_types = Table(
    "event_types",
    metadata,
    Column("type", String, primary_key=True),
    Column("codebook", String, primary_key=True),
    Column("event", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Places as queries ask for them, each once; events by place and role ("location" also where the row's one place is).
spots = Table(
    "spots",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("spot", String, nullable=False, unique=True),  # JSON
)
event_spots = Table(
    "event_spots",
    metadata,
    Column("spot", ForeignKey("spots.seq"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("event", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# What the explorer counts by: one narrow row an event, so that 100,000 are counted without reading their rows. Sets of types
# and of participants stand apart, each once, for there are few of them (JSON; see ``facets.py``).
kinds = Table("kinds", metadata, Column("seq", Integer, primary_key=True), Column("kind", String, nullable=False, unique=True))
casts = Table("casts", metadata, Column("seq", Integer, primary_key=True), Column("parts", String, nullable=False, unique=True))
facets = Table(
    "facets",
    metadata,
    Column("seq", ForeignKey("events.seq", ondelete="CASCADE"), primary_key=True),
    Column("event", String, nullable=False),  # its id, by which those that are otherwise alike are put in order
    Column("kind", ForeignKey("kinds.seq"), nullable=False),
    Column("parts", ForeignKey("casts.seq"), nullable=False),
    Column("spot", ForeignKey("spots.seq")),  # where it happened: the row's one place
    Column("polarity", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("genericity", String, nullable=False),
    Column("standing", Integer, nullable=False),  # the standings that reports give it: 1 main, 2 other, 4 background, added up
    Column("sources", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),  # contradictions
    Column("claims", Integer, nullable=False),  # that reports make about it
    Column("first", Integer),  # first and last day, proleptic ordinals; null where undated
    Column("last", Integer),
    Column("rank", Float, nullable=False),  # doubt times weight: the order of review
)
# All that is counted by, in its order, so that counting is walking along an index.
ATTRIBUTES = ("polarity", "modality", "genericity", "standing", "sources", "disputed")
Index("facets_attributes", *(facets.c[name] for name in ATTRIBUTES))
Index("facets_kind", facets.c.kind)
Index("facets_parts", facets.c.parts)
Index("facets_spot", facets.c.spot)
Index("facets_days", facets.c.first, facets.c.last)
Index("facets_claims", facets.c.kind, sqlite_where=facets.c.claims > 0)
Index("facets_rank", facets.c.rank, facets.c.event)

# Every event id that was ever given out, and the mention it was made from.
issued = Table("issued", metadata, Column("id", String, primary_key=True), Column("key", String, nullable=False))

# What people judged, never changed and never deleted; ``judged`` finds it by the keys of the mentions it names.
judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("undoes", ForeignKey("judgements.number")),
    Column("said", LargeBinary, nullable=False),  # the record, JSON
)
Index("judgements_undone", judgements.c.undoes)
judged = Table(
    "judged",
    metadata,
    Column("key", String, primary_key=True),
    Column("number", ForeignKey("judgements.number"), primary_key=True),
    sqlite_with_rowid=False,
)

# Full-text search (FTS5) over words that stand in the tables above, kept up by triggers. Case and accents are folded.
_WORDS = """CREATE VIRTUAL TABLE {name} USING fts5(
    {columns}, content='{of}', content_rowid='seq', tokenize='unicode61 remove_diacritics 2'
)"""
_ENTERED = "CREATE TRIGGER {name}_in AFTER INSERT ON {of} BEGIN INSERT INTO {name}(rowid, {columns}) VALUES (new.seq, {new}); END"
_LEFT = """CREATE TRIGGER {name}_out AFTER DELETE ON {of} BEGIN
    INSERT INTO {name}({name}, rowid, {columns}) VALUES ('delete', old.seq, {old});
END"""
_APPEND_ONLY = """CREATE TRIGGER judgements_{what} BEFORE {what} ON judgements BEGIN
    SELECT RAISE(ABORT, 'judgements are only added to');
END"""


def _searched(name: str, of: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    new, old = (", ".join(f"{side}.{column}" for column in columns) for side in ("new", "old"))
    said = {"name": name, "of": of, "columns": ", ".join(columns), "new": new, "old": old}
    return tuple(form.format(**said) for form in (_WORDS, _ENTERED, _LEFT))


SEARCH = (*_searched("report_words", "reports", ("title", "text")), *_searched("event_words", "events", ("words",)))
GUARDS = tuple(_APPEND_ONLY.format(what=what) for what in ("update", "delete"))
for _statement in (*SEARCH, *GUARDS):
    event.listen(metadata, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
