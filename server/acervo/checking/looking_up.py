"""Where the right value of a claim can be looked up: the passages that the claim rests on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from acervo.checking.date_faults import MONTHS
from acervo.checking.findings import Related
from acervo.checking.places import Spot
from acervo.corpus.reading import Reading
from acervo.namespaces import EDTF, MOV, XSD, shorten
from acervo.turtle.document import Document
from acervo.turtle.terms import Iri, Term

_PASSAGE: Final = f"{MOV}passage"
_MOST: Final = 2
_NUMBER: Final = re.compile(
    "|".join((r"\d", *(rf"\b{month}\b" for months in MONTHS.values() for month in months))), re.I
)
#: Kinds of value that can be misread or mistyped by a digit.
_COUNTED: Final = frozenset(
    (
        f"{EDTF}EDTF",
        *(
            f"{XSD}{name}"
            for name in ("integer", "decimal", "double", "float", "date", "dateTime", "gYear", "gYearMonth")
        ),
        *(f"{XSD}{name}" for name in ("nonNegativeInteger", "positiveInteger")),
    )
)
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "look": "Look it up: {place}.",
        "passage": "passage {name}",
        "section": "section {name}",
        "fieldLabel": "field “{name}”",
        "paragraph": "paragraph {name}",
        "sentence": "sentence {name}",
        "firstWords": "begins “{name}”",
        "lastWords": "ends “{name}”",
    },
    "es": {
        "look": "Consúltelo: {place}.",
        "passage": "pasaje {name}",
        "section": "sección {name}",
        "fieldLabel": "campo «{name}»",
        "paragraph": "párrafo {name}",
        "sentence": "oración {name}",
        "firstWords": "empieza «{name}»",
        "lastWords": "termina «{name}»",
    },
}
_PARTS: Final = ("section", "fieldLabel", "paragraph", "sentence", "firstWords", "lastWords")


class Passages:
    """The passages of an archive; nothing is looked at before a value is asked for."""

    def __init__(self, reading: Reading, documents: Mapping[str, Document]):
        self._reading = reading
        self._documents = documents
        self._citations: dict[str, Mapping[Term, list[str]]] = {}
        self._subjects: dict[str, Mapping[str, int]] = {}

    def of(self, spot: Spot) -> Iterator[Related]:
        """The passages of the claim whose date or number stands at *spot*: two at most; none for other values."""
        value = spot.statement.object
        if spot.part != "object" or not isinstance(value, ox.Literal) or value.datatype.value not in _COUNTED:
            return
        triples = self._documents[spot.statement.path].triples
        if spot.statement.ordinal >= len(triples):
            return
        claim = triples[spot.statement.ordinal].subject
        cited = self._cited(spot.statement.path).get(claim, ())
        known = [passage for passage in cited if passage in self._known]
        for passage in known[:_MOST]:
            yield self._told(passage)

    def _told(self, passage: str) -> Related:
        path, facts = self._known[passage]
        place = self._documents[path].position(self._starts(path).get(passage, 0))
        words = {language: _place(shorten(passage, self._base), facts, told) for language, told in _WORDS.items()}
        return Related(path, *place, words)

    def _cited(self, path: str) -> Mapping[Term, list[str]]:
        """What each claim of the file cites."""
        if path not in self._citations:
            found: dict[Term, list[str]] = defaultdict(list)
            for triple in self._documents[path].triples:
                if triple.predicate.value == _PASSAGE and isinstance(triple.object, Iri):
                    found[triple.subject].append(triple.object.value)
            self._citations[path] = found
        return self._citations[path]

    def _starts(self, path: str) -> Mapping[str, int]:
        """Where each name is first a subject in the file."""
        if path not in self._subjects:
            found: dict[str, int] = {}
            for triple in self._documents[path].triples:
                if isinstance(triple.subject, Iri):
                    found.setdefault(triple.subject.value, triple.subject_span[0])
            self._subjects[path] = found
        return self._subjects[path]

    @property
    def _base(self) -> str:
        return self._reading.archive.base

    @cached_property
    def _known(self) -> dict[str, tuple[str, dict[str, str]]]:
        """By IRI, the file and what it says of where the passage stands."""
        wanted = {ox.NamedNode(MOV + part): part for part in _PARTS}
        found: dict[str, tuple[str, dict[str, str]]] = {}
        for graph in self._reading.graphs:
            for triple in graph.triples:
                part = wanted.get(triple.predicate)
                if part is None or not isinstance(triple.subject, ox.NamedNode):
                    continue
                value = triple.object
                text = (
                    shorten(value.value, self._base) if isinstance(value, ox.NamedNode) else getattr(value, "value", "")
                )
                found.setdefault(triple.subject.value, (graph.path, {}))[1].setdefault(part, text)
        return found


def _place(name: str, facts: Mapping[str, str], words: Mapping[str, str]) -> str:
    parts = [words["passage"].format(name=name)]
    parts += [words[part].format(name=facts[part]) for part in _told_parts(facts)]
    return words["look"].format(place=", ".join(parts))


def _told_parts(facts: Mapping[str, str]) -> Iterable[str]:
    """What helps to find it: its last words only where a date or number stands in them."""
    return (part for part in _PARTS if part in facts and (part != "lastWords" or _NUMBER.search(facts[part])))
