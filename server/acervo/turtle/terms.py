"""RDF terms exactly as a file writes them, and triples that know where they stand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from acervo.namespaces import RDF, XSD
from acervo.turtle.positions import Span

if TYPE_CHECKING:
    from rdflib.term import Node

XSD_STRING: Final = f"{XSD}string"
LANG_STRING: Final = f"{RDF}langString"


@dataclass(frozen=True, slots=True)
class Iri:
    """An IRI, resolved and unescaped, otherwise as written: no case, percent or dot is touched in an absolute one."""

    value: str


class Blank:
    """
    A blank node, labelled by its file and its ordinal as `parse_file` labels it.

    While its file is being read it has no label yet; from then on it does not change.
    """

    __slots__ = ("label",)

    def __init__(self, label: str = ""):
        self.label = label

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Blank) and self.label == other.label

    def __hash__(self) -> int:
        return hash(self.label)

    def __repr__(self) -> str:
        return f"Blank({self.label!r})"


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal: `+7` stays `+7`, `@EN` stays `EN`; without a language or a datatype it is an `xsd:string`."""

    value: str
    datatype: str = XSD_STRING
    language: str | None = None


Term: TypeAlias = Iri | Blank | Literal


class Triple(NamedTuple):
    """
    A triple and the spans of its parts.

    Within `[ ]` the subject stands at the opening bracket. The triples of a list `( )` have no text of their own:
    the cell and `rdf:first` stand at their item, the value of `rdf:rest` at the next item or at the `)`.
    """

    subject: Iri | Blank
    predicate: Iri
    object: Term
    subject_span: Span
    predicate_span: Span
    object_span: Span


def label_stem(path: str) -> str:
    """How the labels of all blank nodes of the file at *path* begin; an ordinal from 0 follows."""
    return "b" + hashlib.sha256(path.encode()).hexdigest()[:12] + "n"


def to_rdflib(term: Term) -> Node:
    """
    The RDFLib term for *term*, its lexical form untouched.

    RDFLib keeps a plain literal and an `xsd:string` apart, RDF 1.1 does not: both come out plain, as in `corpus`.
    """
    # Imported here: RDFLib takes a quarter of a second that reading does not need.
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdflibLiteral

    if isinstance(term, Iri):
        return URIRef(term.value)
    if isinstance(term, Blank):
        return BNode(term.label)
    if term.language is not None:
        return RdflibLiteral(term.value, lang=term.language)
    if term.datatype == XSD_STRING:
        return RdflibLiteral(term.value)
    return RdflibLiteral(term.value, datatype=URIRef(term.datatype), normalize=False)
