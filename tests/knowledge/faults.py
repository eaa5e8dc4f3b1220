"""What a reader of the two texts finds wrong with the archive: everything that the knowledge tests hold against it."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from .statements import HERE, RDF, Row, Term, ledger, mov, rows_of, values, written

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
TITLE: Final = "http://purl.org/dc/terms/title"
#: What has a title, a number or no name at all; everything else that `data/` types has a name in both languages.
NAMELESS: Final = {
    "mov:Archive", "mov:Source", "mov:Contribution", "mov:Reference", "mov:Footnote", "mov:Section", "mov:Passage",
    "mov:Claim", "mov:View", "mov:Count", "mov:Circumstance", "mov:EmptyField", "mov:Participation", "mov:Tenure",
    "mov:Ownership", "mov:Control", "mov:Recognition", "mov:ProductionOutcome", "mov:OrganizationOutcome",
    "mov:LearningOutcome", "mov:SocialOutcome",
}  # fmt: skip


def faults(store: ox.Store) -> list[str]:
    """Every difference between *store* and what was read in the texts; empty where nothing is lost or added."""
    stated = list(rows_of(store))
    return [
        *differences(expected_rows(), stated),
        *differences(read_lines("citations.csv"), citations(store)),
        *differences(read_lines("names.csv"), other_names(store)),
        *unnamed(store),
    ]


def expected_rows() -> list[Row]:
    return [*ledger("case"), *ledger("interview"), *ledger("inferred")]


def differences(expected: Iterable[tuple[str, ...]], stated: Iterable[tuple[str, ...]]) -> list[str]:
    """What is missing and what is beyond, sorted so that the two readings of one thing stand together."""
    missing, beyond = Counter(expected), Counter(stated)
    lines = [("missing", row) for row in (missing - beyond).elements()]
    lines += [("beyond ", row) for row in (beyond - missing).elements()]
    return [f"{sign} {','.join(row)}" for sign, row in sorted(lines, key=lambda line: (line[1], line[0]))]


def citations(store: ox.Store) -> list[tuple[str, str]]:
    """For each section with marks of references or notes: its title and the marks in the order of the text."""
    marks: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, mov("cites"), None, None):
        (section,) = values(store, quad.subject, "section")
        (start,) = values(store, quad.subject, "start")
        for number in values(store, quad.object, "number"):
            marks[written(section), title_of(store, section)].append((int(written(start)), int(written(number))))
    return [
        (title, " ".join(str(number) for _, number in sorted(found))) for (_, title), found in sorted(marks.items())
    ]


def title_of(store: ox.Store, section: Term) -> str:
    return " ".join(title.value for title in values(store, section, TITLE) if isinstance(title, ox.Literal))


def other_names(store: ox.Store) -> list[tuple[str, str]]:
    """Names that stand directly on a thing beside the preferred ones; printed variants are claims."""
    return [
        (written(quad.subject), written(quad.object))
        for quad in store.quads_for_pattern(None, ox.NamedNode(SKOS + "altLabel"), None, None)
    ]


def unnamed(store: ox.Store) -> list[str]:
    """Things without a name in English or in Spanish, and sources without a title."""
    found = []
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), None, None):
        kind = written(quad.object)
        if kind == "mov:Source" and not values(store, quad.subject, TITLE):
            found.append(f"no title {written(quad.subject)}")
        if kind not in NAMELESS:
            labels = values(store, quad.subject, SKOS + "prefLabel")
            languages = {label.language for label in labels if isinstance(label, ox.Literal)}
            found += [
                f"no name in {language} {written(quad.subject)}"
                for language in ("en", "es")
                if language not in languages
            ]
    return found


def read_lines(name: str) -> list[tuple[str, str]]:
    """The first two columns of a hand-written list, without its header."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return [(line[0], line[1]) for line in list(csv.reader(lines))[1:]]
