"""Every event of an edition with what lists, timelines and maps of events need; asked once an edition."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

from fastapi import Request

from acervo.edition.edtf_bounds import Bounds, edtf_bounds
from acervo.namespaces import MOV, RDF, shorten
from acervo.web.reading.names import Name
from acervo.web.serving.site import Site, site_of

_GEO: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
#: Who had a hand in an event, the chief ones first.
_ROLES: Final = tuple(
    MOV + role
    for role in (
        *("organizer", "carriedOutBy", "coordinatedBy", "hadParticipant", "appointedBy", "appointee", "invitedBy"),
        *("partner", "funder", "materialSupportFrom", "directedAt"),
    )
)
#: Of these the chief ones are told in a list of events.
_CHIEF: Final = 4

NONE: Final = "none"
"""Stands for the value of events that have nothing of a facet."""

Facts = Mapping[str, Sequence[str]]
"""Property → values."""
Table = Sequence[Sequence[str]]
"""See `Site.table`."""


@dataclass(frozen=True)
class Date:
    """One best date of an event: as written, and the days between which it lies."""

    text: str
    bounds: Bounds

    @property
    def span(self) -> tuple[str, str]:
        """For comparison: an open end reaches beyond everything."""
        return self.bounds.earliest or "-9999", self.bounds.latest or "9999-99"


@dataclass(frozen=True)
class Difference:
    """A matter on which claims about an event differ, and in what ways."""

    on: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """One event, by the IRIs of what belongs to it."""

    iri: str
    kinds: tuple[str, ...]
    dates: tuple[Date, ...]
    """The narrowest first; none where no source gives one."""
    places: tuple[str, ...]
    facilities: tuple[str, ...]
    wholes: tuple[str, ...]
    """What it is part of."""
    chief: tuple[str, ...]
    """Those who brought it about, carried it out, directed it or took part."""
    organizations: tuple[str, ...]
    results: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def best_dates(self) -> list[Date]:
        """Its dates without those that only say less precisely what another says."""
        return [
            one
            for one in self.dates
            if not any(other is not one and _lies_in(other, one) and other.span != one.span for other in self.dates)
        ]

    @property
    def earliest(self) -> str | None:
        """The first day that its dates may mean; None where one leaves it open."""
        days = [one.bounds.earliest for one in self.dates]
        return None if not days or None in days else min((day for day in days if day), key=year_of)

    @property
    def latest(self) -> str | None:
        """The last day that its dates may mean; None where one leaves it open."""
        days = [one.bounds.latest for one in self.dates]
        return None if not days or None in days else max((day for day in days if day), key=year_of)

    def years(self) -> tuple[int, int] | None:
        """The first and the last year that a date of it names; an open end names none."""
        return self._years

    @cached_property
    def _years(self) -> tuple[int, int] | None:
        named = [day for one in self.dates for day in (one.bounds.earliest, one.bounds.latest) if day]
        return (min(map(year, named)), max(map(year, named))) if named else None

    def decades(self) -> tuple[str, ...]:
        """Those that it touches; NONE where it has no date."""
        span = self.years()
        return tuple(map(decade, range(span[0] // 10 * 10, span[1] + 1, 10))) if span else (NONE,)


def decade(year: int) -> str:
    """
    The decade of *year* in EDTF.

    >>> decade(2016)
    '201X'
    """
    return f"{year // 10:03}X"


def year(day: str) -> int:
    """
    The year of *day*.

    >>> year("-0044-03-15"), year("2016-02-12")
    (-44, 2016)
    """
    return int(day[: 5 if day.startswith("-") else 4])


@lru_cache(50_000)
def year_of(day: str) -> float:
    """
    *day* as a fraction of years, for sorting and drawing.

    >>> round(year_of("2016-07-01"), 2)
    2016.5
    """
    month, date = (int(one) for one in day[-5:].split("-"))
    return year(day) + ((month - 1) * 30.4375 + date - 1) / 365.25


def _lies_in(inner: Date, outer: Date) -> bool:
    return outer.span[0] <= inner.span[0] and inner.span[1] <= outer.span[1]


@dataclass(frozen=True)
class Column:
    """One facet of all events, by their number in the index."""

    values: Sequence[Sequence[str]]
    """Of each event."""
    holders: Mapping[str, Sequence[int]]
    """Value → the events that have it, in order."""

    @classmethod
    def of(cls, values: Sequence[Sequence[str]]) -> Column:
        """The column of *values*, of which an event has each once."""
        holders: dict[str, list[int]] = {}
        for number, own in enumerate(values):
            for value in own:
                holders.setdefault(value, []).append(number)
        return cls(values, holders)


@dataclass(frozen=True)
class EventIndex:
    """The events of one edition, sorted by date; those without one at the end."""

    revision: str
    base: str
    events: Sequence[Event]
    geography: Mapping[str, Facts]
    """Of places and facilities: what they lie in, codes, coordinates."""
    names: dict[str, dict[str, Name]] = field(default_factory=dict)
    """By language: what the values of its facets are called, kept by whoever asks first."""
    _around: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _places: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def around(self, place: str) -> tuple[str, ...]:
        """*place* itself and the larger places that hold it, the nearest first."""
        if place not in self._around:
            found = dict.fromkeys((place,))
            waiting = [place]
            while waiting:
                facts = self.geography.get(waiting.pop(0), {})
                for larger in (*facts.get(MOV + "locatedIn", ()), *facts.get(MOV + "within", ())):
                    if larger not in found:
                        found[larger] = None
                        waiting.append(larger)
            self._around[place] = tuple(found)
        return self._around[place]

    def places_of(self, event: Event) -> tuple[str, ...]:
        """Every place that *event* happened in: its own, those of its facilities, and the larger ones."""
        if event.iri not in self._places:
            near = [*event.places, *(place for one in event.facilities for place in self.around(one)[1:])]
            self._places[event.iri] = tuple(dict.fromkeys(place for one in near for place in self.around(one)))
        return self._places[event.iri]

    def values_of(self, event: Event, facet: str) -> tuple[str, ...]:
        """What *event* has of *facet*: place, kind, organization or result."""
        if facet == "place":
            return self.places_of(event)
        return {"kind": event.kinds, "organization": event.organizations, "result": event.results}[facet]

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """By facet: place, kind, organization, result, and as time the decades that events touch."""
        found = {
            facet: Column.of([self.values_of(event, facet) or (NONE,) for event in self.events])
            for facet in ("place", "kind", "organization", "result")
        }
        return {"time": Column.of([event.decades() for event in self.events]), **found}

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Every value of every facet but time, by how it is written in an address."""
        values = {value for facet, one in self.columns.items() if facet != "time" for value in one.holders} - {NONE}
        return {shorten(value, self.base).removeprefix(":"): value for value in sorted(values)}

    def code(self, place: str) -> str:
        """The ISO 3166 code of *place*, or ""."""
        return next(iter(self.geography.get(place, {}).get(MOV + "iso3166", ())), "")

    def point(self, place: str) -> tuple[float, float] | None:
        """Longitude and latitude of *place* where the archive gives them and they are on the globe."""
        facts = self.geography.get(place, {})
        try:
            x, y = (float(facts[_GEO + one][0]) for one in ("long", "lat"))
        except (KeyError, ValueError):
            return None
        return (x, y) if abs(x) <= 180 and abs(y) <= 90 else None


