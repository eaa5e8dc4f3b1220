"""Faulty shapes of an archive are findings at their places; the others are asked all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import acervo, shipyard

__all__ = ["acervo", "shipyard"]
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
    $this mov:gist "\\"x\\"" FILTER ?d > 3
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
