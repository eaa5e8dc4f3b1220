"""What can be wrong with a shape itself: the statement at fault, and words for whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from rdflib import SH, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node


@dataclass(frozen=True)
class Fault:
    """
    A statement of the shapes graph that keeps a shape from being run.

    *predicate* and *value* are None where something is missing or a whole node is at fault, *shape* where nobody can
    say which one it is.
    """

    shape: Node | None
    messages: Mapping[str, str]
    """By language; each says what is wrong and what is wanted."""
    predicate: URIRef | None = None
    value: Node | None = None
    offset: int | None = None
    """Where in the text of *value* the fault is, in code points from 0."""
    name: str | None = None
    """The IRI of *shape*, or of the nearest shape that mentions it."""


_WHOLE, _TRUTH, _TEXT, _LIST, _NAME = (
    {"en": "a whole number, without quotes", "es": "un número entero, sin comillas"},
    {"en": "true or false, without quotes", "es": "true o false, sin comillas"},
    {"en": "a text in quotes", "es": "un texto entre comillas"},
    {"en": "a list in round brackets, such as ( 1 2 )", "es": "una lista entre paréntesis, como ( 1 2 )"},
    {"en": "a name, such as mov:Event", "es": "un nombre, como mov:Event"},
)
_WANTED: Final[Mapping[URIRef, Mapping[str, str]]] = {
    **dict.fromkeys((SH.minCount, SH.maxCount, SH.minLength, SH.maxLength), _WHOLE),
    **dict.fromkeys((SH.qualifiedMinCount, SH.qualifiedMaxCount), _WHOLE),
    **dict.fromkeys((SH.uniqueLang, SH.closed, SH.deactivated, SH.qualifiedValueShapesDisjoint), _TRUTH),
    **dict.fromkeys((SH.pattern, SH.flags, SH.message, SH.select, SH.ask), _TEXT),
    **dict.fromkeys((SH["in"], SH.languageIn, SH["and"], SH["or"], SH.xone, SH.ignoredProperties), _LIST),
    **dict.fromkeys((SH.datatype, SH["class"], SH.severity, SH.targetClass), _NAME),
    **dict.fromkeys((SH.targetSubjectsOf, SH.targetObjectsOf, SH.equals, SH.disjoint), _NAME),
    **dict.fromkeys((SH.lessThan, SH.lessThanOrEquals), _NAME),
    SH.path: {
        "en": "a property, such as mov:date, or a path of properties",
        "es": "una propiedad, como mov:date, o un camino de propiedades",
    },
    SH.property: {"en": "a shape with a sh:path", "es": "una forma con sh:path"},
}
_KINDS: Final = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
#: What only makes sense of the values at the end of a path.
OF_VALUES: Final = (
    SH.minCount,
    SH.maxCount,
    SH.uniqueLang,
    SH.lessThan,
    SH.lessThanOrEquals,
    SH.qualifiedValueShape,
    SH.qualifiedMinCount,
    SH.qualifiedMaxCount,
)

_TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "no shape": {
        "en": "This is neither a node shape nor a property shape as SHACL wants them.",
        "es": "Esto no es ni una forma de nodo ni una forma de propiedad como las pide SHACL.",
    },
    "no path": {
        "en": "This shape lacks sh:path, which says whose values it is about. Add sh:path and a property.",
        "es": "A esta forma le falta sh:path, que dice de qué valores trata. Añada sh:path y una propiedad.",
    },
    "of values": {
        "en": "{predicate} is about the values of a property, and this shape has none. Put it within "
        "sh:property [ sh:path … ; {predicate} … ].",
        "es": "{predicate} trata de los valores de una propiedad, y esta forma no tiene ninguna. Póngalo dentro de "
        "sh:property [ sh:path … ; {predicate} … ].",
    },
    "twice": {
        "en": "A shape may have {predicate} only once. Keep one value, or write two shapes.",
        "es": "Una forma solo puede tener {predicate} una vez. Deje un valor o escriba dos formas.",
    },
    "once": {
        "en": "This lacks {predicate}, which SHACL wants here.",
        "es": "Aquí falta {predicate}, que SHACL pide.",
    },
    "wanted": {
        "en": "{predicate} takes {wanted}; {value} is none.",
        "es": "{predicate} lleva {wanted}; {value} no lo es.",
    },
    "other": {
        "en": "{value} is no value that SHACL allows for {predicate}.",
        "es": "{value} no es un valor que SHACL permita para {predicate}.",
    },
    "kind": {
        "en": "sh:nodeKind takes one of {kinds}; {value} is none.{hint}",
        "es": "sh:nodeKind lleva uno de {kinds}; {value} no lo es.{hint}",
    },
    "gone": {
        "en": "Nothing describes {value}, which {predicate} names. Write the shape, or correct the name.",
        "es": "Nada describe {value}, que {predicate} nombra. Escriba la forma o corrija el nombre.",
    },
    "not run": {
        "en": "Acervo does not run {predicate}. Say it with SHACL Core or a sh:sparql constraint.",
        "es": "Acervo no ejecuta {predicate}. Dígalo con SHACL Core o con una restricción sh:sparql.",
    },
    "pattern": {
        "en": "Python cannot read the pattern {value}: {reason}.",
        "es": "Python no entiende el patrón {value}: {reason}.",
    },
    "circle": {"en": "This list runs in a circle.", "es": "Esta lista corre en círculo."},
    "mark": {
        "en": "movsh:seesClaims is marked on a shape that has no target of its own. Put it on the shape that has the "
        "target.",
        "es": "movsh:seesClaims está en una forma que no tiene objetivo propio. Póngalo en la forma que tiene el "
        "objetivo.",
    },
    "unreadable": {
        "en": "The shapes cannot be read: {reason}.",
        "es": "Las formas no se pueden leer: {reason}.",
    },
    "unreadable shape": {
        "en": "pySHACL cannot read this shape: {reason}.",
        "es": "pySHACL no puede leer esta forma: {reason}.",
    },
    "no query": {
        "en": "This sh:sparql constraint needs exactly one sh:select with a query.",
        "es": "Esta restricción sh:sparql necesita exactamente un sh:select con una consulta.",
    },
    "parse": {
        "en": "The query of this constraint does not parse from “{word}” on, in its line {line}. Correct what stands "
        "here or right before.",
        "es": "La consulta de esta restricción no se entiende a partir de «{word}», en su línea {line}. Corrija lo que "
        "está aquí o justo antes.",
    },
    "unfinished": {
        "en": "The query of this constraint ends too early. Is a bracket not closed?",
        "es": "La consulta de esta restricción termina antes de tiempo. ¿Falta cerrar un paréntesis o una llave?",
    },
    "prefix": {
        "en": "The query uses the prefix “{prefix}:”, which it does not know; the file's @prefix lines do not count. "
        "Add to the constraint: sh:prefixes {ontology} ;",
        "es": "La consulta usa el prefijo «{prefix}:», que no conoce; las líneas @prefix del fichero no cuentan. "
        "Añada a la restricción: sh:prefixes {ontology} ;",
    },
    "undeclared": {
        "en": "The query uses the prefix “{prefix}:”, which nothing declares. Declare it with sh:declare, and name who "
        "declares it with sh:prefixes.",
        "es": "La consulta usa el prefijo «{prefix}:», que nada declara. Declárelo con sh:declare y nombre con "
        "sh:prefixes a quien lo declara.",
    },
    "unusable": {
        "en": "The query of this constraint cannot be used: {reason}.",
        "es": "La consulta de esta restricción no se puede usar: {reason}.",
    },
    "form": {
        "en": "The query of a constraint must be a SELECT.",
        "es": "La consulta de una restricción debe ser un SELECT.",
    },
    "this": {
        "en": "The query must select $this, the thing at fault; as it is it never finds anything in particular. Write "
        "SELECT $this … and use $this in the pattern.",
        "es": "La consulta debe seleccionar $this, la cosa con la falta; tal como está no encuentra nada concreto. "
        "Escriba SELECT $this … y use $this en el patrón.",
    },
    "GRAPH": {
        "en": "The query uses GRAPH; a shape sees one graph. Take GRAPH out.",
        "es": "La consulta usa GRAPH; una forma ve un solo grafo. Quite GRAPH.",
    },
    "inverse": {
        "en": "The query negates an inverse path, !(^…), which RDFLib cannot follow.",
        "es": "La consulta niega un camino inverso, !(^…), que RDFLib no puede seguir.",
    },
    "shapesGraph": {
        "en": "The query uses $shapesGraph, which pySHACL does not bind.",
        "es": "La consulta usa $shapesGraph, que pySHACL no liga.",
    },
    "clause": {
        "en": "The query uses {clause}, which SHACL does not allow in a constraint. Say it with FILTER, or FILTER NOT "
        "EXISTS.",
        "es": "La consulta usa {clause}, que SHACL no permite en una restricción. Dígalo con FILTER o con FILTER NOT "
        "EXISTS.",
    },
    "until": {
        "en": " Until then these were not asked: {shapes}.",
        "es": " Hasta entonces no se preguntan: {shapes}.",
    },
}


def told(key: str, **facts: str) -> dict[str, str]:
    """The text *key* in each language."""
    return {language: text.format(**facts) for language, text in _TEXTS[key].items()}


def short(node: Node | None, shapes: Graph) -> str:
    """*node* as Turtle has it, with the prefixes of *shapes*."""
    if isinstance(node, URIRef) and node.startswith(str(SH)):
        return "sh:" + node[len(str(SH)) :]
    if isinstance(node, URIRef | RdfLiteral):
        return node.n3(shapes.namespace_manager)
    return "[ … ]"


def by_shacl_shacl(shapes: Graph, result: tuple[Node, URIRef | None, Node | None, Node | None]) -> Fault:
    """
    A result of shacl-shacl in words.

    Args:
        result: Its focus node, path, value and constraint component.

    Source: https://www.w3.org/TR/shacl/#shacl-shacl
    """
    shape, path, value, component = result
    predicate = short(path, shapes)
    if path is None:
        stray = next((known for known in OF_VALUES if (shape, known, None) in shapes), None)
        if stray is not None and (shape, SH.path, None) not in shapes:
            return Fault(shape, told("of values", predicate=short(stray, shapes)), stray)
        paths = list(shapes.objects(shape, SH.path))
        if len(paths) > 1:
            return Fault(shape, told("twice", predicate="sh:path"), SH.path)
        if paths:
            return _not_wanted(shape, SH.path, paths[0], shapes)
        return Fault(shape, told("no shape"))
    if component == SH.MinCountConstraintComponent:
        if path == SH.path and (shape, None, None) not in shapes:
            user, named = next(((s, p) for s, p in shapes.subject_predicates(shape)), (shape, path))
            return gone(shapes, user, URIRef(str(named)), shape)
        key = "no path" if path == SH.path else "once"
        return Fault(shape, told(key, predicate=predicate))
    if component == SH.MaxCountConstraintComponent:
        return Fault(shape, told("twice", predicate=predicate), path)
    about = {"predicate": predicate, "value": short(value, shapes)}
    if path == SH.nodeKind:
        return Fault(shape, _kind(about["value"]), path, value)
    if path in _WANTED:
        return _not_wanted(shape, path, value, shapes)
    return Fault(shape, told("other", **about), path, value)


def _not_wanted(shape: Node, path: URIRef, value: Node | None, shapes: Graph) -> Fault:
    about = {"predicate": short(path, shapes), "value": short(value, shapes)}
    wanted = _WANTED[path].items()
    messages = {language: told("wanted", wanted=text, **about)[language] for language, text in wanted}
    return Fault(shape, messages, path, value)


def gone(shapes: Graph, user: Node, predicate: URIRef, value: Node) -> Fault:
    """A shape that is named and that nothing describes."""
    facts = {"value": short(value, shapes), "predicate": short(predicate, shapes)}
    return Fault(user, told("gone", **facts), predicate, value)


def _kind(value: str) -> dict[str, str]:
    near = nearest(value.removeprefix("sh:"), _KINDS)
    hints = {"en": f" Did you mean sh:{near}?", "es": f" ¿Quiso decir sh:{near}?"} if near else {"en": "", "es": ""}
    kinds = ", ".join(f"sh:{kind}" for kind in _KINDS)
    return {language: told("kind", kinds=kinds, value=value, hint=hint)[language] for language, hint in hints.items()}


def nearest(name: str, known: tuple[str, ...]) -> str | None:
    """The one of *known* that is most like *name*, whatever the case; None where none is."""
    folded = {each.lower(): each for each in known}
    near = get_close_matches(name.lower(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None
