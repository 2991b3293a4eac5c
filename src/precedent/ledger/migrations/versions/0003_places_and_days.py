"""Schema 3: the places of events, the day a report is known from, and what coverage counts, all indexed.

Written against the tables as they were and became, never against today's ``schema.py``.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"

_HELD = ["published", "publisher", "current", "base", "root", "read_at"]
_SPOT = ("place", "name", "kind", "country", "lat", "lon", "radius_km")


def upgrade() -> None:
    op.execute("CREATE INDEX reports_known ON reports (substr(coalesce(published, read_at), 1, 10))")
    op.create_index("reports_held", "reports", _HELD)
    op.create_table(
        "spots",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("spot", sa.String, nullable=False, unique=True),
    )
    op.create_table(
        "event_spots",
        sa.Column("spot", sa.Integer, sa.ForeignKey("spots.seq"), primary_key=True),
        sa.Column("role", sa.String, primary_key=True),
        sa.Column("event", sa.String, sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    for id_, row in connection.execute(sa.text("SELECT id, row FROM events ORDER BY id")).all():
        _enter(connection, id_, json.loads(row))


def _enter(connection: sa.Connection, event: str, row: dict[str, object]) -> None:
    places = [{**p, "role": p.get("role", "location")} for p in (row["place"], *row["places"]) if p]  # type: ignore[misc]
    for place in places:
        said = [place[name] for name in _SPOT]
        said[1] = said[1].casefold()
        spot = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        connection.execute(sa.text("INSERT OR IGNORE INTO spots (spot) VALUES (:spot)"), {"spot": spot})
        connection.execute(
            sa.text(
                "INSERT OR IGNORE INTO event_spots (spot, role, event) SELECT seq, :role, :event FROM spots WHERE spot = :spot"
            ),
            {"spot": spot, "role": place["role"], "event": event},
        )
