"""A report as a curator reads it in a terminal: where, what, the next move, and what was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from acervo.checking.findings import SEVERITIES, CheckReport, Finding

_COLOURS: Final = {"violation": "31", "warning": "33", "info": "36"}
_PLURALS: Final = {"violation": "violations", "warning": "warnings", "info": "infos"}


def text_report(report: CheckReport, language: str = "en", colour: bool = False, show_shapes: bool = True) -> str:
    """
    Every finding of *report*, a line on what was examined and a line that sums up.

    Args:
        show_shapes: Also list, shape by shape, how many focus nodes were examined.
    """
    lines: list[str] = []
    for finding in report.findings:
        lines.extend(_finding_lines(finding, language, colour))
    if show_shapes and report.shapes:
        lines.append("Focus nodes examined by each shape:")
        lines.extend(f"  {count:>7,}  {shape}" for shape, count in sorted(report.shapes.items()) if count)
        if report.untargeted:
            lines.append(f"Nothing to examine for: {', '.join(report.untargeted)}.")
    lines.append(_examined(report))
    lines.append(_sum(report))
    return "\n".join(lines)


def _finding_lines(finding: Finding, language: str, colour: bool) -> Iterator[str]:
    place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part is not None)
    severity = f"\x1b[{_COLOURS[finding.severity]}m{finding.severity}\x1b[0m" if colour else finding.severity
    yield " ".join(part for part in (f"{place}:" if place else "", severity, finding.rule) if part)
    about = " ".join(part for part in (finding.focus, finding.predicate, finding.value) if part)
    if about:
        yield f"  {about}"
    yield f"  {finding.message(language)}"


def _examined(report: CheckReport) -> str:
    looked = f"Examined {report.files:,} files, {report.triples:,} triples"
    if not report.complete:
        return f"{looked}. The shapes were not run: correct the syntax first."
    total = sum(report.shapes.values())
    return f"{looked}, {total:,} focus nodes of {len(report.shapes):,} shapes."


def _sum(report: CheckReport) -> str:
    counts = [
        f"{number:,} {severity if number == 1 else _PLURALS[severity]}"
        for severity in SEVERITIES
        if (number := report.count(severity))
    ]
    if not counts:
        return "No problems found."
    files = len({finding.path for finding in report.findings if finding.path})
    # What concerns the archive as a whole stands in no file.
    where = f" in {files:,} of {report.files:,} files" if files else ""
    return f"{', '.join(counts)}{where}."
