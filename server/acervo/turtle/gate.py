"""The engine has the last word: a file is good only if pyoxigraph accepts it and reads the same graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final, NamedTuple

import pyoxigraph as ox

from acervo.turtle.document import Document
from acervo.turtle.parsing import FORMATS
from acervo.turtle.positions import BYTE_ORDER_MARK
from acervo.turtle.terms import Blank, Iri, Literal, Term, Triple

_POSITION: Final = re.compile(r"^Parser error [^:]*: ")


class Disagreement(NamedTuple):
    """The first triple that the two readers do not have in common; None where one of them has no more."""

    ours: Triple | None
    engine: ox.Triple | ox.Quad | None


def disagreement(document: Document, triples: Iterable[ox.Triple | ox.Quad]) -> Disagreement | None:
    """
    Where *document* and what pyoxigraph reads in the same text differ; None where they are the same.

    Both give their triples in the same order, so they are compared one by one; every blank node of the one has to
    be the same blank node of the other throughout. The engine writes language tags in lower case: no difference.
    """
    blanks: dict[str, Blank] = {}
    count = 0
    for count, engine in enumerate(triples, 1):
        if count > len(document.triples):
            return Disagreement(None, engine)
        ours = document.triples[count - 1]
        if not (
            ours.predicate.value == engine.predicate.value
            and _same(ours.object, engine.object, blanks)
            and _same(ours.subject, engine.subject, blanks)
        ):
            return Disagreement(ours, engine)
    if count < len(document.triples):
        return Disagreement(document.triples[count], None)
    if len(set(blanks.values())) < len(blanks):
        # Two blank nodes of the engine are one of ours.
        return Disagreement(next(iter(document.triples)), None)
    return None


def _same(ours: Term, engine: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, blanks: dict[str, Blank]) -> bool:
    if isinstance(engine, ox.NamedNode):
        return isinstance(ours, Iri) and ours.value == engine.value
    if isinstance(engine, ox.Literal):
        if not isinstance(ours, Literal) or ours.value != engine.value:
            return False
        if ours.language is not None:
            return ours.language.lower() == engine.language
        return engine.language is None and ours.datatype == engine.datatype.value
    if isinstance(engine, ox.BlankNode):
        return isinstance(ours, Blank) and blanks.setdefault(engine.value, ours) == ours
    return False


class Refusal(NamedTuple):
    """Why the engine does not take a text, in its own words, and where."""

    reason: str
    line: int | None
    column: int | None


def consult(document: Document, base_iri: str) -> Refusal | Disagreement | None:
    """What pyoxigraph has against *document*; None where it accepts it and reads the same."""
    text = document.text.removeprefix(BYTE_ORDER_MARK)
    # A lone surrogate cannot come out of a file; where a caller makes one, the engine refuses its bytes.
    content = text.encode("utf-8", "surrogatepass")
    suffix = PurePosixPath(document.path).suffix
    try:
        parsed = ox.parse(content, format=FORMATS[suffix], base_iri=base_iri if suffix == ".ttl" else None)
        difference = disagreement(document, parsed)
        # An error further on says more than a triple that is read otherwise because of it.
        for _ in parsed:
            pass
        return difference
    except SyntaxError as error:
        return Refusal(_POSITION.sub("", error.msg or str(error)).rstrip("."), error.lineno, error.offset)
