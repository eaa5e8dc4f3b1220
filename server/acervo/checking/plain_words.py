"""What a shape without a message of its own has found, in plain words: pySHACL's are for who knows SHACL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rdflib import SH, BNode, Graph, URIRef
from rdflib.term import Node

from acervo.checking.path_words import in_words
from acervo.shacl.report import Result

_Texts = Mapping[str, str]
#: By the local name of the constraint component; {asked} is what the shape says of it.
_WORDS: Final[Mapping[str, _Texts]] = {
    "MinCount": {
        "en": "This needs at least {asked} of {path}; write what is missing.",
        "es": "Esto necesita al menos {asked} de {path}; escriba lo que falta.",
    },
    "MaxCount": {
        "en": "This may have at most {asked} of {path}, and has more.",
        "es": "Esto puede tener como mucho {asked} de {path}, y tiene más.",
    },
    "Datatype": {
        "en": "{value} should be of the datatype {asked}.",
        "es": "{value} debería ser del tipo de dato {asked}.",
    },
    "Class": {"en": "{value} should be a {asked}.", "es": "{value} debería ser un {asked}."},
    "NodeKind": {"en": "{value} should be {kind}.", "es": "{value} debería ser {kind}."},
    "In": {"en": "{value} is none of {asked}.", "es": "{value} no es ninguno de {asked}."},
    "LanguageIn": {
        "en": "The language of {value} is none of {asked}.",
        "es": "La lengua de {value} no es ninguna de {asked}.",
    },
    "UniqueLang": {
        "en": "{path} may have one text in each language, and has more in one.",
        "es": "{path} puede tener un texto en cada lengua, y tiene más en una.",
    },
    "Pattern": {
        "en": "{value} is not written like the pattern {asked}.",
        "es": "{value} no está escrito como el patrón {asked}.",
    },
    "MinLength": {
        "en": "{value} is shorter than {asked} characters.",
        "es": "{value} tiene menos de {asked} caracteres.",
    },
    "MaxLength": {
        "en": "{value} is longer than {asked} characters.",
        "es": "{value} tiene más de {asked} caracteres.",
    },
    "MinInclusive": {"en": "{value} is below {asked}.", "es": "{value} es menor que {asked}."},
    "MaxInclusive": {"en": "{value} is above {asked}.", "es": "{value} es mayor que {asked}."},
    "MinExclusive": {"en": "{value} is not above {asked}.", "es": "{value} no es mayor que {asked}."},
    "MaxExclusive": {"en": "{value} is not below {asked}.", "es": "{value} no es menor que {asked}."},
    "HasValue": {"en": "{path} should have the value {asked}.", "es": "{path} debería tener el valor {asked}."},
    "Equals": {
        "en": "{path} and {asked} should have the same values; {value} stands in one only.",
        "es": "{path} y {asked} deberían tener los mismos valores; {value} está solo en uno.",
    },
    "Disjoint": {
        "en": "{value} may not be a value of {path} and of {asked} at once.",
        "es": "{value} no puede ser un valor de {path} y de {asked} a la vez.",
    },
    "LessThan": {
        "en": "{value} should be less than what {asked} says.",
        "es": "{value} debería ser menor que lo que dice {asked}.",
    },
    "LessThanOrEquals": {
        "en": "{value} should not be more than what {asked} says.",
        "es": "{value} no debería ser mayor que lo que dice {asked}.",
    },
    "QualifiedMinCount": {
        "en": "This needs at least {asked} of {path} that are as the shape {rule} wants them.",
        "es": "Esto necesita al menos {asked} de {path} que sean como los pide la forma {rule}.",
    },
    "QualifiedMaxCount": {
        "en": "This may have at most {asked} of {path} that are as the shape {rule} says.",
        "es": "Esto puede tener como mucho {asked} de {path} que sean como dice la forma {rule}.",
    },
    "Closed": {
        "en": "The shape {rule} does not allow {path} here.",
        "es": "La forma {rule} no permite {path} aquí.",
    },
    "Node": {"en": "{value} is not as {asked} demands.", "es": "{value} no es como exige {asked}."},
    "Not": {"en": "{value} is what it should not be: {asked}.", "es": "{value} es lo que no debería ser: {asked}."},
    "And": {
        "en": "{value} does not meet all that the shape {rule} demands.",
        "es": "{value} no cumple todo lo que exige la forma {rule}.",
    },
    "Or": {
        "en": "{value} meets none of what the shape {rule} allows.",
        "es": "{value} no cumple nada de lo que admite la forma {rule}.",
    },
    "Xone": {
        "en": "{value} should meet exactly one of what the shape {rule} allows.",
        "es": "{value} debería cumplir exactamente una de las cosas que admite la forma {rule}.",
    },
    "SPARQL": {
        "en": "The query of the shape {rule} finds this at fault. Its author has written no sh:message that says why.",
        "es": "La consulta de la forma {rule} encuentra aquí una falta. Su autor no ha escrito un sh:message que diga "
        "por qué.",
    },
}
_KINDS: Final[Mapping[str, _Texts]] = {
    "IRI": {"en": "a name, such as :caracas", "es": "un nombre, como :caracas"},
    "Literal": {"en": "a text, number or date", "es": "un texto, un número o una fecha"},
    "BlankNode": {"en": "something without a name, in [ … ]", "es": "algo sin nombre, entre [ … ]"},
    "BlankNodeOrIRI": {"en": "a thing, no text", "es": "una cosa, no un texto"},
    "BlankNodeOrLiteral": {"en": "a text, or something in [ … ]", "es": "un texto, o algo entre [ … ]"},
    "IRIOrLiteral": {"en": "a name or a text", "es": "un nombre o un texto"},
}
_ITSELF: Final = {"en": "this thing", "es": "esta cosa"}


def plain_words(result: Result, path: str | None, shapes: Graph, name: Callable[[Node], str]) -> dict[str, str] | None:
    """
    What *result* says, by language; None where its shape has words of its own, or none are known here.

    Args:
        path: As people write it.
        name: How people write a node.
    """
    key = result.component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
    if key not in _WORDS or set(result.messages) - {""} or (result.shape, SH.message, None) in shapes:
        return None
    if key == "SPARQL" and result.messages:
        return None  # the constraint has a message without a language
    asked = sorted(_asked(result, key, shapes, name)) if key != "In" else _asked(result, key, shapes, name)
    facts = {"rule": result.rule, "asked": ", ".join(asked) or result.rule}
    return {
        language: text.format(**facts, **_local(language, result, path, shapes, name))
        for language, text in _WORDS[key].items()
    }


def _local(
    language: str, result: Result, path: str | None, shapes: Graph, name: Callable[[Node], str]
) -> dict[str, str]:
    kind = str(shapes.value(result.shape, SH.nodeKind) or "").removeprefix(str(SH))
    return {
        "path": in_words(path, language) if path else _ITSELF[language],
        "value": _ITSELF[language] if result.value is None else name(result.value),
        "kind": _KINDS[kind][language] if kind in _KINDS else kind,
    }


def _asked(result: Result, key: str, shapes: Graph, name: Callable[[Node], str]) -> list[str]:
    asked = list(shapes.objects(result.shape, URIRef(f"{SH}{key[0].lower()}{key[1:]}")))
    members = [member for each in asked for member in shapes.items(each)] if key in ("In", "LanguageIn") else asked
    plain = key in ("LanguageIn", "Pattern")
    return [str(node) if plain else name(node) for node in members if not isinstance(node, BNode)]
