"""Events narrowed by time, place, kind, organization and result; each a plain address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final
from urllib.parse import urlencode

from acervo.namespaces import shorten
from acervo.web.events.event_index import NONE, Event, EventIndex, decade
from acervo.web.reading.names import Name, Part, plain
from acervo.web.reading.reader import Reader
from acervo.web.wording.dates import readable_date

FACETS: Final = ("time", "place", "kind", "organization", "result")
_LISTED: Final = 8
_OFFERED: Final = 300
"""So many values does a form offer; of thousands it would be larger than the list."""


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
    """All of them, in order."""

    @property
    def offered(self) -> list[Value]:
        """Those that a form lists: all, else the most frequent and what is chosen."""
        common = {one.key for one in sorted(self.values, key=lambda one: -one.count)[:_OFFERED]}
        return [one for one in self.values if one.key in common or one.chosen or one.key == NONE]

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

    @classmethod
    def of(cls, index: EventIndex, reader: Reader, asked: Mapping[str, str]) -> Narrowed:
        """What the parameters *asked* of an address choose; others are let be."""
        return cls(index, reader, {one: asked[one] for one in FACETS if asked.get(one)})

    def events(self, without: str = "") -> list[Event]:
        """Those that have everything chosen, the facet *without* not counted; by date."""
        left = self._left(without)
        return list(self.index.events) if left is None else [self.index.events[number] for number in left]

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
        counts = self._counts(facet)
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

    def _left(self, without: str) -> list[int] | None:
        """The numbers of the events that have everything chosen but *without*, in order; None where all have it."""
        chosen = [set(self._holders(facet, key)) for facet, key in self.asked.items() if facet != without]
        return sorted(set.intersection(*chosen)) if chosen else None

    def _holders(self, facet: str, key: str) -> Sequence[int]:
        """The events that have what *key* means."""
        column = self.index.columns[facet]
        if facet != "time" or key in column.holders:
            return column.holders.get(self._value(facet, key), ())
        return [number for number in self._of_its_decade(key) if key in years_of(self.index.events[number], key)]

    def _counts(self, facet: str) -> Counter[str]:
        """How many of the events that the other facets leave have each value; of time, years of a chosen decade too."""
        left, column = self._left(facet), self.index.columns[facet]
        if left is None:
            counts = Counter({value: len(holders) for value, holders in column.holders.items()})
        else:
            counts = Counter(chain.from_iterable(column.values[number] for number in left))
        if facet == "time" and "time" in self.asked:
            near = set(self._of_its_decade(self.asked["time"]))
            for number in near if left is None else near.intersection(left):
                counts.update(years_of(self.index.events[number], self.asked["time"]))
        return counts

    def _of_its_decade(self, key: str) -> Sequence[int]:
        """The events that touch the decade of the year or decade *key*."""
        holders = self.index.columns["time"].holders
        return [number for value, numbers in holders.items() if value[:3] == key[:3] for number in numbers]

    def _name(self, facet: str, value: str) -> Name:
        words = self.reader.words
        if facet == "time":
            return (Part(words("events_undated") if value == NONE else readable_date(value, words)),)
        return (Part(words(_WITHOUT[facet])),) if value == NONE else self.reader.label(value).parts


def years_of(event: Event, chosen: str) -> tuple[str, ...]:
    """The years that *event* touches in the decade of *chosen*, which is a year or a decade."""
    span = event.years() or (0, -1)
    return tuple(f"{one:04}" for one in range(span[0], span[1] + 1) if decade(one)[:3] == chosen[:3])


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
