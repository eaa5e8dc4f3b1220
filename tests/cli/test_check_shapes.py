"""`acervo check` and the shapes: what they looked at, who asked them, and how long that may take."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PREFIXES = """@prefix ex: <https://example.org/shapes#> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

"""
IDLE = f"""{PREFIXES}ex:Unicorns-have-horns
    a sh:NodeShape ;
    sh:targetClass ex:Unicorn ;
    sh:property [ sh:path ex:horn ; sh:minCount 1 ] .
"""
RECURSIVE = f"""{PREFIXES}ex:Whole-has-parts
    a sh:NodeShape ;
    sh:targetClass mov:Event ;
    sh:property [ sh:path mov:partOf ; sh:node ex:Whole-has-parts ] .
"""


@pytest.fixture
def add_shapes(shipyard: Path):
    def add(text: str) -> None:
        (shipyard / "shapes" / "own.ttl").write_text(text, encoding="utf-8")

    return add


def test_an_own_shape_that_finds_nothing_is_a_warning_where_it_stands(acervo, shipyard, add_shapes):
    """A misspelt target looks like data without a fault."""
    add_shapes(IDLE)
    ended = acervo("check", shipyard)

    assert 0 == ended.code
    assert "shapes/own.ttl:5:1: warning https://example.org/shapes#Unicorns-have-horns" in ended.out
    assert "found nothing to examine" in ended.out


def test_a_shape_of_the_core_that_finds_nothing_is_only_counted(acervo, shipyard):
    """An archive without coverage of appointments has done nothing wrong."""
    ended = acervo("check", shipyard, "--format", "json")
    told = json.loads(ended.out)

    assert told["untargeted"]
    assert [] == told["findings"]


def test_a_shape_that_is_left_to_pyshacl_is_named_with_the_reason(acervo, shipyard, add_shapes):
    """Nothing is skipped, and nobody has to believe that."""
    add_shapes(RECURSIVE)
    told = json.loads(acervo("check", shipyard, "--format", "json").out)["judged"]
    text = acervo("check", shipyard, "--verbose").out

    assert {"https://example.org/shapes#Whole-has-parts": "the shape refers to itself"} == told
    assert "pySHACL examined every node for https://example.org/shapes#Whole-has-parts" in text


def test_both_engines_find_the_same(acervo, shipyard, change):
    change("data/sources/diary/claims-strike.ttl", "mov:value 16000", "mov:value -1")
    bulk = json.loads(acervo("check", shipyard, "--format", "json").out)
    judge = json.loads(acervo("check", shipyard, "--format", "json", "--engine", "pyshacl").out)

    assert bulk["findings"]
    assert bulk == judge


def test_the_other_engine_neither_reads_nor_leaves_a_kept_report(acervo, shipyard):
    """Who doubts the one must not be told its answer again."""
    acervo("check", shipyard, "--engine", "pyshacl")

    assert not list((shipyard / ".acervo").rglob("report.json"))


def test_a_check_that_takes_too_long_says_so(acervo, shipyard):
    ended = acervo("check", shipyard, "--timeout", "0.001")

    assert 2 == ended.code
    assert "Not done after 0.001 s, so nothing can be told." in ended.err
    assert "" == ended.out


def test_a_check_in_time_is_as_ever(acervo, shipyard):
    assert 0 == acervo("check", shipyard, "--timeout", "600").code
