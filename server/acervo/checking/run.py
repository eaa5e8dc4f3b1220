"""One check of one archive: syntax, then the files against each other, then the shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from acervo.checking.findings import SEVERITIES, CheckReport, Finding
from acervo.corpus.archive import Archive
from acervo.corpus.queries import read_query
from acervo.corpus.reading import Reading, read_archive
from acervo.corpus.terms import to_graph
from acervo.edition.identity import edition_id
from acervo.edition.normalise import Normalised, normalise
from acervo.errors import CuratorError, ShapesError
from acervo.namespaces import XSD, shorten

if TYPE_CHECKING:
    from acervo.checking.places import Place
    from acervo.checking.shacl import Result

_SHORTHAND: Final = (f"{XSD}integer", f"{XSD}decimal", f"{XSD}boolean")
"""Datatypes that Turtle writes without quotes."""


def check_archive(archive: Archive, progress: Callable[[str], None] = lambda step: None) -> CheckReport:
    """
    Read *archive* and check it.

    Raises:
        ShapesError: the shapes are ill-formed; nothing can be told.
    """
    return check_reading(read_archive(archive, progress), progress)


def check_reading(
    reading: Reading,
    progress: Callable[[str], None] = lambda step: None,
    normalised: Normalised | None = None,
) -> CheckReport:
    """
    Check what was read. With a syntax error the shapes are not run: half a graph would give false findings.

    Args:
        normalised: What `normalise` made of *reading*, when the caller has it already.

    Raises:
        ShapesError: the shapes are ill-formed; nothing can be told.

    Source: docs/explanation/editions.md says which graphs each shape sees.
    """
    archive = reading.archive
    findings = [*map(_syntax_finding, reading.errors), *_query_findings(archive)]
    shapes: dict[str, int] = {}
    untargeted: tuple[str, ...] = ()
    if not reading.errors:
        findings.extend(_repeated_findings(reading))
        progress("shapes")
        normalised = normalised or normalise(reading)
        shape_findings, shapes, untargeted = _shape_findings(reading, normalised)
        findings.extend(shape_findings)
    return CheckReport(
        edition=edition_id(archive),
        files=sum(file.is_graph for file in archive.files),
        triples=sum(len(graph.triples) for graph in reading.graphs),
        shapes=shapes,
        untargeted=untargeted,
        findings=tuple(sorted(findings, key=_order)),
        complete=not reading.errors,
    )


def _order(finding: Finding) -> tuple[object, ...]:
    # Files in order; what belongs to no one file comes last.
    return (
        finding.path is None,
        finding.path or "",
        finding.line or 0,
        finding.column or 0,
        SEVERITIES.index(finding.severity),
        finding.focus or "",
        finding.rule,
        finding.predicate or "",
        finding.value or "",
    )


def _syntax_finding(error: CuratorError) -> Finding:
    return Finding("syntax", "syntax", "violation", {"en": error.message}, error.path, error.line, error.column)


def _query_findings(archive: Archive) -> Iterator[Finding]:
    empty = ox.Store()
    for file in archive.files:
        if file.is_graph:
            continue
        try:
            query = read_query(file)
        except CuratorError as error:
            yield Finding(
                "syntax", "query-header", "violation", {"en": error.message}, file.path, error.line, error.column
            )
            continue
        try:
            # A `?_name` parameter is a variable like any other; only the syntax is asked about.
            empty.query(query.text)
        except SyntaxError as error:
            line, column, reason = _placed(str(error))
            message = f"The query does not parse: {reason}."
            yield Finding("syntax", "query-syntax", "violation", {"en": message}, file.path, line, column)
        except RuntimeError:
            continue


def _placed(message: str) -> tuple[int | None, int | None, str]:
    # The engine gives the position in its words only.
    place = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    return (int(place[1]), int(place[2]), place[3]) if place else (None, None, message)


def _repeated_findings(reading: Reading) -> Iterator[Finding]:
    for triple, first, second in reading.repeated():
        if isinstance(triple.subject, ox.BlankNode):
            continue
        base = reading.archive.base
        yield Finding(
            "lint",
            "triple-in-two-files",
            "violation",
            {
                "en": f"The same statement stands in {first} as well. Keep it in one file: counts would be wrong.",
                "es": f"La misma afirmación está también en {first}. Déjela en uno solo: los conteos serían falsos.",
            },
            second,
            focus=_write(triple.subject, base),
            predicate=_write(triple.predicate, base),
            value=_write(triple.object, base),
        )


def _shape_findings(reading: Reading, normalised: Normalised) -> tuple[list[Finding], dict[str, int], tuple[str, ...]]:
    # Imported here: pySHACL and RDFLib cost half a second that a kept report does not need.
    from acervo.checking.places import Places
    from acervo.checking.shacl import validate
    from acervo.checking.shapes import prepare

    base = reading.archive.base
    computed = (*normalised.bounds, *normalised.archive_node, *normalised.malformed)
    data = to_graph((*reading.triples("ontology", "data"), *computed))
    # The core's own shapes are held to shacl-shacl by the tests; those of the archive are checked here.
    core = to_graph(t for graph in reading.graphs if graph.path.startswith("shapes/core/") for t in graph.triples)
    try:
        shapes = prepare(to_graph(reading.triples("shapes")), checked=core)
        report = validate(data, to_graph(normalised.claimed), shapes)
    except ShapesError as error:
        error.path = _file_of_shape(reading, error.shapes)
        raise
    places = Places(reading, report.results)
    findings: dict[tuple[str | None, ...], Finding] = {}
    for result in report.results:
        for place in places.of(result):
            finding = _shape_finding(result, place, base)
            # One value may break one rule in two ways (datatype and range): the curator has one thing to mend.
            findings.setdefault((finding.rule, finding.focus, finding.predicate, finding.value), finding)
    return list(findings.values()), dict(report.focus_nodes), report.untargeted


def _file_of_shape(reading: Reading, shapes: tuple[str, ...]) -> str | None:
    for graph in reading.graphs:
        subjects = (triple.subject for triple in graph.triples if graph.folder == "shapes")
        if any(isinstance(subject, ox.NamedNode) and subject.value in shapes for subject in subjects):
            return graph.path
    return None


def _shape_finding(result: Result, place: Place, base: str) -> Finding:
    return Finding(
        group="shacl",
        rule=result.rule,
        severity=result.severity,
        messages=dict(result.messages),
        path=place.path,
        focus=_plain(place.focus.n3(), base),
        predicate=None if place.predicate is None else _plain(place.predicate.n3(), base),
        value=None if place.value is None else _plain(place.value.n3(), base),
    )


def _write(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, base: str) -> str:
    return _plain(str(term), base)


def _plain(n3: str, base: str) -> str:
    if n3.startswith("<") and n3.endswith(">"):
        return shorten(n3[1:-1], base)
    text, sep, datatype = n3.rpartition('"^^<')
    if not sep:
        return n3
    if datatype[:-1] in _SHORTHAND:
        return text[1:]
    return f'{text}"^^{shorten(datatype[:-1], base)}'


def worst(report: CheckReport, severities: Iterable[str]) -> bool:
    """Whether *report* has a finding of one of *severities*."""
    wanted = frozenset(severities)
    return any(finding.severity in wanted for finding in report.findings)
