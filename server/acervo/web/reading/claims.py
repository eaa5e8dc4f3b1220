"""The claims that a thing takes part in, with where each of them stands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from acervo.namespaces import MOV, RDF
from acervo.web.reading.names import Term
from acervo.web.serving.site import Site

#: Class of records → the property that tells what its records are on; they are compared with their like.
MATTERS: Final = {
    MOV + "Count": MOV + "counted",
    MOV + "ProductionOutcome": MOV + "measure",
    MOV + "Recognition": MOV + "office",
    MOV + "View": MOV + "kind",
}

Rows = Sequence[Mapping[str, Term]]


@dataclass(frozen=True)
class Passage:
    """Where a claim stands, as `claim-passages.rq` tells it."""

    iri: str
    row: Mapping[str, Term]

    def value(self, name: str) -> str:
        """What the row binds *name* to, or ""."""
        return self.row[name]["value"] if name in self.row else ""


@dataclass(frozen=True)
class Claim:
    """One claim: its properties, and its passages in the order of their sources."""

    iri: str
    facts: Mapping[str, Sequence[Term]]
    passages: Sequence[Passage]
    speakers: Sequence[str]
    origins: Set[str] = frozenset()
    """The first texts behind what it stands on, as `claim-origins.rq` tells them; empty where nobody asked."""

    def first(self, property: str) -> str:
        """The first value of *property*, or ""."""
        return self.facts[property][0]["value"] if property in self.facts else ""

    @property
    def predicate(self) -> str:
        """What groups the claim with others: its predicate or, for a record, its class."""
        kinds = [kind["value"] for kind in self.facts.get(RDF + "type", ())]
        return self.first(RDF + "predicate") or next((kind for kind in kinds if kind != MOV + "Claim"), MOV + "Claim")

    def voice(self) -> Set[str]:
        """What it rests on in the end: its first texts or, where they are not known, its sources."""
        return self.origins or {passage.value("source") for passage in self.passages} - {""}

    @property
    def matter(self) -> str:
        """Of a record, what sets it apart from others of its class: the class that is counted, the kind of view."""
        return self.first(MATTERS.get(self.predicate, ""))

    def iris(self) -> set[str]:
        """Every IRI that its row may name."""
        own = {term["value"] for terms in self.facts.values() for term in terms if term["type"] == "uri"}
        places = {p.value(name) for p in self.passages for name in ("source", "section")} - {""}
        return {self.iri, self.predicate, *own, *self.facts, *places, *self.speakers}


async def claims_of(site: Site, iri: str) -> list[Claim]:
    """The claims that *iri* takes part in, at most as many as `claims.rq` gives."""
    asked = ("claims", "claim-passages", "claim-origins")
    return claims_from(*await asyncio.gather(*(site.rows(name, iri=iri) for name in asked)))


def independent(origins: Iterable[Set[str]]) -> int:
    """
    How many independent voices there are, when each has some first texts behind it.

    A first text on which something rests alone is one; what rests on several, one of them such a text, adds none.

    >>> independent([{"interview"}, {"case", "interview"}, {"law"}])
    2
    """
    told = [{*ends} for ends in origins]
    alone = set().union(*(ends for ends in told if len(ends) == 1))
    families: list[set[str]] = []
    for ends in (ends for ends in told if not ends & alone):
        near = [family for family in families if family & ends]
        families = [family for family in families if family not in near] + [ends.union(*near)]
    return len(alone) + len(families)


def claims_from(facts_told: Rows, passages_told: Rows, origins_told: Rows = ()) -> list[Claim]:
    """
    The claims of two tables.

    Args:
        facts_told: `claim property value`.
        passages_told: As `claim-passages.rq` answers.
        origins_told: As `claim-origins.rq` answers.
    """
    facts: dict[str, dict[str, list[Term]]] = {}
    for row in facts_told:
        facts.setdefault(row["claim"]["value"], {}).setdefault(row["property"]["value"], []).append(row["value"])
    passages: dict[str, dict[str, Passage]] = {}
    speakers: dict[str, dict[str, None]] = {}
    for row in passages_told:
        claim, passage = row["claim"]["value"], row["passage"]["value"]
        passages.setdefault(claim, {}).setdefault(passage, Passage(passage, row))
        if "speaker" in row:
            speakers.setdefault(claim, {})[row["speaker"]["value"]] = None
    origins: dict[str, set[str]] = {}
    for row in origins_told:
        origins.setdefault(row["claim"]["value"], set()).add(row["origin"]["value"])
    return [
        Claim(
            claim,
            facts[claim],
            list(passages.get(claim, {}).values()),
            list(speakers.get(claim, {})),
            origins.get(claim, frozenset()),
        )
        for claim in facts
    ]
