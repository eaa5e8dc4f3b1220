"""What stands in a description, on a store alone."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from acervo.engine.describing import CLAIMS, OWN
from acervo.engine.evaluation import answer
from acervo.engine.interface import Query

PREFIXES = """
@prefix : <http://e/> . @prefix mov: <https://w3id.org/acervo/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def described(turtle: str, *things: str, graphs: dict[str, str] | None = None) -> set[str]:
    store = ox.Store()
    for name, text in {"http://e/g": turtle, **(graphs or {})}.items():
        store.load(PREFIXES + text, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(name))
    named = tuple(f"http://e/{thing}" for thing in things)
    query = Query(f"DESCRIBE <{named[0]}>", "DESCRIBE", "application/n-triples", things=named)
    lines = answer(store, "http://e/", query).decode().splitlines()
    assert len(set(lines)) == len(lines)
    return {line.replace("http://e/", "").removesuffix(" .") for line in lines}


def subjects(lines: set[str]) -> set[str]:
    return {line.split()[0].strip("<>") for line in lines}


def test_a_reified_statement_about_it_is_a_claim():
    """In any archive, whatever its words are."""
    lines = described(":c rdf:subject :a ; rdf:predicate :p ; rdf:object :b . :b rdfs:label 'B' ; :p :z .", "a")

    assert {"c", "b"} == subjects(lines)
    assert '<b> <http://www.w3.org/2000/01/rdf-schema#label> "B"' in lines
    assert "<b> <p> <z>" not in lines


@pytest.mark.parametrize("link", ["mov:holder", "mov:attributedTo", "rdf:object", "rdf:predicate", "mov:rank", "a"])
def test_a_claim_that_only_names_it_is_not_about_it(link):
    """What a person holds is not said of the person."""
    assert set() == described(f":c {link} :a ; mov:passage :p .", "a")


def test_what_points_at_it_and_cites_nothing_is_no_claim():
    """Links between things are told where they begin."""
    assert set() == described(":b :partOf :a .", "a")


def test_a_record_claim_brings_its_passage_and_the_names_of_source_and_speaker():
    """Who says so, and where; not what else the source holds."""
    lines = described(
        """:c mov:of :a ; mov:passage :p . :p mov:inSource :s ; mov:speaker :who ; mov:start 3 .
        :s <http://purl.org/dc/terms/title> "S" ; mov:page 9 . :who skos:prefLabel "Who"@es .
        :other mov:inSource :s .""",
        "a",
    )

    assert {"c", "p", "s", "who"} == subjects(lines)
    assert 7 == len(lines)


def test_a_claim_about_two_things_is_told_once():
    """Also where both are described."""
    lines = described(":c mov:about :a , :b ; mov:passage :p . :a rdfs:label 'A' . :b :see :a .", "a", "b")

    assert {"a", "b", "c"} == subjects(lines)
    assert 5 == len(lines)


def test_no_more_than_so_many_claims_and_triples():
    """The first by IRI, and by property and value: the same ones each time."""
    claims = "".join(f":c{number:04} rdf:subject :a ." for number in range(CLAIMS + 9))
    values = "".join(f":a :p :v{number:04} ." for number in range(OWN + 9))
    lines = described(values + claims, "a")

    assert {f"c{number:04}" for number in range(CLAIMS)} == subjects(lines) - {"a"}
    assert {f"<a> <p> <v{number:04}>" for number in range(OWN)} == {line for line in lines if line.startswith("<a>")}


def test_types_and_names_come_before_what_is_left_out():
    """A thing without its name is no description."""
    values = "".join(f":a :p :v{number:04} ." for number in range(OWN + 9))
    lines = described(values + ":a a :Thing ; skos:prefLabel 'A' .", "a")

    assert len(lines) == OWN
    assert '<a> <http://www.w3.org/2004/02/skos/core#prefLabel> "A"' in lines


def test_a_triple_in_two_graphs_is_told_once():
    """A description is of the merge."""
    assert 1 == len(described(":a :p :b .", "a", graphs={"http://e/h": ":a :p :b ."}))
