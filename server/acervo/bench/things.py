"""The places, people, organizations, plants and events that a generated archive is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from acervo.bench.blocks import Block
from acervo.bench.chance import Chance

_FIRST: Final = ("Ana", "Luis", "Rosa", "Jorge", "Elena", "Mario", "Julia", "Pedro", "Irene", "Tomás", "Inés", "Raúl")
_LAST: Final = ("Prado", "Rivas", "Montes", "Salas", "Cruz", "Peña", "Vega", "Lara", "Núñez", "Ortiz", "Mora", "León")
_ROOTS: Final = ("alto", "bajo", "gran", "nuevo", "santo", "viejo", "puerto", "valle", "monte", "rio", "campo", "cerro")
_KINDS: Final = (
    ("mov:Battle", "Battle", "Batalla"),
    ("mov:Battle", "Battle", "Batalla"),
    ("mov:Battle", "Battle", "Batalla"),
    ("mov:Occupation", "Occupation", "Ocupación"),
    ("mov:LearningActivity", "Workshop", "Taller"),
    ("mov:ContextEvent", "Crisis", "Crisis"),
)
_PLACE_KINDS: Final = ("mov:Country", "mov:Region", "mov:State", "mov:City")


@dataclass(frozen=True)
class Event:
    """An event and what is true of it, from which some sources depart."""

    name: str
    year: int
    month: int
    day: int
    days: int
    facility: str
    place: str
    campaign: str
    before: str
    """The event of the same campaign that it followed, "" for the first."""
    headcount: int


@dataclass
class World:
    """Every thing so far, in the order in which it came; names are those of Turtle."""

    chance: Chance
    places: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    organizations: list[str] = field(default_factory=list)
    facilities: list[str] = field(default_factory=list)
    products: list[str] = field(default_factory=list)
    campaigns: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    _levels: dict[str, int] = field(default_factory=dict)
    _last: dict[str, str] = field(default_factory=dict)

    def place(self) -> Block:
        """A place within an earlier one, at most four deep: country, region, state, city."""
        within = (
            next((place for place in [self.chance.famous(self.places)] if self._levels[place] < 3), "")
            if (len(self.places) > 2)
            else ""
        )
        name = f":place-{len(self.places) + 1}"
        self._levels[name] = self._levels[within] + 1 if within else 0
        self.places.append(name)
        facts = [("mov:placeKind", _PLACE_KINDS[self._levels[name]]), *([("mov:within", within)] if within else [])]
        word = self._word()
        return _named(name, "mov:Place", word, word, len(self.places), facts)

    def person(self) -> Block:
        """A person."""
        self.people.append(f":person-{len(self.people) + 1}")
        name = f"{self.chance.one(_FIRST)} {self.chance.one(_LAST)} {self.chance.one(_LAST)}"
        return _named(self.people[-1], "foaf:Person", name, name, len(self.people), [])

    def organization(self) -> Block:
        """An organization, some with an abbreviation."""
        self.organizations.append(f":organization-{len(self.organizations) + 1}")
        word = self._word()
        short = f"{word[:3].upper()}{len(self.organizations)}"
        facts = [("skos:altLabel", f'"{short}"')] if self.chance.happens(0.4) else []
        names = f"Council of {word}", f"Consejo de {word}"
        return _named(self.organizations[-1], "org:Organization", *names, len(self.organizations), facts)

    def facility(self) -> Block:
        """A plant."""
        self.facilities.append(f":facility-{len(self.facilities) + 1}")
        word = self._word()
        return _named(self.facilities[-1], "mov:Facility", f"{word} plant", f"Planta {word}", len(self.facilities), [])

    def product(self) -> Block:
        """What a plant makes."""
        self.products.append(f":product-{len(self.products) + 1}")
        word = self._word()
        return _named(self.products[-1], "mov:Product", f"{word} parts", f"piezas {word}", len(self.products), [])

    def campaign(self) -> Block:
        """A campaign, which later events are part of."""
        self.campaigns.append(f":campaign-{len(self.campaigns) + 1}")
        names = f"Campaign of {(word := self._word())}", f"Campaña de {word}"
        return _named(self.campaigns[-1], "mov:Campaign", *names, len(self.campaigns), [])

    def event(self) -> Block:
        """An event of a campaign, at a plant and a place; some campaigns have many."""
        chance = self.chance
        kind, english, spanish = chance.one(_KINDS)
        campaign, name = chance.famous(self.campaigns), f":event-{len(self.events) + 1}"
        event = Event(
            name,
            year=2024 - chance.often_small(0, 60),
            month=chance.number(1, 12),
            day=chance.number(1, 24),
            days=chance.often_small(0, 4),
            facility=chance.famous(self.facilities),
            place=chance.famous(self.places),
            campaign=campaign,
            before=self._last.get(campaign, ""),
            headcount=10 + chance.often_small(0, 5000),
        )
        self.events.append(event)
        self._last[campaign] = name
        word = self._word()
        names = f"{english} of {word}, {event.year}", f"{spanish} de {word}, {event.year}"
        return _named(name, kind, *names, len(self.events), [])

    def _word(self) -> str:
        return (self.chance.one(_ROOTS) + self.chance.one(_ROOTS)).capitalize()


def _named(name: str, kind: str, english: str, spanish: str, number: int, facts: list[tuple[str, str]]) -> Block:
    # The number keeps two things of one kind apart for readers too.
    labels = [("skos:prefLabel", f'"{english} ({number})"@en'), ("skos:prefLabel", f'"{spanish} ({number})"@es')]
    return Block(name, kind, [*facts, ("mov:translatedLabel", '"en"'), *labels])
