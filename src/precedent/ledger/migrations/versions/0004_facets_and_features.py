"""Schema 4: what the explorer counts by, one narrow row an event; what a mention is compared by, kept beside it.

Written against the tables as they were and became, never against today's ``schema.py``.
"""

from __future__ import annotations

import json
from datetime import date
from math import log2
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"

_SPOT = ("place", "name", "kind", "country", "lat", "lon", "radius_km")
_STANDINGS = {"main": 1, "other": 2, "background": 4}


def upgrade() -> None:
    op.add_column("mentions", sa.Column("features", sa.LargeBinary))  # it comes with the next merging
    for table, column in (("kinds", "kind"), ("casts", "parts")):
        op.create_table(
            table,
            sa.Column("seq", sa.Integer, primary_key=True),
            sa.Column(column, sa.String, nullable=False, unique=True),
        )
    op.create_table(
        "facets",
        sa.Column("seq", sa.Integer, sa.ForeignKey("events.seq", ondelete="CASCADE"), primary_key=True),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("kind", sa.Integer, sa.ForeignKey("kinds.seq"), nullable=False),
        sa.Column("parts", sa.Integer, sa.ForeignKey("casts.seq"), nullable=False),
        sa.Column("spot", sa.Integer, sa.ForeignKey("spots.seq")),
        *(sa.Column(name, sa.String, nullable=False) for name in ("polarity", "modality", "genericity")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("standing", "sources", "disputed", "claims")),
        sa.Column("first", sa.Integer),
        sa.Column("last", sa.Integer),
        sa.Column("rank", sa.Float, nullable=False),
    )
    connection = op.get_bind()
    for seq, row in connection.execute(sa.text("SELECT seq, row FROM events ORDER BY id")).all():
        _enter(connection, seq, json.loads(row))
    op.create_index("facets_attributes", "facets", ["polarity", "modality", "genericity", "standing", "sources", "disputed"])
    for name in ("kind", "parts", "spot"):
        op.create_index(f"facets_{name}", "facets", [name])
    op.create_index("facets_days", "facets", ["first", "last"])
    op.create_index("facets_claims", "facets", ["kind"], sqlite_where=sa.text("claims > 0"))
    op.create_index("facets_rank", "facets", ["rank", "event"])


def _enter(connection: sa.Connection, seq: int, row: dict[str, Any]) -> None:
    kind = [[r["codebook"], r["type"], r["mode"]] for r in (row, *row["also"])]
    parts = {(a["role"], a["country"], a["sector"]) for a in row["actors"]}
    cast = sorted(parts, key=lambda part: tuple(x or "" for x in part))
    spot = None
    if row["place"]:
        said = [row["place"][name] for name in _SPOT]
        said[1] = said[1].casefold()
        spot = connection.scalar(sa.text("SELECT seq FROM spots WHERE spot = :said"), {"said": _json(said)})
    first, last = _days(row["from"], row["until"])
    standings = {told["standing"] for told in row["reports"]}
    doubt = 1 - row["confidence"] * 0.8 ** len(row["contradictions"])
    weight = 1 + ("main" in standings) + log2(max(1, row["sources"])) + len(row["claims"])
    values = {
        "seq": seq,
        "event": row["id"],
        "kind": _number(connection, "kinds", "kind", _json(kind)),
        "parts": _number(connection, "casts", "parts", _json(cast)),
        "spot": spot,
        **{name: row[name] for name in ("polarity", "modality", "genericity", "sources")},
        "standing": sum(_STANDINGS[s] for s in standings),
        "disputed": len(row["contradictions"]),
        "claims": len(row["claims"]),
        "first": first,
        "last": last,
        "rank": round(doubt * weight, 4),
    }
    names = ", ".join(values)
    connection.execute(sa.text(f"INSERT INTO facets ({names}) VALUES (:{', :'.join(values)})"), values)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _number(connection: sa.Connection, table: str, column: str, said: str) -> int | None:
    connection.execute(sa.text(f"INSERT OR IGNORE INTO {table} ({column}) VALUES (:said)"), {"said": said})
    seq: int | None = connection.scalar(sa.text(f"SELECT seq FROM {table} WHERE {column} = :said"), {"said": said})
    return seq


def _days(from_: str | None, until: str | None) -> tuple[int | None, int | None]:
    try:
        first = date.fromisoformat((from_ or "")[:10]).toordinal()
    except ValueError:
        return None, None
    try:
        end = date.fromisoformat((until or "")[:10]).toordinal()
    except ValueError:
        return first, first
    clock = until[11:19].strip("0:") if until and len(until) > 10 else ""
    return first, max(first, end if clock else end - 1)
