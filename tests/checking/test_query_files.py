"""A kept query that cannot be used is a finding at its place, and everything else is checked all the same."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from acervo.checking.findings import Finding
from acervo.checking.lint.run import lint_findings
from acervo.checking.query_files import query_findings
from acervo.corpus.archive import open_archive
from acervo.corpus.reading import read_archive
from acervo.turtle.reader import read_file

HEADER = "#+ summary: Nothing\n#+ message: None.\n"
RULE = f"{HEADER}SELECT ?graph ?focus WHERE {{ GRAPH ?graph {{ ?focus a ?class }} }}\n"
PORT = "<http://localhost/id/port> a <https://w3id.org/acervo/ns#Prot> .\n"
Found = Callable[..., list[Finding]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """What is found in the kept queries of an archive that has nothing else."""

    def check(files: dict[str, str | bytes]) -> list[Finding]:
        (tmp_path / "acervo.toml").write_text("", encoding="utf-8")
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(text.encode() if isinstance(text, str) else text)
        return list(query_findings(open_archive(tmp_path)))

    return check


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("SELECT ?graph ?focus {}\n", (1, 1), "has no summary"),
        ("#+ summary: Nothing\nSELECT ?graph ?focus {}\n", (1, 1), "has no message. Add a line: #+ message:"),
        (f"{HEADER}#+ severity: grave\nSELECT ?graph ?focus {{}}\n", (3, 14), "none of violation, warning, info"),
        (f"{HEADER}#+ Not a key\nSELECT ?graph ?focus {{}}\n", (3, 1), "no “#+ key: value”"),
        (f"{HEADER}SELECT ?graph ?focus\nWHERE\n  GRAPH ?graph {{ ?focus a ?class }}\n", (5, 3), 'expected "{"'),
        (f"{HEADER}# 🚢\r\nSELECT ?graph ?focus {{ '🚢' ?focus }}\n", (4, 35), "expected one of"),
        (f"{HEADER}SELECT ?graph ?focus {{ ?focus mvo:size 1 }}\n", (3, 31), "PREFIX mvo: <…>"),
        (f"{HEADER}# SELECT what?\n  SELECT ?graph {{}}\n", (4, 3), "does not select ?focus"),
        (f"{HEADER}ASK {{}}\n", (3, 1), "no SELECT query"),
        (f"{HEADER}SELECT ?graph ?focus {{ SERVICE <http://a.example/> {{}} }}\n", (3, 24), "Take SERVICE out"),
    ],
)
def test_a_lint_query_that_cannot_be_asked_is_told_at_its_place(found: Found, text: str, place, said: str):
    """The curator wrote it; the file, the line and the parser's own words are what it takes to mend it."""
    [finding] = found({"queries/lint/own.rq": text})

    assert ("lint", "malformed-lint-query", "violation") == (finding.group, finding.rule, finding.severity)
    assert ("queries/lint/own.rq", *place) == (finding.path, finding.line, finding.column)
    assert said in finding.message("en")
    assert finding.message("en").rstrip("…").count(".") >= 1
    assert finding.message("es") != finding.message("en")


@pytest.mark.parametrize("name", ["missing-label", "unused-prefix", "malformed-lint-query"])
def test_a_lint_query_with_the_name_of_another_rule_is_told(found: Found, name: str):
    """The core's rule is asked; nobody would see that this one is not."""
    [finding] = found({f"queries/lint/{name}.rq": RULE})

    assert f"has the name of another rule, {name}. Rename the file." in finding.message("en")


def test_what_is_no_utf8_is_told(found: Found):
    [finding] = found({"queries/lint/own.rq": b"#+ summary: \xf1\nASK {}"})

    assert ("malformed-lint-query", 1) == (finding.rule, finding.line)


