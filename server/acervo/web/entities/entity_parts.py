"""The sections of an entity's page: direct values, claims, events and what points here, each where its layout says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Final

import pyoxigraph as ox

from acervo.namespaces import MOV, PREFIXES, RDF, SKOS
from acervo.web.entities.entity_events import Happening, elsewhere, happenings
from acervo.web.entities.entity_facts import Facts, Gathered
from acervo.web.entities.layouts import Layout, Part
from acervo.web.reading.claim_groups import ClaimGroup, claim_groups, order
from acervo.web.reading.claims import Claim
from acervo.web.reading.links import query_link
from acervo.web.reading.names import Name, Term, in_section
from acervo.web.reading.names import Part as NamePart
from acervo.web.reading.reader import Reader, Shown

#: Properties whose own label would say too little to somebody who reads it from the other end.
_INCOMING_WORDS: Final = {
    RDF + "object": "value_of_claims",
    SKOS + "inScheme": "in_concepts",
    SKOS + "topConceptOf": "in_top_concepts",
    SKOS + "broader": "in_narrower",
    SKOS + "narrower": "in_broader",
    **{
        MOV + name: word
        for name, word in {
            "disagreementAbout": "disagreements_about",
            "statedBy": "speaks_of",
            "within": "in_within",
            "locatedIn": "in_located",
            "birthPlace": "in_born",
            "operatedBy": "in_operates",
            "memberOf": "in_members",
            "worksAt": "in_workers",
            "knownMember": "in_member_of",
            "partOf": "in_parts",
            "produces": "in_made_by",
            "publisher": "in_published",
            "container": "in_contains",
            "copyOf": "in_copies",
            "identifies": "in_listed_as",
            "cites": "in_cited_in",
            "speaker": "in_speaks",
            "holder": "in_holds",
            "documents": "in_documented",
            "kind": "in_of_kind",
            "memberKind": "in_of_kind",
        }.items()
    },
}
_LANGUAGE: Final = PREFIXES["dcterms"] + "language"
#: As `mov:datePrecision` names them → the word of the interface.
_PRECISIONS: Final = {
    "day": "precision_day",
    "month": "precision_month",
    "year": "precision_year",
    "decade": "precision_decade",
    "century": "precision_century",
}
#: The page query behind each kind of part; other parts have one made for what they show.
_QUERIES: Final = {
    "passage": "passage-source",
    "bibliography": "contributions",
    "sections": "sections",
    "references": "references",
    "footnotes": "references",
    "passages": "section-passages",
    "works": "contributed",
    "spoken": "spoken-of",
    "events": "thing-events",
    "incoming": "incoming-counts",
    "sources": "claims-sources",
    "statements": "statements",
    "computed": "statements",
    "claim": "claims",
}


@dataclass(frozen=True)
class Incoming:
    """What points at the thing with one property."""

    label: Shown
    things: Sequence[Shown]
    places: Sequence[tuple[Name, Sequence[Shown]]]
    """Passages, which are many and have long names: section → the places in it."""
    shown: int
    all: int
    rest: str
    """A link to a query for all of them, or ""."""


@dataclass(frozen=True)
class Outgoing:
    """The values of one property."""

    label: Shown
    values: Sequence[Shown]


@dataclass(frozen=True)
class Section:
    """A part of the page as the template writes it."""

    id: str
    title: str
    kind: str
    query: str
    """A link to the query behind it."""
    facts: Sequence[Outgoing] = ()
    claims: Sequence[ClaimGroup] = ()
    claims_rest: str = ""
    """A link to a query for all claims, where not all were read."""
    claims_read: int = 0
    claims_all: int = 0
    """Of the whole page."""
    tells_how: bool = False
    """Whether it explains the rows of claims: the first that has any."""
    incoming: Sequence[Incoming] = ()
    events: Sequence[Happening] = ()
    elsewhere: Sequence[tuple[str, str]] = ()
    """Of events: where else they are shown, as title and address; of a place the head of the page has these."""
    special: Any = None
    """What the sort of page shows here beside the ordinary; what it is depends on the kind."""


@dataclass
class Parts:
    """The sections of the page of *iri*; what one has taken, those behind it leave out."""

    iri: str
    gathered: Gathered
    reader: Reader
    publisher: str
    special: Mapping[str, Any]
    """What the sort of page shows beside the ordinary: see `special_pages.py`."""
    hidden: Set[str]
    """Properties told above or beside the sections."""

    def sections(self, layout: Layout) -> list[Section]:
        """The sections that have something to show, in the order of *layout*."""
        own = {matter for part in layout.parts for matter in part.matters}
        kept = {name for part in layout.parts for name in part.facts}
        told = {name for part in layout.parts for name in part.incoming}
        sections = [self._section(part, own, kept, told) for part in layout.parts]
        shown = [section for section in sections if section is not None]
        first = next((section for section in shown if section.claims), None)
        return [replace(section, tells_how=section is first) for section in shown]

    def _section(self, part: Part, own: Set[str], kept: Set[str], told_there: Set[str]) -> Section | None:
        gathered, reader = self.gathered, self.reader
        claims = [one for one in gathered.claims if self._belongs(one, part, own)]
        facts: Facts = {name: gathered.facts[name] for name in part.facts if name in gathered.facts}
        incoming = {name: gathered.incoming[name] for name in part.incoming if name in gathered.incoming}
        if part.kind in ("statements", "bibliography"):
            facts = {name: terms for name, terms in gathered.facts.items() if name not in self.hidden | kept}
        elif part.kind == "computed":
            facts = {name: terms for name, terms in gathered.computed.items() if name not in self.hidden}
        elif part.kind == "incoming":
            incoming = {name: found for name, found in gathered.incoming.items() if name not in told_there}
        events = happenings(self.iri, gathered.events, reader) if part.kind == "events" else []
        if part.is_of_parts:
            for one in events:
                one.roles = [(role, where) for role, where in one.roles if role.text != reader.words("event_part")]
        special = self.special.get(part.kind)
        if not (claims or facts or incoming or events or special):
            return None
        # In the order of the layout, except where all that is left is told.
        keep_order = bool(part.facts)
        more = bool(claims) and gathered.all_claims > len(gathered.claims)
        told = (gathered.computed.get(MOV + "disagreementAbout", ()), gathered.facts.get(RDF + "subject", ()))
        page = {self.iri, *(term["value"] for terms in told for term in terms)}
        return Section(
            id=part.id,
            title=reader.words(part.title),
            kind=part.kind,
            query=self._query(part, claims),
            facts=outgoing(facts, reader, keep_order=keep_order),
            claims=claim_groups(claims, page, gathered.disagreements, reader, self.publisher),
            claims_rest=query_link(reader, "claims-all", iri=self.iri) if more else "",
            claims_read=len(gathered.claims),
            claims_all=gathered.all_claims,
            incoming=[_incoming(self.iri, name, *incoming[name], reader) for name in _sorted(incoming, reader)],
            events=events,
            elsewhere=elsewhere(self.iri, gathered.classes - {MOV + "Place"}, reader) if events else (),
            special=special,
        )

    def _belongs(self, claim: Claim, part: Part, own: Set[str]) -> bool:
        if claim.iri == self.iri:
            return False
        return claim.predicate in part.matters or (part.rest and claim.predicate not in own)

    def _query(self, part: Part, claims: Sequence[Claim]) -> str:
        matters = list(dict.fromkeys(claim.predicate for claim in claims))
        if matters:
            return query_link(self.reader, "section-claims", iri=self.iri, matter=matters)
        name = _QUERIES.get(part.kind) or ("statements" if part.facts else "incoming-counts")
        return query_link(self.reader, name, iri=self.iri)


def outgoing(values: Facts, reader: Reader, *, keep_order: bool = False) -> list[Outgoing]:
    """The properties and values of *values*, sorted unless their order is to be kept."""
    names = list(values) if keep_order else _sorted(values, reader)
    return [
        Outgoing(reader.label(name), [_value(name, one, reader) for one in reader.best_of(values[name])])
        for name in names
    ]


def _value(property: str, value: Term, reader: Reader) -> Shown:
    if property == MOV + "datePrecision" and value["value"] in _PRECISIONS:
        return reader.word(_PRECISIONS[value["value"]])
    if property == _LANGUAGE and value["type"] == "literal":
        return Shown((NamePart(reader.words.name_of_language(value["value"])),), title=value["value"])
    return reader.show(value)


def _sorted(names: Mapping[str, object], reader: Reader) -> list[str]:
    return sorted(names, key=lambda name: order(name, reader.label(name).text))


def _incoming(iri: str, property: str, things: Sequence[str], all: int, reader: Reader) -> Incoming:
    label = reader.word(_INCOMING_WORDS[property]) if property in _INCOMING_WORDS else reader.label(property)
    shown = sorted((reader.link(thing) for thing in things), key=lambda one: _as_counted(one.text))
    places: dict[Name, list[Shown]] = {}
    for one in shown:
        if place := in_section(one.parts):
            places.setdefault(place[0], []).append(replace(one, parts=place[1]))
    rest = ""
    if all > len(things):
        language = ox.Literal(reader.language)
        rest = query_link(reader, "incoming-all", iri=iri, property=[property], language=language)
    others = [one for one in shown if not in_section(one.parts)]
    return Incoming(label, others, list(places.items()), len(things), all, rest)


def _as_counted(text: str) -> list[tuple[int, str]]:
    """A key that puts paragraph 9 before paragraph 10."""
    return [(int(one), "") if one.isdecimal() else (-1, one.casefold()) for one in re.split(r"(\d+)", text)]
