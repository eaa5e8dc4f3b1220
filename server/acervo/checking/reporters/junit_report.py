"""A report as the test pages of CI servers read it: JUnit's XML."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as Xml

from acervo.checking.findings import CheckReport, Finding
from acervo.checking.reporters import Telling
from acervo.checking.reporters.words import about, place, sums

#: Characters that XML 1.0 has no way to write.
_IMPOSSIBLE: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE: Final = "acervo.toml"


def report(report: CheckReport, telling: Telling) -> str:
    """
    A suite for each file with findings, a case for each finding.

    A finding at or above the bar of the exit code is a failure, any milder one a case that passes and says so. A check
    that found nothing is one case that passed.
    """
    by_file: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_file.setdefault(finding.path or _WHOLE, []).append(finding)
    failures = sum(finding.severity in telling.bar for finding in report.findings)
    tests = max(len(report.findings), 1)
    root = Xml.Element("testsuites", name="acervo check", tests=str(tests), failures=str(failures), errors="0")
    for path, findings in by_file.items():
        failed = sum(finding.severity in telling.bar for finding in findings)
        facts = {"name": _clean(telling.prefix + path), "tests": str(len(findings))}
        suite = Xml.SubElement(root, "testsuite", {**facts, "failures": str(failed), "errors": "0"})
        for finding in findings:
            _case(suite, finding, telling)
    if not by_file:
        suite = Xml.SubElement(root, "testsuite", name="acervo check", tests="1", failures="0", errors="0")
        name = f"{report.files} files: {sums(report, telling.language)}"
        Xml.SubElement(suite, "testcase", name=_clean(name), classname="acervo.check")
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode")


def _case(suite: Xml.Element, finding: Finding, telling: Telling) -> None:
    where = place(finding, telling.prefix)
    facts = {"name": f"{finding.rule} {where}".strip(), "classname": f"acervo.check.{finding.group}"}
    if finding.path is not None:
        facts["file"] = telling.prefix + finding.path
    if finding.line is not None:
        facts["line"] = str(finding.line)
    case = Xml.SubElement(suite, "testcase", {name: _clean(value) for name, value in facts.items()})
    message = finding.message(telling.language)
    text = "\n".join(part for part in (where, about(finding), message) if part)
    if finding.severity in telling.bar:
        told = Xml.SubElement(case, "failure", message=_clean(message), type=finding.severity)
    else:
        told = Xml.SubElement(case, "system-out")
        text = f"{finding.severity}\n{text}"
    told.text = _clean(text)


def _clean(text: str) -> str:
    return _IMPOSSIBLE.sub("\ufffd", text)
