"""What the page queries answer about one entity."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from acervo.namespaces import MOV, PREFIXES, SKOS
from acervo.web.entities.special import Special, iris_in
from acervo.web.entities.special_pages import special_of
from acervo.web.reading.claim_groups import Disagreements, disagreements_of
from acervo.web.reading.claims import Claim, Rows, claims_of, independent
from acervo.web.reading.names import Term
from acervo.web.reading.reader import Reader

_DERIVED: Final = "/graph/derived/"
_IN_LIST, _TOP_OF, _TOP = (SKOS + name for name in ("inScheme", "topConceptOf", "hasTopConcept"))
#: Rules that weigh claims: what they say is known, as far as it is.
_WEIGHED: Final = (_DERIVED + "best-rank", _DERIVED + "record-shortcuts")
_ASKED: Final = (
    "statements",
    "types",
    "claims-count",
    "claims-sources",
    "claims-disagreements",
    "incoming-counts",
    "thing-events",
)
Facts = Mapping[str, Sequence[Term]]


@dataclass(frozen=True)
class Gathered:
    """What the page queries answered."""

    facts: Facts
    """What the files say directly, by property."""
    best: Facts
    """What remains when all claims are weighed."""
    computed: Facts
    """What other derive rules add."""
    graphs: Sequence[str]
    """The named graphs of files in which the entity stands, in order."""
    classes: Set[str]
    """Those above the stated ones included."""
    expected: Sequence[str]
    """Properties and classes of records that a reader looks for on things of these classes."""
    claims: Sequence[Claim]
    all_claims: int
    """Of which *claims* may be the first few only."""
    sources: Rows
    disagreements: Disagreements
    events: Rows
    incoming: Mapping[str, tuple[list[str], int]]
    """Property → the first things that point here with it, and how many there are."""
    special: Special

    def iris(self) -> set[str]:
        """Every IRI that the page may name."""
        told = (self.facts, self.best, self.computed)
        iris = {
            MOV + "Asserted",
            MOV + "Normal",
            *self.incoming,
            *self.special.iris,
            *self.expected,
            *iris_in(self.sources, self.events),
        }
        iris |= {name for facts in told for name in facts}
        iris |= {term["value"] for facts in told for terms in facts.values() for term in terms if term["type"] == "uri"}
        for found in (*(claim.iris() for claim in self.claims), *(things for things, _ in self.incoming.values())):
            iris.update(found)
        for iri, one in self.disagreements.items():
            iris |= {iri, one.on, *one.kinds}
        return iris


async def gather(iri: str, reader: Reader) -> Gathered:
    """Ask the page queries about the entity *iri*."""
    site = reader.site
    claims, (statements, classes, total, sources, disagreements, counts, events) = await asyncio.gather(
        claims_of(site, iri), asyncio.gather(*(site.rows(name, iri=iri) for name in _ASKED))
    )
    kinds = {row["class"]["value"] for row in classes}
    numbers = {row["property"]["value"]: int(row["things"]["value"]) for row in counts}
    asked = [one for one in numbers if one != MOV + "hasClaim"]
    found_in = disagreements_of(disagreements)
    special, things, others = await asyncio.gather(
        special_of(iri, kinds, reader),
        asyncio.gather(*(_things(reader, iri, one) for one in asked)),
        # A claim stands beside those that it is compared with.
        asyncio.gather(*(claims_of(site, one) for one in found_in if MOV + "Claim" in kinds)),
    )
    claims += [one for other in others for one in other if all(one.iri != known.iri for known in claims)]
    incoming = {one: (found, numbers[one]) for one, found in zip(asked, things, strict=True)}
    written = [row for row in statements if _DERIVED not in row["graph"]["value"]]
    facts = _by_property(written)
    _list_once(facts, incoming)
    return Gathered(
        facts=facts,
        best=_by_property(row for row in statements if row["graph"]["value"].endswith(_WEIGHED)),
        computed=_by_property(
            row
            for row in statements
            if _DERIVED in row["graph"]["value"] and not row["graph"]["value"].endswith(_WEIGHED)
        ),
        graphs=sorted({row["graph"]["value"] for row in written}),
        classes=kinds,
        expected=list(dict.fromkeys(row["expected"]["value"] for row in classes if "expected" in row)),
        claims=claims,
        all_claims=int(total[0]["claims"]["value"]),
        sources=sources,
        disagreements=found_in,
        events=events,
        incoming={one: found for one, found in incoming.items() if one not in special.shows_incoming},
        special=special,
    )


def _list_once(facts: dict[str, list[Term]], incoming: dict[str, tuple[list[str], int]]) -> None:
    """Take out the first level of a list of concepts that has no other: it says again what is in the list."""
    if facts.get(_TOP_OF) == facts.get(_IN_LIST):
        facts.pop(_TOP_OF, None)
    listed = incoming.get(_IN_LIST, ([], 0))[1]
    if incoming.get(_TOP_OF, ([], 0))[1] == listed:
        incoming.pop(_TOP_OF, None)
    if len(facts.get(_TOP, ())) == listed:
        facts.pop(_TOP, None)


def origins(gathered: Gathered) -> int:
    """
    How many independent origins the claims have, so that copies of one text, and who only cites it, are one voice.

    Where there are more claims than the page shows, of their sources: copies of one text are one.
    """
    if gathered.all_claims <= len(gathered.claims):
        return independent(claim.voice() for claim in gathered.claims if claim.voice())
    ends = ({row["source"]["value"], row.get("origin", row["source"])["value"]} for row in gathered.sources)
    return independent(ends)


async def _things(reader: Reader, iri: str, property: str) -> list[str]:
    asked = reader.site.rows("incoming", iri=iri, property=[property], language=ox.Literal(reader.language))
    return [row["thing"]["value"] for row in await asked]


def _by_property(rows: Iterable[Mapping[str, Term]]) -> dict[str, list[Term]]:
    values: dict[str, list[Term]] = {}
    for row in rows:
        found = values.setdefault(row["property"]["value"], [])
        if row["value"] not in found:
            found.append(row["value"])
    return values


#: What every thing of the archive is called.
TITLE: Final = PREFIXES["dcterms"] + "title"
