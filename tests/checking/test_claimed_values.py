"""A value that a claim states as well: which of the two goes, and where both stand."""

from __future__ import annotations

from pathlib import Path

from acervo.checking.findings import Finding

from .test_places import findings

CORE = Path(__file__).parents[2] / "shapes" / "core"
HEAD = """@prefix : <https://example.org/id/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
CLAIM = """:epo-alt-label-1 a mov:Claim ;
    rdf:subject :epo ; rdf:predicate skos:altLabel ; rdf:object "Army"@en ;
    mov:passage :passage-1 .
"""


def found(folder: Path, rule: str, shapes: str, thing: str, claims: str = CLAIM) -> list[Finding]:
    text = "".join((CORE / name).read_text(encoding="utf-8") for name in ("core.ttl", *shapes.split()))
    told = findings(folder, text, a=(HEAD + thing).encode(), b=(HEAD + claims).encode())
    return [finding for finding in told if rule == finding.rule]


def test_a_surplus_name_that_a_claim_says_is_to_be_removed(tmp_path):
    """Told to make it skos:altLabel, a person was then told to remove that."""
    thing = ':epo skos:prefLabel "Workers\' Army"@en , "Army"@en , "Ejército"@es .\n'
    (finding,) = found(tmp_path, "Name-one-per-language", "name.ttl", thing)

    assert finding.message("en").endswith("Remove this one, though: the claim :epo-alt-label-1 says it already.")
    assert [("data/a.ttl", 5), ("data/b.ttl", 6)] == [place[:2] for place in finding.related]


def test_of_two_names_the_claimed_one_is_too_many_wherever_it_stands(tmp_path):
    thing = ':epo skos:prefLabel "Army"@en , "Workers\' Army"@en .\n'
    (finding,) = found(tmp_path, "Name-one-per-language", "name.ttl", thing)

    assert '"Army"@en' == finding.value


def test_a_surplus_name_that_nobody_claims_is_told_as_the_shape_tells_it(tmp_path):
    thing = ':epo skos:prefLabel "Workers\' Army"@en , "Forces"@en .\n'
    (finding,) = found(tmp_path, "Name-one-per-language", "name.ttl", thing)

    assert "Remove" not in finding.message("en")
    assert 1 == len(finding.related)


def test_a_direct_value_is_told_where_it_stands_and_not_at_the_claim(tmp_path):
    """The claim was sound; the file to mend was not named."""
    (finding,) = found(
        tmp_path, "Claim-not-hidden-by-direct-value", "date.ttl claim.ttl", ':epo skos:altLabel "Army"@en .\n'
    )

    assert ("data/a.ttl", 5, 20) == (finding.path, finding.line, finding.column)
    assert (":epo", "skos:altLabel") == (finding.focus, finding.predicate)
    (claim,) = finding.related
    assert ("data/b.ttl", 6) == claim[:2]
    assert "The claim :epo-alt-label-1 says it here." == claim.messages["en"]


def test_of_two_dates_the_direct_one_is_told_whatever_the_claim_says(tmp_path):
    claim = CLAIM.replace("skos:altLabel", "mov:date").replace('"Army"@en', '"1912"')
    thing = ':other mov:date "1913" .\n:epo mov:date "1913" .\n'
    (finding,) = found(tmp_path, "Claim-not-hidden-by-direct-value", "date.ttl claim.ttl", thing, claim)

    assert ("data/a.ttl", 6, 15) == (finding.path, finding.line, finding.column)
