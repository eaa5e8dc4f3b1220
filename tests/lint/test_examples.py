"""The documentation of each rule is true: its bad example breaks that rule and no other, its good one breaks none."""

from __future__ import annotations

from pathlib import Path

import pytest

from acervo.checking.lint.rules import LintRule, lint_rules
from acervo.corpus.archive import open_archive

from .conftest import HOUSE, with_prefixes

ROOT = Path(__file__).resolve().parents[2]
RULES = lint_rules(open_archive(ROOT))


def _files(example: dict[str, str]) -> dict[str, str]:
    return {path: with_prefixes(text) if path.endswith(".ttl") else text for path, text in example.items()}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_bad_example_breaks_the_rule_and_no_other(lint, rule: LintRule):
    """`acervo explain` shows it; a second fault in it would teach the wrong thing."""
    findings = lint(_files(rule.bad))

    assert {rule.name} == {finding.rule for finding in findings}
    assert {"lint"} == {finding.group for finding in findings}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_good_example_breaks_no_rule(lint, rule: LintRule):
    """It is what the curator copies."""
    assert [] == lint(_files(rule.good))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_header_says_everything_in_english_and_spanish(lint, rule: LintRule):
    """One sentence a language in the terminal, a page in the reference."""
    missing = [
        key
        for key in (
            "summary",
            "description",
            "problem",
            "problem-es",
            "fix",
            "fix-es",
            "message",
            "message-es",
            "severity",
        )
        if not rule.header.get(key)
    ]
    messages = [message for finding in lint(_files(rule.bad)) for message in finding.messages.values()]

    assert [] == missing
    assert messages
    assert [] == [
        message for message in messages if "{" in message or "…" in message.replace('"…"', "") or "[" in message
    ]
    assert rule.messages({}).keys() == {"en", "es"}


def test_every_prefix_of_the_examples_is_known():
    """An example without prefixes is readable only with the house's own."""
    assert {"", "ns", "mov", "skos"} <= HOUSE.keys()
