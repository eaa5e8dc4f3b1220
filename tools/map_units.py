"""
Write the map that pages draw: the first-level parts of every country, simplified, with their ISO 3166-2 codes.

The geometry is Natural Earth's (public domain), as Debian's package `qgis-common` ships it; the codes come from
Debian's `iso-codes`, by the name of each part.
Needs Shapely 2.1 or newer (`pip install shapely`), which the server does not.

    python tools/map_units.py world_map.gpkg iso_3166-2.json server/acervo/web/events/map_units.txt.gz
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Final

import shapely  # type: ignore[import-untyped]

#: How fine a country is drawn, as a share of its size: a map shows one country or a few, small ones as large as others.
FINENESS: Final = 0.009
COARSEST: Final = 0.35
#: Steps in one degree: what is drawn stands on whole steps.
STEPS: Final = 40
SMALLEST: Final = 0.0001
"""Islands that are a smaller share of their country are left out, but never the largest piece of a part."""
HEADER: Final = """\
# Natural Earth, Admin 1 – States, Provinces, 1:10m, version 4.1.0: public domain (https://www.naturalearthdata.com/).
# Simplified and written by tools/map_units.py; ISO 3166-2 codes by name from iso-codes, "-" where no name fits.
# A line is: country, ISO 3166-2 code, name, SVG path in fortieths of a degree (x eastward, y southward).
"""


@dataclass
class Part:
    """One first-level part of a country."""

    country: str
    name: str
    others: Sequence[str]
    geometry: Any
    code: str = "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n", 1)[0])
    parser.add_argument("map", type=Path, help="world_map.gpkg of qgis-common")
    parser.add_argument("codes", type=Path, help="iso_3166-2.json of iso-codes")
    parser.add_argument("output", type=Path)
    told = parser.parse_args()
    parts = read_parts(told.map)
    give_codes(parts, told.codes)
    parts.sort(key=lambda part: part.country)
    lines = [line for _, country in groupby(parts, key=lambda part: part.country) for line in lines_of(list(country))]
    text = HEADER + "".join(sorted(lines))
    # Without the time of day, so that the same input gives the same file.
    told.output.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    coded = sum(part.code != "-" for part in parts)
    print(f"{len(parts)} parts, {coded} with a code, {told.output.stat().st_size} bytes")


def lines_of(parts: Sequence[Part]) -> Iterator[str]:
    """The lines of one country's *parts*, whose shared borders stay shared."""
    area = sum(part.geometry.area for part in parts)
    simplified = shapely.coverage_simplify([part.geometry for part in parts], min(FINENESS * math.sqrt(area), COARSEST))
    for part, geometry in zip(parts, simplified, strict=True):
        yield f"{part.country}\t{part.code}\t{part.name}\t{path_of(geometry, SMALLEST * area)}\n"


def read_parts(path: Path) -> list[Part]:
    """Every part of a country in the GeoPackage at *path* that has a two-letter country."""
    with closing(sqlite3.connect(path)) as store:
        rows = store.execute(
            "SELECT iso_a2, name, woe_name, gn_name, geom FROM states_provinces ORDER BY fid"
        ).fetchall()
    return [
        Part(country, name or "", [one for one in (name, woe, gn) if one], geometry_of(blob))
        for country, name, woe, gn, blob in rows
        if blob and re.fullmatch("[A-Z]{2}", country or "")
    ]


def geometry_of(blob: bytes) -> Any:
    """
    The geometry in a GeoPackage's *blob*, made valid.

    Source: https://www.geopackage.org/spec131/#gpb_format
    """
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    return shapely.make_valid(shapely.from_wkb(blob[8 + envelope :]))


def give_codes(parts: Sequence[Part], path: Path) -> None:
    """Give each of *parts* its code: by equal names, then by a longer name that ends in it, then what alone is left."""
    free: dict[str, dict[str, str]] = {}
    for entry in json.loads(path.read_text("utf-8"))["3166-2"]:
        free.setdefault(entry["code"][:2], {}).setdefault(folded(entry["name"]), entry["code"])
    for equal in (True, False):
        for part in parts:
            names = free.get(part.country, {})
            if part.code == "-" and (name := fitting(part, list(names), equal=equal)):
                part.code = names.pop(name)
    for country, names in free.items():
        left = [part for part in parts if part.country == country and part.code == "-"]
        if len(left) == len(names) == 1:
            left[0].code = names.popitem()[1]


def fitting(part: Part, names: Sequence[str], *, equal: bool) -> str:
    """The one of *names* that is a name of *part*, or ends one of its names; "" where none does."""
    own = [folded(name) for name in part.others]
    if equal:
        return next((one for one in own if one in names), "")
    return max((name for name in names for one in own if len(name) > 3 and one.endswith(name)), key=len, default="")


def folded(name: str) -> str:
    """*name* without accents, signs and what stands in brackets."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\[.*?\]|\(.*?\)", "", name).replace("ł", "l").replace("Ł", "l"))
    return "".join(one for one in plain.casefold() if one.isalnum())


def path_of(geometry: Any, smallest: float) -> str:
    """*geometry* as an SVG path of closed lines, without islands of fewer square degrees than *smallest*."""
    pieces = sorted(polygons_in(geometry), key=lambda one: -one.area)
    kept = [one for place, one in enumerate(pieces) if place == 0 or one.area >= smallest]
    return "".join(line_of(one.exterior.coords) for one in kept)


def polygons_in(geometry: Any) -> Iterator[Any]:
    if geometry.geom_type == "Polygon":
        yield geometry
    for one in getattr(geometry, "geoms", ()):
        yield from polygons_in(one)


def line_of(corners: Sequence[tuple[float, float]]) -> str:
    points: list[tuple[int, int]] = []
    for x, y in corners:
        point = round(x * STEPS), round(-y * STEPS)
        if not points or points[-1] != point:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        # Too small for a shape of its own: one step square.
        x, y = points[0]
        points = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
    steps = [value for (a, b), (c, d) in pairwise(points) for value in (c - a, d - b)]
    written = "".join(str(value) if value < 0 or place == 0 else f" {value}" for place, value in enumerate(steps))
    return f"M{points[0][0]} {points[0][1]}l{written}z"


if __name__ == "__main__":
    main()
