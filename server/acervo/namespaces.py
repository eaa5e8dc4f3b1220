"""The namespaces Acervo speaks, under the prefixes that the house style gives them."""

from __future__ import annotations

from typing import Final

MOV: Final = "https://w3id.org/acervo/ns#"
MOVSH: Final = "https://w3id.org/acervo/shapes#"
PDIA: Final = "https://w3id.org/acervo/participedia/"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"

#: Prefix → namespace, in the order in which a query's header lists them.
PREFIXES: Final[dict[str, str]] = {
    "mov": MOV,
    "movsh": MOVSH,
    "pdia": PDIA,
    "edtf": EDTF,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "sh": SH,
    "skos": SKOS,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "bibo": "http://purl.org/ontology/bibo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
}


def shorten(iri: str, base: str | None = None) -> str:
    """
    Write *iri* as people read it: `mov:date`, or `:indorca` for an entity of the archive at *base*; else in `<>`.

    >>> shorten("https://w3id.org/acervo/ns#date")
    'mov:date'
    >>> shorten("http://example.org/id/strike", base="http://example.org/")
    ':strike'
    """
    if base is not None and iri.startswith(base + "id/"):
        return ":" + iri[len(base) + 3 :]
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"
