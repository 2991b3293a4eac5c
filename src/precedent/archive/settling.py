"""Settling: of one id the last revision counts, whether it is held or comes now; the same cells again are nothing new."""

from __future__ import annotations

from precedent.archive.engine import literal
from precedent.archive.work import Work


def settle(work: Work) -> None:
    """``dropped``: lines that are not kept. ``replaced``: ids whose rows in the archive give way."""
    work.progress("settling", 0, 1)
    work.db.execute("CREATE OR REPLACE TEMP TABLE dropped (line BIGINT PRIMARY KEY, why VARCHAR)")
    work.db.execute("CREATE OR REPLACE TEMP TABLE replaced (id VARCHAR)")
    work.db.execute(
        "CREATE OR REPLACE TEMP TABLE twice AS SELECT id, line, digest, stamp FROM staged WHERE id IN "
        "(SELECT id FROM staged GROUP BY id HAVING count(*) > 1)"
    )
    # Of one id in one file the last revision counts; the same cells again are only repeated.
    work.db.execute(
        "INSERT INTO dropped SELECT line, CASE WHEN digest = kept THEN 'repeated' ELSE 'outdated' END FROM "
        "(SELECT line, digest, row_number() OVER w AS place, first_value(digest) OVER w AS kept FROM twice "
        "WINDOW w AS (PARTITION BY id ORDER BY coalesce(stamp, '') DESC, line DESC)) WHERE place > 1"
    )
    before = [str(work.folder / p.rows) for p in work.manifest.parts if p.dataset == work.dataset]
    if before:
        work.db.execute(
            "CREATE OR REPLACE TEMP TABLE again AS SELECT s.line, s.id, s.digest = o.digest AS same, "
            "coalesce(s.stamp, '') >= coalesce(o.stamp, '') AS later "
            f"FROM staged s JOIN read_parquet({literal(before)}) o USING (id) ANTI JOIN dropped USING (line)"
        )
        work.db.execute(
            "INSERT INTO dropped SELECT line, CASE WHEN same THEN 'unchanged' ELSE 'outdated' END FROM again "
            "WHERE same OR NOT later"
        )
        work.db.execute("INSERT INTO replaced SELECT id FROM again WHERE later AND NOT same")
    for why, count in work.db.execute("SELECT why, count(*) FROM dropped GROUP BY why").fetchall():
        work.counts[why] = count
    work.counts["revised"] = work.count("SELECT count(*) FROM replaced")
    work.counts["new"] = work.counts["staged"] - work.count("SELECT count(*) FROM dropped") - work.counts["revised"]
