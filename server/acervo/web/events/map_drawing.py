"""A map as a drawing: parts of countries shaded by a number, and points where there are coordinates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from acervo.web.events.map_labels import room_in
from acervo.web.events.map_units import STEPS, Box, Unit, Units
from acervo.web.reading.names import Name, Part
from acervo.web.reading.reader import Shown

NAME_SIZE: Final = 0.72
"""How large the letters of a name are beside those of a number."""
TOLD: Final = 4
"""So many of what is counted in a place does its card name."""
_SHADES: Final = 4
_ROOM: Final = 0.04
_LETTER: Final = 0.58
"""How wide a letter is for its size, with room around the name."""
_LABEL: Final = 1.9
"""How high a name and a number are together, for the size of the number."""
_AROUND_A_POINT: Final = 2.0 * STEPS
"""Room around points where no part of a country is shaded: two degrees."""


@dataclass(frozen=True)
class Told:
    """One of the things that a number counts, as the card of a place names it."""

    name: Shown
    when: str = ""


@dataclass(frozen=True)
class Shaded:
    """What is known of one part of a country."""

    count: int
    href: str
    first: Sequence[Told] = ()
    """The first of what is counted."""


_NOTHING: Final = Shaded(0, "")


@dataclass(frozen=True)
class Spot:
    """A place that has coordinates, in degrees."""

    longitude: float
    latitude: float
    name: Shown
    count: int
    href: str
    first: Sequence[Told] = ()


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
    """Where its number stands."""
    called: str
    """Its name, or the part of it that has room with the number; "" where none has."""
    first: Sequence[Told]


@dataclass(frozen=True)
class Dot:
    """A spot as it is drawn."""

    x: float
    y: float
    name: Shown
    count: int
    href: str
    first: Sequence[Told]


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
    name_size: float = NAME_SIZE


def draw_map(
    shaded: Mapping[str, Shaded],
    countries: Set[str],
    spots: Sequence[Spot],
    named: Mapping[str, Name],
    units: Units,
) -> Map | None:
    """
    The map, or None where nothing can be drawn.

    Args:
        shaded: ISO 3166-2 code → its number, where it leads, and what is counted.
        countries: Those to be drawn whole, by ISO 3166-1 code, beside those that have something shaded.
        named: What parts are called, by code; others have the name of the file of outlines.
    """
    drawn = units.of_countries({code[:2] for code in (*shaded, *countries)})
    box = _box(drawn, [(spot.longitude * STEPS, -spot.latitude * STEPS) for spot in spots])
    if box is None:
        return None
    squeeze = round(max(math.cos(math.radians((box[1] + box[3]) / 2 / STEPS)), 0.05), 4)
    legend = _legend(max((one.count for one in shaded.values()), default=0))
    width = (box[2] - box[0]) * squeeze
    size = round(max(width, box[3] - box[1]) / 36, 2)
    areas = [_area(unit, shaded.get(unit.code, _NOTHING), named, legend, squeeze, size) for unit in drawn]
    mine = {id(unit) for unit in drawn}
    return Map(
        box=[round(one, 1) for one in (box[0] * squeeze, box[1], width, box[3] - box[1])],
        squeeze=squeeze,
        # What can be chosen comes last, so that its outline lies above its neighbours'.
        areas=sorted(areas, key=lambda area: area.count > 0),
        ground=[unit.path for unit in units.within(box) if id(unit) not in mine],
        dots=[_dot(spot, squeeze) for spot in spots],
        legend=legend,
        size=size,
    )


def _dot(spot: Spot, squeeze: float) -> Dot:
    x, y = round(spot.longitude * STEPS * squeeze, 1), round(-spot.latitude * STEPS, 1)
    return Dot(x, y, spot.name, spot.count, spot.href, spot.first)


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
    shaded: Shaded,
    named: Mapping[str, Name],
    legend: Sequence[tuple[int, int, int]],
    squeeze: float,
    size: float,
) -> Area:
    name = Shown(named.get(unit.code) or (Part(unit.name),))
    shade = next((shade for shade, first, last in legend if first <= shaded.count <= last), 0)
    room, called = None, ""
    if shaded.count:
        room = room_in(unit.path, round(size * _LABEL, 1))
        letters = room.width * squeeze / (size * NAME_SIZE * _LETTER) if room else 0
        # The outlines say “Falcón” where the archive may say “Falcón State”.
        short = [name.text, *([unit.name] if unit.name in name.text else [])]
        called = next((one for one in short if len(one) <= letters), "")
        room = room if called else room_in(unit.path, size) or room
    x, y = (room.x, room.y) if room else ((unit.box[0] + unit.box[2]) / 2, (unit.box[1] + unit.box[3]) / 2)
    middle = round(x * squeeze, 1), round(y, 1)
    return Area(unit.path, shade, name, shaded.count, shaded.href, middle, called, shaded.first)
