"""Each file of the core stands on its own, and all of them fit together."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

MOV = "https://w3id.org/acervo/ns#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def ontology_nodes(triples):
    return {s for s, p, o in triples if RDF_TYPE == p.value and f"{OWL}Ontology" == o.value}


def test_every_file_has_its_own_ontology_node(core_files):
    """Two files under one node could not be versioned apart."""
    nodes = [node for triples in core_files.values() for node in ontology_nodes(triples)]

    assert dict.fromkeys(core_files, 1) == {name: len(ontology_nodes(t)) for name, t in core_files.items()}
    assert len(nodes) == len(set(nodes))


def test_every_ontology_node_says_its_title_maker_licence_and_version(core_files):
    """Whoever takes one file away takes these with it."""
    needed = {f"{DCTERMS}creator", f"{DCTERMS}license", f"{OWL}versionIRI", f"{OWL}versionInfo"}
    poor = {}
    for name, triples in core_files.items():
        (node,) = ontology_nodes(triples)
        here = {p.value for s, p, _ in triples if s == node}
        titles = {o.language for s, p, o in triples if s == node and p.value == f"{DCTERMS}title"}
        if missing := (needed - here) | ({"en", "es"} - titles):
            poor[name] = missing

    assert {} == poor


def test_the_core_imports_every_file(core_files, values):
    """The node of the core leads to all of it, without a listing of folders."""
    nodes = {node.value for triples in core_files.values() for node in ontology_nodes(triples)}
    reached, open_ = set(), ["https://w3id.org/acervo/ns"]
    while open_:
        reached.add(node := open_.pop())
        open_ += [o.value for o in values[node][f"{OWL}imports"] if o.value not in reached]

    assert nodes == reached


def test_no_triple_stands_in_two_files(core_files):
    """The union default graph counts a repeated triple twice."""
    counted = Counter(triple for triples in core_files.values() for triple in set(triples))

    assert [] == [triple for triple, times in counted.items() if times > 1]


def test_no_file_has_blank_nodes(core_files):
    """A term without an IRI cannot be cited or diffed."""
    terms = (term for triples in core_files.values() for triple in triples for term in triple)

    assert not any(isinstance(term, ox.BlankNode) for term in terms)


def test_every_mov_iri_in_the_core_is_defined(core_files, values):
    """A misspelt term in a range or a comparison key would be silent."""
    used = {
        term.value for t in core_files.values() for triple in t for term in triple if isinstance(term, ox.NamedNode)
    }
    defined = {
        subject for subject, facts in values.items() if "http://www.w3.org/2004/02/skos/core#definition" in facts
    }

    assert set() == {iri for iri in used if iri.startswith(MOV)} - defined


def test_a_battle_is_found_as_an_event_of_schema_org_and_sem(values):
    """The closure follows the alignments, so that other people's queries work here."""
    above, open_ = set(), [f"{MOV}Battle"]
    while open_:
        above.add(narrow := open_.pop())
        wider = values[narrow]["http://www.w3.org/2000/01/rdf-schema#subClassOf"]
        open_ += [o.value for o in wider if o.value not in above]

    assert {"https://schema.org/Event", "http://semanticweb.cs.vu.nl/2009/11/sem/Event", f"{MOV}Event"} <= above


def test_alignments_define_no_term_of_ours(core_files):
    """What a word means stands in one place; an alignment only relates it."""
    documented = {
        (name, s.value)
        for name, triples in core_files.items()
        if name.startswith("alignments/")
        for s, p, _ in triples
        if p.value.startswith("http://www.w3.org/2004/02/skos/core#") and not p.value.endswith("closeMatch")
    }

    assert set() == documented
