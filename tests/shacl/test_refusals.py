"""Shapes that cannot be run are refused when they are read, by name and in words, not with a traceback later."""

from __future__ import annotations

import pytest
from rdflib import Graph
from tests.shacl.judge.pairs import HEAD, Pair, parsed
from tests.shacl.judge.shrinking import disagreement

from acervo.errors import ShapesError
from acervo.shacl import run
from acervo.shacl.preparing import prepare, prepare_sound


def query(text: str) -> str:
    return f':S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:select "{text}" ] .'


def component(text: str) -> str:
    return f"""
        :Most a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ;
            sh:validator [ a sh:SPARQLAskValidator ; sh:ask "{text}" ] .
        :S a sh:NodeShape ; sh:targetClass :C ; :most 1 .
    """


@pytest.mark.parametrize(
    ("shapes", "told"),
    [
        (
            ":S a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; sh:pattern '(' .",
            "S: Python cannot read",
        ),
        (":S a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; sh:pattern '\\\\p{L}' .", "Python cannot read"),
        (
            ":S a sh:PropertyShape ; sh:path :p ; sh:in _:x . _:x rdf:first 1 ; rdf:rest _:x .",
            "S: This list runs",
        ),
        (query("ASK { $this ?p ?o }"), "S: The query of a constraint must be a SELECT"),
        (query("CONSTRUCT { $this ?p ?o } WHERE { $this ?p ?o }"), "must be a SELECT"),
        (query("SELECT $this { GRAPH ?g { $this ?p ?o } }"), "S: The query uses GRAPH"),
        (query("SELECT $this { FILTER NOT EXISTS { GRAPH ?g { $this ?p ?o } } }"), "uses GRAPH"),
        (query("SELECT $this { GRAPH $shapesGraph { $this ?p ?o } }"), r"uses \$shapesGraph"),
        (component("ASK { GRAPH $shapesGraph { } }"), r"Most: The query uses \$shapesGraph"),
        (query("SELECT $this { VALUES ?x { 1 } $this ?p ?x }"), "uses VALUES"),
        (query("SELECT $this { $this ?p ?x MINUS { $this ?p 1 } }"), "uses MINUS"),
        (query("SELECT $this { SERVICE <http://x> { $this ?p ?x } }"), "uses SERVICE"),
        (query("SELECT ?x { ?x ?p ?o }"), r"S: The query must select \$this"),
        (query("SELECT (COUNT(*) AS ?n) { $this ?p ?o }"), r"must select \$this"),
        (query("SELECT $this { $this mov:date ?x }"), "S: The query uses the prefix “mov:”, which nothing declares"),
        (query("SELECT $this { FILTER } }"), "does not parse from “FILTER” on, in its line 1"),
        (query("SELECT $this { $this ?p ?o "), "ends too early"),
        (":S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:message 'x' ] .", "S: .*exactly one sh:select"),
        (":S a sh:NodeShape ; sh:targetClass :C ; sh:node :Gone .", "S: Nothing describes :Gone, which sh:node"),
        (
            ":S a sh:NodeShape ; sh:targetClass :C ; sh:property :Gone .",
            ":Gone, which sh:property",
        ),
        (":S a sh:NodeShape ; sh:targetClass :C ; sh:or ( :Gone ) .", "S: Nothing describes :Gone, which sh:or"),
        (":S a sh:PropertyShape ; sh:path :p ; sh:minCount 'one' .", 'S: sh:minCount takes a whole number, .*"one" is'),
        (":S a sh:PropertyShape ; sh:path :p , :q .", "S: A shape may have sh:path only once"),
        (":S a sh:PropertyShape ; sh:path 'p' .", "S: sh:path takes a property"),
        (":S a sh:PropertyShape ; sh:path :p ; sh:nodeKind sh:Iri .", "sh:Iri is none. Did you mean sh:IRI?"),
        (":S a sh:PropertyShape ; sh:path :p ; sh:in 'a' .", "S: sh:in takes a list"),
        (":S a sh:PropertyShape ; sh:path :p ; sh:datatype xsd:int , xsd:date .", "may have sh:datatype only once"),
        (":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:minCount 1 ] .", "S: This shape lacks sh:path"),
        (":S a sh:NodeShape ; sh:minCount 1 .", "S: sh:minCount is about the values of a property"),
    ],
)
def test_what_cannot_be_run_is_refused_without_data(shapes: str, told: str):
    with pytest.raises(ShapesError, match=told):
        prepare(Graph().parse(data=HEAD + shapes, format="turtle"))


DATA = parsed(':a a :C ; :p 1 , "x" , :b . :b :p :a .')

