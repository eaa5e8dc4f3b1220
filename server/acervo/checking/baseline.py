"""Old debts: faults that were there when a baseline was written, and that are not held against the next change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from acervo.checking.findings import CheckReport, Debt, Finding
from acervo.checking.fingerprints import fingerprint
from acervo.errors import SettingsError

_VERSION = 1


def write_baseline(findings: Iterable[Finding], place: Path) -> int:
    """
    Write *findings* to *place* as debts; how many they are.

    Raises:
        SettingsError: the file cannot be written.
    """
    debts = sorted(map(_debt, findings), key=lambda debt: (debt.path or "", debt.rule, debt.focus or "", debt))
    value = {"version": _VERSION, "debts": [debt._asdict() for debt in debts]}
    try:
        place.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"the baseline cannot be written: {error.strerror}.", path=str(place)) from error
    return len(debts)


def read_baseline(place: Path, shown: str | None = None) -> list[Debt]:
    """
    The debts that `write_baseline` wrote.

    Args:
        shown: How errors name the file, where that is not *place*.

    Raises:
        SettingsError: there is no such file, or it is no baseline.
    """
    try:
        value = json.loads(place.read_text(encoding="utf-8"))
        if value["version"] != _VERSION:
            raise ValueError
        return [Debt(**debt) for debt in value["debts"]]
    except OSError as error:
        raise SettingsError(
            f"the baseline cannot be read: {error.strerror}. Write one with --write-baseline.", path=shown or str(place)
        ) from error
    except (ValueError, TypeError, KeyError) as error:
        raise SettingsError("is no baseline. Write it anew with --write-baseline.", path=shown or str(place)) from error


def without_debts(report: CheckReport, debts: Iterable[Debt], *, tell_expired: bool = True) -> CheckReport:
    """
    *report* without the findings that are *debts*; each debt excuses one finding, and those of no finding expire.

    Args:
        tell_expired: Whether the result names the debts of no finding.
    """
    listed = list(debts)
    left = Counter(debt.fingerprint for debt in listed)
    kept = []
    for finding in report.findings:
        mark = fingerprint(finding)
        if left[mark]:
            left[mark] -= 1
        else:
            kept.append(finding)
    expired: list[Debt] = []
    for debt in listed if tell_expired else ():
        if left[debt.fingerprint]:
            left[debt.fingerprint] -= 1
            expired.append(debt)
    hidden = len(report.findings) - len(kept)
    return replace(
        report,
        findings=tuple(kept),
        baselined=hidden,
        expired=tuple(expired),
        results_left_out=report.results_left_out + _of_shapes(report.findings) - _of_shapes(kept),
    )


def _of_shapes(findings: Iterable[Finding]) -> int:
    return sum(finding.group == "shacl" for finding in findings)


def _debt(finding: Finding) -> Debt:
    focus = "[ ]" if finding.focus and finding.focus.startswith("_:") else finding.focus
    return Debt(fingerprint(finding), finding.rule, finding.path, focus)
