"""Schema 5: reports meet others of their stretch of days by an index in memory; the table of their blocking keys goes.

Written against the tables as they were and became, never against today's ``schema.py``.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    op.add_column("reports", sa.Column("leading", sa.LargeBinary))  # these come with the next merging, which is by newer rules
    op.add_column("reports", sa.Column("stretch", sa.Integer))
    op.create_index("reports_stretch", "reports", ["stretch"])
    op.drop_table("story_blocks")
