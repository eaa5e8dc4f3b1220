"""What a check finds and how much it looked at: one shape for every rule, kept and printed the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal, NamedTuple

Severity = Literal["violation", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("violation", "warning", "info")
Group = Literal["syntax", "shacl", "lint"]
GROUPS: Final[tuple[Group, ...]] = ("syntax", "shacl", "lint")


class Related(NamedTuple):
    """Another place that a finding speaks of: the first of two equal statements, the bracket that was never closed."""

    path: str
    line: int | None
    """From 1; None where no one line is meant."""
    column: int | None
    messages: Mapping[str, str]
    """What stands there, by language."""


class ShaclResult(NamedTuple):
    """What a validation report says of one result, each part in Turtle with full IRIs."""

    focus: str
    path: str | None
    value: str | None
    component: str
    shape: str
    severity: str | None = None
    """The severity, where SHACL does not define it; else that of the finding."""
    message: str | None = None
    """pySHACL's own words, where the shape has none and the finding says it more plainly."""


@dataclass(frozen=True)
class Finding:
    """
    One problem, where it stands and what to do about it.

    Lines and columns count from 1, a column is a code point (a tab and an emoji are one), an end is exclusive.
    """

    group: Group
    rule: str
    """The rule's only id, for example `Claim-has-passage`."""
    severity: Severity
    messages: Mapping[str, str]
    """By language; "" where the message has none."""
    path: str | None = None
    """The file, as the archive names it; None when no one file is at fault."""
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    focus: str | None = None
    """The entity, as people write it: `:battle-la-gaviota-2016`."""
    predicate: str | None = None
    value: str | None = None
    related: tuple[Related, ...] = ()
    """Other places to look at."""
    detail: tuple[Finding, ...] = ()
    """Why, as a tree: the reasons for which a value does not conform to a shape (`sh:detail`)."""
    results: tuple[ShaclResult, ...] = ()
    """The validation results that this one thing to mend has brought about; none outside the group shacl."""

    def __post_init__(self) -> None:
        # What a kept report holds as lists.
        object.__setattr__(self, "related", tuple(Related(*place) for place in self.related))
        reasons = (reason if isinstance(reason, Finding) else Finding(**reason) for reason in self.detail)
        object.__setattr__(self, "detail", tuple(reasons))
        object.__setattr__(self, "results", tuple(ShaclResult(*result) for result in self.results))

    def message(self, language: str) -> str:
        """The message in *language*, else in English, else in any."""
        for candidate in (language, "en", "", *self.messages):
            if candidate in self.messages:
                return self.messages[candidate]
        return ""


class Debt(NamedTuple):
    """An entry of a baseline: a fault that was there when the baseline was written."""

    fingerprint: str
    rule: str
    path: str | None
    focus: str | None


@dataclass(frozen=True)
class CheckReport:
    """Every finding of one run over one state of the files, and what was examined."""

    edition: str
    """The id of the edition that these files make."""
    files: int
    """How many files with triples were read, the core's included."""
    triples: int
    """How many triples stand in them."""
    shapes: Mapping[str, int]
    """Focus nodes examined, by shape."""
    untargeted: tuple[str, ...]
    """Shapes that found no node to examine: they prove nothing."""
    findings: tuple[Finding, ...] = field(default=())
    """In the order of files, lines and severity."""
    complete: bool = True
    """False when syntax errors kept the shapes from being run."""
    judged: Mapping[str, str] = field(default_factory=dict)
    """Shapes that were left to pySHACL whole, and why; empty where pySHACL was asked about everything."""
    baselined: int = 0
    """How many findings a baseline has taken out of this report."""
    expired: tuple[Debt, ...] = ()
    """Entries of the baseline that are no longer found."""
    filters: tuple[str, ...] = ()
    """What has narrowed this report, as the command line says it: `--only lint`, `data/places`."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many findings that has taken out, by severity."""
    results_left_out: int = 0
    """How many findings of shapes are not told here, be it for a filter or a baseline."""
    elsewhere: int = 0
    """With `--changed`: how many of the findings stand in files that do not differ."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "expired", tuple(Debt(*debt) for debt in self.expired))
        object.__setattr__(self, "filters", tuple(self.filters))

    def count(self, severity: Severity) -> int:
        """How many findings have *severity*."""
        return sum(finding.severity == severity for finding in self.findings)

    def only(self, wanted: Callable[[Finding], bool], *filters: str) -> CheckReport:
        """The same report with only the findings that are *wanted*; it says that *filters* have left out the others."""
        kept: list[Finding] = []
        gone: list[Finding] = []
        for finding in self.findings:
            (kept if wanted(finding) else gone).append(finding)
        left_out = Counter(self.left_out)
        left_out.update(finding.severity for finding in gone)
        return replace(
            self,
            findings=tuple(kept),
            filters=(*self.filters, *filters),
            left_out=dict(left_out),
            results_left_out=self.results_left_out + sum(finding.group == "shacl" for finding in gone),
        )

    def as_json(self) -> dict[str, Any]:
        """A value that `json` can write and `from_json` can read."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> CheckReport:
        """
        The report that `as_json` wrote.

        Raises:
            TypeError, KeyError: *value* was written by something else.
        """
        plain = {**value, "untargeted": tuple(value["untargeted"])}
        return cls(**{**plain, "findings": tuple(Finding(**finding) for finding in value["findings"])})
