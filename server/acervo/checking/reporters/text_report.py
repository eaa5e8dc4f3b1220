"""A report as a curator reads it in a terminal: where, what, the line itself, the next move, and what was looked at."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from acervo.checking.findings import SEVERITIES, CheckReport, Finding
from acervo.checking.path_words import in_words
from acervo.checking.reporters import Telling
from acervo.checking.reporters.source import excerpt, printable
from acervo.checking.reporters.words import about, place, say, sums

_COLOURS: Final = {"violation": "31", "warning": "33", "info": "36"}
_NARROWEST: Final = 40
_MOST_LISTED: Final = 20
_SCREEN: Final = 40
"""How many lines a terminal shows at once, as a rule."""


def report(report: CheckReport, telling: Telling) -> str:
    """
    What was found, the worst first, a line on what was examined and a line that sums up.

    Who mends violations is not helped by infos, and an archive that is clean ends with a short answer: unless they
    are wanted, infos are only counted. A long report lists at its end the places that make the exit code 1.
    """
    lines: list[str] = []
    by_severity = [[one for one in report.findings if one.severity == severity] for severity in SEVERITIES]
    violations, warnings, infos = by_severity
    hidden = bool(infos) and not telling.show_infos
    told = (*violations, *warnings, *(() if hidden else infos))
    for finding in told:
        lines.extend(_finding(finding, telling))
    if telling.show_shapes and report.shapes:
        lines.append(say(telling.language, "by-shape"))
        lines.extend(f"  {count:>7,}  {shape}" for shape, count in sorted(report.shapes.items()) if count)
        if report.untargeted:
            lines.extend(_paragraph(say(telling.language, "untargeted", shapes=", ".join(report.untargeted)), telling))
        for shape, reason in sorted(report.judged.items()):
            lines.extend(_paragraph(say(telling.language, "judged", shape=shape, reason=reason), telling))
    lines.extend(_baseline(report, telling.language))
    if telling.show_sums:
        lines.append(_examined(report, telling.language))
    if hidden:
        lines.append(say(telling.language, "hidden-one" if len(infos) == 1 else "hidden", count=f"{len(infos):,}"))
    barred = [finding for finding in told if finding.severity in telling.bar]
    if barred and len(lines) > _SCREEN:
        milder = len(barred) > len(violations)
        lines.append(say(telling.language, "list-all" if milder else "list"))
        lines.extend(_listed(barred, telling))
    if telling.show_sums:
        lines.append(sums(report, telling.language) if violations or warnings or not infos else _clean(report, telling))
    return "\n".join(lines)


def _clean(report: CheckReport, telling: Telling) -> str:
    return say(telling.language, "clean", infos=sums(report, telling.language))


def _listed(findings: Sequence[Finding], telling: Telling) -> Iterator[str]:
    for finding in findings[:_MOST_LISTED]:
        yield printable("  " + " ".join(filter(None, (place(finding), finding.rule))))
    if len(findings) > _MOST_LISTED:
        yield f"  {say(telling.language, 'more', count=f'{len(findings) - _MOST_LISTED:,}')}"


def _finding(finding: Finding, telling: Telling) -> Iterator[str]:
    language = telling.language
    severity = _painted(say(language, finding.severity), _COLOURS[finding.severity], telling)
    where = place(finding)
    yield " ".join(part for part in (f"{printable(where)}:" if where else "", severity, finding.rule) if part)
    against = finding.predicate or ""
    statement = about(replace(finding, predicate=None) if against.startswith("^") else finding)
    if against.startswith("^"):
        statement = f"{statement}: {in_words(against, language)}"
    if statement:
        yield from _wrapped(statement, telling)
    yield from _shown(finding, telling)
    yield from _wrapped(finding.message(language), telling)
    for other in finding.related:
        there = ":".join(str(part) for part in other[:3] if part is not None)
        words = other.messages.get(language, other.messages.get("en", ""))
        yield from _wrapped(say(language, "see", place=there, message=words), telling)
    if finding.detail:
        yield f"  {say(language, 'because')}"
        yield from _tree(finding.detail, telling, "  ")
    yield f"  {_painted(say(language, 'why', rule=finding.rule), '2', telling)}"


def _shown(finding: Finding, telling: Telling) -> Iterator[str]:
    """The line at fault, and a caret under each of its columns that are."""
    text = telling.source(finding.path) if finding.path and finding.line and finding.column else None
    if text is None or finding.line is None or finding.column is None:
        return
    end = finding.end_column if finding.end_line == finding.line else None
    if finding.end_line is None:
        end = finding.column
    room = None if telling.width is None else max(telling.width, _NARROWEST) - len(str(finding.line)) - 6
    line, carets = excerpt(text, finding.line, finding.column, end, room)
    number = str(finding.line)
    yield f"  {number} | {line}".rstrip()
    yield f"  {' ' * len(number)} | {carets[0]}{_painted(carets[1], _COLOURS[finding.severity], telling)}"


def _tree(reasons: Sequence[Finding], telling: Telling, indent: str) -> Iterator[str]:
    for number, reason in enumerate(reasons, 1):
        last = number == len(reasons)
        branch, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
        where = place(reason)
        parts = (f"{where}:" if where else "", about(reason), "·", reason.message(telling.language))
        yield f"{indent}{branch}{printable(' '.join(part for part in parts if part))}"
        yield from _tree(reason.detail, telling, indent + below)


def _wrapped(text: str, telling: Telling) -> Iterator[str]:
    shown = printable(text)
    if telling.width is None:
        yield f"  {shown}"
        return
    width = max(telling.width, _NARROWEST)
    yield from textwrap.wrap(
        shown,
        width,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    ) or ["  "]


def _painted(text: str, code: str, telling: Telling) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if telling.colour else text


def _baseline(report: CheckReport, language: str) -> Iterator[str]:
    for debt in report.expired:
        yield say(language, "expired", rule=debt.rule, path=debt.path or "acervo.toml")
    if report.expired:
        yield say(language, "expired-how")
    if report.baselined:
        yield say(language, "baselined", count=f"{report.baselined:,}")


def _examined(report: CheckReport, language: str) -> str:
    looked = say(language, "examined", files=f"{report.files:,}", triples=f"{report.triples:,}")
    if not report.complete:
        return say(language, "not-run", examined=looked)
    facts = {"nodes": f"{sum(report.shapes.values()):,}", "shapes": f"{len(report.shapes):,}"}
    if report.untargeted:
        return say(language, "shapes-idle", examined=looked, idle=f"{len(report.untargeted):,}", **facts)
    return say(language, "shapes", examined=looked, **facts)


def _paragraph(text: str, telling: Telling) -> list[str]:
    return textwrap.wrap(text, max(telling.width, _NARROWEST)) if telling.width else [text]
