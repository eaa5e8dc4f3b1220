"""The rows of an answer on a map: places of the archive, ISO 3166-2 codes, or coordinates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import Request

from acervo.web.answer_columns import JUDGED, Row, Solutions, iris_in, name_of, number_in
from acervo.web.drawn_column import drawn_first
from acervo.web.event_index import EventIndex
from acervo.web.event_map import named_places
from acervo.web.map_drawing import Map, Spot, draw_map
from acervo.web.map_units import Units, units_of
from acervo.web.names import Name, Part, Term
from acervo.web.per_edition import once_an_edition
from acervo.web.reader import Reader, Shown
from acervo.web.site import Site, site_of

ROWS: Final = "*"
"""Stands in an address for the number of rows."""
_WKT: Final = "http://www.opengis.net/ont/geosparql#wktLiteral"
_POINT: Final = re.compile(r"\s*(?:<[^>]*CRS84>)?\s*POINT\s*\(\s*([-+.\deE]+)\s+([-+.\deE]+)\s*\)\s*", re.IGNORECASE)
_CODE: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_LATITUDE: Final = frozenset(("lat", "latitude"))
_LONGITUDE: Final = frozenset(("lon", "long", "lng", "longitude"))
_LISTED: Final = 1000


@dataclass(frozen=True)
class Where:
    """The columns from which rows are placed."""

    columns: tuple[str, ...]
    """Latitude and longitude, or the one column that names a place."""


@dataclass(frozen=True)
class Listed:
    """One place beside the map."""

    name: Shown
    count: int


@dataclass(frozen=True)
class MapOfAnswer:
    """What a template draws, and what the drawing leaves out."""

    drawing: Map | None
    credit: str
    column: str
    """The numbers that are shown, or ROWS."""
    columns: Sequence[str]
    """What could be: ROWS and the columns of numbers that fit."""
    close: Sequence[Listed]
    wide: Sequence[Listed]
    """Countries of which nothing closer is said."""
    missing: int
    """Rows of which no place is on a map."""


async def geography(request: Request) -> EventIndex:
    """Where the places of the edition lie; no events."""
    site = site_of(request)
    return await once_an_edition(request, "geography", lambda: _ask(site))


async def _ask(site: Site) -> EventIndex:
    facts: dict[str, dict[str, list[str]]] = {}
    for row in await site.rows("places"):
        values = facts.setdefault(row["thing"]["value"], {}).setdefault(row["property"]["value"], [])
        values.append(row["value"]["value"])
    return EventIndex(site.edition.id, site.base, (), facts)


def where_of(solutions: Solutions, index: EventIndex) -> Where | None:
    """From which columns the rows can be placed; None where from none."""
    by_name = {name.lower(): name for name in solutions.numbers}
    latitude = next((by_name[one] for one in by_name if one in _LATITUDE), None)
    longitude = next((by_name[one] for one in by_name if one in _LONGITUDE), None)
    if latitude and longitude:
        return Where((latitude, longitude))
    for name in solutions.columns:
        if any(name in row and _is_place(row[name], index) for row in solutions.rows[:JUDGED]):
            return Where((name,))
    return None


def _is_place(term: Term, index: EventIndex) -> bool:
    if term["type"] == "uri":
        return any(index.code(one) or index.point(one) for one in index.around(term["value"]))
    return bool(term.get("datatype") == _WKT and _point_in(term)) or bool(_CODE.fullmatch(term["value"]))


def _point_in(term: Term) -> tuple[float, float] | None:
    """
    Longitude and latitude of a point in well-known text.

    Source: https://www.ogc.org/standards/geosparql (10.1, CRS84 is what stands where nothing is said)
    """
    found = _POINT.fullmatch(term["value"])
    try:
        return _on_the_globe(float(found[1]), float(found[2])) if found else None
    except ValueError:
        return None


def _on_the_globe(longitude: float, latitude: float) -> tuple[float, float] | None:
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


async def map_of(request: Request, solutions: Solutions, where: Where, asked: str, reader: Reader) -> MapOfAnswer:
    """The map of *solutions*, by the column *asked* of numbers; by the number of rows where that does not fit."""
    index, units = await geography(request), units_of(reader.site.archive)
    fitting = _fitting(solutions, where)
    column = asked if asked in (ROWS, *fitting) else ROWS
    if not asked and fitting:
        column = drawn_first(fitting, solutions)

    def weight(row: Row) -> int | None:
        if column == ROWS:
            return 1
        return int(float(row[column]["value"])) if column in row else None

    naming = solutions.naming(where.columns[0])
    placed = _Placed(index, units.codes, weight)
    spots = [(row, point, weight(row) or 0) for row in solutions.rows if (point := placed.put(row, where)) is not None]
    spots = spots[:_LISTED]
    places = named_places(index)
    await reader.learn([*places.values(), *placed.points, *iris_in([row for row, _, _ in spots], naming)])
    dots = [
        Spot(*point, reader.link(place), count, reader.href(place))
        for place, count in placed.points.items()
        if (point := index.point(place))
    ]
    dots += [_spot(row, point, count, naming, reader) for row, point, count in spots]
    named = {code: reader.label(place).parts for code, place in places.items()}
    shaded = {code: (count, _page(places.get(code), reader)) for code, count in placed.units.items()}
    return MapOfAnswer(
        drawing=draw_map(shaded, placed.countries.keys(), dots, named, units),
        credit=units.credit,
        column=column,
        columns=[ROWS, *fitting],
        close=_listed(placed.units, places, units, reader)
        + [Listed(reader.link(place), count) for place, count in placed.points.items()]
        + [Listed(name_of(row, naming, reader), count) for row, _, count in spots],
        wide=_listed(placed.countries, places, units, reader),
        missing=placed.missing,
    )


class _Placed:
    """Rows summed up by where the map can show them."""

    def __init__(self, index: EventIndex, codes: set[str], weight: Callable[[Row], int | None]):
        self._index, self._codes, self._weight = index, codes, weight
        self.units: dict[str, int] = {}
        self.points: dict[str, int] = {}
        self.countries: dict[str, int] = {}
        self.missing = 0

    def put(self, row: Row, where: Where) -> tuple[float, float] | None:
        """Count *row* where its place is; the point of one that says itself where it is, for the caller to draw."""
        terms, weight = [row[name] for name in where.columns if name in row], self._weight(row)
        if len(terms) < len(where.columns) or weight is None:
            self.missing += 1
            return None
        if len(terms) == 2 or terms[0].get("datatype") == _WKT:
            point = _coordinates(terms)
            self.missing += point is None
            return point
        around = self._index.around(terms[0]["value"]) if terms[0]["type"] == "uri" else ()
        codes = [self._index.code(one) for one in around] if around else [terms[0]["value"]]
        places = [one for one in around if self._index.point(one)][:1]
        close = dict.fromkeys(code for code in codes if code in self._codes)
        wide = dict.fromkeys(code for code in codes if len(code) == 2)
        for found, sums in (
            (places, self.points),
            (close, self.units),
            ([] if places or close else wide, self.countries),
        ):
            for one in found:
                sums[one] = sums.get(one, 0) + weight
        self.missing += not (places or close or wide)
        return None


def _coordinates(terms: Sequence[Term]) -> tuple[float, float] | None:
    if len(terms) == 1:
        return _point_in(terms[0])
    latitude, longitude = (number_in(term) for term in terms)
    return None if latitude is None or longitude is None else _on_the_globe(longitude, latitude)


def _fitting(solutions: Solutions, where: Where) -> list[str]:
    """The columns of whole numbers, none below zero, where no place stands in two rows."""
    places = [tuple(row[name]["value"] for name in where.columns if name in row) for row in solutions.rows]
    if len({*places}) < len(places):
        return []
    return [
        name
        for name in solutions.numbers
        if name not in where.columns
        and all((number := number_in(row[name]) or 0) >= 0 and number % 1 == 0 for row in solutions.rows if name in row)
    ]


def _spot(row: Row, point: tuple[float, float], count: int, naming: Sequence[str], reader: Reader) -> Spot:
    name = name_of(row, naming, reader)
    return Spot(*point, name, count, name.href)


def _page(place: str | None, reader: Reader) -> str:
    return reader.href(place) if place else ""


def _listed(sums: Mapping[str, int], places: Mapping[str, str], units: Units, reader: Reader) -> list[Listed]:
    names: dict[str, Name] = {unit.code: (Part(unit.name),) for unit in units.units}
    lines = [
        Listed(reader.link(places[code]) if code in places else Shown(names.get(code, (Part(code),))), count)
        for code, count in sums.items()
    ]
    return sorted(lines, key=lambda line: (-line.count, line.name.text.casefold()))
