"""Direct triples: what the best-ranked claims and the records say in one step."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from .conftest import BASE

SOURCES = """
:s1 a mov:Source ; mov:date "1980"^^edtf:EDTF .
:s2 a mov:Source ; mov:date "1990"^^edtf:EDTF .
:p1 a mov:Passage ; mov:inSource :s1 .
:p2 a mov:Passage ; mov:inSource :s2 .
"""


def claim(name: str, value: str, more: str = "", passage: str = ":p1", predicate: str = "mov:place") -> str:
    return (
        f":{name} a mov:Claim ; rdf:subject :strike ; rdf:predicate {predicate} ; rdf:object {value} ;"
        f" mov:passage {passage} {'; ' + more if more else ''} .\n"
    )


@pytest.fixture
def places(build, solutions):
    """The direct places of `:strike` after some claims."""

    def direct(*claims: str) -> list[str]:
        edition = build(SOURCES + "".join(claims))
        return [place for (place,) in solutions(edition, "SELECT ?place { :strike mov:place ?place }")]

    return direct


def test_normal_claims_all_give_direct_triples(places):
    """Two best values are two direct triples: an honest contradiction is not resolved by software."""
    assert [":gdansk", ":gdynia"] == places(
        claim("a", ":gdansk"), claim("b", ":gdynia"), claim("c", ":gdynia", passage=":p2")
    )


def test_a_preferred_claim_hides_the_normal_ones(places):
    """A curator has judged, and given a reason."""
    assert [":gdynia"] == places(claim("a", ":gdansk"), claim("b", ":gdynia", "mov:rank mov:Preferred"))


def test_two_preferred_claims_give_two_direct_triples(places):
    """Preferred says better than Normal, not the only one."""
    preferred = "mov:rank mov:Preferred"

    assert [":gdynia", ":sopot"] == places(
        claim("a", ":gdansk"), claim("b", ":gdynia", preferred), claim("c", ":sopot", preferred)
    )


def test_a_stated_normal_rank_is_the_same_as_none(places):
    """`mov:Normal` is the default, spelt out."""
    assert [":gdansk", ":gdynia"] == places(claim("a", ":gdansk", "mov:rank mov:Normal"), claim("b", ":gdynia"))


@pytest.mark.parametrize(
    "qualified",
    [
        "mov:rank mov:Deprecated",
        "mov:polarity false",
        "mov:modality mov:Alleged",
        "mov:modality mov:Attributed",
        "mov:modality mov:Inferred",
        "mov:rank mov:Preferred ; mov:modality mov:Alleged",
        "mov:rank mov:Preferred ; mov:modality mov:Attributed",
    ],
)
def test_what_is_not_affirmed_by_a_source_gives_no_direct_triple(places, qualified):
    """A direct triple carries no doubt with it, so nothing doubtful becomes one."""
    assert [] == places(claim("a", ":gdansk", qualified))


def test_a_conclusion_of_the_archive_counts_only_when_preferred(places):
    """An Inferred claim that is Preferred was weighed, and says its reason."""
    inferred = "mov:modality mov:Inferred"

    assert [":gdansk"] == places(claim("a", ":gdansk"), claim("b", ":gdynia", inferred))
    assert [":gdynia"] == places(claim("a", ":gdansk"), claim("b", ":gdynia", f"{inferred} ; mov:rank mov:Preferred"))


def test_a_denial_hides_nothing(places):
    """That one source says no does not take back another's yes: both stand, as a disagreement."""
    assert [":gdansk"] == places(claim("a", ":gdansk"), claim("b", ":gdansk", "mov:polarity false", passage=":p2"))


@pytest.mark.parametrize("more", ["mov:polarity false", "mov:modality mov:Alleged", "mov:modality mov:Attributed"])
def test_a_preferred_claim_that_is_not_affirmed_leaves_no_direct_triple(places, more):
    """The curator has judged that the best answer is a no, or a rumour; the lesser answers do not step in for it."""
    assert [] == places(claim("a", ":gdansk"), claim("b", ":gdynia", f"mov:rank mov:Preferred ; {more}"))


def test_rank_is_compared_within_one_predicate_of_one_thing(build, solutions):
    """A preferred date says nothing about the place."""
    edition = build(
        SOURCES
        + claim("a", ":gdansk")
        + claim("b", '"1980"^^edtf:EDTF', "mov:rank mov:Preferred", predicate="mov:date")
        + claim("c", ":gdynia").replace(":strike", ":other")
    )

    assert [(":gdansk",)] == solutions(edition, "SELECT ?place { :strike mov:place ?place }")
    assert [("1980",)] == solutions(edition, "SELECT ?date { :strike mov:date ?date }")
    assert [(":gdynia",)] == solutions(edition, "SELECT ?place { :other mov:place ?place }")


RECORDS = """
:strike a mov:Event .
:yard a org:Organization . :welders a mov:Group .
:r1 a mov:Participation ; mov:event :strike ; mov:participant :yard , :welders ; mov:role mov:Volunteer ;
    mov:passage :p1 .
:r2 a mov:Tenure ; org:member :anna ; org:organization :yard ; org:role mov:President ; mov:passage :p1 .
:r3 a mov:Tenure ; org:member :lech ; org:organization :yard ; org:role mov:Worker ; mov:passage :p1 .
:r4 a mov:Tenure ; org:member :jan ; org:organization :yard ; org:role mov:Head ; mov:passage :p1 .
"""


