"""Where events happened: which parts of countries are shaded how much, which points are set, and what has no place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from acervo.web.event_facets import NONE, Narrowed
from acervo.web.event_index import Event, EventIndex
from acervo.web.map_units import STEPS, Box, Unit, Units
from acervo.web.names import Name, Part
from acervo.web.reader import Shown

_SHADES: Final = 4
_ROOM: Final = 0.04
_AROUND_A_POINT: Final = 2.0 * STEPS
"""Room around points where no part of a country is shaded: two degrees."""


@dataclass(frozen=True)
class Placed:
    """Events by where the map can show them; one event may be in several places."""

    by_unit: Mapping[str, Sequence[str]]
    """ISO 3166-2 code → events."""
    by_point: Mapping[str, Sequence[str]]
    """Place or facility with coordinates → events."""
    by_country: Mapping[str, Sequence[str]]
    """ISO 3166-1 code → events of which no closer place is known."""
    elsewhere: Sequence[str]
    """Their places are on no map."""
    nowhere: Sequence[str]
    """No source says where."""


@dataclass(frozen=True)
class Area:
    """One part of a country as it is drawn."""

    path: str
    shade: int
    """0 where nothing happened."""
    name: Shown
    count: int
    href: str
    middle: tuple[float, float]


@dataclass(frozen=True)
class Dot:
    """A place that has coordinates."""

    x: float
    y: float
    name: Shown
    count: int
    href: str


@dataclass(frozen=True)
class Line:
    """One line of the list beside the map."""

    name: Shown
    count: int
    href: str


@dataclass(frozen=True)
class Map:
    """A drawing in the units of its view box; paths are to be scaled by *squeeze* eastward."""

    box: Sequence[float]
    squeeze: float
    areas: Sequence[Area]
    ground: Sequence[str]
    """Paths of the neighbours."""
    dots: Sequence[Dot]
    legend: Sequence[tuple[int, int, int]]
    """Shade, from how many events, to how many."""
    size: float
    """How large letters and dots are."""


def placed(events: Sequence[Event], index: EventIndex, codes: set[str]) -> Placed:
    """*events* by where the map can show them, which knows the parts *codes*."""
    by_unit: dict[str, list[str]] = {}
    by_point: dict[str, list[str]] = {}
    by_country: dict[str, list[str]] = {}
    elsewhere: list[str] = []
    nowhere: list[str] = []
    for event in events:
        places = index.places_of(event)
        own = {code: None for place in places if (code := index.code(place)) in codes}
        points = [one for one in (*event.facilities, *places) if index.point(one)]
        countries = {code: None for place in places if len(code := index.code(place)) == 2}
        for code in own:
            by_unit.setdefault(code, []).append(event.iri)
        for point in points:
            by_point.setdefault(point, []).append(event.iri)
        if own or points:
            continue
        for country in countries:
            by_country.setdefault(country, []).append(event.iri)
        if not countries:
            (elsewhere if places else nowhere).append(event.iri)
    return Placed(by_unit, by_point, by_country, elsewhere, nowhere)


def named_places(index: EventIndex) -> dict[str, str]:
    """ISO 3166 code → the place of the archive that has it."""
    return {code: place for place in sorted(index.geography, reverse=True) if (code := index.code(place))}


def draw(where: Placed, found: Narrowed, units: Units) -> Map | None:
    """The map of *where*, or None where nothing can be drawn; names must be known by now."""
    countries = {code[:2] for code in (*where.by_unit, *where.by_country)}
    drawn = units.of_countries(countries)
    points = {place: point for place in where.by_point if (point := found.index.point(place))}
    box = _box(drawn, [(x * STEPS, -y * STEPS) for x, y in points.values()])
    if box is None:
        return None
    squeeze = round(max(math.cos(math.radians((box[1] + box[3]) / 2 / STEPS)), 0.05), 4)
    legend = _legend(max((len(events) for events in where.by_unit.values()), default=0))
    places = named_places(found.index)
    areas = [_area(unit, where, found, places, legend, squeeze) for unit in drawn]
    mine = {id(unit) for unit in drawn}
    width = (box[2] - box[0]) * squeeze
    return Map(
        box=[round(one, 1) for one in (box[0] * squeeze, box[1], width, box[3] - box[1])],
        squeeze=squeeze,
        # What can be chosen comes last, so that its outline lies above its neighbours'.
        areas=sorted(areas, key=lambda area: area.count > 0),
        ground=[unit.path for unit in units.within(box) if id(unit) not in mine],
        dots=[
            Dot(
                round(x * STEPS * squeeze, 1),
                round(-y * STEPS, 1),
                found.reader.link(place),
                len(where.by_point[place]),
                found.reader.href(place),
            )
            for place, (x, y) in points.items()
        ],
        legend=legend,
        size=round(max(width, box[3] - box[1]) / 36, 2),
    )


def lines(where: Placed, found: Narrowed, units: Units) -> tuple[list[Line], list[Line]]:
    """The list beside the map: parts and points; and countries of which nothing closer is known. Most events first."""
    places = named_places(found.index)
    names = {unit.code: unit.name for unit in units.units}
    close = [_line(code, len(events), places, found, names.get(code, code)) for code, events in where.by_unit.items()]
    close += [
        Line(found.reader.link(place), len(events), found.reader.href(place))
        for place, events in where.by_point.items()
    ]
    wide = [_line(code, len(events), places, found, code) for code, events in where.by_country.items()]
    return _sorted(close), _sorted(wide)


def without_place(found: Narrowed) -> str:
    """The list of events of which no source says where."""
    return found.address("/events", place=NONE)


def _sorted(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.count, line.name.text.casefold()))


def _line(code: str, count: int, places: Mapping[str, str], found: Narrowed, otherwise: str) -> Line:
    place = places.get(code)
    if place is None:
        return Line(Shown((Part(otherwise),)), count, "")
    return Line(found.reader.link(place), count, found.address("/events", place=found.key(place)))


def _box(units: Sequence[Unit], points: Sequence[tuple[float, float]]) -> Box | None:
    boxes: list[Box] = [unit.box for unit in units]
    around = 0.0 if boxes else _AROUND_A_POINT
    boxes += [(x - around, y - around, x + around, y + around) for x, y in points]
    if not boxes:
        return None
    west, north = min(one[0] for one in boxes), min(one[1] for one in boxes)
    east, south = max(one[2] for one in boxes), max(one[3] for one in boxes)
    room = _ROOM * max(east - west, south - north)
    return west - room, north - room, east + room, south + room


def _legend(most: int) -> list[tuple[int, int, int]]:
    """At most four shades, of as many numbers each as can be."""
    shades = min(most, _SHADES)
    ends = [math.ceil(most * one / shades) for one in range(1, shades + 1)] if shades else []
    return [(place + 1, (ends[place - 1] if place else 0) + 1, end) for place, end in enumerate(ends)]


def _area(
    unit: Unit,
    where: Placed,
    found: Narrowed,
    places: Mapping[str, str],
    legend: Sequence[tuple[int, int, int]],
    squeeze: float,
) -> Area:
    count = len(where.by_unit.get(unit.code, ()))
    place = places.get(unit.code)
    name: Name = found.reader.label(place).parts if place else (Part(unit.name),)
    href = found.address("/events", place=found.key(place)) if place and count else ""
    shade = next((shade for shade, first, last in legend if first <= count <= last), 0)
    x, y = (unit.box[0] + unit.box[2]) / 2 * squeeze, (unit.box[1] + unit.box[3]) / 2
    return Area(unit.path, shade, Shown(name), count, href, (round(x, 1), round(y, 1)))
