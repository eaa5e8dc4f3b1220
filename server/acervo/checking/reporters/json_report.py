"""A report for machines; docs/reference/check-json.md promises what is in it."""

from __future__ import annotations

import json
from typing import Any

from acervo.checking.findings import SEVERITIES, CheckReport, Finding
from acervo.checking.reporters import Telling


def report(report: CheckReport, telling: Telling) -> str:
    """The report as one JSON object."""
    return json.dumps(as_value(report, telling.language), ensure_ascii=False, indent=2)


def as_value(report: CheckReport, language: str) -> dict[str, Any]:
    """What the JSON says; `message` is in *language*."""
    return {
        "version": 1,
        "edition": report.edition,
        "complete": report.complete,
        "examined": {"files": report.files, "triples": report.triples, "shapes": dict(report.shapes)},
        "untargeted": list(report.untargeted),
        "judged": dict(report.judged),
        "baseline": {
            "matched": report.baselined,
            "expired": [{"rule": debt.rule, "path": debt.path, "focus": debt.focus} for debt in report.expired],
        },
        "filtered": filtered(report),
        "findings": [_finding(finding, language) for finding in report.findings],
    }


def filtered(report: CheckReport) -> dict[str, Any] | None:
    """What has narrowed the report and how much it has left out, by severity; None for a whole one."""
    if not report.filters:
        return None
    left_out = {severity: report.left_out.get(severity, 0) for severity in SEVERITIES}
    return {"by": list(report.filters), "left_out": left_out}


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "group": finding.group,
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "focus": finding.focus,
        "predicate": finding.predicate,
        "value": finding.value,
        "message": finding.message(language),
        "messages": dict(finding.messages),
        "related": [
            {"path": path, "line": line, "column": column, "messages": dict(messages)}
            for path, line, column, messages in finding.related
        ],
        "detail": [_finding(reason, language) for reason in finding.detail],
    }
