"""VoID: what the dataset is, who publishes it, and how much of what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from acervo.edition.statistics import PropertyCounts, Statistics
from acervo.namespaces import MOV, PREFIXES, RDF, XSD

_VOID: Final = PREFIXES["void"]
_DCTERMS: Final = PREFIXES["dcterms"]
_FOAF: Final = PREFIXES["foaf"]
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
FORMATS: Final = "http://www.w3.org/ns/formats/"
_DUMPS: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
#: What means something of its own in a regular expression.
_SPECIAL: Final = re.compile(r"[.?*+^$|(){}\[\]\\]")


@dataclass(frozen=True)
class Served:
    """One edition at one address."""

    address: str
    """Where this server's own paths begin, as the client sees it: `https://example.org/archive/`."""
    base: str
    """Where the archive's IRIs begin; the IRI of the dataset."""
    edition: str
    statistics: Statistics
    title: Mapping[str, str]
    """By language, for an archive whose data do not say; so with the description."""
    description: Mapping[str, str]
    warnings: int = 0
    """What the check of the edition ended with."""
    is_federated: bool = False
    """Whether queries may ask any other endpoint by SERVICE."""
    contact: str = ""
    """Whom to write to, as an address: `mailto:…` or that of a page."""

    @property
    def endpoint(self) -> str:
        """Where queries are asked."""
        return f"{self.address}sparql"

    @property
    def well_known(self) -> str:
        """Where this description stands."""
        return f"{self.address}.well-known/void"


def described_dataset(served: Served) -> Iterator[ox.Triple]:
    """
    The dataset of *served* in VoID, and the document that says so; its parts are told by `described_parts`.

    Counts are those of the union of all graphs, which is the default graph.

    Source: https://www.w3.org/TR/void/
    """
    statistics, dataset = served.statistics, ox.NamedNode(served.base)
    said = list(ox.parse(input=statistics.said, format=ox.RdfFormat.N_TRIPLES))
    document = ox.NamedNode(served.well_known)
    yield _is_a(document, _VOID + "DatasetDescription")
    yield _to(document, _FOAF + "primaryTopic", served.base)
    yield _is_a(dataset, _VOID + "Dataset")
    known = {quad.predicate.value for quad in said if quad.subject == dataset}
    for name, texts in (("title", served.title), ("description", served.description)):
        if _DCTERMS + name not in known:
            for language, text in texts.items():
                yield ox.Triple(dataset, ox.NamedNode(_DCTERMS + name), ox.Literal(text, language=language))
    if _DCTERMS + "modified" not in known:
        when = ox.Literal(statistics.modified, datatype=ox.NamedNode(XSD + "dateTime"))
        yield ox.Triple(dataset, ox.NamedNode(_DCTERMS + "modified"), when)
    yield from (quad.triple for quad in said if quad.subject == dataset)
    yield ox.Triple(dataset, ox.NamedNode(PREFIXES["dcat"] + "version"), ox.Literal(served.edition))
    yield _to(dataset, _FOAF + "homepage", served.address)
    if served.contact:
        yield from _contact(dataset, served.contact, [quad.triple for quad in said])
    yield _to(dataset, _VOID + "sparqlEndpoint", served.endpoint)
    yield _to(dataset, _VOID + "dataDump", f"{served.address}store?default")
    yield from (_to(dataset, _VOID + "feature", FORMATS + name) for name in _DUMPS)
    space = f"{served.base}id/"
    yield _text(dataset, "uriSpace", space)
    yield _text(dataset, "uriRegexPattern", "^" + _SPECIAL.sub(r"\\\g<0>", space))
    yield from (_to(dataset, _VOID + "vocabulary", iri) for iri in statistics.vocabularies)
    yield from (_to(dataset, _VOID + "exampleResource", iri) for iri in statistics.examples)
    for name, number in (
        ("triples", statistics.triples),
        ("entities", statistics.entities),
        ("distinctSubjects", statistics.subjects),
        ("distinctObjects", statistics.objects),
        ("properties", statistics.property_count),
        ("classes", statistics.class_count),
        ("documents", statistics.graph_count),
    ):
        yield count(dataset, name, number)
    warnings = ox.Literal(str(served.warnings), datatype=ox.NamedNode(XSD + "integer"))
    yield ox.Triple(dataset, ox.NamedNode(MOV + "warnings"), warnings)
    # Names of those the archive speaks of.
    yield from (quad.triple for quad in said if quad.subject != dataset)


