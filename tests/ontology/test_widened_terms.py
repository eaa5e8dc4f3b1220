"""Predicates that two kinds of thing may bear declare neither kind: the shapes say who may stand there."""

from __future__ import annotations

import pytest

MOV = "https://w3id.org/acervo/ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"


@pytest.mark.parametrize("name", ["appointee", "carriedOutBy", "directedAt", "founder", "partner", "successorOf"])
def test_who_may_stand_there_is_left_to_the_shapes(values, name):
    """A range of foaf:Person would make a person of each group that was dismissed."""
    assert f"{SKOS}definition" in values[MOV + name]
    assert f"{RDFS}domain" not in values[MOV + name]
    assert f"{RDFS}range" not in values[MOV + name]


@pytest.mark.parametrize(
    ("name", "english", "spanish"),
    [("appointee", "group", "grupo"), ("successorOf", "person who held an office", "persona que ocupó un cargo")],
)
def test_a_widened_term_says_so_in_both_languages(values, name, english, spanish):
    """Whoever writes a claim learns from the definition that a group, or a person in office, is meant as well."""
    definitions = {o.language: o.value for o in values[MOV + name][f"{SKOS}definition"]}

    assert english in definitions["en"]
    assert spanish in definitions["es"]
