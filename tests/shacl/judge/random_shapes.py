"""Shapes graphs by chance: every core component, paths of every form, every kind of target."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pyoxigraph as ox
from tests.shacl.judge.pairs import parsed
from tests.shacl.judge.random_data import CLASSES, NODES, PREDICATES, literal
from tests.shacl.judge.random_queries import DECLARED, component_of, random_query

_DATATYPES = (
    *("integer", "int", "byte", "nonNegativeInteger", "decimal", "double", "boolean", "string", "date", "dateTime"),
    *("time", "gYear", "duration", "anyURI"),
)
_KINDS = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
_PATTERNS = ("^[A-Z]", "a.c", "^$", "\\\\s", "strike", "[0-9]+", "(x|é)", "ñ|ó", "^.{3,7}$", "n1", "\\\\.", "^two$")
_FLAGS = ("i", "s", "m", "x", "is", "q", "")
_RANGES = ("en", "es", "EN", "en-GB", "pl", "es-VE", "*", "fr")
_MESSAGES = (
    ('"Mend {$this}."', '"{?value} is wrong at {$this}."@en', '"{?value} está mal en {$this}."@es'),
    ('"Add a date."@en', '"Añada una fecha."@es'),
    ('"No language."',),
    ('"{?other} and {?value} {$PATH} {?path} {?nothing}"@en',),
    ('"Braces { } ( [ \\\\ \\"quoted\\" and\\nlines."@en',),
)


def random_shapes(rng: Random) -> tuple[ox.Triple, ...]:
    """Two to six named shapes, which now and then refer to each other."""
    names = [rng.choice(("S", "S", "P")) + str(n) for n in range(rng.randint(2, 6))]
    for class_ in rng.sample(CLASSES, rng.choice((0, 0, 0, 1, 2))):
        names.insert(rng.randint(0, len(names)), class_)
    shapes = [_named(rng, name, names[number + 1 :]) for number, name in enumerate(names)]
    shapes.append(_of_one_predicate(rng))
    if rng.random() < 0.15:
        shapes.append(component_of(rng))
    return parsed(DECLARED + "\n".join(shapes), "s")


def _named(rng: Random, name: str, later: list[str]) -> str:
    """The shape *name*, which may refer to *later* ones; a class that is a shape as well targets its instances."""
    is_property, is_class = name.startswith("P"), name.startswith("C")
    has_target = is_class or rng.random() < 0.7
    parts = [f"a sh:{'Property' if is_property else 'Node'}Shape"]
    if is_class:
        parts.append(f"a {rng.choice(('rdfs:Class', 'rdfs:Class', 'owl:Class'))}")
    if has_target and (not is_class or rng.random() < 0.3):
        parts += [target(rng) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    if has_target and not is_class and rng.random() < 0.3:
        parts.append("movsh:seesClaims true")
    if is_property:
        parts.append(f"sh:path {path(rng)}")
    parts += _body(rng, is_property, rng.randint(1, 3), [*later, "S-void"])
    return f":{name} {' ; '.join(parts)} ."


def _of_one_predicate(rng: Random) -> str:
    """What only property shapes may have, at nodes that have values: elsewhere it is seldom broken."""
    predicate = rng.choice((*PREDICATES[:1] * 3, *PREDICATES))
    kinds = rng.sample([kind for kind in sorted(OF_PROPERTIES) if kind != "qualified"], 2)
    parts = " ; ".join(OF_PROPERTIES[kind](rng, [], 0) for kind in kinds)
    return f":P-one a sh:PropertyShape ; sh:targetSubjectsOf :{predicate} ; sh:path :{predicate} ; {parts} ."


def _body(rng: Random, is_property: bool, size: int, others: list[str], depth: int = 0) -> list[str]:
    """Constraints, and what is said about them."""
    parts: list[str] = []
    used: set[str] = set()
    while len(parts) < size:
        kinds = {**ANY, **(OF_PROPERTIES if is_property else OF_NODES), **({} if depth > 2 else NESTING)}
        kind = rng.choice(sorted(kinds))
        # Most components may stand once only in a shape.
        if kind not in used:
            used.add(kind)
            parts.append(kinds[kind](rng, others, depth))
    if rng.random() < 0.18:
        parts.append(random_query(rng, is_property, rng.choice(_MESSAGES) if rng.random() < 0.6 else ()))
    if rng.random() < 0.3:
        parts.append(f"sh:severity sh:{rng.choice(('Violation', 'Warning', 'Info'))}")
    if rng.random() < 0.35:
        parts.append(f"sh:message {' , '.join(rng.choice(_MESSAGES))}")
    if rng.random() < 0.05:
        parts.append(f"sh:deactivated {rng.choice(('true', 'true', 'false'))}")
    return parts


def target(rng: Random) -> str:
    """Where a shape is asked."""
    kind = rng.choice(("class", "class", "class", "node", "subjects", "objects"))
    if kind == "class":
        return f"sh:targetClass :{rng.choice(CLASSES)}"
    if kind == "node":
        return f"sh:targetNode {_value(rng)} , {_value(rng)}"
    return f"sh:target{kind.capitalize()}Of {_predicate(rng)}"


def _predicate(rng: Random) -> str:
    return "rdf:type" if rng.random() < 0.05 else f":{rng.choice(PREDICATES)}"


def _value(rng: Random) -> str:
    return f":{rng.choice(NODES)}" if rng.random() < 0.5 else str(literal(rng))


def path(rng: Random, depth: int = 0) -> str:
    """A property path: most are short, some go three deep."""
    forms = ["one"] * 3 + ["inverse", "alternative", "sequence", "zeroOrMore", "oneOrMore", "zeroOrOne"]
    form = rng.choice(forms) if depth < 3 and rng.random() < 0.5 else "one"
    if form == "one":
        return _predicate(rng)
    if form in ("alternative", "sequence"):
        steps = " ".join(path(rng, depth + 1) for _ in range(rng.randint(2, 3)))
        return f"[ sh:alternativePath ( {steps} ) ]" if form == "alternative" else f"( {steps} )"
    word = "inversePath" if form == "inverse" else f"{form}Path"
    return f"[ sh:{word} {path(rng, depth + 1)} ]"


def _shape(rng: Random, others: list[str], depth: int) -> str:
    """A shape in the place of one: a name, or one made here."""
    if rng.random() < 0.3:
        return f":{rng.choice(others)}"
    if rng.random() < 0.4:
        return f"[ {' ; '.join([f'sh:path {path(rng)}', *_body(rng, True, rng.randint(1, 2), others, depth + 1)])} ]"
    return _node_shape(rng, others, depth)


def _node_shape(rng: Random, others: list[str], depth: int) -> str:
    if rng.random() < 0.3:
        return f":{rng.choice([name for name in others if not name.startswith('P')])}"
    return f"[ {' ; '.join(_body(rng, False, rng.randint(1, 2), others, depth + 1))} ]"


def _property(rng: Random, others: list[str], depth: int) -> str:
    named = [name for name in others if name.startswith("P")]
    if named and rng.random() < 0.2:
        return f"sh:property :{rng.choice(named)}"
    parts = [f"sh:path {path(rng)}", *_body(rng, True, rng.randint(1, 3), others, depth + 1)]
    return f"sh:property [ {' ; '.join(parts)} ]"


def _qualified(rng: Random, others: list[str], depth: int) -> str:
    low, high = rng.randint(0, 2), rng.randint(0, 3)
    counts = rng.choice((f"sh:qualifiedMinCount {low}", f"sh:qualifiedMaxCount {high}"))
    if rng.random() < 0.3:
        counts = f"sh:qualifiedMinCount {low} ; sh:qualifiedMaxCount {high}"
    return f"sh:qualifiedValueShape {_shape(rng, others, depth)} ; {counts}"


def _siblings(rng: Random, others: list[str], depth: int) -> str:
    """Two qualified shapes on one path, of which a value may count for one only."""
    along = path(rng)
    each = (
        f"[ sh:path {along} ; {_qualified(rng, others, depth)} ; sh:qualifiedValueShapesDisjoint {word} ]"
        for word in ("true", rng.choice(("true", "false")))
    )
    return f"sh:property {' , '.join(each)}"


def _list_of(shapes: str, least: int) -> Callable[[Random, list[str], int], str]:
    def made(rng: Random, others: list[str], depth: int) -> str:
        members = " ".join(_shape(rng, others, depth) for _ in range(rng.randint(least, 3)))
        return f"sh:{shapes} ( {members} )"

    return made


def _limit(word: str) -> Callable[[Random, list[str], int], str]:
    def made(rng: Random, others: list[str], depth: int) -> str:
        limits = ("0", "1", "7", "1.5", "0.1", "1e0", '"2016-03-01"^^xsd:date', '"Strike"', '"NaN"^^xsd:double')
        times = ('"2016-02-12T10:00:00Z"^^xsd:dateTime', '"2016-02-12T10:00:00"^^xsd:dateTime', '"10:00:00"^^xsd:time')
        return f"sh:{word} {rng.choice((*limits, *limits, *times))}"

    return made


def _closed(rng: Random, others: list[str], depth: int) -> str:
    ignored = " ".join(f":{name}" for name in rng.sample(PREDICATES, rng.randint(0, 3)))
    listed = f" ; sh:ignoredProperties ( rdf:type {ignored} )" if rng.random() < 0.7 else ""
    return f"sh:closed {rng.choice(('true', 'true', 'false'))}{listed} ; {_property(rng, others, depth + 2)}"


def _pattern(rng: Random, others: list[str], depth: int) -> str:
    flags = f' ; sh:flags "{rng.choice(_FLAGS)}"' if rng.random() < 0.4 else ""
    return f'sh:pattern "{rng.choice(_PATTERNS)}"{flags}'


def _count(word: str, least: int, most: int) -> Callable[[Random, list[str], int], str]:
    return lambda rng, others, depth: f"sh:{word} {rng.randint(least, most)}"


#: Component → how one is written, by the shapes that may have it.
ANY: dict[str, Callable[[Random, list[str], int], str]] = {
    "class": lambda rng, others, depth: f"sh:class :{rng.choice(CLASSES)}",
    "datatype": lambda rng, others, depth: (
        "sh:datatype " + rng.choice((*(f"xsd:{name}" for name in _DATATYPES), "rdf:langString", "edtf:EDTF", ":own"))
    ),
    "nodeKind": lambda rng, others, depth: f"sh:nodeKind sh:{rng.choice(_KINDS)}",
    "minInclusive": _limit("minInclusive"),
    "maxInclusive": _limit("maxInclusive"),
    "minExclusive": _limit("minExclusive"),
    "maxExclusive": _limit("maxExclusive"),
    "minLength": _count("minLength", 0, 6),
    "maxLength": _count("maxLength", 0, 12),
    "pattern": _pattern,
    "languageIn": lambda rng, others, depth: (
        "sh:languageIn ( " + " ".join(f'"{tag}"' for tag in rng.sample(_RANGES, rng.randint(1, 3))) + " )"
    ),
    "equals": lambda rng, others, depth: f"sh:equals {_predicate(rng)}",
    "disjoint": lambda rng, others, depth: f"sh:disjoint {_predicate(rng)}",
    "hasValue": lambda rng, others, depth: f"sh:hasValue {_value(rng)}",
    "in": lambda rng, others, depth: f"sh:in ( {' '.join(_value(rng) for _ in range(rng.randint(1, 8)))} )",
}
OF_NODES: dict[str, Callable[[Random, list[str], int], str]] = {"closed": _closed}
OF_PROPERTIES: dict[str, Callable[[Random, list[str], int], str]] = {
    "minCount": _count("minCount", 0, 3),
    "maxCount": _count("maxCount", 0, 3),
    "uniqueLang": lambda rng, others, depth: f"sh:uniqueLang {rng.choice(('true', 'true', 'false'))}",
    "lessThan": lambda rng, others, depth: f"sh:lessThan {_predicate(rng)}",
    "lessThanOrEquals": lambda rng, others, depth: f"sh:lessThanOrEquals {_predicate(rng)}",
    "qualified": _qualified,
}
NESTING: dict[str, Callable[[Random, list[str], int], str]] = {
    "not": lambda rng, others, depth: f"sh:not {_shape(rng, others, depth)}",
    "and": _list_of("and", 1),
    "or": _list_of("or", 1),
    "xone": _list_of("xone", 1),
    "node": lambda rng, others, depth: f"sh:node {_node_shape(rng, others, depth)}",
    "property": _property,
    "siblings": _siblings,
}
