"""What the shapes found as the validation report that SHACL defines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from acervo.checking.findings import CheckReport, Finding, ShaclResult
from acervo.checking.reporters import Telling

_PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
_NOT_RUN = "# The shapes were not run: a file is no Turtle. There is no validation report.\n"
_NOT_TOLD = (
    "# The shapes have {count} findings, all of them left out here{by}, so that this says neither that the data "
    "conform nor why not. There is no validation report."
)


def report(report: CheckReport, telling: Telling) -> str:
    """
    One sh:ValidationReport in Turtle; it conforms when no shape has any result, be it a warning or an info.

    Syntax and lint are no part of it. Where syntax errors kept the shapes from being run, there is no report at all,
    nor where there are results and all of them were left out: it could say neither that the data conform nor why not.

    Source: https://www.w3.org/TR/shacl/#results-validation-report
    """
    if not report.complete:
        return _PREFIXES + _NOT_RUN.rstrip("\n")
    results = "".join(_results(report.findings, "sh:result", "    "))
    if report.results_left_out and not results:
        return _PREFIXES + _NOT_TOLD.format(
            count=report.results_left_out, by=f" ({', '.join(report.filters)})" if report.filters else ""
        )
    conforms = "false" if results else "true"
    return f"{_PREFIXES}\n[]\n    a sh:ValidationReport ;\n    sh:conforms {conforms} ;\n{results}."


def _results(findings: tuple[Finding, ...], predicate: str, indent: str) -> Iterator[str]:
    told: dict[ShaclResult, Finding] = {}
    for finding in findings:
        for result in finding.results:
            told.setdefault(result, finding)
    for result, finding in told.items():
        yield f"{indent}{predicate} [\n{''.join(_result(result, finding, indent + '    '))}{indent}] ;\n"


def _result(result: ShaclResult, finding: Finding, indent: str) -> Iterator[str]:
    yield f"{indent}a sh:ValidationResult ;\n"
    yield f"{indent}sh:focusNode {result.focus} ;\n"
    if result.path is not None:
        yield f"{indent}sh:resultPath {result.path} ;\n"
    if result.value is not None:
        yield f"{indent}sh:value {result.value} ;\n"
    yield f"{indent}sh:resultSeverity {result.severity or f'sh:{finding.severity.capitalize()}'} ;\n"
    yield f"{indent}sh:sourceConstraintComponent {result.component} ;\n"
    yield f"{indent}sh:sourceShape {result.shape} ;\n"
    messages = finding.messages if result.message is None else {"": result.message}
    yield from (f"{indent}sh:resultMessage {text} ;\n" for text in _messages(messages))
    yield from _results(finding.detail, "sh:detail", indent)


def _messages(messages: Mapping[str, str]) -> Iterator[str]:
    for language, text in messages.items():
        yield str(ox.Literal(text, language=language) if language else ox.Literal(text))
