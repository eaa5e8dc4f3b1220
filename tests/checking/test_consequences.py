"""A misspelt name is told as one: what shapes say of it comes after, as what it is."""

from __future__ import annotations

from acervo.checking.consequences import led
from acervo.checking.findings import Finding, Group


def finding(group: Group, rule: str, value: str | None = ":x", column: int = 5) -> Finding:
    words = {"en": f"{rule}!", "es": f"¡{rule}!"}
    return Finding(group, rule, "violation", words, "data/a.ttl", 3, column, value=value)


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


def test_without_an_undefined_name_nothing_moves():
    found = [SHAPE, finding("lint", "another-rule"), finding("shacl", "Claim-fits", column=9)]

    assert found == list(led(found))