def test_records_give_shortcuts(build, solutions):
    """A record says more; a first query needs less. Only organizations send volunteers, only heads head."""
    edition = build(SOURCES + RECORDS)

    assert [(":welders",), (":yard",)] == solutions(edition, "SELECT ?who { :strike mov:hadParticipant ?who }")
    assert [(":yard", ":strike")] == solutions(edition, "SELECT ?a ?b { ?a mov:sentVolunteers ?b }")
    assert [(":anna", ":yard"), (":jan", ":yard")] == solutions(edition, "SELECT ?a ?b { ?a mov:headOf ?b }")


@pytest.mark.parametrize(
    "qualified",
    [
        "mov:rank mov:Deprecated",
        "mov:polarity false",
        "mov:modality mov:Alleged",
        "mov:modality mov:Attributed",
        "mov:modality mov:Inferred",
    ],
)
def test_a_record_that_is_not_affirmed_gives_no_shortcut(build, solutions, qualified):
    """As with triple claims: a shortcut carries no doubt with it."""
    edition = build(SOURCES + RECORDS.replace("mov:passage :p1", f"{qualified} ; mov:passage :p1"))

    assert [] == solutions(edition, "SELECT ?a ?b { ?a mov:hadParticipant | mov:sentVolunteers | mov:headOf ?b }")


def test_a_thing_is_stated_by_every_source_with_a_claim_about_it(build, solutions):
    """Denied, alleged or deprecated: the source speaks of it all the same."""
    edition = build(
        SOURCES
        + claim("a", ":gdansk")
        + claim("b", ":gdynia", "mov:rank mov:Deprecated ; mov:polarity false", passage=":p2")
        + ":c a mov:Count ; mov:of :committee ; mov:counted foaf:Person ; mov:value 3 ; mov:passage :p2 , :p1 .\n"
        + ":v a mov:View ; mov:kind mov:Cause ; mov:about :lockout ; mov:passage :p1 .\n"
        + RECORDS
    )

    assert [
        (":committee", ":s1"),
        (":committee", ":s2"),
        (":lockout", ":s1"),
        (":strike", ":s1"),
        (":strike", ":s2"),
    ] == [
        row
        for row in solutions(edition, "SELECT ?thing ?source { ?thing mov:statedBy ?source }")
        if row[0] in (":strike", ":committee", ":lockout")
    ]
    assert (":anna", ":s1") in solutions(edition, "SELECT ?thing ?source { ?thing mov:statedBy ?source }")


def test_an_envelope_spans_the_best_dates_of_a_thing(build, solutions):
    """One span per thing, over its direct dates only."""
    edition = build(
        SOURCES
        + claim("a", '"1980-08-14/1980-08-31"^^edtf:EDTF', predicate="mov:date")
        + claim("b", '"1980-09"^^edtf:EDTF', predicate="mov:date")
        + claim("c", '"1950"^^edtf:EDTF', "mov:rank mov:Deprecated", predicate="mov:date")
    )

    assert [("1980-08-14", "1980-09-30")] == solutions(
        edition, "SELECT ?from ?until { :strike mov:earliest ?from ; mov:latest ?until }"
    )


@pytest.mark.parametrize(
    ("other", "earliest", "latest"),
    [("1980-08/..", [("1980-08-01",)], []), ("/1980-09", [], [("1980-09-30",)])],
)
def test_an_open_end_leaves_that_side_of_the_envelope_open(build, solutions, other, earliest, latest):
    """A closed date beside an open one must not close it."""
    edition = build(
        SOURCES
        + claim("a", '"1980-08-14/1980-08-31"^^edtf:EDTF', predicate="mov:date")
        + claim("b", f'"{other}"^^edtf:EDTF', predicate="mov:date")
    )

    assert earliest == solutions(edition, "SELECT ?day { :strike mov:earliest ?day }")
    assert latest == solutions(edition, "SELECT ?day { :strike mov:latest ?day }")


def test_closure_climbs_classes_and_properties_and_the_alignments(build, solutions):
    """A client of schema.org finds a battle without knowing the word."""
    edition = build(
        ":strike a :Walkout . :Walkout rdfs:subClassOf :Strike . :Strike rdfs:subClassOf mov:Event .\n"
        ":ledBy rdfs:subPropertyOf :runBy . :strike :ledBy :anna .\n"
        ":Strike rdfs:subClassOf [ a owl:Restriction ] ."
    )
    kinds = {kind for (kind,) in solutions(edition, "SELECT ?kind { :strike a ?kind }")}

    assert {":Walkout", ":Strike", "mov:Event", "https://schema.org/Event"} <= kinds
    assert not any(kind.startswith("_:") for kind in kinds)
    assert [(":anna",)] == solutions(edition, "SELECT ?who { :strike :runBy ?who }")


def test_direct_triples_are_of_the_best_claims_only_and_live_in_derived_graphs(build):
    """A reader of one file's graph sees what the file says, and nothing computed."""
    edition = build(SOURCES + claim("a", ":gdansk"))
    place = ox.NamedNode("https://w3id.org/acervo/ns#place")
    strike = ox.NamedNode(f"{BASE}id/strike")
    (quad,) = edition.store.quads_for_pattern(strike, place, None, None)

    assert f"<{BASE}graph/derived/best-rank>" == str(quad.graph_name)


def test_no_triple_stands_in_two_graphs(build):
    """The union of all graphs then counts each statement once; derived graphs leave out what a file says."""
    edition = build(SOURCES + RECORDS + ":strike mov:hadParticipant :yard ; a mov:Event .\n" + claim("a", ":gdansk"))
    quads = list(edition.store)

    assert len(quads) == len({quad.triple for quad in quads})
