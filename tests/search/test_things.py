"""What of an edition can be found, and by which words."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from acervo.search.things import Found, Name, Text, Thing, things_in

TRIG = """
@base <https://example.org/graph/> .
@prefix : <https://example.org/id/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<data/people> {
  :walesa a foaf:Person ;
    skos:prefLabel "Lech Wałęsa"@pl ; skos:altLabel "Bolek"@pl ; skos:note "An electrician."@en ;
    owl:sameAs <http://www.wikidata.org/entity/Q444> .
  :unnamed a foaf:Person ; skos:altLabel "nobody"@en .
  <https://elsewhere.org/x> a foaf:Person ; skos:prefLabel "Elsewhere"@en .
}
<data/claims> {
  :misspelt rdf:subject :walesa ; rdf:predicate skos:hiddenLabel ; rdf:object "Lech Valesa"@en .
  :denied rdf:subject :walesa ; rdf:predicate skos:altLabel ; rdf:object "Anna"@en ; mov:polarity false .
  :work rdf:subject :walesa ; rdf:predicate mov:trade ; rdf:object "electrician"@en .
  :circumstance a mov:Circumstance ; mov:circumstanceOf :walesa ; mov:holder :holder ;
    mov:gist "He climbed a wall."@en .
  :holder a foaf:Person ; skos:prefLabel "Holder"@en .
}
<ontology/core/person> {
  foaf:Person rdfs:subClassOf foaf:Agent ; rdfs:label "person"@en .
  foaf:Agent rdfs:label "agent"@en .
}
<ontology/core/alignments/schema> {
  foaf:Person rdfs:subClassOf schema:Person .
  schema:Person rdfs:label "person (schema.org)"@en .
}
<ontology/core/event> {
  mov:Strike a owl:Class ; skos:prefLabel "strike"@en ; skos:definition "Work laid down."@en ;
    skos:example "Lech Wałęsa at the shipyard"@en .
  <https://w3id.org/acervo/participedia/method-strike> a skos:Concept ; skos:prefLabel "Strikes"@en .
}
<derived/closure> { :walesa a foaf:Agent , schema:Person . }
"""


@pytest.fixture(scope="module")
def found() -> Found:
    return things_in(ox.parse(TRIG.encode(), format=ox.RdfFormat.TRIG), "https://example.org/")


@pytest.fixture(scope="module")
def walesa(found) -> Thing:
    return next(thing for thing in found.things if thing.iri.endswith("/walesa"))


def test_what_has_a_label_in_the_archive_is_found(found):
    """What is nobody's own, or nobody would know by name, is no hit."""
    assert ["holder", "walesa"] == [
        thing.iri.removeprefix("https://example.org/id/") for thing in found.things if not thing.is_term
    ]


def test_terms_and_shared_concepts_are_found_by_what_is_said_of_them(found):
    """An example names other things, and would be found by their names."""
    strike, method = (thing for thing in found.things if thing.is_term)

    assert ("https://w3id.org/acervo/ns#Strike", {Text("Work laid down.", "en"): None}) == (strike.iri, strike.texts)
    assert {method.iri: None, "method-strike": None} == method.identifiers


def test_names_come_with_their_kind(walesa):
    """A claim that something is called so names it; a denied one does not, nor does a claim of another property."""
    assert {
        Name("Lech Wałęsa", "pl", "label"),
        Name("Bolek", "pl", "variant"),
        Name("Lech Valesa", "en", "misspelling"),
    } == set(walesa.names)


def test_the_gist_of_a_record_is_said_of_what_it_is_about(found, walesa):
    """Not of who is behind it, who would be found by the words of everything that they say."""
    assert [Text("An electrician.", "en"), Text("He climbed a wall.", "en")] == list(walesa.texts)
    assert {} == found.things[0].texts


def test_an_identifier_is_found_whole_and_by_its_end(walesa):
    assert {"walesa", "Q444", "http://www.wikidata.org/entity/Q444"} <= walesa.identifiers.keys()


def test_classes_above_are_counted_unless_only_an_alignment_says_so(found, walesa):
    """All can be asked for; lists stay short."""
    person, agent = "http://xmlns.com/foaf/0.1/Person", "http://xmlns.com/foaf/0.1/Agent"

    assert {person, agent, "https://schema.org/Person"} == walesa.types.keys()
    assert [agent, person] == list(walesa.shown_types)
    assert [person] == list(walesa.stated_types)
    assert {"en": "person"} == found.classes[person]


