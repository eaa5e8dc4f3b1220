"""SHACL property paths walked over the statements of files, so that a value is found where the way to it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal as Choice
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from acervo.checking.statements import Edge, Statement, Statements
from acervo.corpus.terms import Term
from acervo.namespaces import shorten


@dataclass(frozen=True)
class Step:
    """One predicate, followed from subject to object or, inverse, from object to subject."""

    predicate: ox.NamedNode
    inverse: bool = False


@dataclass(frozen=True)
class Sequence:
    """One path after the other."""

    parts: tuple[Path, ...]


@dataclass(frozen=True)
class Alternatives:
    """Any of several paths."""

    parts: tuple[Path, ...]


@dataclass(frozen=True)
class Repeated:
    """A path any number of times: from 0 or 1, up to 1 or without end."""

    part: Path
    sign: Choice["*", "+", "?"]


Path: TypeAlias = Step | Sequence | Alternatives | Repeated


class Reached(NamedTuple):
    """A node at the end of a path, and where its name stands: in which statement, and as which part of it."""

    node: Term
    statement: Statement | None
    """None at the very beginning, where no step has been made."""
    part: Choice["subject", "object"]


def read_path(shapes: Graph, node: Node, inverse: bool = False) -> Path:
    """
    The path that *node* is in *shapes*, which has passed shacl-shacl.

    Source: https://www.w3.org/TR/shacl/#property-paths
    """
    if isinstance(node, URIRef):
        return Step(ox.NamedNode(str(node)), inverse)
    for predicate, sign in ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?")):
        inner = shapes.value(node, predicate)
        if inner is not None:
            return Repeated(read_path(shapes, inner, inverse), sign)  # type: ignore[arg-type]
    turned = shapes.value(node, SH.inversePath)
    if turned is not None:
        return read_path(shapes, turned, not inverse)
    choices = shapes.value(node, SH.alternativePath)
    if choices is not None:
        return Alternatives(tuple(read_path(shapes, part, inverse) for part in shapes.items(choices)))
    parts = [read_path(shapes, part, inverse) for part in shapes.items(node)]
    return Sequence(tuple(reversed(parts) if inverse else parts))


def is_complex(path: Node | None) -> bool:
    """Whether *path* is more than one predicate."""
    return path is not None and not isinstance(path, URIRef)


def reach(path: Path, starts: Iterable[Reached], statements: Statements, computed: bool) -> list[Reached]:
    """
    Every node at the end of *path* from *starts*, each once, in the order of the statements.

    Args:
        computed: Whether to follow what is computed from the files as well.
    """
    found: dict[Term, Reached] = {}
    for reached in _walk(path, starts, statements, computed):
        found.setdefault(reached.node, reached)
    return list(found.values())


def furthest(path: Path, starts: Iterable[Reached], statements: Statements, computed: bool) -> list[Reached]:
    """How far one comes on *path*: the nodes before the first step of a sequence that leads nowhere."""
    here = list(starts)
    for part in path.parts if isinstance(path, Sequence) else (path,):
        there = reach(part, here, statements, computed)
        if not there:
            break
        here = there
    return here


def _walk(path: Path, starts: Iterable[Reached], statements: Statements, computed: bool) -> Iterator[Reached]:
    if isinstance(path, Step):
        for start in starts:
            for edge in _edges(path, start.node, statements, computed):
                if path.inverse:
                    yield Reached(edge.subject, edge.origin, "subject")
                else:
                    yield Reached(edge.object, edge.origin, "object")
    elif isinstance(path, Sequence):
        here = list(starts)
        for part in path.parts:
            here = reach(part, here, statements, computed)
        yield from here
    elif isinstance(path, Alternatives):
        several = list(starts)
        for part in path.parts:
            yield from _walk(part, several, statements, computed)
    else:
        yield from _repeat(path, list(starts), statements, computed)


def _repeat(path: Repeated, ring: list[Reached], statements: Statements, computed: bool) -> Iterator[Reached]:
    if path.sign != "+":
        yield from ring
    seen: set[Term] = set()
    while ring:
        ring = [reached for reached in reach(path.part, ring, statements, computed) if reached.node not in seen]
        seen.update(reached.node for reached in ring)
        yield from ring
        if path.sign == "?":
            return


def _edges(step: Step, node: Term, statements: Statements, computed: bool) -> Iterator[Edge]:
    if step.inverse:
        for statement in statements.with_object(node, step.predicate):
            yield Edge(statement.subject, statement.predicate, statement.object, statement)
        if computed:
            yield from statements.computed_into(node, step.predicate)
        return
    yield from statements.written(node, step.predicate)
    if computed:
        yield from statements.computed(node, step.predicate)


def path_text(path: Path, base: str) -> str:
    """*path* as SPARQL writes it: `^mov:partOf/mov:date`."""
    if isinstance(path, Step):
        return ("^" if path.inverse else "") + shorten(path.predicate.value, base)
    if isinstance(path, Repeated):
        inner = path_text(path.part, base)
        return f"({inner}){path.sign}" if not isinstance(path.part, Step) or path.part.inverse else inner + path.sign
    between = "/" if isinstance(path, Sequence) else "|"
    return between.join(
        path_text(part, base) if isinstance(part, Step | Repeated) else f"({path_text(part, base)})"
        for part in path.parts
    )


def path_turtle(path: Path) -> str:
    """*path* as a SHACL path in Turtle, IRIs in full, for a validation report."""
    if isinstance(path, Step):
        return f"[ sh:inversePath {path.predicate} ]" if path.inverse else str(path.predicate)
    if isinstance(path, Repeated):
        name = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}[path.sign]
        return f"[ sh:{name} {path_turtle(path.part)} ]"
    parts = f"( {' '.join(map(path_turtle, path.parts))} )"
    return parts if isinstance(path, Sequence) else f"[ sh:alternativePath {parts} ]"
