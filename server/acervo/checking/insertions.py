"""What a statement lacks: where it ends, and the line to write there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from acervo.checking.findings import Related
from acervo.checking.places import Spot, span_of
from acervo.corpus.reading import Reading
from acervo.namespaces import shorten
from acervo.turtle.document import Document, Statement
from acervo.turtle.terms import Iri, Term, Triple
from acervo.turtle.tokens import TRIVIA, Kind

_AT_DOT: Final = {
    "en": "The statement ends here. Write “;” instead of this full stop, and below it a line such as “{line} .”{known}",
    "es": "Aquí termina la declaración. Escriba «;» en vez de este punto, y debajo una línea como «{line} .»{known}",
}
_ABOVE_DOT: Final = {
    "en": "The statement ends here. Write above this full stop a line such as “{line} ;”{known}",
    "es": "Aquí termina la declaración. Escriba encima de este punto una línea como «{line} ;»{known}",
}
_NEAREST: Final = {
    "en": " (so it stands on line {number}).",
    "es": " (así está en la línea {number}).",
}
_FURTHER: Final = {
    "en": " (so it stands on line {number}; others in this file: {others}).",
    "es": " (así está en la línea {number}; otros en este fichero: {others}).",
}
_FEW: Final = 3
_LOOKED_AT: Final = 30
_LONGEST: Final = 60


class _Used(NamedTuple):
    """A value that the same predicate has elsewhere in the file."""

    verb: str
    value: str
    line: int


class Insertions:
    """
    Where and how a predicate is added to a statement.

    Args:
        shapes: The shapes that ask for it.
        reading: Where it is to be added.
    """

    def __init__(self, shapes: Graph, reading: Reading):
        self._shapes = shapes
        self._reading = reading
        self._base = reading.archive.base
        self._statements: dict[str, dict[int, Statement]] = {}
        self._triples: dict[tuple[str, str], list[Triple]] = {}

    def at(self, document: Document, spot: Spot, predicate: str, shape: Node) -> Related | None:
        """
        The end of the statement whose subject stands at *spot*, and what to write there.

        The example is the value that the nearest statement of the file has, since a claim's neighbours mostly stand
        in the same passages; where none has one, or *shape* asks for values of a certain kind beside others, what it
        asks for.

        Returns:
            None where the subject is no name at the beginning of a statement.
        """
        if document.path not in self._statements:
            triples = (statement for statement in document.statements if statement.kind == "triples")
            self._statements[document.path] = {statement.span[0]: statement for statement in triples}
        statement = self._statements[document.path].get(span_of(spot, {document.path: document})[0])
        if statement is None or document.tokens.kinds[statement.last_token] is not Kind.DOT:
            return None
        qualified = self._shapes.value(shape, SH.qualifiedValueShape)
        wanted = shape if qualified is None else qualified
        used = list(self._used(document, predicate, statement)) if qualified is None else []
        verb, value = (
            (used[0].verb, used[0].value) if used else (self._written(document, predicate), self._wanted(wanted))
        )
        templates = _ABOVE_DOT if _follows_semicolon(document, statement.last_token) else _AT_DOT
        messages = {}
        for language, template in templates.items():
            known = "."
            if used:
                others = ", ".join(one.value for one in used[1:])
                words = _FURTHER[language] if others else _NEAREST[language]
                known = words.format(number=used[0].line, others=others)
            messages[language] = template.format(line=f"{verb} {value}", known=known)
        return Related(document.path, *document.position(document.tokens.starts[statement.last_token]), messages)

    def _used(self, document: Document, predicate: str, statement: Statement) -> Iterator[_Used]:
        """What other statements of the file say with *predicate*, the nearest first, each value once, only a few."""
        key = (document.path, predicate)
        if key not in self._triples:
            found = (triple for triple in document.triples if triple.predicate.value == predicate)
            self._triples[key] = sorted(found, key=_place)
        triples = self._triples[key]
        here = bisect_left(triples, statement.span[0], key=_place)
        near = triples[max(here - _LOOKED_AT, 0) : here + _LOOKED_AT]
        seen: set[str] = set()
        for triple in sorted(near, key=lambda triple: abs(_place(triple) - statement.span[0])):
            value = document.text[slice(*triple.object_span)]
            # A bracket or a long text is no example for a line, nor is a name that nothing describes.
            if value in seen or len(value) > _LONGEST or value[:1] in "[(" or self._is_unknown(triple.object):
                continue
            seen.add(value)
            line = document.position(triple.object_span[0])[0]
            yield _Used(document.text[slice(*triple.predicate_span)], value, line)
            if len(seen) == _FEW:
                return

    def _is_unknown(self, value: Term) -> bool:
        return isinstance(value, Iri) and value.value.startswith(self._base) and value.value not in self._described

    @cached_property
    def _described(self) -> frozenset[str]:
        subjects = (triple.subject for graph in self._reading.graphs for triple in graph.triples)
        return frozenset(subject.value for subject in subjects if isinstance(subject, ox.NamedNode))

    def _written(self, document: Document, predicate: str) -> str:
        """*predicate* as the file writes it elsewhere, else with the prefix that people know it by."""
        span = next((triple.predicate_span for triple in document.triples if triple.predicate.value == predicate), None)
        return document.text[slice(*span)] if span else shorten(predicate, self._base)

    def _wanted(self, shape: Node) -> str:
        """What kind of value *shape* asks for, as a gap to fill."""
        languages = self._shapes.value(shape, SH.languageIn)
        if languages is not None:
            return f'"…"@{next(iter(self._shapes.items(languages)))}'
        datatype = self._shapes.value(shape, SH.datatype)
        if isinstance(datatype, URIRef):
            return f'"…"^^{shorten(str(datatype), self._base)}'
        if (shape, SH.uniqueLang, None) in self._shapes:
            return '"…"@en'
        return ":…" if (shape, SH["class"], None) in self._shapes else "…"


def _place(triple: Triple) -> int:
    return triple.predicate_span[0]


def _follows_semicolon(document: Document, dot: int) -> bool:
    kinds = document.tokens.kinds
    before = (kinds[index] for index in range(dot - 1, -1, -1) if kinds[index] not in TRIVIA)
    return next(before, None) is Kind.SEMICOLON
