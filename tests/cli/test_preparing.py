"""What `acervo serve` says of a check."""

from __future__ import annotations

from pathlib import Path

import pytest

from acervo.checking.findings import CheckReport, Finding, Severity
from acervo.cli.preparing import found, news, refusal
from acervo.corpus.archive import Archive, open_archive

from .conftest import ARCHIVES


@pytest.fixture
def archive() -> Archive:
    return open_archive(ARCHIVES / "empty")


def finding(severity: Severity, line: int, focus: str = ":a") -> Finding:
    return Finding("shacl", "Date-is-valid", severity, {"en": "No date."}, "data/a.ttl", line, 1, line, 2, focus)


def report(*findings: Finding) -> CheckReport:
    return CheckReport("e" * 64, 1, 2, {}, (), findings)


def test_the_places_of_all_violations_are_told_once_more(archive):
    """Of twelve that were told, eleven were listed."""
    told = refusal(archive, report(*(finding("violation", line) for line in range(1, 13)))).splitlines()

    listed = told[told.index("The violations once more:") + 1 :]
    assert [f"  data/a.ttl:{line}:1 Date-is-valid" for line in range(1, 13)] == listed
    assert not any("Examined" in line for line in told)


def test_one_violation_is_told_whole(archive):
    told = refusal(archive, report(finding("violation", 1), finding("info", 2))).splitlines()

    assert "data/a.ttl:1:1: violation Date-is-valid" == told[0]
    assert "  Why: acervo explain Date-is-valid" == told[-1]


def test_what_is_found_is_counted_as_the_check_counts_it(archive, monkeypatch):
    """“No problems found” was said of an archive with 17 infos."""
    monkeypatch.chdir(Path(archive.root))

    assert "no problems found" == found(archive, report())
    assert "no warnings, 1 info (acervo check --verbose)" == found(archive, report(finding("info", 1)))
    assert "2 warnings, 1 info (acervo check)" == (
        found(archive, report(finding("warning", 1), finding("warning", 2), finding("info", 1)))
    )


def test_only_new_warnings_are_news(archive):
    """Lines move; the same warning is not told at each save."""
    old, new = finding("warning", 1), finding("warning", 9, ":b")

    assert "" == news(archive, report(old), report(finding("warning", 5)))
    told = news(archive, report(old), report(finding("warning", 5), new, finding("info", 10, ":c")))
    assert "data/a.ttl:9:1: warning Date-is-valid" == told.splitlines()[0]
    assert ":5:1" not in told
    assert "Date-is-valid" not in told.splitlines()[1]