#: What shacl-shacl refuses first; trusted shapes go past it.
TRUSTED = {
    "lessThan in a node shape": ":S a sh:NodeShape ; sh:targetClass :C ; sh:lessThan :p .",
    "two datatypes": ":S a sh:PropertyShape ; sh:path :p ; sh:targetClass :C ; sh:datatype xsd:integer , xsd:date .",
    "a count in words": ":S a sh:PropertyShape ; sh:path :p ; sh:targetClass :C ; sh:minCount 'two' .",
    "a count in a node shape": ":S a sh:NodeShape ; sh:targetClass :C ; sh:minCount 1 .",
    "sh:node to a property shape": ":S a sh:NodeShape ; sh:targetClass :C ; sh:node [ sh:path :p ; sh:minCount 9 ] .",
    "sh:property to a node shape": ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:nodeKind sh:IRI ] .",
    "sh:xone to no list": ":S a sh:NodeShape ; sh:targetClass :C ; sh:xone :T . :T a sh:NodeShape .",
    "sh:uniqueLang in words": ":S a sh:PropertyShape ; sh:path :p ; sh:targetClass :C ; sh:uniqueLang 'yes' .",
    "a pattern that is an IRI": ":S a sh:PropertyShape ; sh:path :p ; sh:targetClass :C ; sh:pattern :x .",
    "lessThan a literal": ":S a sh:PropertyShape ; sh:path :p ; sh:targetClass :C ; sh:lessThan 'x' .",
    "a length below nought": ":S a sh:PropertyShape ; sh:path :p ; sh:targetClass :C ; sh:minLength -1 .",
    "a path of a literal": ":S a sh:PropertyShape ; sh:path 'x' ; sh:targetClass :C ; sh:minCount 1 .",
    "a path in a circle": ":S a sh:PropertyShape ; sh:path _:x ; sh:targetClass :C . _:x sh:inversePath _:x .",
    "a component without parameter": ":Most a sh:ConstraintComponent . :S a sh:NodeShape ; sh:targetClass :C .",
    "a component that does not parse": component("ASK {"),
    "a shape that leads to itself": ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:node :S ] .",
    "a shape that is not itself": ":S a sh:NodeShape ; sh:targetClass :C ; sh:not :S .",
    "a shape that is nowhere": ":S a sh:NodeShape ; sh:targetClass :C ; sh:node :T ; sh:not :U .",
    "an empty path": ":S a sh:PropertyShape ; sh:path () ; sh:targetClass :C ; sh:minCount 1 .",
    "an empty list": ":S a sh:PropertyShape ; sh:path :p ; sh:targetClass :C ; sh:in () .",
    "a message in numbers": ":S a sh:PropertyShape ; sh:path :p ; sh:targetClass :C ; sh:minCount 9 ; sh:message 1 .",
    "a query that names nothing": query("SELECT ?x { ?x ?p 1 }"),
    "a query that names the shape": query("SELECT $this ?value { $this ?p 1 . BIND ($currentShape AS ?value) }"),
    "a query of everything": query("SELECT * { $this ?p ?value }"),
}


@pytest.mark.parametrize("data", [DATA, ()], ids=["data", "none"])
@pytest.mark.parametrize("shapes", TRUSTED.values(), ids=TRUSTED)
def test_the_fast_path_refuses_what_pyshacl_refuses_in_the_same_words(shapes: str, data: tuple):
    """Where pySHACL makes something of odd shapes, the same is made of them."""
    assert [] == disagreement(run.validate, Pair(data, (), parsed(shapes)))


def test_every_fault_is_told_once_and_what_is_sound_is_left():
    own = """
        :A a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 'one' ] .
        :B a sh:NodeShape ; sh:targetClass :C ; sh:node :A ; sh:sparql [ sh:select "SELECT {" ] .
        :D a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:select "SELECT ?x { ?x ?p ?o }" ] .
        :E a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :q ; sh:minCount 1 ] .
    """
    ready = prepare_sound(Graph().parse(data=HEAD + own, format="turtle"))

    assert [":A, :B", ":B", ":D"] == sorted(
        fault.messages["en"].partition("asked: ")[2].removesuffix(".") for fault in ready.faults
    )
    assert ["https://example.org/test#E"] == [str(shape) for shape in ready.of_files]


def test_who_uses_a_faulty_component_is_left_out_with_it():
    ready = prepare_sound(Graph().parse(data=HEAD + component("ASK { GRAPH $shapesGraph { } }"), format="turtle"))

    assert 1 == len(ready.faults)
    assert () == ready.of_files


def test_a_place_in_a_query_is_that_in_its_own_text():
    """Neither the prefixes that pySHACL puts before it nor the path that it writes into it count."""
    own = """:S a sh:PropertyShape ; sh:path :p/:q ; sh:targetClass :C ;
        sh:sparql [ sh:select "SELECT $this { $this $PATH ?x . FILTER ( ?x > } " ] ."""
    (fault,) = prepare_sound(Graph().parse(data=HEAD + own.replace(":p/:q", "( :p :q )"), format="turtle")).faults

    assert str(fault.value)[fault.offset :].startswith("FILTER")


def test_what_pyshacl_cannot_load_is_found_shape_by_shape():
    own = """
        :N a sh:NodeShape ; sh:path :p ; sh:targetClass :C .
        :E a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :q ; sh:minCount 1 ] .
    """
    ready = prepare_sound(Graph().parse(data=HEAD + own, format="turtle"))

    assert ["https://example.org/test#N"] == [str(fault.shape) for fault in ready.faults]
    assert 1 == len(ready.of_files)
