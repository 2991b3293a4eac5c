"""How quickly the web app answers over many events: generated ones, each with the report that tells it.

    python -m benchmarks.web [--events 100000] [--browser]

The reports are those of ``merge_scale``, spread over the years; what is timed is looking, so that each telling is entered as an
event of its own and nothing is compared.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks import merge_scale
from precedent.knowledge.gazetteer import Gazetteer
from precedent.ledger import Store
from precedent.ledger import schema as s
from precedent.ledger.mentions import load
from precedent.ledger.placing import _write, reporters
from precedent.merge.entry import entry

PER_REPORT = merge_scale.NEWS + merge_scale.HISTORY + merge_scale.ALWAYS + merge_scale.GENERAL
A_DAY, BATCH = 4, 2000


def generate(path: Path, events: int) -> None:
    """A ledger of so many events, one a telling."""
    merge_scale.A_DAY = A_DAY
    gazetteer = Gazetteer.open()
    with Store.open(path, places=gazetteer) as store:
        for _ in store.add_all(merge_scale.World(gazetteer).reports(events // PER_REPORT)):
            pass
        with store.writing() as connection:
            connection.execute(s.reports.update().values(stage=s.SETTLED, root=s.reports.c.base, root_publisher=s.reports.c.publisher))
            m = s.mentions.c
            seqs = list(connection.scalars(s.mentions.select().with_only_columns(m.seq).order_by(m.seq)))
            for start in range(0, len(seqs), BATCH):
                part = seqs[start : start + BATCH]
                tellers = reporters(connection, part)
                rows, placed = [], []
                for seq, mention in load(connection, part).items():
                    id_ = f"E-{mention.key[:12]}"
                    rows.append(entry(id_, [mention], tellers, None, gazetteer))
                    placed.append((id_, s.PLACED, seq))
                _write(connection, rows)
                connection.exec_driver_sql("UPDATE mentions SET event = ?, stage = ? WHERE seq = ?", placed)
                connection.exec_driver_sql(
                    "INSERT INTO issued (id, key) SELECT event, key FROM mentions WHERE seq BETWEEN ? AND ?", (part[0], part[-1])
                )
