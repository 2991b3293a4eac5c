"""Schema 4: what a mention is compared by is kept beside it. It comes with the next merging.

Written against the tables as they were and became, never against today's ``schema.py``.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"


def upgrade() -> None:
    op.add_column("mentions", sa.Column("features", sa.LargeBinary))
