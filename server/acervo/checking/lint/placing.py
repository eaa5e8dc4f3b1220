"""From a triple of the engine to the tokens that wrote it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TypeAlias

import pyoxigraph as ox

from acervo.namespaces import XSD, shorten
from acervo.turtle.document import Document
from acervo.turtle.positions import Span
from acervo.turtle.terms import Blank, Iri, Term, Triple

EngineTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Documents: TypeAlias = Callable[[str], Document]
_Key: TypeAlias = tuple[str, str, str]


class Placing:
    """The documents of the files with findings, each read once, their triples found by subject."""

    def __init__(self, documents: Documents):
        """Read a file by *documents* when something of it is asked for."""
        self._read = documents
        self._documents: dict[str, Document] = {}
        self._triples: dict[str, dict[_Key, list[Triple]]] = {}
        self._mentions: dict[str, dict[_Key, list[Span]]] = {}

    def document(self, path: str) -> Document:
        """The file at *path*, read."""
        if path not in self._documents:
            self._documents[path] = self._read(path)
        return self._documents[path]

    def triples(
        self, path: str, subject: EngineTerm, predicate: EngineTerm | None = None, object_: EngineTerm | None = None
    ) -> list[Triple]:
        """
        The triples that say this in the file, in its order.

        An object that the engine rewrote is found by subject and predicate alone.
        """
        if path not in self._triples:
            found: dict[_Key, list[Triple]] = defaultdict(list)
            for triple in self.document(path).triples:
                found[_key(triple.subject)].append(triple)
            self._triples[path] = found
        of_subject = self._triples[path].get(key(subject), [])
        if predicate is not None:
            wanted = key(predicate)
            of_subject = [triple for triple in of_subject if _key(triple.predicate) == wanted]
        if object_ is not None:
            same = [triple for triple in of_subject if _key(triple.object) == key(object_)]
            return same or of_subject
        return of_subject

    def span(
        self,
        path: str,
        focus: EngineTerm,
        predicate: EngineTerm | None = None,
        value: EngineTerm | None = None,
        term: EngineTerm | None = None,
    ) -> Span | None:
        """
        Where the file says this: at *term*, which is one of the three; by default at the value, else at the subject.

        None where the file does not say it.
        """
        triples = self.triples(path, focus, predicate, value)
        if not triples:
            return None
        triple = triples[0]
        wanted = term if term is not None else value if value is not None else focus
        if predicate is not None and key(wanted) == key(predicate):
            return triple.predicate_span
        if value is not None and key(wanted) == key(value):
            return triple.object_span
        if key(wanted) == _key(triple.object) and key(wanted) != _key(triple.subject):
            return triple.object_span
        return triple.subject_span


def key(term: EngineTerm) -> _Key:
    """What is equal for equal terms, however they are written."""
    if isinstance(term, ox.NamedNode):
        return "iri", term.value, ""
    if isinstance(term, ox.BlankNode):
        return "blank", term.value, ""
    if isinstance(term, ox.Literal):
        return "literal", term.value, f"@{term.language}" if term.language else term.datatype.value
    return "triple", str(term), ""


def _key(term: Term) -> _Key:
    if isinstance(term, Iri):
        return "iri", term.value, ""
    if isinstance(term, Blank):
        return "blank", term.label, ""
    return "literal", term.value, f"@{term.language.lower()}" if term.language else term.datatype


def write(term: EngineTerm | None, base: str) -> str | None:
    """*term* as people write it; None stays None."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return shorten(term.value, base)
    if isinstance(term, ox.Literal) and not term.language:
        local = term.datatype.value.removeprefix(XSD)
        if local in ("integer", "decimal", "boolean"):
            return term.value
        if local != "string":
            return f'"{term.value}"^^{shorten(term.datatype.value, base)}'
    return str(term)
