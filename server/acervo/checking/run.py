"""One check of one archive: syntax, then the files against each other, then the shapes, then what is unwise."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from acervo.checking.consequences import led
from acervo.checking.documents import Documents
from acervo.checking.findings import SEVERITIES, CheckReport, Finding
from acervo.checking.query_files import query_findings
from acervo.checking.syntax import syntax_findings
from acervo.corpus.archive import Archive
from acervo.corpus.reading import Reading, read_archive
from acervo.edition.identity import edition_id
from acervo.edition.normalise import Normalised
from acervo.turtle.document import Document

if TYPE_CHECKING:
    from acervo.checking.lint.tokens import Writings
    from acervo.checking.validating import Validator

_LINT: Final = "acervo.checking.lint"


def check_archive(archive: Archive, progress: Callable[[str], None] = lambda step: None) -> CheckReport:
    """
    Read *archive* and check it.

    Raises:
        ShapesError: a shape stops over these data; nothing can be told.
    """
    return check_reading(read_archive(archive, progress), progress)


def check_reading(
    reading: Reading,
    progress: Callable[[str], None] = lambda step: None,
    normalised: Normalised | None = None,
    validator: Validator | None = None,
    writings: Writings | None = None,
) -> CheckReport:
    """
    Check what was read. With a syntax error nothing else is asked: half a graph would give false findings.

    Args:
        normalised: What `normalise` made of *reading*, when the caller has it already.
        validator: Who asks the shapes; in bulk where nobody is named.
        writings: What lint kept of an earlier reading.

    Raises:
        ShapesError: a shape stops over these data; nothing can be told.

    Source: docs/explanation/editions.md says which graphs each shape sees.
    """
    archive = reading.archive
    documents = Documents(archive)
    findings = [*syntax_findings(reading.errors, documents), *query_findings(archive)]
    shapes: Mapping[str, int] = {}
    untargeted: tuple[str, ...] = ()
    judged: Mapping[str, str] = {}
    if not reading.errors:
        progress("shapes")
        # Imported here: pySHACL and RDFLib cost half a second that a kept report does not need.
        from acervo.checking.doubtful_shapes import doubtful_shapes
        from acervo.checking.idle_shapes import idle_shapes
        from acervo.checking.shape_faults import fault_findings
        from acervo.checking.shape_findings import shape_findings
        from acervo.checking.validating import in_bulk

        found = shape_findings(reading, normalised, documents, validator or in_bulk, progress)
        shapes, untargeted, judged = found.focus_nodes, found.untargeted, found.judged
        findings.extend((*found.findings, *idle_shapes(reading, found.shapes, untargeted, documents)))
        findings.extend((*fault_findings(reading, found.faults, documents), *doubtful_shapes(reading, documents)))
        findings.extend(repeated_findings(reading, documents))
        progress("lint")
        findings.extend(_lint_findings(reading, documents, writings))
    return CheckReport(
        edition=edition_id(archive),
        files=sum(file.is_graph for file in archive.files),
        triples=sum(len(graph.triples) for graph in reading.graphs),
        shapes=dict(shapes),
        untargeted=untargeted,
        findings=tuple(led(sorted(findings, key=order))),
        complete=not reading.errors,
        judged=dict(judged),
    )


def order(finding: Finding) -> tuple[object, ...]:
    """Files in order, lines in order; what belongs to no one file comes last."""
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


def repeated_findings(reading: Reading, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """The triples that stand in two files: at the value in the second."""
    from acervo.checking.repeated import repeated

    return repeated(reading, documents)


def _lint_findings(reading: Reading, documents: Mapping[str, Document], writings: Writings | None) -> Iterable[Finding]:
    if importlib.util.find_spec(_LINT) is None or importlib.util.find_spec(f"{_LINT}.run") is None:
        return ()
    lint = importlib.import_module(f"{_LINT}.run")
    found: list[Finding] = lint.lint_findings(reading, documents.__getitem__, writings=writings)
    return found


def worst(report: CheckReport, severities: Iterable[str]) -> bool:
    """Whether *report* has a finding of one of *severities*."""
    wanted = frozenset(severities)
    return any(finding.severity in wanted for finding in report.findings)
