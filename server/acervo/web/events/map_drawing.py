"""A map as a drawing: parts of countries shaded by a number, and points where there are coordinates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from acervo.web.events.map_units import STEPS, Box, Unit, Units
from acervo.web.reading.names import Name, Part
from acervo.web.reading.reader import Shown

_SHADES: Final = 4
_ROOM: Final = 0.04
_AROUND_A_POINT: Final = 2.0 * STEPS
"""Room around points where no part of a country is shaded: two degrees."""


@dataclass(frozen=True)
class Spot:
    """A place that has coordinates, in degrees."""

    longitude: float
    latitude: float
    name: Shown
    count: int
    href: str


@dataclass(frozen=True)
class Area:
    """One part of a country as it is drawn."""

    path: str
    shade: int
    """0 where it has no number."""
    name: Shown
    count: int
    href: str
    middle: tuple[float, float]


@dataclass(frozen=True)
class Dot:
    """A spot as it is drawn."""

    x: float
    y: float
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
    """Shade, from which number, to which."""
    size: float
    """How large letters and dots are."""


def draw_map(
    shaded: Mapping[str, tuple[int, str]],
    countries: Set[str],
    spots: Sequence[Spot],
    named: Mapping[str, Name],
    units: Units,
) -> Map | None:
    """
    The map, or None where nothing can be drawn.

    Args:
        shaded: ISO 3166-2 code → its number, and where it leads.
        countries: Those to be drawn whole, by ISO 3166-1 code, beside those that have something shaded.
        named: What parts are called, by code; others have the name of the file of outlines.
    """
    drawn = units.of_countries({code[:2] for code in (*shaded, *countries)})
    box = _box(drawn, [(spot.longitude * STEPS, -spot.latitude * STEPS) for spot in spots])
    if box is None:
        return None
    squeeze = round(max(math.cos(math.radians((box[1] + box[3]) / 2 / STEPS)), 0.05), 4)
    legend = _legend(max((count for count, _ in shaded.values()), default=0))
    areas = [_area(unit, shaded, named, legend, squeeze) for unit in drawn]
    mine = {id(unit) for unit in drawn}
    width = (box[2] - box[0]) * squeeze
    return Map(
        box=[round(one, 1) for one in (box[0] * squeeze, box[1], width, box[3] - box[1])],
        squeeze=squeeze,
        # What can be chosen comes last, so that its outline lies above its neighbours'.
        areas=sorted(areas, key=lambda area: area.count > 0),
        ground=[unit.path for unit in units.within(box) if id(unit) not in mine],
        dots=[_dot(spot, squeeze) for spot in spots],
        legend=legend,
        size=round(max(width, box[3] - box[1]) / 36, 2),
    )


def _dot(spot: Spot, squeeze: float) -> Dot:
    x, y = round(spot.longitude * STEPS * squeeze, 1), round(-spot.latitude * STEPS, 1)
    return Dot(x, y, spot.name, spot.count, spot.href)


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
    shaded: Mapping[str, tuple[int, str]],
    named: Mapping[str, Name],
    legend: Sequence[tuple[int, int, int]],
    squeeze: float,
) -> Area:
    count, href = shaded.get(unit.code, (0, ""))
    name = named.get(unit.code) or (Part(unit.name),)
    shade = next((shade for shade, first, last in legend if first <= count <= last), 0)
    x, y = (unit.box[0] + unit.box[2]) / 2 * squeeze, (unit.box[1] + unit.box[3]) / 2
    return Area(unit.path, shade, Shown(name), count, href, (round(x, 1), round(y, 1)))
