"""The rows of an answer on a map: places of the archive, ISO 3166-2 codes, or coordinates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import Request

from acervo.web.answers.answer_columns import JUDGED, Row, Solutions, iris_in, name_of, number_in
from acervo.web.answers.drawn_column import drawn_first
from acervo.web.events.event_index import EventIndex
from acervo.web.events.event_map import named_places
from acervo.web.events.map_drawing import TOLD, Map, Shaded, Spot, Told, draw_map
from acervo.web.events.map_units import Units, units_of
from acervo.web.reading.names import Name, Part, Term
from acervo.web.reading.reader import Reader, Shown
from acervo.web.serving.per_edition import once_an_edition
from acervo.web.serving.site import Site, site_of

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
    """The numbers that are shown, the things that are counted, or ROWS."""
    columns: Sequence[str]
    """What could be: columns of things, ROWS, and the columns of numbers that fit."""
    counts: bool
    """Whether what is shown is how many different things the column names."""
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
    """
    The map of *solutions* by the column *asked*: its numbers, or how many different things it names.

    Where that does not fit: by numbers, by the things of the first column that names any, or by rows.
    """
    index, units = await geography(request), units_of(reader.site.archive)
    fitting, things = _fitting(solutions, where), _things(solutions, where)
    choices = [*things, ROWS, *fitting]
    column = asked if asked in choices else drawn_first(fitting, solutions) if fitting else choices[0]

    def counted(place: int, row: Row) -> tuple[str, int] | None:
        if column == ROWS:
            return str(place), 1
        if column not in row:
            return None
        value = row[column]["value"]
        return (value, 1) if column in things else (str(place), int(float(value)))

    naming = solutions.naming(where.columns[0])
    placed = _Placed(index, units.codes)
    found: dict[tuple[tuple[float, float], str], tuple[Row, tuple[float, float], int]] = {}
    for place, row in enumerate(solutions.rows):
        one = counted(place, row)
        if one is None:
            placed.missing += 1
        elif (point := placed.put(row, where, *one)) is not None:
            found.setdefault((point, one[0]), (row, point, one[1]))
    spots = list(found.values())[:_LISTED]
    points, shades, countries = _sums(placed.points), _sums(placed.units), _sums(placed.countries)
    places = named_places(index)
    telling = [name for name in solutions.others if name not in where.columns][:1]
    firsts = {
        place: [one for one in counted if column in things or telling][:TOLD]
        for place, counted in (*placed.points.items(), *placed.units.items())
    }
    rows = [solutions.rows[int(one)] for first in firsts.values() for one in first] if column not in things else []
    await reader.learn(
        [*places.values(), *points, *iris_in([row for row, _, _ in spots], naming), *iris_in(rows, telling)]
    )
    if column in things:
        await reader.learn({one for first in firsts.values() for one in first})

    def first_in(place: str) -> list[Told]:
        names = [
            reader.link(one) if column in things else name_of(solutions.rows[int(one)], telling, reader)
            for one in firsts.get(place, ())
        ]
        return [Told(name) for name in names]

    dots = [
        Spot(*point, reader.link(place), count, reader.href(place), first_in(place))
        for place, count in points.items()
        if (point := index.point(place))
    ]
    dots += [_spot(row, point, count, naming, reader) for row, point, count in spots]
    named = {code: reader.label(place).parts for code, place in places.items()}
    shaded = {code: Shaded(count, _page(places.get(code), reader), first_in(code)) for code, count in shades.items()}
    return MapOfAnswer(
        drawing=draw_map(shaded, countries.keys(), dots, named, units),
        credit=units.credit,
        column=column,
        columns=choices,
        counts=column in things,
        close=_listed(shades, places, units, reader)
        + [Listed(reader.link(place), count) for place, count in points.items()]
        + [Listed(name_of(row, naming, reader), count) for row, _, count in spots],
        wide=_listed(countries, places, units, reader),
        missing=placed.missing,
    )


class _Placed:
    """What rows count, by where the map can show it: of each place, what is counted there and with which number."""

    def __init__(self, index: EventIndex, codes: set[str]):
        self._index, self._codes = index, codes
        self.units: dict[str, dict[str, int]] = {}
        self.points: dict[str, dict[str, int]] = {}
        self.countries: dict[str, dict[str, int]] = {}
        self.missing = 0

    def put(self, row: Row, where: Where, counted: str, number: int) -> tuple[float, float] | None:
        """
        Count *counted* once where the place of *row* is.

        Gives the point of a row that says itself where it is, for the caller to draw.
        """
        terms = [row[name] for name in where.columns if name in row]
        if len(terms) < len(where.columns):
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
                sums.setdefault(one, {})[counted] = number
        self.missing += not (places or close or wide)
        return None


def _sums(counted: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {place: sum(numbers.values()) for place, numbers in counted.items()}


def _coordinates(terms: Sequence[Term]) -> tuple[float, float] | None:
    if len(terms) == 1:
        return _point_in(terms[0])
    latitude, longitude = (number_in(term) for term in terms)
    return None if latitude is None or longitude is None else _on_the_globe(longitude, latitude)


def _things(solutions: Solutions, where: Where) -> list[str]:
    """The columns that name things and are not the place: in the first rows, whatever is bound there is an IRI."""
    return [
        name
        for name in solutions.others
        if name not in where.columns
        and all(row[name]["type"] == "uri" for row in solutions.rows[:JUDGED] if name in row)
    ]


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
