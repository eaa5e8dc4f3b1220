"""A source of a generated archive: its bibliography, its passages, and claims that agree and disagree with others."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from acervo.bench.blocks import Block
from acervo.bench.things import Event, World

_TYPES: Final = ("mov:NewsArticle", "mov:NewsArticle", "mov:NewsArticle", "mov:InterviewText", "mov:Book")
_ROLES: Final = ("mov:Volunteer", "mov:Volunteer", "mov:Organizer", "mov:Donor", "mov:Worker")
_VIEWS: Final = ("mov:Motive", "mov:Cause", "mov:Judgement", "mov:Goal", "mov:Demand")
_REASONS: Final = (
    '"The other sources repeat this one."@en',
    '"Las demás fuentes repiten esta."@es',
)
_TOPICS: Final = ("work", "trabajo"), ("repair", "reparación"), ("supply", "abasto"), ("wages", "salario")


class Source:
    """
    One source, the *number*-th of its archive.

    Args:
        world: What it can speak of; it draws from the chance there.
        seed: Makes the texts, of which only hashes are told, others than those of another archive.
    """

    def __init__(self, world: World, number: int, seed: int):
        self.world = world
        self.number = number
        self.slug = f"s{number}"
        self.name = f":source-{self.slug}"
        self.passages: list[str] = []
        self._seed = seed
        self._claims: dict[str, int] = {}
        self._references: list[str] = []
        self._people = [world.chance.famous(world.people) for _ in range(3)]

    def bibliography(self) -> Iterator[Block]:
        """The source, its contributors and its sections."""
        chance = self.world.chance
        language = chance.one(("en", "es"))
        title = {"en": f"Report {self.number}", "es": f"Informe {self.number}"}[language]
        contributors = chance.number(1, 3)
        names = [f"{self.name}-contribution-{place}" for place in range(1, contributors + 1)]
        facts = [
            ("dcterms:language", f'"{language}"'),
            ("dcterms:title", f'"{title}"@{language}'),
            *(("mov:contribution", name) for name in names),
            ("mov:date", _edtf(f"{chance.number(1980, 2025)}-{chance.number(1, 12):02}")),
            ("mov:sourceType", chance.one(_TYPES)),
            ("mov:url", f'"https://example.org/texts/{self._seed}/{self.number}"^^xsd:anyURI'),
        ]
        yield Block(self.name, "mov:Source", facts)
        for place, name in enumerate(names, start=1):
            agent = self._people[place - 1]
            said = [("mov:agent", agent), ("mov:position", str(place)), ("mov:role", "mov:Author")]
            yield Block(name, "mov:Contribution", said)

    def references(self) -> Iterator[Block]:
        """A list of earlier sources: some are cited by many, most by nobody."""
        chance = self.world.chance
        for place in range(1, min(chance.often_small(0, 12), self.number - 1) + 1):
            self._references.append(f":reference-{self.slug}-{place}")
            cited = f":source-s{chance.number(1, 1 + int((self.number - 2) * chance.number(1, 100) / 100))}"
            facts = [
                ("mov:identifies", cited),
                ("mov:inSource", self.name),
                ("mov:number", str(place)),
                ("mov:passage", self.passages[0]),
            ]
            yield Block(self._references[-1], "mov:Reference", facts)

    def text(self) -> Iterator[Block]:
        """Its sections and passages: a few sources are long."""
        chance = self.world.chance
        start = 0
        for section in range(1, chance.number(1, 3) + 1):
            name = f":section-{self.slug}-{section}"
            facts = [("dcterms:title", f'"Part {section}"@en'), ("mov:inSource", self.name)]
            yield Block(name, "mov:Section", [*facts, ("mov:position", str(section))])
            for sentence in range(1, chance.number(5, 10) + chance.often_small(0, 40) + 1):
                block, start = self._passage(name, sentence, start)
                yield block

    def _passage(self, section: str, sentence: int, start: int) -> tuple[Block, int]:
        chance = self.world.chance
        hashed = sha256(f"{self._seed} {self.slug} {start}".encode()).hexdigest()
        end = start + chance.number(30, 240)
        self.passages.append(f":passage-{self.slug}-{hashed[:8]}")
        facts = [
            ("mov:end", str(end)),
            ("mov:inSource", self.name),
            ("mov:paragraph", str(1 + sentence // 4)),
            ("mov:section", section),
            ("mov:sentence", str(1 + sentence % 4)),
            ("mov:sha256", f'"{hashed}"'),
            ("mov:start", str(start)),
        ]
        if chance.happens(0.2):
            facts.append(("mov:speaker", chance.one(self._people)))
        return Block(self.passages[-1], "mov:Passage", facts), end + 1

    def citing(self, passage: Block) -> None:
        """Let *passage* cite an entry of the list now and then."""
        if self._references and self.world.chance.happens(0.15):
            passage.facts.append(("mov:cites", self.world.chance.one(self._references)))

    def claims(self) -> Iterator[Block]:
        """What it says: much of a few famous events, little of the others, and of people and plants."""
        chance, world = self.world.chance, self.world
        for _ in range(chance.number(4, 9)):
            event = chance.famous(world.events[::-1]) if chance.happens(0.5) else chance.famous(world.events)
            yield from self._of_event(event)
        for _ in range(chance.number(3, 6)):
            yield from self._of_others()

    def _of_event(self, event: Event) -> Iterator[Block]:
        chance, name = self.world.chance, event.name
        yield self._triple(name, "mov:date", _edtf(self._date(event)))
        yield self._triple(name, "mov:partOf", event.campaign)
        if chance.happens(0.6):
            yield self._triple(name, "mov:atFacility", self._mostly(event.facility, self.world.facilities))
        if chance.happens(0.6):
            yield self._triple(name, "mov:place", event.place)
        if event.before and chance.happens(0.5):
            yield self._triple(name, "mov:follows", event.before)
        if chance.happens(0.3):
            yield self._triple(name, "mov:organizer", chance.famous(self.world.organizations))
        if chance.happens(0.5):
            number = event.headcount if chance.happens(0.7) else event.headcount + chance.number(1, 200)
            said = [("mov:of", name), ("mov:counted", "foaf:Person"), ("mov:value", str(number))]
            qualifier = [("mov:qualifier", chance.one(("mov:About", "mov:Over")))] if chance.happens(0.3) else []
            yield self._record(f"{name}-count", "mov:Count", [*said, *qualifier])
        if chance.happens(0.5):
            said = [("mov:event", name), ("mov:participant", chance.famous(self.world.organizations))]
            role = ("mov:role", chance.one(_ROLES))
            yield self._record(f"{name}-participation", "mov:Participation", [*said, role])
        if chance.happens(0.3):
            said = [("mov:outcomeOf", name), ("mov:measure", "mov:PlantInOperation")]
            said += [("mov:after", str(chance.number(0, 100))), ("mov:unit", "mov:Percent")]
            yield self._record(f"{name}-production", "mov:ProductionOutcome", said)
        if chance.happens(0.3):
            english, spanish = chance.one(_TOPICS)
            yield self._record(
                f"{name}-view",
                "mov:View",
                [
                    ("mov:kind", chance.one(_VIEWS)),
                    ("mov:about", name),
                    ("mov:gist", f'"It turned on {english}."@en'),
                    ("mov:gist", f'"Giró en torno a {spanish}."@es'),
                ],
            )

    def _of_others(self) -> Iterator[Block]:
        chance, world = self.world.chance, self.world
        facility, person = chance.famous(world.facilities), chance.famous(world.people)
        match chance.number(1, 6):
            case 1:
                yield self._triple(facility, "mov:operatedBy", chance.famous(world.organizations))
            case 2:
                yield self._triple(facility, "mov:locatedIn", chance.famous(world.places))
            case 3:
                yield self._triple(facility, "mov:produces", chance.famous(world.products))
            case 4:
                yield self._triple(person, "mov:memberOf", chance.famous(world.organizations))
            case 5:
                yield self._triple(person, "mov:birthDate", _edtf(str(chance.number(1930, 2000))))
            case _:
                said = [("mov:owned", facility), ("mov:owner", chance.famous(world.organizations))]
                yield self._record(f"{facility}-ownership", "mov:Ownership", said)

    def _triple(self, subject: str, predicate: str, object_: str) -> Block:
        said = [("rdf:subject", subject), ("rdf:predicate", predicate), ("rdf:object", object_)]
        return self._record(f"{subject}-{predicate.removeprefix('mov:').lower()}", "mov:Claim", said)

    def _record(self, name: str, kind: str, said: list[tuple[str, str]]) -> Block:
        chance = self.world.chance
        self._claims[name] = self._claims.get(name, 0) + 1
        if chance.happens(0.1):
            said.append(("mov:holder", chance.one(self._people)))
            if chance.happens(0.4):
                said.append(("mov:modality", chance.one(("mov:Alleged", "mov:Attributed"))))
        if kind == "mov:Claim" and chance.happens(0.03):
            said.append(("mov:polarity", "false"))
        if chance.happens(0.04):
            said.append(("mov:rank", chance.one(("mov:Preferred", "mov:Deprecated"))))
            said += [("mov:reason", reason) for reason in _REASONS]
        if kind == "mov:Count" and chance.happens(0.3):
            said.append(("mov:asOf", _edtf(str(chance.number(1980, 2025)))))
        passages = dict.fromkeys(chance.one(self.passages) for _ in range(1 + chance.often_small(0, 2)))
        said += [("mov:passage", passage) for passage in passages]
        return Block(f"{name}-{self.slug}-{self._claims[name]}", kind, said, is_claim=True)

    def _date(self, event: Event) -> str:
        """The true date, or only its month or year, or now and then another one."""
        chance = self.world.chance
        year = event.year + (chance.one((-1, 1)) if chance.happens(0.08) else 0)
        if chance.happens(0.15):
            return f"{year}?" if chance.happens(0.3) else str(year)
        if chance.happens(0.2):
            return f"{year}-{event.month:02}"
        first = f"{year}-{event.month:02}-{event.day:02}"
        return f"{first}/{year}-{event.month:02}-{event.day + event.days:02}" if event.days else first

    def _mostly(self, thing: str, others: list[str]) -> str:
        return thing if self.world.chance.happens(0.9) else self.world.chance.famous(others)


def _edtf(date: str) -> str:
    return f'"{date}"^^edtf:EDTF'
