"""The rules of lint: what each finds, why, how it is mended, and an example of both, in one header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from acervo.checking.findings import SEVERITIES, Severity
from acervo.checking.lint.catalogue import code_rules
from acervo.corpus.archive import Archive
from acervo.corpus.queries import read_query
from acervo.errors import CuratorError

_ENTRY: Final = re.compile(r" ?([a-z][a-z_-]*):(?:\s(.*))?$")
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_PLACEHOLDER: Final = re.compile(r"\{\?(\w+)\}")


@dataclass(frozen=True)
class LintRule:
    """One smell, and its documentation page."""

    name: str
    header: Mapping[str, str]
    """The `#+` header by key; the lines of an example are kept apart."""
    path: str | None
    """The query file, as the archive names it; None for a rule that is written in code."""
    query: str | None

    @property
    def severity(self) -> Severity:
        """How bad it is to leave it."""
        found = self.header.get("severity", "warning")
        return next(severity for severity in SEVERITIES if severity == found)

    def text(self, key: str, language: str = "en") -> str:
        """`problem`, `fix`, `message` … in *language*, else in English."""
        return self.header.get(f"{key}-{language}") or self.header.get(key, "")

    @cached_property
    def bad(self) -> dict[str, str]:
        """Path → Turtle without prefixes: files in which the rule, and no other, finds something."""
        return _example(self.header.get("bad", ""))

    @cached_property
    def good(self) -> dict[str, str]:
        """Path → Turtle without prefixes: files in which no rule finds anything."""
        return _example(self.header.get("good", ""))

    def messages(self, facts: Mapping[str, str]) -> dict[str, str]:
        """
        The message by language, with *facts* in the place of `{?name}`.

        What stands in `[ ]` is left out where one of its facts is missing.
        """
        found = {}
        for key, template in self.header.items():
            if key == "message" or key.startswith("message-"):
                found[key.partition("-")[2] or "en"] = _fill(template, facts)
        return found


def lint_rules(archive: Archive) -> dict[str, LintRule]:
    """
    Every rule by name: those written in code, the core's queries and the archive's own (`queries/lint/`).

    A query whose header makes it no rule is left out; `query_findings` says what is wrong with it.
    """
    rules = {name: LintRule(name, read_header(text), None, None) for name, text in code_rules().items()}
    for folder in ("core/lint", "lint"):
        for file in archive.files:
            if not file.path.startswith(f"queries/{folder}/") or file.is_graph:
                continue
            try:
                kept = read_query(file)
            except CuratorError:
                continue
            rule = LintRule(kept.name, read_header(kept.text), kept.path, kept.text)
            if rule.header.get("message") and rule.header.get("severity", "warning") in SEVERITIES:
                rules.setdefault(kept.name, rule)
    return dict(sorted(rules.items()))


def read_header(text: str) -> dict[str, str]:
    """
    The `#+` lines of *text* by key.

    Lines that go on are joined by a space; in `bad` and `good` they stay lines.
    """
    header: dict[str, str] = {}
    key = ""
    for line in _header_lines(text):
        entry = _ENTRY.match(line)
        if entry:
            key = entry[1]
            header[key] = (entry[2] or "").strip()
        elif key in ("bad", "good"):
            header[key] += f"{line.removeprefix('   ')}\n"
        elif key:
            header[key] = f"{header[key]} {line.strip()}".strip()
    return header


def _header_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith("#+"):
            yield line[2:]


def _example(text: str) -> dict[str, str]:
    files: dict[str, str] = {}
    path = "data/example.ttl"
    for line in text.splitlines():
        named = re.fullmatch(r"# (\S+\.(?:ttl|nt|rq))", line)
        if named:
            path = named[1]
        else:
            files[path] = f"{files.get(path, '')}{line}\n"
    return files


def _fill(template: str, facts: Mapping[str, str]) -> str:
    def optional(part: re.Match[str]) -> str:
        return part[1] if all(name in facts for name in _PLACEHOLDER.findall(part[1])) else ""

    return _PLACEHOLDER.sub(lambda name: facts.get(name[1], "…"), _OPTIONAL.sub(optional, template))
