"""Where a result is at fault: the statement to mend and the part of it, as a curator wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias
from typing import Literal as Choice

import pyoxigraph as ox
from rdflib import SH, Graph
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from acervo.checking.paths import Path as PropertyPath
from acervo.checking.paths import Reached, Sequence, Step, furthest, is_complex, path_text, reach, read_path
from acervo.checking.statements import CLAIM_PARTS, OBJECT, TYPE, Edge, Statement, Statements
from acervo.corpus.reading import Reading
from acervo.corpus.terms import Term, to_engine
from acervo.namespaces import shorten
from acervo.shacl.report import COMPUTED, Result
from acervo.turtle.document import Document

Part: TypeAlias = Choice["subject", "predicate", "object"]
_LIMITS: Final = {
    SH.MaxCountConstraintComponent: SH.maxCount,
    SH.QualifiedMaxCountConstraintComponent: SH.qualifiedMaxCount,
}
_LEAST: Final = (SH.MinCountConstraintComponent, SH.QualifiedMinCountConstraintComponent)
_MANY: Final = 10
_DIRECT_VALUE: Final = "Claim-not-hidden-by-direct-value"
"""The rule whose focus is a sound claim, and whose value stands in a file beside it."""


@dataclass(frozen=True)
class Spot:
    """One name or value in one file."""

    statement: Statement
    part: Part


@dataclass(frozen=True)
class Place:
    """One thing to mend; *predicate* and *value* are None where none can be named."""

    focus: Term | None
    predicate: str | None
    """As people write it, a path as SPARQL does."""
    value: Term | None
    spot: Spot | None
    """None where nothing of it stands in a file."""
    first: Spot | None = None
    """The value that is right, where *spot* is one too many."""
    further: tuple[Spot, ...] = ()
    """The values after *spot* that are too many as well; not more than ten."""
    claimed: Spot | None = None
    """Where a claim states the value that stands at *spot*."""


class Places:
    """The places of some results, found in one pass over the files."""

    def __init__(self, reading: Reading, results: Iterable[Result], shapes: Graph, documents: Mapping[str, Document]):
        """Look *results*, of *shapes*, up in *reading*."""
        self._base = reading.archive.base
        self._shapes = shapes
        self._documents = documents
        everything = list(_with_details(results))
        # A path may lead anywhere; a single predicate starts or ends at a node of the result.
        anywhere = any(is_complex(result.path) for result in everything)
        nodes = {to_engine(node) for result in everything for node in (result.focus, result.value)}
        wanted = {node for node in nodes if node is not None}
        self._statements = Statements(reading, None if anywhere else wanted)

    def of(self, result: Result) -> Iterator[Place]:
        """
        Where *result* is at fault, in this order of preference: the value; the first value that is one too many; the
        subject that lacks something. For a triple that claims state, the value in each of these claims; for a date
        bound, the date.
        """
        focus, value = to_engine(result.focus), to_engine(result.value)
        if focus is None:
            return
        path = None if result.path is None else read_path(self._shapes, result.path)
        if result.path in COMPUTED and (date := self._date(focus, result, value)):
            yield date
        elif result.rule == _DIRECT_VALUE and value is not None and (direct := self._direct(focus, value)):
            yield direct
        elif path is None:
            yield self._on_node(result, focus, value)
        elif isinstance(path, Step) and not path.inverse and value is not None:
            yield from self._on_value(result, focus, path, value)
        else:
            yield from self._on_path(result, focus, path, value)

    def _date(self, focus: Term, result: Result, value: Term | None) -> Place | None:
        dates = sorted(self._statements.dates(focus), key=self._position)
        computed = [
            edge.origin
            for edge in self._statements.computed(focus, ox.NamedNode(str(result.path)))
            if value in (None, edge.object) and edge.origin in dates
        ]
        date = next(iter(computed or dates), None)
        if date is None:
            return None
        return Place(focus, shorten(date.predicate.value, self._base), date.object, Spot(date, "object"))

    def _direct(self, claim: Term, value: Term) -> Place | None:
        """The value that stands beside *claim*, with the claim."""
        subjects, predicates, objects = (list(self._statements.about(claim, part)) for part in CLAIM_PARTS)
        about = {(subject.object, predicate.object) for subject in subjects for predicate in predicates}
        stated = self._statements.with_object(value)
        direct = self._first(one for one in stated if (one.subject, one.predicate) in about)
        if direct is None or not objects:
            return None
        predicate = shorten(direct.predicate.value, self._base)
        return Place(direct.subject, predicate, value, Spot(direct, "object"), claimed=Spot(objects[0], "object"))

    def _claimed_value(self, subject: Term, value: Term) -> Spot | None:
        stated = next(self._statements.claiming(subject, value), None)
        return None if stated is None else Spot(stated, "object")

    def _on_node(self, result: Result, focus: Term, value: Term | None) -> Place:
        if value is None or value == focus:
            return Place(focus, None, None, self._subject(focus, result))
        stated = self._first(self._statements.about(focus, None, value))
        spot = Spot(stated, "object") if stated else self._subject(value, result)
        return Place(focus, None, value, spot or self._subject(focus, result))

    def _on_value(self, result: Result, focus: Term, path: Step, value: Term) -> Iterator[Place]:
        predicate = shorten(path.predicate.value, self._base)
        if result.on_computed:
            claims = [edge for edge in self._statements.computed(focus, path.predicate) if edge.object == value]
            yield from map(self._claimed, claims)
            if claims:
                return
        stated = (
            self._first(self._statements.about(focus, path.predicate, value))
            or self._first(self._statements.about(focus, None, value))
            or self._first(self._statements.about(focus, path.predicate))
        )
        spot = Spot(stated, "object") if stated else self._subject(focus, result)
        yield Place(focus, predicate, value, spot)

    def _claimed(self, edge: Edge) -> Place:
        return Place(edge.origin.subject, shorten(OBJECT.value, self._base), edge.object, Spot(edge.origin, "object"))

    def _on_path(self, result: Result, focus: Term, path: PropertyPath, value: Term | None) -> Iterator[Place]:
        written = path_text(path, self._base)
        start = [Reached(focus, None, "subject")]
        for computed in (False, True):
            reached = sorted(reach(path, start, self._statements, computed), key=self._order)
            excess = list(self._excess(focus, result, reached)) if value is None else []
            chosen = excess or [([], [node]) for node in reached if value is not None and node.node == value]
            for enough, (node, *more) in chosen:
                first = self._spot(enough[0], result) if enough else None
                further = [self._spot(other, result) for other in more[:_MANY]]
                spot = self._spot(node, result)
                claimed = self._claimed_value(focus, node.node) if enough else None
                yield Place(focus, written, node.node, spot, first, tuple(filter(None, further)), claimed)
            if chosen:
                return
        last = sorted(furthest(self._lacking(result, path), start, self._statements, True), key=self._order)
        yield Place(focus, written, value, self._spot(last[0], result) if last else None)

    def _lacking(self, result: Result, path: PropertyPath) -> PropertyPath:
        """Of *path*, what leads to the node that has too few values: those that it has are not at fault."""
        if result.component not in _LEAST:
            return path
        return Sequence(path.parts[:-1]) if isinstance(path, Sequence) else Sequence(())

    def _excess(
        self, focus: Term, result: Result, reached: list[Reached]
    ) -> Iterator[tuple[list[Reached], list[Reached]]]:
        """Of the nodes *reached*, those that are enough, and those that are too many: at least one."""
        if result.component == SH.UniqueLangConstraintComponent:
            languages: dict[str, list[Reached]] = {}
            for node in reached:
                if isinstance(node.node, ox.Literal) and node.node.language:
                    languages.setdefault(node.node.language.lower(), []).append(node)
            for same in languages.values():
                if len(same) > 1:
                    # What a claim says has a place of its own: of two names, that one need not stand here.
                    same.sort(key=lambda node: self._claimed_value(focus, node.node) is not None)
                    yield same[:1], same[1:]
        limit = _LIMITS.get(result.component)
        most = None if limit is None else self._shapes.value(result.shape, limit)
        if limit == SH.qualifiedMaxCount:
            counted = {to_engine(node) for node in result.counted}
            reached = [node for node in reached if node.node in counted]
        if isinstance(most, RdfLiteral) and len(reached) > int(most):
            yield reached[: int(most)], reached[int(most) :]

    def _spot(self, reached: Reached, result: Result) -> Spot | None:
        if reached.statement is None:
            return self._subject(reached.node, result)
        return Spot(reached.statement, reached.part)

    def _subject(self, node: Term, result: Result) -> Spot | None:
        """Where *node* is written as a subject, in the file that says most about it; else where it is mentioned."""
        about = list(self._statements.about(node))
        if about:
            path = to_engine(result.path)
            same = [statement for statement in about if path is not None and statement.predicate == path]
            typed = [statement for statement in about if statement.predicate == TYPE]
            home = min(statement.path for statement in same or typed or about)
            in_file = (statement for statement in about if statement.path == home)
            return Spot(min(in_file, key=self._subject_position), "subject")
        targets = {to_engine(target) for target in self._targets(result)}
        mentions = list(self._statements.with_object(node))
        meant = [statement for statement in mentions if statement.predicate in targets]
        mention = self._first(meant or mentions)
        if mention:
            return Spot(mention, "object")
        used = self._first(self._statements.with_predicate(node))
        return Spot(used, "predicate") if used else None

    def _targets(self, result: Result) -> Iterator[Node]:
        for shape in (result.shape, *self._shapes.subjects(SH.property, result.shape)):
            yield from self._shapes.objects(shape, SH.targetObjectsOf)

    # The order of the files, and within one the order of the text

    def _first(self, statements: Iterable[Statement]) -> Statement | None:
        found = list(statements)
        home = min((statement.path for statement in found), default="")
        in_file = [statement for statement in found if statement.path == home]
        return min(in_file, key=self._position) if len(in_file) > 1 else next(iter(in_file), None)

    def _order(self, reached: Reached) -> tuple[str, int]:
        return ("", 0) if reached.statement is None else self._position(reached.statement, reached.part)

    def _subject_position(self, statement: Statement) -> tuple[str, int]:
        return self._position(statement, "subject")

    def _position(self, statement: Statement, part: Part = "object") -> tuple[str, int]:
        return statement.path, span_of(Spot(statement, part), self._documents)[0]


def span_of(spot: Spot, documents: Mapping[str, Document]) -> tuple[int, int]:
    """The code points of *spot* in its file; (0, 0) where the reader sees other triples than the engine."""
    triples = documents[spot.statement.path].triples
    if spot.statement.ordinal >= len(triples):
        return 0, 0
    triple = triples[spot.statement.ordinal]
    return {"subject": triple.subject_span, "predicate": triple.predicate_span, "object": triple.object_span}[spot.part]


def _with_details(results: Iterable[Result]) -> Iterator[Result]:
    for result in results:
        yield result
        yield from _with_details(result.detail)
