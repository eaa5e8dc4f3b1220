"""Which statements are claims, and which of their predicates share a line."""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import IntEnum
from typing import Final

from acervo.namespaces import MOV, PREFIXES, RDF
from acervo.turtle.document import Document
from acervo.turtle.terms import Iri
from acervo.turtle.tree import Predicate

ORG: Final = PREFIXES["org"]
TYPE: Final = f"{RDF}type"
#: The core's classes of claims, by their names in the ontology.
CLAIM_CLASSES: Final = frozenset(
    MOV + name
    for name in (
        "Claim",
        "Circumstance",
        "Control",
        "Count",
        "EmptyField",
        "LearningOutcome",
        "OrganizationOutcome",
        "Ownership",
        "Participation",
        "ProductionOutcome",
        "Recognition",
        "SocialOutcome",
        "Tenure",
        "View",
    )
)
_TRIPLE: Final = {f"{RDF}subject": 0, f"{RDF}predicate": 1, f"{RDF}object": 2}
#: What every claim may say of itself; the passages come last.
_ABOUT_ITSELF: Final = {
    MOV + name: 1 if name == "passage" else 0
    for name in ("asOf", "holder", "modality", "passage", "polarity", "position", "rank", "reason")
}
_RECORD: Final = {
    iri: place
    for place, iri in enumerate(
        (
            *(MOV + name for name in ("of", "counted", "value", "outcomeOf", "measure", "before", "after", "unit")),
            *(MOV + name for name in ("created", "event", "participant")),
            *(ORG + name for name in ("member", "organization", "role")),
            *(MOV + name for name in ("role", "headcount", "qualifier", "owned", "owner", "controlled", "controller")),
            *(MOV + name for name in ("recogniser", "recognised", "office", "circumstanceOf", "fieldOf", "field")),
            *(MOV + name for name in ("kind", "about", "date", "duration", "startedBy", "endedBy")),
        )
    )
}


class Part(IntEnum):
    """What a predicate is in a claim, in the order in which a claim is read."""

    TYPE = 0
    TRIPLE = 1
    """`rdf:subject`, `rdf:predicate`, `rdf:object`: one line."""
    RECORD = 2
    """What a record says in terms and numbers: as many on a line as fit."""
    PROSE = 3
    """What it says in words of a language."""
    ITSELF = 4
    """Passages, rank and whatever every claim may have."""


def part_of_claim(predicate: Predicate, verbs: Mapping[int, str]) -> tuple[Part, int]:
    """
    What *predicate* is in a claim, and its place among those of its part.

    Args:
        verbs: The IRI of the predicate that begins at each place of the text.
    """
    iri = verbs.get(predicate.start, "")
    if iri == TYPE:
        return Part.TYPE, 0
    if iri in _TRIPLE:
        return Part.TRIPLE, _TRIPLE[iri]
    if iri in _ABOUT_ITSELF:
        return Part.ITSELF, _ABOUT_ITSELF[iri]
    if any(value.language for value in predicate.objects):
        return Part.PROSE, 0
    return Part.RECORD, _RECORD.get(iri, len(_RECORD))


def find_verbs(document: Document) -> dict[int, str]:
    """The IRI of the predicate that begins at each place of the text."""
    return {triple.predicate_span[0]: triple.predicate.value for triple in document.triples}


def find_claims(document: Document, classes: Set[str]) -> frozenset[int]:
    """Where in the text the subjects begin that have one of *classes* as a type."""
    return frozenset(
        triple.subject_span[0]
        for triple in document.triples
        if triple.predicate.value == TYPE and isinstance(triple.object, Iri) and triple.object.value in classes
    )
