"""A misspelt name is told as one: what shapes say of it comes after, as what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from acervo.checking.consequences import led
from acervo.checking.findings import Finding, Group, Related, ShaclResult


def finding(group: Group, rule: str, value: str | None = ":x", column: int = 5) -> Finding:
    words = {"en": f"{rule}!", "es": f"¡{rule}!"}
    results = (result("Class"),) if group == "shacl" else ()
    return Finding(group, rule, "violation", words, "data/a.ttl", 3, column, value=value, results=results)


def result(component: str) -> ShaclResult:
    name = f"<http://www.w3.org/ns/shacl#{component}ConstraintComponent>"
    return ShaclResult("<https://example.org/a>", None, "<https://example.org/x>", name, "_:shape")


SHAPE = finding("shacl", "Participation-names-who")
NAME = finding("lint", "dangling-iri")


def test_the_undefined_name_leads_and_the_shape_follows_from_it():
    """“Say who took part” was said where four stood, one of them misspelt."""
    first, second = led([SHAPE, NAME])

    assert NAME == first
    assert "Participation-names-who" == second.rule
    assert second.message("en").startswith("This follows from dangling-iri: as long as nothing says what :x is")
    assert "dangling-iri" in second.message("es")
    assert "names-who" not in second.message("en")


def test_what_is_about_another_value_or_place_stays_as_it_is():
    elsewhere = finding("shacl", "Claim-fits", column=6)
    other = finding("shacl", "Claim-fits", value=":y")
    lint = finding("lint", "another-rule")

    assert [NAME, lint, other, elsewhere] == list(led([lint, NAME, other, elsewhere]))


@pytest.mark.parametrize("components", [["MaxCount"], ["MaxCount", "Class"], ["SPARQL"], ["Pattern"], ["Not"]])
def test_what_stays_wrong_when_the_name_is_defined_is_told_for_itself(components):
    """Of two holders one is too many, whether or not anybody knows who they are."""
    shape = replace(SHAPE, results=tuple(map(result, components)))

    assert [NAME, shape] == list(led([shape, NAME]))


def test_without_an_undefined_name_nothing_moves():
    found = [SHAPE, finding("lint", "another-rule"), finding("shacl", "Claim-fits", column=9)]

    assert found == list(led(found))


def lacks(predicate: str, focus: str = ":outcome", path: str = "data/a.ttl") -> Finding:
    there = (Related(path, 9, 1, {"en": "Write a line."}),)
    words = {"en": "Say what was measured."}
    return Finding(
        "shacl", "Outcome-one-measure", "violation", words, path, 2, 1, focus=focus, predicate=predicate, related=there
    )


MISSPELT = replace(finding("lint", "undefined-property"), focus=":outcome", predicate="mov:mesure")


def test_what_is_lacking_because_its_property_is_misspelt_follows_from_that():
    """Told to add a line, a person said the measure twice."""
    first, second = led([lacks("mov:measure"), MISSPELT])

    assert MISSPELT == first
    assert second.message("en").startswith("This follows from undefined-property: mov:mesure, on line 3, is not mov:me")
    assert "mov:measure" in second.message("es")
    assert () == second.related
    assert 2 == second.line


@pytest.mark.parametrize(
    "other",
    [
        lacks("mov:unit"),
        lacks("mov:measure", focus=":other"),
        lacks("mov:measure", path="data/b.ttl"),
        replace(lacks("mov:measure"), value="12"),
    ],
)
def test_what_another_thing_lacks_or_another_property_stays_as_it_is(other):
    assert [other, MISSPELT] == list(led([other, MISSPELT]))
