"""Every rule of lint over one reading of an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from acervo.checking.findings import Finding, Related
from acervo.checking.lint.graph import graph_problems
from acervo.checking.lint.labels import near_duplicates
from acervo.checking.lint.literals import literal_problems
from acervo.checking.lint.placing import Placing
from acervo.checking.lint.problems import Elsewhere, Problem
from acervo.checking.lint.rules import LintRule, lint_rules
from acervo.checking.lint.tokens import Writings, token_problems
from acervo.checking.query_files import does_not_run
from acervo.corpus.reading import Reading
from acervo.turtle.document import Document
from acervo.turtle.positions import Span


def lint_findings(
    reading: Reading, documents: Callable[[str], Document], *, core: bool = False, writings: Writings | None = None
) -> list[Finding]:
    """
    What lint finds in the archive's own files, at exact places.

    Args:
        reading: Files without a syntax error.
        documents: The file at a path, read; asked only for files with findings.
        core: Whether the core's files are looked at too: whoever edits the core wants that, a curator cannot mend them.
        writings: What an earlier run kept; files that are still the same are not cut into tokens again.

    Returns:
        The findings, and one of `malformed-lint-query` for each rule that parses and does not run.
    """
    rules = lint_rules(reading.archive)
    files = {file.path: file for file in reading.archive.files}
    placing = Placing(documents)
    failures: list[Finding] = []

    def failed(rule: LintRule, error: Exception) -> None:
        failures.append(does_not_run(files[rule.path or ""], error))

    problems = _problems(reading, rules, placing, _wanted(core), failed, writings)
    return [*(_finding(problem, rules[problem.rule], placing) for problem in problems), *failures]


def _wanted(core: bool) -> Callable[[str], bool]:
    return lambda path: core or path.split("/")[1:2] != ["core"]


def _problems(
    reading: Reading,
    rules: dict[str, LintRule],
    placing: Placing,
    wanted: Callable[[str], bool],
    failed: Callable[[LintRule, Exception], None],
    writings: Writings | None,
) -> Iterator[Problem]:
    seen: set[tuple[str, str, Span, str | None]] = set()
    for problem in (
        *token_problems(reading.archive, placing, wanted, writings),
        *literal_problems(reading, placing, wanted),
        *graph_problems(reading, rules.values(), placing, wanted, failed),
        *near_duplicates(reading, placing, wanted),
    ):
        # A name without a description is said to be so once at each place, whatever is said with it; but of a thing
        # that lacks two languages, both are told.
        place = (problem.rule, problem.path, problem.span, problem.facts.get("language"))
        if place not in seen:
            seen.add(place)
            yield problem


def _finding(problem: Problem, rule: LintRule, placing: Placing) -> Finding:
    document = placing.document(problem.path)
    start, end = problem.span
    line, column = document.position(start)
    end_line, end_column = document.position(end)
    return Finding(
        "lint",
        problem.rule,
        problem.severity or rule.severity,
        rule.messages(problem.facts),
        problem.path,
        line,
        column,
        end_line,
        end_column,
        problem.focus,
        problem.predicate,
        problem.value,
        related=tuple(_related(place, placing) for place in problem.elsewhere),
    )


def _related(place: Elsewhere, placing: Placing) -> Related:
    line, column = placing.document(place.path).position(place.span[0])
    return Related(place.path, line, column, place.messages)
