"""Whether each passage still stands in its source's text where the archive says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from acervo.corpus.archive import Archive
from acervo.errors import CuratorError
from acervo.evidence.text import read_source_text, sha256_of
from acervo.evidence.uses import DataFile, Use, iris_named, read_data
from acervo.namespaces import MOV, RDF

Status = Literal["verified", "moved", "missing", "untold"]


@dataclass(frozen=True)
class Verdict:
    """What was found of one passage; *now* is where it stands in the text, None where it does not."""

    passage: str
    source: str
    path: str
    status: Status
    start: int
    end: int
    now: tuple[int, int] | None = None
    used_by: tuple[Use, ...] = ()


@dataclass(frozen=True)
class SourceReport:
    """The verdicts on one source's passages; with a *reason* none could be told."""

    source: str
    text_file: str
    verdicts: tuple[Verdict, ...]
    reason: str = ""

    def count(self, status: Status) -> int:
        """How many passages have *status*."""
        return sum(verdict.status == status for verdict in self.verdicts)


@dataclass
class _Facts:
    path: str = ""
    kinds: set[str] = field(default_factory=set)
    values: dict[str, str] = field(default_factory=dict)


def verify_passages(archive: Archive, texts: Path | None) -> tuple[list[SourceReport], list[CuratorError]]:
    """
    Compare every passage of *archive* with its source's text, by hash.

    Args:
        texts: Folder in which `mov:textFile` of each source names a file; None where there is none at hand.

    Returns:
        One report for each source that has passages, sorted by IRI; and the files of `data/` that could not be read.
    """
    files, errors = read_data(archive)
    facts = _facts(files)
    by_source: dict[str, list[tuple[str, _Facts]]] = defaultdict(list)
    for iri, fact in facts.items():
        if MOV + "Passage" in fact.kinds:
            by_source[fact.values.get(MOV + "inSource", "")].append((iri, fact))
    uses: dict[str, list[Use]] = defaultdict(list)
    for use in sorted(set(iris_named(files))):
        if MOV + "Passage" in facts.get(use.passage, _Facts()).kinds:
            uses[use.passage].append(use)
    reports = []
    for source in sorted(by_source):
        text_file = facts.get(source, _Facts()).values.get(MOV + "textFile", "")
        verdicts = [_untold(iri, source, fact, uses[iri]) for iri, fact in by_source[source]]
        verdicts.sort(key=lambda verdict: (verdict.start, verdict.passage))
        text, reason = _text_of(source, text_file, texts)
        if not reason:
            verdicts = _judge(
                verdicts, {iri: fact.values.get(MOV + "sha256", "") for iri, fact in by_source[source]}, text
            )
        reports.append(SourceReport(source, text_file, tuple(verdicts), reason))
    return reports, errors


def _facts(files: Sequence[DataFile]) -> dict[str, _Facts]:
    facts: dict[str, _Facts] = defaultdict(_Facts)
    for file in files:
        for triple in file.triples:
            if not isinstance(triple.subject, ox.NamedNode) or not isinstance(
                triple.object, (ox.NamedNode, ox.Literal)
            ):
                continue
            fact = facts[triple.subject.value]
            if triple.predicate.value == RDF + "type":
                fact.kinds.add(triple.object.value)
                fact.path = fact.path or file.path
            else:
                fact.values.setdefault(triple.predicate.value, triple.object.value)
    return facts


def _untold(iri: str, source: str, fact: _Facts, uses: Sequence[Use]) -> Verdict:
    start, end = (
        int(value) if value.isdigit() else 0 for value in (fact.values.get(MOV + key, "") for key in ("start", "end"))
    )
    return Verdict(iri, source, fact.path, "untold", start, end, used_by=tuple(uses))


def _text_of(source: str, text_file: str, texts: Path | None) -> tuple[str, str]:
    """The text, or the reason why there is none."""
    if not source:
        return "", "these passages do not say which source they are in (mov:inSource)"
    if not text_file:
        return "", "the source does not name its text file (mov:textFile)"
    if texts is None:
        return "", "no texts were given (--texts)"
    location = (texts / text_file).resolve()
    if not location.is_relative_to(texts.resolve()):
        return "", f"mov:textFile “{text_file}” points out of the folder of texts"
    if not location.is_file():
        return "", f"there is no {text_file} in {texts}"
    try:
        return read_source_text(location).text, ""
    except CuratorError as error:
        return "", str(error)


def _judge(verdicts: Sequence[Verdict], hashes: dict[str, str], text: str) -> list[Verdict]:
    judged: list[Verdict] = []
    lost: list[Verdict] = []
    taken: set[tuple[int, int]] = set()
    for verdict in verdicts:
        if not hashes[verdict.passage] or verdict.end <= verdict.start:
            judged.append(verdict)
        elif sha256_of(text[verdict.start : verdict.end]) == hashes[verdict.passage]:
            taken.add((verdict.start, verdict.end))
            judged.append(_with(verdict, "verified", (verdict.start, verdict.end)))
        else:
            lost.append(verdict)
    places = _places(
        text, {verdict.end - verdict.start for verdict in lost}, {hashes[verdict.passage] for verdict in lost}
    )
    shift = 0
    for verdict in lost:
        free = [place for place in places.get(hashes[verdict.passage], ()) if place not in taken]
        if free:
            expected = verdict.start + shift
            now = min(free, key=lambda place: abs(place[0] - expected))
            taken.add(now)
            shift = now[0] - verdict.start
            judged.append(_with(verdict, "moved", now))
        else:
            judged.append(_with(verdict, "missing", None))
    return sorted(judged, key=lambda verdict: (verdict.start, verdict.passage))


def _with(verdict: Verdict, status: Status, now: tuple[int, int] | None) -> Verdict:
    return Verdict(
        verdict.passage, verdict.source, verdict.path, status, verdict.start, verdict.end, now, verdict.used_by
    )


def _places(text: str, lengths: set[int], wanted: set[str]) -> dict[str, list[tuple[int, int]]]:
    """Where stretches of *lengths* that begin and end with a word have one of the *wanted* hashes."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    starts = [0, *(i + 1 for i, character in enumerate(text) if character == " ")] if text else []
    for length in sorted(lengths):
        for start in starts:
            end = start + length
            if end == len(text) or (end < len(text) and text[end] == " "):
                digest = sha256_of(text[start:end])
                if digest in wanted:
                    found[digest].append((start, end))
    return found
