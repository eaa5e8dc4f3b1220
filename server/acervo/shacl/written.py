"""Literals kept as written: what the engine would change goes into the store in a form that it leaves alone."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

from acervo.corpus.terms import Term
from acervo.namespaces import XSD

_ESCAPE: Final = "urn:acervo:written:"
#: The datatypes whose texts the engine reads into values of its own.
_READ: Final = frozenset(
    XSD + name
    for name in (
        *("boolean", "decimal", "double", "float", "integer", "byte", "short", "int", "long"),
        *("unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong"),
        *("positiveInteger", "negativeInteger", "nonPositiveInteger", "nonNegativeInteger"),
        *("date", "time", "dateTime", "dateTimeStamp", "duration", "yearMonthDuration", "dayTimeDuration"),
        *("gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"),
    )
)
#: The engine and RDFLib compare these by different rules: single precision, decimals beside doubles, days with a zone.
_COMPARED_OTHERWISE: Final = frozenset((XSD + "float", XSD + "double", XSD + "date"))
_PLAIN: Final = {
    XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    XSD + "boolean": re.compile(r"true|false"),
    XSD + "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


class Written:
    """
    What the engine may hold for each term, and back.

    A literal that the engine would change (`"01"^^xsd:integer`) gets a datatype that the engine does not know, so that
    its text stays; comparing it is an error in a query of the engine, never a wrong answer.
    """

    def __init__(self) -> None:
        self._kept: dict[ox.Literal, ox.Literal] = {}
        self._scratch = ox.Store()

    def held(self, term: Term) -> Term:
        """*term* as the store holds it."""
        if not isinstance(term, ox.Literal):
            return term
        datatype = term.datatype.value
        if datatype not in _READ:
            return term
        plain = _PLAIN.get(datatype)
        if plain is not None and plain.fullmatch(term.value):
            return term
        kept = self._kept.get(term)
        if kept is None:
            kept = self._kept[term] = self._asked(term, datatype)
        return kept

    def _asked(self, literal: ox.Literal, datatype: str) -> ox.Literal:
        # NaN is not equal to itself, which only a number that the engine knows can be.
        if datatype not in _COMPARED_OTHERWISE or literal.value == "NaN":
            quad = ox.Quad(_SAYS, _SAYS, literal)
            self._scratch.add(quad)
            (back,) = self._scratch
            self._scratch.clear()
            if back.object == literal:
                return literal
        return ox.Literal(literal.value, datatype=ox.NamedNode(_ESCAPE + datatype))


_SAYS: Final = ox.NamedNode("urn:acervo:says")


def is_escaped(term: Term) -> bool:
    """Whether the store holds *term* in another form than the file."""
    return isinstance(term, ox.Literal) and term.datatype.value.startswith(_ESCAPE)


def as_written(term: Term) -> Term:
    """The term of the file for *term* of the store."""
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        if datatype.startswith(_ESCAPE):
            return ox.Literal(term.value, datatype=ox.NamedNode(datatype[len(_ESCAPE) :]))
    return term