def test_a_circle_of_classes_ends():
    turtle = """
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <https://e.org/A> rdfs:subClassOf <https://e.org/B> ; rdfs:label "A" .
        <https://e.org/B> rdfs:subClassOf <https://e.org/A> ; rdfs:label "B" .
        <https://e.org/id/x> a <https://e.org/A> ; rdfs:label "x" .
    """
    [thing] = things_in(ox.parse(turtle.encode(), format=ox.RdfFormat.TRIG), "https://e.org/").things

    assert ["https://e.org/A", "https://e.org/B"] == list(thing.shown_types)


FACTS = """
@base <https://example.org/graph/> .
@prefix : <https://example.org/id/> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<data/things> {
  :strike skos:prefLabel "Strike"@en ; mov:date "1980-08-14/1980-08-31" , "1980" ;
    mov:place :poland , :gdansk ; mov:atFacility :yard , :unnamed ; mov:carriedOutBy :anna .
  :yard skos:prefLabel "Shipyard"@en ; mov:locatedIn :gdansk ; mov:kind :shipyards .
  :shipyards skos:prefLabel "shipyard"@en .
  :gdansk skos:prefLabel "Gdańsk"@pl ; mov:within :poland .
  :poland skos:prefLabel "Poland"@en ; mov:within :poland .
  :anna skos:prefLabel "Anna"@pl .
  :lech skos:prefLabel "Lech"@pl ; mov:headOf :union .
  :union skos:prefLabel "Union"@en .
  :tenure org:member :lech ; org:role mov:Chair ; org:organization :union .
  :denied org:member :anna ; org:role mov:Chair ; org:organization :union ; mov:polarity false .
  :book skos:prefLabel "Book"@en ; mov:date "1981" ; mov:contribution :second , :first , :printed .
  :second mov:role mov:Author ; mov:agent :lech ; mov:position 2 .
  :first mov:role mov:Author ; mov:agent :anna ; mov:position 1 .
  :paper skos:prefLabel "Paper"@en ; mov:contribution :somehow .
  :somehow mov:agent :joe .
  :joe skos:prefLabel "Joe"@en .
  :printed mov:role mov:Editor ; mov:nameAsPrinted "J. Doe" ; mov:position "last" .
  mov:Chair skos:prefLabel "chair"@en .
  mov:Author skos:prefLabel "author"@en .
}
<derived/closure> { :strike mov:place :europe . :europe skos:prefLabel "Europe"@en . }
"""


def lines(trig: str) -> dict[str, list[tuple[str, list[str]]]]:
    """Of each thing its facts: the end of what each is called by, and the values by a name."""
    found = things_in(ox.parse(trig.encode(), format=ox.RdfFormat.TRIG), "https://example.org/")
    return {
        thing.iri.removeprefix("https://example.org/id/"): [
            (
                fact.key.replace("#", "/").rsplit("/", 1)[-1],
                [next(iter(one.names.values()), one.value) for one in fact.values],
            )
            for fact in thing.facts
        ]
        for thing in found.things
    }


def test_a_thing_has_what_a_list_tells_of_it():
    """When and where, the nearest place only, also where places lie in each other; nothing that only follows."""
    told = lines(FACTS)

    assert [("date", ["1980-08-14/1980-08-31", "1980"]), ("atFacility", ["Shipyard"])] == told["strike"]
    assert [("kind", ["shipyard"]), ("locatedIn", ["Gdańsk"])] == told["yard"]
    assert [("Editor", ["J. Doe"]), ("creator", ["Anna", "Lech"]), ("date", ["1981"])] == told["book"]


def test_people_have_what_they_were_and_made_else_where_they_had_a_hand():
    """An office says more than that somebody heads something; a denied one is none."""
    told = lines(FACTS)

    assert [("Chair", ["Union"]), ("Author", ["Book"])] == told["lech"]
    assert [("Author", ["Book"])] == told["anna"]
    assert [("contribution", ["Paper"])] == told["joe"]
    assert [("contribution", ["Joe"])] == told["paper"]
    assert [("", ["Strike"])] == lines(FACTS.replace("mov:agent :anna", "mov:agent :nobody"))["anna"]
