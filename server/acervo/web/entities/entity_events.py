"""The events that a thing has to do with, as a list in time."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from acervo.namespaces import MOV, PREFIXES
from acervo.web.entities.special import Rows
from acervo.web.reading.names import Term
from acervo.web.reading.reader import Reader, Shown
from acervo.web.serving.addresses import page_path
from acervo.web.wording.dates import narrowed

#: What the thing is to the event, by the property with which the event names it.
_WORDS: Final = {
    MOV + name: word
    for name, word in {
        "place": "event_here",
        "atFacility": "event_here",
        "hadParticipant": "event_took_part",
        "organizer": "event_organized",
        "coordinatedBy": "event_coordinated",
        "invitedBy": "event_invited",
        "carriedOutBy": "event_carried_out",
        "directedAt": "event_aim",
        "appointee": "event_appointee",
        "appointedBy": "event_appointed",
        "office": "event_office",
        "partner": "event_partner",
        "funder": "event_funded",
        "materialSupportFrom": "event_supported",
        "follows": "event_follows",
        "causedBy": "event_caused",
        "inResponseTo": "event_answers",
        "usesMethod": "event_uses",
        "repaired": "event_repaired",
        "partOf": "event_part",
    }.items()
}
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
        named = (_role(role, reader, is_own=where == iri), None if where == iri else reader.link(where))
        if named not in one.roles:
            one.roles.append(named)
    for event, terms in dates.items():
        found[event].dates += [reader.show(terms[date]) for date in narrowed(terms)]
    return list(found.values())


def _role(property: str, reader: Reader, *, is_own: bool) -> Shown:
    """The property as it reads from the end of the thing; as the event has it where it names a part of a place."""
    return reader.word(_WORDS[property]) if is_own and property in _WORDS else reader.label(property)


def elsewhere(iri: str, classes: Set[str], reader: Reader) -> list[tuple[str, str]]:
    """
    The list, the line of time and the map of the events of a place or an organization, as title and address.

    The filter by place knows facilities there too: it finds more than the events that name the place.
    """
    facet = next((name for kind, name in _FACETS.items() if kind in classes), "")
    path = page_path(reader.site.base, iri)
    if not facet or path is None:
        return []
    asked = f"{reader.keep}{'&' if reader.keep else '?'}{facet}={path.removeprefix('/page/')}"
    # Of a place they stand behind the number of its events.
    views = {"view_events" if facet == "place" and word == "events" else word: page for word, page in _VIEWS.items()}
    return [(reader.words(word), f"{page}{asked}") for word, page in views.items()]
