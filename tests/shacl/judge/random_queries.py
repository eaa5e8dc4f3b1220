"""SPARQL constraints by chance, in the forms that people write."""

from __future__ import annotations

import re
from random import Random
from typing import Final

import pyoxigraph as ox
from tests.shacl.judge.random_data import CLASSES, NODES, PREDICATES, literal

DECLARED = """
<https://example.org/test> a owl:Ontology ;
    sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/test#"^^xsd:anyURI ] ,
        [ sh:prefix "xsd" ; sh:namespace "http://www.w3.org/2001/XMLSchema#"^^xsd:anyURI ] .
:S-void a sh:NodeShape .
"""

_PLACE: Final = re.compile(r"(?<![\w?$:@])[ABCKN](?!\w)")
#: A, B and C are predicates, K is a class, N is a node.
_ANYWHERE = (
    "SELECT $this ?value WHERE { $this A ?value . FILTER (?value > 3) }",
    "SELECT $this ?value WHERE { $this A ?value . FILTER (?value != N) }",
    "SELECT $this WHERE { $this A ?a ; B ?b . FILTER (?a < ?b) }",
    "SELECT $this ?value WHERE { $this A ?value . FILTER NOT EXISTS { $this B ?value } }",
    "SELECT $this WHERE { FILTER NOT EXISTS { $this A ?x } }",
    "SELECT $this WHERE { FILTER NOT EXISTS { ?x A $this } }",
    "SELECT $this WHERE { $this a K . FILTER NOT EXISTS { $this A ?x . ?x B ?y } }",
    "SELECT $this ?value WHERE { ?value A $this . FILTER EXISTS { ?value B ?x . FILTER (?x != $this) } }",
    "SELECT $this ?value WHERE { $this A ?value . OPTIONAL { ?value B ?b } FILTER (!bound(?b)) }",
    "SELECT $this WHERE { OPTIONAL { $this A ?a } FILTER (!bound(?a)) }",
    "SELECT $this ?value ?path WHERE { { $this A ?value . BIND (A AS ?path) } UNION "
    "{ $this B ?value . BIND (B AS ?path) } FILTER isLiteral(?value) }",
    "SELECT $this ?value WHERE { { $this A ?value } UNION { ?value A $this } FILTER isIRI(?value) }",
    "SELECT $this ?value WHERE { $this A/B ?value }",
    "SELECT $this ?value WHERE { $this A+ ?value . FILTER (?value = $this) }",
    "SELECT $this ?value WHERE { $this A* ?value . FILTER NOT EXISTS { ?value B ?x } }",
    "SELECT $this ?value WHERE { $this (A|^B)/C? ?value . FILTER isBlank(?value) }",
    "SELECT $this ?value WHERE { $this !(A|B) ?value . FILTER isLiteral(?value) }",
    "SELECT $this ?value WHERE { $this a/rdfs:subClassOf* ?value . FILTER (?value = K) }",
    "SELECT $this ?value WHERE { $this A ?x . BIND (strlen(str(?x)) AS ?value) FILTER (?value > 4) }",
    'SELECT $this ?value WHERE { $this A ?value . FILTER regex(str(?value), "^[a-z]", "i") }',
    'SELECT $this ?value WHERE { $this A ?value . FILTER langMatches(lang(?value), "en") }',
    "SELECT $this ?value WHERE { $this A ?value . FILTER (datatype(?value) = xsd:integer) }",
    "SELECT $this ?value WHERE { $this A ?value . FILTER (datatype(?value) IN (xsd:date, xsd:dateTime)) }",
    "SELECT $this ?other ?value WHERE { $this A ?other . ?other A ?value . FILTER (?other != $this) }",
    "SELECT $this (COUNT(?x) AS ?n) WHERE { $this A ?x } GROUP BY $this HAVING (COUNT(?x) > 1)",
    "SELECT $this (SUM(?x) AS ?value) WHERE { $this A ?x } GROUP BY $this",
    "SELECT $this (MAX(?x) AS ?value) WHERE { $this A ?x } GROUP BY $this HAVING (COUNT(DISTINCT ?x) > 1)",
    "SELECT $this ?value WHERE { { SELECT $this (COUNT(?x) AS ?value) WHERE { $this A ?x } GROUP BY $this } "
    "FILTER (?value > 1) }",
    "SELECT $this ?value WHERE { $this A ?value . { SELECT $this ?value WHERE { $this B ?value } } }",
    "SELECT DISTINCT $this ?value WHERE { $this ?p ?value . FILTER (?p != A && isIRI(?value)) }",
    "SELECT $this ?value WHERE { $this ?path ?value . FILTER (?path = A) } ORDER BY ?value LIMIT 1",
    "SELECT $this WHERE { $this A ?a , ?b . FILTER (?a != ?b) }",
    "SELECT $this WHERE { ?other A ?x . FILTER (?x = $this) }",
    "SELECT $this WHERE { ?other B 7 . FILTER ($this = N) }",
    "SELECT $this WHERE { FILTER isLiteral($this) }",
    "SELECT $this ?value WHERE { BIND ($this AS ?value) FILTER (isIRI(?value) || isBlank(?value)) }",
    "SELECT $this ?value WHERE { $this A ?x . BIND (IF(isIRI(?x), ?x, B) AS ?value) }",
    'SELECT $this ?value WHERE { $this A ?value . FILTER (sameTerm(?value, N) || ?value IN (1, 7, "Strike")) }',
    "SELECT $this ?value WHERE { ?value a K . FILTER NOT EXISTS { $this A ?value } }",
    "SELECT $this ?value WHERE { $this A ?value . ?value a ?c . ?c rdfs:subClassOf K }",
    "SELECT $this ?failure WHERE { $this A ?x . BIND (true AS ?failure) }",
    "SELECT ?this WHERE { ?this A ?x . FILTER (xsd:integer(?x) > 2) }",
    "SELECT $this ?value WHERE { $this A ?value . OPTIONAL { ?value B ?b . FILTER (?b = $this) } "
    "FILTER (bound(?b) && coalesce(?b, N) != N) }",
    "SELECT $this ?value WHERE { GRAPH ?g { $this A ?value } }",
)
_VARIABLES = ("$this", "?value", "?value", "?other")
#: V is a variable, W is anything that has a value.
_TESTS = (
    "isIRI(V)",
    "isBlank(V)",
    "isLiteral(V)",
    "isNumeric(V)",
    "sameTerm(V, W)",
    'contains(str(V), "r")',
    'strstarts(str(V), "S")',
    'strends(V, "e")',
    'regex(str(V), "^[A-Z]")',
    'regex(V, "STRIKE", "i")',
    'regex(str(V), "e$")',
    'regex(str(V), "a.c", "s")',
    'regex(str(V), "\\\\d\\\\d")',
    'langMatches(lang(V), "en")',
    'langMatches(lang(V), "*")',
    'lang(V) = ""',
    "datatype(V) = xsd:integer",
    "datatype(V) != xsd:string",
    "datatype(V) IN (xsd:date, xsd:dateTime, xsd:double)",
    "V",
    "coalesce(V, W) = W",
    "if(isIRI(V), true, bound(?x))",
    "EXISTS { V ex:p1 ?y }",
    "NOT EXISTS { ?y ex:p2 V }",
)
_CALLS = (
    "str(V)",
    "strlen(str(V))",
    "lang(V)",
    "datatype(V)",
    "ucase(str(V))",
    "substr(str(V), 1, 3)",
    'strbefore(str(V), "-")',
    'concat(str(V), "x")',
    'replace(str(V), "[0-9]", "")',
    "(V + 1)",
    "(V - 0.5)",
    "(V * 2)",
    "(V / 3)",
    "-V",
    "abs(V)",
    "floor(V)",
    "round(V)",
    "year(V)",
    "month(V)",
    "tz(V)",
    "xsd:integer(V)",
    "xsd:date(V)",
    "xsd:string(V)",
    "xsd:boolean(V)",
    "iri(str(V))",
    "strdt(str(V), xsd:integer)",
    'strlang(str(V), "en")',
)
_IN_PROPERTY_SHAPES = (
    "SELECT $this ?value WHERE { $this $PATH ?value . FILTER isLiteral(?value) }",
    "SELECT $this ?value WHERE { $this $PATH ?value . FILTER NOT EXISTS { ?value A ?x } }",
    "SELECT $this WHERE { FILTER NOT EXISTS { $this $PATH ?x } }",
    "SELECT $this (COUNT(?x) AS ?n) WHERE { $this $PATH ?x } GROUP BY $this HAVING (COUNT(?x) > 1)",
    "SELECT $this ?value WHERE { $this $PATH ?value ; A ?other . FILTER (?value = ?other) }",
)


