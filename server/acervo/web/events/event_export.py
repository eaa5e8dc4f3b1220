"""The list of events as data: JSON, and CSV for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any, Final

from acervo.web.events.event_index import Event
from acervo.web.reading.names import plain
from acervo.web.reading.reader import Reader

_COLUMNS: Final = ("iri", "name", "dates", "earliest", "latest", "kinds", "places", "facilities", "who", "page")
_BETWEEN: Final = "; "


def as_json(event: Event, reader: Reader, address: Callable[[str], str]) -> dict[str, Any]:
    """*event*, dates as they are written (EDTF), things by IRI and name; its names must be known by now."""
    return {
        "iri": event.iri,
        "page": address(event.iri),
        "name": _name(event.iri, reader),
        "dates": [one.text for one in event.best_dates],
        "earliest": event.earliest,
        "latest": event.latest,
        "kinds": _named(event.kinds, reader),
        "places": _named(event.places, reader),
        "facilities": _named(event.facilities, reader),
        "who": _named(event.chief, reader),
    }


def as_csv(events: Sequence[Event], reader: Reader, address: Callable[[str], str]) -> str:
    """*events* as a table; where there are several values they stand in one cell, and things by name."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for event in events:
        told = as_json(event, reader, address)
        writer.writerow(_cell(told[column]) for column in _COLUMNS)
    return file.getvalue()


def _cell(value: list[Any] | str | None) -> str:
    if isinstance(value, list):
        return _BETWEEN.join(one if isinstance(one, str) else one["name"] for one in value)
    return value or ""


def _name(iri: str, reader: Reader) -> str:
    return plain(reader.link(iri).parts)


def _named(iris: Sequence[str], reader: Reader) -> list[dict[str, str]]:
    return [{"iri": iri, "name": _name(iri, reader)} for iri in iris]
