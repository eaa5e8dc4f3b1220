"""The examples of the core's shapes, which are their tests as well: one fault a file, and files without any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from rdflib import RDF, SH, Graph, URIRef

from acervo.turtle.document import Document, Statement
from acervo.turtle.reader import read_turtle
from acervo.turtle.terms import Iri, Triple

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_EXPECT: Final = re.compile(r"^# expect: movsh:(\S+) on \S+$", re.MULTILINE)
_LEFT_OUT: Final = re.compile(r"^(?:@prefix .*|# expect: .*)\n", re.MULTILINE)
_BASE: Final = "https://example.org/"


class Examples:
    """Those of an installed wheel or of the checkout; none where neither is there."""

    def __init__(self) -> None:
        places = (_PACKAGE / "core_files" / "examples", _PACKAGE.parent.parent / "tests" / "shapes")
        self._folder = next((place for place in places if place.is_dir()), None)
        self._read: dict[Path, list[tuple[list[Triple], str]]] = {}

    def of(self, rule: str, shapes: Graph, shape: URIRef) -> tuple[str, str]:
        """A bad and a good example of *rule*; empty where there is none."""
        bad = self._bad(rule)
        if bad is None:
            return "", ""
        return _LEFT_OUT.sub("", bad.read_text(encoding="utf-8")).strip("\n"), self._good(bad.parent, shapes, shape)

    def _bad(self, rule: str) -> Path | None:
        found = self._naming.get(rule, [])
        # The file that is named after the rule says it best.
        return next((file for file in found if file.stem == f"invalid-{rule}"), found[0] if found else None)

    @cached_property
    def _naming(self) -> dict[str, list[Path]]:
        """Rule → the files whose faults it names."""
        found: dict[str, list[Path]] = {}
        for file in sorted(self._folder.glob("*/invalid-*.ttl")) if self._folder else ():
            for rule in dict.fromkeys(_EXPECT.findall(file.read_text(encoding="utf-8"))):
                found.setdefault(rule, []).append(file)
        return found

    def _good(self, topic: Path, shapes: Graph, shape: URIRef) -> str:
        owners = (shape, *shapes.subjects(SH.property, shape))
        classes = {str(kind) for owner in owners for kind in shapes.objects(owner, SH.targetClass)}
        targets = (SH.targetSubjectsOf, SH.targetObjectsOf)
        used = {str(name) for target in targets for owner in owners for name in shapes.objects(owner, target)}
        path = shapes.value(shape, SH.path)
        wanted = {str(path)} if isinstance(path, URIRef) else used
        best: tuple[int, str] = (0, "")
        for triples, text in self._statements(topic):
            fit = _fit(triples, wanted, classes)
            # Where nothing fits, the first statement at least is right.
            if fit > best[0] or not best[1]:
                best = fit, text
        return best[1]

    def _statements(self, topic: Path) -> list[tuple[list[Triple], str]]:
        """The statements of the good examples in *topic*, and how they are written."""
        if topic not in self._read:
            documents = (
                read_turtle(file.read_text(encoding="utf-8"), file.name, _BASE)
                for file in sorted(topic.glob("valid-*.ttl"))
            )
            self._read[topic] = [
                (list(_triples(document, statement)), document.text[slice(*statement.span)])
                for document in documents
                for statement in document.statements
                if statement.kind == "triples"
            ]
        return self._read[topic]


def _triples(document: Document, statement: Statement) -> Iterator[Triple]:
    start, end = statement.span
    return (triple for triple in document.triples if start <= triple.subject_span[0] < end)


def _fit(triples: Iterable[Triple], predicates: set[str], classes: set[str]) -> int:
    """How well a statement shows what a shape asks for; 0 is not at all."""
    fit = 0
    for triple in triples:
        if triple.predicate.value in predicates:
            fit |= 2
        elif isinstance(triple.object, Iri):
            if triple.object.value in predicates:
                fit |= 2
            if triple.predicate.value == str(RDF.type) and triple.object.value in classes:
                fit |= 1
    return fit
