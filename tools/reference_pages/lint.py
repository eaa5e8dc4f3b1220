"""docs/reference/lint.md: every rule of lint, from its own header."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from acervo.checking.lint.rules import LintRule, lint_rules
from acervo.corpus.archive import Archive
from reference_pages.markdown import code, fence, page, prose, table, terms

_INTRODUCTION: Final = """
What `acervo check` looks for in the writing of files and between them, beside what the [shapes](shapes.md) demand.
A *violation* misleads a reader or makes the endpoint answer something else than the file says; a *warning* leaves the
archive poorer; an *info* is worth a look. `acervo check --fix` mends what cannot change the meaning of a file.
An archive adds rules of its own in `queries/lint/`.
In the examples the prefixes are left out; a line with a path begins a file.
"""


def lint_page(archive: Archive) -> str:
    """The page; rules that the archive adds are not on it."""
    rules = [rule for rule in lint_rules(archive).values() if rule.path is None or "/core/" in rule.path]
    rows = [(f"[{code(rule.name)}](#{rule.name})", rule.severity, prose(rule.text("summary"))) for rule in rules]
    sections = [block for rule in rules for block in _rule(rule)]
    return page(
        "What lint looks for", prose(_INTRODUCTION), table(("rule", "severity", "what it finds"), rows), *sections
    )


def _rule(rule: LintRule) -> Iterator[str]:
    yield f"## {rule.name}"
    yield f"{prose(rule.text('summary'))} (*{rule.severity}*).\n{terms(prose(rule.text('description')))}"
    yield f"**Problem.** {terms(prose(rule.text('problem')))}"
    yield f"**Fix.** {terms(prose(rule.text('fix')))}"
    yield "Bad:"
    yield fence(_files(rule.bad), _language(rule.bad))
    yield "Good:"
    yield fence(_files(rule.good), _language(rule.good))
    if rule.path:
        yield f"Kept as a query: [`{rule.path}`](../../{rule.path})."


def _language(example: dict[str, str]) -> str:
    return "sparql" if all(path.endswith(".rq") for path in example) else "turtle"


def _files(example: dict[str, str]) -> str:
    if list(example) == ["data/example.ttl"]:
        return example["data/example.ttl"]
    return "\n".join(f"# {path}\n{text}" for path, text in example.items())
