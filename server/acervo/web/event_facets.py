"""Events narrowed by time, place, kind, organization and result; each a plain address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from acervo.namespaces import shorten
from acervo.web.dates import readable_date
from acervo.web.event_index import Event, EventIndex
from acervo.web.names import Name, Part, plain
from acervo.web.reader import Reader

NONE: Final = "none"
"""Stands in an address for events that have nothing of a facet."""
FACETS: Final = ("time", "place", "kind", "organization", "result")
_LISTED: Final = 8


@dataclass(frozen=True)
class Value:
    """One value of a facet: how it is written in an address and on the page, and how many events have it."""

    key: str
    name: Name
    count: int
    href: str
    """The page with this value chosen, or without it where it is chosen."""
    chosen: bool

    @property
    def text(self) -> str:
        """Its name without languages."""
        return plain(self.name)


@dataclass(frozen=True)
class Facet:
    """What events can be narrowed by."""

    name: str
    label: str
    values: Sequence[Value]
    """As a form lists them."""

    @property
    def first(self) -> list[Value]:
        """The few that stand beside a list as links: the most frequent, and what is chosen."""
        common = sorted(self.values, key=lambda one: -one.count)[:_LISTED]
        return [one for one in self.values if one in common or one.chosen]

    @property
    def chosen(self) -> Value | None:
        """What the reader chose of it."""
        return next((one for one in self.values if one.chosen), None)


@dataclass(frozen=True)
class Narrowed:
    """The events that a reader asked for."""

    index: EventIndex
    reader: Reader
    asked: Mapping[str, str]
    """Facet → what was chosen."""
    _periods: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, index: EventIndex, reader: Reader, asked: Mapping[str, str]) -> Narrowed:
        """What the parameters *asked* of an address choose; others are let be."""
        return cls(index, reader, {one: asked[one] for one in FACETS if asked.get(one)})

    def events(self, without: str = "") -> list[Event]:
        """Those that have everything chosen, the facet *without* not counted; by date."""
        found = list(self.index.events)
        for facet, key in self.asked.items():
            if facet != without:
                value = self._value(facet, key)
                found = [event for event in found if value in self._values(event, facet)]
        return found

    def facets(self, path: str) -> list[Facet]:
        """Every facet, counted over what the others leave; links lead to *path*. Names must be known by now."""
        return [self._facet(facet, path) for facet in FACETS]

    def address(self, path: str, **changed: str) -> str:
        """*path* with what is chosen, where *changed* says otherwise; "" takes a choice away."""
        pairs = {**self.asked, **changed}
        if self.reader.keep:
            pairs["lang"] = self.reader.language
        written = urlencode({name: value for name, value in pairs.items() if value})
        return f"{path}?{written}" if written else path

    def key(self, iri: str) -> str:
        """How *iri* is written in an address."""
        return shorten(iri, self.reader.site.base).removeprefix(":")

    def _facet(self, facet: str, path: str) -> Facet:
        counts = Counter(one for event in self.events(without=facet) for one in self._values(event, facet))
        asked = self.asked.get(facet, "")
        chosen = self._value(facet, asked) if asked else ""
        if chosen:
            counts[chosen] += 0
        values = []
        for value, count in counts.items():
            key = value if facet == "time" or value == NONE else self.key(value)
            href = self.address(path, **{facet: "" if value == chosen else key})
            values.append(Value(key, self._name(facet, value), count, href, value == chosen))
        # A decade stands before its years.
        values.sort(key=lambda one: one.key.replace("X", " ") if facet == "time" else one.text.casefold())
        values.sort(key=lambda one: one.key == NONE)
        return Facet(facet, self.reader.words(_LABELS[facet]), values)

    def _value(self, facet: str, key: str) -> str:
        """What *key* in an address means; itself where the archive has nothing of the kind."""
        return key if facet == "time" else self.index.keys.get(key, key)

    def _values(self, event: Event, facet: str) -> Sequence[str]:
        return self._times(event) if facet == "time" else self.index.values_of(event, facet) or (NONE,)

    def _times(self, event: Event) -> Sequence[str]:
        """Decades, and the years of the decade that was chosen."""
        if event.iri not in self._periods:
            self._periods[event.iri] = periods_of(event, self.asked.get("time", ""))
        return self._periods[event.iri]

    def _name(self, facet: str, value: str) -> Name:
        words = self.reader.words
        if facet == "time":
            return (Part(words("events_undated") if value == NONE else readable_date(value, words)),)
        return (Part(words(_WITHOUT[facet])),) if value == NONE else self.reader.label(value).parts


def periods_of(event: Event, chosen: str) -> tuple[str, ...]:
    """The decades that *event* touches, and its years in the decade of *chosen*; NONE where it has no date."""
    span = event.years()
    if span is None:
        return (NONE,)
    decades = [decade(one) for one in range(span[0] // 10 * 10, span[1] + 1, 10)]
    years = (f"{one:04}" for one in range(span[0], span[1] + 1) if chosen and decade(one)[:3] == chosen[:3])
    return (*decades, *years)


def decade(year: int) -> str:
    """
    The decade of *year* in EDTF.

    >>> decade(2016)
    '201X'
    """
    return f"{year // 10:03}X"


_LABELS: Final = {
    "time": "events_time",
    "place": "events_place",
    "kind": "events_kind",
    "organization": "events_organization",
    "result": "events_result",
}
_WITHOUT: Final = {
    "kind": "events_without_kind",
    "place": "events_without_place",
    "organization": "events_without_organization",
    "result": "events_without_result",
}
