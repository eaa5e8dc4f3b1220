"""What is computed from the files before any rule: date bounds, the triples that claims state, the archive's node."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from acervo.corpus.terms import to_graph
from acervo.edition.normalise import normalise

from .conftest import BASE, PREFIXES

XSD = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"


def expected(text: str) -> Graph:
    graph = Graph()
    for triple in ox.parse((PREFIXES + XSD + text).encode(), format=ox.RdfFormat.TURTLE):
        graph += to_graph([triple.triple])
    return graph


def test_bounds_sit_on_the_claim_and_on_the_source(read):
    """A claim's date is its object; a source has a date of its own. A thing's envelope is a rule's business."""
    normalised = normalise(
        read(
            ':a a mov:Claim ; rdf:subject :strike ; rdf:predicate mov:date ; rdf:object "1980-08"^^edtf:EDTF .\n'
            ':s a mov:Source ; mov:date "1990/.."^^edtf:EDTF ; mov:accessDate "2020"^^edtf:EDTF .\n'
            ':t a mov:Tenure ; mov:date "1981"^^edtf:EDTF ; mov:asOf "1995"^^edtf:EDTF .\n'
        )
    )

    assert isomorphic(
        expected("""
:a mov:earliest "1980-08-01"^^xsd:date ; mov:latest "1980-08-31"^^xsd:date ; mov:datePrecision "month" .
:s mov:earliest "1990-01-01"^^xsd:date ; mov:datePrecision "year" .
:t mov:earliest "1981-01-01"^^xsd:date ; mov:latest "1981-12-31"^^xsd:date ; mov:datePrecision "year" .
"""),
        to_graph(normalised.bounds),
    )


def test_bounds_of_a_claimed_date_do_not_depend_on_the_predicate(read):
    """A birth date has bounds as well."""
    normalised = normalise(read(':a rdf:subject :anna ; rdf:predicate mov:birthDate ; rdf:object "1929"^^edtf:EDTF .'))

    assert 3 == len(normalised.bounds)


@pytest.mark.parametrize("predicate", ["rdf:object", "mov:date", "mov:asOf", "mov:accessDate"])
def test_a_malformed_date_is_kept_for_the_check_wherever_it_stands(read, predicate):
    """A misread date of access misleads as well."""
    normalised = normalise(read(f':a {predicate} "2016-13-40"^^edtf:EDTF .'))

    assert isomorphic(expected(':a mov:malformedDate "2016-13-40"^^edtf:EDTF .'), to_graph(normalised.malformed))
    assert () == normalised.bounds


def test_every_triple_claim_states_its_triple_for_the_check(read):
    """A denied or alleged value must be of the right kind too; records state nothing beside themselves."""
    normalised = normalise(
        read(
            ":a rdf:subject :strike ; rdf:predicate mov:place ; rdf:object :gdansk ; mov:polarity false .\n"
            ":b rdf:subject :strike ; rdf:predicate mov:ordinal ; rdf:object 1 ; mov:rank mov:Deprecated .\n"
            ":c a mov:Count ; mov:of :strike ; mov:value 7 .\n"
            ":d rdf:subject :strike ; rdf:object :gdynia .\n"
        )
    )

    assert isomorphic(expected(":strike mov:place :gdansk ; mov:ordinal 1 ."), to_graph(normalised.claimed))


def test_claimed_literals_stay_as_written(read):
    """The check must see the `01` that stands in the file."""
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    normalised = normalise(read(f':a rdf:subject :b ; rdf:predicate mov:ordinal ; rdf:object "01"^^{integer} .'))

    assert ['"01"^^' + integer] == [str(triple.object) for triple in normalised.claimed]


def test_the_archive_s_own_node_is_added_once(read):
    """Rules and shapes find the base there; a curator who described the archive is not contradicted."""
    plain = normalise(read(""))
    described = normalise(read("<> a mov:Archive ."))

    assert isomorphic(
        expected(f'<{BASE}> a mov:Archive ; mov:base "{BASE}" .'),
        to_graph(plain.archive_node),
    )
    assert isomorphic(expected(f'<{BASE}> mov:base "{BASE}" .'), to_graph(described.archive_node))


def test_what_a_file_says_already_is_not_computed_again(read):
    """The same triple in two graphs would be counted twice."""
    normalised = normalise(
        read(
            "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
            ':a mov:date "1980"^^edtf:EDTF ; mov:earliest "1980-01-01"^^xsd:date .'
        )
    )

    assert {"latest", "datePrecision"} == {triple.predicate.value.rpartition("#")[2] for triple in normalised.bounds}


def test_dates_in_shapes_and_ontology_are_no_data(read):
    """An example in a definition has no place on a timeline."""
    normalised = normalise(read(files={"ontology/b.ttl": ':a mov:date "1980"^^edtf:EDTF , "x"^^edtf:EDTF .'}))

    assert () == normalised.bounds
    assert () == normalised.malformed
