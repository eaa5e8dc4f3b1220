"""The names of all rules, known without running any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from difflib import get_close_matches
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final
from urllib.parse import urljoin

import pyoxigraph as ox

from acervo.checking.findings import GROUPS, Finding, Group
from acervo.checking.shape_rules import SHAPE_RULES
from acervo.corpus.archive import Archive
from acervo.errors import CuratorError, SettingsError
from acervo.namespaces import MOVSH
from acervo.turtle.parsing import parse_file
from acervo.turtle.problems import LANGUAGES

_SHACL: Final = "http://www.w3.org/ns/shacl#"
_PREFIX: Final = re.compile(r"(?im)^[ \t]*@?prefix[ \t]+([\w.-]*):[ \t]*<([^>]*)>")
_LOCAL: Final = re.compile(r"[^\W\d][\w.-]*")
#: Rules of the group syntax that are not the reader's.
PAGE_FILE: Final = "page-file"
OTHER_SYNTAX: Final = ("query-header", "query-syntax", "unreadable-file", PAGE_FILE)
REPEATED: Final = "triple-in-two-files"
MALFORMED_LINT: Final = "malformed-lint-query"


def rule_groups(archive: Archive) -> dict[str, Group]:
    """Every rule that a finding may bear, in the order of groups and names."""
    syntax = {key.partition("/")[0] for key in LANGUAGES["en"]} | set(OTHER_SYNTAX)
    groups: tuple[tuple[Group, Iterable[str]], ...] = (
        ("syntax", syntax),
        ("shacl", {*SHAPE_RULES, *shape_names(archive)}),
        ("lint", {REPEATED, *_lint_names(archive)}),
    )
    return {rule: group for group, rules in groups for rule in sorted(rules)}


def shape_names(archive: Archive) -> dict[str, str]:
    """The named shapes and constraints by rule name, each with its IRI; a file that cannot be read has none."""
    names: dict[str, str] = {}
    prefixes = shape_prefixes(archive)
    for file in archive.files:
        if not file.is_graph or file.folder != "shapes":
            continue
        try:
            triples = parse_file(file.content, file.path, archive.base)
        except CuratorError:
            continue
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode) and triple.predicate.value.startswith(_SHACL):
                iri = triple.subject.value
                if triple.predicate.value not in (f"{_SHACL}declare", f"{_SHACL}prefixes"):
                    names[short_name(iri, prefixes)] = iri
    return names


def shape_prefixes(archive: Archive) -> dict[str, str]:
    """
    The prefixes by which the archive's own shapes are called, each with its namespace.

    They are those of its shape files; where two files disagree, the first one's. What is short already has none.
    """
    found: dict[str, str] = {}
    for file in archive.files:
        if file.is_graph and file.folder == "shapes" and not file.is_core:
            for prefix, namespace in _PREFIX.findall(file.content.decode("utf-8", "replace")):
                # Joining drops an empty fragment.
                full = urljoin(archive.base, namespace).rstrip("#") + "#" * namespace.endswith("#")
                if prefix and full != MOVSH and full not in found.values():
                    found.setdefault(prefix, full)
    return found


def short_name(iri: str, prefixes: Mapping[str, str]) -> str:
    """As `acervo.shacl.shapes.rule_name` calls it, without reading the shapes."""
    if iri.startswith(MOVSH):
        return iri.removeprefix(MOVSH)
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _lint_names(archive: Archive) -> Iterable[str]:
    try:
        from acervo.checking.lint.rules import lint_rules
    except ImportError:
        return ()
    return lint_rules(archive)


class Selection:
    """
    Which findings are wanted.

    Args:
        only: Rules and groups; none of them means all.
        skip: Rules and groups to leave out.

    Raises:
        SettingsError: a name is neither a rule nor a group, or no rule is left.
    """

    def __init__(self, archive: Archive, only: Iterable[str], skip: Iterable[str]):
        self._only, self._skip = set(only), set(skip)
        self.groups = frozenset(GROUPS)
        """Those that have a wanted rule."""
        if self._only or self._skip:
            # A lint query that cannot be asked is no rule, and yet somebody may ask for it.
            queries = (file.path for file in archive.files if file.path.startswith("queries/lint/"))
            rules = {**{PurePosixPath(path).stem: "lint" for path in queries}, **rule_groups(archive)}
            known, prefixes = [*GROUPS, *rules], shape_prefixes(archive)
            self._only = {known_rule(name, known, prefixes) for name in self._only}
            self._skip = {known_rule(name, known, prefixes) for name in self._skip}
            self.groups = frozenset(group for group in GROUPS if self._any_of(group, rules))
            if not self.groups:
                raise SettingsError("--only and --skip leave no rule to report.")

    def __call__(self, finding: Finding) -> bool:
        named = {finding.group, finding.rule}
        if finding.rule == MALFORMED_LINT:
            named.add(PurePosixPath(finding.path or "").stem)
        return self._takes(named)

    def _any_of(self, group: Group, rules: Mapping[str, str]) -> bool:
        return any(self._takes({group, rule}) for rule, its in rules.items() if its == group)

    def _takes(self, named: Set[str]) -> bool:
        return (not self._only or bool(named & self._only)) and not named & self._skip


def known_rule(name: str, known: Iterable[str], prefixes: Mapping[str, str] = MappingProxyType({})) -> str:
    """
    The rule or group that somebody calls *name*: with or without its prefix `movsh:`, or by its IRI, in large or
    small letters.

    Args:
        prefixes: `shape_prefixes` of the archive.

    Raises:
        SettingsError: there is none; the message names the nearest.
    """
    rules = list(known)
    bare = name.removeprefix("movsh:").removeprefix(MOVSH).strip("<>")
    if bare not in rules:
        bare = short_name(bare, prefixes)
    if bare in rules:
        return bare
    folded = {rule.lower(): rule for rule in rules}
    if bare.lower() in folded:
        return folded[bare.lower()]
    near = get_close_matches(bare.lower(), folded, n=1, cutoff=0.6)
    hint = f"Did you mean “{folded[near[0]]}”?" if near else "See them all: acervo explain"
    raise SettingsError(f"there is no rule “{name}”. {hint}")