def described_parts(served: Served) -> Iterator[ox.Triple]:
    """
    The dataset of *served* by property, by class and, see `described_folders`, by folder.

    Source: https://www.w3.org/TR/void/#class-property-partitions
    """
    statistics, dataset = served.statistics, ox.NamedNode(served.base)
    properties = [ox.BlankNode(f"property{number}") for number in range(len(statistics.properties))]
    classes = [ox.BlankNode(f"class{number}") for number in range(len(statistics.classes))]
    for name, nodes in (("propertyPartition", properties), ("classPartition", classes)):
        yield from (ox.Triple(dataset, ox.NamedNode(_VOID + name), node) for node in nodes)
    yield from _properties(zip(properties, statistics.properties.items(), strict=True))
    for node, (iri, entities) in zip(classes, statistics.classes.items(), strict=True):
        yield _to(node, _VOID + "class", iri)
        yield count(node, "entities", entities)
    yield from described_folders(served)


def described_folders(served: Served) -> Iterator[ox.Triple]:
    """The dataset of *served* by folder, where it has too many graphs to name each."""
    statistics, dataset = served.statistics, ox.NamedNode(served.base)
    folders = [ox.BlankNode(f"folder{number}") for number in range(len(statistics.folders))]
    yield from (ox.Triple(dataset, ox.NamedNode(_VOID + "subset"), node) for node in folders)
    for node, (name, counts) in zip(folders, statistics.folders.items(), strict=True):
        yield _is_a(node, _VOID + "Dataset")
        yield ox.Triple(node, ox.NamedNode(_DCTERMS + "title"), ox.Literal(name))
        yield count(node, "documents", counts.graphs)
        yield count(node, "triples", counts.triples)


def _properties(partitions: Iterable[tuple[ox.BlankNode, tuple[str, PropertyCounts]]]) -> Iterator[ox.Triple]:
    for node, (iri, counts) in partitions:
        yield _to(node, _VOID + "property", iri)
        yield count(node, "triples", counts.triples)
        yield count(node, "distinctSubjects", counts.subjects)
        yield count(node, "distinctObjects", counts.objects)


def _contact(dataset: ox.NamedNode, address: str, said: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """
    Source: https://www.w3.org/TR/vocab-dcat-3/#Property:resource_contact_point
    """
    node = ox.BlankNode("contact")
    yield ox.Triple(dataset, ox.NamedNode(PREFIXES["dcat"] + "contactPoint"), node)
    yield _is_a(node, VCARD + "Kind")
    yield _to(node, VCARD + ("hasEmail" if address.startswith("mailto:") else "hasURL"), address)
    publishers = {
        one.object for one in said if one.subject == dataset and one.predicate.value == _DCTERMS + "publisher"
    }
    # Of what the archive says of itself all others are names.
    names = (one.object for one in said if one.subject in publishers)
    yield from (ox.Triple(node, ox.NamedNode(VCARD + "fn"), name) for name in names)


def count(node: ox.NamedNode | ox.BlankNode, name: str, number: int) -> ox.Triple:
    """That *node* has *number* of what VoID calls *name*."""
    return ox.Triple(node, ox.NamedNode(_VOID + name), ox.Literal(number))


def _text(node: ox.NamedNode, name: str, text: str) -> ox.Triple:
    return ox.Triple(node, ox.NamedNode(_VOID + name), ox.Literal(text))


def _to(node: ox.NamedNode | ox.BlankNode, predicate: str, iri: str) -> ox.Triple:
    return ox.Triple(node, ox.NamedNode(predicate), ox.NamedNode(iri))


def _is_a(node: ox.NamedNode | ox.BlankNode, kind: str) -> ox.Triple:
    return _to(node, RDF + "type", kind)
