"""Shapes that cannot be run are refused when they are read, by name and in words, not with a traceback later."""

from __future__ import annotations

import pytest
from rdflib import Graph
from tests.shacl.judge.pairs import HEAD, Pair, parsed
from tests.shacl.judge.shrinking import disagreement

from acervo.errors import ShapesError
from acervo.shacl import run
from acervo.shacl.shapes import prepare


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
        (":S a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; sh:pattern '(' .", ":S has the pattern"),
        (":S a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; sh:pattern '\\\\p{L}' .", "Python cannot read"),
        (":S a sh:PropertyShape ; sh:path :p ; sh:in _:x . _:x rdf:first 1 ; rdf:rest _:x .", "S has a list that runs"),
        (query("ASK { $this ?p ?o }"), "the query of .*S must be a SELECT"),
        (query("CONSTRUCT { $this ?p ?o } WHERE { $this ?p ?o }"), "must be a SELECT"),
        (query("SELECT $this { GRAPH ?g { $this ?p ?o } }"), "the query of .*S uses GRAPH"),
        (query("SELECT $this { FILTER NOT EXISTS { GRAPH ?g { $this ?p ?o } } }"), "uses GRAPH"),
        (query("SELECT $this { GRAPH $shapesGraph { $this ?p ?o } }"), r"uses \$shapesGraph"),
        (component("ASK { GRAPH $shapesGraph { } }"), r"the query of .*Most uses \$shapesGraph"),
        (query("SELECT $this { VALUES ?x { 1 } $this ?p ?x }"), "VALUES"),
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