@pytest.mark.parametrize(
    ("text", "rule", "line", "said"),
    [
        ("#+ summary: a\nCONSTRUCT { ?s ?p ?o } WHERE ?s ?p ?o\n", "query-syntax", 2, "does not parse"),
        ("CONSTRUCT {} WHERE {}\n", "query-header", 1, "has no summary"),
        ("#+ summary: a\n#+ stage: soon\nCONSTRUCT {} WHERE {}\n", "query-header", 2, "which is no number"),
        ("#+ summary: a\n\nSELECT ?s { ?s ?p ?o }\n", "malformed-derive-query", 3, "no CONSTRUCT query"),
    ],
)
def test_a_derive_query_that_would_stop_the_build_is_told_before(found: Found, text: str, rule: str, line: int, said):
    """`acervo serve` checks first: it names the file and the line instead of giving up half-way."""
    [finding] = found({"queries/derive/own.rq": text})

    assert (rule, line) == (finding.rule, finding.line)
    assert said in finding.message("en")


def test_a_derive_query_with_the_name_of_another_is_told(found: Found):
    [finding] = found({"queries/derive/best-rank.rq": "#+ summary: a\nCONSTRUCT {} WHERE {}\n"})

    assert ("malformed-derive-query", "queries/derive/best-rank.rq") == (finding.rule, finding.path)


def test_a_query_that_cannot_be_opened_is_told(found: Found, tmp_path: Path):
    (tmp_path / "queries" / "competency").mkdir(parents=True)
    (tmp_path / "queries" / "competency" / "gone.rq").symlink_to(tmp_path / "nowhere.rq")

    assert {"unreadable-file"} >= {finding.rule for finding in found({})}


def test_no_rule_calls_another_endpoint(tmp_path: Path, found: Found):
    """To check an archive of somebody else must not send a request anywhere."""
    calls = f"{HEADER}SELECT ?graph ?focus {{ SERVICE <http://a.invalid/> {{ ?graph ?p ?focus }} }}\n"
    [finding] = found({"queries/lint/calls.rq": calls})
    reading = read_archive(open_archive(tmp_path))

    assert "malformed-lint-query" == finding.rule
    assert [] == lint_findings(reading, lambda path: pytest.fail(path))


def test_the_core_s_queries_can_all_be_used(found: Found):
    assert [] == found({"queries/lint/own.rq": RULE})


def test_the_other_rules_run_when_one_does_not(tmp_path: Path, found: Found):
    """One query that fails on the data must not hide what the others find."""
    calls = "SELECT ?graph ?focus WHERE {\n  GRAPH ?graph { ?focus a ?class FILTER (<http://a.example/f>(?class)) } }\n"
    found({"queries/lint/fails.rq": HEADER + calls, "queries/lint/own.rq": RULE, "data/port.ttl": PORT})
    reading = read_archive(open_archive(tmp_path))
    files = {file.path: file for file in reading.archive.files}
    findings = lint_findings(reading, lambda path: read_file(files[path].content, path, reading.archive.base))
    rules = {finding.rule: finding for finding in findings}

    assert {"own", "malformed-lint-query", "undefined-class"} <= set(rules)
    failure = rules["malformed-lint-query"]
    assert ("queries/lint/fails.rq", 3, 1) == (failure.path, failure.line, failure.column)
    assert "acervo query queries/lint/fails.rq" in failure.message("en")


@pytest.mark.parametrize("form", ["ASK", "SELECT *", "CONSTRUCT { ?a ?b ?c }", "DESCRIBE ?a"])
@pytest.mark.parametrize("endpoint", ["<{there}>", "SILENT <{there}>", "there:", "?there"])
def test_a_check_calls_nobody(found: Found, endpoint: str, form: str):
    """A kept question may ask another endpoint; who only checks the files has not asked it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        there = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        block = f"SERVICE {endpoint.format(there=there)} {{ ?a ?b ?c }}"
        query = f"#+ summary: Asks\nPREFIX there: <{there}>\n{form} {{ VALUES ?there {{ <{there}> }} {block} }}\n"

        assert [] == found({"queries/asked.rq": query})
        with pytest.raises(TimeoutError):
            listener.accept()
