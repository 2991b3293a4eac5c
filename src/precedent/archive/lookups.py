"""What is looked up once for many rows: types of codes, places, and countries and sectors of participants."""

from __future__ import annotations

from precedent.archive import places
from precedent.archive.codes import kind_of, party_of
from precedent.archive.formats import Format
from precedent.archive.work import Work, listed
from precedent.knowledge.gazetteer import Gazetteer


def look_up(work: Work, format_: Format, gazetteer: Gazetteer) -> None:
    """The tables ``kinds``, ``spots`` and ``parties`` of what is staged."""
    work.progress("looking up places and actors", 0, 1)
    _types(work, format_)
    _places(work, format_.countries, gazetteer)
    _parties(work, format_.parties)


def _types(work: Work, format_: Format) -> None:
    values = format_.values
    codes = [code for (code,) in work.db.execute("SELECT DISTINCT code FROM staged ORDER BY code").fetchall()]
    kinds = [kind_of(format_.types, values.get(code.casefold(), code)) for code in codes]
    work.table("kinds", {"code": codes, "codebook": [k.codebook for k in kinds], "type": [k.type for k in kinds],
                          "mode": [k.mode for k in kinds]})  # fmt: skip
    theirs = [code for code, kind in zip(codes, kinds, strict=True) if kind.codebook == format_.types]
    work.counts["untyped"] = work.count(
        f"SELECT count(*) FROM staged ANTI JOIN dropped USING (line) WHERE code IN {listed(theirs)}"
    )


def _places(work: Work, countries: str, gazetteer: Gazetteer) -> None:
    said = [
        places.Said(*row)
        for row in work.db.execute(
            "SELECT DISTINCT place_name, place_areas, place_country, place_level, place_id, lat, lon FROM staged ORDER BY ALL"
        ).fetchall()
    ]
    found = [places.locate(s, countries, gazetteer) for s in said]
    work.table(
        "places",
        {
            **{f"said_{name}": [getattr(s, name) for s in said] for name in places.Said._fields},
            **{name: [getattr(f, name) for f in found] for name in places.Found._fields},
        },
    )
    work.db.execute(
        "CREATE OR REPLACE TEMP TABLE spots AS SELECT *, CAST(md5_number_lower(concat_ws(chr(31), coalesce(place, ''), "
        "coalesce(name, ''), coalesce(kind, ''), coalesce(country, ''), coalesce(lat, 0), coalesce(lon, 0), "
        "coalesce(radius_km, 0))) >> 1 AS BIGINT) AS spot FROM places"
    )


def _parties(work: Work, scheme: str) -> None:
    said = work.db.execute(
        "SELECT DISTINCT actor, actor_country, actor_sectors FROM staged UNION "
        "SELECT DISTINCT recipient, recipient_country, recipient_sectors FROM staged ORDER BY ALL"
    ).fetchall()
    found = [party_of(scheme, *row) for row in said]
    work.table(
        "parties",
        {
            "name": [row[0] for row in said],
            "said_country": [row[1] for row in said],
            "said_sectors": [row[2] for row in said],
            "country": [p.country for p in found],
            "sector": [p.sector for p in found],
        },
    )
