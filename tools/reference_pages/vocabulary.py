"""The terms of the core ontology, read from its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from acervo.corpus.core import core_folder
from acervo.namespaces import MOV, OWL, RDF, RDFS, SKOS, shorten

DCTERMS: Final = "http://purl.org/dc/terms/"
_PROPERTY_TYPES: Final = {
    OWL + "ObjectProperty": "thing",
    OWL + "DatatypeProperty": "literal",
    OWL + "AnnotationProperty": "annotation",
    RDF + "Property": "either",
}


@dataclass(frozen=True)
class Term:
    """A class, a property, or a member of a closed list."""

    name: str
    """As people write it: `mov:date`."""
    kind: str
    """`class`, `property` or `member`."""
    labels: dict[str, str]
    definition: str
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    above: tuple[str, ...]
    """Classes or properties above it, alignments included."""
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    single_valued: bool = False
    claim_only: bool = False
    comparison_keys: tuple[str, ...] = ()
    compared_values: tuple[str, ...] = ()
    list_of: str = ""
    """For a member: the class whose closed list it is in."""
    position: int = 0


@dataclass(frozen=True)
class Topic:
    """One file of the core ontology."""

    name: str
    title: str
    description: str
    terms: tuple[Term, ...]

    def of_kind(self, kind: str) -> tuple[Term, ...]:
        """Its terms of *kind*; the members of a list in their own order, all else as in the file."""
        return tuple(term for term in self.terms if term.kind == kind)


class Vocabulary:
    """Every term of the core, by topic."""

    def __init__(self, folder: Path | None = None):
        folder = folder or core_folder("ontology")
        self._graph = ox.Store()
        self._order: dict[str, list[str]] = {}
        for file in sorted(folder.rglob("*.ttl")):
            triples = list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
            for triple in triples:
                self._graph.add(ox.Quad(triple.subject, triple.predicate, triple.object))
            if file.parent == folder:
                subjects = (triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode))
                self._order[file.stem] = list(dict.fromkeys(subjects))

    @property
    def topics(self) -> tuple[Topic, ...]:
        """In alphabetical order of their titles."""
        found = [
            self._topic(name, subjects) for name, subjects in self._order.items() if name not in ("core", "external")
        ]
        return tuple(sorted(found, key=lambda topic: topic.title.lower()))

    @property
    def terms(self) -> dict[str, Term]:
        """Every term by name."""
        return {term.name: term for topic in self.topics for term in topic.terms}

    @property
    def version(self) -> str:
        """Of the core ontology."""
        return self._text(MOV.removesuffix("#"), OWL + "versionInfo")

    def facets(self) -> list[tuple[str, str, str, str, str]]:
        """The catalogue's facets: name, label, scheme, the forms that offer it, what is known of its values."""
        rows = []
        for quad in self._graph.quads_for_pattern(None, ox.NamedNode(MOV + "facetScheme"), None):
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.NamedNode)
            facet = quad.subject.value
            maximum = self._text(facet, MOV + "facetMaximum")
            remarks = [f"at most {maximum}"] if maximum else []
            if self._is_true(facet, "facetRanked"):
                remarks.append("ranked")
            rows.append(
                (
                    shorten(facet),
                    self._labels(facet).get("en", ""),
                    shorten(quad.object.value),
                    ", ".join(sorted(self._values(facet, MOV + "facetOn"))) or "retired",
                    ", ".join(remarks),
                )
            )
        return sorted(rows)

    def _topic(self, name: str, subjects: Iterable[str]) -> Topic:
        node = f"{MOV.removesuffix('#')}/{name}"
        found = [term for subject in subjects if (term := self._term(subject))]
        return Topic(
            name=name,
            title=self._in_english(node, DCTERMS + "title"),
            description=self._in_english(node, DCTERMS + "description"),
            terms=tuple(sorted(found, key=lambda term: (term.list_of, term.position))),
        )

    def _term(self, iri: str) -> Term | None:
        types = set(self._values(iri, RDF + "type"))
        lists = sorted(kind for kind in types if kind.startswith(MOV))
        if OWL + "Class" in types:
            kind = "class"
        elif types & _PROPERTY_TYPES.keys() and not self._values(iri, MOV + "facetScheme"):
            kind = "property"
        elif SKOS + "Concept" in types and lists:
            kind = "member"
        else:
            return None
        return Term(
            name=shorten(iri),
            kind=kind,
            labels=self._labels(iri),
            definition=self._in_english(iri, SKOS + "definition"),
            examples=tuple(self._in_english_all(iri, SKOS + "example")),
            notes=tuple(
                text
                for about in ("scopeNote", "editorialNote", "changeNote")
                for text in self._in_english_all(iri, SKOS + about)
            ),
            above=self._names(iri, RDFS + "subClassOf") + self._names(iri, RDFS + "subPropertyOf"),
            domain=self._names(iri, RDFS + "domain"),
            range=self._names(iri, RDFS + "range"),
            single_valued=self._is_true(iri, "singleValued"),
            claim_only=self._is_true(iri, "claimOnly"),
            comparison_keys=self._names(iri, MOV + "comparisonKey"),
            compared_values=self._names(iri, MOV + "comparedValue"),
            list_of=shorten(lists[0]) if kind == "member" else "",
            position=int(self._text(iri, MOV + "position") or 0),
        )

    def _objects(self, iri: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        quads = self._graph.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
        found = [quad.object for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)]
        return sorted(found, key=str)

    def _values(self, iri: str, predicate: str) -> list[str]:
        return [term.value for term in self._objects(iri, predicate)]

    def _text(self, iri: str, predicate: str) -> str:
        return next(iter(self._values(iri, predicate)), "")

    def _names(self, iri: str, predicate: str) -> tuple[str, ...]:
        return tuple(shorten(value) for value in self._values(iri, predicate))

    def _labels(self, iri: str) -> dict[str, str]:
        labels = self._objects(iri, SKOS + "prefLabel")
        return {label.language or "": label.value for label in labels if isinstance(label, ox.Literal)}

    def _in_english_all(self, iri: str, predicate: str) -> list[str]:
        texts = self._objects(iri, predicate)
        return [text.value for text in texts if isinstance(text, ox.Literal) and text.language in ("en", None)]

    def _in_english(self, iri: str, predicate: str) -> str:
        return next(iter(self._in_english_all(iri, predicate)), "")

    def _is_true(self, iri: str, name: str) -> bool:
        return self._text(iri, MOV + name) == "true"
