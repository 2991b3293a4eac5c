"""Schema 2: full-text search over reports and events, and judgements.

Written against the tables as they were and became, never against today's ``schema.py``.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = None

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


def upgrade() -> None:
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("judgements.number")),
        sa.Column("said", sa.LargeBinary, nullable=False),
    )
    op.create_index("judgements_undone", "judgements", ["undoes"])
    op.create_table(
        "judged",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, sa.ForeignKey("judgements.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    for what in ("update", "delete"):
        op.execute(_APPEND_ONLY.format(what=what))
    _events()
    _search("report_words", "reports", ("title", "text"))
    _search("event_words", "events", ("words",))


def _events() -> None:
    """Events get a number, which full-text search needs, and the words they are found by."""
    from precedent.ledger.rows import decode
    from precedent.ledger.select import words_of

    op.execute("ALTER TABLE event_types RENAME TO old_event_types")
    op.execute("ALTER TABLE events RENAME TO old_events")
    for index in ("events_order", "events_story", "ix_event_types_event"):
        op.execute(f"DROP INDEX IF EXISTS {index}")
    events = op.create_table(
        "events",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("polarity", sa.String, nullable=False),
        sa.Column("modality", sa.String, nullable=False),
        sa.Column("genericity", sa.String, nullable=False),
        sa.Column("from", sa.String),
        sa.Column("until", sa.String),
        sa.Column("story", sa.String),
        sa.Column("row", sa.LargeBinary, nullable=False),
        sa.Column("words", sa.String, nullable=False),
    )
    op.create_index("events_order", "events", ["from", "id"])
    op.create_index("events_story", "events", ["story"])
    connection = op.get_bind()
    for row in connection.execute(sa.text("SELECT * FROM old_events ORDER BY id")).mappings().all():
        connection.execute(sa.insert(events), {**row, "words": " ".join(sorted(words_of(decode(row["row"]))))})
    op.create_table(
        "event_types",
        sa.Column("type", sa.String, primary_key=True),
        sa.Column("codebook", sa.String, primary_key=True),
        sa.Column("event", sa.String, sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO event_types SELECT type, codebook, event FROM old_event_types")
    op.execute("DROP TABLE old_event_types")
    op.execute("DROP TABLE old_events")


def _search(name: str, of: str, columns: tuple[str, ...]) -> None:
    new, old = (", ".join(f"{side}.{column}" for column in columns) for side in ("new", "old"))
    for form in (_WORDS, _ENTERED, _LEFT):
        op.execute(form.format(name=name, of=of, columns=", ".join(columns), new=new, old=old))
    op.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")