def random_query(rng: Random, in_property: bool, messages: tuple[str, ...]) -> str:
    """A `sh:sparql` with its query; $PATH only where there is one."""
    if rng.random() < 0.6:
        text = f"SELECT $this ?value WHERE {{ {_body(rng, 0)} }}"
    else:
        text = _filled(rng, rng.choice((*_ANYWHERE, *_IN_PROPERTY_SHAPES * 3) if in_property else _ANYWHERE))
    parts = [f"sh:select {ox.Literal(text)}", "sh:prefixes <https://example.org/test>"]
    if messages:
        parts.append(f"sh:message {' , '.join(messages)}")
    if rng.random() < 0.05:
        parts.append("sh:deactivated true")
    return f"sh:sparql [ {' ; '.join(parts)} ]"


def _body(rng: Random, depth: int) -> str:
    """What stands between braces; the first part is mostly a triple of `$this`."""
    parts = [_triple(rng, "$this")] if rng.random() < 0.9 else []
    for _ in range(rng.randint(1, 3)):
        kinds = ["triple", "filter", "filter"]
        if depth < 2:
            kinds += ["exists", "not exists", "not exists", "optional", "union", "bind", "select"]
        kind = rng.choice(kinds)
        if kind == "triple":
            parts.append(_triple(rng, rng.choice(_VARIABLES)))
        elif kind == "filter":
            parts.append(f"FILTER ({_expression(rng, 0)})")
        elif kind in ("exists", "not exists"):
            parts.append(f"FILTER {kind.upper()} {{ {_body(rng, depth + 1)} }}")
        elif kind == "optional":
            parts.append(f"OPTIONAL {{ {_body(rng, depth + 1)} }}")
        elif kind == "union":
            parts.append(f"{{ {_body(rng, depth + 1)} }} UNION {{ {_body(rng, depth + 1)} }}")
        elif kind == "bind":
            parts.append(f"BIND ({_operand(rng)} AS ?bound{len(parts)}{depth})")
        else:
            parts.append(f"{{ SELECT $this ?value WHERE {{ {_body(rng, depth + 1)} }} }}")
    return " ".join(parts)


