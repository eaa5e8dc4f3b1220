"""`acervo check`: what is reported of all that is found."""

from __future__ import annotations

import json
import subprocess

import pytest

CLAIMS = "data/sources/chronicle/claims-strike.ttl"
DIARY = "data/sources/diary/claims-strike.ttl"
GDANSK = "data/places/gdansk.ttl"
pytestmark = pytest.mark.slow


@pytest.fixture
def spoilt(shipyard, change):
    """A claim without a passage, a negative count, and a prefix that nothing uses."""
    change(CLAIMS, "mov:About ;\n    mov:passage :passage-chronicle-9d948097 .", "mov:About .")
    change(DIARY, "mov:value 16000", "mov:value -1")
    change(GDANSK, "@prefix skos:", "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix skos:")
    return shipyard


def rules(ended) -> list[str]:
    return [finding["rule"] for finding in json.loads(ended.out)["findings"]]


def git(folder, *arguments: str) -> None:
    identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_only_and_skip_take_rules_and_groups(acervo, spoilt):
    """A curator mends one kind of fault at a time."""
    everything = rules(acervo("check", spoilt, "--format", "json"))

    def asked(*options: str) -> list[str]:
        return rules(acervo("check", spoilt, "--format", "json", *options))

    assert ["Claim-has-passage"] == asked("--only", "Claim-has-passage")
    assert ["Claim-has-passage"] == asked("--only", "movsh:Claim-has-passage")
    assert sorted(["Claim-has-passage", "Count-value-is-a-number"]) == sorted(asked("--only", "shacl"))
    assert sorted(everything) == sorted(asked("--only", "shacl", "--only", "lint"))
    assert [rule for rule in everything if rule != "unused-prefix"] == asked("--skip", "unused-prefix")
    assert [] == asked("--skip", "shacl", "--skip", "lint")


def test_a_rule_that_is_not_there_is_not_passed_over(acervo, spoilt):
    """A misspelt rule would report nothing and look like success."""
    ended = acervo("check", spoilt, "--only", "clam-has-passage")

    assert 2 == ended.code
    assert "Did you mean “Claim-has-passage”?" in ended.err


def test_what_is_not_reported_does_not_make_the_exit_code_1(acervo, spoilt):
    assert 0 == acervo("check", spoilt, "--skip", "shacl").code


def test_changed_tells_of_files_that_differ_from_the_last_commit(acervo, spoilt, change):
    """Old faults of other files are not the matter of this change."""
    git(spoilt, "init", "-q")
    git(spoilt, "add", ".")
    git(spoilt, "commit", "-qm", "first")
    none = acervo("check", spoilt, "--changed", "--format", "json")
    change(DIARY, "mov:value -1", "mov:value -2")
    edited = acervo("check", spoilt, "--changed", "--format", "json")
    (spoilt / "data/places/new.ttl").write_text("@prefix dcat: <http://www.w3.org/ns/dcat#> .\n")
    new = acervo("check", spoilt, "--changed", "--format", "json")
    git(spoilt, "add", ".")
    git(spoilt, "commit", "-qm", "second")
    since = acervo("check", spoilt, "--changed-since", "HEAD~1", "--format", "json")

    assert (0, []) == (none.code, rules(none))
    assert (1, ["Count-value-is-a-number"]) == (edited.code, rules(edited))
    paths = {finding["path"] for finding in json.loads(new.out)["findings"]}
    assert {DIARY, "data/places/new.ttl"} == paths
    assert rules(new) == rules(since)


def test_changed_needs_git_and_a_commit_that_is_there(acervo, spoilt, tmp_path, monkeypatch):
    """“Nothing has changed” must not be said where nobody can know."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    outside = acervo("check", spoilt, "--changed")
    git(spoilt, "init", "-q")
    unborn = acervo("check", spoilt, "--changed", "--format", "json")
    unknown = acervo("check", spoilt, "--changed-since", "no-such-branch")

    assert 2 == outside.code
    assert "in no git work tree" in outside.err
    assert 1 == unborn.code
    assert 2 == unknown.code
    assert "no-such-branch" in unknown.err


def test_old_debts_are_left_out_until_they_are_paid(acervo, spoilt, change, tmp_path):
    """An archive with many old faults can hold new ones off today."""
    baseline = tmp_path / "baseline.json"
    written = acervo("check", spoilt, "--baseline", baseline, "--write-baseline")
    clean = acervo("check", spoilt, "--baseline", baseline)
    # Lines move; a new fault beside the old ones is new.
    file = spoilt / DIARY
    file.write_text("# moved\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    change(CLAIMS, '"1980-08-14/1980-08-31"', '"2018/2016"')
    change(GDANSK, "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n", "")
    later = acervo("check", spoilt, "--baseline", baseline, "--format", "json")
    told = acervo("check", spoilt, "--baseline", baseline)

    assert 0 == written.code
    assert 0 == clean.code
    assert "old debts are in the baseline" in clean.out
    assert (1, ["Date-runs-forwards"]) == (later.code, rules(later))
    assert ["unused-prefix"] == [debt["rule"] for debt in json.loads(later.out)["baseline"]["expired"]]
    assert f"unused-prefix in {GDANSK}" in told.out


def test_a_baseline_that_is_not_there_is_no_answer(acervo, spoilt, tmp_path):
    (tmp_path / "other.json").write_text("[]")

    assert 2 == acervo("check", spoilt, "--baseline", tmp_path / "none.json").code
    assert 2 == acervo("check", spoilt, "--baseline", tmp_path / "other.json").code
    assert 2 == acervo("check", spoilt, "--write-baseline").code


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit", "turtle"])
def test_every_form_is_written_of_a_whole_archive(acervo, spoilt, form):
    """The exit code is the same in each."""
    ended = acervo("check", spoilt, "--format", form)

    assert 1 == ended.code
    assert "Claim-has-passage" in ended.out or form == "turtle"
