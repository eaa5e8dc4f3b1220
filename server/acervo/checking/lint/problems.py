"""What a rule reports before it is a finding: a rule, a span in a file, and perhaps the text that mends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from acervo.checking.findings import Severity
from acervo.turtle.positions import Span


@dataclass(frozen=True)
class Edit:
    """A replacement that does not change the meaning of its file."""

    span: Span
    text: str


@dataclass(frozen=True)
class Elsewhere:
    """Another place that a problem speaks of."""

    path: str
    span: Span
    messages: Mapping[str, str]


@dataclass(frozen=True)
class Problem:
    """One fault; terms are written as people write them."""

    rule: str
    path: str
    span: Span
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the message's placeholders stand for."""
    focus: str | None = None
    predicate: str | None = None
    value: str | None = None
    severity: Severity | None = None
    """Where it is not the rule's own."""
    elsewhere: tuple[Elsewhere, ...] = ()
    edit: Edit | None = None
    """None where only a person can tell what is meant."""
