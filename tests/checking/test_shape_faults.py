"""Faulty shapes of an archive are findings at their places; the others are asked all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import acervo, process, shipyard

__all__ = ["acervo", "process", "shipyard"]
pytestmark = pytest.mark.slow

PREFIXES = """@prefix ex: <https://example.org/shapes#> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
FAULTY = f"""{PREFIXES}
ex:A a sh:NodeShape ; sh:targetClass mov:Event ;
    sh:property [ sh:path mov:date ; sh:minCount "one" ] .

ex:B a sh:NodeShape ; sh:targetClass mov:Event ;
    sh:property ex:Gone ;
    sh:sparql [ sh:prefixes <https://w3id.org/acervo/shapes> ; sh:select \"\"\"SELECT $this
WHERE {{
    $this mov:gist \\"x\\" FILTER ?d > 3
}}\"\"\" ] .

ex:C a sh:NodeShape ; sh:targetClass mov:Event ;
    sh:sparql [ sh:select "SELECT $this {{ $this mov:date ?x }}" ] .

ex:E a sh:NodeShape ; sh:targetClass mov:Event ;
    sh:property [ sh:path skos:altLabel ; sh:minCount 1 ] .
"""
OWN = "shapes/own.ttl"


@pytest.fixture
def faulty(shipyard: Path) -> Path:
    (shipyard / OWN).write_text(FAULTY, encoding="utf-8")
    return shipyard


def told(ended) -> list[dict]:
    return [finding for finding in json.loads(ended.out)["findings"] if finding["rule"] == "malformed-shape"]


def test_every_fault_is_told_at_its_place_and_the_others_are_asked(acervo, faulty):
    ended = acervo("check", faulty, "--format", "json")
    found = [(finding["line"], finding["column"], finding["messages"]["en"]) for finding in told(ended)]
    lines = FAULTY.splitlines()

    assert 1 == ended.code
    assert ['"one" ] .', "ex:Gone ;", "FILTER ?d > 3", 'mov:date ?x }" ] .'] == [
        lines[line - 1][column - 1 :] for line, column, _ in found
    ]
    assert "Nothing describes" in found[1][2]
    assert "from “FILTER” on, in its line 3" in found[2][2]
    assert "sh:prefixes <https://w3id.org/acervo/shapes>" in found[3][2]
    assert any("altLabel" in (finding["predicate"] or "") for finding in json.loads(ended.out)["findings"])


@pytest.mark.long
def test_both_engines_tell_the_same_of_faulty_shapes(acervo, faulty):
    bulk, judge = (
        json.loads(acervo("check", faulty, "--format", "json", "--engine", engine).out)
        for engine in ("acervo", "pyshacl")
    )

    assert bulk["findings"] == judge["findings"]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit", "turtle"])
def test_every_format_tells_of_them(acervo, faulty, form):
    ended = acervo("check", faulty, "--format", form)

    assert 1 == ended.code
    assert "sh:minCount takes a whole number" in ended.out


def test_they_are_told_in_spanish(acervo, faulty):
    assert "sh:minCount lleva un número entero" in acervo("check", faulty, "--language", "es").out


def test_what_does_not_ask_for_shapes_is_not_stopped(acervo, faulty):
    for choice in (("--only", "syntax"), ("--skip", "shacl")):
        ended = acervo("check", faulty, *choice, "--format", "json")

        assert 0 == ended.code
        assert [] == told(ended)


DOUBTFUL = f"""{PREFIXES}
ex:Nowhere a sh:NodeShape ;
    sh:property [ sh:path mov:gist ; sh:minCount 1 ] .

ex:Mild a sh:NodeShape ; sh:targetClass mov:Event ;
    sh:severity sh:warning ;
    sh:sparql [ sh:prefixes ex:Nothing ; sh:message "No." ;
        sh:select "SELECT $this {{ $this mov:dat ?x FILTER (mov:date = 'mov:none') }}" ] .

ex:Round a sh:NodeShape ; sh:targetClass mov:Event ;
    sh:property [ sh:path mov:partOf ; sh:node ex:Round ] .
"""


def test_what_a_shape_hardly_means_is_a_warning_at_its_place(acervo, shipyard):
    (shipyard / OWN).write_text(DOUBTFUL, encoding="utf-8")
    ended = acervo("check", shipyard, "--format", "json")
    lines = DOUBTFUL.splitlines()
    doubts = [finding for finding in json.loads(ended.out)["findings"] if finding["rule"] == "doubtful-shape"]
    found = {
        lines[finding["line"] - 1][finding["column"] - 1 :].split()[0]: finding["messages"]["en"] for finding in doubts
    }

    assert 0 == ended.code
    assert "" == ended.err
    assert {"warning"} == {finding["severity"] for finding in doubts}
    assert ["ex:Nowhere", "sh:warning", "ex:Nothing", "mov:dat", "ex:Round"] == list(found)
    assert "no target" in found["ex:Nowhere"]
    assert "Did you mean sh:Warning?" in found["sh:warning"]
    assert "declares no prefix" in found["ex:Nothing"]
    assert "Did you mean mov:date?" in found["mov:dat"]
    assert "refers to itself" in found["ex:Round"]


@pytest.mark.long
def test_a_shape_that_refers_to_itself_gives_no_warning_of_python(process, shipyard):
    subject = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#subject>"
    circle = f"( [ sh:inversePath {subject} ] {subject} ) ; sh:node"
    (shipyard / OWN).write_text(DOUBTFUL.replace("mov:partOf ; sh:node", circle), encoding="utf-8")
    for engine in ("acervo", "pyshacl"):
        ended = process("check", shipyard, "--engine", engine)

        assert "refers to itself" in ended.out
        assert "RecursionWarning" not in ended.err


TERSE = f"""{PREFIXES}
ex:Terse a sh:NodeShape ; sh:targetClass mov:Event ;
    sh:property [ sh:path skos:altLabel ; sh:minCount 1 ] ;
    sh:property [ sh:path skos:prefLabel ; sh:languageIn ( "es" ) ; sh:severity sh:Warning ] ;
    sh:property [ sh:path [ sh:inversePath mov:cause ] ; sh:minCount 1 ] ;
    sh:sparql [ sh:select "SELECT DISTINCT $this {{ $this ?p ?o }}" ] .
"""


def test_a_shape_without_words_is_told_in_plain_ones_and_the_report_keeps_pyshacl_s(acervo, shipyard):
    (shipyard / OWN).write_text(TERSE, encoding="utf-8")
    english, spanish = (acervo("check", shipyard, "--language", name).out for name in ("en", "es"))
    turtle = acervo("check", shipyard, "--format", "turtle").out

    assert "This needs at least 1 of skos:altLabel; write what is missing." in english
    assert "Esto necesita al menos 1 de skos:altLabel" in spanish
    assert "is none of es." in english
    assert ":lenin-shipyard-strike-1980: the things that have this as their mov:cause" in english
    assert "The query of the shape ex:Terse finds this at fault." in english
    assert "Less than" not in english
    assert 'sh:resultMessage "Less than 1 values on' in turtle


def test_both_engines_tell_plain_words_alike(acervo, shipyard):
    (shipyard / OWN).write_text(TERSE, encoding="utf-8")
    bulk, judge = (
        acervo("check", shipyard, "--format", form, "--engine", engine).out
        for form in ("turtle",)
        for engine in ("acervo", "pyshacl")
    )

    assert bulk == judge
