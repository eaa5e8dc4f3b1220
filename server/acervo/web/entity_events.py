"""The events that a thing has to do with, as a list in time."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from acervo.namespaces import MOV, PREFIXES
from acervo.web.addresses import page_path
from acervo.web.dates import narrowed
from acervo.web.names import Term
from acervo.web.reader import Reader, Shown
from acervo.web.special import Rows

#: Class of things → the filter of the pages of events that knows them.
_FACETS: Final = {MOV + "Place": "place", PREFIXES["org"] + "Organization": "organization"}
_VIEWS: Final = {"events": "/events", "view_timeline": "/timeline", "view_map": "/map"}


@dataclass
class Happening:
    """One event: when, which, and what the thing is to it."""

    event: Shown
    dates: list[Shown] = field(default_factory=list)
    roles: list[tuple[Shown, Shown | None]] = field(default_factory=list)
    """The property and, where it names a part of the place and not the place itself, that part."""


def happenings(iri: str, rows: Rows, reader: Reader) -> Sequence[Happening]:
    """The events of *rows*, as `thing-events.rq` tells them, in its order."""
    found: dict[str, Happening] = {}
    dates: dict[str, dict[str, Term]] = {}
    for row in rows:
        event, role, where = (row[name]["value"] for name in ("event", "role", "where"))
        one = found.setdefault(event, Happening(reader.link(event)))
        if "date" in row:
            dates.setdefault(event, {})[row["date"]["value"]] = row["date"]
        named = (_role(role, reader), None if where == iri else reader.link(where))
        if named not in one.roles:
            one.roles.append(named)
    for event, terms in dates.items():
        found[event].dates += [reader.show(terms[date]) for date in narrowed(terms)]
    return list(found.values())


def _role(property: str, reader: Reader) -> Shown:
    return reader.word("event_part") if property == MOV + "partOf" else reader.label(property)


def elsewhere(iri: str, classes: Set[str], reader: Reader) -> list[tuple[str, str]]:
    """The list, the line of time and the map of the events of a place or an organization, as title and address."""
    facet = next((name for kind, name in _FACETS.items() if kind in classes), "")
    path = page_path(reader.site.base, iri)
    if not facet or path is None:
        return []
    asked = f"{reader.keep}{'&' if reader.keep else '?'}{facet}={path.removeprefix('/page/')}"
    return [(reader.words(word), f"{page}{asked}") for word, page in _VIEWS.items()]
