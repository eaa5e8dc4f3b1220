"""The line below a name in a list: when, where, what and by whom, as the archive has it; gathered while it is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from acervo.namespaces import MOV, PREFIXES

_ORG: Final = PREFIXES["org"]
#: In this order they stand on the line.
FACTS: Final = (
    *(MOV + name for name in ("date", "atFacility", "place", "kind", "placeKind", "locatedIn", "within", "inSource")),
    *(MOV + name for name in ("trade", "headOf", "memberOf", "worksAt", "birthDate", "deathDate", "container")),
)
#: What says where something lies: the nearest place is enough.
_PLACES: Final = frozenset(MOV + name for name in ("atFacility", "place", "locatedIn", "within"))
_LIES_IN: Final = (MOV + "locatedIn", MOV + "within")
#: Who made a source, in what role; and who held which office where.
_CONTRIBUTION, _AGENT, _PRINTED = MOV + "contribution", MOV + "agent", MOV + "nameAsPrinted"
_ROLE, _AUTHOR, _POSITION = MOV + "role", MOV + "Author", MOV + "position"
_HEADED: Final = MOV + "headOf"
_DONE: Final = (MOV + "organizer", MOV + "carriedOutBy", MOV + "hadParticipant")
_OF_RECORDS: Final = frozenset(
    (
        *(_CONTRIBUTION, _AGENT, _PRINTED, _ROLE, _POSITION, MOV + "polarity", *_DONE),
        *(_ORG + name for name in ("member", "role", "organization")),
    )
)
CREATOR: Final = PREFIXES["dcterms"] + "creator"
"""Under it stand the authors of a source, who need no word; what else was done to make it is told."""
_MOST: Final = 3
"""Values of one fact on the line."""
_FACTS_MOST: Final = 4
"""Facts on it."""


Names = Mapping[str, Mapping[str, str]]
"""IRI → language → name."""
_ByRole = Mapping[str, Mapping[str, Mapping[str, None]]]
"""Who → in what role → of what."""


@dataclass(frozen=True)
class Value:
    """One value of a fact: an IRI or what is written, and the names of what it is; of a date, none."""

    value: str
    names: Mapping[str, str]
    """By language."""


@dataclass(frozen=True)
class Fact:
    """One fact of a thing."""

    key: str
    """The IRI of the property, or of the role in which something was done; "" of an event that it had a hand in."""
    values: Sequence[Value]


def is_concluded(graph: object) -> bool:
    """Whether what *graph* holds follows from the triples of others."""
    return str(graph).endswith("/derived/closure>")


class Facts:
    """What is gathered of all things while the quads go by."""

    def __init__(self) -> None:
        self._of: dict[str, dict[str, dict[ox.NamedNode | ox.Literal, None]]] = defaultdict(lambda: defaultdict(dict))
        self._records: dict[str, dict[str, ox.NamedNode | ox.Literal]] = defaultdict(dict)
        self._made: dict[str, list[str]] = defaultdict(list)
        self._tenures: dict[str, None] = {}
        self._done: dict[str, dict[str, None]] = defaultdict(dict)
        self._offices: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        self._works: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))

    def take(self, iri: str, predicate: str, value: ox.NamedNode | ox.Literal, graph: object) -> None:
        """Note one triple, which stands in *graph*."""
        if predicate in FACTS and not is_concluded(graph):
            self._of[iri][predicate][value] = None
        if predicate not in _OF_RECORDS:
            return
        self._records[iri][predicate] = value
        if predicate == _CONTRIBUTION and value.value not in self._made[iri]:
            self._made[iri].append(value.value)
        elif predicate == _ORG + "member":
            self._tenures[iri] = None
        elif predicate in _DONE and not is_concluded(graph):
            self._done[value.value][iri] = None

    def close(self) -> None:
        """Everything was taken: what records say is told of those whom they are about."""
        for source, contributions in self._made.items():
            for one in contributions:
                record = self._records[one]
                if _AGENT in record:
                    self._works[record[_AGENT].value][_role(record)][source] = None
        for one in self._tenures:
            record = self._records[one]
            ends = [record.get(_ORG + name) for name in ("member", "role", "organization")]
            polarity = record.get(MOV + "polarity")
            if all(ends) and (polarity is None or polarity.value not in ("false", "0")):
                holder, role, body = (end.value for end in ends if end is not None)
                self._offices[holder][role][body] = None

    def keys(self) -> Iterator[str]:
        """The IRIs of everything that a fact may be called by."""
        yield from (*FACTS, _CONTRIBUTION)
        for roles in (*self._offices.values(), *self._works.values()):
            yield from roles
        for record in self._records.values():
            if _ROLE in record:
                yield record[_ROLE].value

    def of(self, iri: str, names: Names) -> list[Fact]:
        """The facts of *iri* in the order of the line; *names* by IRI and language."""
        own = self._of.get(iri, {})
        places = {value.value for property in _PLACES for value in own.get(property, ())}
        wider = {larger for place in places for larger in self._around(place)}
        headed = {body for bodies in self._offices.get(iri, {}).values() for body in bodies}
        found = [*self._makers(iri, names), *self._under(self._offices, iri, names)]
        for property in FACTS:
            left_out = wider if property in _PLACES else headed if property == _HEADED else set()
            values = [_value(one, names) for one in own.get(property, ()) if one.value not in left_out]
            found += _fact(property, values)
        found += self._under(self._works, iri, names)
        return found[:_FACTS_MOST] or _fact("", [_named(event, names) for event in self._done.get(iri, ())])

    @staticmethod
    def _under(kept: _ByRole, iri: str, names: Names) -> list[Fact]:
        roles = kept.get(iri, {}).items()
        return [fact for role, ones in roles for fact in _fact(role, [_named(one, names) for one in ones])]

    def _makers(self, source: str, names: Names) -> Iterator[Fact]:
        """Who made *source*, by role, in the order in which they are printed."""
        records = [self._records[one] for one in self._made.get(source, ())]
        records.sort(key=lambda record: _number(record[_POSITION].value) if _POSITION in record else 0)
        by_role: dict[str, dict[str, Value]] = {}
        for record in records:
            if _AGENT in record or _PRINTED in record:
                maker = _value(record.get(_AGENT) or record[_PRINTED], names)
                by_role.setdefault(_role(record), {})[maker.value] = maker
        for role, makers in by_role.items():
            yield from _fact(CREATOR if role == _AUTHOR else role, [*makers.values()])

    def _around(self, place: str) -> set[str]:
        """Every place that holds *place*."""
        found: set[str] = set()
        new = [place]
        while new:
            facts = self._of.get(new.pop(), {})
            more = {larger.value for property in _LIES_IN for larger in facts.get(property, ())} - found - {place}
            found |= more
            new += more
        return found


def _role(record: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """In what role something was contributed; where that is not said, that it was."""
    return record[_ROLE].value if _ROLE in record else _CONTRIBUTION


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _fact(key: str, values: Sequence[Value]) -> list[Fact]:
    shown = [one for one in values if one.value]
    return [Fact(key, shown[:_MOST])] if shown else []


def _value(term: ox.NamedNode | ox.Literal, names: Names) -> Value:
    if isinstance(term, ox.NamedNode):
        return _named(term.value, names)
    return Value(term.value, {term.language: term.value} if term.language else {})


def _named(iri: str, names: Names) -> Value:
    """*iri* by its names; what has none is no fact that a reader could read."""
    return Value(iri, names[iri]) if names.get(iri) else Value("", {})
