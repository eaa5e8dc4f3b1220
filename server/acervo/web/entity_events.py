"""The events that a thing has to do with, as a list in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from acervo.namespaces import MOV
from acervo.web.dates import narrowed
from acervo.web.names import Term
from acervo.web.reader import Reader, Shown
from acervo.web.special import Rows


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
