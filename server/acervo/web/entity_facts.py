"""What the page queries answer about one entity."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from acervo.namespaces import MOV
from acervo.web.claim_groups import Disagreements, described, disagreements_in
from acervo.web.claims import Claim, claims_of
from acervo.web.names import Term
from acervo.web.reader import Reader
from acervo.web.site import Site
from acervo.web.special import Special
from acervo.web.special_pages import special_of

_DERIVED: Final = "/graph/derived/"


@dataclass(frozen=True)
class Gathered:
    """What the page queries answered."""

    facts: Mapping[str, list[Term]]
    """What the files say directly, by property."""
    computed: Mapping[str, list[Term]]
    """What derive rules add."""
    classes: Set[str]
    """Those above the stated ones included."""
    claims: Sequence[Claim]
    all_claims: int
    """Of which *claims* may be the first few only."""
    disagreements: Disagreements
    incoming: Mapping[str, tuple[list[str], int]]
    """Property → the first things that point here with it, and how many there are."""
    special: Special

    def iris(self) -> set[str]:
        """Every IRI that the page may name."""
        iris = {*self.facts, *self.computed, *self.incoming, *self.special.iris}
        for terms in (*self.facts.values(), *self.computed.values()):
            iris |= {term["value"] for term in terms if term["type"] == "uri"}
        for found in (*(claim.iris() for claim in self.claims), *(things for things, _ in self.incoming.values())):
            iris.update(found)
        return iris | {kind for one in self.disagreements.values() for kind in one.kinds}


async def gather(iri: str, reader: Reader) -> Gathered:
    """Ask the page queries about the entity *iri*."""
    site = reader.site
    statements, classes, claims, counts, total = await asyncio.gather(
        site.rows("statements", iri=iri),
        site.rows("types", iri=iri),
        claims_of(site, iri),
        site.rows("incoming-counts", iri=iri),
        site.rows("claims-count", iri=iri),
    )
    kinds = {row["class"]["value"] for row in classes}
    special = await special_of(iri, kinds, reader)
    unseen = {*special.shows_incoming, MOV + "hasClaim"}
    numbers = {row["property"]["value"]: int(row["things"]["value"]) for row in counts}
    properties = [one for one in numbers if one not in unseen]
    disagreements, things = await asyncio.gather(
        described(site, disagreements_in(claims)), asyncio.gather(*(_things(site, iri, one) for one in properties))
    )
    return Gathered(
        facts=_by_property(row for row in statements if _DERIVED not in row["graph"]["value"]),
        computed=_by_property(row for row in statements if _DERIVED in row["graph"]["value"]),
        classes=kinds,
        claims=claims,
        all_claims=int(total[0]["claims"]["value"]),
        disagreements=disagreements,
        incoming={one: (found, numbers[one]) for one, found in zip(properties, things, strict=True)},
        special=special,
    )


async def _things(site: Site, iri: str, property: str) -> list[str]:
    return [row["thing"]["value"] for row in await site.rows("incoming", iri=iri, property=[property])]


def _by_property(rows: Iterable[Mapping[str, Term]]) -> dict[str, list[Term]]:
    values: dict[str, list[Term]] = {}
    for row in rows:
        values.setdefault(row["property"]["value"], []).append(row["value"])
    return values
