"""The columns of an answer by what stands in them: dates, numbers, names. It decides how the answer can be drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from acervo.edition.edtf_bounds import edtf_bounds
from acervo.namespaces import EDTF, XSD
from acervo.web.events.event_index import Date
from acervo.web.reading.names import Name, Part, Term
from acervo.web.reading.reader import Reader, Shown

_DATES: Final = {EDTF + "EDTF", *(XSD + name for name in ("date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth"))}
_NUMBERS: Final = frozenset(
    XSD + name
    for name in (
        *("integer", "decimal", "double", "float", "int", "long", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
    )
)
_NAMED_BY: Final = 3
"""At most so many columns together say what a row is about."""
JUDGED: Final = 1000
"""So many rows say what a column holds: to read a date may take milliseconds."""

Row = Mapping[str, Term]
"""One solution: its bindings by variable."""


@dataclass(frozen=True)
class Solutions:
    """The answer to a SELECT query."""

    columns: Sequence[str]
    rows: Sequence[Row]
    query: str = ""
    """What was asked."""

    @cached_property
    def dates(self) -> list[str]:
        """The columns in which whatever is bound in the first rows is a date that can be placed in time."""
        return [name for name in self.columns if self._all(name, lambda term: date_in(term) is not None)]

    @cached_property
    def numbers(self) -> list[str]:
        """The columns in which whatever is bound in the first rows is a number."""
        return [name for name in self.columns if self._all(name, lambda term: number_in(term) is not None)]

    @cached_property
    def others(self) -> list[str]:
        """The columns that say what a row is about."""
        measured = {*self.dates, *self.numbers}
        return [name for name in self.columns if name not in measured and any(name in row for row in self.rows)]

    def _all(self, name: str, holds: Callable[[Term], bool]) -> bool:
        bound = [row[name] for row in self.rows if name in row][:JUDGED]
        return bool(bound) and all(holds(term) for term in bound)

    def naming(self, measured: str) -> list[str]:
        """The fewest columns, from the left, that tell rows apart as well as three do; *measured* where no other is."""
        able = self.others or [name for name in self.columns if name != measured] or [measured]
        able = able[:_NAMED_BY]
        told = [len({_key(row, able[:number]) for row in self.rows[:JUDGED]}) for number in range(1, len(able) + 1)]
        return able[: told.index(max(told)) + 1]


def _key(row: Row, columns: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((row[name]["value"], row[name].get("xml:lang", "")) if name in row else ("", "") for name in columns)


def iris_in(rows: Sequence[Row], columns: Sequence[str]) -> list[str]:
    """The IRIs in *columns*, whose names a page needs."""
    return [row[name]["value"] for row in rows for name in columns if name in row and row[name]["type"] == "uri"]


def name_of(row: Row, columns: Sequence[str], reader: Reader) -> Shown:
    """What *row* is about, in the words of *columns*, with the link of the first that has one; names must be known."""
    shown: dict[str, Shown] = {}
    for one in (reader.show(row[name]) for name in columns if name in row):
        # A thing and its name beside it read alike.
        shown.setdefault(one.text, one)
    parts: Name = tuple(
        part for place, one in enumerate(shown.values()) for part in (((Part(" · "),) if place else ()) + one.parts)
    )
    linked = next((one for one in shown.values() if one.href), None)
    if not parts:
        return Shown((Part("–"),))
    return Shown(parts, linked.href if linked else "", external=bool(linked and linked.external))


def number_in(term: Term) -> float | None:
    """The number that *term* is; None where it is none, or none that can be drawn."""
    if term["type"] != "literal" or term.get("datatype") not in _NUMBERS:
        return None
    try:
        number = float(term["value"])
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def date_in(term: Term) -> Date | None:
    """The date that *term* is, with the days that it may mean; a time of day is left aside."""
    if term["type"] != "literal" or term.get("datatype") not in _DATES:
        return None
    text = term["value"]
    if term["datatype"] != EDTF + "EDTF":
        length = {XSD + "gYear": 4, XSD + "gYearMonth": 7}.get(term["datatype"], 10)
        text = text[: length + text.startswith("-")]
    bounds = _bounds(text)
    return Date(text, bounds) if bounds is not None and (bounds.earliest or bounds.latest) else None


_bounds = lru_cache(4 * JUDGED)(edtf_bounds)
