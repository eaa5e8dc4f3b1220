"""A wrong date or number is looked up in the source: where that is, the passage knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from acervo.checking.findings import Finding

from .test_places import findings

SHAPES = """
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix movsh: <https://w3id.org/acervo/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
movsh:Low a sh:NodeShape ; sh:targetSubjectsOf mov:after ; sh:property movsh:Low-number .
movsh:Low-number a sh:PropertyShape ; sh:path mov:after ; sh:maxInclusive 100 ; sh:message "Too much."@en .
movsh:Long a sh:NodeShape ; sh:targetSubjectsOf mov:gist ; sh:property movsh:Long-gist .
movsh:Long-gist a sh:PropertyShape ; sh:path mov:gist ; sh:minLength 9 ; sh:message "Say more."@en .
movsh:Place a sh:NodeShape ; sh:targetSubjectsOf mov:place ; movsh:seesClaims true ; sh:property movsh:Place-known .
movsh:Place-known a sh:PropertyShape ; sh:path mov:place ; sh:class mov:Place ; sh:message "Name a place."@en .
"""
HEAD = """@prefix : <https://example.org/id/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
PASSAGES = """:passage-1 a mov:Passage ; mov:section :section-1 ; mov:paragraph 2 ; mov:sentence 3 ;
    mov:firstWords "On 23 June" ; mov:lastWords "the plant" .
:passage-2 a mov:Passage ; mov:firstWords "They said" ; mov:lastWords "by 20 percent" .
:passage-3 a mov:Passage ; mov:sentence 1 .
:sucre a mov:Place ; skos:prefLabel "Estado Sucre"@es .
"""


def only(folder: Path, text: str) -> Finding:
    (finding,) = findings(folder, SHAPES, a=(HEAD + text).encode(), passages=(HEAD + PASSAGES).encode())
    return finding


def test_the_passage_of_a_wrong_number_is_named_with_its_first_words(tmp_path):
    """That June has 30 days does not say which day was meant."""
    finding = only(tmp_path, ":c mov:after 130 ; mov:passage :passage-1 .\n")

    (there,) = finding.related
    assert ("data/passages.ttl", 5, 1) == there[:3]
    assert (
        "Look it up: passage :passage-1, section :section-1, paragraph 2, sentence 3, begins “On 23 June”."
        == there.messages["en"]
    )
    assert "Consúltelo: pasaje :passage-1" in there.messages["es"]


def test_last_words_are_told_where_a_number_stands_in_them(tmp_path):
    (there,) = only(tmp_path, ":c mov:after 130 ; mov:passage :passage-2 .\n").related

    assert there.messages["en"].endswith("begins “They said”, ends “by 20 percent”.")


def test_two_passages_are_enough(tmp_path):
    finding = only(tmp_path, ":c mov:after 130 ; mov:passage :passage-1 , :passage-2 , :passage-3 .\n")

    assert 2 == len(finding.related)


def test_a_text_is_not_looked_up(tmp_path):
    assert () == only(tmp_path, ':c mov:gist "Short."@en ; mov:passage :passage-1 .\n').related


@pytest.mark.parametrize("text", ["sucre", "Sucre", "Estado Sucre", ":sucre"])
def test_a_text_in_the_place_of_a_thing_is_told_as_one(tmp_path, text):
    """“Name a place” was said to somebody who had."""
    claim = f':c a mov:Claim ; rdf:subject :battle ; rdf:predicate mov:place ; rdf:object "{text}" .\n'
    message = only(tmp_path, claim).message("en")

    assert f"“{text}” is only a text. Did you mean :sucre? Name a place." == message


def test_a_text_that_names_nothing_is_told_as_a_text(tmp_path):
    message = only(tmp_path, ':battle mov:place "Anzoátegui" .\n').message("en")

    assert "“Anzoátegui” is only a text. Name a place." == message
