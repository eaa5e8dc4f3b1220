"""Names that differ by a letter, found without comparing every two of them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import pyoxigraph as ox

from acervo.checking.lint.placing import Placing, write
from acervo.checking.lint.problems import Elsewhere, Problem
from acervo.corpus.reading import Reading
from acervo.namespaces import OWL, RDF, RDFS, SKOS

_LONG_ENOUGH: Final = 8
"""Letters that a name has at least before one of them may be a misprint."""
_TERMS: Final = (OWL, RDF, RDFS, SKOS)
"""Namespaces whose classes hold terms, not things: `controller` and `controlled` are near on purpose."""


class _Label(NamedTuple):
    path: str
    triple: ox.Triple
    text: str
    folded: str


def near_duplicates(reading: Reading, placing: Placing, wanted: Callable[[str], bool]) -> Iterator[Problem]:
    """
    Each name that is almost that of another thing with the same class, in the files that are *wanted*.

    Two names are near when they are equal but for case, accents and punctuation, or when both become equal by leaving
    out at most one letter of each. Every name is put under what it becomes, and compared with the first one there:
    time grows with the names, not with the pairs.
    """
    for labels in _by_class(reading, wanted).values():
        first: dict[str, _Label] = {}
        for label in labels:
            keys = _keys(label.folded)
            near = next((first[key] for key in keys if key in first and _differ(first[key], label)), None)
            if near is not None:
                yield _problem(label, near, placing, reading.archive.base)
            for key in keys:
                first.setdefault(key, label)


def _differ(one: _Label, other: _Label) -> bool:
    # Equal names are duplicate-label's.
    return one.triple.subject != other.triple.subject and one.text != other.text


def _by_class(reading: Reading, wanted: Callable[[str], bool]) -> dict[tuple[str, str], list[_Label]]:
    classes: dict[object, set[str]] = defaultdict(set)
    labels: list[_Label] = []
    for graph in reading.graphs:
        if not wanted(graph.path):
            continue
        for triple in graph.triples:
            if not isinstance(triple.subject, ox.NamedNode):
                continue
            if triple.predicate.value == f"{RDF}type" and isinstance(triple.object, ox.NamedNode):
                classes[triple.subject].add(triple.object.value)
            elif triple.predicate.value == f"{SKOS}prefLabel" and isinstance(triple.object, ox.Literal):
                labels.append(_Label(graph.path, triple, triple.object.value, fold(triple.object.value)))
    groups: dict[tuple[str, str], list[_Label]] = defaultdict(list)
    for label in labels:
        if any(one.startswith(_TERMS) for one in classes[label.triple.subject]):
            continue
        for one in classes[label.triple.subject]:
            assert isinstance(label.triple.object, ox.Literal)
            groups[one, label.triple.object.language or ""].append(label)
    return groups


def fold(text: str) -> str:
    """*text* in small letters, without accents and punctuation, one space between words."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", plain.casefold()))


def _keys(folded: str) -> list[str]:
    keys = [folded]
    if sum(one.isalpha() for one in folded) >= _LONG_ENOUGH:
        # Digits stay: 2016 and 2018 are two years, not a misprint.
        keys += [f"{folded[:place]}{folded[place + 1 :]}" for place, letter in enumerate(folded) if letter.isalpha()]
    return keys


def _problem(label: _Label, near: _Label, placing: Placing, base: str) -> Problem:
    def span(one: _Label) -> tuple[int, int]:
        return placing.span(one.path, one.triple.subject, one.triple.predicate, one.triple.object) or (0, 0)

    other = write(near.triple.subject, base) or ""
    messages = {"en": "the other name", "es": "el otro nombre"}
    return Problem(
        "near-duplicate-label",
        label.path,
        span(label),
        {"other": other, "label": near.text},
        focus=write(label.triple.subject, base),
        predicate=write(label.triple.predicate, base),
        value=write(label.triple.object, base),
        elsewhere=(Elsewhere(near.path, span(near), messages),),
    )
