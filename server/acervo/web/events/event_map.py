"""Where events happened: which parts of countries are shaded how much, which points are set, and what has no place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from acervo.web.events.event_facets import Narrowed
from acervo.web.events.event_index import NONE, Event, EventIndex
from acervo.web.events.map_drawing import TOLD, Map, Shaded, Spot, Told, draw_map
from acervo.web.events.map_units import Units
from acervo.web.reading.names import Part
from acervo.web.reading.reader import Shown
from acervo.web.wording.dates import readable_date


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
class Line:
    """One line of the list beside the map."""

    name: Shown
    count: int
    href: str


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
    places = named_places(found.index)

    def href(code: str) -> str:
        return found.address("/events", place=found.key(places[code])) if code in places else ""

    known = {event.iri: event for event in found.index.events}

    def first(events: Sequence[str]) -> list[Told]:
        return [_told(known[iri], found) for iri in events[:TOLD]]

    spots = [
        Spot(*point, found.reader.link(place), len(events), found.reader.href(place), first(events))
        for place, events in where.by_point.items()
        if (point := found.index.point(place))
    ]
    return draw_map(
        {code: Shaded(len(events), href(code), first(events)) for code, events in where.by_unit.items()},
        set(where.by_country),
        spots,
        {code: found.reader.label(place).parts for code, place in places.items()},
        units,
    )


def _told(event: Event, found: Narrowed) -> Told:
    dates = [readable_date(one.text, found.reader.words) for one in event.best_dates]
    return Told(found.reader.link(event.iri), ", ".join(dates))


def told_in(where: Placed) -> set[str]:
    """The events whose names the cards of the map show."""
    return {iri for by in (where.by_unit, where.by_point) for events in by.values() for iri in events[:TOLD]}


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
