"""Shapes of the archive that can be run and hardly do what was meant: each a warning at its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

import pyoxigraph as ox

from acervo.checking.findings import Finding
from acervo.checking.names import shape_prefixes, short_name
from acervo.checking.places import Part, Spot
from acervo.checking.shape_faults import within
from acervo.checking.shape_findings import at, written
from acervo.checking.shape_rules import DOUBTFUL_SHAPE
from acervo.checking.statements import TYPE, Statement
from acervo.corpus.reading import FileGraph, Reading
from acervo.corpus.terms import Term
from acervo.namespaces import OWL, RDF, RDFS
from acervo.turtle.document import Document

_SH: Final = "http://www.w3.org/ns/shacl#"
_SHAPES: Final = (f"{_SH}NodeShape", f"{_SH}PropertyShape")
_CLASSES: Final = (f"{RDFS}Class", f"{OWL}Class")
_TARGETS: Final = tuple(f"{_SH}{name}" for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
_SEVERITIES: Final = ("Violation", "Warning", "Info")
#: What leads from a shape to those that it asks, lists included.
_LEADS: Final = (
    *(f"{_SH}{name}" for name in ("property", "node", "not", "and", "or", "xone", "qualifiedValueShape")),
    f"{RDF}first",
    f"{RDF}rest",
)
#: Comments and texts hold no names; a name in brackets is none with a prefix.
_TOKEN: Final = re.compile(
    r"""#[^\n]*|<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?<![\w?$:.-])(?P<prefix>\w[\w-]*):(?P<name>\w[\w-]*)"""
)
_TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "target": {
        "en": "This shape has no target, and no other shape mentions it, so it is never asked. Add sh:targetClass.",
        "es": "Esta forma no tiene objetivo y ninguna otra la menciona, así que nunca se pregunta. Añada "
        "sh:targetClass.",
    },
    "severity": {
        "en": "SHACL has no severity {value}, so this counts as a violation.{hint}",
        "es": "SHACL no tiene la gravedad {value}, así que esto cuenta como infracción.{hint}",
    },
    "prefixes": {
        "en": "{value} declares no prefix. The query runs here with the prefixes that other ontologies declare, and "
        "fails in other programs. Write sh:prefixes <https://w3id.org/acervo/shapes>, or add sh:declare to {value}.",
        "es": "{value} no declara ningún prefijo. La consulta se ejecuta aquí con los prefijos que declaran otras "
        "ontologías y falla en otros programas. Escriba sh:prefixes <https://w3id.org/acervo/shapes>, o añada "
        "sh:declare a {value}.",
    },
    "name": {
        "en": "Nothing defines {value}, so this part of the query finds nothing.{hint}",
        "es": "Nada define {value}, así que esta parte de la consulta no encuentra nada.{hint}",
    },
    "recursive": {
        "en": "This shape refers to itself. SHACL leaves open what that means, and pySHACL gives up after some rounds. "
        "Say it without the circle, with a path such as [ sh:oneOrMorePath … ].",
        "es": "Esta forma se refiere a sí misma. SHACL no dice qué significa eso, y pySHACL se rinde tras unas "
        "vueltas. Dígalo sin el círculo, con un camino como [ sh:oneOrMorePath … ].",
    },
}
_HINTS: Final = {"en": " Did you mean {near}?", "es": " ¿Quiso decir {near}?"}