def _triple(rng: Random, subject: str) -> str:
    value = rng.choice((*_VARIABLES, *_VARIABLES, "?x", _constant(rng)))
    way = rng.choice(
        ("A", "A", "A", "B", "C", "a", "^A", "A/B", "A|B", "A+", "B*", "A?", "(A|^B)/C", "!(A|B)", "?path")
    )
    return f"{subject} {_filled(rng, way)} {value} ."


def _expression(rng: Random, depth: int) -> str:
    """A test, in one of the ways in which people write them."""
    kind = rng.choice(("compare", "compare", "compare", "call", "call", "in", "not", "and", "or", "bound"))
    if depth > 1 and kind in ("not", "and", "or"):
        kind = "compare"
    if kind == "compare":
        return f"{_operand(rng)} {rng.choice(('=', '!=', '<', '<=', '>', '>='))} {_operand(rng)}"
    if kind == "in":
        listed = ", ".join(_constant(rng) for _ in range(rng.randint(1, 3)))
        return f"{rng.choice(_VARIABLES)} {rng.choice(('IN', 'NOT IN'))} ({listed})"
    if kind == "not":
        return f"!({_expression(rng, depth + 1)})"
    if kind in ("and", "or"):
        sign = "&&" if kind == "and" else "||"
        return f"({_expression(rng, depth + 1)}) {sign} ({_expression(rng, depth + 1)})"
    if kind == "bound":
        return f"{rng.choice(('', '!'))}bound({rng.choice((*_VARIABLES, '?x'))})"
    return rng.choice(_TESTS).replace("V", rng.choice(_VARIABLES)).replace("W", _operand(rng))


def _operand(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.5:
        return rng.choice((*_VARIABLES, "?x"))
    return _constant(rng) if kind < 0.75 else rng.choice(_CALLS).replace("V", rng.choice(_VARIABLES))


def _constant(rng: Random) -> str:
    return f"ex:{rng.choice(NODES)}" if rng.random() < 0.3 else str(literal(rng))


def component_of(rng: Random) -> str:
    """A constraint component of one's own, and a shape that uses it."""
    asks = rng.random() < 0.5
    query = (
        'sh:ask """ASK { FILTER (isIRI($value) || $value != $most) }"""'
        if asks
        else 'sh:select """SELECT DISTINCT $this ?value WHERE { $this $PATH ?value . FILTER (?value > $most) }"""'
    )
    kind = "validator" if asks else "propertyValidator"
    what = "Ask" if asks else "Select"
    return f"""
:Most a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ;
    sh:{kind} [ a sh:SPARQL{what}Validator ; sh:message "More than {{$most}}: {{?value}}." ;
        sh:prefixes <https://example.org/test> ; {query} ] .
:S-most a sh:PropertyShape ; sh:targetClass :{rng.choice(CLASSES)} ; sh:path :{rng.choice(PREDICATES)} ;
    :most {rng.randint(0, 7)} .
"""


def _filled(rng: Random, text: str) -> str:
    """*text* with names in the place of its capitals."""
    names = {letter: f"ex:{rng.choice(PREDICATES)}" for letter in "ABC"}
    names |= {"K": f"ex:{rng.choice(CLASSES)}", "N": f"ex:{rng.choice(NODES)}"}
    return _PLACE.sub(lambda match: names[match[0]], text)
