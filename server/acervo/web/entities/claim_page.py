"""The page of a claim: what is said of what, by whom, where, and how far the archive goes along with it."""

from __future__ import annotations

from dataclasses import dataclass

from acervo.namespaces import MOV, RDF
from acervo.web.entities.entity_facts import Gathered
from acervo.web.reading.claim_groups import Verdict, verdict_of
from acervo.web.reading.claim_rows import Statement, statements
from acervo.web.reading.reader import Reader, Shown


@dataclass(frozen=True)
class ClaimView:
    """A claim as its own page tells it."""

    said: Statement
    matter: Shown
    """Its predicate or, of a record, its class."""
    standing: list[Shown]
    """Modality and rank, the ordinary ones too."""
    disagreements: list[Verdict]


def claim_view(iri: str, gathered: Gathered, reader: Reader, publisher: str) -> ClaimView | None:
    """The claim *iri*, or None where it is not among those gathered."""
    claim = next((one for one in gathered.claims if one.iri == iri), None)
    if claim is None:
        return None
    standing = [
        reader.label(claim.first(MOV + name) or MOV + default)
        for name, default in (("modality", "Asserted"), ("rank", "Normal"))
    ]
    disagreements = [
        verdict_of(term["value"], gathered.disagreements[term["value"]], reader)
        for term in claim.facts.get(MOV + "inDisagreement", ())
        if term["value"] in gathered.disagreements
    ]
    return ClaimView(
        statements([claim], {iri}, reader, publisher)[0],
        reader.label(claim.first(RDF + "predicate") or claim.predicate),
        standing,
        disagreements,
    )