def doubtful_shapes(reading: Reading, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Warnings about the archive's own shapes; the core's are held to the same by its tests."""
    graphs = [graph for graph in reading.graphs if graph.folder == "shapes"]
    own = [graph for graph in graphs if not graph.path.startswith("shapes/core/")]
    if not own:
        return
    known, prefixes = _Known(reading, graphs), shape_prefixes(reading.archive)
    for graph in own:
        for ordinal, (subject, predicate, value) in enumerate(graph.triples):
            if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
                continue
            statement = Statement(graph.path, ordinal, subject, predicate, value)
            for part, messages, offset in known.doubts(statement):
                focus = short_name(subject.value, prefixes) if isinstance(subject, ox.NamedNode) else None
                spot = Spot(statement, part)
                finding = at(Finding("shacl", DOUBTFUL_SHAPE, "warning", messages, focus=focus), spot, documents)
                yield finding if offset is None else within(finding, spot, offset, documents)


_Doubt = tuple[Part, dict[str, str], int | None]


class _Known:
    """What the shapes, the ontology and the data say, as far as shapes are judged by it."""

    def __init__(self, reading: Reading, graphs: list[FileGraph]):
        self._base = reading.archive.base
        self._targeted: set[object] = set()
        self._used: set[object] = set()
        self._declaring: set[object] = set()
        self._leads: dict[object, set[object]] = defaultdict(set)
        namespaces: dict[object, str] = {}
        prefixes: dict[object, str] = {}
        for graph in graphs:
            for subject, predicate, value in graph.triples:
                name = predicate.value
                is_class = name == TYPE.value and isinstance(value, ox.NamedNode) and value.value in _CLASSES
                if name in _TARGETS or is_class or name == f"{_SH}deactivated":
                    self._targeted.add(subject)
                if name != TYPE.value:
                    self._used.add(value)
                if name in (f"{_SH}declare", f"{OWL}imports"):
                    self._declaring.add(subject)
                if name in _LEADS:
                    self._leads[subject].add(value)
                if isinstance(value, ox.Literal) and name in (f"{_SH}prefix", f"{_SH}namespace"):
                    (prefixes if name.endswith("#prefix") else namespaces)[subject] = value.value
        self._prefixes = {prefix: namespaces[node] for node, prefix in prefixes.items() if node in namespaces}
        self._terms = {t.subject.value for t in reading.triples("ontology") if isinstance(t.subject, ox.NamedNode)}
        self._locals: dict[str, list[str]] = defaultdict(list)
        for term in sorted(self._terms):
            namespace, local = re.fullmatch(r"(.*?[#/]?)([^#/]*)", term, re.DOTALL).groups()  # type: ignore[union-attr]
            self._locals[namespace].append(local)

    def doubts(self, statement: Statement) -> Iterator[_Doubt]:
        """What is doubtful in *statement*: the part of it, words, and where in a text."""
        name, value = statement.predicate.value, statement.object
        if name == TYPE.value and isinstance(value, ox.NamedNode) and value.value in _SHAPES:
            yield from self._of_shape(statement.subject)
        elif name == f"{_SH}severity" and isinstance(value, ox.NamedNode) and value.value.startswith(_SH):
            local = value.value.removeprefix(_SH)
            if local not in _SEVERITIES:
                near = get_close_matches(local.capitalize(), _SEVERITIES, n=1, cutoff=0.6)
                yield "object", _told("severity", f"sh:{local}", f"sh:{near[0]}" if near else None), None
        elif name == f"{_SH}prefixes" and isinstance(value, ox.NamedNode) and value not in self._declaring:
            yield "object", _told("prefixes", written(value, self._base)), None
        elif name == f"{_SH}select" and isinstance(value, ox.Literal):
            yield from self._of_query(value.value)

    def _of_shape(self, shape: Term) -> Iterator[_Doubt]:
        if shape not in self._targeted and shape not in self._used:
            yield "subject", _told("target"), None
        seen: set[object] = set()
        ring = set(self._leads.get(shape, ()))
        while ring:
            seen |= ring
            ring = {node for each in ring for node in self._leads.get(each, ())} - seen
        if shape in seen:
            yield "subject", _told("recursive"), None

    def _of_query(self, text: str) -> Iterator[_Doubt]:
        seen: set[str] = set()
        for token in _TOKEN.finditer(text):
            namespace = self._prefixes.get(token["prefix"] or "")
            # Where the ontology defines nothing of a namespace, nobody can say what it holds.
            if namespace is None or namespace not in self._locals or token[0] in seen:
                continue
            seen.add(token[0])
            if namespace + token["name"] not in self._terms:
                near = get_close_matches(token["name"], self._locals[namespace], n=1, cutoff=0.75)
                hint = f"{token['prefix']}:{near[0]}" if near else None
                yield "object", _told("name", token[0], hint), token.start()


def _told(key: str, value: str = "", near: str | None = None) -> dict[str, str]:
    hints = {language: "" if near is None else hint.format(near=near) for language, hint in _HINTS.items()}
    return {language: text.format(value=value, hint=hints[language]) for language, text in _TEXTS[key].items()}
