"""The shapes asked about an archive, and every result put at the place to mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from acervo.checking.date_faults import backwards, date_fault
from acervo.checking.findings import Finding, Related, ShaclResult
from acervo.checking.insertions import Insertions
from acervo.checking.looking_up import Passages
from acervo.checking.only_texts import Things
from acervo.checking.paths import path_turtle, read_path
from acervo.checking.places import Place, Places, Spot, span_of
from acervo.checking.plain_words import plain_words
from acervo.checking.validating import Progress, Validator
from acervo.corpus.reading import Reading
from acervo.corpus.terms import to_engine
from acervo.edition.normalise import Normalised
from acervo.namespaces import MOV, XSD, shorten
from acervo.shacl.faults import Fault
from acervo.shacl.report import Report, Result
from acervo.turtle.document import Document

_SHORTHAND: Final = (f"{XSD}integer", f"{XSD}decimal", f"{XSD}boolean")
"""Datatypes that Turtle writes without quotes."""
_MALFORMED_DATE: Final = URIRef(f"{MOV}malformedDate")
_ORDERED: Final = (SH.LessThanConstraintComponent, SH.LessThanOrEqualsConstraintComponent)
_THING: Final = (SH.ClassConstraintComponent, SH.NodeKindConstraintComponent)
_LEAST: Final = (SH.MinCountConstraintComponent, SH.QualifiedMinCountConstraintComponent)
_ENOUGH: Final = {"en": "The first value stands here.", "es": "El primer valor está aquí."}
_CLAIMED: Final = {"en": "The claim {claim} says it here.", "es": "Aquí lo dice la afirmación {claim}."}
_REMOVE: Final = {
    "en": " Remove this one, though: the claim {claim} says it already.",
    "es": " Pero quite este: ya lo dice la afirmación {claim}.",
}
_TOO_MANY: Final = {"en": "This value is too many as well.", "es": "Este valor también sobra."}


@dataclass(frozen=True)
class ShapeFindings:
    """What the shapes found, and how much they looked at."""

    findings: tuple[Finding, ...]
    focus_nodes: Mapping[str, int]
    untargeted: tuple[str, ...]
    judged: Mapping[str, str]
    """The shapes that were left to pySHACL whole, and why."""
    shapes: Graph
    """The shapes that were asked."""
    faults: tuple[Fault, ...] = ()
    """Why others were not."""


def shape_findings(
    reading: Reading,
    normalised: Normalised | None,
    documents: Mapping[str, Document],
    validator: Validator,
    progress: Progress,
) -> ShapeFindings:
    """
    Ask every shape of *reading*, the core's and the archive's own.

    Raises:
        ShapesError: a shape stops over these data; nothing can be told.
    """
    report, shapes = validator(reading, normalised, progress)
    found = located(reading, report, shapes.graph, documents)
    counts = dict(report.focus_nodes), report.untargeted, dict(report.judged)
    return ShapeFindings(tuple(found), *counts, shapes.graph, shapes.faults)


def located(reading: Reading, report: Report, shapes: Graph, documents: Mapping[str, Document]) -> Iterable[Finding]:
    """The results of *report* as findings; several about one thing to mend are one finding."""
    if not report.results:
        return ()
    base = reading.archive.base
    places, insertions = Places(reading, report.results, shapes, documents), Insertions(shapes, reading)
    writer = _Writer(places, base, shapes, documents, insertions, Passages(reading, documents), Things(reading))
    findings: dict[tuple[object, ...], Finding] = {}
    for finding in writer.findings(report.results):
        # One value may break one rule in two ways (datatype and range): the curator has one thing to mend.
        place = (finding.path, finding.line, finding.column)
        key = (finding.rule, *place, finding.focus, finding.predicate, finding.value)
        known = findings.setdefault(key, finding)
        if known is not finding:
            merged = dict.fromkeys((*known.results, *finding.results))
            findings[key] = replace(known, results=tuple(merged), detail=known.detail or finding.detail)
    return findings.values()


@dataclass(frozen=True)
class _Writer:
    """Results and places in the words of a finding."""

    places: Places
    base: str
    shapes: Graph
    documents: Mapping[str, Document]
    insertions: Insertions
    passages: Passages
    things: Things

    def findings(self, results: Iterable[Result]) -> Iterator[Finding]:
        for result in results:
            detail = tuple(self.findings(result.detail))
            for place in self.places.of(result):
                yield self._finding(result, place, detail)

    def _finding(self, result: Result, place: Place, detail: tuple[Finding, ...]) -> Finding:
        finding = Finding(
            group="shacl",
            rule=result.rule,
            severity=result.severity,
            messages=self._messages(result, place),
            focus=None if place.focus is None else written(place.focus, self.base),
            predicate=place.predicate,
            value=None if place.value is None else written(place.value, self.base),
            related=(*self._others(place), *self._insertion(result, place), *self._passages(place)),
            detail=detail,
            results=(self._result(result),),
        )
        return finding if place.spot is None else at(finding, place.spot, self.documents)

    def _others(self, place: Place) -> Iterator[Related]:
        spots = [] if place.first is None else [(place.first, _ENOUGH)]
        if place.claimed is not None:
            spots.append((place.claimed, self._told(_CLAIMED, place.claimed)))
        for spot, messages in (*spots, *((spot, _TOO_MANY) for spot in place.further)):
            document = self.documents[spot.statement.path]
            yield Related(document.path, *document.position(span_of(spot, self.documents)[0]), messages)

    def _messages(self, result: Result, place: Place) -> dict[str, str]:
        messages = self._plainly(result, place) or _messages(result, place)
        if result.component in _THING and isinstance(place.value, ox.Literal):
            before = self.things.words(place.value)
            return {language: before.get(language, before["en"]) + text for language, text in messages.items()}
        if place.claimed is None or place.first is None:
            return messages
        remove = self._told(_REMOVE, place.claimed)
        return {language: text + remove.get(language, remove["en"]) for language, text in messages.items()}

    def _plainly(self, result: Result, place: Place) -> dict[str, str] | None:
        return plain_words(result, place.predicate, self.shapes, self._name)

    def _name(self, node: Node) -> str:
        term = to_engine(node)
        return str(node) if term is None else written(term, self.base)

    def _told(self, words: Mapping[str, str], claim: Spot) -> dict[str, str]:
        name = written(claim.statement.subject, self.base)
        return {language: text.format(claim=name) for language, text in words.items()}

    def _passages(self, place: Place) -> Iterator[Related]:
        return iter(()) if place.spot is None or place.first is not None else self.passages.of(place.spot)

    def _insertion(self, result: Result, place: Place) -> Iterator[Related]:
        spot = place.spot
        lacks = result.component in _LEAST and result.severity != "info" and isinstance(result.path, URIRef)
        if lacks and place.value is None and spot is not None and spot.part == "subject":
            document = self.documents[spot.statement.path]
            there = self.insertions.at(document, spot, str(result.path), result.shape)
            if there is not None:
                yield there

    def _result(self, result: Result) -> ShaclResult:
        focus, value, shape = (to_engine(node) for node in (result.focus, result.value, result.shape))
        path = None if result.path is None else path_turtle(read_path(self.shapes, result.path))
        told = None if value is None else str(value)
        own = None if result.own_severity is None else f"<{result.own_severity}>"
        theirs = None if plain_words(result, None, self.shapes, self._name) is None else result.messages.get("", "")
        return ShaclResult(str(focus), path, told, f"<{result.component}>", str(shape), own, theirs or None)


def _messages(result: Result, place: Place) -> dict[str, str]:
    """The shape's own words, or exact ones where the value shows what is wrong with it."""
    if result.path == _MALFORMED_DATE and isinstance(place.value, ox.Literal):
        return date_fault(place.value.value) or dict(result.messages)
    if result.component in _ORDERED and isinstance(place.value, ox.Literal):
        return backwards(place.value.value) or dict(result.messages)
    return dict(result.messages)


def at(finding: Finding, spot: Spot, documents: Mapping[str, Document]) -> Finding:
    """*finding* at *spot*."""
    document = documents[spot.statement.path]
    start, end = span_of(spot, documents)
    if end == 0:
        return replace(finding, path=document.path)
    (line, column), (end_line, end_column) = document.position(start), document.position(end)
    return replace(finding, path=document.path, line=line, column=column, end_line=end_line, end_column=end_column)


def written(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, base: str) -> str:
    """*term* as people write it: `:strike`, `12`, `"1980-08"^^edtf:EDTF`."""
    text = str(term)
    if isinstance(term, ox.NamedNode):
        return shorten(term.value, base)
    if not isinstance(term, ox.Literal) or term.language or not text.endswith(">"):
        return text
    if term.datatype.value in _SHORTHAND:
        return term.value
    return f"{text[: text.rindex('^^<')]}^^{shorten(term.datatype.value, base)}"
