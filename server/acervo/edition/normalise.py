"""What every edition computes from the files before anything else: date bounds, claimed triples, the archive's node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from acervo.corpus.reading import Reading
from acervo.edition.edtf_bounds import edtf_bounds
from acervo.namespaces import EDTF, MOV, RDF, XSD

_TYPE: Final = ox.NamedNode(RDF + "type")
_SUBJECT: Final = ox.NamedNode(RDF + "subject")
_PREDICATE: Final = ox.NamedNode(RDF + "predicate")
_OBJECT: Final = ox.NamedNode(RDF + "object")
_DATE: Final = ox.NamedNode(MOV + "date")
_MALFORMED: Final = ox.NamedNode(MOV + "malformedDate")
_EDTF: Final = ox.NamedNode(EDTF + "EDTF")
_XSD_DATE: Final = ox.NamedNode(XSD + "date")


@dataclass(frozen=True)
class Normalised:
    """Computed triples, none of which stands in a file."""

    bounds: tuple[ox.Triple, ...]
    """`mov:earliest`, `mov:latest` and `mov:datePrecision` of claims and sources; published."""
    archive_node: tuple[ox.Triple, ...]
    """The archive's own node, so that rules and shapes can find the base; published."""
    malformed: tuple[ox.Triple, ...]
    """`mov:malformedDate`, for checking only."""
    different: int
    """How many different triples the files hold; fewer than they have where two graphs share one."""
    claimed: tuple[ox.Triple, ...]
    """The triple of every triple claim, whatever its rank, modality or polarity; for checking only."""


def normalise(reading: Reading) -> Normalised:
    """Compute what needs no other file and no rank: the first step of a build (docs/explanation/editions.md)."""
    present = {triple for graph in reading.graphs for triple in graph.triples}
    data = list(reading.triples("data"))
    bounds, malformed = _dates(data)
    return Normalised(
        bounds=tuple(triple for triple in bounds if triple not in present),
        archive_node=tuple(triple for triple in archive_node(reading.archive.base) if triple not in present),
        malformed=tuple(malformed),
        different=len(present),
        claimed=tuple(dict.fromkeys(claimed_by(data))),
    )


def _dates(data: Iterable[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    bounds: dict[ox.Triple, None] = {}
    malformed: dict[ox.Triple, None] = {}
    for triple in computed_beside(data):
        (malformed if triple.predicate == _MALFORMED else bounds)[triple] = None
    return list(bounds), list(malformed)


def computed_beside(data: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The bounds and malformed dates of each triple of *data* by itself; two triples may have one in common."""
    for triple in data:
        literal = triple.object
        if not isinstance(literal, ox.Literal) or literal.datatype != _EDTF:
            continue
        span = edtf_bounds(literal.value)
        if span is None:
            yield ox.Triple(triple.subject, _MALFORMED, literal)
        elif triple.predicate in (_OBJECT, _DATE):
            for name, day in (("earliest", span.earliest), ("latest", span.latest)):
                if day is not None:
                    yield ox.Triple(triple.subject, ox.NamedNode(MOV + name), ox.Literal(day, datatype=_XSD_DATE))
            yield ox.Triple(triple.subject, ox.NamedNode(MOV + "datePrecision"), ox.Literal(span.precision))


def archive_node(base: str) -> tuple[ox.Triple, ...]:
    """What is told of the archive with *base* itself, so that rules and shapes can find the base."""
    node = ox.NamedNode(base)
    return (
        ox.Triple(node, _TYPE, ox.NamedNode(MOV + "Archive")),
        ox.Triple(node, ox.NamedNode(MOV + "base"), ox.Literal(base)),
    )


def claimed_by(data: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The triple of every triple claim in *data*; two claims may state one."""
    parts: dict[
        ox.NamedNode | ox.BlankNode | ox.Triple, dict[ox.NamedNode, list[ox.NamedNode | ox.BlankNode | ox.Literal]]
    ]
    parts = defaultdict(lambda: defaultdict(list))
    for triple in data:
        if triple.predicate in (_SUBJECT, _PREDICATE, _OBJECT) and not isinstance(triple.object, ox.Triple):
            parts[triple.subject][triple.predicate].append(triple.object)
    for claim in parts.values():
        for subject in claim[_SUBJECT]:
            for predicate in claim[_PREDICATE]:
                for object_ in claim[_OBJECT]:
                    if isinstance(predicate, ox.NamedNode) and not isinstance(subject, ox.Literal):
                        yield ox.Triple(subject, predicate, object_)