async def events_of(request: Request) -> EventIndex:
    """The events of the edition being served, kept on the application until the next edition; asked for once."""
    # Who goes away meanwhile does not take it from the others who wait.
    return await asyncio.shield(read_ahead(request.app.state, site_of(request)))


def read_ahead(state: Any, site: Site) -> asyncio.Task[EventIndex]:
    """The reading of the events of *site*, begun now unless it is under way or done; it is kept on *state*."""
    kept: tuple[str, asyncio.Task[EventIndex]] | None = getattr(state, "events", None)
    if kept is None or kept[0] != site.edition.id or (kept[1].done() and _has_failed(kept[1])):
        kept = state.events = (site.edition.id, asyncio.create_task(_ask(site)))
        # Who asks next is told; if nobody does, nobody need know.
        kept[1].add_done_callback(_has_failed)
    return kept[1]


def _has_failed(task: asyncio.Task[EventIndex]) -> bool:
    return task.cancelled() or task.exception() is not None


async def _ask(site: Site) -> EventIndex:
    names = ("events", "event-organizations", "event-results", "places", "event-disagreements")
    # One after the other: what shares its processors with four others may meet the limit of time.
    tables = [await site.table(name) for name in names]
    return await asyncio.to_thread(_index, site, *tables)


def _index(
    site: Site, rows: Table, organizations: Table, results: Table, places: Table, differing: Table
) -> EventIndex:
    bodies = {row[0] for row in organizations}
    outcomes: dict[str, list[str]] = {}
    for event, kind in results:
        outcomes.setdefault(event, []).append(kind)
    differences = _differences(differing)
    events = [
        _event(iri, of_event, outcomes.get(iri, ()), bodies, differences.get(iri, {}))
        for iri, of_event in _by_thing(rows).items()
    ]
    index = EventIndex(site.edition.id, site.base, sorted(events, key=_order), _by_thing(places))
    index.keys  # noqa: B018  # now, for all who ask
    return index


