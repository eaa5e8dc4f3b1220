"""`acervo check`: what is reported of all that is found."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

CLAIMS = "data/sources/chronicle/claims-strike.ttl"
DIARY = "data/sources/diary/claims-strike.ttl"
GDANSK = "data/places/gdansk.ttl"
MACHINES = ("json", "sarif", "github", "junit", "turtle")
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


def filtered(ended) -> dict[str, object] | None:
    return json.loads(ended.out)["filtered"]


def git(folder, *arguments: str) -> None:
    identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.long
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


def test_a_narrowed_report_says_what_it_leaves_out(acervo, spoilt):
    """“No problems found” of half an archive is taken for that of the whole."""
    none = acervo("check", spoilt, "--only", "duplicate-label")
    spanish = acervo("check", spoilt, "--skip", "shacl", "--skip", "lint", "--language", "es")
    some = acervo("check", spoilt, "--only", "lint")
    forms = {form: acervo("check", spoilt, "--only", "duplicate-label", "--format", form).out for form in MACHINES}

    assert "No problems found in what was asked about. Left out (--only duplicate-label): 2 violations, 1 info.\n" in (
        none.out
    )
    assert "Quedan fuera (--skip shacl, --skip lint): 2 infracciones, 1 nota." in spanish.out
    assert some.out.endswith("files. Left out (--only lint): 2 violations.\n")
    left_out = {"by": ["--only duplicate-label"], "left_out": {"violation": 2, "warning": 0, "info": 1}}
    assert left_out == json.loads(forms["json"])["filtered"]
    assert left_out == json.loads(forms["sarif"])["runs"][0]["properties"]["filtered"]
    assert "2 violations" in forms["junit"]
    assert "2 violations" in forms["github"]
    assert filtered(acervo("check", spoilt, "--format", "json")) is None


def test_no_validation_report_says_that_data_conform_which_do_not(acervo, spoilt, tmp_path):
    """A consumer reads sh:conforms and nothing else."""
    acervo("check", spoilt, "--baseline", tmp_path / "debts.json", "--write-baseline")

    def told(*options: object) -> str:
        return acervo("check", "--format", "turtle", *options).out

    assert "sh:conforms false" in told(spoilt, "--only", "Claim-has-passage")
    baseline = (spoilt, "--baseline", tmp_path / "debts.json")
    for options in ((spoilt, "--only", "Date-runs-forwards"), (spoilt / GDANSK,), baseline):
        assert "sh:conforms" not in told(*options)
        assert "# The shapes have 2 findings, all of them left out here" in told(*options)


def test_sarif_explains_the_rules_of_its_findings(acervo, spoilt):
    """Shapes and lint alike; a lint query that cannot be asked has no page."""
    (spoilt / "queries" / "lint").mkdir(parents=True)
    (spoilt / "queries" / "lint" / "broken.rq").write_text("SELECT", encoding="utf-8")
    log = json.loads(acervo("check", spoilt, "--format", "sarif").out)
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}

    assert {"Claim-has-passage", "Count-value-is-a-number", "unused-prefix", "malformed-lint-query"} == set(rules)
    for name in ("Claim-has-passage", "unused-prefix"):
        assert name not in rules[name]["shortDescription"]["text"]
        assert rules[name]["fullDescription"] != rules[name]["shortDescription"]
        assert "Bad:" in rules[name]["help"]["text"]


def test_what_leaves_nothing_to_report_is_refused(acervo, spoilt):
    """An empty report looks like success."""
    for options in (
        ("--only", "shacl", "--skip", "shacl"),
        ("--only", "Claim-has-passage", "--skip", "shacl"),
        ("--skip", "syntax", "--skip", "shacl", "--skip", "lint"),
        ("--only", "lint", "--format", "turtle"),
        ("--skip", "shacl", "--format", "turtle"),
    ):
        ended = acervo("check", spoilt, *options)
        assert (2, "") == (ended.code, ended.out)


def test_a_folder_of_the_archive_is_asked_about_alone(acervo, spoilt):
    """Whoever names a folder wants to hear of that, and how much there is besides."""
    (spoilt / "notes").mkdir()
    folder = acervo("check", spoilt / "data" / "places", "--format", "json")
    empty = acervo("check", spoilt / "notes")
    two = acervo("check", spoilt / "data" / "places", spoilt / GDANSK)
    gone = acervo("check", spoilt / "data" / "places", "nosuch.ttl")

    assert (0, ["unused-prefix"]) == (folder.code, rules(folder))
    assert {"violation": 2, "warning": 0, "info": 0} == filtered(folder)["left_out"]
    assert (2, 2, 2) == (empty.code, two.code, gone.code)
    assert "is no file of the archive at" in empty.err
    assert "name one folder, or files of one archive: beside" in two.err
    assert f"there is no file or folder nosuch.ttl, seen from {Path.cwd()}." in gone.err


def test_changed_tells_of_files_that_differ_from_the_last_commit(acervo, spoilt, change):
    """Where nothing differs, nothing was broken; of other files only violations are told, which any edit may cause."""
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
    assert "no file of the archive differs from the last commit" in none.err
    assert {"by": ["--changed"], "left_out": {"violation": 2, "warning": 0, "info": 1}} == filtered(none)
    assert (1, ["Claim-has-passage", "Count-value-is-a-number"]) == (edited.code, rules(edited))
    paths = {finding["path"] for finding in json.loads(new.out)["findings"]}
    assert {CLAIMS, DIARY, "data/places/new.ttl"} == paths
    assert {"violation": 0, "warning": 0, "info": 1} == filtered(new)["left_out"]
    assert rules(new) == rules(since)


@pytest.fixture
def committed(shipyard):
    """An archive without violations, and everything of it committed."""
    git(shipyard, "init", "-q")
    git(shipyard, "add", ".")
    git(shipyard, "commit", "-qm", "first")
    return shipyard


def test_changed_tells_what_an_edit_breaks_in_other_files(acervo, committed):
    """Whoever deletes a file changes none of those that name the thing."""
    before = acervo("check", committed, "--changed")
    (committed / GDANSK).unlink()
    told = acervo("check", committed, "--changed")
    everything = acervo("check", committed, "--format", "json")
    machines = {form: acervo("check", committed, "--changed", "--format", form) for form in MACHINES}

    assert 0 == before.code
    assert 1 == told.code
    violations = [one for one in json.loads(everything.out)["findings"] if one["severity"] == "violation"]
    assert violations
    assert [one["rule"] for one in violations] == rules(machines["json"])
    assert f"In files that do not differ: {len(violations)}" in told.out
    assert {1} == {ended.code for ended in machines.values()}
    assert all("dangling-iri" in machines[form].out for form in ("sarif", "github", "junit"))
    assert "sh:conforms false" in machines["turtle"].out


def test_changed_tells_what_a_misnamed_passage_breaks(acervo, committed, change):
    """The passage stands in one file, the claims that cite it in another."""
    change("data/sources/chronicle/passages.ttl", ":passage-chronicle-9d948097", ":passage-chronicle-9d948098")
    told = acervo("check", committed, "--changed", "--format", "json")

    assert 1 == told.code
    assert CLAIMS in {finding["path"] for finding in json.loads(told.out)["findings"]}


def test_the_hook_lets_no_deletion_pass_that_breaks_other_files(acervo, committed, monkeypatch):
    git(committed, "rm", "-q", GDANSK)
    monkeypatch.chdir(committed)

    ended = acervo("hook", "run")

    assert 1 == ended.code
    assert "dangling-iri" in ended.out


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
