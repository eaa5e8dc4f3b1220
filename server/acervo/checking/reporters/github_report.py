"""A report as GitHub shows it beside the lines of a pull request."""

from __future__ import annotations

from typing import Final

from acervo.checking.findings import CheckReport, Finding
from acervo.checking.reporters import Telling
from acervo.checking.reporters.words import about, sums

_COMMANDS: Final = {"violation": "error", "warning": "warning", "info": "notice"}


def report(report: CheckReport, telling: Telling) -> str:
    """
    One workflow command for each finding, and the sum as a line of the log.

    Source: https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/workflow-commands-for-github-actions
    """
    return "\n".join([*(_command(finding, telling) for finding in report.findings), sums(report, telling.language)])


def _command(finding: Finding, telling: Telling) -> str:
    facts: dict[str, object] = {}
    if finding.path is not None:
        facts["file"] = telling.prefix + finding.path
        facts["line"] = finding.line or 1
        if finding.end_line is not None:
            facts["endLine"] = finding.end_line
        # GitHub takes columns only where the place is on one line; its last column is part of it.
        if finding.column is not None and finding.end_line in (None, finding.line):
            facts["col"] = finding.column
            if finding.end_column is not None:
                facts["endColumn"] = max(finding.end_column - 1, finding.column)
    facts["title"] = finding.rule
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in facts.items())
    statement = about(finding)
    text = f"{statement}\n{finding.message(telling.language)}" if statement else finding.message(telling.language)
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