def _event(
    iri: str, facts: Facts, outcomes: Sequence[str], bodies: Set[str], differences: Mapping[str, Difference]
) -> Event:
    return Event(
        iri=iri,
        kinds=tuple(facts.get(RDF + "type", ())),
        dates=tuple(sorted(_dates(facts.get(MOV + "date", ())), key=_width)),
        places=tuple(facts.get(MOV + "place", ())),
        facilities=tuple(facts.get(MOV + "atFacility", ())),
        wholes=tuple(facts.get(MOV + "partOf", ())),
        chief=tuple(dict.fromkeys(one for role in _ROLES[:_CHIEF] for one in facts.get(role, ()))),
        organizations=tuple(dict.fromkeys(one for role in _ROLES for one in facts.get(role, ()) if one in bodies)),
        results=tuple(outcomes),
        differences=tuple(differences.values()),
    )


def _differences(rows: Table) -> dict[str, dict[str, Difference]]:
    """Event → disagreement → what it is on."""
    found: dict[str, dict[str, Difference]] = {}
    for event, iri, on, kind in rows:
        of_event = found.setdefault(event, {})
        kinds = of_event[iri].kinds if iri in of_event else ()
        of_event[iri] = Difference(on, (*kinds, kind) if kind else kinds)
    return found


def _dates(texts: Iterable[str]) -> Iterator[Date]:
    for text in texts:
        if (bounds := _bounds(text)) is not None:
            yield Date(text, bounds)


_bounds: Final = lru_cache(50_000)(edtf_bounds)
"""Events share their dates."""


def _width(date: Date) -> tuple[float, str]:
    first, last = date.bounds.earliest, date.bounds.latest
    return (year_of(last) - year_of(first) if first and last else float("inf"), date.text)


def _order(event: Event) -> tuple[float, float, str]:
    """By the narrowest date: its first day, where that is open its last."""
    if not event.dates:
        return float("inf"), float("inf"), event.iri
    bounds = event.dates[0].bounds
    first, last = bounds.earliest or bounds.latest, bounds.latest or bounds.earliest
    return (year_of(first) if first else float("inf"), year_of(last) if last else float("inf"), event.iri)


def _by_thing(rows: Table) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for thing, property, value in rows:
        found.setdefault(thing, {}).setdefault(property, []).append(value)
    return found
