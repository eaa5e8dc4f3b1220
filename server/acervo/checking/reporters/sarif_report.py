"""A report in SARIF, which code hosts and editors show beside the lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from acervo import __version__
from acervo.checking.findings import CheckReport, Finding, Related
from acervo.checking.fingerprints import fingerprint
from acervo.checking.reporters import Telling
from acervo.checking.reporters.json_report import filtered
from acervo.checking.reporters.words import about, say

if TYPE_CHECKING:
    from acervo.checking.explaining import Explanation

_LEVELS: Final = {"violation": "error", "warning": "warning", "info": "note"}
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "SRCROOT"


def report(report: CheckReport, telling: Telling) -> str:
    """
    One run with a result for each finding. Columns are code points.

    Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    rules: dict[str, Finding] = {}
    for finding in report.findings:
        rules.setdefault(finding.rule, finding)
    numbers = {rule: number for number, rule in enumerate(rules)}
    seen: dict[str, int] = {}
    driver = {
        "name": "acervo",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(finding, telling) for finding in rules.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": telling.language,
        "invocations": [{"executionSuccessful": True}],
        "properties": {"edition": report.edition, "complete": report.complete, "filtered": filtered(report)},
        "results": [_result(finding, numbers[finding.rule], telling, seen) for finding in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(finding: Finding, telling: Telling) -> dict[str, Any]:
    """What `acervo explain` says of a rule: what to do, why, and an example, as far as there is any."""
    page = telling.explain(finding.rule)
    what = _text(page.what, telling) if page else ""
    why = _text(page.why, telling) if page else ""
    command = f"acervo explain {finding.rule}"
    parts = [what, why, *(f"{say(telling.language, name)}\n\n{text}" for name, text in _examples(page)), command]
    plain = "\n\n".join(filter(None, parts))
    return {
        "id": finding.rule,
        "shortDescription": {"text": what or finding.rule},
        "fullDescription": {"text": why or what or finding.rule},
        "help": {"text": plain},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": [finding.group]},
    }


def _text(texts: Mapping[str, str], telling: Telling) -> str:
    return texts.get(telling.language) or texts.get("en") or next(iter(texts.values()), "")


def _examples(page: Explanation | None) -> list[tuple[str, str]]:
    return [(name, text) for name, text in (("bad", page.bad), ("good", page.good)) if text] if page else []


def _result(finding: Finding, rule: int, telling: Telling, seen: dict[str, int]) -> dict[str, Any]:
    statement = about(finding)
    message = finding.message(telling.language)
    mark = fingerprint(finding)
    seen[mark] = seen.get(mark, 0) + 1
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{statement}\n{message}" if statement else message},
        "partialFingerprints": {"acervo/v1": f"{mark}:{seen[mark]}"},
    }
    if finding.path is not None:
        result["locations"] = [_location(finding, telling.prefix)]
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_related(place, telling)} for number, place in enumerate(finding.related, 1)
        ]
    return result


def _location(finding: Finding, prefix: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(prefix + str(finding.path))}
    if finding.line is not None:
        region = {
            "startLine": finding.line,
            "startColumn": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
        }
        physical["region"] = {name: number for name, number in region.items() if number is not None}
    return {"physicalLocation": physical}


def _related(place: Related, telling: Telling) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(telling.prefix + place.path)}
    if place.line is not None:
        region = {"startLine": place.line, "startColumn": place.column}
        physical["region"] = {name: number for name, number in region.items() if number is not None}
    text = place.messages.get(telling.language, place.messages.get("en", ""))
    return {"physicalLocation": physical, "message": {"text": text}}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path), "uriBaseId": _ROOT}
