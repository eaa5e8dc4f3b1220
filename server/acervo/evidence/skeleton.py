"""`passages.ttl`: written from a segmentation, and read back as the state before the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from acervo.evidence.passages import Passage, Section, Segmentation, describe_place
from acervo.namespaces import MOV, PREFIXES
from acervo.turtle.parsing import parse_file

FILE_NAME: Final = "passages.ttl"
_NOTE: Final = "# Written by acervo segment; corrections go to boundaries.toml."


@dataclass(frozen=True)
class EarlierPassage:
    """A passage as an earlier run left it; *name* is the local part of its IRI."""

    name: str
    sha256: str
    start: int
    place: str
    """Section, paragraph and sentence, for people."""


def read_skeleton(location: Path, path: str, base: str) -> list[EarlierPassage]:
    """
    The passages of an earlier run, by position; none where the file is missing.

    Raises:
        TurtleSyntaxError: the file is not Turtle.
    """
    if not location.is_file():
        return []
    facts: dict[str, dict[str, str]] = {}
    for triple in parse_file(location.read_bytes(), path, base):
        if isinstance(triple.subject, ox.NamedNode) and not isinstance(triple.object, (ox.BlankNode, ox.Triple)):
            facts.setdefault(triple.subject.value, {})[triple.predicate.value] = triple.object.value
    ids = base + "id/"
    earlier = [
        EarlierPassage(
            iri.removeprefix(ids),
            fact[MOV + "sha256"],
            _number(fact[MOV + "start"]),
            describe_place(
                fact.get(MOV + "section", "").removeprefix(ids),
                _number(fact.get(MOV + "paragraph", "")),
                _number(fact.get(MOV + "sentence", "")),
            ),
        )
        for iri, fact in facts.items()
        if iri.startswith(ids) and MOV + "sha256" in fact and fact.get(MOV + "start", "").isdigit()
    ]
    return sorted(earlier, key=lambda passage: (passage.start, passage.name))


def _number(value: str) -> int:
    return int(value) if value.isdecimal() else 0


def write_skeleton(segmentation: Segmentation, names: Sequence[str], slug: str, base: str, language: str | None) -> str:
    """
    The Turtle of *segmentation*, by position, each section before its passages; equal input gives equal bytes.

    Args:
        names: The local name of each passage's IRI, in the order of the passages.
        slug: The source's, as in `:source-{slug}`.
        base: Where the archive's IRIs begin.
        language: Language tag of the headings, or None.
    """
    nodes: list[str] = []
    section: Section | None = None
    position = 0
    for passage, name in zip(segmentation.passages, names, strict=True):
        if passage.section is not section:
            section, position = passage.section, position + 1
            nodes.append(_section(section, position, slug, language))
        nodes.append(_passage(passage, name, slug, segmentation.cited_kind))
    header = "".join(
        f"@prefix {prefix}: <{namespace}> .\n"
        for prefix, namespace in (("", base + "id/"), ("dcterms", PREFIXES["dcterms"]), ("mov", MOV))
    )
    return "\n".join((f"{_NOTE}\n\n{header}", *nodes))


def _section(section: Section, position: int, slug: str, language: str | None) -> str:
    values = {
        "mov:inSource": [f":source-{slug}"],
        "mov:position": [str(position)],
        "mov:speaker": [f":{section.speaker}"] if section.speaker else [],
        "dcterms:title": [_quoted(section.title) + (f"@{language}" if language else "")] if section.title else [],
    }
    return _node(f":section-{slug}-{section.slug}", "mov:Section", values)


def _passage(passage: Passage, name: str, slug: str, cited_kind: str) -> str:
    first, last = passage.words or ("", "")
    values = {
        "mov:cites": [f":{cited_kind}-{slug}-{number}" for number in passage.cites],
        "mov:end": [str(passage.end)],
        "mov:fieldLabel": [_quoted(passage.label)] if passage.label else [],
        "mov:firstWords": [_quoted(first)] if first else [],
        "mov:inSource": [f":source-{slug}"],
        "mov:lastWords": [_quoted(last)] if last else [],
        "mov:paragraph": [str(passage.paragraph)] if passage.paragraph else [],
        "mov:section": [f":section-{slug}-{passage.section.slug}"],
        "mov:sentence": [str(passage.sentence)] if passage.sentence else [],
        "mov:sha256": [_quoted(passage.sha256)],
        "mov:speaker": [f":{passage.speaker}"] if passage.speaker else [],
        "mov:start": [str(passage.start)],
    }
    return _node(f":{name}", "mov:Passage", values)


def _node(subject: str, kind: str, values: dict[str, list[str]]) -> str:
    lines = [subject, f"    a {kind} ;"]
    for predicate in sorted(values):
        objects = values[predicate]
        if len(objects) == 1:
            lines.append(f"    {predicate} {objects[0]} ;")
        elif objects:
            lines.append(f"    {predicate}")
            lines.extend(f"        {value} ," for value in objects[:-1])
            lines.append(f"        {objects[-1]} ;")
    return "\n".join((*lines, ".\n"))


def _quoted(text: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
